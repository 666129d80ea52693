"""Who is there: everybody of a round with function and house; of a visit the initiatives, then the other houses."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations, zip_longest
from typing import cast

from briefing.documents.document import Block, NotedText
from briefing.documents.section_context import Cell, Matter
from briefing.sections.connection import function_of
from briefing.sections.heads import rank
from briefing.sections.people import last_event
from briefing.sections.place import where
from graph.grammar import spelled
from graph.model.schema import BELONGS
from graph.network import Relation

Row = list[Cell | NotedText | str]
ROWS = 80
_WITH_LAST = 12  # so many in one column, with when they were seen last; more stand in two
_LONG = 46  # letters of the name of a house, above which its short one stands in a table
_TOPICS, _NAMED = 3, 3
_LAST = 9  # behind all who lead a house


def build(matter: Matter) -> list[Block]:
    """Return a row for everybody who is there; of a place, the actors who are active in it."""
    if matter.kind == "visit":
        return _houses(matter)
    place = matter.kind in ("region", "topic")
    if place and len(matter.scope.subjects) == 1:
        matter.heads["participants"] = matter.words("participants_active", where=where(matter))
    if matter.scope.subjects and matter.scope.subjects[0].kind == "statement":
        matter.heads["participants"] = matter.words("participants_stated")
    actors = list(matter.scope.focus) if place else everybody(matter)
    shown = actors[: matter.at_most("participants", ROWS)]
    if not shown:
        return []
    if place and len(matter.scope.subjects) == 1:
        matter.message("participants", "message_active", len(actors), where=where(matter))
    else:
        key = f"message_participants_{matter.kind}"
        if matter.kind in ("before", "after"):  # people, as the lead counts them: hosts are no guests
            matter.message("participants", key, len(matter.scope.round))
        else:
            matter.message("participants", "message_participants", len(actors))
    return [_table(matter, shown, with_last=not place), *_chosen(matter, len(shown), len(actors), place=place)]


def everybody(matter: Matter) -> list[str]:
    """Return those who come together: first with whom we talked, then who leads a house; organisations last."""
    talked = {person for talk in matter.books.conversations if talk.way for person in talk.people}
    at = {actor: n for n, actor in enumerate(matter.scope.focus)}

    def order(actor: str) -> tuple[bool, bool, int, int]:
        is_person = matter.network.nodes[actor].label == "Person"
        return (not is_person, actor not in talked, height(matter, actor), at[actor])

    return sorted(at, key=order)


def height(matter: Matter, person: str) -> int:
    """Return how high somebody stands at the head of a house, the others behind all of these."""
    _, fact = function_of(matter, person)
    high = rank(fact.role) if fact else None
    return _LAST if high is None else high


def _chosen(matter: Matter, shown: int, total: int, *, place: bool) -> list[Block]:
    """Return by which choice some are shown and others not."""
    if shown >= total:
        return []
    matter.kept["participants are cut"] = not place
    key = "place" if place else "inside" if matter.is_inside else "outside"
    if not place and matter.request.annex and not matter.request.sections:
        key += "_annex"
    return [
        matter.paragraph(
            f"participants_chosen_{key}", shown=matter.words.number(shown), total=matter.words.number(total)
        )
    ]


def in_full(matter: Matter) -> list[Block]:
    """Return everybody who is there where the second page has no room for all."""
    wanted = matter.kept.get("participants are cut") or "everybody" in matter.request.sections
    return [in_two(matter, everybody(matter))] if wanted else []


def _table(matter: Matter, actors: Sequence[str], *, with_last: bool) -> Block:
    if len(actors) > _WITH_LAST or not with_last:
        return in_two(matter, actors)
    people = any(matter.network.nodes[actor].label == "Person" for actor in actors)
    columns: dict[str, Row] = {"name": [matter.name(actor) for actor in actors]}
    columns |= {"post" if people else "kind": [row(matter, actor)[1] for actor in actors]}
    if matter.kind != "after" and any(matter.scope.strength(a, b) > 0 for a, b in combinations(actors, 2)):
        columns["in_round"] = [_in_round(matter, actor) for actor in actors]
    columns |= {"last_seen": [_last(matter, actor) for actor in actors]}
    some = {name: cells for name, cells in columns.items() if any(cells)}
    return matter.table("", list(some), list(zip(*some.values(), strict=True)))


def in_two(matter: Matter, actors: Sequence[str]) -> Block:
    """Return a table of names and functions, of many in two columns."""
    rows = [row(matter, actor) for actor in actors]
    if len(rows) < _WITH_LAST // 2:
        return matter.table("", ("name", "post"), rows)
    half = (len(rows) + 1) // 2
    empty: Row = ["", ""]
    both = [[*left, *right] for left, right in zip_longest(rows[:half], rows[half:], fillvalue=empty)]
    return matter.table("", ("name", "post", "name", "post"), both)


def row(matter: Matter, actor: str) -> Row:
    """Return name and function with house, of an organisation its kind."""
    node = matter.network.nodes[actor]
    if node.label != "Person":
        return [matter.name(actor), matter.says.type(node)]
    return [matter.name(actor), post(matter, actor)]


def post(matter: Matter, person: str) -> NotedText:
    """Return function and house of a person with one source, or (inside) that they are not known."""
    _, fact = function_of(matter, person)
    return _unknown(matter) if fact is None else noted(matter, post_said(matter, fact), fact)


def _unknown(matter: Matter) -> NotedText:
    return NotedText(matter.words("post_unknown") if matter.is_inside else "")


def post_said(matter: Matter, fact: Relation) -> str:
    """Return function and house: "Leiterin, Werk Nord GmbH"."""
    house, role = matter.network.nodes[fact.end], matter.says.role(fact)
    name = house.display if len(house.display) <= _LONG else house.short
    return f"{role}, {name}" if role else name


def noted(matter: Matter, text: str, fact: Relation) -> NotedText:
    """Return a text with one of the sources of a fact: one that has a number already, else its last."""
    known = matter.notes.kept()
    evidence = sorted(fact.evidence, key=lambda item: item.partition("#")[0] in known)
    return matter.said(text, replace(fact, evidence=tuple(evidence[-1:])))


def one_source(fact: Relation) -> Relation:
    """Return a fact with the last of its sources alone, for sentences that need no more."""
    return replace(fact, evidence=tuple(sorted(fact.evidence)[-1:]))


def _in_round(matter: Matter, actor: str) -> str:
    """Return with whom of the others there is contact, those first with whom it is closest."""
    ties = matter.scope.ties_of(actor)
    others = [other for other in matter.scope.focus if other != actor and ties.get(other, 0.0) > 0]
    others.sort(key=lambda other: (-ties[other], other))
    names = [matter.network.nodes[other].display for other in others]
    if len(names) <= _NAMED:
        return matter.joined(names) or ("–" if matter.is_inside else "")
    more = matter.words("and_more", n=spelled(len(names) - _NAMED + 1, matter.request.language))
    return f"{', '.join(names[: _NAMED - 1])} {more}"


def _last(matter: Matter, actor: str) -> Cell:
    """Return when we talked last, else where they were seen last."""
    talks = [t for t in matter.books.conversations if t.way and actor in t.people]
    if talks:
        return (NotedText(matter.words("last_talk", day=matter.words.date(talks[0].day), who=talks[0].who)),)
    subjects = {s.id for s in matter.scope.subjects}
    if (seen := last_event(matter, actor)) and seen[1] not in subjects:
        facts = list(matter.scope.occasions(actor)[seen[1]].values())
        text = matter.words("last_event", event=matter.event(seen[1]), day=matter.words.date(seen[0]))
        return (noted(matter, text, facts[0]),)
    return ()


def initiatives(matter: Matter) -> list[Block]:
    """Return the initiatives of a place: whom one asks for, what they deal with, when there was contact last."""
    found = [a for a in matter.scope.focus if matter.network.nodes[a].kind == "initiative"]
    shown = found[: matter.at_most("initiatives", ROWS)]
    if not shown:
        return []
    if len(found) > 1:
        matter.heads["initiatives"] = matter.words("section_initiatives_there", where=where(matter))
    matter.message("initiatives", "message_initiatives", len(found), where=where(matter))
    rows: list[Row] = [[matter.name(a), _head(matter, a), _topics(matter, a), _last(matter, a)] for a in shown]
    table = matter.table("", ("initiative", "contact_person", "topics", "last_seen"), rows)
    return [table, *_chosen(matter, len(shown), len(found), place=True)]


def _houses(matter: Matter) -> list[Block]:
    """Return the other houses of a place, each with whom one asks for."""
    nodes = matter.network.nodes
    found = [a for a in matter.scope.focus if nodes[a].label == "Organisation" and nodes[a].kind != "initiative"]
    shown = found[: matter.at_most("participants", ROWS)]
    if not shown:
        return []
    some = any(nodes[a].kind == "initiative" for a in matter.scope.focus)
    matter.heads["participants"] = matter.words(
        "participants_besides" if some else "participants_active", where=where(matter)
    )
    matter.message("participants", "message_houses", len(found), where=where(matter))
    rows: list[Row] = [[matter.name(a), matter.says.type(nodes[a]), _head(matter, a)] for a in shown]
    table = matter.table("", ("house", "kind", "contact_person"), rows)
    return [table, *_chosen(matter, len(shown), len(found), place=True)]


def _head(matter: Matter, house: str) -> NotedText:
    """Return whom one asks for at a house: with whom we talked, who leads it, who is seen most; none is not known."""
    fact = head_of(matter, house)
    if fact is None:
        return _unknown(matter)
    name, role = matter.says.name_of(fact.start), matter.says.role(fact)
    return noted(matter, f"{name}, {role}" if role else name, fact)


def head_of(matter: Matter, house: str) -> Relation | None:
    """Return the fact that says who is to be asked for at a house; looked for once in a briefing."""
    known = cast(dict[str, Relation | None], matter.kept.setdefault("asked for", {}))
    if house not in known:
        known[house] = _asked_for(matter, house)
    return known[house]


def _asked_for(matter: Matter, house: str) -> Relation | None:
    talked = {person for talk in matter.books.conversations if talk.way for person in talk.people}
    facts = matter.scope.facts_to(house, *BELONGS, now=True)
    people = [r for r in facts if matter.network.nodes[r.start].label == "Person"]

    def order(fact: Relation) -> tuple[bool, int, bool, float, str]:
        high = rank(fact.role)
        return (
            fact.start not in talked,
            _LAST if high is None else high,
            not fact.role,
            -matter.scope.weight(fact.start),
            fact.id,
        )

    return min(people, key=order, default=None)


def _topics(matter: Matter, actor: str) -> Cell:
    facts = matter.scope.facts_from(actor, "DEALS_WITH")[:_TOPICS]
    if not facts:
        return ()
    return (noted(matter, ", ".join(matter.says.name_of(r.end) for r in facts), facts[0]),)
