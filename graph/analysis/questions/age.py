"""Old ties: whose last reason that is known is years ago."""

import numpy as np

from graph.analysis.case import Case
from graph.analysis.snapshot import Mask


def old_people(case: Case) -> Mask:
    """Return which of the ties between people are old."""
    return np.asarray(case.strengths.people_summed.day < _limit(case), dtype=np.bool_)


def old_houses(case: Case) -> Mask:
    """Return which of the ties between organisations are old."""
    ties, n = case.strengths.houses_summed, len(case.arrays.ids)
    late = case.strengths.houses.later(int(np.ceil(_limit(case)))).tocoo()
    keys = late.row.astype(np.int64) * n + late.col
    found = np.ones(len(ties), dtype=np.bool_)
    own = ties.a.astype(np.int64) * n + ties.b  # in order, as the ties are
    at = np.searchsorted(own, keys)
    inside = at < len(own)
    found[at[inside][own[at[inside]] == keys[inside]]] = False
    return found


def _limit(case: Case) -> float:
    return case.as_of.toordinal() - case.thresholds.stale_years * 365.25
