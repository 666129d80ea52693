"""What a backup holds beside the database: the office's letterhead, files of which the database does not tell.

Only files with these names are taken and put back, so that a backup from elsewhere writes nowhere else.
"""

import shutil
import tempfile
from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import IO, Literal

from graph.backup.manifest import BackupPart

FOLDER = "letterhead"
NAMES = ("letterhead.yaml", "logo.png", "logo.jpg", "briefing.docx", "briefing.pptx")
PutBack = Literal["none", "back", "kept"]  # there was none, it is back, the folder had one of its own
_PIECE = 1 << 20
_TEXTS = (".yaml",)


def names() -> tuple[str, ...]:
    """Return the names of these parts, which are also their places in the data folder."""
    return tuple(f"{FOLDER}/{name}" for name in NAMES)


def is_beside(part: str) -> bool:
    """Return whether a part is such a file and no lines."""
    return part in names()


def copied(source: IO[bytes], target: IO[bytes] | None = None) -> BackupPart:
    """Copy a file, or only read it, and return what the manifest says of it: there are no lines in it to be counted."""
    digest = sha256()
    while piece := source.read(_PIECE):
        digest.update(piece)
        if target:
            target.write(piece)
    return BackupPart(0, digest.hexdigest())


def has_own(data: Path) -> bool:
    """Return whether a data folder has something there, which is not written over."""
    with suppress(FileNotFoundError):
        return any((data / FOLDER).iterdir())
    return False


def put_back(data: Path, write: Callable[[Path], object], clean: Callable[[str], str]) -> None:
    """Let `write` put the files into a folder that becomes the one of a data folder as a whole.

    Texts go through `clean` first: who was erased since does not come back in them.

    Raises:
        OSError: it can not be written; there is none then, as before.
    """
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = Path(tempfile.mkdtemp(prefix=f".{FOLDER}.", dir=data))
    try:
        write(draft)
        for path in draft.iterdir():
            path.chmod(0o600)
            _clean(path, clean)
        with suppress(FileNotFoundError):
            (data / FOLDER).rmdir()
        draft.rename(data / FOLDER)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _clean(path: Path, clean: Callable[[str], str]) -> None:
    if path.suffix not in _TEXTS:
        return
    with suppress(UnicodeDecodeError):
        text = path.read_text(encoding="utf-8")
        if (without := clean(text)) != text:
            path.write_text(without, encoding="utf-8")
