"""Entering by hand, correcting, taking back: what pages and commands call; each entry is a source of its own."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any
from uuid import uuid4

from graph.curation.doubts import Doubt, doubts
from graph.curation.entry import Entry, FactChange, Provenance, ValueChange, plain
from graph.curation.entry_check import checked
from graph.curation.entry_error import EntryError
from graph.curation.entry_record import home_key, record_of, source_of_entry
from graph.errors import UsageError, sentence
from graph.model.claims import Claims
from graph.model.ledger import LedgerEntry
from graph.model.schema import load
from graph.network import Network
from graph.store import Access
from graph.store.changes import Changes
from graph.store.entering import HandEntry
from graph.store.stored import States

_NAMED = 3  # names in the title of an entry


class DoubtedEntry(UsageError):
    """Something speaks against an entry, and nobody has said why it does not count."""

    def __init__(self, found: Iterable[Doubt]) -> None:
        self.doubts = tuple(found)
        super().__init__("entry_doubted", kinds=", ".join(dict.fromkeys(d.kind for d in self.doubts)))


class ChangedMeanwhile(EntryError):
    """Somebody else has changed what is being corrected: `now` is how it stands, `seen` how it stood."""

    def __init__(self, name: str, field: str, seen: str, now: str, who: str = "") -> None:
        key = "entry_changed_by" if who else "entry_changed_meanwhile"
        super().__init__(key, name=name, field=field, seen=seen or "–", now=now or "–", who=who)
        self.field, self.seen, self.now = field, seen, now


@dataclass(frozen=True, slots=True)
class Entered:
    """What became of an entry: its id, the ids of the nodes that were made by ref, and what it did to the network."""

    id: str
    made: Mapping[str, str]
    changes: Changes
    doubts: tuple[Doubt, ...] = ()


def preview(entry: Entry, network: Network, today: date) -> list[Doubt]:
    """Return what speaks against an entry.

    Raises:
        UsageError: something in it does not fit the schema, or can not be read.
    """
    return doubts(checked(entry, network), network, today)


def enter(
    store: Access,
    network: Network,
    entry: Entry,
    who: str,
    today: date,
    notes: Iterable[LedgerEntry] = (),
    unique: str = "",
) -> Entered:
    """Write what somebody enters, as one unit; `notes` go with it, and with it again.

    `unique` makes its id: the same one given twice is written once, so that what broke off can be tried again.

    Raises:
        DoubtedEntry: something speaks against it, and it gives no reason.
        ChangedMeanwhile: somebody else has changed what it corrects.
        UsageError: something in it does not fit the schema.
    """
    entry = checked(entry, network)
    found = doubts(entry, network, today)
    if found and not entry.reason:
        raise DoubtedEntry(found)
    entry = replace(entry, provenance=_titled(entry, network))
    unique = unique or uuid4().hex

    def make(at: str) -> HandEntry:
        source = source_of_entry(entry, who, unique)
        record, between = record_of(entry, network, source, at)
        named = {end: network.nodes[end].display for end in _ends(entry) if end in network.nodes}
        body = {"entry": plain(entry), "doubts": plain(found), "names": named}
        given = [replace(note, id=_filled(note.id, source.id), body=_with_id(note.body, source.id)) for note in notes]
        return HandEntry(source, record, body, between, given, partial(_unchanged, network, entry))

    noted, changes = store.curator().enter(make, who)
    made = {node.ref: node_id for node, node_id in zip(entry.nodes, noted.body["made"], strict=True)}
    return Entered(noted.id, made, changes, tuple(found))


def undo(store: Access, entry_id: str, who: str) -> Changes:
    """Take back an entry: the network is as if it had never been made.

    Raises:
        UsageError: no such entry, or it is undone already.
    """
    return store.curator().take_back(entry_id, who)[1]


def _titled(entry: Entry, network: Network) -> Provenance:
    """Return where an entry comes from, with a title; the database is kept in German."""
    known = [network.nodes[end].name for end in _ends(entry) if end in network.nodes]
    names = list(dict.fromkeys([*(node.name for node in entry.nodes), *known]))
    shown = ", ".join(names[:_NAMED]) + (" …" if len(names) > _NAMED else "")
    title = sentence(f"entry_title_{entry.kind}", "de", names=shown)
    return replace(entry.provenance, title=entry.provenance.title or title)


def _ends(entry: Entry) -> list[str]:
    """Return the nodes an entry is about, known and new, each once."""
    ends = [end for fact in entry.facts for end in (fact.start, fact.end)]
    ends += [end for change in entry.changes for end in (change.fact.start, change.fact.end)]
    return list(dict.fromkeys([*entry.about, *(value.node for value in entry.values), *ends]))


OWN = "{entry}"  # stands in notes for the id of the entry they belong to


def _filled(text: str, entry_id: str) -> str:
    return text.replace(OWN, entry_id)


def _with_id(body: Mapping[str, Any], entry_id: str) -> dict[str, Any]:
    return {name: _filled(value, entry_id) if isinstance(value, str) else value for name, value in body.items()}


def _unchanged(network: Network, entry: Entry, states: States) -> None:
    """Refuse an entry that corrects what somebody else has changed since it was looked at."""
    named = {end for end in _ends(entry) if end in network.nodes}
    owners = states.owners({home_key(network.nodes[node_id]) for node_id in named})
    for node_id in named:
        if home_key(network.nodes[node_id]) not in owners:
            raise UsageError("no_such_node", name=network.nodes[node_id].name)
    for change in entry.values:
        _value_unchanged(states, network, change, owners[home_key(network.nodes[change.node])])
    for fact in entry.changes:
        _fact_unchanged(states, network, fact)


def _value_unchanged(states: States, network: Network, change: ValueChange, node_id: str) -> None:
    if change.seen is None:
        return
    stored = states.nodes({node_id})[node_id]
    claims = Claims.parse(stored["claims"])
    now = claims.properties(load().nodes[load().label_of(node_id)])
    held = now.get(change.field, "")
    shown = ", ".join(held) if isinstance(held, list) else str(held)
    if shown != change.seen and shown != change.value:
        decided = claims.decided(change.field)
        by = states.nodes({decided[1]}).get(decided[1], {}) if decided else {}
        name, who = network.nodes[change.node].name, str(by.get("recorded_by", ""))
        raise ChangedMeanwhile(name, change.field, change.seen, shown, who)


def _fact_unchanged(states: States, network: Network, change: FactChange) -> None:
    fact = change.fact
    stored = [e for e in states.edges(fact.start) if e.type == fact.type and {e.start, e.end} == {fact.start, fact.end}]
    stand = [
        e.properties for e in stored if not e.properties.get("retired_at") and not e.properties.get("corrected_by")
    ]
    said = {tuple(str(f.get(name) or "") for name in ("role", "valid_from", "valid_to")) for f in stand}
    if (fact.role, fact.valid_from, fact.valid_to) not in said:
        name = network.nodes[fact.start].name
        now = "; ".join(" ".join(filter(None, one)) for one in sorted(said))
        raise ChangedMeanwhile(
            name, fact.type, " ".join(filter(None, (fact.role, fact.valid_from, fact.valid_to))), now
        )
