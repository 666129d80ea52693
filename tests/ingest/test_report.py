"""Notes and reasons of a report as somebody reads them: many of one kind are one sentence."""

import pytest

from graph.errors import InputError
from ingest.loading.report import GROUPED, told_notes, told_rejected
from ingest.records import Note


def notes(count: int, column: str = "seit") -> list[Note]:
    return [Note("note_bad_date", row=row, column=column, context={"value": f"x{row}"}) for row in range(1, count + 1)]


def test_a_few_notes_are_told_one_by_one() -> None:
    assert told_notes(notes(GROUPED), "de") == [note.message("de") for note in notes(GROUPED)]


def test_thousands_of_one_kind_are_one_sentence_with_count_three_examples_and_the_way_to_the_rest() -> None:
    (said,) = told_notes(notes(4181), "de")
    assert "4181" in said
    assert "4178" in said  # beside the three that are shown
    assert all(value in said for value in ("„x1“", "„x2“", "„x3“", "--report"))
    assert "x4“" not in said


def test_notes_about_different_columns_stay_apart_and_in_their_order() -> None:
    other = Note("note_unused_column", context={"column": "Farbe"})
    said = told_notes([*notes(10, "seit"), other, *notes(10, "bis")], "de")
    assert [("seit" in line, "Farbe" in line, "bis" in line) for line in said] == [
        (True, False, False), (False, True, False), (False, False, True),
    ]  # fmt: skip


def test_what_was_counted_and_not_kept_is_in_the_count() -> None:
    more = Note("note_and_more", column="seit", context={"count": 900})
    (said,) = told_notes([*notes(100), more], "en")
    assert "1000 in all" in said
    assert "the first 100" in said


def test_a_count_without_a_column_goes_with_what_it_follows() -> None:
    lone = [Note("note_unused_field", context={"value": f"f{i}"}) for i in range(3)]
    (said,) = told_notes([*lone, Note("note_and_more", context={"count": 7})], "de")
    assert "zusammen 10" in said


@pytest.mark.parametrize("language", ["de", "en"])
def test_reasons_of_rejected_rows_are_put_together_by_kind_and_column(language: str) -> None:
    errors = [InputError("not_a_name", file="a.csv", row=row, column="Name", value=f"12{row}") for row in range(2, 40)]
    lone = InputError("row_too_long", file="a.csv", row=50, value="x")
    said = told_rejected([*errors, lone], language)
    assert len(said) == 2
    assert "38" in said[0]
    assert said[1] == lone.message(language)
