"""What happens on a disk that is full, or read-only: `python -m tests.reliability.on_a_small_disk FOLDER`.

To be run in a mount namespace of its own (`unshare -m`): a small disk is put over the folder. The last line of the
output is what was found, as JSON.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.test_names import ROOT

MEGABYTES = 200
KNOWN = "Vorname;Nachname;Firma\nAnna;Lang;Werk Nord\nBo;Kohl;Kammer\n"
LETTERS = "abcdefghijklmnopqrst"
ASKED = ("--event", "Anderes", "--date", "2022-06-10")


def large() -> str:
    names = (f"Berg{a}{b}{c}" for a in LETTERS for b in LETTERS for c in LETTERS)
    return "Vorname;Nachname;Firma\n" + "".join(f"Cara;{name};Werk {n % 700}\n" for n, name in enumerate(names))


class SmallDisk:
    """A disk that can be filled and shut."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.ballast = folder, folder / "ballast"
        self._mount("-t", "tmpfs", "-o", f"size={MEGABYTES}m", "none")

    def _mount(self, *arguments: str) -> None:
        subprocess.run(["mount", *arguments, str(self.folder)], check=True)

    def fill(self, leave: int) -> None:
        """Leave that many bytes of it."""
        free = int(subprocess.check_output(["stat", "-f", "-c", "%a", str(self.folder)])) * 4096
        self.ballast.write_bytes(bytes(max(free - leave, 0)))

    def free(self) -> None:
        self.ballast.unlink()

    def shut(self, how: str) -> None:
        self._mount("-o", f"remount,{how}")

    def run(self, *arguments: str) -> tuple[int, str]:
        command = [sys.executable, "-m", "cli", *arguments, "--data", str(self.folder / "data")]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)
        return done.returncode, done.stdout + done.stderr

    def lines(self, name: str) -> list[str]:
        out = self.folder / name
        assert self.run("export", "--out", str(out))[0] == 0
        return out.read_text(encoding="utf-8").splitlines()[:-1]  # the last one is of the file itself


def main(folder: Path) -> None:
    """Fill the disk, use the program, make room, and tell what was found."""
    disk, found = SmallDisk(folder), dict[str, Any]()
    (folder / "a.csv").write_text(KNOWN)
    (folder / "b.csv").write_text(large())
    assert disk.run("ingest", str(folder / "a.csv"), "--event", "Treffen", "--date", "2022-05-10")[0] == 0
    before = disk.lines("before.jsonl")
    disk.fill(leave=1_500_000)
    found["load"] = disk.run("ingest", str(folder / "b.csv"), *ASKED)  # more than a minute until the engine gives up
    disk.free()
    found["load, the same"] = disk.lines("after.jsonl") == before
    disk.fill(leave=0)
    outs = {"export": "x.jsonl", "backup": "x.zip", "brief": "x.docx"}
    for name, out in outs.items():
        found[name] = disk.run(name, "--out", str(folder / out))
        assert not (folder / out).exists()
    disk.free()
    disk.shut("ro")
    found["read-only"] = disk.run("ingest", str(folder / "b.csv"), *ASKED)
    disk.shut("rw")
    found["the same"] = disk.lines("last.jsonl") == before
    found["check"] = disk.run("check")
    found["loaded after all"] = disk.run("ingest", str(folder / "b.csv"), *ASKED)
    print(json.dumps(found))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
