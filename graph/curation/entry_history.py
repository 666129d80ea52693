"""Who changed what of an actor, and when: entries by hand, merges, loads of files."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from graph.curation.entry import Entry, entry_of
from graph.model.claims import Claims
from graph.model.decisions import kept_nodes
from graph.model.facts import is_entered
from graph.model.fold import fold
from graph.model.ledger import LedgerEntry
from graph.network import Network, Node
from graph.store.entering import BOOK
from graph.store.view import View

Event = Literal["observation", "conversation", "correction", "same", "different", "loaded"]


@dataclass(frozen=True, slots=True)
class PastChange:
    """One thing that was done: what, by whom, when; `entry` is what was entered, `names` those of nodes in it.

    `id` is that of the entry, decision or source; `title` that of a source, or the other one of a merge.
    """

    kind: Event
    id: str
    who: str
    at: str
    title: str = ""
    entry: Entry | None = None
    names: Mapping[str, str] = field(default_factory=dict)
    undone_at: str = ""
    undone_by: str = ""

    @property
    def can_be_undone(self) -> bool:
        """Return whether it is an entry that stands."""
        return self.entry is not None and not self.undone_at


def history(view: View, network: Network, node: Node) -> list[PastChange]:
    """Return what was done to a node, the latest first."""
    kept = kept_nodes(view.decisions())
    entries = [e for e in view.entries(BOOK) if node.id in {kept.get(a, a) for a in e.body.get("actors", ())}]
    found = [*map(_entered, entries), *_decided(view, node), *_loaded(network, node)]
    named = (replace(one, who=view.shown(one.who), undone_by=view.shown(one.undone_by)) for one in found)
    return sorted(named, key=lambda change: (change.at, change.id), reverse=True)


def history_of_gone(view: View, text: str) -> list[PastChange]:
    """Return the entries about somebody of whom nothing is left: what named somebody so, or has that id."""
    wanted = fold(text)
    found = []
    for entry in view.entries(BOOK):
        past = _entered(entry)
        new = past.entry.nodes if past.entry else ()
        names = {*past.names.values(), *(node.name for node in new)}
        if text in {entry.id, *entry.body.get("actors", ())} or (
            wanted and any(wanted in fold(name) for name in names)
        ):
            found.append(past)
    return found


def entries_of(view: View, who: str = "") -> list[PastChange]:
    """Return what was entered by hand, by somebody or by all, the latest first."""
    return [_entered(entry) for entry in view.entries(BOOK) if who in ("", entry.who)]


def _entered(entry: LedgerEntry) -> PastChange:
    body = entry.body
    said = entry_of(body["entry"])
    undone = str(body.get("undone_at", "")), str(body.get("undone_by", ""))
    return PastChange(said.kind, entry.id, entry.who, entry.at, said.provenance.title, said, body["names"], *undone)


def _decided(view: View, node: Node) -> Iterable[PastChange]:
    for one in view.decisions():
        if node.id in (one.keep, one.other):
            title = one.other_name if node.id == one.keep else one.keep_name
            yield PastChange(one.judgement, one.id, one.who, one.at, title, None, {}, one.undone_at, one.undone_by)


def _loaded(network: Network, node: Node) -> Iterable[PastChange]:
    for source_id in sorted(Claims.parse(node.claims).sources()):
        source = network.nodes.get(source_id)
        if source and not is_entered(source_id):
            who, at = (str(source.fields.get(name, "")) for name in ("recorded_by", "recorded_at"))
            yield PastChange("loaded", source_id, who, at, source.name)
