"""What was put or asked for last is there; never more than twice as much as is to be kept."""

from hypothesis import given
from hypothesis import strategies as st

from graph.columns.lately import Lately

MOST = 3


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 9)), max_size=60))
def test_the_last_are_kept_and_the_rest_is_let_go(steps: list[tuple[bool, int]]) -> None:
    kept, recent = Lately[int, str](MOST), list[int]()
    for puts, key in steps:
        if puts:
            assert kept.put(key, str(key)) == str(key)
        found = kept.get(key)
        assert found in (None, str(key))
        if found:
            recent = [key, *(k for k in recent if k != key)]
        assert sum(kept.get(k) is not None for k in recent[:1]) == len(recent[:1])
        assert len(kept._younger) + len(kept._older) <= 2 * MOST
