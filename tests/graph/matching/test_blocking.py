"""Which names are compared: all pairs under one key, and near ones where a key has many."""

from collections import defaultdict
from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from graph.matching.blocking import candidates

MOST, NEAR = 40, 8


def expected(keys: Sequence[Sequence[str]], order: Sequence[str]) -> list[tuple[int, list[int]]]:
    """The same, spelled out pair by pair."""
    near: list[set[int]] = [set() for _ in keys]
    blocks: dict[str, set[int]] = defaultdict(set)
    for index, own in enumerate(keys):
        for key in own:
            blocks[key].add(index)
    for block in blocks.values():
        ranked = sorted(block, key=lambda i: (order[i], i))
        for at, one in enumerate(ranked):
            for other in ranked[at + 1 :] if len(ranked) <= MOST else ranked[at + 1 : at + 1 + NEAR]:
                near[min(one, other)].add(max(one, other))
    return [(index, sorted(others)) for index, others in enumerate(near)]


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(st.lists(st.sampled_from("abc"), max_size=4), st.sampled_from("xyz")), max_size=120))
def test_every_index_gets_those_after_it_that_share_a_key(names: list[tuple[list[str], str]]) -> None:
    keys, order = [own for own, _ in names], [place for _, place in names]
    assert list(candidates(keys, order)) == expected(keys, order)


def test_a_key_of_many_is_compared_with_near_ones_only() -> None:
    names = [f"name {number:03}" for number in range(100)]
    found = dict(candidates([["a"]] * 100, names))
    assert found[0] == list(range(1, NEAR + 1))
    assert found[99] == []


def test_no_names_and_names_without_keys_have_nobody() -> None:
    assert list(candidates([], [])) == []
    assert list(candidates([[], []], ["a", "b"])) == [(0, []), (1, [])]
