"""Restriction (Art. 18 DSGVO) and objection (Art. 21): the person stays stored, and vanishes from all that is made.

A restriction is an entry by hand with one claim, so that it follows the person through merges and later loads, and can
be taken back exactly. The network is read without her from the next moment on.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Literal
from uuid import uuid4

from graph.access.acts import act
from graph.bookkeeping import KEPT_RECORDS, PRIVACY
from graph.curation.entry import Entry, Provenance, plain
from graph.errors import UsageError
from graph.model.corrections import IS
from graph.model.facts import Entity, Record, Source, digest
from graph.model.ledger import LedgerEntry
from graph.privacy.fingerprints import Erasure, Matcher, Plain
from graph.privacy.others import others_of
from graph.privacy.scrubbing import Scrubber
from graph.privacy.subject import Subject, erasure_of, families_of, find_person, subject_of, words_of_person
from graph.privacy.traces import Search
from graph.store import Store, Unit, cypher
from graph.store.entering import HandEntry
from graph.store.hidden_words import FIELD
from graph.store.view import View

Right = Literal["restrict", "object"]
_TITLES: dict[Right, str] = {
    "restrict": "Einschränkung nach Art. 18 DSGVO",
    "object": "Widerspruch nach Art. 21 DSGVO",
}


@dataclass(frozen=True, slots=True)
class Restriction:
    """One restriction: of whom, on which right, why, by whom and when; and how it ended, where it did."""

    id: str
    right: Right
    person: str
    reason: str
    who: str
    at: str
    lifted_at: str = ""
    lifted_by: str = ""
    lifted_because: str = ""
    hidden: Mapping[str, Sequence[str]] = field(default_factory=dict)  # by which words she is known in texts

    @classmethod
    def parse(cls, entry: LedgerEntry) -> "Restriction":
        """Return what the ledger says."""
        body = entry.body
        told = {name: str(body.get(name, "")) for name in ("lifted_at", "lifted_by", "lifted_because")}
        right: Right = "object" if body["what"] == "object" else "restrict"
        person, reason, by, since = (str(body.get(name, "")) for name in ("person", "reason", "by", "since"))
        return cls(entry.id, right, person, reason, by, since, **told, hidden=body.get("hidden") or {})

    def entry(self, who: str) -> LedgerEntry:
        """Return what is written into the ledger."""
        ended = {"lifted_at": self.lifted_at, "lifted_by": self.lifted_by, "lifted_because": self.lifted_because}
        body = {"what": self.right, "person": self.person, "reason": self.reason, "by": self.who, "since": self.at}
        hidden = {"hidden": {name: list(words) for name, words in self.hidden.items()}}
        return LedgerEntry(PRIVACY, self.id, who, body=body | ended | hidden)


def restrictions(view: View) -> list[Restriction]:
    """Return all restrictions, those that ended as well, the latest first."""
    return [Restriction.parse(e) for e in view.entries(PRIVACY) if e.body.get("what") in _TITLES]


def restricted_people(view: View) -> Iterator[Subject]:
    """Yield the people whose processing is restricted now."""
    return map(subject_of, view.nodes_with("Person", sorted(view.restricted())))


@act("protect")
def restrict(store: Store, wanted: str, who: str, reason: str, right: Right = "restrict") -> Restriction:
    """Let a person vanish from everything that is made of the network, and return what was noted.

    Raises:
        UnknownName: nobody, or several, are meant.
        UsageError: no reason, or it is so already.
    """
    if not reason.strip():
        raise UsageError("privacy_reason")
    view = store.view()
    subject = find_person(view, store.schema, wanted)
    if subject.properties.get(FIELD):
        raise UsageError("privacy_is_restricted")
    unique, at = uuid4().hex, datetime.now(UTC).isoformat(timespec="seconds")
    source = Source(
        title=_TITLES[right],
        sha256=digest(unique),
        kind="correction",
        date=date.today().isoformat(),
        recorded_by=who,
        entered=True,
    )
    known = _known_by(view, store, subject)
    noted = Restriction(source.id, right, subject.id, reason.strip(), who, at, hidden=_words(known))

    def work(unit: Unit) -> None:
        unit.curator().enter(lambda now: _made(subject, source, now), who)
        unit.curator().note([noted.entry(who)])
        _read_again(unit, subject, known)

    store.unit(work)
    return noted


@act("protect")
def lift(store: Store, wanted: str, who: str, reason: str) -> Restriction:
    """Take the restriction of a person back, and return what was noted.

    Raises:
        UnknownName: nobody, or several, are meant.
        UsageError: no reason, or there is no restriction.
    """
    if not reason.strip():
        raise UsageError("privacy_reason")
    view = store.view()
    subject = find_person(view, store.schema, wanted)
    decided = subject.claims.decided(FIELD) if subject.properties.get(FIELD) else None
    known = {one.id: one for one in restrictions(view)}
    if decided is None or decided[1] not in known:
        raise UsageError("privacy_is_not_restricted")
    noted = known[decided[1]]
    at = datetime.now(UTC).isoformat(timespec="seconds")
    ended = replace(noted, lifted_at=at, lifted_by=who, lifted_because=reason.strip(), hidden={})
    words = _known_by(view, store, subject)

    def work(unit: Unit) -> None:
        unit.curator().take_back(noted.id, who)
        unit.curator().note([ended.entry(who)])
        _read_again(unit, subject, words)

    store.unit(work)
    return ended


def _known_by(view: View, store: Store, subject: Subject) -> Erasure:
    """Return by which words a person is known in texts, as words: she stays stored."""
    others = others_of(view, store.schema, {subject.id}, families_of(subject))
    return erasure_of(subject, Plain(b""), others, at="", who="", reason="", with_id=False)


def _words(known: Erasure) -> dict[str, tuple[str, ...]]:
    return {"names": known.names, "anchors": known.anchors, "alone": known.alone}


def _read_again(unit: Unit, subject: Subject, known: Erasure) -> None:
    """Have everything in the network be read again that names her: from now on with or without her name."""
    view, states = unit.view(), unit.states()
    scrubber = Scrubber(Matcher(Plain(b""), (known,)))
    words, keys = words_of_person(subject), frozenset(subject.keys)
    search = Search.of(view, states.schema, frozenset({subject.id}), keys, scrubber, words)
    found = {t.start or t.id for t in search.traces() if t.fate == "change" and t.label not in KEPT_RECORDS}
    for label, ids in states.schema.by_label(found).items():
        states.write(cypher.look_again(label), [{"id": one} for one in sorted(ids)])


def _made(subject: Subject, source: Source, now: str) -> HandEntry:
    wanted = subject.id.partition("-")[2]
    home = next((key for key in subject.keys if digest(key) == wanted), subject.keys[0])
    entity = Entity("Person", (home,), subject.name, now, chosen=subject.id, decided=((f"{FIELD}{IS}", "true"),))
    said = Entry(Provenance(source.date, title=source.title), "correction", about=(subject.id,))
    return HandEntry(source, Record((entity,), ()), {"entry": plain(said), "doubts": [], "names": {}})
