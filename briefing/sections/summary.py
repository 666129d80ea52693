"""The summary: what there is to know, in sentences whose numbers can be counted again."""

from collections.abc import Iterator

from briefing.documents.document import Block, NotedText, Paragraph
from briefing.documents.section_context import Matter
from graph.model.dates import last_day
from graph.model.schema import BELONGS
from graph.network import Node

SUBJECTS = 8
NAMED = 3


def build(matter: Matter) -> list[Block]:
    """Return a paragraph for each subject, then one on their contacts and one on the sources."""
    scope = matter.scope
    blocks: list[Block] = [Paragraph(tuple(_of(matter, s, i))) for i, s in enumerate(scope.subjects[:SUBJECTS])]
    if len(scope.subjects) > SUBJECTS:
        blocks.append(matter.paragraph("summary_more", n=matter.words.number(len(scope.subjects) - SUBJECTS)))
    if scope.subjects and (scope.near or matter.is_inside):
        blocks.append(_contacts(matter))
    sources = _sources(matter)
    if matter.figures["facts"] or matter.is_inside:
        blocks.append(sources)
    return blocks


def _of(matter: Matter, node: Node, place: int) -> Iterator[NotedText]:
    """Yield the sentences about one subject; its numbers are named by its place among the subjects."""
    named = {"name": matter.says.name(node), "type": matter.says.type(node)}
    where, day = str(node.fields.get("place", "")), matter.network.event_date(node.id) if node.label == "Event" else ""
    if day:
        named["day"] = matter.says.date(day)
    key = f"summary_is{'_on' if day else ''}{'_in' if where else ''}"
    said = matter.words(key, **named, place=where)
    yield NotedText(said, invented=node.invented)
    if node.label == "Organisation":
        yield from _organisation(matter, node, place)
    elif node.label == "Person":
        yield from _person(matter, node, place)
    else:
        yield from _brings_together(matter, node, place)


def _organisation(matter: Matter, node: Node, place: int) -> Iterator[NotedText]:
    belong = matter.scope.facts_to(node.id, *BELONGS)
    facts = [r for r in belong if not matter.scope.is_past(r)]
    people = {r.start for r in facts if matter.network.nodes[r.start].label == "Person"}
    members = {r.start for r in facts} - people
    former = {r.start for r in belong if matter.network.nodes[r.start].label == "Person"} - people
    if people or (matter.is_inside and not former):
        yield _counted(matter, f"people_{place}", "summary_people", len(people))
    if former and matter.is_inside:
        yield _counted(matter, f"former_{place}", "summary_former", len(former))
    if members:
        yield _counted(matter, f"members_{place}", "summary_members", len(members))
    yield from _events(matter, node, place)


def _person(matter: Matter, node: Node, place: int) -> Iterator[NotedText]:
    facts = matter.scope.facts_from(node.id, *BELONGS, now=True)
    for fact in facts[:NAMED]:
        role = matter.says.role(fact)
        key = "summary_function" if role else f"summary_{fact.type}"
        where, period = matter.says.name_of(fact.end), matter.says.period(fact)
        said = matter.words(key, role=role, where=where, period=f" ({period})" if period else "")
        yield matter.said(f" {said}", fact)
    if len(facts) > NAMED:
        yield _counted(matter, f"functions_{place}", "summary_functions", len(facts))
    yield from _events(matter, node, place)


def _events(matter: Matter, node: Node, place: int) -> Iterator[NotedText]:
    """Yield how many events are known, and the last of them; an event and its sessions are one."""
    found = matter.scope.occasions(node.id)
    if not found:
        return
    key = "summary_presence" if node.label == "Organisation" else "summary_events"
    yield _counted(matter, f"events_{place}", key, len(found))
    dated = [(day, event) for event in found if (day := matter.network.event_date(event))]
    past = [item for item in dated if last_day(item[0]) <= matter.scope.case.as_of]
    if past:
        day, event = max(past)
        name, when = matter.says.name_of(event), matter.says.date(day)
        yield matter.said(f" {matter.words('summary_last', name=name, day=when)}", *found[event].values())


def _brings_together(matter: Matter, node: Node, place: int) -> Iterator[NotedText]:
    actors = [matter.network.nodes[i] for i in matter.scope.actors_of(node)]
    people = sum(actor.label == "Person" for actor in actors)
    counts = {
        "people": matter.words.count("people", people),
        "organisations": matter.words.count("organisations", len(actors) - people),
    }
    matter.figures |= {f"people_{place}": people, f"organisations_{place}": len(actors) - people}
    if not matter.is_inside and people in (0, len(actors)):  # that there is none of either can not be said of a part
        return
    yield NotedText(f" {matter.words(f'summary_{node.label}', **counts)}")


def _counted(matter: Matter, figure: str, key: str, n: int) -> NotedText:
    matter.figures[figure] = n
    return NotedText(f" {matter.words.count(key, n)}")


def _contacts(matter: Matter) -> Paragraph:
    near = matter.scope.near
    if not near:
        return matter.paragraph("summary_alone" if matter.scope.is_about_actors else "summary_alone_together")
    matter.figures["near"] = len(near)
    contacts = matter.words.count("summary_near", len(near))
    strongest = matter.words("summary_strongest", names=matter.names(n.id for n in near[:NAMED]))
    return Paragraph((NotedText(f"{contacts} {strongest}", invented=False),))


def _sources(matter: Matter) -> Paragraph:
    """Return how many facts of how many sources it rests on, and whether some are invented."""
    facts, sources = _rests_on(matter)
    matter.figures |= {"facts": facts, "sources": len(sources)}
    invented = sum(source.invented for source in sources)
    counted = {"facts": matter.words.count("facts", facts), "sources": matter.words.count("sources", len(sources))}
    said = matter.words("summary_sources", **counted)
    if invented:
        matter.figures["invented_sources"] = invented
        said = f"{said} {matter.words.count('summary_invented', invented)}"
    return Paragraph((NotedText(said),))


def _rests_on(matter: Matter) -> tuple[int, list[Node]]:
    """Return the number of facts and the sources; without subjects it is about all of the network."""
    if not matter.scope.subjects:
        arrays = matter.scope.case.arrays
        held = arrays.spans(matter.request.as_of).counted & ~arrays.invited
        return int(held.sum()), list(matter.network.by_label("Source"))
    facts = matter.scope.all_facts
    sources = {source.id: source for r in facts for item in r.evidence if (source := matter.network.source(item))}
    return len(facts), list(sources.values())
