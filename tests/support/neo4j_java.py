"""A real Neo4j without Docker: Maven fetches its jars, Java runs them on a folder that is thrown away."""

import os
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import neo4j
import platformdirs
from neo4j.exceptions import DriverError, Neo4jError

from tests.support.ports import find_free_port

PROJECT = Path(__file__).resolve().parents[1] / "neo4j_server"
MAVEN_SECONDS = 900
START_SECONDS = 180
STOP_SECONDS = 30


@dataclass(frozen=True)
class Java:
    """A Java that can run a Neo4j."""

    path: str
    version: int

    @property
    def neo4j_version(self) -> str:
        """The newest Neo4j that runs on this Java."""
        return "2026.09.0" if self.version >= 25 else "5.26.0"


def find_java() -> Java | str:
    """The Java of JAVA_HOME or of the path, or the reason why none fits."""
    home = os.environ.get("JAVA_HOME")
    path = shutil.which("java", path=str(Path(home, "bin"))) if home else shutil.which("java")
    if path is None:
        return "no Java in JAVA_HOME" if home else "no Java on the path"
    answer = subprocess.run(
        [path, "-version"], stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60, check=False
    )
    version = re.search(r'version "(\d+)', answer.stderr + answer.stdout)
    if version is None:
        return f"{path} does not say its version"
    if int(version[1]) < 17:
        return f"Java 17 or newer is needed, {path} is {version[1]}"
    return Java(path, int(version[1]))


def find_jars(java: Java) -> Path | str:
    """The folder of jars, fetched once for each version into the user's cache, or the reason why not."""
    folder = platformdirs.user_cache_path("akteursnetz") / f"neo4j-{java.neo4j_version}"
    if folder.is_dir():
        return folder
    maven = shutil.which("mvn")
    if maven is None:
        return "no Maven (mvn) on the path"
    folder.parent.mkdir(parents=True, exist_ok=True)
    # Only a complete folder gets its name, whatever interrupts Maven.
    with tempfile.TemporaryDirectory(dir=folder.parent) as unfinished:
        jars = Path(unfinished, "jars")
        if problem := _copy_jars(maven, java, jars):
            return problem
        try:
            jars.rename(folder)
        except OSError:
            if not folder.is_dir():  # else another run was faster
                raise
    return folder


def _copy_jars(maven: str, java: Java, folder: Path) -> str | None:
    command = [
        maven,
        "--quiet",
        "--batch-mode",
        f"--file={PROJECT / 'pom.xml'}",
        "dependency:copy-dependencies",
        f"-DoutputDirectory={folder}",
        "-DincludeScope=runtime",
        f"-Dneo4j.version={java.neo4j_version}",
    ]
    try:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=MAVEN_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return f"Maven did not finish in {MAVEN_SECONDS} s"
    if done.returncode != 0 or not any(folder.glob("neo4j-bolt-*.jar")):
        errors = [line for line in done.stdout.splitlines() if line.startswith("[ERROR]")]
        return f"Maven could not fetch Neo4j {java.neo4j_version}: {(errors or [done.stderr.strip()])[0]}"
    return None


class JavaNeo4j:
    """A Neo4j on a free loopback port and in a folder of its own; `kill` and `start` keep the folder."""

    username = "neo4j"
    password = "only-for-tests"
    database = "neo4j"
    # Small, and ready soon.
    options: tuple[str, ...] = ("-Xms256m", "-Xmx768m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
    pagecache = "64m"

    def __init__(self, java: Java, jars: Path, folder: Path | None = None) -> None:
        self._java = java
        self._jars = jars
        self._folder = folder or Path(tempfile.mkdtemp(prefix="akteursnetz-neo4j-"))
        self._log = self._folder / "output.txt"
        self._process: subprocess.Popen[bytes] | None = None
        self._port = find_free_port()
        self._has_password = False
        self._folder.joinpath("neo4j.conf").write_text(self._settings(), encoding="utf-8")

    def __str__(self) -> str:
        return f"{self._java.neo4j_version} on Java {self._java.version} at {self.uri}"

    @property
    def uri(self) -> str:
        """Its Bolt address."""
        return f"bolt://127.0.0.1:{self._port}"

    @property
    def pid(self) -> int:
        """The number of its process."""
        assert self._process is not None, "not started"
        return self._process.pid

    def start(self) -> None:
        """Returns when the server answers; RuntimeError with its last words when it does not."""
        assert self._process is None, "started already"
        command = [
            self._java.path,
            *self.options,
            "-cp",
            f"{self._jars}/*",
            str(PROJECT / "Start.java"),
            str(self._folder),
        ]
        with self._log.open("wb") as log:
            # A session of its own: Ctrl-C is for the tests, which then end the server in their own time.
            self._process = subprocess.Popen(
                command,
                cwd=self._folder,
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self._wait_until_ready()
        if not self._has_password:
            self._set_password()

    def kill(self) -> None:
        """Ends it as a power cut would (SIGKILL)."""
        self._end(self._process.kill if self._process else None)

    def stop(self) -> None:
        """Ends it in order and removes its folder."""
        self._end(self._process.terminate if self._process else None)
        shutil.rmtree(self._folder, ignore_errors=True)

    def _end(self, signal: Callable[[], None] | None) -> None:
        process, self._process = self._process, None
        if process is None or signal is None:
            return
        signal()
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        assert process.stdin is not None
        process.stdin.close()

    def _settings(self) -> str:
        address = f"127.0.0.1:{self._port}"
        return "\n".join(
            (
                "server.bolt.enabled=true",
                f"server.bolt.listen_address={address}",
                f"server.bolt.advertised_address={address}",
                "dbms.security.auth_enabled=true",
                "dbms.usage_report.enabled=false",
                f"server.memory.pagecache.size={self.pagecache}",
                "db.tx_log.preallocate=false",
                "internal.server.bolt.thread_pool_shutdown_wait_time=1s",
            )
        )

    def _wait_until_ready(self) -> None:
        assert self._process is not None
        limit = time.monotonic() + START_SECONDS
        while "READY" not in self._said():
            if self._process.poll() is not None:
                status = self._process.returncode
                self._end(lambda: None)
                raise RuntimeError(f"Neo4j ended with status {status}: {self._last_words()}")
            if time.monotonic() > limit:
                self.kill()
                raise RuntimeError(f"Neo4j was not ready after {START_SECONDS} s: {self._last_words()}")
            time.sleep(0.1)

    def _said(self) -> str:
        return self._log.read_text(encoding="utf-8", errors="replace")

    def _last_words(self) -> str:
        lines = self._said().strip().splitlines() or ["it said nothing"]
        return next((line for line in lines if "rror" in line or "xception" in line), lines[-1])

    def _set_password(self) -> None:
        # A new server lets its first user do nothing but this.
        try:
            with neo4j.GraphDatabase.driver(self.uri, auth=(self.username, "neo4j")) as driver:
                driver.execute_query(
                    "ALTER CURRENT USER SET PASSWORD FROM 'neo4j' TO $password",
                    password=self.password,
                    database_="system",
                )
        except (DriverError, Neo4jError) as error:
            self.kill()
            raise RuntimeError(f"Neo4j refused its first login: {error}") from error
        self._has_password = True
