"""When a fact held, as far as its dates tell, seen from a day."""

from dataclasses import dataclass
from datetime import date

from graph.model.dates import PartialDate, first_day, last_day
from graph.network import Network, Relation


@dataclass(frozen=True, slots=True)
class Span:
    """The longest time a fact can have held, and when it is last known to have held.

    `first` and `last` are `date.min` and `date.max` where nothing says otherwise. `day` is the last day known, never
    after the day asked for, and `text` the same as the source writes it; None and "" where there is no date at all.
    """

    first: date = date.min
    last: date = date.max
    day: date | None = None
    text: PartialDate = ""

    def meets(self, other: "Span") -> bool:
        """Return whether both can have held on one day; dates too coarse or unknown leave it possible."""
        return self.first <= other.last and other.first <= self.last


def span(network: Network, relation: Relation, as_of: date) -> Span | None:
    """Return when a fact held as of a day, or None where it begins only afterwards.

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


def _seen(network: Network, relation: Relation, as_of: date) -> Span | None:
    sources = map(network.source, relation.evidence)
    dates = {str(source.fields["date"]) for source in sources if source and source.fields.get("date")}
    if not dates:
        return Span()
    latest = max(((last_day(text), text) for text in dates if first_day(text) <= as_of), default=None)
    return Span(day=min(latest[0], as_of), text=latest[1]) if latest else None
