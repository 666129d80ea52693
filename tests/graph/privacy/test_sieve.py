"""A sieve lets through every text that names somebody, in whatever spelling, and little else."""

import json
from urllib.parse import quote

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from graph.names.in_text import words_of
from graph.privacy.sieve import Sieve

LETTERS = 'aeouslimnrzAEOUSLßäöüÄÖÜéœØ09 .,-_@%\\"\n(„–Яü½ŝ²'
TEXT = st.text(alphabet=st.sampled_from(LETTERS) | st.characters(blacklist_categories=["Cs"]), max_size=30)
STORED = st.sampled_from(
    [str, quote, json.dumps, lambda t: json.dumps(t, ensure_ascii=False), lambda t: json.dumps([t])]
)


@given(TEXT, STORED)
@example("Frau Müller", json.dumps)
@example("x\nStraße", lambda t: json.dumps([json.dumps([t], ensure_ascii=False)], ensure_ascii=False))
@example("ŒUVRE", str)
def test_no_word_of_a_text_is_held_back(text: str, stored: object) -> None:
    held = stored(text)  # type: ignore[operator]
    for word in words_of(text):
        one = Sieve(frozenset({word.folded}))
        assert one.passes(held), word
        assert (bare := one.without_digits()) is None or bare.passes(Sieve.bare(held)), word


@pytest.mark.parametrize("text", ["Hofmaier", "Frau Mutter", "„Mülle“ – 5 €", "row 12", "", 7, None, ["a", "b"]])
def test_what_is_another_word_is_held_back(text: object) -> None:
    assert not Sieve(frozenset({"mueller", "li"}), frozenset({"per-1"})).passes(text)


def test_texts_to_the_letter_are_let_through() -> None:
    one = Sieve(frozenset(), frozenset({"place:src-1#row 3"}))
    assert one.passes(["x", json.dumps(["place:src-1#row 3", "x"])])
    assert not one.passes("place:src-1#row 4")


def test_a_word_of_digits_is_not_looked_for_without_them() -> None:
    assert Sieve(frozenset({"12345"})).without_digits() is None
    assert Sieve(frozenset({"mueller12", "ng"})).without_digits() is not None
