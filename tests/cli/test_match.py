"""The command `match` as a person types it."""

import csv
import json
from functools import partial
from pathlib import Path

import openpyxl
import pytest

from cli.options import words
from cli.output.name_list import neutral
from tests.support.typed import Run, typed

NAMES = (
    "Nr;Name;Bemerkung\n1;Weiß, Dr. Änne; bleibt so \n2;Aenne Weiss;=1+1\n3;Tannhoff, Ivo;+49 30 1234\n4;;ohne Namen\n"
)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    return partial(typed, capsys, "match")


def put(path: Path, text: str, encoding: str = "utf-8") -> str:
    path.write_bytes(text.encode(encoding))
    return str(path)


def rows_of(path: Path, separator: str = ";") -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file, delimiter=separator))


def test_two_spellings_get_one_number_and_all_else_stays(run: Run, tmp_path: Path) -> None:
    source, out = put(tmp_path / "liste.csv", NAMES, "cp1252"), tmp_path / "out.csv"
    code, _, _ = run(source, "--column", "Name", "--out", str(out))
    assert code == 0
    assert rows_of(out) == [
        ["Nr", "Name", "Bemerkung", "cluster"],
        ["1", "Weiß, Dr. Änne", " bleibt so ", "1"],
        ["2", "Aenne Weiss", "'=1+1", "1"],
        ["3", "Tannhoff, Ivo", "+49 30 1234", "2"],
        ["4", "", "ohne Namen", ""],
    ]


def test_an_unknown_column_lists_the_columns_there_are(run: Run, tmp_path: Path) -> None:
    code, _, shown = run(put(tmp_path / "liste.csv", NAMES), "--column", "Namen")
    assert code == 2
    assert "Nr, Name, Bemerkung" in shown


def test_a_list_of_one_column_needs_no_separator(run: Run, tmp_path: Path) -> None:
    source, out = put(tmp_path / "namen.txt", "Name\nWeiß, Änne\nTannhoff, Ivo\n"), tmp_path / "out.csv"
    assert run(source, "--out", str(out))[0] == 0
    assert rows_of(out, ",") == [["Name", "cluster"], ["Weiß, Änne", "1"], ["Tannhoff, Ivo", "2"]]


def test_a_second_column_of_clusters_gets_a_name_of_its_own(run: Run, tmp_path: Path) -> None:
    source, out = put(tmp_path / "a.csv", "cluster,name\n7,Änne Weiß\n"), tmp_path / "out.csv"
    _, _, shown = run(source, "--out", str(out))
    assert rows_of(out, ",")[0] == ["cluster", "name", "cluster_2"]
    assert words("match.title_taken", title="cluster_2") in shown


def test_a_workbook_with_a_title_above_the_header(run: Run, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (["Anmeldungen"], [], ["Name", "Ort"], ["Änne Weiß", "Ulm"], ["Weiss, Änne", "Ulm"]):
        book.active.append(row)  # type: ignore[union-attr]
    book.save(tmp_path / "liste.xlsx")
    out = tmp_path / "out.csv"
    assert run(str(tmp_path / "liste.xlsx"), "--column", "Name", "--out", str(out))[0] == 0
    assert [row[-1] for row in rows_of(out)] == ["", "cluster", "1", "1"]


def test_clusters_as_json(run: Run, tmp_path: Path) -> None:
    code, shown, _ = run(put(tmp_path / "liste.csv", NAMES), "--column", "Name", "--json")
    assert code == 0
    assert json.loads(shown) == [
        {"cluster": 1, "names": ["Weiß, Dr. Änne", "Aenne Weiss"]},
        {"cluster": 2, "names": ["Tannhoff, Ivo"]},
    ]


def test_the_list_itself_is_not_overwritten(run: Run, tmp_path: Path) -> None:
    source = put(tmp_path / "liste.csv", NAMES)
    assert run(source, "--column", "Name", "--out", source)[0] == 2
    assert Path(source).read_text(encoding="utf-8") == NAMES


def test_grouping_the_output_again_changes_no_cell(run: Run, tmp_path: Path) -> None:
    first, second = tmp_path / "1.csv", tmp_path / "2.csv"
    run(put(tmp_path / "liste.csv", NAMES), "--column", "Name", "--out", str(first))
    run(str(first), "--column", "Name", "--out", str(second))
    assert [row[:-1] for row in rows_of(second)] == rows_of(first)


@pytest.mark.parametrize("cell", ["=1+1", "+cmd|' /C calc'!A0", "@SUM(A1)", "-1+1", "\t=1"])
def test_a_formula_gets_an_apostrophe_without_which_it_is_as_before(cell: str) -> None:
    assert neutral(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["+49 (0)30 12-34", "-12,5", "Weiß", "", "'=1+1", "a=b"])
def test_other_cells_stay_as_they_are(cell: str) -> None:
    assert neutral(cell) == cell


@pytest.mark.parametrize(("name", "content"), [("leer.csv", b""), ("x.pdf", b"%PDF"), ("x.xlsx", b"PK\3\4kaputt")])
def test_what_can_not_be_read_is_one_sentence(run: Run, tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    code, _, shown = run(str(tmp_path / name))
    assert code == 2
    assert name in shown


def test_a_file_that_is_not_there_and_a_place_that_can_not_be_written(run: Run, tmp_path: Path) -> None:
    source = put(tmp_path / "liste.csv", NAMES)
    assert run(str(tmp_path / "fehlt.csv"))[0] == 2
    assert run(source, "--column", "Name", "--out", str(tmp_path / "kein" / "ordner.csv"))[0] == 2
