from datetime import date

import numpy as np

from graph.analysis.suggestions.evaluate import OURS, evaluate
from graph.analysis.suggestions.meetings import Meetings
from graph.analysis.suggestions.settings import load_scoring

PAST, CUT, LATER = date(2020, 5, 1), date(2020, 12, 31), date(2021, 5, 1)


def events(past: str, later: str) -> Meetings:
    """Turn "ab bc" into an event of a and b, and one of b and c."""
    return Meetings.of([(PAST, there) for there in past.split()] + [(LATER, there) for there in later.split()])


def test_what_came_true_is_counted() -> None:
    """Of a chain a-b-c-d the pairs ac, bd and ad are candidates; later b meets d, and x comes anew."""
    found = evaluate(events("ab bc cd", "bd ab ax"), CUT, first=(3, 10))
    assert (found.actors, found.candidates, found.new, found.reachable) == (4, 3, 1, 1)
    assert found.hits[OURS] == (1, 1)
    assert found.hits["preferential_attachment"] == (1, 1)
    assert found.share(OURS, 0) == 1 / 3


def test_what_can_not_be_reached_is_counted_as_new_alone() -> None:
    found = evaluate(events("ab cd", "bc"), CUT)
    assert (found.candidates, found.new, found.reachable) == (0, 1, 0)
    assert set(found.hits[OURS]) == {0}


def test_across_looks_at_pairs_of_two_kinds() -> None:
    """a and b are allowed; of the candidates ac, bd, ad and those later, ab-cd pairs stay."""
    meetings = events("ab bc cd", "bd ad")
    allowed = np.array([a in "ab" for a in meetings.actors])
    found = evaluate(meetings, CUT, allowed=allowed)
    assert (found.candidates, found.new, found.reachable) == (3, 2, 2)
    allowed = np.array([a == "c" for a in meetings.actors])
    found = evaluate(meetings, CUT, allowed=allowed)
    assert (found.candidates, found.new, found.reachable) == (1, 0, 0)


def test_the_future_changes_no_suggestion() -> None:
    one, other = (evaluate(events("ab bc cd de ea", later), CUT) for later in ("ac", "ce"))
    assert one.candidates == other.candidates
    assert sum(h[0] for h in one.hits.values()) == len(one.hits)


def test_the_settings_are_those_measured() -> None:
    rules = load_scoring()
    assert (rules.damping, rules.restraint, rules.half_life) == (0.5, 0.4, 3)
