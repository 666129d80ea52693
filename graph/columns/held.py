"""Which facts held at some time in a period, all at once: by their own days, those of their event, of their sources."""

from collections.abc import Callable

import numpy as np

from graph.columns.columns import Mask
from graph.columns.overall import Overall
from graph.columns.texts import Longs, Rows
from graph.model.dates import first_day, last_day

_NO_DAY = 0


def held(overall: Overall, start: str, end: str) -> Mask:
    """Return which facts can have held between two days, "" for none; one without any date passes."""
    passes = np.ones(len(overall.start), dtype=np.bool_)
    if not start and not end:
        return passes
    begin, until = _days(overall)
    if end:
        passes &= (begin == _NO_DAY) | (begin <= last_day(end).toordinal())
    if start:
        passes &= (until == _NO_DAY) | (until >= first_day(start).toordinal())
    return passes


def _days(overall: Overall) -> tuple[Longs, Longs]:
    """Return the first and the last day of each fact, as `Network.dates` has them: 0 where none is known."""
    begin, until = _by_sources(overall)
    of_events = _by_event(overall)
    at_event = of_events[0][overall.end] != _NO_DAY
    own = [overall.fact_words(name) for name in ("begin", "until")]
    dated = (_each(overall, own[0], _first) != _NO_DAY) | (_each(overall, own[1], _last) != _NO_DAY)
    found = []
    for by_source, by_event, said, day in zip((begin, until), of_events, own, (_first, _last), strict=True):
        found.append(np.where(dated, _each(overall, said, day), np.where(at_event, by_event[overall.end], by_source)))
    return found[0], found[1]


def _first(text: str) -> int:
    return first_day(text).toordinal() if text else _NO_DAY


def _last(text: str) -> int:
    return last_day(text).toordinal() if text else _NO_DAY


def _each(overall: Overall, codes: Rows, day: Callable[[str], int]) -> Longs:
    """Return a day for each of the words that some codes stand for; each word is read once."""
    used, place = np.unique(codes, return_inverse=True)
    days = np.array([day(overall.word(code)) for code in used.tolist()], dtype=np.int64)
    return days[place] if len(days) else np.zeros(0, dtype=np.int64)


def _by_event(overall: Overall) -> tuple[Longs, Longs]:
    """Return the days of each node that is an event."""
    network, is_event = overall.network, overall.labelled(("Event",))
    begin, until = (np.zeros(len(is_event), dtype=np.int64) for _ in range(2))
    for i in np.flatnonzero(is_event).tolist():
        (node,) = overall.nodes([i])
        if day := network.event_date(node.id):
            begin[i], until[i] = _first(day), _last(str(node.fields.get("end") or day))
    return begin, until


def _by_sources(overall: Overall) -> tuple[Longs, Longs]:
    """Return for each fact the days from the first to the last of its sources."""
    facts, sources = overall.said
    count = len(overall.start)
    texts = {code: overall.source_date(code) for code in np.unique(sources).tolist()}
    ranked = sorted({text for text in texts.values() if text})
    rank = np.full(max(texts, default=0) + 1, -1, dtype=np.int64)
    place = {text: i for i, text in enumerate(ranked)}
    for code, text in texts.items():
        rank[code] = place.get(text, -1)
    ranks = rank[sources]
    facts, ranks = facts[ranks >= 0], ranks[ranks >= 0]
    low, high = np.full(count, len(ranked)), np.full(count, len(ranked))
    np.minimum.at(low, facts, ranks)
    seen = low < len(ranked)
    high[seen] = -1
    np.maximum.at(high, facts, ranks)
    first = np.array([*map(_first, ranked), _NO_DAY], dtype=np.int64)
    last = np.array([*map(_last, ranked), _NO_DAY], dtype=np.int64)
    return first[low], last[high]
