"""Groups: the best of small plans by hand and by trying all, hard rules in any plan, and sentences where none fits."""

from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.analysis.groups.conflict import Conflict, conflict
from graph.analysis.groups.problem import Blocks, GroupingProblem, Sizes
from graph.analysis.groups.search import at_random, climb, greedy
from graph.analysis.groups.solver import first, solve


def problem(pairs: dict[str, float], kinds: str, sizes: Sizes, **rules: object) -> GroupingProblem:
    """Turn {"ab": 1} into a value for a and b; `kinds` has a letter for each person."""
    n = len(kinds)
    value = np.zeros((n, n))
    for (a, b), worth in pairs.items():
        value[ord(a) - 97, ord(b) - 97] = value[ord(b) - 97, ord(a) - 97] = worth
    kind = np.array([sorted(set(kinds)).index(k) for k in kinds], dtype=np.int64)
    wish = rules.pop("wish", np.zeros((n, len(sizes.least))))
    return GroupingProblem(value, wish, sizes, kind, **rules)  # type: ignore[arg-type]


def solved(given_problem: GroupingProblem) -> list[int]:
    blocks = Blocks.make(given_problem)
    start = first(blocks)
    assert start is not None
    found = solve(blocks, start, 5.0, 1)
    assert found.proven
    return found.assignment[blocks.of].tolist()


def by_trying_all(given_problem: GroupingProblem) -> int | None:
    """The most an assignment counts that keeps all rules, out of all there are; None where none does."""
    blocks = Blocks.make(given_problem)
    every = product(range(given_problem.groups), repeat=blocks.count)
    totals = [blocks.total(np.array(a)) for a in every if blocks.holds(np.array(a))]
    return max(totals, default=None)


def test_those_who_gain_most_from_each_other_sit_together() -> None:
    """ad and bc count 3, all else 1 or nothing: two groups of two are ad and bc."""
    found = solved(problem({"ad": 3, "bc": 3, "ab": 1, "cd": 1}, "xxxx", Sizes.equal(4, 2)))
    assert found[0] == found[3] != found[1] == found[2]


def test_a_must_pair_counts_more_than_any_value_and_a_must_not_pair_never_meets() -> None:
    rules = {"must": ((0, 1),)}
    found = solved(problem({"ad": 3, "bc": 3}, "xxxx", Sizes.equal(4, 2), **rules))
    assert found[0] == found[1] != found[2] == found[3]
    found = solved(problem({"ad": 3, "bc": 3}, "xxxx", Sizes.equal(4, 2), must_not=((0, 3),)))
    assert found[0] != found[3]


def test_kinds_are_spread() -> None:
    """a and b gain from each other; with one of each kind in each group they can not sit together."""
    both = {"ab": 5.0}
    found = solved(problem(both, "xxyy", Sizes.equal(4, 2)))
    assert found[0] == found[1]
    found = solved(problem(both, "xxyy", Sizes.equal(4, 2), balance=0))
    assert found[0] != found[1]


def test_a_wish_decides_where_ties_do_not() -> None:
    wish = np.array([[0.0, 1.0], [1.0, 0.0], [0.0, 0.0], [0.0, 0.0]])
    found = solved(problem({}, "xxxx", Sizes.equal(4, 2), wish=wish))
    assert (found[0], found[1]) == (1, 0)


@st.composite
def problems(draw: st.DrawFn, most: int = 8) -> GroupingProblem:
    n = draw(st.integers(2, most))
    g = draw(st.integers(1, 3))
    tenths = draw(st.lists(st.integers(0, 10), min_size=n * n, max_size=n * n))
    value = np.triu(np.array(tenths, dtype=float).reshape(n, n) / 10, k=1)
    wish = np.array(draw(st.lists(st.integers(0, 5), min_size=n * g, max_size=n * g)), dtype=float).reshape(n, g) / 10
    least = tuple(draw(st.lists(st.integers(0, 3), min_size=g, max_size=g)))
    most_of = tuple(low + draw(st.integers(0, 4)) for low in least)
    kind = np.array(draw(st.lists(st.integers(0, 2), min_size=n, max_size=n)), dtype=np.int64)
    pairs = st.lists(st.sampled_from(list(combinations(range(n), 2))), max_size=3)
    balance = draw(st.sampled_from([None, 0, 1]))
    must, must_not = (tuple(draw(pairs)) for _ in range(2))
    return GroupingProblem(value + value.T, wish, Sizes(least, most_of), kind, must, must_not, balance)


@given(problems(most=7))
@settings(max_examples=60, deadline=None)
def test_small_plans_are_solved_as_well_as_by_trying_all(given_problem: GroupingProblem) -> None:
    wanted, blocks = by_trying_all(given_problem), Blocks.make(given_problem)
    start = first(blocks)
    assert (start is None) == (wanted is None)
    if start is not None:
        found = solve(blocks, start, 10.0, 1)
        assert found.proven
        assert blocks.holds(found.assignment)
        assert blocks.total(found.assignment) == wanted


@given(problems())
@settings(max_examples=60, deadline=None)
def test_what_is_made_one_by_one_and_bettered_keeps_all_rules(given_problem: GroupingProblem) -> None:
    blocks = Blocks.make(given_problem)
    start = greedy(blocks)
    if start is not None:
        better = climb(blocks, start)
        assert blocks.holds(start)
        assert blocks.holds(better)
        assert blocks.total(better) >= blocks.total(start)


@given(problems())
@settings(max_examples=40, deadline=None)
def test_where_nothing_fits_a_rule_is_named_without_which_it_would(given_problem: GroupingProblem) -> None:
    if first(Blocks.make(given_problem)) is not None:
        return
    found = conflict(given_problem)
    without: dict[str, dict[str, object]] = {
        "balance": {"balance": None},
        "must": {"must": ()},
        "must_not": {"must_not": ()},
        "sizes": {"sizes": Sizes((0,) * given_problem.groups, (99,) * given_problem.groups)},
    }
    if found.rule in without:
        assert by_trying_all(given_problem.without(**without[found.rule])) is not None
    else:
        assert found.rule in {"room", "few", "large", "pairs", "rules"}


def test_a_larger_plan_is_bettered_and_keeps_its_rules() -> None:
    """Forty people of four circles who gain only within their circle: the circles are found."""
    n, circle = 40, np.arange(40) % 4
    value = (circle[:, None] == circle[None, :]).astype(float)
    np.fill_diagonal(value, 0)
    given_problem = GroupingProblem(
        value, np.zeros((n, 4)), Sizes.equal(n, 4), np.zeros(n, dtype=np.int64), must=((0, 1),)
    )
    blocks = Blocks.make(given_problem)
    start = first(blocks)
    assert start is not None
    found = solve(blocks, start, 2.0, 1)
    assert blocks.holds(found.assignment)
    of_people = found.assignment[blocks.of]
    assert of_people[0] == of_people[1]
    assert blocks.total(found.assignment) >= 1000 * (4 * 45 - 9 - 9)  # the pair from two circles costs at most both


def test_dealing_at_random_keeps_the_sizes() -> None:
    given_problem = problem({}, "x" * 7, Sizes.equal(7, 2))
    dealt = at_random(Blocks.make(given_problem), np.random.default_rng(3))
    assert sorted(np.bincount(dealt, minlength=2).tolist()) == [3, 4]


@pytest.mark.parametrize(
    ("sizes", "rules", "rule", "pair"),
    [
        (Sizes((0, 0), (1, 2)), {}, "room", None),
        (Sizes((3, 3), (4, 4)), {}, "few", None),
        (Sizes((0, 0), (2, 4)), {"must": ((0, 1), (1, 2)), "must_not": ((0, 2),)}, "pairs", (0, 2)),
        (Sizes((0, 0), (2, 2)), {"must": ((0, 1), (1, 2))}, "large", None),
        (Sizes((2, 2), (2, 2)), {"must_not": ((0, 1), (1, 2), (0, 2))}, "must_not", (0, 1)),
        (Sizes((2, 2), (2, 2)), {"must": ((0, 1),), "balance": 0}, "balance", None),
    ],
)
def test_the_rule_in_the_way_is_named(
    sizes: Sizes, rules: dict[str, object], rule: str, pair: tuple[int, int] | None
) -> None:
    found = conflict(problem({}, "xxyy", sizes, **rules))
    assert (found.rule, found.pair) == (rule, pair)


@pytest.mark.parametrize(
    ("kinds", "sizes", "rules", "expected"),
    [
        ("xxxxx", Sizes((0, 0), (2, 2)), {}, Conflict("room", None, 5, 4)),
        ("xxx", Sizes((2, 2), (4, 4)), {}, Conflict("few", None, 3, 4)),
        ("xxxxx", Sizes((0, 0), (2, 3)), {"must": ((0, 1), (1, 2), (2, 3))}, Conflict("large", None, 4, 3)),
        # Three who stay together fill the larger group: the other two can not be apart.
        (
            "xxxxx",
            Sizes((0, 0), (2, 3)),
            {"must": ((0, 1), (1, 2)), "must_not": ((3, 4),)},
            Conflict("must_not", (3, 4), 1),
        ),
        ("xxxx", Sizes((2, 2), (2, 2)), {"must": ((0, 1),), "must_not": ((1, 0),)}, Conflict("pairs", (1, 0))),
        # Four of a kind where two are the share of a group, one more or less.
        (
            "xxxxyyyy",
            Sizes.equal(8, 2),
            {"must": ((0, 1), (1, 2), (2, 3)), "balance": 1},
            Conflict("balance", None, 0, 1),
        ),
        # Three who are all apart in two groups: without one of the pairs it would work; with four it would not.
        ("xxxx", Sizes.equal(4, 2), {"must_not": ((0, 1), (1, 2), (0, 2))}, Conflict("must_not", (0, 1), 3)),
        ("xxxx", Sizes.equal(4, 2), {"must_not": tuple(combinations(range(4), 2))}, Conflict("must_not", None, 6)),
        # Three pairs do not fit into two groups of three; that two others are apart is not in the way.
        (
            "xxxxxx",
            Sizes.equal(6, 2),
            {"must": ((0, 1), (2, 3), (4, 5)), "must_not": ((0, 2),)},
            Conflict("must", (0, 1), 3),
        ),
    ],
)
def test_the_rule_in_the_way_comes_with_its_pair_and_its_numbers(
    kinds: str, sizes: Sizes, rules: dict[str, object], expected: Conflict
) -> None:
    assert conflict(problem({}, kinds, sizes, **rules)) == expected
