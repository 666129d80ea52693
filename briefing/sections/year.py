"""The network report of a year: who is in contact with whom by kind and by region, what is new, what was closed."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from briefing.documents.document import Block, NotedText, Table
from briefing.documents.section_context import Matter, points
from graph.analysis.questions import Case
from graph.curation.introductions import in_period
from graph.network import Network

MOST = 8  # kinds or regions of a matrix: more columns have no room on paper
CLOSED = 5
Pairs = Mapping[tuple[str, str], int]


@dataclass(frozen=True, slots=True)
class YearContacts:
    """Pairs of organisations that have contact by the day, and those of them that had none a year before."""

    pairs: frozenset[tuple[str, str]]
    new: frozenset[tuple[str, str]]


def year_before(day: date) -> date:
    """Return the same day a year before; of 29 February the day before it.

    >>> year_before(date(2024, 2, 29))
    datetime.date(2023, 2, 28)
    """
    return date(day.year - 1, day.month, 28 if (day.month, day.day) == (2, 29) else day.day)


def contacts(matter: Matter) -> YearContacts:
    """Return the contacts between organisations by the day; worked out once for a briefing."""
    known = matter.kept.get("year")
    if not isinstance(known, YearContacts):
        case = matter.scope.case
        now = _pairs(case)
        earlier = Case(case.network, year_before(case.as_of), snapshot=case.arrays)
        known = matter.kept["year"] = YearContacts(now, now - _pairs(earlier))
    return known


def _pairs(case: Case) -> frozenset[tuple[str, str]]:
    ids = case.organisations.ids
    return frozenset(tuple(sorted((ids[a], ids[b]))) for a, b, _ in case.organisations.edge_list())  # type: ignore[misc]


def kinds(matter: Matter) -> list[Block]:
    """Return how many organisations of two kinds have contact, and how many of these contacts are new."""
    network = matter.network

    def kinds_of(node: str) -> tuple[str, ...]:
        return (network.nodes[node].kind or "other",)

    return _matrix(matter, kinds_of, lambda kind: kind_name(matter, kind))


def kind_name(matter: Matter, kind: str) -> str:
    """Return what organisations of a kind are called together."""
    return matter.words(f"group_{kind}" if matter.words.has(f"group_{kind}") else "group_other")


def regions(matter: Matter) -> list[Block]:
    """Return the same by the regions in which they are active."""
    where = _regions(matter)
    return _matrix(matter, lambda node: where.get(node, ()), matter.says.name_of)


def _regions(matter: Matter) -> dict[str, tuple[str, ...]]:
    found: dict[str, set[str]] = {}
    for fact in matter.network.relations:
        if fact.type == "ACTIVE_IN" and matter.scope.held(fact):
            found.setdefault(fact.start, set()).add(fact.end)
    return {node: tuple(sorted(some)) for node, some in found.items()}


def _matrix(matter: Matter, of: Callable[[str], tuple[str, ...]], named: Callable[[str], str]) -> list[Block]:
    known = contacts(matter)
    all_of_them, new = counted(known.pairs, of), counted(known.new, of)
    full: Counter[str] = Counter()
    for (one, other), n in all_of_them.items():
        full[one] += n
        full[other] += n if one != other else 0
    order = sorted(full, key=lambda name: (-full[name], name))
    if not order:
        return [matter.paragraph("year_no_contacts")]
    shown = sorted(order[:MOST], key=order.index)
    rows = tuple(
        ((NotedText(named(one)),), *((NotedText(_cell(all_of_them, new, one, other)),) for other in shown))
        for one in shown
    )
    table = Table("", ("", *map(named, shown)), rows, "grid")
    return [matter.paragraph("year_read"), table, *matter.more(len(shown), len(order))]


def counted(pairs: frozenset[tuple[str, str]], of: Callable[[str], tuple[str, ...]]) -> Pairs:
    """Return how many pairs there are of two kinds, each pair of kinds in alphabetical order.

    >>> counted(frozenset({("a", "b")}), {"a": ("x",), "b": ("w", "x")}.__getitem__)
    {('w', 'x'): 1, ('x', 'x'): 1}
    """
    found: Counter[tuple[str, str]] = Counter()
    for one, other in pairs:
        found.update({(min(a, b), max(a, b)) for a in of(one) for b in of(other)})
    return dict(sorted(found.items()))


def _cell(all_of_them: Pairs, new: Pairs, one: str, other: str) -> str:
    place = (min(one, other), max(one, other))
    if not (n := all_of_them.get(place, 0)):
        return "–"
    return f"{n} (+{new[place]})" if new.get(place) else str(n)


def introductions(matter: Matter) -> list[Block]:
    """Return what was done for introductions in the year, and what came of them."""
    found = in_period(matter.books.introductions, *_period(matter))
    if found.is_empty:
        return []
    words = matter.words
    said = [words(f"year_{key}", n=n) for key in ("asked", "made", "met") if (n := getattr(found, key))]
    said += [words(f"year_outcome_{o}", n=n) for o, n in sorted(found.by_outcome.items()) if n]
    matter.figures |= {"introductions_made": found.made, "introductions_led_on": found.led_on}
    return [points((NotedText(text),) for text in said)]


def closed(matter: Matter) -> list[Block]:
    """Return up to five gaps that were closed in the year."""
    since, until = (day.isoformat() for day in _period(matter))
    standings = matter.books.standings.by_finding.values()
    done = [s for s in standings if s.state == "done" and since < s.at[:10] <= until]
    told = [
        s.title for s in sorted(done, key=lambda s: s.at, reverse=True) if s.title and _seen(matter.network, s.subjects)
    ]
    matter.figures["gaps_closed"] = len(told)
    if not told:
        return []
    matter.message("closed", "message_closed", len(told))
    return [points((NotedText(text),) for text in told[: matter.at_most("closed", CLOSED)])]


def _period(matter: Matter) -> tuple[date, date]:
    """Return the day after which and the one up to which the report tells: the same twelve months everywhere in it."""
    return year_before(matter.request.as_of), matter.request.as_of


def _seen(network: Network, subjects: tuple[str, ...]) -> bool:
    return all(subject in network.nodes for subject in subjects)
