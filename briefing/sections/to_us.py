"""Who they are to us: what binds the two houses, whom of us they met and when, who of us keeps the contact."""

from collections.abc import Iterable, Iterator

from briefing.documents.document import NotedText
from briefing.documents.section_context import Matter
from briefing.sections.connection import doors
from briefing.wording.articles import number_of
from graph.account import is_same
from graph.curation.conversations import Conversation
from graph.grammar import spelled
from graph.model.dates import last_day
from graph.model.schema import BELONGS
from graph.network import Node, Relation

_BONDS = ("MEMBER_OF", "PART_OF", "COOPERATES_WITH", "FUNDS")
_WITHIN = (*BELONGS, "PART_OF")
_NAMED, _TOPICS = 2, 3
_LONGEST = 45  # letters of a topic; above it is the title of a law
_WRITTEN = ("mail", "letter")


def to_us(matter: Matter, node: Node) -> Iterator[NotedText]:
    """Yield what binds us to a subject, then when we last talked or were at one event, else that nothing is known."""
    office = _office(matter, node)
    if office and node.label == "Person" and any(r.end == office for r in _belonging(matter, node.id)):
        return  # one of us
    bond = _bond(matter, office, node) if office else None
    if bond:
        yield matter.sentence("lead.bond", bond[0], *bond[1], about=(node.id,))
    contact = [*_talked(matter), *(_met(matter, office, node) if office else ())]
    if not contact:
        contact = [*_seen(matter, node, office)]
    kept = _looked_after(matter, node)
    if kept and not any(is_same(talk.who, kept) for talk in last_talks(matter)[:1]):
        contact.append((matter.words("lead_care", who=kept), []))
    if contact:
        facts = [fact for _, some in contact for fact in some]
        talks = last_talks(matter)
        noted = [f"{talk.id}#" for talk in talks[:1] if talk.id in matter.network.nodes]
        people = [person for talk in talks[:1] for person in talk.people]
        yield matter.sentence(
            "lead.us", " ".join(text for text, _ in contact), *facts, evidence=noted, about=people or (node.id,)
        )


def _office(matter: Matter, node: Node) -> str:
    office = matter.request.office
    return office if office in matter.network.nodes and office != node.id else ""


def last_talks(matter: Matter) -> list[Conversation]:
    """Return the conversations with those the briefing is about, the last one first."""
    return [t for t in matter.books.conversations if t.way and matter.circle & set(t.people)]


Said = tuple[str, list[Relation]]


def _bond(matter: Matter, office: str, node: Node) -> Said | None:
    """Return what stands between the two houses: of a person that of the house she works for, too."""
    houses = [node, *_works_for(matter, node)]
    for house in houses:
        if found := _direct(matter, office, house):
            return found
    for house in houses:
        if found := _alliance(matter, office, house):
            return found
    return next((found for house in houses if (found := _topics(matter, office, house))), None)


def _works_for(matter: Matter, node: Node) -> list[Node]:
    if node.label != "Person":
        return []
    held = matter.scope.facts_from(node.id, "WORKS_FOR", now=True)
    return [matter.network.nodes[end] for end in dict.fromkeys(r.end for r in held if r.end != matter.request.office)]


def _direct(matter: Matter, office: str, house: Node) -> Said | None:
    found = [
        r for r in matter.scope.facts(office, *_BONDS) if r.other(office) == house.id and not matter.scope.is_past(r)
    ]
    if not found:
        return None
    best = min(found, key=lambda r: (_BONDS.index(r.type), r.id))
    role = matter.says.role(best) if best.type == "COOPERATES_WITH" else ""
    text = matter.words(
        f"bond_{best.type}",
        start=_capital(matter.in_case(best.start, "nominative", short=True)),
        n=number_of(matter.network.nodes[best.start], matter.request.language),
        end=matter.in_case(best.end, "accusative" if best.type == "FUNDS" else "dative", short=True),
        what=f" ({role})" if role else "",
        begun=f" {matter.says.period(best)}" if best.valid_from and not best.valid_to else "",
    )
    return text, [best]


def _alliance(matter: Matter, office: str, house: Node) -> Said | None:
    """Return to which houses both belong: initiatives, committees, associations."""
    ours, theirs = ({r.end: r for r in _belonging(matter, who)} for who in (office, house.id))
    both = sorted(ours.keys() & theirs.keys(), key=lambda i: (matter.network.nodes[i].kind != "initiative", i))
    if not both:
        return None
    names = matter.joined([matter.in_case(i, short=True) for i in both[:_NAMED]])
    text = matter.words("bond_shared", **_sides(matter, office, house), houses=names)
    return _capital(text), [fact for i in both[:_NAMED] for fact in (ours[i], theirs[i])]


def _belonging(matter: Matter, who: str) -> list[Relation]:
    return matter.scope.facts_from(who, *_WITHIN, now=True)


def _topics(matter: Matter, office: str, house: Node) -> Said | None:
    ours, theirs = ({r.end: r for r in matter.scope.facts_from(who, "DEALS_WITH")} for who in (office, house.id))
    names = {i: matter.network.nodes[i].name for i in ours.keys() & theirs.keys()}
    both = sorted((i for i, name in names.items() if len(name) <= _LONGEST), key=lambda i: (names[i], i))
    if not both:
        return None
    shown = both[:_TOPICS]
    key = "bond_topics_some" if len(both) > len(shown) else "bond_topics"
    text = matter.words(key, **_sides(matter, office, house), topics=matter.names(shown))
    return _capital(text), [fact for i in shown for fact in (ours[i], theirs[i])]


def _sides(matter: Matter, office: str, node: Node) -> dict[str, str]:
    return {
        "office": matter.in_case(office, "nominative", short=True),
        "name": matter.in_case(node, "nominative", short=True),
    }


def _talked(matter: Matter) -> Iterator[Said]:
    talks = last_talks(matter)
    if not talks:
        return
    talk, words = talks[0], matter.words
    names = matter.names([p for p in talk.people if p in matter.network.nodes][:_NAMED])
    way = words(f"talk_{talk.way}") if words.has(f"talk_{talk.way}") else words("talk_other")
    key = "lead_talk_written" if talk.way in _WRITTEN else "lead_talk"
    matter.kept["told talk"] = talk.id
    matter.figures["lead_talks"] = len(talks)
    yield words(key, who=talk.who, names=names, day=words.date(talk.day), way=way), []
    if len(talks) > 1:
        since = words.date(min(t.day for t in talks))
        yield words("lead_talks_since", times=times(matter, len(talks)), since=since), []


def times(matter: Matter, n: int) -> str:
    """Return how often: "dreimal", "13-mal"."""
    said = spelled(n, matter.request.language)
    return matter.words("lead_times" if said.isalpha() else "lead_times_digits", n=said)


def dated(matter: Matter, node: Node) -> list[tuple[str, str]]:
    """Return day and id of the events somebody was at, the last one last."""
    found = ((matter.network.event_date(event), event) for event in matter.scope.occasions(node.id))
    return sorted((day, event) for day, event in found if day and last_day(day) <= matter.scope.case.as_of)


def _met(matter: Matter, office: str, node: Node) -> Iterator[Said]:
    """Yield on how many events both were, and which statements one sent to the other."""
    ours, theirs = matter.scope.occasions(office), matter.scope.occasions(node.id)
    both = [(day, event) for day, event in dated(matter, node) if event in ours]
    letters = [item for item in both if matter.network.nodes[item[1]].kind == "statement"]
    met = [item for item in both if item not in letters]
    if met:
        yield _together(matter, office, node, met)
    for key, sender, receiver in (("lead_sent", theirs, ours), ("lead_received", ours, theirs)):
        sent = [(d, e) for d, e in letters if _has(sender[e], "sender") and _has(receiver[e], "recipient")]
        if sent:
            yield _letter(matter, key, office, node, sent)


def _together(matter: Matter, office: str, node: Node, met: list[tuple[str, str]]) -> Said:
    ours, theirs = matter.scope.occasions(office), matter.scope.occasions(node.id)
    day, event = met[-1]
    matter.figures["lead_shared"] = len(met)
    matter.kept["told event"] = event
    key = "lead_met_once" if len(met) == 1 else "lead_met"
    values = {"event": matter.event(event), "day": matter.words.date(day), "since": met[0][0][:4]}
    text = _capital(matter.words(key, **_sides(matter, office, node), **values, times=times(matter, len(met))))
    first = next(
        (door.opener for door in doors(matter, node.id)[:1] if door.is_ours), ""
    )  # the next sentence names her
    there = [
        p for p in ours[event] if matter.network.nodes[p].label == "Person" and p != first and p not in theirs[event]
    ]
    there = there[:_NAMED]
    if there and office not in there:
        text = f"{text} {matter.words('lead_ours_there', n=len(there), names=matter.names(there))}"
    return text, [*list(theirs[event].values())[:1], *list(ours[event].values())[:_NAMED]]


def _letter(matter: Matter, key: str, office: str, node: Node, sent: list[tuple[str, str]]) -> Said:
    day, event = sent[-1]
    facts = [*matter.scope.occasions(node.id)[event].values(), *matter.scope.occasions(office)[event].values()]
    start, end = (node, matter.network.nodes[office]) if key == "lead_sent" else (matter.network.nodes[office], node)
    matter.figures[key] = len(sent)
    matter.kept["told event"] = event
    text = matter.words(
        f"{key.partition('_')[0]}_statements{'' if len(sent) > 1 else '_once'}",
        start=matter.in_case(start, "nominative", short=True),
        n=number_of(start, matter.request.language),
        end=matter.in_case(end, short=True),
        many=spelled(len(sent), matter.request.language),
        event=matter.event(event),
        day=matter.words.date(day),
    )
    return _capital(text), facts[:3]


def _has(facts: dict[str, Relation], role: str) -> bool:
    return any(fact.role == role for fact in facts.values())


def _seen(matter: Matter, node: Node, office: str) -> Iterator[Said]:
    """Yield that we have no contact on record (only inside: others see a part of it), and where they were last."""
    name = matter.in_case(node, short=True)
    if matter.is_inside:
        if office:
            yield matter.words("lead_no_contact", office=matter.in_case(office, short=True), name=name), []
        else:
            yield matter.words("lead_no_talk", name=name), []
    if not (found := dated(matter, node)):
        return
    day, event = found[-1]
    matter.kept["told event"] = event
    facts = list(matter.scope.occasions(node.id)[event].values())[:2]
    values = {"event": matter.event(event), "day": matter.words.date(day)}
    if matter.network.nodes[event].kind == "statement":
        if _has(matter.scope.occasions(node.id)[event], "recipient"):
            return
        yield matter.words("lead_statement", name=name, **values), facts
        return
    said = {"name": matter.in_case(node, "nominative", short=True), "n": number_of(node, matter.request.language)}
    yield matter.words("lead_seen" if matter.is_inside else "lead_seen_outside", **said, **values), facts


def _looked_after(matter: Matter, node: Node) -> str:
    """Return who of us looks after a subject, or after one of its people."""
    cares = matter.books.cares
    owners: Iterable[str] = (cares[i].owner for i in (node.id, *sorted(matter.circle)) if i in cares)
    owner = next((owner for owner in owners if owner), "")
    return owner if matter.is_inside else ""


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
