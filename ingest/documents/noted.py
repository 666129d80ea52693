"""Whom a note names: actors of the network that somebody can take over with a click; nothing is written for it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from graph.model.fold import fold
from graph.names.person import parse_person
from graph.network import Network, Node
from ingest.documents.conversation import MAIL, MEETING, TELEPHONE, way_of
from ingest.documents.days import days_in
from ingest.documents.lookup import NameIndex
from ingest.documents.tokens import Sentence, sentences_of

_SHORTEST = 3  # letters of a name that is looked for
_ADDRESSED = re.compile(
    r"(?:Herrn?|Frau|Hr\.|Fr\.|(?:Prof\.|Dr\.)(?:-Ing\.)?)\s+(?:(?:Prof\.|Dr\.)\s*)*(?P<name>[^\W\d_][\w-]+)"
)
_PROMISES = re.compile(
    r"(?i)\b(?:sag\w* zu|zugesagt|verspr\w+|schick\w*|send\w*|melde\w* sich|kümmer\w* sich|liefer\w*|prüf\w*|wir (?:schicken|senden|melden)"
    r"|reich\w* .{0,40}nach|stell\w* .{0,60}(?:her|vor)|ruf\w* .{0,30}zurück)\b"
)
_CALLED = re.compile(r"(?i)\b(?:rief(?:en)?\b.{0,60}\ban\b|angerufen)")
_WAYS = {TELEPHONE: "telephone", MEETING: "meeting", MAIL: "mail"}
_KINDS = ("Organisation", "Topic", "Region", "Event")


@dataclass(frozen=True, slots=True)
class NamedActor:
    """An actor a text may mean: `said` is how it stands there; `sure` where nobody else is called so."""

    node: str
    said: str
    sure: bool = True


@dataclass(frozen=True, slots=True)
class PromiseInText:
    """A sentence that sounds like a promise, and the day it names."""

    text: str
    due: str = ""


@dataclass(frozen=True, slots=True)
class NoteRead:
    """What a note offers: actors in the order in which they are named, promises, day and way."""

    actors: tuple[NamedActor, ...] = ()
    promises: tuple[PromiseInText, ...] = ()
    day: str = ""
    way: str = ""


class NoteReader:
    """Reads notes with the names of one network; made once for each version of it."""

    def __init__(self, network: Network) -> None:
        self.network = network

    def read(self, text: str) -> NoteRead:
        """Return what a note offers."""
        found: dict[str, NamedActor] = {}
        for _, actor in sorted([*self._in_full(text), *self._by_family(text)], key=lambda item: item[0]):
            found.setdefault(actor.node, actor)
        whole = days_in(text, Sentence(1, 0, len(text)))
        day = next((d.date for d in whole if len(d.date) == 10), "")
        way = "telephone" if _CALLED.search(text) else _WAYS.get(way_of(text), "")
        return NoteRead(tuple(found.values()), tuple(_promises(text)), day, way)

    def _in_full(self, text: str) -> Iterator[tuple[int, NamedActor]]:
        for start, _, name in self._index.places(text, ending="s"):
            nodes = self._names[name]
            for node in nodes:
                yield start, NamedActor(node.id, name, len(nodes) == 1)

    def _by_family(self, text: str) -> Iterator[tuple[int, NamedActor]]:
        for match in _ADDRESSED.finditer(text):
            nodes = self._families.get(fold(match["name"]), [])
            for node in nodes:
                yield match.start(), NamedActor(node.id, match[0], len(nodes) == 1)

    @cached_property
    def _names(self) -> dict[str, list[Node]]:
        found: dict[str, list[Node]] = {}
        for node in self.network.by_label("Person", *_KINDS):
            for name in _spellings(node):
                if len(name) >= _SHORTEST or name.isupper():
                    found.setdefault(name, []).append(node)
        return found

    @cached_property
    def _index(self) -> NameIndex:
        return NameIndex(self._names)

    @cached_property
    def _families(self) -> dict[str, list[Node]]:
        found: dict[str, list[Node]] = {}
        for node in self.network.by_label("Person"):
            family = str(node.fields.get("family_name", "")) or parse_person(node.name).family
            found.setdefault(fold(family), []).append(node)
        return found


def _spellings(node: Node) -> list[str]:
    names = [node.name, str(node.fields.get("short_name", "")), *map(str, node.fields.get("aliases", ()))]
    if node.label == "Person":
        names = [name for name in (node.name, *map(str, node.fields.get("variants", ()))) if " " in name]
    return list(dict.fromkeys(name for name in names if name.strip()))


def _promises(text: str) -> Iterator[PromiseInText]:
    for sentence in sentences_of(text):
        said = " ".join(text[sentence.start : sentence.end].split())
        if _PROMISES.search(said):
            days = days_in(text, sentence)
            yield PromiseInText(said, days[-1].date if days else "")
