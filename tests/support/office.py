"""Finds LibreOffice, on the path or as Debian's package, and has it turn documents into PDF."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.support.chromium import INSTALL_SECONDS, _is_debian, _run

CONVERT_SECONDS = 170
PACKAGES = ("libreoffice-writer-nogui", "libreoffice-impress-nogui")


@dataclass(frozen=True)
class Office:
    """LibreOffice, without a window."""

    path: str

    def __str__(self) -> str:
        return self.path

    def to_pdf(self, files: Sequence[Path], folder: Path) -> None:
        """Puts each file as PDF into the folder."""
        with tempfile.TemporaryDirectory(prefix="akteursnetz-office-") as profile:
            command = [
                self.path,
                f"-env:UserInstallation={Path(profile).as_uri()}",
                "--headless",
                "--convert-to",
                "pdf",
                "--outdir",
                str(folder),
                *map(str, files),
            ]
            done = subprocess.run(
                command,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                timeout=CONVERT_SECONDS,
                check=False,
            )
        assert done.returncode == 0, done.stderr


def find_office() -> Office | str:
    """LibreOffice, installed where that is allowed, or the reason why there is none."""
    if (path := shutil.which("soffice")) is not None:
        return Office(path)
    if shutil.which("apt-get") is None or not _is_debian():
        return "no soffice on the path, and not a Debian system"
    if os.geteuid() != 0:
        return "no soffice on the path, and only root may install Debian's packages"
    for arguments in (["update", "-q"], ["install", "-q", "-y", "--no-install-recommends", *PACKAGES]):
        if problem := _run(["apt-get", *arguments], seconds=INSTALL_SECONDS):
            return f"apt-get {arguments[0]} failed ({problem})"
    found = shutil.which("soffice")
    return Office(found) if found else "Debian's packages were installed and there is no soffice"
