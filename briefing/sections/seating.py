"""A meeting: who is there, an order round the table, and who should talk to whom."""

from itertools import combinations, zip_longest
from typing import cast

from briefing.documents.document import Block, NotedText, Paragraph
from briefing.documents.section_context import Cell, Matter, points
from briefing.sections.connection import function_of
from briefing.sections.lead_of_kinds import where

PLACES, PAIRS, ROWS = 16, 5, 60
LOOKED_AT = 200  # of a round, for pairs to tell of; all of it is counted
_SIDE_BY_SIDE = 7  # so many in one column; more stand in two


def participants(matter: Matter) -> list[Block]:
    """Return a row for everybody who is there: name, function, known to whom of us or of the others."""
    place = matter.kind in ("region", "topic", "visit")
    actors = list(matter.scope.focus if place else matter.scope.round)
    rows = [_row(matter, actor) for actor in actors[: matter.at_most("participants", ROWS)]]
    if not rows:
        return []
    more = matter.more(len(rows), len(actors))
    if place and len(matter.scope.subjects) == 1:
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
    people = list(matter.scope.round)
    if len(people) < 2:
        return []
    known = _acquaintances(matter, people)
    unknown = len(people) * (len(people) - 1) // 2 - len(known)
    matter.figures["strangers"] = unknown
    if not unknown:
        return [matter.paragraph("seating_none")]
    matter.message("seating", "message_seating", unknown)
    pairs = strangers(matter, people[:LOOKED_AT], known)
    told = [(_told(matter, *pair),) for pair in pairs[: matter.at_most("seating", PAIRS)]]
    return [*([points(told)] if told else []), _order(matter, people, pairs)]


def _order(matter: Matter, people: list[str], pairs: list[tuple[str, str]]) -> Paragraph:
    """Return an order round the table; where not all have a place there, those sit who should talk, then the first."""
    first = dict.fromkeys([*(person for pair in pairs[:PAIRS] for person in pair), *people])
    seats = set(list(first)[:PLACES])
    some = [pair for pair in pairs if seats.issuperset(pair)]
    names = matter.joined([matter.says.name_of(p) for p in seated([p for p in people if p in seats], some)])
    if len(people) <= PLACES:
        return matter.paragraph("seating_order", names=names)
    return matter.paragraph("seating_order_some", names=names, n=matter.words.number(PLACES))


def _acquaintances(matter: Matter, people: list[str]) -> frozenset[tuple[str, str]]:
    """Return the pairs of a round that know each other; worked out once for a briefing."""
    if "acquaintances" not in matter.kept:
        some = set(people)
        known = ((a, b) for a in people for b, s in matter.scope.ties_of(a).items() if s > 0 and b in some and b != a)
        matter.kept["acquaintances"] = frozenset((min(pair), max(pair)) for pair in known)
    return cast(frozenset[tuple[str, str]], matter.kept["acquaintances"])


def strangers(matter: Matter, people: list[str], known: frozenset[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the pairs that do not know each other, those with most topics in common first."""
    found = [(a, b) for a, b in combinations(people, 2) if (min(a, b), max(a, b)) not in known]
    topics = {who: set(_topics(matter, who)) for who in people}
    return sorted(found, key=lambda pair: (-len(topics[pair[0]] & topics[pair[1]]), pair))


def _topics(matter: Matter, who: str) -> list[str]:
    return [r.end for r in matter.scope.facts(who, "DEALS_WITH") if r.start == who]


def _common(matter: Matter, one: str, other: str) -> list[str]:
    both = [set(_topics(matter, who)) for who in (one, other)]
    return sorted(both[0] & both[1], key=lambda topic: matter.network.nodes[topic].name)


def _told(matter: Matter, one: str, other: str) -> NotedText:
    topics, place = _common(matter, one, other)[:2], f"seating.{min(one, other)}.{max(one, other)}"
    names = {"one": matter.says.name_of(one), "other": matter.says.name_of(other)}
    if not topics:
        return matter.sentence(place, matter.words("seating_meet_plain", **names), about=(one, other))
    facts = [r for who in (one, other) for r in matter.scope.facts(who, "DEALS_WITH") if r.end in topics]
    text = matter.words("seating_meet", **names, topics=matter.names(topics))
    return matter.sentence(place, text, *facts, about=(one, other))


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
