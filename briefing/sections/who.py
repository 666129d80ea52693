"""Who is who: people and functions with since when, and where each was seen last."""

from collections.abc import Iterator

from briefing.documents.document import Block, NotedText
from briefing.documents.section_context import Cell, Matter
from graph.model.dates import last_day
from graph.model.schema import BELONGS
from graph.network import Node, Relation

ROWS = 40
SUBJECTS = 12
COLUMNS = ("name", "function", "period", "seen")


def build(matter: Matter) -> list[Block]:
    """Return a table for each subject, or one of the actors that a topic, region or event brings together."""
    scope = matter.scope
    if not scope.is_about_actors:
        return list(_actors(matter, scope.focus))
    if scope.request.meeting or len(scope.focus) > SUBJECTS:
        return list(_actors(matter, scope.focus))
    return [block for actor in scope.focus for block in _of_one(matter, matter.network.nodes[actor])]


def _of_one(matter: Matter, node: Node) -> Iterator[Block]:
    facts = matter.scope.facts(node.id, *BELONGS)
    if node.label == "Organisation":
        facts = [r for r in facts if r.end == node.id and matter.network.nodes[r.start].label == "Person"]
    functions = _functions(matter, facts, node)
    rows = [_row(matter, some, some[0].other(node.id), some[0].start) for some in functions[:ROWS]]
    if rows:
        key = "who_people" if node.label == "Organisation" else "who_functions"
        yield matter.table(matter.words(key, name=matter.says.name(node)), COLUMNS, rows)
        yield from matter.more(len(rows), len(functions))


def _functions(matter: Matter, facts: list[Relation], node: Node) -> list[list[Relation]]:
    """Return facts of the same function together, what holds first; a stated time goes before one seen in sources."""
    found: dict[tuple[str, str, str], list[Relation]] = {}
    for fact in sorted(facts, key=lambda r: (matter.scope.is_past(r), not r.valid_from, not r.valid_to, r.id)):
        past = str(matter.scope.is_past(fact))
        found.setdefault((fact.other(node.id), matter.says.role(fact), past), []).append(fact)
    weight = matter.scope.weight
    return sorted(
        found.values(), key=lambda some: (matter.scope.is_past(some[0]), -weight(some[0].other(node.id)), some[0].id)
    )


def _actors(matter: Matter, actors: tuple[str, ...]) -> Iterator[Block]:
    rows = [_actor_row(matter, actor) for actor in actors[:ROWS]]
    if rows:
        yield matter.table(matter.words("who_actors"), COLUMNS, rows)
        yield from matter.more(len(rows), len(actors))


def _actor_row(matter: Matter, actor: str) -> list[Cell | NotedText | str]:
    held = matter.scope.facts_from(actor, *BELONGS)
    shown = _held_now(matter, held)
    node = matter.network.nodes[actor]
    if node.label == "Organisation" or not shown:
        return [matter.name(node), matter.says.type(node), "", _seen(matter, actor)]
    functions = matter.listed([(_function(matter, r), r) for r in shown], 2)
    return [matter.name(node), functions, matter.says.period(shown[0]), _seen(matter, actor)]


def _held_now(matter: Matter, held: list[Relation]) -> list[Relation]:
    """Return what an actor holds now, else the last known, whose time says how old it is; functions go first.

    That somebody belongs somewhere, without a function, does not hide the last function known there that nobody ended.
    """
    latest = sorted(held, key=lambda r: (matter.network.dates(r)[1], r.role != "", r.id))
    now = [r for r in held if not matter.scope.is_past(r)] or latest[-1:]
    functions = {r.end: r for r in latest if r.role and not r.valid_to}
    has_function = {r.end for r in now if r.role}
    shown = [r if r.role or r.end in has_function else functions.get(r.end, r) for r in now]
    told = dict.fromkeys(r for r in shown if r.role or r.end not in has_function)
    return sorted(told, key=lambda r: not r.role)


def _row(matter: Matter, facts: list[Relation], shown: str, seen: str) -> list[Cell | NotedText | str]:
    role = matter.says.role(facts[0]) or matter.words(f"role_{facts[0].type}")
    return [matter.name(shown), matter.said(role, *facts), matter.says.period(facts[0]), _seen(matter, seen)]


def _function(matter: Matter, fact: Relation) -> str:
    role, where = matter.says.role(fact), matter.network.nodes[fact.end].short
    return f"{role}, {where}" if role else where


def _seen(matter: Matter, actor: str) -> Cell | str:
    """Return the last event by the day that an actor took part in."""
    scope, network = matter.scope, matter.network
    dated = ((network.dates(r)[0], r) for r in scope.facts(actor, "TOOK_PART_IN"))
    past = [(day, r) for day, r in dated if day and last_day(day) <= scope.case.as_of]
    if not past:
        return ""
    day, fact = max(past, key=lambda item: (item[0], item[1].id))
    return (matter.said(f"{matter.says.date(day)}, {matter.says.name_of(fact.end)}", fact),)
