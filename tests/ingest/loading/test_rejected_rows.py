"""Rejected rows as a list to correct: out, corrected in a spreadsheet, and in again."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from ingest.loading.pipeline import Prepared, prepare
from ingest.loading.rejected_rows import rejected_rows, write_rejected
from ingest.readers.returned import REASONS
from ingest.records import Options
from tests.support.said import nodes, ties

Put = Callable[[str, str | bytes], Path]
EVENT = Options(event="Auftakt", date="2021-03-16")
LIST = """\
Teilnehmende am Auftakt;;;
Vorname;Nachname;Firma;Funktion
Anna;Lang;Werk Nord;Leiterin
Bo;12345;=HYPERLINK(1);"+cmd; 'x' "
Cem;;Kammer Süd;@SUM(1)
"""


def checked(path: Path, options: Options = EVENT) -> Prepared:
    return prepare(path, options, most_rejected=1)


def written(prepared: Prepared, options: Options = EVENT, language: str = "de") -> list[str]:
    found = []
    for table in rejected_rows(prepared, options):
        file = io.StringIO(newline="")
        write_rejected(file, table, language)
        found.append(file.getvalue())
    return found


def rows(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))


def test_each_rejected_row_stands_there_with_all_its_cells_and_the_reason(put: Put) -> None:
    (text,) = written(checked(put("liste.csv", LIST)))
    header, bo, cem = rows(text)
    assert header == ["Vorname", "Nachname", "Firma", "Funktion", *REASONS["de"]]
    assert bo[:4] == ["Bo", "12345", "'=HYPERLINK(1)", "'+cmd; 'x'"]
    assert (bo[4], bo[5], bo[6], bo[7]) == ("liste.csv", "4", "Nachname", "12345")
    assert cem[:4] == ["Cem", "", "Kammer Süd", "'@SUM(1)"]
    assert cem[5] == "5"
    assert all(row[8] for row in (bo, cem))


@pytest.mark.parametrize("language", ["de", "en"])
def test_corrected_it_is_loaded_as_if_it_had_been_right_at_once(put: Put, language: str) -> None:
    (text,) = written(checked(put("liste.csv", LIST)), language=language)
    corrected = text.replace("12345", "Weiß", 1).replace("Cem;;", "Cem;Arslan;")
    again = checked(put("rest.csv", "\ufeff" + corrected))
    right = checked(put("richtig.csv", LIST.replace("12345", "Weiß").replace("Cem;;", "Cem;Arslan;")))
    assert again.row_log.rejected == again.row_log.notes == []
    assert nodes(again) == nodes(right) - {("Person", "Anna Lang"), ("Organisation", "Werk Nord")}
    assert ties(again) == {tie for tie in ties(right) if "Anna Lang" not in tie}


def test_uncorrected_it_is_rejected_for_the_same_reasons(put: Put) -> None:
    (text,) = written(checked(put("liste.csv", LIST)))
    again = checked(put("rest.csv", text))
    assert [error.key for error in again.row_log.rejected] == ["not_a_name", "no_name"] or [
        error.key for error in again.row_log.rejected
    ] == [error.key for error in checked(put("liste.csv", LIST)).row_log.rejected]
    assert [row[:8] for row in rows(written(again)[0])[1:]] != []


def test_a_list_without_a_header_gets_one(put: Put) -> None:
    people = "".join(f"Anna;Lang{chr(97 + n)};anna{n}@werk.example;Werk Nord GmbH\n" for n in range(8))
    prepared = checked(put("liste.csv", f"{people}Bo;12345;bo@werk.example;Werk Nord GmbH\n"))
    (text,) = written(prepared)
    again = checked(put("rest.csv", text.replace("12345", "Weiß", 1)))
    assert ("Person", "Bo Weiß") in nodes(again)


def test_each_sheet_of_a_workbook_is_a_list_of_its_own(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "Montag"
    for sheet in (book.active, book.create_sheet("Dienstag")):
        for row in (["Name", "Firma"], ["Anna Lang", "Werk"], [f"7{len(sheet.title)}", sheet.title]):
            sheet.append(row)
    book.save(tmp_path / "liste.xlsx")
    one, other = written(checked(tmp_path / "liste.xlsx"))
    assert rows(one)[1][:4] == ["76", "Montag", "liste.xlsx, Montag", "3"]
    assert rows(other)[1][:4] == ["78", "Dienstag", "liste.xlsx, Dienstag", "3"]


def test_rows_of_a_session_list_come_back_too(put: Put) -> None:
    text = "Beginn;Titel;Referent\n09:00;Wasserstoff;Anna Lang (BDI)\n10:00;;Bo Weiß (VDMA)\n"
    prepared = checked(put("programm.csv", text))
    assert prepared.kind == "sessions"
    (rest,) = written(prepared)
    again = checked(put("rest.csv", rest.replace("10:00;;", "10:00;Glas;")))
    assert (again.kind, again.row_log.rejected) == ("sessions", [])
    assert ("Person", "Bo Weiß") in nodes(again)


def test_what_is_no_table_is_listed_with_its_reason(put: Put) -> None:
    card = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:{}\r\nN:;;;;\r\nEND:VCARD\r\n"
    good = "".join(card.format(f"Anna Lang{chr(97 + n)}") for n in range(3))
    prepared = checked(put("kontakte.vcf", good + card.format("12345")))
    assert prepared.row_log.rejected.total == 1
    (text,) = written(prepared)
    assert rows(text)[0] == list(REASONS["de"])
    assert rows(text)[1][0] == "kontakte.vcf"
