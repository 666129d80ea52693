"""What it is about, in three to six sentences: who they are to us, who opens the door, what we want."""

from collections.abc import Iterator

from briefing.documents.document import Block, NotedText, Paragraph
from briefing.documents.section_context import Matter, after_space
from briefing.sections import lead_of_kinds
from briefing.sections.commitments import open_promises
from briefing.sections.connection import WayIn, because, bond_said, doors, in_both, known_there, opener_said
from briefing.sections.gaps import foremost, wanted
from briefing.sections.heads import rank
from briefing.sections.people import to_know
from briefing.sections.said_by_name import says_kind
from briefing.sections.to_us import last_talks, to_us
from briefing.wording.articles import number_of
from graph.model.schema import BELONGS
from graph.network import Node, Relation

_FEW, _MOST_SENTENCES = 5, 6
_NAMED, _TOPICS, _BORNE = 2, 3, 3
_BEARERS = ("Träger", "Trägerin")


def build(matter: Matter) -> list[Block]:
    """Return one paragraph, sentence by sentence, each with its sources."""
    pieces = list((lead_of_kinds.sentences if matter.kind in lead_of_kinds.KINDS else _sentences)(matter))
    if matter.kind in lead_of_kinds.KINDS and pieces:
        matter.messages["lead"] = pieces[0].text
    said = [piece for piece in pieces if piece.text]
    if len(said) > _FEW:  # who bears a house tells least to those who have much to do with it
        said = [piece for piece in said if piece.place != "lead.house"][:_MOST_SENTENCES]
    if not matter.is_inside and said:
        said.append(matter.sentence("lead.released", matter.words("lead_released")))
    return [Paragraph(tuple(piece if i == 0 else after_space(piece) for i, piece in enumerate(said)))] if said else []


def _sentences(matter: Matter) -> Iterator[NotedText]:
    subject = matter.scope.subjects[0]
    yield who(matter, subject)
    if subject.label == "Organisation":
        yield from house(matter, subject)
    us = list(to_us(matter, subject))
    yield from us
    yield from door(matter, subject, " ".join(piece.text for piece in us))
    if matter.is_inside:
        yield from want(matter)
    if len(matter.scope.subjects) > 1:
        names = matter.joined([matter.in_case(s, "accusative") for s in matter.scope.subjects[1:4]])
        yield matter.sentence("lead.also", matter.words("lead_also", names=names), about=matter.request.subjects)


def who(matter: Matter, node: Node) -> NotedText:
    """Return who the subject is, and whom we know there."""
    if node.label == "Person":
        return _person(matter, node)
    said, house = _presented(matter, node)
    facts = matter.scope.facts_to(node.id, *BELONGS, now=True)
    people = {r.start: r for r in facts if matter.network.nodes[r.start].label == "Person"}
    matter.figures["lead_people"] = len(people)
    if not people:
        nobody = matter.words("lead_nobody", house=house) if matter.is_inside else ""
        return matter.sentence("lead.who", f"{said} {nobody}".strip(), about=(node.id,))
    # Of several at the head it is the one whose card stands below.
    order = {person: n for n, person in enumerate(to_know(matter))}
    ranked = [(high, r) for r in facts if r.start in people and (high := rank(r.role)) is not None]
    leading = [r for _, r in sorted(ranked, key=lambda it: (it[0], order.get(it[1].start, len(order)), it[1].id))]
    ours = known_there(matter, node.id) & set(people) if matter.is_inside else set[str]()
    key = "lead_know" if len(ours) == len(people) else "lead_named"
    known = matter.words(
        f"{key}_head" if leading else key,
        n=len(people),
        people=matter.counted("lead_people", len(people)),
        house=house,
        head=_head(matter, leading[0]) if leading else "",
    )
    if 0 < len(ours) < len(people):
        named = matter.names(sorted(ours, key=lambda p: (order.get(p, len(order)), p))[:_NAMED])
        key = "lead_known" if len(ours) <= _NAMED else "lead_known_many"
        known = f"{known} {matter.words(key, names=named, n=len(ours))}"
    return matter.sentence("lead.who", f"{said} {known}".strip(), *(leading[:1] or list(people.values())[:3]))


def _head(matter: Matter, fact: Relation) -> str:
    said = " ".join(filter(None, (matter.says.role(fact), _since(matter, fact))))
    return f"{matter.says.name_of(fact.start)} ({said})"


def house(matter: Matter, node: Node) -> Iterator[NotedText]:
    """Yield who belongs to a house that others make up, who bears it and who pays for it."""
    facts = matter.scope.facts_to(node.id, "MEMBER_OF", "FUNDS")
    now = [r for r in facts if not matter.scope.is_past(r) and matter.network.nodes[r.start].label == "Organisation"]
    members = {r.start: r for r in now if r.type == "MEMBER_OF"}
    bearers = [r for r in now if r.type == "MEMBER_OF" and r.role in _BEARERS][:_BORNE]
    # That our own house pays is said as what binds the two.
    payers = [r for r in now if r.type == "FUNDS" and r.start != matter.request.office][:_BORNE]
    said: list[str] = []
    if members:
        matter.figures["lead_members"] = len(members)
        key = "lead_members_borne" if bearers else "lead_members"
        said.append(
            matter.words(
                key,
                house=matter.in_case(node, short=True),
                n=len(members),
                members=matter.counted("lead_houses", len(members)),
                m=len(bearers),
                names=matter.joined([matter.in_case(r.start, "nominative", short=True) for r in bearers]),
            )
        )
    if payers:
        names = matter.joined([matter.in_case(r.start, short=True) for r in payers])
        said.append(matter.words("lead_funded", names=names))
    part_of = _part_of(matter, node)
    if part_of:
        some = len(part_of) > _BORNE
        said.append(
            matter.words(
                "lead_part_of_some" if some else "lead_part_of",
                house=_capital(matter.in_case(node, "nominative", short=True)),
                n=number_of(node, matter.request.language),
                many=matter.counted("lead_houses", len(part_of)),
                names=matter.joined([matter.in_case(r.end, short=True) for r in part_of[:_BORNE]]),
            )
        )
    if said:
        rests_on = [*bearers, *payers, *list(members.values())[:2], *part_of[:_BORNE]]
        yield matter.sentence("lead.house", " ".join(said), *rests_on)


def _part_of(matter: Matter, node: Node) -> list[Relation]:
    """Return to which houses one belongs, initiatives first; that ours does too is said as what binds the two."""
    nodes, office = matter.network.nodes, matter.request.office
    ours = {r.end for r in matter.scope.facts_from(office, "MEMBER_OF")} if office in nodes else set()
    held = matter.scope.facts_from(node.id, "MEMBER_OF", now=True)
    found = {r.end: r for r in held if nodes[r.end].label == "Organisation" and r.end not in {office, *ours}}
    order = sorted(found, key=lambda i: (nodes[i].kind != "initiative", -matter.scope.weight(i), i))
    return [found[i] for i in order]


def _presented(matter: Matter, node: Node) -> tuple[str, str]:
    """Return what the house is and where, as far as its name does not say so, and how the next sentence calls it."""
    key = f"a_{node.kind}"
    kind = matter.words(key) if matter.words.has(key) and not says_kind(node.display, node.kind) else ""
    place = str(node.fields.get("place", ""))
    own = f" ({node.short})" if node.short != node.display and node.short not in node.display else ""
    if not kind and not place:
        return "", f"{matter.in_case(node)}{own}"
    said = matter.words(
        "lead_seat" if not kind else "lead_is_in" if place else "lead_is",
        name=f"{_capital(matter.in_case(node, 'nominative'))}{own}",
        kind=kind,
        place=place,
        n=number_of(node, matter.request.language),
    )
    return said, matter.in_case(node, short=True)


def _person(matter: Matter, node: Node) -> NotedText:
    held = matter.scope.facts_from(node.id, *BELONGS, now=True)
    if not held:
        former = matter.scope.facts_from(node.id, *BELONGS)
        if not matter.is_inside and not former:
            return matter.sentence("lead.who", "")
        key = "lead_person_former" if former else "lead_person_unknown"
        key = key if matter.is_inside else "lead_person_once"
        where = matter.in_case(former[-1].end) if former else ""
        return matter.sentence("lead.who", matter.words(key, name=matter.says.name(node), where=where), *former[-1:])
    weight = matter.scope.weight
    held.sort(key=lambda r: (r.end != matter.request.office, not r.role, r.type != "WORKS_FOR", -weight(r.end), r.id))
    every = list(dict.fromkeys(_function(matter, r) for r in held))
    said = every[:2]
    key = "lead_person_both" if len(said) > 1 else "lead_person"
    text = matter.words(key, name=matter.says.name(node), one=said[0], other=said[-1])
    if more := len(every) - len(said):
        text = f"{text} {_capital(matter.counted('lead_more', more))}"
    topics = _topics_of(matter, node)
    if topics:
        shown = matter.names(r.end for r in topics[:_TOPICS])
        key = "lead_topics_some" if len(topics) > _TOPICS else "lead_topics"
        text = f"{text} {matter.words(key, n=len(topics), topics=shown)}"
    return matter.sentence("lead.who", text, *held[:2], *topics[:_TOPICS])


def _topics_of(matter: Matter, node: Node) -> list[Relation]:
    """Return the topics of a person, each once: those of our house first."""
    found = {r.end: r for r in matter.scope.facts_from(node.id, "DEALS_WITH")}
    office = matter.request.office
    known = office in matter.network.nodes
    ours = {r.end for r in matter.scope.facts_from(office, "DEALS_WITH")} if known else set[str]()
    return sorted(found.values(), key=lambda r: (r.end not in ours, matter.network.nodes[r.end].name, r.id))


def _function(matter: Matter, fact: Relation) -> str:
    role = matter.says.role(fact)
    key = "lead_role" if role else f"lead_role_{fact.type}"
    said = matter.words(key, role=role, where=matter.in_case(fact.end))
    since = _since(matter, fact)
    return f"{said} ({since})" if since else said


def _since(matter: Matter, fact: Relation) -> str:
    """Return since when somebody holds a function, "" where no source says so."""
    same = (
        r
        for r in matter.scope.facts(fact.start, fact.type)
        if (r.end, r.role) == (fact.end, fact.role) and r.valid_from
    )
    dated = next((r for r in same if not matter.scope.is_past(r)), None)
    return matter.says.period(dated) if dated else ""


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def door(matter: Matter, node: Node, said: str = "") -> Iterator[NotedText]:
    """Yield who opens the door, and why, in other words where the event they met at was `said` already."""
    talks = last_talks(matter)
    if talks and talks[0].who:
        text = matter.words("lead_door_talk", who=talks[0].who)
        matter.messages["lead"] = text
        yield matter.sentence("lead.door", text, about=(node.id,))
        return
    found = doors(matter, node.id)
    if not found:
        yield from _no_door(matter, node)
        return
    first = found[0]
    via = first.step.reason.via
    known = first.step.reason.kind == "event" and via and f"„{matter.event(via)}“" in said
    there = matter.words("lead_door_there", name=matter.says.name_of(first.target)) if first.target != node.id else ""
    why = there if known else because(matter, first.step)
    if matter.kind == "person" and len(first.steps) == 1:
        why = ""  # the table of ways says it on the same page
    matter.messages["lead"] = _opens(matter, first)
    yield matter.sentence(
        "lead.door",
        f"{_opens(matter, first)} {why}".strip(),
        evidence=first.step.reason.evidence,
        about=(first.opener, first.target),
    )


def _no_door(matter: Matter, node: Node) -> Iterator[NotedText]:
    """Yield that there is no way (only inside: others see a part of them), or that none is needed."""
    bond = in_both(matter, node.id)
    text = bond_said(matter, node, bond) if bond else ""
    if not text and matter.is_inside:
        text = matter.words("lead_no_door", name=matter.in_case(node, short=True))
    if text:
        matter.messages["lead"] = text
        about = (node.id, bond.person) if bond else (node.id,)
        yield matter.sentence("lead.door", text, *(bond.facts if bond else ()), about=about)


def _opens(matter: Matter, first: WayIn) -> str:
    function, _ = opener_said(matter, first)
    key = "lead_door_ours" if first.is_ours else "lead_door"
    name = matter.says.name_of(first.opener)
    return matter.words(key, name=f"{name} ({function})" if function else name)


def want(matter: Matter) -> Iterator[NotedText]:
    """Yield what we want: in the words of the office, else what is promised, else what its goals ask; else nothing."""
    if matter.request.aim:
        yield matter.sentence("lead.want", matter.words("lead_aim", aim=matter.request.aim.strip().rstrip(".")))
        return
    ours = sorted(open_promises(matter), key=lambda p: (p.by in matter.network.nodes, not p.day, p.day))
    if ours and matter.kind != "person":  # before a call they stand just below
        promise = ours[0]
        key = "lead_promised_them" if promise.by in matter.network.nodes else "lead_promised"
        is_late = bool(promise.day) and promise.day < matter.request.as_of.isoformat()
        text = matter.words(
            f"{key}_late" if is_late else f"{key}_by" if promise.day else key,
            text=promise.text.strip().rstrip("."),
            day=matter.words.date(promise.day),
            name=matter.says.name_of(promise.by) if promise.by in matter.network.nodes else "",
        )
        yield matter.sentence("lead.want", text, about=(promise.by, promise.to))
    elif best := foremost(matter):
        text = wanted(matter, best)
        yield matter.sentence("lead.want", text, evidence=best.evidence[:3], about=best.subjects)
