"""Where the collection of real files lies that some tests read."""

import os
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]


def find_shared_data() -> Path | str:
    """The folder, or the reason why there is none."""
    named = os.environ.get("AKTEURSNETZ_SHARED_DATA")
    folder = Path(named) if named else REPOSITORY.parent / "shared" / "data"
    if folder.is_dir():
        return folder
    if named:
        return f"AKTEURSNETZ_SHARED_DATA names {named}, which is no folder"
    return "no folder ../shared/data beside the repository; AKTEURSNETZ_SHARED_DATA may name another"
