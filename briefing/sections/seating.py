"""A meeting: who should talk to whom and why, and an order round the table in which they sit side by side."""

from itertools import combinations
from typing import cast

from briefing.documents.document import Block, NotedText, Paragraph
from briefing.documents.section_context import Matter, points
from briefing.sections.connection import function_of
from briefing.sections.participants import post_said
from briefing.wording.articles import in_region
from graph.model.schema import BELONGS
from graph.network import Relation
from graph.reference import is_country

PLACES, PAIRS = 16, 5
LOOKED_AT = 200  # of a round, for pairs to tell of; all of it is counted
_TWICE = 2  # so often one person is told of
_COMMON = 2  # topics and regions that are named
_STATED = ("COOPERATES_WITH", "FUNDS", "PART_OF", "SUCCEEDS", "MEMBER_OF")
Pair = tuple[str, str]


def build(matter: Matter) -> list[Block]:
    """Return who should talk to whom, and an order round the table in which they sit side by side.

    For others nothing: of two without contact in the part they see another source may tell.
    """
    people = list(matter.scope.round)
    if len(people) < 2 or not matter.is_inside:
        return []
    matter.figures["strangers"] = unknown(matter)
    if not unknown(matter):
        return [matter.paragraph("seating_none")]
    told = suggested(matter)[: matter.at_most("seating", PAIRS)]
    apart = strangers(matter, people[:LOOKED_AT])
    pairs = [*told, *apart]
    if not told:
        matter.message("seating", "message_strangers", unknown(matter))
        some = _some(apart)
        return [*_apart(matter, some), _order(matter, people, [*some, *apart])]
    matter.message("seating", "message_talk", len(told))
    said = points((_told(matter, *pair),) for pair in told)
    return [matter.paragraph("seating_common", n=len(told)), said, _order(matter, people, pairs)]


def _some(pairs: list[Pair]) -> list[Pair]:
    """Return some of the pairs, nobody twice."""
    some: list[Pair] = []
    for pair in pairs:
        if len(some) < PAIRS and not any(who in one for who in pair for one in some):
            some.append(pair)
    return some


def _apart(matter: Matter, some: list[Pair]) -> list[Block]:
    """Return pairs that have no contact, where nothing in common can be said of any."""
    if not some:
        return []
    said = [
        matter.words("seating_apart_one", one=matter.says.name_of(one), other=matter.says.name_of(other))
        for one, other in some
    ]
    texts = [NotedText(matter.words("seating_apart", pairs="; ".join(said)), about=tuple(sorted({*sum(some, ())})))]
    return [Paragraph((*texts, NotedText(f" {matter.words('seating_nothing_common')}")))]


def unknown(matter: Matter) -> int:
    """Return how many pairs of the round have no contact on record."""
    people = matter.scope.round
    return len(people) * (len(people) - 1) // 2 - len(acquaintances(matter))


def suggested(matter: Matter) -> list[Pair]:
    """Return the pairs that have something in common and no contact on record, nobody more than twice."""
    times: dict[str, int] = {}
    found = []
    for pair in strangers(matter, list(matter.scope.round)[:LOOKED_AT]):
        if not _in_common(matter, *pair):
            break
        if all(times.get(who, 0) < _TWICE for who in pair):
            found.append(pair)
            times |= {who: times.get(who, 0) + 1 for who in pair}
        if len(found) == PAIRS:
            break
    return found


def _order(matter: Matter, people: list[str], pairs: list[Pair]) -> Paragraph:
    """Return an order round the table; where not all have a place there, those sit who should talk, then the first."""
    first = dict.fromkeys([*(person for pair in pairs[:PAIRS] for person in pair), *people])
    seats = set(list(first)[:PLACES])
    some = [pair for pair in pairs if seats.issuperset(pair)]
    names = matter.joined([matter.says.name_of(p) for p in seated([p for p in people if p in seats], some)])
    if len(people) <= PLACES:
        return matter.paragraph("seating_order", names=names)
    return matter.paragraph("seating_order_some", names=names, n=matter.words.number(PLACES))


def acquaintances(matter: Matter) -> frozenset[Pair]:
    """Return the pairs of the round with contact on record; worked out once for a briefing."""
    if "acquaintances" not in matter.kept:
        some = set(matter.scope.round)
        known = ((a, b) for a in some for b, s in matter.scope.ties_of(a).items() if s > 0 and b in some and b != a)
        matter.kept["acquaintances"] = frozenset((min(pair), max(pair)) for pair in known)
    return cast(frozenset[Pair], matter.kept["acquaintances"])


def bonds(matter: Matter) -> frozenset[Pair]:
    """Return the pairs of the round who know each other, or have a house, body or initiative in common now.

    Who was on the same list of an event is not known by that.
    """
    if "bonds" not in matter.kept:
        round_ = set(matter.scope.round)
        at: dict[str, list[str]] = {}
        for who in sorted(round_):
            for house in _at_now(matter, who) | {who}:
                at.setdefault(house, []).append(who)
        found = {pair for some in at.values() for pair in combinations(some, 2)}
        known = (r for who in round_ for r in matter.scope.facts(who, "KNOWS", *_STATED) if {r.start, r.end} <= round_)
        found |= {(min(r.start, r.end), max(r.start, r.end)) for r in known}
        matter.kept["bonds"] = frozenset(found)
    return cast(frozenset[Pair], matter.kept["bonds"])


def strangers(matter: Matter, people: list[str]) -> list[Pair]:
    """Return the pairs without contact, of their own or of their houses, those with most in common first."""
    known = acquaintances(matter)
    houses = {who: _at_now(matter, who) for who in people}
    near = {house: _partners(matter, house) for some in houses.values() for house in some}
    found = [
        (a, b)
        for a, b in combinations(people, 2)
        if (min(a, b), max(a, b)) not in known
        and not houses[a] & houses[b]
        and not any(houses[b] & near[house] for house in houses[a])
    ]
    return sorted(found, key=lambda pair: (*_weight(matter, *pair), pair))


def _weight(matter: Matter, one: str, other: str) -> tuple[int, int]:
    labels = [matter.network.nodes[r.end].label for r in _in_common(matter, one, other)]
    return -labels.count("Topic"), -labels.count("Region")


def _at_now(matter: Matter, who: str) -> frozenset[str]:
    """Return where somebody is now, and an organisation itself."""
    facts = matter.scope.facts_from(who, *BELONGS, now=True)
    return frozenset({r.end for r in facts} | ({who} if matter.network.nodes[who].label != "Person" else set()))


def _partners(matter: Matter, house: str) -> frozenset[str]:
    """Return the houses to which sources state a tie, whenever they saw it."""
    return frozenset(r.other(house) for r in matter.network.around(house) if r.type in _STATED)


def grounds(matter: Matter, who: str) -> dict[str, Relation]:
    """Return the topics and regions of somebody and of where they are now, each with the fact that says so."""
    kept = cast(dict[str, dict[str, Relation]], matter.kept.setdefault("grounds", {}))
    if who not in kept:
        found: dict[str, Relation] = {}
        for actor in (who, *sorted(_at_now(matter, who) - {who})):
            for fact in matter.scope.facts(actor, "DEALS_WITH", "ACTIVE_IN"):
                if fact.start == actor and not is_country(matter.network.nodes[fact.end].name):
                    found.setdefault(fact.end, fact)
        kept[who] = found
    return kept[who]


def _in_common(matter: Matter, one: str, other: str) -> list[Relation]:
    """Return the facts of the one about what both have in common."""
    mine, theirs = grounds(matter, one), grounds(matter, other)
    return [mine[end] for end in sorted(mine.keys() & theirs.keys(), key=lambda e: (matter.network.nodes[e].name, e))]


def who_is(matter: Matter, actor: str) -> str:
    """Return a name with function and house behind it."""
    name, (_, fact) = matter.says.name_of(actor), function_of(matter, actor)
    return f"{name} ({post_said(matter, fact)})" if fact is not None else name


def because(matter: Matter, one: str, other: str) -> tuple[str, list[Relation]]:
    """Return in a sentence what two have in common, and the facts that say so."""
    common = _in_common(matter, one, other)
    nodes = matter.network.nodes
    topics = [r for r in common if nodes[r.end].label == "Topic"][:_COMMON]
    regions = [r for r in common if nodes[r.end].label == "Region"][:_COMMON]
    values = {
        "one": who_is(matter, one),
        "other": who_is(matter, other),
        "topics": matter.names([r.end for r in topics]),
        "regions": matter.joined([in_region(matter.says.name_of(r.end), matter.request.language) for r in regions]),
    }
    key = "both" if topics and regions else "topics" if topics else "regions"
    theirs = grounds(matter, other)
    return matter.words(f"seating_{key}", **values), [*topics, *regions, *(theirs[r.end] for r in (*topics, *regions))]


def _told(matter: Matter, one: str, other: str) -> NotedText:
    text, facts = because(matter, one, other)
    return matter.sentence(f"seating.{min(one, other)}.{max(one, other)}", text, *facts, about=(one, other))


def seated(people: list[str], pairs: list[Pair]) -> list[str]:
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
