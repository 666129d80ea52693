"""Notes are written with the names they have: what was read without the name of a restricted person stays as stored."""

from collections.abc import Sequence
from dataclasses import replace

from graph.bookkeeping import ENTRY
from graph.errors import UsageError
from graph.model.hidden import holds_hidden, is_lost, restored
from graph.model.ledger import LedgerEntry
from graph.store import cypher
from graph.store.stored import States

# A finding says how it read at that time, which nobody types; the history has how it read before.
_TOLD_ANEW = frozenset({"finding", "finding_history"})


def unhidden(states: States, entries: Sequence[LedgerEntry]) -> list[LedgerEntry]:
    """Return entries with every text as it is stored that differs in hidden names alone; copies of them alike.

    Raises:
        UsageError: one would take the place of a text that names somebody, and does not name her.
    """
    asked = {f"{e.book}:{e.id}": e for e in entries if holds_hidden(e.body)}
    if not asked:
        return list(entries)
    rows = states.tx.read(cypher.whole_nodes(ENTRY), ids=sorted(asked))
    known = {str(row["properties"]["id"]): LedgerEntry.parse(row["properties"]) for row in rows}
    whole = [(asked[own].body, _whole(asked[own], stored)) for own, stored in known.items() if own in asked]
    return [replace(e, body=next((body for said, body in whole if said == e.body), e.body)) for e in entries]


def _whole(entry: LedgerEntry, stored: LedgerEntry) -> dict[str, object]:
    body: dict[str, object] = restored(entry.body, stored.body)
    if entry.book not in _TOLD_ANEW and is_lost(body, stored.body):
        raise UsageError("hidden_written")
    return body
