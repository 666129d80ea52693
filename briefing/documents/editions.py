"""Editions: what a briefing said last time, kept by ids alone, so that the next one can say what is new."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from graph.model.ledger import LedgerEntry
from graph.network import Network, Relation

BOOK = "briefing"
Ends = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Edition:
    """An edition as the next one needs it: when it was made, at which data version, and its facts."""

    at: str
    version: int
    facts: Mapping[str, Ends] = field(default_factory=dict)
    places: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    gone: tuple[Ends, ...] = ()

    def compared_with(self, network: Network) -> "Edition":
        """Return the edition, with the facts that the network does not state any more in `gone`.

        The network is the whole one: what the audience may only not see any more is not said to be gone.
        """
        stated = {(r.type, r.start, r.end) for r in network.relations}
        known = {r.id for r in network.relations}
        gone = {ends for fact, ends in self.facts.items() if fact not in known and ends not in stated}
        return replace(self, gone=tuple(sorted(gone)))

    @classmethod
    def parse(cls, entry: LedgerEntry) -> "Edition":
        """Return an edition out of its entry in the ledger."""
        body = entry.body
        facts = {fact: (ends[0], ends[1], ends[2]) for fact, ends in body.get("facts", {}).items()}
        places = {node: (float(x), float(y)) for node, (x, y) in body.get("places", {}).items()}
        return cls(entry.at, int(body.get("version", 0)), facts, places)


def edition_body(network: Network, facts: Iterable[Relation], places: Mapping[str, tuple[float, float]]) -> Any:
    """Return what the ledger keeps of an edition: no names and no roles, so erasing a person leaves nothing here."""
    return {
        "version": network.version,
        "facts": {r.id: [r.type, r.start, r.end] for r in facts},
        "places": {node: [round(x, 4), round(y, 4)] for node, (x, y) in places.items()},
    }


def last_edition(entries: Iterable[LedgerEntry], series: str) -> Edition | None:
    """Return the last edition of a series, None for the first."""
    return next((Edition.parse(entry) for entry in entries if entry.id == series), None)
