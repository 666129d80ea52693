"""Finds a real Chromium: on the path, as Debian's package, or from Playwright."""

import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
INSTALL_SECONDS = 600


def find_chromium() -> Path | str:
    """The program, fetched where that is allowed, or the reason why there is none."""
    if (path := _on_path()) is not None:
        return path
    reasons = [f"none of {', '.join(NAMES)} on the path"]
    for fetch in (_from_debian, _from_playwright):
        answer = fetch()
        if isinstance(answer, Path):
            return answer
        reasons.append(answer)
    return "; ".join(reasons)


def _on_path() -> Path | None:
    for name in NAMES:
        path = shutil.which(name)
        # Ubuntu's chromium-browser may be a stub that only asks for a snap: what counts is that it answers.
        if path is not None and _run([path, "--version"], seconds=60) is None:
            return Path(path)
    return None


def _from_debian() -> Path | str:
    apt = shutil.which("apt-get")
    if apt is None or not _is_debian():
        return "not a Debian system"
    if os.geteuid() != 0:
        return "only root may install Debian's package"
    for arguments in (["update", "-q"], ["install", "-q", "-y", "--no-install-recommends", "chromium"]):
        if problem := _run([apt, *arguments], seconds=INSTALL_SECONDS):
            return f"apt-get {arguments[0]} failed ({problem})"
    return _on_path() or "Debian's package was installed and does not start"


def _is_debian() -> bool:
    try:
        return platform.freedesktop_os_release().get("ID") == "debian"
    except OSError:
        return False


def _from_playwright() -> Path | str:
    if problem := _run([sys.executable, "-m", "playwright", "install", "chromium"], seconds=INSTALL_SECONDS):
        return f"playwright install chromium failed ({problem})"
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = Path(playwright.chromium.executable_path)
    if problem := _run([str(path), "--version"], seconds=60):
        return f"Playwright's Chromium does not start ({problem}); playwright install-deps may help"
    return path


def _run(command: list[str], seconds: float) -> str | None:
    """None when the command went well, else its error in one line."""
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    try:
        done = subprocess.run(
            command,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return f"no answer in {seconds:.0f} s"
    except OSError as error:
        return str(error)
    if done.returncode == 0:
        return None
    lines = (done.stderr + done.stdout).strip().splitlines()
    errors = [line.strip() for line in lines if "rror" in line]
    return errors[0] if errors else lines[-1] if lines else f"exit status {done.returncode}"
