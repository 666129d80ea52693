"""Open promises and last contacts: what we owe them, what they owe us, when we last talked or met."""

from collections.abc import Iterator

from briefing.documents.document import Block, NotedText
from briefing.documents.section_context import Cell, Matter, points
from briefing.sections.handed import promises
from briefing.wording.articles import number_of
from graph.account import is_same
from graph.curation.conversations import Conversation, Promise
from graph.grammar import spelled
from graph.model.dates import last_day
from graph.network import Relation

PROMISES, TALKS = 4, 3
LOOKED_AT = 400  # actors of a place
_LONGEST = 160


def build(matter: Matter) -> list[Block]:
    """Return the promises that are open, then the last conversations; without any the last event they were at."""
    owed = open_promises(matter)
    found = [*_promises(matter), *_talks(matter)]
    if not found:
        found = list(_events(matter))
        kind = "statements" if found and matter.kept.get("last are statements") else "outside"
        key = f"section_commitments_{kind}{'_one' if len(found) == 1 else ''}"
        key = f"{key}_more" if found and matter.kept.get("last are others") else key
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
        yield (NotedText(promised(matter, promise), _noted(matter, promise.conversation)),)


def _noted(matter: Matter, talk: str) -> tuple[int, ...]:
    """Return the note of a conversation as a source."""
    return matter.notes.of([f"{talk}#"]) if talk in matter.network.nodes else ()


def promised(matter: Matter, promise: Promise) -> str:
    """Return a promise as a sentence: who promised it to whom, and when."""
    words, nodes = matter.words, matter.network.nodes
    talk = next((t for t in matter.books.conversations if t.id == promise.conversation), None)
    theirs = promise.by in nodes
    to = promise.to if promise.to in nodes else next((p for p in talk.people if p in nodes), "") if talk else ""
    key = "commitments_theirs" if theirs else "commitments_ours_to" if to and promise.by else "commitments_ours"
    said = words(
        f"{key}_on" if talk and key != "commitments_ours" else key,
        who=promise.by,
        name=matter.says.name_of(promise.by) if theirs else matter.in_case(to) if to else "",
        day=words.date(talk.day) if talk else "",
        text=short(promise.text),
    )
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
        yield (NotedText(talked(matter, talk), _noted(matter, talk.id)),)


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
    """Yield the last events with who was there: of one actor those the lead does not name, else of all."""
    found = _occasions(matter)
    nodes, weight = matter.network.nodes, matter.scope.weight
    matter.kept["last are statements"] = all(nodes[e].kind == "statement" for (_, e), _ in found)
    matter.kept["last are others"] = bool(matter.told("event"))
    for (day, event), facts in found:
        people = sorted((i for i in facts if nodes[i].label == "Person"), key=lambda i: (-weight(i), i)) or list(facts)
        values = {"day": matter.words.date(day), "event": matter.event(event)}
        if nodes[event].kind == "statement":
            said = matter.words("commitments_statement", **values)
        else:
            said = _were_there(matter, people, values)
        yield (matter.said(said, *[facts[i] for i in people[:TALKS]]),)


def _were_there(matter: Matter, people: list[str], values: dict[str, str]) -> str:
    """Return who was at an event, three by name and how many others."""
    most = TALKS + (len(people) == TALKS + 1)  # nobody says "and one other"
    named = [matter.in_case(i, "nominative", short=True) for i in people[:most]]
    if more := len(people) - len(named):
        return matter.words(
            "commitments_event_many", **values, names=", ".join(named), n=spelled(more, matter.request.language)
        )
    n = len(people) if len(people) > 1 else number_of(matter.network.nodes[people[0]], matter.request.language)
    return matter.words("commitments_event", **values, names=matter.joined(named), n=n)


def _occasions(matter: Matter) -> list[tuple[tuple[str, str], dict[str, Relation]]]:
    """Return the last events of all actors of the briefing, with everybody of them who was there."""
    scope, about = matter.scope, {s.id for s in matter.scope.subjects}
    seen: dict[tuple[str, str], dict[str, Relation]] = {}
    for actor in scope.focus[:LOOKED_AT]:
        for event, facts in scope.occasions(actor).items():
            day = matter.network.event_date(event)
            if day and event not in about and last_day(day) <= scope.case.as_of:
                seen.setdefault((day, event), {}).update(facts)
    told = matter.told("event") if len(scope.focus) == 1 else ""
    return sorted((it for it in seen.items() if it[0][1] != told), key=lambda it: it[0], reverse=True)[:TALKS]
