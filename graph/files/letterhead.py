"""The folder of the office's letterhead in a data folder: which names count there, in large or small letters."""

from collections.abc import Sequence
from pathlib import Path

FOLDER, FILE = "letterhead", "letterhead.yaml"
LOGOS = ("logo.png", "logo.jpg", "logo.jpeg")
TEMPLATES = ("briefing.docx", "briefing.pptx")
NAMES = (FILE, *LOGOS, *TEMPLATES)


def called(folder: Path, names: Sequence[str]) -> list[tuple[str, Path]]:
    """Return the files of some names, each with the name it counts as, in the order of the names.

    Where several differ in their letters only, the one that is written like the name is the first.
    """
    there = sorted(path for path in folder.iterdir() if path.is_file()) if folder.is_dir() else []
    alike = [(name, path) for name in names for path in there if path.name.lower() == name]
    return sorted(alike, key=lambda it: (names.index(it[0]), it[1].name != it[0]))


def first_called(folder: Path, names: Sequence[str]) -> dict[str, Path]:
    """Return the file that counts for each of some names, of those that are there."""
    found: dict[str, Path] = {}
    for name, path in called(folder, names):
        found.setdefault(name, path)
    return found
