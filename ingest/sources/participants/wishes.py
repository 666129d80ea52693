"""What those of a row seek and offer: the cells taken apart, each part a topic with its own words as the role."""

import re
from collections.abc import Iterator, Sequence

from graph.model.facts import Entity, Fact
from graph.model.fold import fold, visible
from graph.model.keys import topic_key
from ingest.readers.table import Row
from ingest.tables.cells import Cells

KINDS = {"seeks": "SEEKS", "expects": "SEEKS", "offers": "OFFERS"}
BOTH = "seeks_offers"
_PARTS = re.compile(r"[;|\n•]|(?:^|\s)[-*–]\s|\s/\s")
_SAYS = re.compile(
    r"\b(?:(?P<seeks>(?:ich |wir )?such(?:e|en|t)|gesuch[te]*|bedarf|looking for|seeks?|needs?)"
    r"|(?P<offers>(?:ich |wir )?biete[nt]?|(?:ich |wir )?bietet|angebote?n?|offer(?:s|ing)?))\b\s*:?\s*",
    re.IGNORECASE,
)
_NOTHING = frozenset(
    {
        "nein",
        "keine",
        "keines",
        "nichts",
        "entfaellt",
        "keine angabe",
        "keine angaben",
        "keine erwartungen",
        "k a",
        "ka",
    }
    | {
        "ka",
        "na",
        "n a",
        "none",
        "nothing",
        "no",
        "not applicable",
        "noch offen",
        "offen",
        "unbekannt",
        "weiss nicht",
        "tbd",
    }
)
_SHORT = 3  # words up to which the parts between commas are things of their own
_TOPIC = 80  # letters of the name of a topic


def wishes(cells: Cells, row: Row, who: Sequence[Entity], place: str) -> tuple[list[Entity], list[Fact]]:
    """Return the topics that those of a row seek or offer, and the facts that say so."""
    topics: dict[str, Entity] = {}
    facts: list[Fact] = []
    for kind, text in _said(cells, row):
        name = _name(text)
        topic = topics.setdefault(topic_key(name), Entity("Topic", (topic_key(name),), name, place, in_passing=True))
        role = "" if fold(text) == fold(name) else text
        facts += [Fact(kind, one.key, topic.key, place, role) for one in who]
    return list(topics.values()), list(dict.fromkeys(facts))


def _said(cells: Cells, row: Row) -> Iterator[tuple[str, str]]:
    for meaning, kind in KINDS.items():
        yield from ((kind, part) for part in split_wishes(_SAYS.sub("", cells.raw(row, meaning), count=1)))
    yield from split_both(cells.raw(row, BOTH))


def split_both(text: str) -> Iterator[tuple[str, str]]:
    """Yield what a cell says is sought and offered, each part with the type of its fact.

    >>> list(split_both("Suche: Fördermittel; biete Räume"))
    [('SEEKS', 'Fördermittel'), ('OFFERS', 'Räume')]
    """
    found = list(_SAYS.finditer(text))
    ends = [*(said.start() for said in found[1:]), len(text)]
    for said, end in zip(found, ends, strict=bool(found)):
        kind = KINDS[said.lastgroup or "seeks"]
        yield from ((kind, part) for part in split_wishes(text[said.end() : end]))


def split_wishes(text: str) -> list[str]:
    """Return the things a cell names, each as it stands there; what says that there is nothing is left out.

    >>> split_wishes("Fördermittel, Räume; Partner für grünen Wasserstoff, gern aus der Region")
    ['Fördermittel', 'Räume', 'Partner für grünen Wasserstoff, gern aus der Region']
    """
    parts = [piece for part in _PARTS.split(text) for piece in _by_comma(part)]
    clean = (visible(" ".join(part.split()).strip(" ,.;:-–/")) for part in parts)
    return list(dict.fromkeys(part for part in clean if fold(part) and fold(part) not in _NOTHING))


def _by_comma(part: str) -> list[str]:
    pieces = part.split(",")
    return pieces if all(len(piece.split()) <= _SHORT for piece in pieces) else [part]


def _name(text: str) -> str:
    """Return the name of the topic: the words themselves, a long text cut at a word."""
    return text if len(text) <= _TOPIC else f"{text[:_TOPIC].rsplit(' ', 1)[0]} …"
