"""With AKTEURSNETZ_THOROUGH: a disk that is really full, or read-only: a sentence, no half file, all still there."""

import json
import os
import subprocess
import sys
from shutil import which
from typing import Any

import pytest

from tests.test_names import ROOT

APART = ["unshare", "--map-root-user", "--mount"]


def _may_mount() -> bool:
    return (
        which("unshare") is not None
        and subprocess.run([*APART, "true"], capture_output=True, check=False).returncode == 0
    )


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    if not _may_mount():
        pytest.skip("no disk can be mounted here")
    folder = tmp_path_factory.mktemp("disk")
    command = [*APART, sys.executable, "-m", "tests.reliability.on_a_small_disk", str(folder)]
    environment = {**os.environ, "AKTEURSNETZ_KEYS": str(folder / "keys"), "AKTEURSNETZ_BACKUPS": "off"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=900, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


@pytest.mark.embedded
@pytest.mark.skipif("AKTEURSNETZ_THOROUGH" not in os.environ, reason="takes minutes")
def test_each_fault_is_said_and_changes_nothing(found: dict[str, Any]) -> None:
    assert [name for name, (code, said) in _acts(found).items() if "Traceback" in said] == []
    for name in ("export", "backup", "brief"):
        code, said = found[name]
        assert (code, "kein Platz mehr" in said) == (2, True), (name, said)
    code, said = found["read-only"]
    assert (code, "kann nicht verwendet werden" in said) == (2, True), said
    assert [name for name, value in found.items() if value is False] == []
    assert found["check"][0] == found["loaded after all"][0] == 0
    assert found["load"][0] == 2


def _acts(found: dict[str, Any]) -> dict[str, tuple[int, str]]:
    return {name: tuple(value) for name, value in found.items() if isinstance(value, list)}
