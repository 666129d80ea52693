"""A name that was hidden from who reads comes back where the rest of the text is as it was, and only there."""

from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from graph.model.hidden import HIDDEN, is_lost, restored

NAME = "Zqx Probe"
PART = st.sampled_from(["", " ", "und", "traf ", ", ", "Ben", "traf Ben "])
TEXT = st.lists(st.one_of(PART, st.just(NAME)), max_size=7).map("".join)
BODY = st.recursive(
    TEXT, lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(TEXT, inner, max_size=3))
)


def without(value: Any) -> Any:
    if isinstance(value, str):
        return value.replace(NAME, HIDDEN)
    if isinstance(value, list):
        return list(map(without, value))
    return {name: without(item) for name, item in value.items()}


@given(BODY)
@example(f"{NAME}{NAME}")
@example([NAME, "Ben", NAME])
def test_what_is_written_as_it_was_read_stays_as_it_is_stored(body: Any) -> None:
    assert restored(without(body), body) == body
    assert not is_lost(body, body)


@given(BODY, BODY)
def test_what_is_not_restored_and_names_fewer_is_refused(body: Any, other: Any) -> None:
    kept = restored(without(other), body)
    if kept == without(other) and isinstance(body, str) and isinstance(other, str):
        assert is_lost(kept, body) == (HIDDEN in kept)


@pytest.mark.parametrize(
    ("said", "stored", "kept", "lost"),
    [
        ({"title": f"{HIDDEN} kennt alle", "n": 2}, {"title": "Ida kennt alle", "n": 1}, "Ida kennt alle", False),
        ({"title": f"{HIDDEN} kennt keinen"}, {"title": "Ida kennt alle"}, f"{HIDDEN} kennt keinen", True),
        ({"title": f"{HIDDEN} kennt"}, {"title": f"{HIDDEN} kannte"}, f"{HIDDEN} kennt", False),
        ({"title": f"{HIDDEN}, {HIDDEN}"}, {"title": f"{HIDDEN}, Ida"}, f"{HIDDEN}, Ida", False),
        ({"title": HIDDEN}, {}, HIDDEN, False),
    ],
)
def test_of_a_text_the_words_around_decide(said: Any, stored: Any, kept: str, lost: bool) -> None:
    found = restored(said, stored)
    assert (found["title"], is_lost(found, stored)) == (kept, lost)


def test_of_a_list_that_changed_nobody_takes_the_place_of_somebody_else() -> None:
    assert restored([HIDDEN, "Cleo"], ["Ben", "Ida"]) == [HIDDEN, "Cleo"]
    assert is_lost([HIDDEN, "Cleo"], ["Ben", "Ida"])
    assert restored([f"Frau {HIDDEN}", "Cleo"], ["Ben", "Frau Ida"]) == ["Frau Ida", "Cleo"]
