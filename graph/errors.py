"""The errors of Akteursnetz, each with its context as attributes.

    AkteursnetzError
    ├── UsageError          a name, option or setting that can not be used
    │   ├── UnknownName     no actor, or several, under a name: `candidates`
    │   └── NotAllowed      the person at the desk has no such right: `right`, `roles` that have it
    ├── InputError          a file that can not be loaded: `file`, `row`, `column`, `value`
    └── StoreError          the database refuses or is away
        ├── StoreUnavailable
        ├── StoreConflict   other writers were faster too often
        └── SchemaMismatch  the database was written by a newer program

The sentences stand in `graph/messages`, German and English; `message(language)` fills one in.
"""

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from graph.grammar import LANGUAGES, filled
from graph.packaged import read_yaml

__all__ = [
    "LANGUAGES",
    "AkteursnetzError",
    "InputError",
    "NotAllowed",
    "SchemaMismatch",
    "StoreConflict",
    "StoreError",
    "StoreUnavailable",
    "UnknownName",
    "UsageError",
    "catalogue",
    "read_catalogue",
    "sentence",
]


def read_catalogue(folder: Traversable, language: str) -> dict[str, str]:
    """Return the texts of one language by key, out of all files of the folder named for it.

    Raises:
        ValueError: two files have the same key.
    """
    entries: dict[str, str] = {}
    parts = [f for f in folder.iterdir() if f.name == f"{language}.yaml" or f.name.endswith(f".{language}.yaml")]
    for part in sorted(parts, key=lambda f: f.name):
        found: dict[str, str] = read_yaml(part.read_text(encoding="utf-8"))
        if twice := entries.keys() & found.keys():
            raise ValueError(f"{part.name}: keys of another file: {', '.join(sorted(twice))}")
        entries |= found
    return entries


@cache
def catalogue(language: str) -> dict[str, str]:
    """Return all sentences of one language by key."""
    return read_catalogue(files("graph").joinpath("messages"), language)


def sentence(key: str, language: str, **context: object) -> str:
    """Return the sentence under `key` with its placeholders filled in."""
    return filled(catalogue(language)[key], language, **context)


LONGEST_COLUMN = 300  # characters of a title that an error shows; questions of a form are long


class AkteursnetzError(Exception):
    """Base of all errors a user can meet; `key` names the sentence, `context` fills it."""

    def __init__(self, key: str, **context: object) -> None:
        super().__init__(key, context)
        self.key = key
        self.context = context

    def message(self, language: str = "de") -> str:
        """Return what is wrong, where, and what to do next."""
        return sentence(self.key, language, **self.context)

    def __str__(self) -> str:
        return self.message("en")


class UsageError(AkteursnetzError):
    """A name, option or setting that can not be used."""


class UnknownName(UsageError):
    """No actor, or more than one, is meant by a name."""

    def __init__(self, key: str, name: str, candidates: Sequence[str] = ()) -> None:
        super().__init__(key, name=name, candidates="; ".join(candidates))
        self.candidates = tuple(candidates)


class NotAllowed(UsageError):
    """The person at the desk may not do this; somebody with one of `roles` may."""

    def __init__(self, right: str, roles: Sequence[str]) -> None:
        super().__init__("not_allowed", right=right)
        self.right, self.roles = right, tuple(roles)

    def message(self, language: str = "de") -> str:
        """Return what may not be done, and who may."""
        roles = ", ".join(sentence(f"role_{role}", language) for role in self.roles)
        return sentence(self.key, language, right=sentence(f"right_{self.right}", language), roles=roles)


class InputError(AkteursnetzError):
    """A file, row or value that can not be loaded."""

    def __init__(
        self,
        key: str,
        *,
        file: str,
        row: int | None = None,
        column: str = "",
        value: object = "",
        **more: object,
    ) -> None:
        column = column if len(column) <= LONGEST_COLUMN else f"{column[: LONGEST_COLUMN - 1]}…"
        super().__init__(key, file=file, row=row, column=column, value=_short(value), **more)
        self.file, self.row, self.column, self.value = file, row, column, _short(value)

    def message(self, language: str = "de") -> str:
        """Return file, row and column before the sentence."""
        where = [_printable(self.file)]
        if self.row is not None:
            where.append(sentence("row", language, row=self.row))
        if self.column:
            where.append(sentence("column", language, column=self.column))
        return f"{', '.join(where)}: {super().message(language)}"

    def reason(self, language: str = "de") -> str:
        """Return the sentence alone."""
        return super().message(language)


def _printable(value: object) -> str:
    return "".join(c if c.isprintable() else "·" for c in str(value))


def _short(value: object) -> str:
    text = _printable(str(value)[:100])
    return text if len(text) <= 60 else f"{text[:57]}…"


class StoreError(AkteursnetzError):
    """The database refuses or is away."""


class StoreUnavailable(StoreError):
    """The database can not be reached."""


class StoreConflict(StoreError):
    """Other writers were faster more often than a write is retried."""


class SchemaMismatch(StoreError):
    """The database was written by a newer program."""
