"""Workbooks: every row with its number, and nothing that would blow up."""

import datetime
import io
import time
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from graph.errors import InputError
from ingest.readers.table import LONGEST_CELL, MOST_COLUMNS
from ingest.readers.workbook import read_workbook

Put = Callable[[str, str | bytes], Path]
SHEET = "xl/worksheets/sheet1.xml"


def workbook(fill: Callable[[Worksheet], None], more: dict[str, list[list[object]]] | None = None) -> bytes:
    book = openpyxl.Workbook()
    assert isinstance(book.active, Worksheet)
    fill(book.active)
    for title, table in (more or {}).items():
        sheet = book.create_sheet(title)
        for line in table:
            sheet.append(line)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def table(*lines: Sequence[object]) -> bytes:
    def fill(sheet: Worksheet) -> None:
        for line in lines:
            sheet.append(list(line))

    return workbook(fill)


def changed(data: bytes, part: str, change: Callable[[str], str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            content = old.read(entry)
            new.writestr(entry.filename, change(content.decode()).encode() if entry.filename == part else content)
    return out.getvalue()


def ods(rows: str) -> bytes:
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    content = (
        f"<office:document-content {spaces}><office:body><office:spreadsheet>"
        f'<table:table table:name="Liste">{rows}</table:table></office:spreadsheet></office:body>'
        "</office:document-content>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("content.xml", content)
    return out.getvalue()


def ods_row(*texts: str, repeated: int = 1, columns: int = 1) -> str:
    repeat = f' table:number-columns-repeated="{columns}"' if columns > 1 else ""
    cells = "".join(
        f'<table:table-cell office:value-type="string"{repeat}><text:p>{t}</text:p></table:table-cell>' for t in texts
    )
    return f'<table:table-row table:number-rows-repeated="{repeated}">{cells}</table:table-row>'


def rows(path: Path) -> list[tuple[int, tuple[str, ...]]]:
    return [(row.number, row.cells) for sheet in read_workbook(path) for row in sheet.rows()]


def refused(path: Path) -> InputError:
    with pytest.raises(InputError) as caught:
        rows(path)
    assert caught.value.file == path.name
    return caught.value


def test_rows_keep_the_numbers_excel_shows(put: Put) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A1"], sheet["A4"], sheet["B4"], sheet["A6"] = "Liste", "Name", "Ort", "Lang"

    path = put("a.xlsx", workbook(fill))
    assert [(number, cells) for number, cells in rows(path) if any(cells)] == [
        (1, ("Liste", "")),
        (4, ("Name", "Ort")),
        (6, ("Lang", "")),
    ]


def test_a_table_that_begins_further_down_keeps_its_row_numbers(put: Put) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["C5"], sheet["D5"], sheet["C6"] = "Name", "Ort", "Lang"

    found = [(number, [c for c in cells if c]) for number, cells in rows(put("a.xlsx", workbook(fill))) if any(cells)]
    assert found == [(5, ["Name", "Ort"]), (6, ["Lang"])]


def test_dates_and_numbers_become_text_as_people_write_them(put: Put) -> None:
    path = put(
        "a.xlsx",
        table(
            [
                datetime.date(2021, 3, 16),
                datetime.datetime(2021, 3, 16, 10, 30),  # noqa: DTZ001 - workbooks know no zones
                26.0,
                3.5,
                True,
                4912345678901.0,
                None,
            ]
        ),
    )
    assert rows(path) == [(1, ("2021-03-16", "2021-03-16T10:30:00", "26", "3.5", "True", "4912345678901"))]


def test_a_day_with_the_hour_zero_is_a_day(put: Put) -> None:
    midnight = datetime.datetime(2021, 3, 16)  # noqa: DTZ001 - workbooks know no zones
    assert rows(put("a.xlsx", table([midnight, "x"]))) == [(1, ("2021-03-16", "x"))]


def test_sheets_are_named_only_where_there_are_several(put: Put) -> None:
    one, two = table(["a"]), workbook(lambda sheet: sheet.append(["a"]), {"Gäste": [["b"]]})
    assert [sheet.name for sheet in read_workbook(put("a.xlsx", one))] == [""]
    sheets = read_workbook(put("b.xlsx", two))
    assert [sheet.name for sheet in sheets] == ["Sheet", "Gäste"]
    assert [sheet.place(7) for sheet in sheets] == ["Sheet!row 7", "Gäste!row 7"]
    assert [[row.cells for row in sheet.rows()] for sheet in sheets] == [[("a",)], [("b",)]]


def test_all_rows_are_read_though_the_stated_dimension_is_wrong(put: Put) -> None:
    data = table(*[[f"Name {n}", "Ort"] for n in range(1, 501)])
    assert "<dimension" in zipfile.ZipFile(io.BytesIO(data)).read(SHEET).decode()
    path = put("a.xlsx", changed(data, SHEET, lambda xml: xml.replace('ref="A1:B500"', 'ref="A1:B3"')))
    found = rows(path)
    assert (len(found), found[-1]) == (500, (500, ("Name 500", "Ort")))


def test_merged_cells_hold_their_text_once(put: Put) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(["Teilnehmende", None, None])
        sheet.append(["Name", "Ort", "Land"])
        sheet.merge_cells("A1:C1")

    assert rows(put("a.xlsx", workbook(fill))) == [(1, ("Teilnehmende", "", "")), (2, ("Name", "Ort", "Land"))]


def test_of_a_formula_only_the_stored_result_is_read(put: Put) -> None:
    data = table(["x", "=1+1"])
    path = put(
        "a.xlsx", changed(data, SHEET, lambda xml: xml.replace("<v></v>", "<v>2</v>").replace("<v />", "<v>2</v>"))
    )
    assert rows(path) == [(1, ("x", "2"))]
    text = table(["x", "=HYPERLINK(1)"])
    assert "HYPERLINK" not in str(rows(put("b.xlsx", text)))


def test_ods_is_read(put: Put) -> None:
    path = put("a.ods", ods(ods_row("Name", "Ort") + ods_row("Jürgen", "Köln", repeated=2)))
    assert rows(path) == [(1, ("Name", "Ort")), (2, ("Jürgen", "Köln")), (3, ("Jürgen", "Köln"))]


def test_empty_cells_and_rows_that_ods_repeats_to_the_end_cost_nothing(put: Put) -> None:
    empty = '<table:table-cell table:number-columns-repeated="16384"/>'
    rest = f'<table:table-row table:number-rows-repeated="1048574">{empty}</table:table-row>'
    assert rows(put("a.ods", ods(ods_row("Name", "Ort") + rest))) == [(1, ("Name", "Ort"))]


@pytest.mark.parametrize(
    "row", [ods_row("x", repeated=1_000_000, columns=1000), ods_row("x", repeated=3_000_000, columns=100)]
)
def test_ods_that_repeats_cells_a_billion_times_is_refused(put: Put, row: str) -> None:
    assert refused(put("a.ods", ods(ods_row("Name") + row))).key == "far_cell"


def test_a_single_cell_in_the_last_corner_is_refused_before_memory_is_filled(put: Put) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A1"], sheet["XFD1048576"] = "Name", "x"

    error = refused(put("a.xlsx", workbook(fill)))
    assert (error.key, error.value) == ("far_cell", "XFD1048576")


CELL = '<c r="{}" t="inlineStr"><is><t>x</t></is></c>'


@pytest.mark.parametrize(
    "row",
    [
        f'<row r="9">{CELL.format("A4294967295")}</row>',
        f'<row r="9">{CELL.format("A99999999999")}</row>',
        f'<row r="9">{CELL.format("xfd1048576")}</row>',
        f'<row r="9">{CELL.format("ZZZZZZZZ9")}{CELL.format("A9999")}</row>',
        '<row r="4000000000"><c t="inlineStr"><is><t>x</t></is></c></row>',
        f"<row r='9'>{CELL.format('XFD9')}<c s='1' {'x' * 3000}='' t='inlineStr' r = 'A1048576'>"
        "<is><t>x</t></is></c></row>",
        '<row r="1000000">' + '<c t="inlineStr"><is><t>x</t></is></c>' * 900 + "</row>",
    ],
)
def test_addresses_that_would_fill_the_memory_are_refused(put: Put, row: str) -> None:
    data = changed(table(["Name"]), SHEET, lambda xml: xml.replace("</sheetData>", f"{row}</sheetData>"))
    assert refused(put("a.xlsx", data)).key == "far_cell"


def test_cells_without_addresses_are_read(put: Put) -> None:
    line = '<row><c t="inlineStr"><is><t>x</t></is></c><c t="inlineStr"><is><t>y</t></is></c></row>'
    data = changed(table(["Name"]), SHEET, lambda xml: xml.replace("</sheetData>", f"{line * 3000}</sheetData>"))
    assert len(rows(put("a.xlsx", data))) == 3001


def test_a_stray_cell_in_the_last_row_costs_little_time(put: Put) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A1"], sheet["B1"], sheet["A1048576"] = "Name", "Ort", "x"

    started = time.monotonic()
    assert rows(put("a.xlsx", workbook(fill))) == [(1, ("Name", "Ort")), (1_048_576, ("x", ""))]
    assert time.monotonic() - started < 5


def test_a_format_without_text_in_the_last_corner_does_no_harm(put: Put) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(["Name", "Ort"])
        sheet["XFD1048576"].font = Font(bold=True)

    assert rows(put("a.xlsx", workbook(fill))) == [(1, ("Name", "Ort"))]


def test_a_zip_bomb_is_refused_before_it_is_unpacked(put: Put) -> None:
    data = changed(table(["Name"]), SHEET, lambda xml: xml.replace("</worksheet>", " " * 60_000_000 + "</worksheet>"))
    assert len(data) < 100_000
    assert refused(put("a.xlsx", data)).key == "archive_unsafe"


def test_a_bomb_that_lies_about_its_size_is_refused(put: Put) -> None:
    data = changed(table(["Name"]), SHEET, lambda xml: xml.replace("</worksheet>", " " * 60_000_000 + "</worksheet>"))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        size = archive.getinfo(SHEET).file_size
    lied = data.replace(size.to_bytes(4, "little"), (5000).to_bytes(4, "little"))
    assert lied != data
    assert refused(put("a.xlsx", lied)).key == "broken_workbook"


def test_too_many_parts_are_refused(put: Put) -> None:
    out = io.BytesIO(table(["Name"]))
    with zipfile.ZipFile(out, "a") as archive:
        for number in range(2001):
            archive.writestr(f"xl/media/{number}.txt", "")
    assert refused(put("a.xlsx", out.getvalue())).key == "archive_unsafe"


@pytest.mark.parametrize("part", [SHEET, "xl/workbook.xml", "_rels/.rels"])
@pytest.mark.parametrize(
    "trick",
    [
        '<!DOCTYPE x [<!ENTITY a "b">]>',
        '<!DOCTYPE x SYSTEM "file:///etc/passwd">',
        f"<!-- {'x' * 9000} --><!DOCTYPE x []>",
    ],
)
def test_a_part_with_a_document_type_is_refused(put: Put, part: str, trick: str) -> None:
    def insert(xml: str) -> str:
        start = xml.index("?>") + 2 if xml.startswith("<?") else 0
        return xml[:start] + trick + xml[start:]

    error = refused(put("a.xlsx", changed(table(["Name"]), part, insert)))
    assert (error.key, error.context["detail"]) == ("archive_unsafe", f"DOCTYPE, {part}")


@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.99])
def test_a_workbook_cut_off_is_refused(put: Put, share: float) -> None:
    data = table(*[["Name", n] for n in range(100)])
    assert refused(put("a.xlsx", data[: int(len(data) * share)])).key == "broken_workbook"


@pytest.mark.parametrize("name", ["a.xlsx", "a.ods", "a.xlsm"])
@pytest.mark.parametrize(
    "content", ["Name;Ort\nLang;Bonn\n", "<html><table><tr><td>Name", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"]
)
def test_other_content_under_the_name_of_a_workbook_is_refused(put: Put, name: str, content: str | bytes) -> None:
    assert refused(put(name, content)).key == "broken_workbook"


@pytest.mark.parametrize("content", [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\x01\x02\x03", b"%PDF-1.7"])
def test_what_is_neither_text_nor_a_workbook_is_refused(put: Put, content: bytes) -> None:
    assert refused(put("a.xls", content)).key == "broken_workbook"


def test_a_zip_archive_that_is_no_workbook_is_refused(put: Put) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("brief.txt", "Guten Tag")
    assert refused(put("a.xlsx", out.getvalue())).key == "broken_workbook"


def test_a_protected_part_is_refused(put: Put) -> None:
    data = bytearray(table(["Name"]))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        offset = archive.start_dir
    data[offset + 8] |= 1  # the first entry in the directory is marked as encrypted
    assert refused(put("a.xlsx", bytes(data))).key == "broken_workbook"


def test_a_cell_longer_than_allowed_is_refused_with_its_row(put: Put) -> None:
    error = refused(put("a.xlsx", table(["Name"], ["x" * (LONGEST_CELL + 1)])))
    assert (error.key, error.row) == ("cell_too_long", 2)


def test_more_columns_than_allowed_are_refused(put: Put) -> None:
    error = refused(put("a.xlsx", table(["x"] * (MOST_COLUMNS + 1))))
    assert (error.key, error.row, error.value) == ("too_many_columns", 1, str(MOST_COLUMNS + 1))


def test_a_workbook_without_a_cell_has_no_rows(put: Put) -> None:
    assert rows(put("a.xlsx", table())) == []


def test_cells_merged_downwards_hold_their_text_in_each_row(put: Put) -> None:
    def fill(sheet: Worksheet) -> None:
        for row in (["Werk", "a", "x"], [None, "b", None], [None, None, None], [None, "c", None], ["Amt", "d", "y"]):
            sheet.append(row)
        sheet.insert_rows(1, 2)
        sheet.merge_cells("A3:A6")
        sheet.merge_cells("C3:D4")

    assert [(n, tuple(c[:3])) for n, c in rows(put("a.xlsx", workbook(fill)))] == [
        (3, ("Werk", "a", "x")),
        (4, ("Werk", "b", "x")),
        (6, ("Werk", "c", "")),
        (7, ("Amt", "d", "y")),
    ]


def spanned(row: str, count: str) -> str:
    return row.replace("<table:table-cell", f'<table:table-cell table:number-rows-spanned="{count}"', 1)


def test_cells_merged_downwards_in_ods_hold_their_text_in_each_row(put: Put) -> None:
    empty, covered = ods_row("", "b"), ods_row("", "c").replace("<table:table-cell", "<table:covered-table-cell", 1)
    covered = covered.replace("</table:table-cell>", "</table:covered-table-cell>", 1)
    text = ods_row("Name", "Ort") + spanned(ods_row("Werk", "a"), "3") + empty + covered + ods_row("Amt", "d")
    (sheet,) = read_workbook(put("a.ods", ods(text)))
    assert not sheet.merged_unread
    assert [tuple(row.cells[:2]) for row in sheet.rows()] == [
        ("Name", "Ort"),
        ("Werk", "a"),
        ("Werk", "b"),
        ("Werk", "c"),
        ("Amt", "d"),
    ]


def test_ods_with_merged_cells_nobody_can_place_is_told(put: Put) -> None:
    (sheet,) = read_workbook(put("a.ods", ods(ods_row("Name", "Ort") + spanned(ods_row("Werk", "a"), "drei"))))
    assert sheet.merged_unread
