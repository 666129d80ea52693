"""A conference programme as its file gives it, whichever format that is in."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from graph.packaged import read_yaml

# A field of a session, a person or a conference: a text, or the fields and texts below it.
Content = str | Sequence["Content"] | Mapping[str, "Content"]


@dataclass(frozen=True, slots=True)
class ProgrammeSession:
    """One session with its fields by name; `row` is its line where the format has lines."""

    fields: Mapping[str, Content]
    row: int | None = None
    day: str = ""
    room: str = ""


@dataclass(frozen=True, slots=True)
class Programme:
    """A conference with its fields by name, and its sessions, one after the other."""

    conference: Mapping[str, Content]
    sessions: Callable[[], Iterator[ProgrammeSession]]
    scheme: str


@dataclass(frozen=True, slots=True)
class Meanings:
    """The names of fields by what they mean, and those left out on purpose."""

    names: Mapping[str, Sequence[str]]
    ignored: frozenset[str]

    def text(self, fields: Mapping[str, Content], meaning: str) -> str:
        """Return the first text that stands under a field of that meaning, "" where there is none."""
        found = (text_of(fields[name]) for name in self.names[meaning] if name in fields)
        return next(filter(None, found), "")

    def of(self, fields: Mapping[str, Content], meaning: str) -> list[Content]:
        """Return what stands under the fields of that meaning."""
        return [fields[name] for name in self.names[meaning] if name in fields]

    def left_over(self, fields: Mapping[str, Content]) -> list[str]:
        """Return the names of filled fields that are neither used nor left out on purpose."""
        known = self.ignored.union(*self.names.values())
        return [name for name, content in fields.items() if content and name not in known]


def text_of(content: Content) -> str:
    """Return a text, also one that stands under "#text" or "name" or alone in a list; "" for anything else."""
    if isinstance(content, str):
        return content.strip()
    if isinstance(content, Mapping):
        return next((text_of(content[key]) for key in ("#text", "name", "en", "de") if key in content), "")
    return text_of(content[0]) if len(content) == 1 else ""


@dataclass(slots=True)
class LeftOver:
    """Names of fields that were met and not used, each once."""

    names: dict[str, None] = field(default_factory=dict)

    def add(self, names: Sequence[str]) -> list[str]:
        """Return the names that are new."""
        new = [name for name in names if name not in self.names]
        self.names.update(dict.fromkeys(new))
        return new


@cache
def _words() -> dict[str, Any]:
    words: dict[str, Any] = read_yaml(files(__package__).joinpath("fields.yaml").read_text(encoding="utf-8"))
    return words


@cache
def meanings(of: str) -> Meanings:
    """Return the meanings of the fields of a session, a person or a conference."""
    words = _words()[of]
    ignored = frozenset(name for line in words["ignored"] for name in line)
    return Meanings({name: names for name, names in words.items() if name != "ignored"}, ignored)


@cache
def formats() -> dict[str, tuple[str, ...]]:
    """Return the words that begin each format of an event."""
    return {name: tuple(words) for name, words in _words()["formats"].items()}
