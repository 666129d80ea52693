"""The packages of the image with the hash of each wheel, as pip tells them: `python -m tools.requirements_of_image`.

Asks the package index once for what the program needs on the image's Python and system, in the versions of
constraints.txt, and writes docker/requirements.txt; nothing is installed. To be run after each change of pyproject.toml
or constraints.txt. Of each package the one wheel that the image takes is named, and no address.
"""

import json
import re
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
OUT = ROOT / "docker" / "requirements.txt"
GLIBC = (36, 34, 31, 28, 27, 24, 17)  # of the image, and older ones that run on it
HEAD = "# Made by `python -m tools.requirements_of_image`: wheels for Python {python} on Linux, x86_64.\n"


def wanted() -> list[str]:
    """Return what the program and its build need."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return [*project["project"]["dependencies"], *project["build-system"]["requires"]]


def python() -> str:
    """Return the version of Python in the image, as `3.13`."""
    found = re.search(
        r"^FROM python:(3\.\d+)\.", (ROOT / "docker/Dockerfile").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert found is not None
    return found[1]


def asked() -> dict[str, Any]:
    """Return what pip would install there."""
    platforms = [f"--platform=manylinux_2_{version}_x86_64" for version in GLIBC]
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.json")
        command = [sys.executable, "-m", "pip", "install", "--quiet", "--dry-run", "--ignore-installed"]
        command += ["--only-binary=:all:", f"--python-version={python()}", "--implementation=cp", *platforms]
        command += ["--platform=manylinux2014_x86_64", f"--target={folder}", f"--constraint={ROOT / 'constraints.txt'}"]
        subprocess.run([*command, f"--report={report}", *wanted()], check=True)
        told: dict[str, Any] = json.loads(report.read_text(encoding="utf-8"))
        return told


def lines(report: Mapping[str, Any]) -> list[str]:
    """Return a line for each package of a report."""
    found = []
    for one in report["install"]:
        name, version = one["metadata"]["name"], one["metadata"]["version"]
        found.append(f"{name}=={version} --hash=sha256:{one['download_info']['archive_info']['hashes']['sha256']}")
    return sorted(found, key=str.lower)


def main() -> None:
    """Write the file."""
    OUT.write_text(HEAD.format(python=python()) + "\n".join(lines(asked())) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
