"""What is owed: work that takes several transactions notes with the first what is left, and clears that with the last.

A run that is killed between them leaves the note; the next one finds it and does the rest.
"""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from graph.bookkeeping import META
from graph.store.cypher import Write, nothing

JOIN, WITHDRAWAL = "join", "withdrawal"

OWE = Write(
    f"MERGE (o:{META} {{id: $id}}) SET o.owed = $what, o.source = $source, o.who = $who, o.replaced_by = $replaced_by",
    nothing,
)
NO_LONGER = Write(f"MATCH (o:{META} {{id: $id}}) DELETE o", nothing)
OWED = f"MATCH (o:{META}) WHERE o.owed = $what RETURN o.source AS source, o.who AS who, o.replaced_by AS replaced_by"


class OwedWithdrawal(NamedTuple):
    """A withdrawal that was begun: of which source, by whom, and which one takes its place."""

    source: str
    who: str
    replaced_by: str


def owed_id(what: str, source_id: str) -> str:
    """Return the id of a note."""
    return f"owed-{what}-{source_id}"


def owed_join(source_id: str) -> dict[str, str]:
    """Return the note that a load has begun, after which what it makes certain is to be merged."""
    return _note(JOIN, source_id)


def note_of(owed: OwedWithdrawal) -> dict[str, str]:
    """Return the note that a source is being withdrawn."""
    return _note(WITHDRAWAL, *owed)


def owed_withdrawals(rows: Iterable[Mapping[str, Any]]) -> list[OwedWithdrawal]:
    """Return the withdrawals of notes, by source."""
    return sorted(OwedWithdrawal(row["source"], row["who"] or "", row["replaced_by"] or "") for row in rows)


def _note(what: str, source_id: str, who: str = "", replaced_by: str = "") -> dict[str, str]:
    return {"id": owed_id(what, source_id), "what": what, "source": source_id, "who": who, "replaced_by": replaced_by}
