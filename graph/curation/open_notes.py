"""What stands beside the network for somebody who sees a part of it: the notes whose source she sees, nothing else.

A note has the level of its entry, which is a source like any other. Who of the office wrote it, what was promised in
it, and whom she may not see stay within.
"""

from collections.abc import Callable, Collection
from dataclasses import replace

from graph.curation.conversations import CONVERSATIONS
from graph.model.decisions import kept_nodes
from graph.model.ledger import LedgerEntry
from graph.store.view import Silent, View


class OpenNotes(Silent):
    """Reads the notes of `inner` for somebody who sees the nodes that `seen` returns."""

    def __init__(self, inner: View, seen: Callable[[], Collection[str]]) -> None:
        """Ask `inner` for notes, and for nothing else."""
        self._inner, self._seen = inner, seen

    def entries(self, book: str) -> list[LedgerEntry]:
        """Return the notes she may read; every other book is empty."""
        if book != CONVERSATIONS:
            return []
        found, seen = self._inner.entries(book), self._seen()
        kept = kept_nodes(self._inner.decisions()) if found else {}
        return [_open(e, kept, seen) for e in found if e.id in seen]


def _open(entry: LedgerEntry, kept: dict[str, str], seen: Collection[str]) -> LedgerEntry:
    now = {
        name: [node for one in entry.body.get(name, ()) if (node := kept.get(str(one), str(one))) in seen]
        for name in ("people", "topics")
    }
    event = str(entry.body.get("event", ""))
    event = kept.get(event, event)
    body = {**entry.body, **now, "event": event if event in seen else "", "who": ""}
    return replace(entry, who="", body=body)
