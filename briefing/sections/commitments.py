"""Open promises and last contacts: what we owe them, what they owe us, when we last talked or met."""

from collections.abc import Iterator

from briefing.documents.document import Block, NotedText
from briefing.documents.section_context import Cell, Matter, points
from briefing.sections.handed import promises
from briefing.sections.people import last_event
from graph.account import is_same
from graph.curation.conversations import Conversation, Promise
from graph.network import Relation

PROMISES, TALKS = 4, 3
_LONGEST = 160


def build(matter: Matter) -> list[Block]:
    """Return the promises that are open, then the last conversations; without any the last event they were at."""
    owed = open_promises(matter)
    found = [*_promises(matter), *_talks(matter)] or list(_events(matter))
    if not found:
        return [matter.paragraph("commitments_none")] if matter.is_inside else []
    shown = found[: matter.at_most("commitments", PROMISES + TALKS)]
    if owed:
        matter.message("commitments", "message_owed", len(owed))
    else:
        matter.messages["commitments"] = matter.words("message_talks" if matter.is_inside else "message_last")
    told = min(len(owed), PROMISES, len(shown))
    more = [matter.paragraph("commitments_more", n=len(owed) - told)] if len(owed) > told else []
    return [points(shown), *more]


def open_promises(matter: Matter) -> list[Promise]:
    """Return the open promises to or by those the briefing is about."""
    if matter.kind == "handover":
        return promises(matter)
    talked = {t.id for t in matter.books.conversations if matter.circle & set(t.people)}
    return [
        p for p in matter.books.promises if p.is_open and (matter.circle & {p.by, p.to} or p.conversation in talked)
    ]


def _promises(matter: Matter) -> Iterator[Cell]:
    for promise in open_promises(matter)[:PROMISES]:
        yield (NotedText(promised(matter, promise)),)


def promised(matter: Matter, promise: Promise) -> str:
    """Return a promise as a sentence."""
    words, text = matter.words, short(promise.text)
    theirs = promise.by in matter.network.nodes
    name = matter.says.name_of(promise.by) if theirs else ""
    said = words("commitments_theirs", name=name, text=text) if theirs else words("commitments_ours", text=text)
    if not promise.day:
        return words("commitments_plain", said=said)
    late = promise.day < matter.request.as_of.isoformat()
    return words("commitments_late" if late else "commitments_due", said=said, day=words.date(promise.day))


def short(text: str) -> str:
    """Return a text of a colleague without its last full stop, cut at a word where it is long."""
    plain = " ".join(text.split()).rstrip(" .")
    return plain if len(plain) <= _LONGEST else plain[:_LONGEST].rpartition(" ")[0] + " …"


def _talks(matter: Matter) -> Iterator[Cell]:
    talks = [t for t in matter.books.conversations if t.way and matter.circle & set(t.people)]
    if matter.kind == "handover":
        talks = [t for t in matter.books.conversations if t.way and is_same(t.who, matter.request.colleague)]
    for talk in talks[:TALKS]:
        yield (NotedText(talked(matter, talk)),)


def talked(matter: Matter, talk: Conversation) -> str:
    """Return a conversation in a sentence."""
    words = matter.words
    way = words(f"talk_{talk.way}") if words.has(f"talk_{talk.way}") else words("talk_other")
    names = matter.names([p for p in talk.people if p in matter.network.nodes][:3])
    said = words(
        "commitments_talk" if names else "commitments_talk_only",
        day=words.date(talk.day),
        who=talk.who,
        names=names,
        way=way,
    )
    said = words("commitments_talk_text", said=said, text=short(talk.text)) if talk.text.strip() else said
    return words("commitments_plain", said=said)


def _events(matter: Matter) -> Iterator[Cell]:
    """Yield the last events of the first of the focus, each once, with who of these was there."""
    asked = matter.scope.focus[:TALKS]
    found: dict[tuple[str, str], dict[str, Relation]] = {}
    for actor in asked:
        if seen := last_event(matter, actor):
            found.setdefault(seen, {}).update(matter.scope.occasions(actor)[seen[1]])
    for (day, event), facts in found.items():
        names = matter.names(list(facts)[:3])
        key = "commitments_event" if len(matter.scope.focus) > 1 or set(facts) - {*asked} else "commitments_event_only"
        said = matter.words(key, day=matter.words.date(day), event=matter.event(event), names=names)
        yield (matter.said(said, *list(facts.values())[:3]),)
