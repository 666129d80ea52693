"""Weights of all questions on one scale."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.analysis.case import load_thresholds
from graph.analysis.phrases import phrase
from graph.analysis.questions import QUESTIONS, Case, Finding, ask
from graph.analysis.questions.weight import heaviest_first, weight_of
from tests.graph.networks import network

SCALE = load_thresholds().scale


def finding(question: str, value: float, subject: str) -> Finding:
    return Finding(question, (subject,), value, phrase("known_none"), (), (), phrase("known_none"))


def test_every_question_and_suggestion_has_a_place_on_the_scale() -> None:
    assert set(SCALE) == {*QUESTIONS, "introductions", "guests"}


@pytest.mark.parametrize("question", sorted(SCALE))
def test_what_the_scale_calls_half_counts_fifty_and_three_times_as_much_seventy_five(question: str) -> None:
    assert weight_of(question, SCALE[question]) == 50
    assert weight_of(question, 3 * SCALE[question]) == 75
    assert weight_of(question, 0.0) == 0


@given(st.sampled_from(sorted(SCALE)), st.floats(0, 1e6), st.floats(0, 1e6))
def test_more_never_counts_less_and_nothing_leaves_the_scale(question: str, one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert 0 <= weight_of(question, low) <= weight_of(question, high) <= 100


def test_the_worst_gaps_come_first_whatever_they_are_of() -> None:
    """Twenty cut off (67) before a goal missed twice over (57) before half a missing contact (33)."""
    found = [finding("missing_ties", 1.4, "a"), finding("fragile_bridges", 20, "b"), finding("goals", 2.0, "c")]
    assert [f.subjects[0] for f in heaviest_first(found)] == ["b", "c", "a"]


@pytest.mark.parametrize("type_", ["MEMBER_OF", "PART_OF", "SUCCEEDS"])
def test_who_is_inside_the_other_needs_not_get_to_know_it(type_: str) -> None:
    """Both deal with the topic in the region; the contact that the fact makes is too weak to count as firm."""
    nodes = [("o1", {"kind": "association"}), ("o2", {"kind": "ministry"}), ("t1", {}), ("r1", {})]
    rows = [(t, o, to) for o in ("o1", "o2") for t, to in (("DEALS_WITH", "t1"), ("ACTIVE_IN", "r1"))]

    def missing(*more: tuple[str, ...]) -> list[tuple[str, ...]]:
        case = Case(network(nodes, [*rows, *more]), date(2022, 6, 30))
        return [f.subjects for f in ask(case, "missing_ties")["missing_ties"]]

    assert missing() == [("o1", "o2")]
    assert missing((type_, "o1", "o2")) == []
