"""Suggestions measured on the loaded network: what was known by a day suggests, what came later tells."""

from dataclasses import replace
from datetime import date

import numpy as np
from scipy.sparse import csr_array, diags_array

from graph.analysis.case import Case
from graph.analysis.suggestions.acquaintance import Acquaintance
from graph.analysis.suggestions.evaluate import FIRST, Evaluation, HeldBackMeetings, compare
from graph.analysis.suggestions.meetings import Meetings, contacts
from graph.analysis.suggestions.settings import Scoring

_NEVER_FADES = 1e9


def evaluate_network(case: Case, until: date, *, people: bool = False, first: tuple[int, ...] = FIRST) -> Evaluation:
    """Return how many of the first pairs suggested on a day had a contact later, by the day of the case.

    A pair is known, and comes true, from the strength of a contact on, without fading. Topics and all else are those
    known by the day.
    """
    before, after = (
        Acquaintance(replace(case, as_of=day, snapshot=case.arrays), people) for day in (until, case.as_of)
    )
    least = case.thresholds.contact
    known, now = (_enough(a.meetings, least, a.scoring, a.case.as_of) for a in (before, after))
    present = before.meetings.present()
    here = diags_array(present.astype(np.float64))
    later = csr_array(here @ csr_array(now - now.multiply(known)) @ here)
    later.eliminate_zeros()
    found = compare(HeldBackMeetings(until, int(present.sum()), known, later), before.best(max(first)), first)
    return replace(found, every_pair=before.fusion.every_pair)


def _enough(meetings: Meetings, least: float, scoring: Scoring, day: date) -> csr_array:
    """Return who has shared enough for a contact at any time up to a day, as ones."""
    whole = contacts(meetings, day, scoring.model_copy(update={"half_life": _NEVER_FADES}))
    whole.data = (whole.data >= least).astype(np.float64)
    whole.eliminate_zeros()
    return whole
