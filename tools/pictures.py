"""Take the pictures of the handbook out of the browser tests: `python -m tools.pictures`, or `make pictures`.

The test that walks through all pages and states takes them (`tests/dashboard/test_everyone_browser.py`); those the
handbook names are kept, with few colours, so that they stay small.
"""

import os
import re
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

DOCS = Path(__file__).resolve().parents[1] / "docs"
COLOURS = 128
# The state of the walk a picture shows, where it is not called like it.
SHOWS = {"netz": "network"}


def named() -> list[str]:
    """Return the names of the pictures in the handbook, without their ending."""
    return re.findall(r"\]\(pictures/([\w-]+)\.png\)", (DOCS / "handbuch.md").read_text(encoding="utf-8"))


def keep(taken: Path, name: str) -> int:
    """Write one picture with few colours; return its size in bytes."""
    from PIL import Image

    out = DOCS / "pictures" / f"{name}.png"
    with Image.open(taken / f"{SHOWS.get(name, name)}.png") as picture:
        # By coverage: else a colour that few points have, such as that of one kind on a map, becomes another one.
        method = Image.Quantize.MAXCOVERAGE
        few = picture.convert("RGB").quantize(COLOURS, method, dither=Image.Dither.NONE)
        few.save(out, optimize=True)
    return out.stat().st_size


def main() -> None:
    """Run the walk and keep what the handbook shows."""
    with TemporaryDirectory() as folder:
        test = "tests/dashboard/test_everyone_browser.py::test_every_page_and_state_is_for_everyone"
        command = [sys.executable, "-m", "pytest", "-n", "0", "-q", *sys.argv[1:], test]
        done = subprocess.run(command, env=os.environ | {"AKTEURSNETZ_PICTURES": folder}, cwd=DOCS.parent, check=False)
        taken = [name for name in named() if (Path(folder) / f"{SHOWS.get(name, name)}.png").exists()]
        size = sum(keep(Path(folder), name) for name in taken)
    print(f"{len(taken)} of {len(named())} pictures, {size / 1000:.0f} kB")
    sys.exit(done.returncode)  # what was taken before a test failed is kept, and that one did is said


if __name__ == "__main__":
    main()
