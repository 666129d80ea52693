"""A step of an introduction is kept; who has met by it is a fact with evidence, taken back when the step is.

Two people know each other, as introduced. Where one of both is an organisation, what is known is that both were at a
meeting on that day: who of them knows whom is not said.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date

from graph.curation.entries import enter, undo
from graph.curation.entry import Entry, NewNode, Provenance, StatedFact
from graph.curation.introductions import BOOK, NotedIntroduction
from graph.errors import UsageError, sentence
from graph.model.ledger import LedgerEntry
from graph.network import Network
from graph.store import Access

_MEETING = "meeting"


def keep_step(
    store: Access, network: Network, known: NotedIntroduction, before: NotedIntroduction | None, who: str, today: date
) -> NotedIntroduction:
    """Write how an introduction stands, with the fact that both met, and return it.

    Raises:
        UsageError: one of both is not in the network any more.
    """
    if gone := next((end for end in known.ends if end not in network.nodes), ""):
        raise UsageError("no_such_node", name=gone)
    if before and before.source and known.met_on != before.met_on:
        with suppress(UsageError):  # somebody has taken the entry back by itself
            undo(store, before.source, who)
        known = replace(known, source="")
    if known.met_on and not known.source:
        # Not as a note of the entry: to take the entry back would strike the whole introduction.
        known = replace(known, source=enter(store, network, meeting(network, known), who, today).id)
    store.curator().note(known.entries(who))
    return known


def meeting(network: Network, known: NotedIntroduction) -> Entry:
    """Return the entry that says that both met."""
    one, other = (network.nodes[end] for end in known.ends)
    provenance = Provenance(known.met_on, "own_knowledge", known.owner)
    why = sentence("introduction_entry", "de", id=known.id)  # what is kept in the database is German
    if one.label == other.label == "Person":
        fact = StatedFact("KNOWS", one.id, other.id, "introduced", known.met_on)
        return Entry(provenance, facts=(fact,), note=known.note, reason=why)
    name = sentence("introduction_meeting", "de", one=one.name, other=other.name)
    event = NewNode(_MEETING, "Event", name, {"start": known.met_on, "format": "meeting"})
    facts = tuple(StatedFact("TOOK_PART_IN", end, _MEETING, "participant") for end in known.ends)
    return Entry(provenance, nodes=(event,), facts=facts, note=known.note, reason=why)


def step_in(entries: Sequence[LedgerEntry]) -> NotedIntroduction | None:
    """Return the introduction that some entries of the ledger are about, None where they are about something else."""
    return next((NotedIntroduction.parse(e) for e in entries if e.book == BOOK), None)


def places_of(network: Network, known: NotedIntroduction) -> Mapping[str, tuple[str, ...]]:
    """Return by type of fact the regions and topics of both ends."""
    facts = [r for end in known.ends if end in network.nodes for r in network.around(end)]
    return {
        kind: tuple(dict.fromkeys(r.end for r in facts if r.type == kind and r.start in known.ends))
        for kind in ("ACTIVE_IN", "DEALS_WITH")
    }
