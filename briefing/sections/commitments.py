"""Open promises and last contacts: what we owe them, what they owe us, when we last talked or met."""

from collections.abc import Iterator

from briefing.documents.document import Block, NotedText
from briefing.documents.section_context import Cell, Matter, points
from briefing.sections.handed import promises
from briefing.sections.people import last_event
from briefing.wording.articles import number_of
from graph.account import is_same
from graph.curation.conversations import Conversation, Promise
from graph.model.dates import last_day
from graph.network import Relation

PROMISES, TALKS = 4, 3
_LONGEST = 160


def build(matter: Matter) -> list[Block]:
    """Return the promises that are open, then the last conversations; without any the last event they were at."""
    owed = open_promises(matter)
    found = [*_promises(matter), *_talks(matter)]
    if not found:
        found = list(_events(matter))
        kind = "statements" if found and matter.kept.get("last are statements") else "outside"
        key = f"section_commitments_{kind}{'_one' if len(found) == 1 else ''}"
        matter.heads["commitments"] = matter.words(key)
    if not found:
        return []
    shown = found[: matter.at_most("commitments", PROMISES + TALKS)]
    if owed:
        matter.message("commitments", "message_owed", len(owed))
    else:
        one = "_one" if len(found) == 1 else ""
        is_talk = matter.is_inside and "commitments" not in matter.heads
        kind = "talks" if is_talk else "statements" if matter.kept.get("last are statements") else "last"
        matter.messages["commitments"] = matter.words(f"message_{kind}{one}")
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
    told = matter.told("talk")  # what the lead says and nothing was noted of is not said again
    for talk in [t for t in talks if t.id != told or t.text.strip()][:TALKS]:
        yield (NotedText(talked(matter, talk)),)


def talked(matter: Matter, talk: Conversation) -> str:
    """Return a conversation in a sentence."""
    words = matter.words
    way = words(f"talk_{talk.way}") if words.has(f"talk_{talk.way}") else words("talk_other")
    names = matter.names([p for p in talk.people if p in matter.network.nodes][:3])
    key = "commitments_wrote" if talk.way in ("mail", "letter") else "commitments_talk"
    said = words(
        key if names else "commitments_talk_only",
        day=words.date(talk.day),
        who=talk.who,
        names=names,
        way=way,
    )
    said = words("commitments_talk_text", said=said, text=short(talk.text)) if talk.text.strip() else said
    return words("commitments_plain", said=said)


def _events(matter: Matter) -> Iterator[Cell]:
    """Yield the last events with who was there: of one actor those the lead does not name, else of each one."""
    found = _occasions(matter)
    matter.kept["last are statements"] = all(matter.network.nodes[e].kind == "statement" for (_, e), _ in found)
    for (day, event), facts in found:
        people = [i for i in facts if matter.network.nodes[i].label == "Person"] or list(facts)
        values = {"day": matter.words.date(day), "event": matter.event(event)}
        if matter.network.nodes[event].kind == "statement":
            said = matter.words("commitments_statement", **values)
        else:
            names = matter.joined([matter.in_case(i, "nominative", short=True) for i in people[:TALKS]])
            n = (
                min(len(people), TALKS)
                if len(people) > 1
                else number_of(matter.network.nodes[people[0]], matter.request.language)
            )
            said = matter.words("commitments_event", **values, names=names, n=n)
        yield (matter.said(said, *[facts[i] for i in people[:TALKS]]),)


def _occasions(matter: Matter) -> list[tuple[tuple[str, str], dict[str, Relation]]]:
    scope = matter.scope
    if len(scope.focus) == 1:
        told, at = matter.told("event"), scope.occasions(scope.focus[0])
        found = [((matter.network.event_date(e), e), facts) for e, facts in at.items() if e != told]
        past = [item for item in found if item[0][0] and last_day(item[0][0]) <= scope.case.as_of]
        return sorted(past, key=lambda item: item[0], reverse=True)[:TALKS]
    seen: dict[tuple[str, str], dict[str, Relation]] = {}
    for actor in scope.focus[:TALKS]:
        if last := last_event(matter, actor):
            seen.setdefault(last, {}).update(scope.occasions(actor)[last[1]])
    return list(seen.items())
