import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from graph.model.fold import fold, search_text, visible


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Jürgen Weiß", "Juergen Weiss"),
        ("Ju\N{COMBINING DIAERESIS}rgen", "JÜRGEN"),
        ("GROẞE STRASSE", "Große Straße"),
        ("Müller-Lüdenscheidt", "müller lüdenscheidt"),
        ("Bündnis „Zukunft“", 'Bündnis "Zukunft"'),
        ("Weber & Söhne", "Weber und Söhne"),
        ("Indus\N{SOFT HYPHEN}trie", "Industrie"),
        ("An\N{ZERO WIDTH SPACE}na\N{RIGHT-TO-LEFT MARK}", "Anna"),
        ("Anna\tLena\nWeber", "Anna Lena  Weber"),
        ("ﬁrma", "Firma"),
        ("José Núñez", "jose nunez"),
        ("Beispiel™", "Beispiel"),
    ],
)
def test_two_spellings_of_one_name_fold_to_the_same(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_different_names_stay_apart() -> None:
    assert fold("Müller") != fold("Muller")
    assert fold("Industrie 4.0") == "industrie 4 0"


def test_other_scripts_are_put_into_latin_letters() -> None:
    assert fold("Мельник") == "melnik"
    assert fold("北京") == "beijing"
    assert fold("Łódź") == "lodz"
    assert fold("Anna \U00012000") != fold("Anna")  # a sign no table knows


def test_emoji_alone_give_a_stable_escape_and_punctuation_alone_nothing() -> None:
    assert fold("🙂") == "u1f642"
    assert fold("Team 🙂") == "team"
    assert fold(" – … ") == ""


@given(st.text())
@example("İ")
@example("ŉ")
@example("a\N{ZERO WIDTH JOINER}\N{COMBINING DIAERESIS}")
def test_folding_twice_changes_nothing(text: str) -> None:
    folded = fold(text)
    assert fold(folded) == folded
    assert all(char in "abcdefghijklmnopqrstuvwxyz0123456789 " for char in folded)
    assert folded == " ".join(folded.split())


@given(st.text(), st.characters(categories=["L", "Nd"]))
@example("", "ь")
@example("", "\U00012000")
def test_text_with_a_letter_or_digit_never_folds_to_nothing(text: str, letter: str) -> None:
    assert fold(f"{text}{letter}")


@given(st.text(st.characters(max_codepoint=0x24F)))
def test_composed_and_decomposed_text_fold_alike(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


def test_visible_text_keeps_case_and_punctuation() -> None:
    assert visible("  Ju\N{COMBINING DIAERESIS}rgen\N{RIGHT-TO-LEFT OVERRIDE}\u00a0 O’Brien\r\n") == "Jürgen O’Brien"


def test_search_text_holds_each_text_once() -> None:
    assert search_text("Verband Straße", "", "VS", "verband strasse") == "verband strasse vs"
    assert search_text() == ""
