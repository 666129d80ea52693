"""The book of erasures and the key beside it, in a folder outside the database and its backups.

The book has one JSON line for each erasure, with fingerprints and no names.
"""

import json
import logging
import os
import secrets
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from graph.errors import UsageError
from graph.files.drafts import draft_beside, write_whole
from graph.privacy.fingerprints import Erasure, Fingers, Matcher

KEY, BOOK = "fingerprint.key", "erasures.jsonl"
_SHORTEST_KEY = 32
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ErasureBook:
    """The erasures of one database; nothing is written before the first."""

    folder: Path

    def erasures(self) -> list[Erasure]:
        """Return all erasures, the earliest first.

        Raises:
            UsageError: the book can not be read: what it says must not be taken for nothing.
        """
        found: dict[str, Erasure] = {}
        for number, line in enumerate(self._lines(), start=1):
            try:
                one = Erasure.parse(json.loads(line))
            except (ValueError, TypeError) as error:
                raise UsageError("erasures_unreadable", file=str(self.folder / BOOK), row=number) from error
            found[one.id] = one
        return list(found.values())

    def keep(self, erasure: Erasure) -> None:
        """Write an erasure, on the disk before this returns.

        Raises:
            UsageError: it can not be written.
        """
        kept = {one.id: one for one in self.erasures()} | {erasure.id: erasure}
        lines = (json.dumps(one.stored(), ensure_ascii=False, sort_keys=True) for one in kept.values())
        try:
            self._make_folder()
            with draft_beside(self.folder / BOOK) as draft:
                draft.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        except OSError as error:
            raise UsageError("can_not_write", file=str(self.folder / BOOK), detail=error.strerror or "") from error

    def fingers(self) -> Fingers:
        """Return what makes fingerprints, with the key of this folder, which is made when it is first needed.

        Raises:
            UsageError: there are erasures and their key is gone or damaged, or it can not be written.
        """
        path = self.folder / KEY
        try:
            if not path.exists():
                if next(iter(self._lines()), None) is not None:
                    raise UsageError("fingerprint_key_gone", file=str(path))
                self._make_folder()
                write_whole(path, secrets.token_hex(_SHORTEST_KEY))
            said = path.read_text(encoding="ascii").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError("fingerprint_key_gone", file=str(path)) from error
        if len(said) < _SHORTEST_KEY:
            raise UsageError("fingerprint_key_gone", file=str(path))
        return Fingers(said.encode())

    @staticmethod
    def nobody() -> Matcher:
        """Return what knows nobody."""
        return Matcher(Fingers(b""), ())

    def matcher(self) -> Matcher:
        """Return what knows everybody in the book again; without an erasure it knows nobody, and needs no key."""
        erasures = tuple(self.erasures())
        return Matcher(self.fingers() if erasures else Fingers(b""), erasures)

    def _lines(self) -> list[str]:
        try:
            text = (self.folder / BOOK).read_text(encoding="utf-8")
        except FileNotFoundError:
            return []
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError("erasures_unreadable", file=str(self.folder / BOOK), row=0) from error
        return [line for line in text.splitlines() if line.strip()]

    def _make_folder(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if hasattr(os, "getuid") and self.folder.stat().st_uid == os.getuid():
            with suppress(OSError):
                self.folder.chmod(0o700)
