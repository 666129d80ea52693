"""Conversations and notes on an actor, with what was promised and until when."""

from dashboard.parts.entry.actors import names
from dashboard.parts.frame import Context
from dashboard.parts.markup import draw, element, items, text
from graph.curation.conversations import Conversation, Promise
from graph.model.facts import LEVELS


def talks(context: Context, found: list[tuple[Conversation, list[Promise]]]) -> None:
    """Draw conversations, the latest first."""
    draw(items([_talk(context, said, promises) for said, promises in found], "an-ties"))


def _talk(context: Context, said: Conversation, promises: list[Promise]) -> str:
    words = context.words
    how = ", ".join(filter(None, (_how(context, said), said.who, _level(context, said))))
    head = f"{words.date(said.day)}, {how}: {names(context, [*said.people, *said.topics])}"
    lines = [element("p", text(line)) for line in said.text.splitlines()]
    told = [text(promise_said(context, promise)) for promise in promises]
    return "".join((element("span", text(head), css="an-other"), *lines, items(told) if told else ""))


def _how(context: Context, said: Conversation) -> str:
    return context.words(f"entry_way_{said.way}" if said.way else "talk_note")


def _level(context: Context, said: Conversation) -> str:
    """Return who else may read it, "" where it is the office alone."""
    source = context.network.nodes.get(said.id)
    level = str(source.fields.get("confidentiality", "")) if source else ""
    return context.words(f"intake_confidentiality_{level}") if level in LEVELS[:-1] else ""


def promise_said(context: Context, promise: Promise) -> str:
    """Return who promised what to whom, until when, and what became of it."""
    words = context.words
    by, to = names(context, [promise.by]), names(context, [promise.to]) if promise.to else ""
    said = words("talk_promise" if to else "talk_promise_by", by=by, to=to, text=promise.text)
    due = words("talk_due", day=words.date(promise.day)) if promise.day else ""
    state = "" if promise.is_open else words(f"talk_{promise.state}")
    return ", ".join(filter(None, (said, due, state)))
