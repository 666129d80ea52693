"""The book of erasures and the key beside it, in a folder outside the database and its backups.

The book has one JSON line for each erasure, with fingerprints and no names.
"""

import json
from dataclasses import dataclass
from pathlib import Path

from graph.errors import UsageError
from graph.files.drafts import draft_beside
from graph.files.erasure_key import BOOK, ErasureKey, book_lines, make_folder
from graph.privacy.fingerprints import Erasure, Fingers, Matcher


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
        for number, line in enumerate(book_lines(self.folder), start=1):
            try:
                one = Erasure.parse(json.loads(line))
            except (ValueError, TypeError) as error:
                raise UsageError("erasures_unreadable", file=str(self.folder / BOOK), row=number) from error
            found[one.id] = one
        return list(found.values())

    def keep(self, *erasures: Erasure) -> None:
        """Write erasures, on the disk before this returns.

        Raises:
            UsageError: it can not be written.
        """
        kept = {one.id: one for one in self.erasures()} | {one.id: one for one in erasures}
        lines = (json.dumps(one.stored(), ensure_ascii=False, sort_keys=True) for one in kept.values())
        try:
            make_folder(self.folder)
            with draft_beside(self.folder / BOOK) as draft:
                draft.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        except OSError as error:
            raise UsageError("can_not_write", file=str(self.folder / BOOK), detail=error.strerror or "") from error

    def fingers(self) -> Fingers:
        """Return what makes fingerprints, with the key of this folder, which is made when it is first needed.

        Raises:
            UsageError: there are erasures and their key is gone or damaged, or it can not be written.
        """
        return Fingers(ErasureKey(self.folder).read().encode())

    @staticmethod
    def nobody() -> Matcher:
        """Return what knows nobody."""
        return Matcher(Fingers(b""), ())

    def matcher(self) -> Matcher:
        """Return what knows everybody in the book again; without an erasure it knows nobody, and needs no key."""
        erasures = tuple(self.erasures())
        return Matcher(self.fingers() if erasures else Fingers(b""), erasures)
