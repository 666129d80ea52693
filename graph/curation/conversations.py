"""Conversations the office had, and what was promised in them: kept in the ledger, the ties they show in the network.

The text of a note and the promises are seen by all who share the database, and are in no map and no export of facts.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal
from uuid import uuid4

from graph.curation.entry_check import day
from graph.curation.standings import kept_nodes
from graph.model.fold import visible
from graph.model.ledger import LedgerEntry
from graph.store.curator import Curator
from graph.store.view import View

CONVERSATIONS, PROMISES, PROMISE_HISTORY = "conversation", "promise", "promise_history"
PromiseState = Literal["open", "done", "dropped"]
PROMISE_STATES: tuple[PromiseState, ...] = ("open", "done", "dropped")


@dataclass(frozen=True, slots=True)
class Conversation:
    """What was talked about: `people` and `topics` are ids of nodes, `who` is the colleague that talked with them.

    `id` is that of its source, `way` telephone, meeting and so on, `event` the node of the event at which it was, ""
    for none; `at` is when it was noted, `by` who noted it where that was somebody else.
    """

    id: str
    day: str
    way: str
    people: tuple[str, ...]
    topics: tuple[str, ...]
    text: str
    who: str
    at: str
    event: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class Promise:
    """What was promised in a conversation: `by` and `to` are ids of nodes, or the names of colleagues.

    `due` and `put_off_to` are days, "" where none was said. `who` and `at` tell the last change.
    """

    id: str
    conversation: str
    text: str
    by: str
    to: str
    due: str = ""
    state: PromiseState = "open"
    put_off_to: str = ""
    assigned_to: str = ""
    who: str = ""
    at: str = ""

    @property
    def day(self) -> str:
        """Return the day it is due: the one it was put off to, else the one that was promised."""
        return self.put_off_to or self.due

    @property
    def is_open(self) -> bool:
        """Return whether it still waits to be kept."""
        return self.state == "open"


def read_conversations(view: View) -> list[Conversation]:
    """Return all conversations that stand, the latest day first; nodes that were merged are those they are part of."""
    kept = kept_nodes(view.decisions())
    found = [_conversation(entry, kept) for entry in view.entries(CONVERSATIONS)]
    return sorted(found, key=lambda c: (c.day, c.at, c.id), reverse=True)


def read_promises(view: View) -> list[Promise]:
    """Return all promises of conversations that stand, the earliest due first, those without a day last."""
    kept = kept_nodes(view.decisions())
    found = [_promise(entry, kept) for entry in view.entries(PROMISES)]
    return sorted(found, key=lambda p: (p.day == "", p.day, p.at, p.id))


def promise_history(view: View, promise: str) -> list[Promise]:
    """Return all that was said of a promise, the latest first."""
    kept = kept_nodes(view.decisions())
    return [_promise(e, kept, promise) for e in view.entries(PROMISE_HISTORY) if e.id.partition("@")[0] == promise]


def settle_promise(
    curator: Curator,
    promise: Promise,
    who: str,
    *,
    state: PromiseState | None = None,
    put_off_to: str | None = None,
    assigned_to: str | None = None,
) -> Promise:
    """Say that a promise was kept or dropped, put it off, or hand it on; what is None stays; return it as it is now.

    Raises:
        EntryError: the day can not be read.
    """
    changed = replace(
        promise,
        state=promise.state if state is None else state,
        put_off_to=promise.put_off_to if put_off_to is None else day("put_off_to", put_off_to),
        assigned_to=promise.assigned_to if assigned_to is None else visible(assigned_to),
        who=who,
    )
    curator.note(promise_entries(changed, who))
    return changed


def promise_entries(promise: Promise, who: str) -> tuple[LedgerEntry, LedgerEntry]:
    """Return the entry of the ledger for a promise and its copy for the history, which no later one replaces."""
    body = {name: value for name, value in asdict(promise).items() if name not in {"id", "who", "at"}}
    history = LedgerEntry(PROMISE_HISTORY, f"{promise.id}@{uuid4().hex}", who, body=body)
    return LedgerEntry(PROMISES, promise.id, who, body=body), history


def conversation_entry(said: Conversation) -> LedgerEntry:
    """Return the entry of the ledger for a conversation."""
    body = {name: value for name, value in asdict(said).items() if name not in {"id", "by", "at"}}
    return LedgerEntry(CONVERSATIONS, said.id, said.by or said.who, body=body)


def _conversation(entry: LedgerEntry, kept: Mapping[str, str]) -> Conversation:
    body = entry.body
    who = str(body.get("who", "")) or entry.who
    return Conversation(
        id=entry.id,
        day=str(body.get("day", "")),
        way=str(body.get("way", "")),
        people=_now(body.get("people", ()), kept),
        topics=_now(body.get("topics", ()), kept),
        text=str(body.get("text", "")),
        who=who,
        at=entry.at,
        event=kept.get(str(body.get("event", "")), str(body.get("event", ""))),
        by=entry.who if entry.who != who else "",
    )


def _promise(entry: LedgerEntry, kept: Mapping[str, str], own: str = "") -> Promise:
    body: dict[str, Any] = {name: value for name, value in entry.body.items() if name in _PROMISE_FIELDS}
    for side in ("by", "to"):
        body[side] = kept.get(str(body.get(side, "")), str(body.get(side, "")))
    return Promise(**{**body, "id": own or entry.id, "who": entry.who, "at": entry.at})


def _now(nodes: Iterable[str], kept: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(kept.get(node, node) for node in map(str, nodes)))


_PROMISE_FIELDS = frozenset(Promise.__dataclass_fields__) - {"id", "who", "at"}
