"""A sieve lets through every text that names somebody, in whatever spelling, and little else."""

import json
import re
from urllib.parse import quote

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from graph.model.fold import fold
from graph.names.in_text import words_of
from graph.privacy.sieve import pattern

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
        assert re.match(pattern([word.folded]), held), word


@pytest.mark.parametrize("text", ["Muellerin", "Hofmueller", "Frau Mutter", "„Mülle“ – 5 €", "row 12", ""])
def test_what_is_another_word_is_held_back(text: str) -> None:
    assert not re.match(pattern(["mueller", "li"]), text)


def test_texts_to_the_letter_are_let_through_in_json_too() -> None:
    key = 'place:src-1#"Blatt" 3'
    assert re.match(pattern([], [key]), json.dumps([key, "x"], ensure_ascii=False))
    assert not re.match(pattern([], [key]), "place:src-1")


def test_short_names_do_not_let_everything_through() -> None:
    assert fold("Ng") == "ng"
    assert not re.match(pattern(["ng"]), "Vereinigung der Angler")
