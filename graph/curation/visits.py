"""When somebody last looked: what came in since is new to her."""

from datetime import datetime, timedelta

from graph.account import is_same
from graph.model.facts import digest
from graph.model.fold import fold
from graph.model.ledger import LedgerEntry
from graph.store.curator import Curator
from graph.store.view import View

BOOK = "visit"
SAME_VISIT = timedelta(hours=4)  # who comes back so soon is still at it


def last_visit(view: View, name: str) -> str:
    """Return the moment up to which all is known to somebody, "" where she was never here."""
    found = _entry(view, name)
    return str(found.body.get("before", "")) if found else ""


def visit(view: View, curator: Curator, name: str, now: datetime) -> str:
    """Note that somebody is here and return the moment of the visit before, "" at the first one."""
    if not fold(name):
        return ""
    found = _entry(view, name)
    if found is None:
        _write(curator, name, "", now, now)
        return ""
    before, begun, seen = (str(found.body.get(key, "")) for key in ("before", "begun", "seen"))
    if now - datetime.fromisoformat(seen) > SAME_VISIT:
        before, begun = seen, now.isoformat()
    if now - datetime.fromisoformat(seen) > timedelta(minutes=5):  # not at every click
        _write(curator, name, before, datetime.fromisoformat(begun), now)
    return before


def _entry(view: View, name: str) -> LedgerEntry | None:
    return next((e for e in view.entries(BOOK) if is_same(e.who, name)), None)


def _write(curator: Curator, name: str, before: str, begun: datetime, seen: datetime) -> None:
    body = {"before": before, "begun": begun.isoformat(), "seen": seen.isoformat()}
    curator.note([LedgerEntry(BOOK, digest(fold(name)), name, body=body)])
