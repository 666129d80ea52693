"""Preparing a file: read, mapped and checked as a whole, nothing written."""

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from graph.errors import InputError
from graph.store.changes import Changes
from ingest.loading import pipeline
from ingest.loading.pipeline import prepare
from ingest.loading.report import FileReport, exit_code
from ingest.readers.checksum import checksum
from ingest.records import Note, Options

Put = Callable[[str, str | bytes], Path]
OPTIONS = Options(event="Auftakt", date="2021-03-16")


def rows(good: int, bad: int) -> str:
    lines = [f"Anna{n};Werk" for n in range(bad)] + [
        f"Anna {'abcdefghij'[n % 10] * (n // 10 + 1)};Werk" for n in range(good)
    ]
    return "\n".join(["Name;Firma", *lines])


@pytest.mark.parametrize(
    ("good", "bad", "most", "loaded"),
    [
        (9, 1, 0.1, True),
        (8, 2, 0.1, False),
        (17, 3, 0.1, False),
        (18, 2, 0.1, True),
        (10, 0, 0.0, True),
        (99, 1, 0.0, False),
        (71, 29, 0.29, True),
        (70, 30, 0.29, False),
        (1, 9, 1.0, True),
        (0, 2, 1.0, True),
    ],
)
def test_a_file_is_refused_when_more_rows_than_allowed_are_rejected(
    put: Put, good: int, bad: int, most: float, loaded: bool
) -> None:
    path = put("a.csv", rows(good, bad))
    if loaded:
        prepared = prepare(path, OPTIONS, most_rejected=most)
        assert (prepared.row_log.rows, len(prepared.row_log.rejected)) == (good + bad, bad)
        assert len(list(prepared.records())) == good
    else:
        with pytest.raises(InputError) as caught:
            prepare(path, OPTIONS, most_rejected=most)
        assert caught.value.file == "a.csv"


def test_the_refusal_tells_how_many_rows_and_the_first_of_them(put: Put) -> None:
    with pytest.raises(InputError) as caught:
        prepare(put("a.csv", rows(3, 2)), OPTIONS)
    assert caught.value.key == "too_many_rejected"
    german, english = caught.value.message("de"), caught.value.message("en")
    assert "2 von 5 Zeilen" in german
    assert "a.csv, Zeile 2, Spalte „Name“: „Anna0“ ist kein Name" in german
    assert 'a.csv, row 2, column "Name": "Anna0" is not the name' in english


def test_one_bad_row_among_few_says_that_nothing_was_loaded_on_pages_too(put: Put) -> None:
    with pytest.raises(InputError) as caught:
        prepare(put("a.csv", rows(4, 1)), OPTIONS)
    for said in (caught.value.message("de"), caught.value.reason("de")):
        assert "1 von 5 Zeilen" in said
        assert "Zeile 2, Spalte „Name“" in said
        assert "Es wurde nichts geladen" in said


def test_the_refusal_lists_the_first_five_rows_one_a_line(put: Put) -> None:
    with pytest.raises(InputError) as caught:
        prepare(put("a.csv", rows(1, 7)), OPTIONS)
    first, *listed, last = caught.value.message("de").splitlines()
    assert first == "a.csv: 7 von 8 Zeilen können nicht übernommen werden, zuerst diese:"
    assert [line.split(", ")[1] for line in listed] == [f"Zeile {n}" for n in range(2, 7)]
    assert last.startswith("Es wurde nichts geladen.")
    assert ".." not in caught.value.message("de")


def test_a_file_of_one_bad_row_is_told_as_that_row(put: Put) -> None:
    with pytest.raises(InputError) as caught:
        prepare(put("a.csv", rows(0, 1)), OPTIONS)
    assert (caught.value.key, caught.value.row) == ("not_a_name", 2)


def test_a_large_file_is_not_kept_but_read_again(put: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    path = put("a.csv", rows(12, 1))
    kept = prepare(path, OPTIONS)
    monkeypatch.setattr(pipeline, "KEPT", 5)
    again = prepare(path, OPTIONS)
    assert kept.kept is not None
    assert again.kept is None
    assert list(again.records()) == list(again.records()) == list(kept.records())
    assert len(again.row_log.rejected) == 1


def test_the_checksum_is_that_of_the_bytes(put: Put) -> None:
    path = put("a.csv", b"Name;Firma\r\n")
    assert checksum(path) == hashlib.sha256(b"Name;Firma\r\n").hexdigest()


@pytest.mark.parametrize("name", ["fehlt.csv", "a\0b.csv"])
def test_a_file_that_does_not_exist_is_named(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError) as caught:
        prepare(tmp_path / name, OPTIONS)
    assert caught.value.key == "no_such_file"


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "ordner.csv").mkdir()
    with pytest.raises(InputError) as caught:
        prepare(tmp_path / "ordner.csv", OPTIONS)
    assert caught.value.key == "not_a_file"


@pytest.mark.parametrize("ending", ["csv", "xlsx", "ods", "yaml", "json"])
def test_an_empty_file_is_refused_whatever_its_kind(put: Put, ending: str) -> None:
    with pytest.raises(InputError) as caught:
        prepare(put(f"a.{ending}", b""), OPTIONS)
    assert (caught.value.key, caught.value.file) == ("empty_file", f"a.{ending}")


@pytest.mark.parametrize("name", ["a.CSV", "a.Xlsx", "a.YML", "A.JSON"])
def test_endings_are_known_in_capitals_too(put: Put, name: str) -> None:
    with pytest.raises(InputError) as caught:
        prepare(put(name, "x"), OPTIONS)
    assert caught.value.key != "unknown_file_type"


def test_an_unknown_ending_is_told_with_those_that_are_known(put: Put) -> None:
    with pytest.raises(InputError) as caught:
        prepare(put("a.mp3", "x"), OPTIONS)
    assert (caught.value.key, caught.value.value) == ("unknown_file_type", ".mp3")
    assert all(ending in caught.value.message("de") for ending in (".csv", ".tsv", ".txt", ".xlsx"))


def report(**ids: set[str]) -> FileReport:
    error = InputError("not_a_name", file="a.csv", row=3, column="Name", value="7")
    note = Note("unknown_land", row=4, column="Land", context={"value": "X"})
    changes = Changes()
    for state, some in ids.items():
        for item in some:
            getattr(changes, state).add(item)
    return FileReport("a.csv", "src-1", 3, [error], [note], changes)


def test_a_report_counts_each_kind_of_change() -> None:
    made = report(created={"a", "b"}, changed={"c"}, unchanged={"d", "e", "f"}, facts_created={"x"}).as_json("de")
    assert made["nodes"] == {"created": 2, "changed": 1, "unchanged": 3}
    assert made["relationships"] == {"created": 1, "changed": 0, "unchanged": 0}
    assert made["rejected"] == [
        {
            "file": "a.csv",
            "row": 3,
            "column": "Name",
            "value": "7",
            "reason": "„7“ ist kein Name einer Person. Bitte berichtigen.",
        }
    ]
    assert made["notes"][0].startswith("Zeile 4, Spalte „Land“: „X“")


def test_the_exit_code_tells_whether_all_rows_were_taken() -> None:
    clean = FileReport("a.csv", "src-1", 1, [], [], Changes())
    assert (exit_code([]), exit_code([clean]), exit_code([clean, report()])) == (0, 0, 1)
