"""What is owed: work that takes several transactions notes with the first what is left, and clears that with the last.

A run that is killed between them leaves the note; the next one finds it and does the rest. A withdrawal is noted at its
source, so that an export has it, too: readers see nothing of the source any more, and it is not yet withdrawn.
"""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from graph.bookkeeping import META
from graph.store.cypher import Write, nothing

OWE_JOIN = Write(f"MERGE (o:{META} {{id: $id}}) SET o.source = $source", nothing)
KEEP_OWED = Write(f"UNWIND $rows AS row MERGE (o:{META} {{id: row.id}}) SET o += row", nothing)
JOINED = Write(f"MATCH (o:{META} {{id: $id}}) DELETE o", nothing)
OWED_JOIN_PREFIX = "owed-join-"
OWED_JOINS = f"MATCH (o:{META}) WHERE o.id STARTS WITH '{OWED_JOIN_PREFIX}' RETURN properties(o) AS n"
OWED_JOIN = f"MATCH (o:{META} {{id: $id}}) RETURN o.source AS source, o.place AS place"
OWED_WITHDRAWALS = (
    "MATCH (n:Source) WHERE n.unfinished = true AND n.withdrawn_by IS NOT NULL AND n.withdrawn_at IS NULL "
    "RETURN n.id AS source, n.withdrawn_by AS who, n.replaced_by AS replaced_by"
)


class OwedWithdrawal(NamedTuple):
    """A withdrawal that was begun: of which source, by whom, and which one takes its place."""

    source: str
    who: str
    replaced_by: str = ""

    def begun(self) -> dict[str, Any]:
        """Return the properties of the source from the first moment."""
        replaced_by = self.replaced_by or None
        return {"unfinished": True, "withdrawn_at": None, "withdrawn_by": self.who, "replaced_by": replaced_by}

    def done(self, at: str) -> dict[str, Any]:
        """Return the properties of the source when all is taken back."""
        return self.begun() | {"unfinished": None, "withdrawn_at": at}


def owed_withdrawals(rows: Iterable[Mapping[str, Any]]) -> list[OwedWithdrawal]:
    """Return the withdrawals that rows of `OWED_WITHDRAWALS` tell, by source."""
    return sorted(OwedWithdrawal(row["source"], row["who"], row["replaced_by"] or "") for row in rows)


def join_id(source_id: str) -> str:
    """Return the id of the note that a load has begun, after which what it makes certain is to be merged."""
    return f"{OWED_JOIN_PREFIX}{source_id}"
