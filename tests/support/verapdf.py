"""veraPDF without an installer: Maven fetches its jars, Java runs them on files."""

import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from tests.support.neo4j_java import find_java

PROJECT = Path(__file__).resolve().parents[1] / "verapdf"
MAVEN_SECONDS = 600
CHECK_SECONDS = 150
VERSION = "1.28.2"


@dataclass(frozen=True)
class VeraPdf:
    """The checker; `check` says what is wrong with files."""

    java: str
    jars: Path

    def __str__(self) -> str:
        return f"veraPDF {VERSION} in {self.jars}"

    def check(self, files: Sequence[Path], standards: Sequence[str] = ("2b", "ua1")) -> dict[tuple[str, str], str]:
        """By name of a file and standard, "ok" or the rules that are broken."""
        command = [self.java, "-cp", f"{self.jars}/*", str(PROJECT / "Check.java"), ",".join(standards)]
        done = subprocess.run(
            [*command, *map(str, files)],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=CHECK_SECONDS,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        lines = [line.split("\t") for line in done.stdout.splitlines() if line.count("\t") == 2]
        return {(Path(file).name, standard): answer for file, standard, answer in lines}


def find_verapdf() -> VeraPdf | str:
    """The checker, its jars fetched once into the user's cache, or the reason why there is none."""
    java = find_java()
    if isinstance(java, str):
        return java
    folder = platformdirs.user_cache_path("akteursnetz") / f"verapdf-{VERSION}"
    if not folder.is_dir() and (problem := _fetch(folder)):
        return problem
    return VeraPdf(java.path, folder)


def _fetch(folder: Path) -> str | None:
    maven = shutil.which("mvn")
    if maven is None:
        return "no Maven (mvn) on the path"
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as unfinished:
        jars = Path(unfinished, "jars")
        command = [maven, "--quiet", "--batch-mode", f"--file={PROJECT / 'pom.xml'}", "dependency:copy-dependencies"]
        try:
            done = subprocess.run(
                [*command, f"-DoutputDirectory={jars}"],
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                timeout=MAVEN_SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return f"Maven did not finish in {MAVEN_SECONDS} s"
        if done.returncode != 0 or not any(jars.glob("validation-model-*.jar")):
            errors = [line for line in done.stdout.splitlines() if line.startswith("[ERROR]")]
            return f"Maven could not fetch veraPDF {VERSION}: {(errors or [done.stderr.strip() or '?'])[0]}"
        if not folder.is_dir():
            jars.rename(folder)
    return None
