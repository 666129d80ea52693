"""Counting what a load changes, against plain sets."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.model.bounded import FirstMany, total_of
from graph.store import changes
from graph.store.changes import Changes, ChangeState, ChangeTally

NOTES = st.lists(
    st.tuples(st.integers(0, 30).map(lambda n: f"per-{n}"), st.sampled_from(list(ChangeState))), max_size=20
)


def earliest(notes: list[tuple[str, ChangeState]]) -> dict[str, ChangeState]:
    found: dict[str, ChangeState] = {}
    for item, state in notes:
        found[item] = min(state, found.get(item, state))
    return found


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(NOTES, max_size=4))
def test_each_id_is_counted_once_in_its_earliest_state_whatever_the_parts(
    parts: list[list[tuple[str, ChangeState]]],
) -> None:
    total = ChangeTally()
    for part in parts:
        later = ChangeTally()
        for item, state in part:
            later.note(item, state)
        total.take(later)
    expected = earliest([note for part in parts for note in part])
    for state in ChangeState:
        ids = {item for item, known in expected.items() if known == state}
        assert total.count(state) == len(ids)
        if state < ChangeState.UNCHANGED:
            assert set(total.named(state)) == ids


@given(NOTES, NOTES)
def test_what_only_one_tally_has_is_counted(
    ours: list[tuple[str, ChangeState]], theirs: list[tuple[str, ChangeState]]
) -> None:
    one, other = ChangeTally(), ChangeTally()
    for tally, notes in ((one, ours), (other, theirs)):
        for item, state in notes:
            tally.note(item, state)
    rest = [i for i, state in earliest(ours).items() if state == ChangeState.RETIRED and i not in earliest(theirs)]
    assert one.beside(ChangeState.RETIRED, other) == len(rest)


def test_a_long_load_is_counted_in_full_and_named_in_part() -> None:
    made = Changes()
    for number in range(changes.NAMED + 5):
        made.created.add(f"per-{number}")
    assert len(made.created) == changes.NAMED + 5
    assert len(list(made.created)) == changes.NAMED
    assert made.touched() is None


def test_what_was_touched_is_named_where_it_is_not_too_much() -> None:
    made = Changes()
    made.created.add("per-1")
    made.changed.add("per-2")
    made.unchanged.add("per-3")
    assert set(made.touched() or ()) == {"per-1", "per-2"}


def test_a_list_that_keeps_the_first_counts_all_of_them() -> None:
    kept = FirstMany("abc", most=2)
    more: FirstMany[str] = FirstMany("de", most=1)
    kept += more
    assert (list(kept), kept.total, total_of(kept), total_of(["x"])) == (["a", "b"], 5, 5, 1)
