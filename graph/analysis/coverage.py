"""Coverage: for each region, kind and year, of how many of the known organisations the sources show any contact."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from graph.analysis.case import Case
from graph.model.schema import CONTACTS


@dataclass(frozen=True, slots=True)
class Coverage:
    """Of `known` organisations of a kind in a region, `observed` are seen in contact with anybody within a year."""

    region: str
    kind: str
    year: int
    known: int
    observed: int

    @property
    def share(self) -> float:
        """The share that is covered, 0 where nobody is known."""
        return self.observed / self.known if self.known else 0.0


def coverage(case: Case, years: Sequence[int]) -> list[Coverage]:
    """Return the figures of all regions (or that of the case), kinds and years in which an organisation is known."""
    s = case.arrays
    organisations = s.has_label("Organisation") & case.alive
    regions = np.array([case.place[case.region]]) if case.region else np.flatnonzero(s.has_label("Region"))
    where = case.regions[:, regions].tocsc()
    found = []
    for year in years:
        seen = _seen(case, date(year, 1, 1), date(year, 12, 31))
        for column, region in enumerate(regions.tolist()):
            there = where.indices[where.indptr[column] : where.indptr[column + 1]]
            there = there[organisations[there]]
            for kind in np.unique(s.kind[there]).tolist():
                of_kind = there[s.kind[there] == kind]
                found.append(Coverage(s.ids[region], s.kinds[kind], year, len(of_kind), int(seen[of_kind].sum())))
    return found


def reached(case: Case, since: date, until: date) -> list[Coverage]:
    """Return the figures of a span of days by kind alone, whatever the region; those of no region count too.

    `since` is the day before the first, as of two reports that follow one another; the year is that of the last.
    """
    s, seen = case.arrays, _seen(case, since + timedelta(days=1), until)
    there = np.flatnonzero(s.has_label("Organisation") & case.alive)
    found = []
    for kind in np.unique(s.kind[there]).tolist():
        of_kind = there[s.kind[there] == kind]
        found.append(Coverage("", s.kinds[kind], until.year, len(of_kind), int(seen[of_kind].sum())))
    return found


def _seen(case: Case, since: date, until: date) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
    """Return which nodes are seen in contact from one day to another."""
    s, spans = case.arrays, case.strengths.spans
    begin, end = since.toordinal(), until.toordinal()
    first = np.where(spans.first > 0, spans.first, spans.day)
    rows = s.is_type(*CONTACTS) & spans.counted & (spans.day >= begin) & (first <= end)
    found = np.zeros(len(s.ids), dtype=np.bool_)
    found[s.start[rows]] = True
    found[s.end[rows]] = True
    return found
