"""Another database in the place of the one of a data folder, in steps that the next start finishes when one breaks off.

The new one is made beside the old one, in a folder of its own, and closed. Then a note is written, and from then on the
new one is the database.
"""

import json
import shutil
from pathlib import Path

from graph.files.drafts import write_whole

NOTE = "swap.json"
ENGINE, OLD = "engine", "engine.old"
STAGE = "rebuild-"  # how the folders begin in which a database is made


def stage_of(folder: Path) -> Path:
    """Return the folder, empty, in which the new database of a data folder is to be made."""
    clear(folder)
    stage = folder / f"{STAGE}new"
    stage.mkdir(mode=0o700)
    return stage


def begin(folder: Path, stage: Path) -> None:
    """Say that the database in `stage` is the one of the folder from now on; nobody may have either of them open.

    Raises:
        OSError: it can not be written; all is as it was.
    """
    write_whole(folder / NOTE, json.dumps({"stage": stage.name}))
    settle(folder)


def settle(folder: Path) -> None:
    """Finish what was begun; nobody may have the database open.

    Raises:
        OSError: it can not be done; the next start tries again.
    """
    note = folder / NOTE
    if not note.exists():
        return
    new = folder / Path(str(json.loads(note.read_text(encoding="utf-8"))["stage"])).name / ENGINE
    if new.exists():
        if (folder / ENGINE).exists():
            _remove(folder / OLD)
            (folder / ENGINE).rename(folder / OLD)
        new.rename(folder / ENGINE)
    _remove(folder / OLD)
    note.unlink()
    clear(folder)


def clear(folder: Path) -> None:
    """Remove the folders of databases that were begun and never taken."""
    for left in folder.glob(f"{STAGE}*"):
        _remove(left)


def _remove(folder: Path) -> None:
    if folder.exists():
        shutil.rmtree(folder)
