from string import Formatter

from graph.errors import LANGUAGES, InputError, catalogue


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_both_languages_have_the_same_sentences_with_the_same_places_to_fill() -> None:
    german, english = (catalogue(language) for language in LANGUAGES)
    assert german.keys() == english.keys()
    differing = [key for key in german if placeholders(german[key]) != placeholders(english[key])]
    assert differing == []


def test_an_input_error_says_file_row_and_column_first() -> None:
    error = InputError("no_date", file="liste.csv", row=7, column="Beginn", value="gestern")
    assert error.message("de").startswith("liste.csv, Zeile 7, Spalte „Beginn“: „gestern“ ist kein Datum.")
    assert str(error).startswith('liste.csv, row 7, column "Beginn": "gestern" is not a date.')


def test_a_long_or_unprintable_value_is_shortened() -> None:
    error = InputError("no_date", file="x", value="\x1b[31m" + "ä" * 500)
    assert len(error.value) == 58
    assert "\x1b" not in error.message()
