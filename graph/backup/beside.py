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
from graph.files.letterhead import FILE, FOLDER, NAMES, TEMPLATES, first_called
from graph.files.texts import text_of, text_of_document

# There was none, it is back, it is back and a template in it names somebody, the folder had one of its own.
PutBack = Literal["none", "back", "named", "kept"]
_PIECE = 1 << 20


def names() -> tuple[str, ...]:
    """Return the names of these parts, which are also their places in the data folder."""
    return tuple(f"{FOLDER}/{name}" for name in NAMES)


def files_in(data: Path) -> dict[str, Path]:
    """Return these files of a data folder by the names of their parts, however their own names are written."""
    return {f"{FOLDER}/{name}": path for name, path in first_called(data / FOLDER, NAMES).items()}


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


def put_back(data: Path, write: Callable[[Path], object], clean: Callable[[str], str]) -> PutBack:
    """Let `write` put the files into a folder that becomes the one of a data folder as a whole.

    Its text goes through `clean` first: who was erased since does not come back in it. The templates are somebody's own
    documents and stay as they are; whether one of them would have to be cleaned is told.

    Raises:
        OSError: it can not be written; there is none then, as before.
    """
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = Path(tempfile.mkdtemp(prefix=f".{FOLDER}.", dir=data))
    try:
        write(draft)
        for path in draft.iterdir():
            path.chmod(0o600)
        _clean(draft / FILE, clean)
        is_named = any(_names_somebody(draft / name, clean) for name in TEMPLATES)
        with suppress(FileNotFoundError):
            (data / FOLDER).rmdir()
        draft.rename(data / FOLDER)
        return "named" if is_named else "back"
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _clean(path: Path, clean: Callable[[str], str]) -> None:
    with suppress(FileNotFoundError, UnicodeDecodeError):  # what is no text is no letterhead either
        text = text_of(path.read_bytes())
        if (without := clean(text)) != text:
            path.write_text(without, encoding="utf-8")


def _names_somebody(path: Path, clean: Callable[[str], str]) -> bool:
    return path.exists() and clean(text := text_of_document(path)) != text
