"""Who knows whom, as a text says it: "Frau Kern kennt Herrn Lang gut", "ist mit Udo Lang befreundet"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.documents.attach import P, Signs
from ingest.documents.mentions import Mention
from ingest.documents.persons import is_given
from ingest.documents.pronouns import Spoken

_HERR = r"(?:(?:Herrn?|Frau) )?(?:⟦F\d+⟧ )?"
_SMALL = r"(?:(?!nicht |kaum |nie |weder |kein)[a-zäöüß]+ )"
_NOT = re.compile(r"\b(?:nicht|kaum|nie|niemals|weder|keine?n?|würde|möchte|will|soll|sollte|wolle)\b")
_HE = r"(?P<he>er|sie|ihm|ihr|ihn)"
_KNOW = r"(?:kennt|kannte|duzt)"
_FRIEND = r"(?:befreundet|bekannt|vertraut|per Du)"
_PATTERNS = tuple(
    (re.compile(pattern), sure)
    for pattern, sure in (
        (rf"(?P<a>{P})(?: ?\([^()]*\))? {_KNOW} {_SMALL}{{0,4}}{_HERR}(?P<b>{P})", 0.8),
        (
            rf"(?P<b>{P})(?: ?\([^()]*\))? {_KNOW} {_HE}(?= (?:gut|schon|seit|noch|aus|persönlich|lange|sehr|gar)|[.;])",
            0.7,
        ),
        (rf"(?P<a>{P}) und {_HERR}(?P<b>{P}) (?:kennen|duzen) (?:sich|einander)", 0.8),
        (rf"(?P<b>{P}) und {_HE} (?:kennen|duzen) (?:sich|einander)", 0.75),
        (rf"(?P<a>{P}) ist {_SMALL}{{0,4}}mit {_HERR}(?P<b>{P}) {_SMALL}{{0,3}}{_FRIEND}", 0.8),
        (rf"(?P<a>{P}) und {_HERR}(?P<b>{P}) sind {_SMALL}{{0,3}}{_FRIEND}", 0.75),
        (rf"(?P<b>{P})(?: [a-zäöüß]+ ⟦O\d+⟧)? ist {_HE} {_SMALL}{{0,3}}bekannt", 0.7),
        (
            rf"(?P<a>{P}) steht {_SMALL}{{0,3}}in {_SMALL}{{0,3}}(?:Kontakt|Verbindung|Austausch) (?:mit|zu) {_HERR}(?P<b>{P})",
            0.75,
        ),
        (rf"(?P<a>{P}) ist {_HERR}(?P<b>{P}) {_SMALL}{{0,3}}bekannt", 0.7),
        (rf"(?P<a>{P}) hat {_SMALL}{{0,4}}(?:Draht|Kontakt|Kontakte) (?:zu|mit) {_HERR}(?P<b>{P})", 0.75),
        (
            rf"(?P<a>{P}) hat {_SMALL}{{0,4}}mit {_HERR}(?P<b>{P}) {_SMALL}{{0,4}}(?:zusammengearbeitet|studiert|gearbeitet)",
            0.7,
        ),
        (rf"(?P<a>{P}) arbeitet {_SMALL}{{0,4}}mit {_HERR}(?P<b>{P}) {_SMALL}{{0,3}}zusammen", 0.7),
        (
            rf"(?P<b>{P})(?: [a-zäöüß]+ (?:der |dem )?⟦O\d+⟧)?(?: [a-zäöüß]+)?, mit (?:der|dem) {_HE}"
            rf" (?:{_SMALL}|Jahren ){{0,4}}(?:zusammenarbeitet|{_FRIEND} ist|studiert hat|in Kontakt steht)",
            0.7,
        ),
    )
)


@dataclass(frozen=True, slots=True)
class Acquainted:
    """Two who know each other, as a sentence says; `other` is the name of the second."""

    person: Mention
    other: str
    confidence: float


def acquaintances_in(signs: Signs, spoken: Spoken) -> Iterator[Acquainted]:
    """Return who knows whom in a sentence, each pair once; what it denies or wishes is left out, and whom it
    calls by the given name alone."""
    taken: set[frozenset[str]] = set()
    for pattern, sure in _PATTERNS:
        for match in pattern.finditer(signs.text):
            clause = re.split(r"[.;]", signs.text[match.start() :], maxsplit=1)[0]
            first = _first(signs, match, spoken)
            other = signs.names(match["b"], "P")[0]
            pair = frozenset((first.name if first else "", other.name))
            unclear = first is None or len(pair) < 2 or "" in pair or any(map(is_given, pair))
            if first is None or unclear or pair in taken or _NOT.search(clause):
                continue
            taken.add(pair)
            yield Acquainted(first, other.name, min(sure, max(first.confidence, 0.3)))


def _first(signs: Signs, match: re.Match[str], spoken: Spoken) -> Mention | None:
    """Return the one who knows the other: named, or meant by a pronoun - then at the place of the other's name."""
    said = match.groupdict()
    if said.get("a"):
        return signs.names(match["a"], "P")[0]
    other = signs.names(match["b"], "P")[0]
    earlier = [m for m in signs.mentions if m.sort == other.sort and m.end < other.start and m.name != other.name]
    wanted = "m" if match["he"] in ("er", "ihm", "ihn") else "f"
    inside = [m for m in earlier if spoken.gender(m.name) in (wanted, "")]
    if len({m.name for m in inside}) == 1:
        return inside[0]
    name = spoken.meant(match["he"]) if not earlier else ""
    return Mention(other.sort, other.start, other.end, other.confidence, name) if name else None
