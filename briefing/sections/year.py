"""The network report of a year: who is in contact with whom by kind and by region, what is new, what was closed."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import cast

from briefing.documents.document import Block, NotedText, Paragraph, Table
from briefing.documents.section_context import Matter, points
from briefing.documents.year_title import a_year_earlier
from graph.analysis.coverage import Coverage, reached
from graph.analysis.questions import Case
from graph.curation.introductions import Year, in_period
from graph.curation.standings import Standing
from graph.grammar import spelled
from graph.network import Network

MOST = 8  # kinds or regions of a matrix: more columns have no room on paper
CLOSED = 5
NAMED = 5  # introductions that led to more
_SPELLED = 12  # up to this a number is written in letters
Pairs = Mapping[tuple[str, str], int]


@dataclass(frozen=True, slots=True)
class YearContacts:
    """Pairs of organisations that have contact by the day, and those of them that had none a year before.

    `is_first` says that nothing is known of a year before.
    """

    pairs: frozenset[tuple[str, str]]
    new: frozenset[tuple[str, str]]
    is_first: bool = False


def contacts(matter: Matter) -> YearContacts:
    """Return the contacts between organisations by the day; worked out once for a briefing.

    For others none is new: an earlier one may stand in what they do not see.
    """
    known = matter.kept.get("year")
    if not isinstance(known, YearContacts):
        case = matter.scope.case
        now = _pairs(case)
        earlier = Case(case.network, a_year_earlier(case.as_of), snapshot=case.arrays)
        known = _contacts(now, _pairs(earlier)) if matter.is_inside else YearContacts(now, frozenset())
        matter.kept["year"] = known
    return known


def _contacts(now: frozenset[tuple[str, str]], before: frozenset[tuple[str, str]]) -> YearContacts:
    """Return what is new; nothing where no source reaches back a year, for then all would be."""
    return YearContacts(now, now - before if before else frozenset(), bool(now) and not before)


def _pairs(case: Case) -> frozenset[tuple[str, str]]:
    ids = case.organisations.ids
    return frozenset(tuple(sorted((ids[a], ids[b]))) for a, b, _ in case.organisations.edge_list())  # type: ignore[misc]


def kinds(matter: Matter) -> list[Block]:
    """Return how many organisations of two kinds have contact, and how many of these contacts are new."""
    return _matrix(matter, "kinds", _kinds_of(matter), lambda kind: kind_name(matter, kind))


def _kinds_of(matter: Matter) -> Callable[[str], tuple[str, ...]]:
    network = matter.network

    def of(node: str) -> tuple[str, ...]:
        kind = network.nodes[node].kind
        return (kind if kind and matter.words.has(f"group_{kind}") else "other",)

    return of


def most_new(matter: Matter) -> tuple[str, str, int] | None:
    """Return the two kinds between which most contacts are new, and how many; None where several have as many."""
    found = counted(contacts(matter).new, _kinds_of(matter))
    if not found or list(found.values()).count(max(found.values())) > 1:
        return None
    (one, other), n = max(found.items(), key=lambda it: it[1])
    return kind_name(matter, one), kind_name(matter, other), n


def reach(matter: Matter) -> list[Coverage]:
    """Return how far the sources of the twelve months reach; worked out once for a briefing."""
    if "reach" not in matter.kept:
        matter.kept["reach"] = reached(matter.scope.case, *_period(matter))
    return cast(list[Coverage], matter.kept["reach"])


def is_dated(matter: Matter) -> bool:
    """Return whether any contact is on record in the twelve months: without one nothing is known of what is new."""
    return any(found.observed for found in reach(matter))


def kind_name(matter: Matter, kind: str) -> str:
    """Return what organisations of a kind are called together."""
    return matter.words(f"group_{kind}" if matter.words.has(f"group_{kind}") else "group_other")


def regions(matter: Matter) -> list[Block]:
    """Return the same by the regions in which they are active; nothing where no region is known."""
    where = _regions(matter)
    if not any(where.get(one) and where.get(other) for one, other in contacts(matter).pairs):
        return []
    return _matrix(matter, "regions", lambda node: where.get(node, ()), matter.says.name_of)


def _regions(matter: Matter) -> dict[str, tuple[str, ...]]:
    found: dict[str, set[str]] = {}
    for fact in matter.network.relations:
        if fact.type == "ACTIVE_IN" and matter.scope.held(fact):
            found.setdefault(fact.start, set()).add(fact.end)
    return {node: tuple(sorted(some)) for node, some in found.items()}


def _matrix(
    matter: Matter, name: str, of: Callable[[str], tuple[str, ...]], named: Callable[[str], str]
) -> list[Block]:
    known = contacts(matter)
    all_of_them, new = counted(known.pairs, of), counted(known.new, of)
    full: Counter[str] = Counter()
    for (one, other), n in all_of_them.items():
        full[one] += n
        full[other] += n if one != other else 0
    order = sorted(full, key=lambda name: (-full[name], name))
    if not order:
        return [matter.paragraph("year_no_contacts")] if matter.is_inside else []
    shown = sorted(order[:MOST], key=order.index)
    rows = tuple(
        ((NotedText(named(one)),), *((NotedText(_cell(matter, all_of_them, new, one, other)),) for other in shown))
        for one in shown
    )
    table = Table("", ("", *map(named, shown)), rows, "grid")
    said = {
        "shown": spelled(len(shown), matter.request.language),
        "total": spelled(len(order), matter.request.language),
    }
    more = [matter.paragraph(f"year_more_{name}", **said)] if len(shown) < len(order) else []
    if name == "kinds":  # how to read it is said once
        return [matter.paragraph("year_read" if known.new else "year_read_plain"), table, *more]
    return [table, *more]


def counted(pairs: frozenset[tuple[str, str]], of: Callable[[str], tuple[str, ...]]) -> Pairs:
    """Return how many pairs there are of two kinds, each pair of kinds in alphabetical order.

    >>> counted(frozenset({("a", "b")}), {"a": ("x",), "b": ("w", "x")}.__getitem__)
    {('w', 'x'): 1, ('x', 'x'): 1}
    """
    found: Counter[tuple[str, str]] = Counter()
    for one, other in pairs:
        found.update({(min(a, b), max(a, b)) for a in of(one) for b in of(other)})
    return dict(sorted(found.items()))


def _cell(matter: Matter, all_of_them: Pairs, new: Pairs, one: str, other: str) -> str:
    place = (min(one, other), max(one, other))
    if not (n := all_of_them.get(place, 0)):
        return "–" if matter.is_inside else ""
    said = matter.words.number(n)
    return f"{said} (+{matter.words.number(new[place])})" if new.get(place) else said


def of_the_year(matter: Matter) -> Year:
    """Return what was done for introductions in the twelve months."""
    return in_period(matter.books.introductions, *_period(matter))


def introductions(matter: Matter) -> list[Block]:
    """Return what was done for introductions in the year, and what came of them, those by name that led to more."""
    found, words = of_the_year(matter), matter.words
    if found.is_empty:
        return []
    steps = [matter.counted(f"year_{key}", n) for key in ("asked", "made", "met") if (n := getattr(found, key))]
    came = [_came(matter, outcome, n) for outcome, n in sorted(found.by_outcome.items()) if n]
    matter.figures |= {"introductions_made": found.made, "introductions_led_on": found.led_on}
    total = found.made + found.met + found.asked + sum(found.by_outcome.values())
    if total == 1:
        matter.heads["introductions"] = words("section_introduction")
    if found.made:
        matter.message("introductions", "message_made", found.made)
    said = " ".join([*steps, *([words("year_came", came=matter.joined(came))] if came else [])])
    named = [points((NotedText(text),) for text in _led_on(matter))]
    return [Paragraph((NotedText(said),)), *(named if named[0].items else [])]


def _came(matter: Matter, outcome: str, n: int) -> str:
    """Return how often something came of introductions: "zweimal ein Austausch"."""
    times = matter.words("year_times" if n <= _SPELLED else "year_times_digits", n=spelled(n, matter.request.language))
    return matter.words(f"year_outcome_{outcome}_{'one' if n == 1 else 'many'}", times=times)


def _led_on(matter: Matter) -> list[str]:
    """Return the introductions of the year that led to more, each with what came of it."""
    since, until = (day.isoformat() for day in _period(matter))
    known = [i for i in matter.books.introductions if since < i.over_on <= until and i.outcome not in ("", "nothing")]
    some = [i for i in known if _seen(matter.network, i.ends)]
    latest = sorted(some, key=lambda i: (i.over_on, i.id), reverse=True)[: matter.at_most("introductions", NAMED)]
    nominative = [(matter.in_case(i.one, "nominative"), matter.in_case(i.other, "nominative"), i) for i in latest]
    return [
        _capital(matter.words(f"year_led_on_{i.outcome}", one=one, other=other, day=matter.words.date(i.over_on)))
        for one, other, i in nominative
    ]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def closed_standings(matter: Matter) -> list[Standing]:
    """Return the gaps that were closed in the year, the latest first."""
    since, until = (day.isoformat() for day in _period(matter))
    done = [s for s in matter.books.standings.by_finding.values() if s.state == "done" and since < s.at[:10] <= until]
    told = [s for s in done if s.title and _seen(matter.network, s.subjects)]
    return sorted(told, key=lambda s: (s.at, s.title), reverse=True)


def closed(matter: Matter) -> list[Block]:
    """Return up to five gaps that were closed in the year, with the day."""
    told = closed_standings(matter)
    matter.figures["gaps_closed"] = len(told)
    if not told:
        return []
    matter.message("closed", "message_closed", len(told))
    if len(told) == 1:
        matter.heads["closed"] = matter.words("section_closed_one")
    shown = told[: matter.at_most("closed", CLOSED)]
    more = [matter.paragraph("closed_more", n=len(told) - len(shown))] if len(shown) < len(told) else []
    return [points((NotedText(_closed(matter, one)),) for one in shown), *more]


def _closed(matter: Matter, one: Standing) -> str:
    day, two = matter.words.date(one.at[:10]), [matter.in_case(s, "nominative") for s in one.subjects]
    if one.question in ("missing_ties", "suggestions") and len(two) == len(("one", "other")):
        return _capital(matter.words("closed_tie", one=two[0], other=two[1], day=day))
    return matter.words("closed_other", day=day, title=one.title.rstrip(" ."))


def _period(matter: Matter) -> tuple[date, date]:
    """Return the day after which and the one up to which the report tells: the same twelve months everywhere in it."""
    return a_year_earlier(matter.request.as_of), matter.request.as_of


def _seen(network: Network, subjects: tuple[str, ...]) -> bool:
    return all(subject in network.nodes for subject in subjects)
