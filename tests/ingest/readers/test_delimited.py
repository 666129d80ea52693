"""CSV and TSV: rows as a spreadsheet shows them, whatever made the file."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.errors import InputError
from ingest.readers.delimited import find_separator, read_delimited
from ingest.readers.table import LONGEST_CELL, MOST_COLUMNS

Put = Callable[[str, str | bytes], Path]
HEADER = ("Vorname", "Nachname")


def rows(path: Path) -> list[tuple[int, tuple[str, ...]]]:
    (sheet,) = read_delimited(path)
    return [(row.number, row.cells) for row in sheet.rows()]


def refused(path: Path) -> InputError:
    with pytest.raises(InputError) as caught:
        rows(path)
    assert caught.value.file == path.name
    return caught.value


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_umlauts_are_read_in_every_usual_encoding(put: Put, encoding: str) -> None:
    path = put("a.csv", "Vorname;Nachname\r\nJürgen;Größe\r\n".encode(encoding))
    assert rows(path) == [(1, HEADER), (2, ("Jürgen", "Größe"))]


def test_cp1252_quotes_and_the_euro_sign_are_read(put: Put) -> None:
    path = put("a.csv", b"Vorname;Nachname\nJ\xfcrgen;\x84Zukunft\x93 \x96 5 \x80\n")
    assert rows(path)[1] == (2, ("Jürgen", "„Zukunft“ – 5 €"))


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_each_separator_is_found(put: Put, separator: str) -> None:
    text = "\n".join(separator.join(cells) for cells in (HEADER, ("Anna", "Weiß"), ("Bo", "Lang")))
    assert rows(put("a.csv", text)) == [(1, HEADER), (2, ("Anna", "Weiß")), (3, ("Bo", "Lang"))]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_each_line_ending_is_read(put: Put, ending: str) -> None:
    text = ending.join(["Vorname;Nachname", "Anna;Weiß", ""])
    assert rows(put("a.csv", text)) == [(1, HEADER), (2, ("Anna", "Weiß"))]


def test_commas_in_every_cell_do_not_hide_the_semicolon() -> None:
    assert find_separator("Name;Organisation\nLang, Anna;Werk A, B und C\nWeiß, Bo;D, E, F und G\n") == ";"


def test_semicolons_in_a_column_do_not_hide_the_comma() -> None:
    assert find_separator('Name,Workshop,Ort\n"Lang, Anna",1; 2,Bonn\n"Weiß, Bo",1; 3,Ulm\n') == ","


def test_titles_above_the_table_do_not_hide_the_separator() -> None:
    assert find_separator("Liste, Stand 1.3., intern\n\nName;Ort\nAnna Lang;Bonn\nBo Weiß;Ulm\nC D;E\n") == ";"


def test_the_separator_a_file_states_is_taken_and_its_line_keeps_its_number(put: Put) -> None:
    assert rows(put("a.csv", "sep=,\r\nName;x,Ort\r\nLang;y,Bonn\r\n")) == [
        (2, ("Name;x", "Ort")),
        (3, ("Lang;y", "Bonn")),
    ]


def test_a_line_break_in_quotes_makes_no_new_row(put: Put) -> None:
    path = put("a.csv", '"Vorname\n(Rufname)";Nachname\n"An\r\nna";Weiß\n\nBo;Lang\n')
    assert rows(path) == [
        (1, ("Vorname\n(Rufname)", "Nachname")),
        (2, ("An\r\nna", "Weiß")),
        (3, ()),
        (4, ("Bo", "Lang")),
    ]


def test_quotes_and_separators_inside_quotes_are_text(put: Put) -> None:
    path = put("a.csv", 'Name,Firma\n"Müller, Hans","Werk ""Nord"", Bonn"\n')
    assert rows(path)[1] == (2, ("Müller, Hans", 'Werk "Nord", Bonn'))


def test_quotes_that_end_before_the_cell_does_are_left_out(put: Put) -> None:
    assert rows(put("a.csv", 'Name;Firma\nLang;"Zukunft" e. V.\n'))[1] == (2, ("Lang", "Zukunft e. V."))


def test_an_open_quote_names_its_row_instead_of_swallowing_the_rest(put: Put) -> None:
    error = refused(put("a.csv", 'Vorname;Nachname\nAnna;Weiß\nBo;"Lang\nCem;Arslan\nDora;Ott\n'))
    assert (error.key, error.row, error.value) == ("open_quote", 3, "Lang")


def test_a_quote_open_in_the_last_cell_is_seen_without_a_line_end(put: Put) -> None:
    assert refused(put("a.csv", 'Vorname;Nachname\nAnna;"Wei')).key == "open_quote"


@pytest.mark.parametrize("content", ["\n\n\n", " \r\n\t\r\n", ";;;\n;;;\n", "\ufeff"])
def test_a_file_without_anything_in_it_is_empty(put: Put, content: str) -> None:
    assert refused(put("a.csv", content)).key == "empty_file"


def test_text_that_is_no_table_is_refused(put: Put) -> None:
    assert refused(put("a.txt", "Sehr geehrte Damen\nmit Gruß\n")).key == "no_separator"


def test_nul_is_refused_with_its_row(put: Put) -> None:
    error = refused(put("a.csv", b"Vorname;Nachname\nAnna;Wei\0\n"))
    assert (error.key, error.row, error.context["position"], error.value) == ("wrong_encoding", 2, 26, "0x00")


def test_a_byte_that_windows_1252_does_not_know_is_refused_with_its_row(put: Put) -> None:
    error = refused(put("a.csv", b"Vorname;Nachname\nAnna;M\x81ller\n"))  # ü as MS-DOS writes it
    assert (error.key, error.row, error.context["position"], error.value) == ("wrong_encoding", 2, 24, "0x81")


def test_utf_16_cut_off_in_the_middle_of_a_character_is_refused_with_its_row(put: Put) -> None:
    error = refused(put("a.csv", "a;b\nc;d\n".encode("utf-16") + b"x"))
    # The mark and eight characters are 18 bytes; line 3 would begin with the 19th.
    assert (error.key, error.row, error.context["position"]) == ("wrong_encoding", 3, 19)


@pytest.mark.parametrize(
    "garbled",
    [
        "Müller".encode().decode("cp1252"),
        "Größe".encode().decode("latin-1"),
        "M\ufffdller",
    ],
)
def test_umlauts_converted_wrongly_are_refused_with_their_row(put: Put, garbled: str) -> None:
    error = refused(put("a.csv", f"Vorname;Nachname\nAnna;Weiß\nBo;{garbled}\n"))
    assert (error.key, error.row) == ("garbled_text", 3)


@pytest.mark.parametrize("encoding", ["cp850", "mac_roman"])
def test_umlauts_of_other_machines_are_refused_and_not_read_as_signs(put: Put, encoding: str) -> None:
    assert refused(put("a.csv", "Vorname;Nachname\nJörg;Müller\nÄnne;Jäger\n".encode(encoding))).key in (
        "garbled_text",
        "wrong_encoding",
    )


def test_garbled_text_far_down_is_found(put: Put) -> None:
    error = refused(put("a.csv", "Vorname;Nachname\n" + "Anna;Weiß\n" * 200_000 + "Bo;MÃ¼ller\n"))
    assert (error.key, error.row, error.value) == ("garbled_text", 200_002, "Bo;MÃ¼ller")


@pytest.mark.parametrize("name", ["João", "SÃO PAULO", "Łódź", "Ştefan", "Mašek", "Ôze„n"])
def test_foreign_letters_are_not_taken_for_garbled_ones(put: Put, name: str) -> None:
    assert rows(put("a.csv", f"Vorname;Nachname\nAnna;{name}\n"))[1] == (2, ("Anna", name))


@pytest.mark.parametrize("content", ["Vorname;Nachname\nAnna;{}\n", 'Vorname;Nachname\nAnna;"{}"\n', "{};x\nAnna;y"])
def test_a_cell_of_20_megabytes_is_refused(put: Put, content: str) -> None:
    error = refused(put("a.csv", content.format("x" * 20_000_000)))
    assert (error.key, error.context["limit"]) == ("cell_too_long", LONGEST_CELL)
    assert error.row == (1 if content.startswith("{") else 2)


def test_the_longest_cell_is_read_and_one_character_more_is_not(put: Put) -> None:
    text = "x" * LONGEST_CELL
    assert rows(put("a.csv", f"Vorname;Nachname\nAnna;{text}\n"))[1][1][1] == text
    assert refused(put("b.csv", f"Vorname;Nachname\nAnna;{text}x\n")).row == 2


@pytest.mark.parametrize("line", [";" * 1_000_000, ";".join("x" * 1_000_001), "," * 1_000_000])
@pytest.mark.parametrize("before", ["", "Vorname;Nachname\nAnna;Weiß\n"])
def test_a_million_columns_are_refused(put: Put, line: str, before: str) -> None:
    if "," in line and before:
        line = line.replace(",", ";")
    error = refused(put("a.csv", f"{before}{line}\nBo;Lang\n"))
    assert (error.key, error.context["limit"]) == ("too_many_columns", MOST_COLUMNS)
    assert (error.row, error.value) == (3 if before else 1, "1000001")


def test_the_most_columns_allowed_are_read_and_one_more_is_not(put: Put) -> None:
    assert len(rows(put("a.csv", ";".join("x" * MOST_COLUMNS)))[0][1]) == MOST_COLUMNS
    assert refused(put("b.csv", ";".join("x" * (MOST_COLUMNS + 1)))).key == "too_many_columns"


def test_cells_are_read_without_the_blanks_around_them(put: Put) -> None:
    assert rows(put("a.csv", "Vorname ; Nachname\n Anna;\u00a0Weiß \n"))[1] == (2, ("Anna", "Weiß"))


def test_a_file_can_be_read_twice(put: Put) -> None:
    (sheet,) = read_delimited(put("a.csv", "Vorname;Nachname\nAnna;Weiß\n"))
    assert list(sheet.rows()) == list(sheet.rows())


cells = st.text(
    st.characters(blacklist_categories=("Cs", "Cc", "Cn", "Co"), blacklist_characters="\ufffd\ufeff"), max_size=12
).filter(lambda text: "Ã" not in text)


@given(st.lists(st.tuples(cells, cells, cells), min_size=1, max_size=6), st.sampled_from(";,\t|"))
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_the_csv_module_writes_is_read_back(put: Put, table: list[tuple[str, ...]], separator: str) -> None:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator, quoting=csv.QUOTE_ALL)
    writer.writerow(("Vorname", "Nachname", "Ort"))
    writer.writerows(table)
    read = rows(put("a.csv", out.getvalue()))
    assert [row for _, row in read[1:]] == [tuple(cell.strip() for cell in row) for row in table]
