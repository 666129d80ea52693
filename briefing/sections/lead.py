"""What it is about, in three to five sentences: who they are to us, who opens the door, what we want."""

from collections.abc import Iterator

from briefing.documents.document import Block, NotedText, Paragraph
from briefing.documents.section_context import Matter, after_space
from briefing.sections import lead_of_kinds
from briefing.sections.commitments import open_promises
from briefing.sections.connection import WayIn, because, bond_said, doors, function_of, in_both, known_there
from briefing.sections.gaps import foremost, wanted
from briefing.sections.heads import rank
from briefing.sections.people import to_know
from briefing.wording.articles import number_of
from graph.model.dates import last_day
from graph.model.schema import BELONGS
from graph.network import Node, Relation

_MOST_SENTENCES = 5


def build(matter: Matter) -> list[Block]:
    """Return one paragraph, sentence by sentence, each with its sources."""
    pieces = list((lead_of_kinds.sentences if matter.kind in lead_of_kinds.KINDS else _sentences)(matter))
    if matter.kind in lead_of_kinds.KINDS and pieces:
        matter.messages["lead"] = pieces[0].text
    said = tuple(piece if i == 0 else after_space(piece) for i, piece in enumerate(pieces[:_MOST_SENTENCES]))
    return [Paragraph(said)] if said else []


def _sentences(matter: Matter) -> Iterator[NotedText]:
    subject = matter.scope.subjects[0]
    yield who(matter, subject)
    us = to_us(matter, subject)
    yield us
    yield door(matter, subject, us.text)
    if matter.is_inside:
        yield want(matter)
    if len(matter.scope.subjects) > 1:
        names = matter.joined([matter.in_case(s, "accusative") for s in matter.scope.subjects[1:4]])
        yield matter.sentence("lead.also", matter.words("lead_also", names=names), about=matter.request.subjects)


def who(matter: Matter, node: Node) -> NotedText:
    """Return who the subject is, and whom we know there."""
    if node.label == "Person":
        return _person(matter, node)
    kind = matter.words(f"a_{node.kind}" if matter.words.has(f"a_{node.kind}") else "a_other")
    place = str(node.fields.get("place", ""))
    name = _capital(matter.in_case(node, "nominative"))
    if node.short != node.display:
        name = f"{name} ({node.short})"
    n = number_of(node, matter.request.language)
    said = matter.words("lead_is_in" if place else "lead_is", name=name, kind=kind, place=place, n=n)
    facts = [r for r in matter.scope.facts(node.id, *BELONGS) if r.end == node.id and not matter.scope.is_past(r)]
    people = {r.start: r for r in facts if matter.network.nodes[r.start].label == "Person"}
    matter.figures["lead_people"] = len(people)
    # Of several at the head it is the one whose card stands below.
    order = {person: n for n, person in enumerate(to_know(matter))}
    ranked = [(high, r) for r in facts if r.start in people and (high := rank(r.role)) is not None]
    leading = [r for _, r in sorted(ranked, key=lambda it: (it[0], order.get(it[1].start, len(order)), it[1].id))]
    if not people:
        return matter.sentence("lead.who", f"{said} {matter.words('lead_nobody')}")
    ours = known_there(matter, node.id) & set(people)
    key = "lead_know" if len(ours) == len(people) else "lead_named"
    known = matter.words(
        f"{key}_head" if leading else key,
        n=len(people),
        people=matter.counted("lead_people", len(people)),
        head=f"{matter.says.name_of(leading[0].start)} ({matter.says.role(leading[0])})" if leading else "",
    )
    if 0 < len(ours) < len(people):
        known = f"{known} {_capital(matter.counted('lead_known', len(ours)))}"
    return matter.sentence("lead.who", f"{said} {known}", *(leading[:1] or list(people.values())[:3]))


def _person(matter: Matter, node: Node) -> NotedText:
    held = [r for r in matter.scope.facts(node.id, *BELONGS) if r.start == node.id and not matter.scope.is_past(r)]
    if not held:
        former = [r for r in matter.scope.facts(node.id, *BELONGS) if r.start == node.id]
        key = "lead_person_former" if former else "lead_person_unknown"
        where = matter.in_case(former[-1].end) if former else ""
        return matter.sentence("lead.who", matter.words(key, name=matter.says.name(node), where=where), *former[-1:])
    held.sort(key=lambda r: (r.end != matter.request.office, not r.role, r.type != "WORKS_FOR", r.id))
    every = list(dict.fromkeys(_function(matter, r) for r in held))
    said = every[:2]
    key = "lead_person_both" if len(said) > 1 else "lead_person"
    text = matter.words(key, name=matter.says.name(node), one=said[0], other=said[-1])
    if more := len(every) - len(said):
        text = f"{text} {_capital(matter.counted('lead_more', more))}"
    return matter.sentence("lead.who", text, *held[:2])


def _function(matter: Matter, fact: Relation) -> str:
    role = matter.says.role(fact)
    key = "lead_role" if role else f"lead_role_{fact.type}"
    return matter.words(key, role=role, where=matter.in_case(fact.end))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def to_us(matter: Matter, node: Node) -> NotedText:
    """Return what there was between them and us: the last conversation, else the last event, else none."""
    talks = [t for t in matter.books.conversations if t.way and matter.circle & set(t.people)]
    name = matter.in_case(node, short=True)
    if talks:
        talk = talks[0]
        with_whom = matter.names([p for p in talk.people if p in matter.network.nodes][:2])
        way = matter.words(f"talk_{talk.way}") if matter.words.has(f"talk_{talk.way}") else matter.words("talk_other")
        text = matter.words("lead_talk", who=talk.who, names=with_whom, day=matter.words.date(talk.day), way=way)
        noted = [f"{talk.id}#"] if talk.id in matter.network.nodes else []
        return matter.sentence("lead.us", text, evidence=noted, about=talk.people)
    dated = _dated(matter, node)
    if matter.request.office and matter.request.office in matter.network.nodes:
        ours = matter.scope.occasions(matter.request.office)
        both = [(day, event) for day, event in dated if event in ours]
        if both:
            day, event = both[-1]
            facts = [*matter.scope.occasions(node.id)[event].values()][:1] + [*ours[event].values()][:1]
            matter.figures["lead_shared"] = len(both)
            key = "lead_met_once" if len(both) == 1 else "lead_met"
            n = matter.counted("lead_events", len(both))
            text = matter.words(key, n=n, name=name, event=matter.event(event), day=matter.words.date(day))
            return matter.sentence("lead.us", text, *facts)
        office = matter.in_case(matter.request.office, short=True)
        return matter.sentence("lead.us", matter.words("lead_no_contact", office=office, name=name))
    if not dated:
        return matter.sentence("lead.us", matter.words("lead_not_seen", name=name))
    day, event = dated[-1]
    facts = list(matter.scope.occasions(node.id)[event].values())[:2]
    key = "lead_statement" if matter.network.nodes[event].kind == "statement" else "lead_seen"
    text = matter.words(key, name=name, event=matter.event(event), day=matter.words.date(day))
    return matter.sentence("lead.us", text, *facts)


def _dated(matter: Matter, node: Node) -> list[tuple[str, str]]:
    """Return day and id of the events somebody was at, the last one last."""
    found = ((matter.network.event_date(event), event) for event in matter.scope.occasions(node.id))
    return sorted((day, event) for day, event in found if day and last_day(day) <= matter.scope.case.as_of)


def door(matter: Matter, node: Node, said: str = "") -> NotedText:
    """Return who opens the door, and why, unless the event they met at was `said` already."""
    found = doors(matter, node.id)
    if not found:
        return _no_door(matter, node)
    first = found[0]
    via = first.step.reason.via
    known = first.step.reason.kind == "event" and via and f"„{matter.event(via)}“" in said
    why = "" if known else f" {because(matter, first.step)}"
    matter.messages["lead"] = _opens(matter, first)
    return matter.sentence(
        "lead.door", f"{_opens(matter, first)}{why}", evidence=_why(first), about=(first.opener, first.target)
    )


def _no_door(matter: Matter, node: Node) -> NotedText:
    """Return that there is no way, or that none is needed: somebody belongs to both sides."""
    bond = in_both(matter, node.id)
    text = bond_said(matter, node, bond) if bond else ""
    text = text or matter.words("lead_no_door", name=matter.in_case(node, short=True))
    matter.messages["lead"] = text
    about = (node.id, bond.person) if bond else (node.id,)
    return matter.sentence("lead.door", text, *(bond.facts if bond else ()), about=about)


def _opens(matter: Matter, first: WayIn) -> str:
    function, _ = function_of(matter, first.opener)
    key = "lead_door_ours" if first.is_ours else "lead_door"
    name = matter.says.name_of(first.opener)
    return matter.words(key, name=f"{name} ({function})" if function else name)


def _why(first: WayIn) -> tuple[str, ...]:
    return first.step.reason.evidence


def want(matter: Matter) -> NotedText:
    """Return what we want: in the words of the office, else what is promised, else the first gap."""
    if matter.request.aim:
        return matter.sentence("lead.want", matter.words("lead_aim", aim=matter.request.aim.strip().rstrip(".")))
    ours = sorted(open_promises(matter), key=lambda p: (p.by in matter.network.nodes, not p.day, p.day))
    if ours:
        promise = ours[0]
        key = "lead_promised_them" if promise.by in matter.network.nodes else "lead_promised"
        text = matter.words(
            f"{key}_by" if promise.day else key,
            text=promise.text.strip().rstrip("."),
            day=matter.words.date(promise.day),
            name=matter.says.name_of(promise.by) if promise.by in matter.network.nodes else "",
        )
        return matter.sentence("lead.want", text, about=(promise.by, promise.to))
    best = foremost(matter)
    if best is None:
        return matter.sentence("lead.want", matter.words("lead_nothing_wanted"))
    text = wanted(matter, best)
    return matter.sentence("lead.want", text, evidence=best.evidence[:3], about=best.subjects)
