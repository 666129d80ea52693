"""The checked-in bundle is what its sources give, byte for byte."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

FRONTEND = Path(__file__).resolve().parents[3] / "dashboard" / "map" / "frontend"
BUILT = ("map.js", "style.css")


def run(command: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    quiet = os.environ | {"npm_config_update_notifier": "false", "npm_config_fund": "false"}
    return subprocess.run(command, cwd=folder, env=quiet, capture_output=True, text=True, timeout=150, check=False)


def test_the_lock_file_names_no_address() -> None:
    lock = (FRONTEND / "package-lock.json").read_text(encoding="utf-8")
    assert "http" not in lock
    assert '"integrity"' in lock


def test_a_fresh_build_gives_the_same_bytes(tmp_path: Path) -> None:
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        pytest.skip("rebuilding the map needs node and npm on the path")
    copy = tmp_path / "map" / "frontend"
    shutil.copytree(FRONTEND, copy, ignore=shutil.ignore_patterns("node_modules"))
    installed = run([npm, "ci", "--ignore-scripts", "--no-audit", "--prefer-offline"], copy)
    if installed.returncode != 0:
        words = (installed.stderr.strip() or installed.stdout.strip()).splitlines()
        network = ("ENOTFOUND", "EAI_AGAIN", "ETIMEDOUT", "ECONNREFUSED", "ECONNRESET", "ENETUNREACH")
        if any(code in installed.stderr for code in network):
            pytest.skip(f"npm can not reach its registry: {words[-1]}")
        pytest.fail(f"npm ci failed: {words[-5:]}")
    built = run([npm, "run", "build"], copy)
    assert built.returncode == 0, built.stderr
    for name in BUILT:
        fresh = (copy.parent / "bundle" / name).read_bytes()
        assert fresh == (FRONTEND.parent / "bundle" / name).read_bytes(), f"{name} is not what the sources give"
