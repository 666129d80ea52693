"""When a fact held, seen from a day: dates are often missing, or only a year."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from graph.model.dates import PartialDate, first_day, last_day
from graph.network import Network, Relation


@dataclass(frozen=True, slots=True)
class Span:
    """The longest time a fact can have held, and the last day it is known to have held.

    `first` and `last` are `date.min` and `date.max` where nothing says otherwise. `day` is the last day known, never
    after the day asked for, and `text` the same as the source writes it; None and "" where there is no date at all.
    """

    first: date = date.min
    last: date = date.max
    day: date | None = None
    text: PartialDate = ""

    def meets(self, other: "Span") -> bool:
        """Return whether both can have held on the same day; where dates are coarse or missing, they can."""
        return self.first <= other.last and other.first <= self.last


def span(network: Network, relation: Relation, as_of: date) -> Span | None:
    """Return when a fact held, seen from a day; None where it began only later.

    What has a start and no end goes on, except at an event: it is last known as of the day itself. What is only seen
    in sources is last known where the latest source up to the day says so, and can have held at any time.
    """
    begin, end = relation.valid_from, relation.valid_to
    at_event = network.nodes[relation.end].label == "Event"
    if at_event and not begin and not end and network.event_date(relation.end):
        begin, end = network.dates(relation)
    if not begin and not end:
        return _seen(network, relation, as_of)
    if begin and first_day(begin) > as_of:
        return None
    if at_event:  # an occasion: who took part met the others, whichever of its days each is listed for
        return Span(day=min(last_day(end or begin), as_of), text=end or begin)
    first = first_day(begin) if begin else date.min
    last = last_day(end) if end else date.max
    ended = last < as_of
    return Span(first, last, min(last, as_of), end if ended else as_of.isoformat())


@dataclass(frozen=True, slots=True)
class Period:
    """From when to when something held, in the precision of the sources; "" where they do not say.

    `how` tells what the dates are: stated for the fact itself, the days of an occasion, or merely those of the first
    and the last source that saw it. No day asked for ever gets in here.
    """

    first: PartialDate = ""
    last: PartialDate = ""
    how: Literal["stated", "occasion", "seen"] = "stated"


def period(network: Network, relation: Relation, as_of: date | None = None) -> Period:
    """Return when a fact held: as stated, else as its occasion, else as sources up to the day (None: all) saw it."""
    if relation.valid_from or relation.valid_to:
        return Period(relation.valid_from, relation.valid_to)
    if found := occasion(network, relation.end):
        return found
    sources = map(network.source, relation.evidence)
    dates = {str(source.fields["date"]) for source in sources if source and source.fields.get("date")}
    seen = sorted(text for text in dates if as_of is None or first_day(text) <= as_of)
    return Period(seen[0], seen[-1], "seen") if seen else Period()


def occasion(network: Network, node: str) -> Period | None:
    """Return when an event was, None where its day is not known or the node is none."""
    if network.nodes[node].label != "Event" or not (start := network.event_date(node)):
        return None
    return Period(start, str(network.nodes[node].fields.get("end") or start), "occasion")


def together(periods: Sequence[Period]) -> Period:
    """Return when facts are known to have held all at once.

    They ended with the first that ended; what is only seen in sources is known up to the earliest of the last of them.
    They began with the last of them, which is known only where each has a beginning.

    >>> together([Period("2015", ""), Period("2018-02", "2020")])
    Period(first='2018-02', last='2020', how='stated')
    >>> together([Period("2015", ""), Period("", "2020"), Period("2019", "2019", "seen")])
    Period(first='', last='2019', how='seen')
    """
    ends = [p for p in periods if p.last]
    end = min(ends, key=lambda p: (last_day(p.last), p.how != "stated"), default=Period())
    if end.how == "seen":
        return Period("", end.last, "seen")
    begun = [p.first for p in periods if p.how != "seen" and p.first]
    first = max(begun, key=first_day) if len(begun) == len(periods) else ""
    return Period(first, end.last, end.how)


def _seen(network: Network, relation: Relation, as_of: date) -> Span | None:
    sources = map(network.source, relation.evidence)
    dates = {str(source.fields["date"]) for source in sources if source and source.fields.get("date")}
    if not dates:
        return Span()
    latest = max(((last_day(text), text) for text in dates if first_day(text) <= as_of), default=None)
    return Span(day=min(latest[0], as_of), text=latest[1]) if latest else None
