"""A meeting: who is there, an order round the table, and who should talk to whom."""

from itertools import combinations, zip_longest

from briefing.documents.document import Block, NotedText
from briefing.documents.section_context import Cell, Matter, points
from briefing.sections.connection import function_of
from briefing.sections.lead_of_kinds import where

PLACES, PAIRS, ROWS = 16, 5, 60
_SIDE_BY_SIDE = 7  # so many in one column; more stand in two


def participants(matter: Matter) -> list[Block]:
    """Return a row for everybody who is there: name, function, known to whom of us or of the others."""
    place = matter.kind in ("region", "topic", "visit")
    actors = list(matter.scope.focus if place else matter.scope.round)
    rows = [_row(matter, actor) for actor in actors[: matter.at_most("participants", ROWS)]]
    if not rows:
        return []
    more = matter.more(len(rows), len(actors))
    if place:
        matter.message("participants", "message_active", len(actors), where=where(matter))
    else:
        matter.message("participants", "message_participants", len(actors))
    if len(rows) <= _SIDE_BY_SIDE:
        return [matter.table("", ("name", "function"), rows), *more]
    half = (len(rows) + 1) // 2
    empty: list[Cell | NotedText | str] = ["", ""]
    both = [[*left, *right] for left, right in zip_longest(rows[:half], rows[half:], fillvalue=empty)]
    return [matter.table("", ("name", "function", "name", "function"), both), *more]


def _row(matter: Matter, actor: str) -> list[Cell | NotedText | str]:
    if matter.network.nodes[actor].label != "Person":
        return [matter.name(actor), matter.says.type(matter.network.nodes[actor])]
    function, fact = function_of(matter, actor)
    return [matter.name(actor), matter.said(function, fact) if fact else ""]


def build(matter: Matter) -> list[Block]:
    """Return who should talk to whom, and an order round the table in which they sit side by side."""
    people = list(matter.scope.round)[:PLACES]
    if len(people) < 2:
        return []
    pairs = strangers(matter, people)
    matter.figures["strangers"] = len(pairs)
    if not pairs:
        return [matter.paragraph("seating_none")]
    matter.message("seating", "message_seating", len(pairs))
    told = [(_told(matter, n, *pair),) for n, pair in enumerate(pairs[: matter.at_most("seating", PAIRS)])]
    order = [matter.says.name_of(person) for person in seated(people, pairs)]
    return [points(told), matter.paragraph("seating_order", names=matter.joined(order))]


def strangers(matter: Matter, people: list[str]) -> list[tuple[str, str]]:
    """Return the pairs that do not know each other, those with most topics in common first."""
    found = [(a, b) for a, b in combinations(people, 2) if matter.scope.strength(a, b) <= 0]
    return sorted(found, key=lambda pair: (-len(_common(matter, *pair)), pair))


def _common(matter: Matter, one: str, other: str) -> list[str]:
    both = [{r.end for r in matter.scope.facts(who, "DEALS_WITH") if r.start == who} for who in (one, other)]
    return sorted(both[0] & both[1], key=lambda topic: matter.network.nodes[topic].name)


def _told(matter: Matter, place: int, one: str, other: str) -> NotedText:
    topics = _common(matter, one, other)[:2]
    names = {"one": matter.says.name_of(one), "other": matter.says.name_of(other)}
    if not topics:
        return matter.sentence(f"seating.{place}", matter.words("seating_meet_plain", **names))
    facts = [r for who in (one, other) for r in matter.scope.facts(who, "DEALS_WITH") if r.end in topics]
    text = matter.words("seating_meet", **names, topics=matter.names(topics))
    return matter.sentence(f"seating.{place}", text, *facts)


def seated(people: list[str], pairs: list[tuple[str, str]]) -> list[str]:
    """Return an order round a table: pairs that should talk sit side by side, as many as go, the first pairs first.

    >>> seated(["a", "b", "c", "d"], [("a", "c"), ("b", "d"), ("c", "d")])
    ['a', 'c', 'd', 'b']
    """
    beside: dict[str, list[str]] = {person: [] for person in people}
    chain = {person: person for person in people}
    for one, other in pairs:
        if len(beside[one]) < 2 and len(beside[other]) < 2 and _end(chain, one) != _end(chain, other):
            beside[one].append(other)
            beside[other].append(one)
            chain[_end(chain, one)] = _end(chain, other)
    order: list[str] = []
    for start in sorted(people, key=lambda p: (len(beside[p]) > 1, people.index(p))):
        at: str | None = start if start not in order else None
        while at is not None:
            order.append(at)
            at = next((n for n in beside[at] if n not in order), None)
    return order


def _end(chain: dict[str, str], person: str) -> str:
    while chain[person] != person:
        person = chain[person]
    return person
