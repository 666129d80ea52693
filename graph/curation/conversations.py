"""Conversations the office had, and what was promised in them: kept in the ledger, the ties they show in the network.

The text of a note is seen by whoever may see its entry, which has a level as each source has; promises are the office's
own. Neither is in a map or an export of facts.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from itertools import combinations
from typing import Any, Literal
from uuid import uuid4

from graph.curation.entries import OWN, Entered, enter
from graph.curation.entry import Entry, Provenance, StatedFact
from graph.curation.entry_check import LONGEST_NOTE, day, text
from graph.errors import UsageError, sentence
from graph.model.decisions import kept_nodes
from graph.model.facts import Confidentiality
from graph.model.fold import fold, visible
from graph.model.ledger import LedgerEntry
from graph.network import Network
from graph.store import Access
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


@dataclass(frozen=True, slots=True)
class PromiseMade:
    """A promise as somebody types it; `by` and `to` are ids of nodes or names of colleagues, `due` is a date."""

    text: str
    by: str
    to: str = ""
    due: str = ""


@dataclass(frozen=True, slots=True)
class Talk:
    """A conversation as somebody types it; without a way it is a mere note on `people`, which may be any actors.

    `us` is the colleague that talked, `us_node` that person in the network, where there is one. With `deals_with` the
    people are said to deal with the topics. `reason` says why doubts about it do not count. `confidentiality` is who
    may see it: that it was, what it shows, and what was said.
    """

    day: str
    people: tuple[str, ...]
    text: str = ""
    way: str = "telephone"
    topics: tuple[str, ...] = ()
    deals_with: bool = False
    promises: tuple[PromiseMade, ...] = ()
    us: str = ""
    us_node: str = ""
    event: str = ""
    reason: str = ""
    confidentiality: Confidentiality = "internal"


def note_conversation(
    store: Access, network: Network, talk: Talk, who: str, today: date, unique: str = ""
) -> tuple[Conversation, Entered]:
    """Write a conversation, what was promised in it, and the ties it shows; all of it is undone with its entry.

    Raises:
        DoubtedEntry: something speaks against it, and it gives no reason.
        UsageError: nobody is named, nothing is said, or something can not be read.
    """
    us = visible(talk.us) or who
    entry = talk_entry(network, talk)
    by = who if who != us else ""
    said = "" if entry.note == _NOTHING else entry.note
    kept = Conversation(OWN, day("day", talk.day), talk.way, talk.people, talk.topics, said, us, "", talk.event, by)
    promises = [_made(one, number, us, who, talk.people) for number, one in enumerate(talk.promises, start=1)]
    notes = [conversation_entry(kept), *(e for p in promises for e in promise_entries(p, who))]
    done = enter(store, network, entry, who, today, notes, unique)
    return replace(kept, id=done.id), done


def talk_entry(network: Network, talk: Talk) -> Entry:
    """Return the entry that a conversation is.

    Raises:
        UsageError: nobody is named, or nothing is said.
    """
    said = text("note", talk.text, LONGEST_NOTE)
    if not talk.people:
        raise UsageError("entry_nobody")
    if not said and not talk.promises and not talk.way:
        raise UsageError("entry_empty")
    names = ", ".join(network.nodes[node].name for node in talk.people if node in network.nodes)
    title = sentence("entry_title_conversation" if talk.way else "entry_title_note", "de", names=names[:_TITLE])
    told = names if talk.way else ""
    return Entry(
        Provenance(talk.day, talk.way, told[:_TITLE], title=title, confidentiality=talk.confidentiality),
        "conversation" if talk.way else "observation",
        facts=tuple(_shown(network, talk)),
        about=tuple(dict.fromkeys([*talk.people, *talk.topics, *filter(None, [talk.event])])),
        note=said or _NOTHING,
        reason=talk.reason,
    )


_NOTHING = "–"
_TITLE = 200  # letters of names in the title of a conversation


def _made(said: PromiseMade, number: int, us: str, who: str, people: tuple[str, ...]) -> Promise:
    promised = text("promise", said.text)
    if not fold(promised):
        raise UsageError("entry_empty_promise")
    by = visible(said.by) or us
    to = visible(said.to) or (us if by in people else people[0])
    return Promise(f"{OWN}:{number}", OWN, promised, by, to, day("due", said.due), who=who)


def _shown(network: Network, talk: Talk) -> Iterable[StatedFact]:
    """Yield what a conversation shows: that those who talked know each other, and what they deal with, where asked."""
    people = [node for node in talk.people if node in network.nodes and network.nodes[node].label == "Person"]
    if talk.way:
        together = dict.fromkeys([*people, *filter(None, [talk.us_node])])
        # Who gets the same letter has not met the others who get it.
        apart = talk.way in ("mail", "letter")
        pairs = (pair for pair in combinations(together, 2) if not apart or talk.us_node in pair)
        yield from (StatedFact("KNOWS", a, b, "met") for a, b in pairs)
    if talk.deals_with:
        yield from (StatedFact("DEALS_WITH", node, topic) for node in talk.people for topic in talk.topics)


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
    who = str(body.get("who", "")) or entry.who  # "" where she who reads may not know
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
