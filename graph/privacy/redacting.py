"""Other people's names out of what is told to one person: her right to know does not touch theirs (Art. 15 (4))."""

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from graph.model.schema import Schema
from graph.names.in_text import words_of
from graph.names.known_by import orders
from graph.names.person import parse_person
from graph.privacy.fingerprints import Erasure, Fingers, Matcher
from graph.store.view import View

OTHER = "[andere Person]"  # stands where the data of somebody else stood


@dataclass
class Redactor:
    """Takes the names of other people out of what is told to one."""

    people: Mapping[str, str]  # by id, without her: all who can be named in what is told
    own: str  # her id
    matcher: Matcher = field(init=False)

    def __post_init__(self) -> None:
        self.matcher = _of_names(self.people.values())

    @classmethod
    def of(cls, view: View, schema: Schema, own: str, told: Iterable[Any]) -> "Redactor":
        """Return what redacts these values, which may be lists and tables: of others only whom they can name."""
        texts = set(_texts(told))
        ids = sorted(text for text in texts if schema.is_node(text) and schema.label_of(text) == "Person")
        words = {word.folded for text in texts for word in words_of(text)}
        found = {one: name for one, name in view.people() if not words.isdisjoint(w.folded for w in words_of(name))}
        found |= {str(n["id"]): str(n["name"]) for n in view.nodes_with("Person", ids)}
        return cls({one: name for one, name in found.items() if one != own}, own)

    def text(self, value: Any) -> Any:
        """Return a value, or what is in it, without the names and ids of others."""
        if isinstance(value, str):
            return OTHER if value in self.people else self.matcher.redacted(value, OTHER)
        if isinstance(value, list | tuple):
            return [self.text(item) for item in value]
        if isinstance(value, Mapping):
            return {str(self.text(name)): self.text(item) for name, item in value.items()}
        return value


def _texts(value: Any) -> Iterator[str]:
    """Yield all texts of a value, what stands in JSON by itself too."""
    if isinstance(value, str):
        yield value
        if value[:1] in "[{" and value[-1:] in "]}":
            with suppress(ValueError):
                yield from _texts(json.loads(value))
    elif isinstance(value, Mapping):
        yield from _texts([*value, *value.values()])
    elif isinstance(value, Iterable):
        for item in value:
            yield from _texts(item)


def _of_names(names: Iterable[str]) -> Matcher:
    found: set[str] = set()
    anchors: set[str] = set()
    for name in map(parse_person, filter(str.strip, names)):
        given, family = ([word.folded for word in words_of(part)] for part in (name.given, name.family))
        if given and family:
            found |= {" ".join(some) for some in orders(given, family)}
            anchors.add(family[-1])
    fingers = Fingers(b"others")
    one = Erasure("", "", "", "", names=fingers.all_of(found), anchors=fingers.all_of(anchors))
    return Matcher(fingers, (one,))
