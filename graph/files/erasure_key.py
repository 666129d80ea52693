"""The key of the book of erasures: a file in a folder outside the database and its backups, which these name by an id.

The id is an HMAC with the key, so it tells which key it is and nothing of the key itself.
"""

import hashlib
import hmac
import logging
import os
import re
import secrets
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from graph.errors import UsageError
from graph.files.drafts import write_first

KEY, BOOK = "fingerprint.key", "erasures.jsonl"
_SHORTEST = 32
_SAID = b"akteursnetz: the key of erasures"
_ID = re.compile(r"[0-9a-f]{16}|")
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ErasureKey:
    """The key of one folder; nothing is written before it is needed."""

    folder: Path

    @property
    def path(self) -> Path:
        """The file."""
        return self.folder / KEY

    def id(self) -> str:
        """Return what names the key, "" where there is none.

        Raises:
            UsageError: there are erasures and their key is gone or damaged.
        """
        try:
            is_there = self.path.exists()
        except OSError as error:
            raise UsageError("fingerprint_key_gone", file=str(self.path)) from error
        if not is_there:
            self._refuse_lost()
            return ""
        return hmac.new(self.read().encode(), _SAID, hashlib.sha256).hexdigest()[:16]

    def read(self) -> str:
        """Return the key, which is made where there is none.

        Raises:
            UsageError: there are erasures and their key is gone or damaged, or it can not be written.
        """
        try:
            if not self.path.exists():
                self._refuse_lost()
                self.put(secrets.token_hex(_SHORTEST))
            said = self.path.read_text(encoding="ascii").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError("fingerprint_key_gone", file=str(self.path)) from error
        if len(said) < _SHORTEST:
            raise UsageError("fingerprint_key_gone", file=str(self.path))
        return said

    def put(self, said: str) -> None:
        """Put a key into the folder, unless somebody else was faster.

        Raises:
            OSError: it can not be written.
        """
        make_folder(self.folder)
        write_first(self.path, said)

    def _refuse_lost(self) -> None:
        if has_erasures(self.folder):
            raise UsageError("fingerprint_key_gone", file=str(self.path))


def has_erasures(folder: Path) -> bool:
    """Return whether somebody stands in the book of a folder.

    Raises:
        UsageError: the book can not be read: what it says must not be taken for nothing.
    """
    return bool(book_lines(folder))


def book_lines(folder: Path) -> list[str]:
    """Return the lines of the book in a folder.

    Raises:
        UsageError: it can not be read.
    """
    try:
        text = (folder / BOOK).read_text(encoding="utf-8")
    except (FileNotFoundError, NotADirectoryError):
        return []
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError("erasures_unreadable", file=str(folder / BOOK), row=0) from error
    return [line for line in text.splitlines() if line.strip()]


def make_folder(folder: Path) -> None:
    """Make a folder that only its owner can read.

    Raises:
        OSError: it can not be made.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if hasattr(os, "getuid") and folder.stat().st_uid == os.getuid():
        with suppress(OSError):
            folder.chmod(0o700)


def name_of_key(folder: Path | None) -> str:
    """Return what a backup names the key of a folder by; one is made where there is none.

    It is "" where none can be made: then nobody can have been erased there.

    Raises:
        UsageError: there are erasures and their key is gone or damaged.
    """
    if folder is None:
        return ""
    key = ErasureKey(folder)
    if not (found := key.id()):
        try:
            key.put(secrets.token_hex(_SHORTEST))
        except OSError:
            _log.warning("no key of erasures can be made")
            return ""
        found = key.id()
    return found


def named(said: object) -> str:
    """Return the id of a key out of a file that names it.

    Raises:
        ValueError: it is none.
    """
    if not isinstance(said, str) or not _ID.fullmatch(said):
        raise ValueError("erasure_key")
    return said
