from datetime import date

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_array

from graph.analysis.suggestions.baselines import baselines, candidates
from graph.analysis.suggestions.meetings import Meetings, contacts, met
from graph.analysis.suggestions.ranking import best_pairs
from graph.analysis.suggestions.score import profiles, scores
from graph.analysis.suggestions.settings import load_scoring

DAY = date(2021, 3, 16)
PLAIN = load_scoring().model_copy(
    update={"half_life": 3, "damping": 1, "restraint": 0, "two_steps": 0, "topics": 1, "largest_event": 200}
)


def on_the_day(*events: str) -> Meetings:
    """Turn "ab" into an event of a and b."""
    return Meetings.of((DAY, list(there)) for there in events)


def test_an_event_of_three_counts_half_for_each_pair_and_fades_with_its_half_life() -> None:
    meetings = Meetings.of([(DAY, "abc"), (date(2018, 3, 16), "ab")])
    found = np.asarray(contacts(meetings, DAY, PLAIN).todense())
    assert found[0, 1] == pytest.approx(0.5 + 0.5, abs=1e-3)
    assert found[0, 2] == found[2, 0] == 0.5
    assert np.diag(found).tolist() == [0, 0, 0]


def test_nobody_meets_alone_or_in_a_crowd() -> None:
    narrow = PLAIN.model_copy(update={"largest_event": 2})
    assert met(on_the_day("a", "bcd", "bc"), narrow).nnz == 2


def test_a_way_over_two_others_counts_the_product_of_its_contacts() -> None:
    """a-b twice, b-c once, c-d once: one way from a to d, 2 * 1 * 1; a and c have a way of two steps only."""
    meetings = on_the_day("ab", "ab", "bc", "cd")
    found = np.asarray(scores(contacts(meetings, DAY, PLAIN), PLAIN)(slice(0, 4)).todense())
    assert found[0, 3] == 2
    assert found[0, 2] == 0
    common = PLAIN.model_copy(update={"two_steps": 0.5})
    found = np.asarray(scores(contacts(meetings, DAY, common), common)(slice(0, 4)).todense())
    assert found[0, 2] == 0.5 * 2 * 1


def test_damping_and_restraint_are_powers() -> None:
    """The contacts are 4, 1 and 1, their roots 2, 1 and 1; b has 3 of them and c has 2."""
    meetings = on_the_day("ab", "ab", "ab", "ab", "bc", "cd")
    rules = PLAIN.model_copy(update={"damping": 0.5, "restraint": 0.5})
    found = np.asarray(scores(contacts(meetings, DAY, rules), rules)(slice(0, 4)).todense())
    assert found[0, 3] == pytest.approx(2 / 3**0.5 / 2**0.5)


def test_who_deals_with_the_same_counts_up_to_twice() -> None:
    """a and d deal with the first topic alone, e with the second: their cosines are 1 and 0."""
    meetings = on_the_day("ab", "bc", "cd", "ce")
    topics = csr_array(np.array([[3.0, 0], [0, 0], [0, 0], [1, 0], [0, 1]]))
    found = np.asarray(scores(contacts(meetings, DAY, PLAIN), PLAIN, topics)(slice(0, 5)).todense())
    assert (found[0, 3], found[0, 4]) == (pytest.approx(2), pytest.approx(1))


def test_profiles_are_of_length_one_and_rare_topics_weigh_more() -> None:
    found = np.asarray(profiles(csr_array(np.array([[1.0, 1], [1, 0], [0, 0]]))).todense())
    assert np.linalg.norm(found, axis=1).tolist() == pytest.approx([1, 1, 0])
    assert found[0, 1] > found[0, 0]


def test_the_best_pairs_leave_out_who_met_and_come_in_order() -> None:
    table = csr_array(np.array([[9.0, 5, 1, 2], [5, 0, 2, 0], [1, 2, 0, 3], [2, 0, 3, 0]]))
    known = csr_array(np.array([[0.0, 1, 0, 0], [1, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0]]))
    found = best_pairs(lambda part: table[part], known, 3)
    assert list(zip(found.a.tolist(), found.b.tolist(), found.score.tolist(), strict=True)) == [
        (2, 3, 3.0),
        (0, 3, 2.0),
        (1, 2, 2.0),
    ]


people = st.lists(st.lists(st.sampled_from("abcdefg"), min_size=1, max_size=4, unique=True), min_size=1, max_size=9)


@given(people)
def test_the_other_methods_are_those_of_networkx(events: list[list[str]]) -> None:
    meetings = Meetings.of((DAY, there) for there in events)
    known = met(meetings, PLAIN)
    n = len(meetings.actors)
    graph = nx.from_scipy_sparse_array(known)
    pairs = [(a, b) for a in range(n) for b in range(a + 1, n) if not graph.has_edge(a, b)]
    ours = {name: np.asarray(rows(slice(0, n)).todense()) for name, rows in baselines(known).items()}
    reached = np.asarray(candidates(known)(slice(0, n)).todense())
    near = {a: nx.single_source_shortest_path_length(graph, a, cutoff=3) for a in range(n)}
    for a, b, value in nx.resource_allocation_index(graph, pairs):
        assert ours["resource_allocation"][a, b] == pytest.approx(value)
    for a, b, value in nx.adamic_adar_index(graph, pairs):
        assert ours["adamic_adar"][a, b] == pytest.approx(value)
    for a, b, value in nx.preferential_attachment(graph, pairs):
        assert ours["common_neighbours"][a, b] == len(list(nx.common_neighbors(graph, a, b)))
        assert (reached[a, b] == 1) == (b in near[a])
        assert ours["preferential_attachment"][a, b] == (value if b in near[a] else 0)


@given(people)
def test_scores_are_symmetric_and_only_of_pairs_within_three_steps(events: list[list[str]]) -> None:
    meetings = Meetings.of((DAY, there) for there in events)
    rules = PLAIN.model_copy(update={"damping": 0.5, "restraint": 0.4, "two_steps": 0.1})
    n = len(meetings.actors)
    found = np.asarray(scores(contacts(meetings, DAY, rules), rules)(slice(0, n)).todense())
    assert np.allclose(found, found.T)
    reached = np.asarray(candidates(met(meetings, rules))(slice(0, n)).todense())
    assert ((found > 0) == (reached > 0)).all()
