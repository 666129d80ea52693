"""Whole lists as different programs and offices make them, all invented, and what a user expects of each."""

import io
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from graph.errors import InputError
from ingest.loading.pipeline import Prepared, prepare
from ingest.records import Options

Put = Callable[[str, str | bytes], Path]
Person = tuple[str, str, str]


def people(prepared: Prepared) -> set[Person]:
    """Name, organisation and function of each person in a file."""
    found = set()
    for record in prepared.records():
        names = {e.key: e.name for e in record.entities}
        person = next(e for e in record.entities if e.label == "Person")
        work = [(names[f.end], f.role) for f in record.facts if f.type == "WORKS_FOR"]
        found.add((person.name, *(work[0] if work else ("", ""))))
    return found


def read(path: Path, event: str = "Auftakt") -> Prepared:
    return prepare(path, Options(event=event, date="2021-03-16"))


def unused(prepared: Prepared) -> set[object]:
    return {n.context["column"] for n in prepared.row_log.notes if n.key == "note_unused_column"}


def other_notes(prepared: Prepared) -> list[tuple[str, int | None]]:
    return [(n.key, n.row) for n in prepared.row_log.notes if n.key != "note_unused_column"]


def test_a_ticket_shop_export_in_english(put: Put) -> None:
    found = read(
        put(
            "report-2021-03-01T0900.csv",
            "Order #,Order Date,First Name,Last Name,Email,Quantity,Ticket Type,Attendee Status,Company,Job Title\r\n"
            "1834,2021-02-11 10:20:33,Anna,Lang,anna@werk.example,1,Frei,Attending,Werk Nord GmbH,Head of Energy\r\n"
            '1835,2021-02-11 10:25:01,Bo,"Weiß, MdB",bo@land.example,1,Kostenlos,Attending,"Landtag, Büro Weiß",\r\n',
        )
    )
    assert people(found) == {
        ("Anna Lang", "Werk Nord GmbH", "Head of Energy"),
        ("Bo Weiß", "Landtag, Büro Weiß", ""),
    }
    assert unused(found) == {"Ticket Type"}
    assert found.row_log.rejected == []


def test_a_contact_export_of_a_mail_program(put: Put) -> None:
    header = (
        '"Anrede","Vorname","Weitere Vornamen","Nachname","Suffix","Firma","Abteilung","Position","Ort geschäftlich",'
        '"Telefon geschäftlich","E-Mail-Adresse","E-Mail: Angezeigter Name","Notizen"'
    )
    line = (
        '"Herr","Jörg","Peter","Müller",,"Müller & Söhne KG","Vertrieb","Leiter","Köln","+49 221 1",'
        '"joerg@mueller.example","Müller, Jörg (joerg@mueller.example)","Zeile 1\r\nZeile 2"'
    )
    path = put("Kontakte Auftakt.CSV", f"{header}\r\n{line}\r\n".encode("cp1252"))
    found = prepare(path, Options(event="Auftakt", kind="participants"))
    assert people(found) == {("Jörg Müller", "Müller & Söhne KG", "Leiter")}
    assert "E-Mail: Angezeigter Name" in unused(found)
    assert found.row_log.rejected == []


def test_a_form_with_questions_as_titles(put: Put) -> None:
    found = read(
        put(
            "Anmeldung.csv",
            "ID;Startzeit;Fertigstellungszeit;E-Mail;Ihr Vorname;Ihr Nachname;"
            '"Ihre Institution / Organisation";Ihre E-Mail-Adresse (dienstlich)*;'
            '"An welchen Workshops möchten Sie teilnehmen?"\n'
            "1;1.3.21 10:00;1.3.21 10:02;anonymous;Anna;Lang;IHK Nord;anna@ihk.example;WS 1;\n".replace(
                "WS 1;", '"WS 1;WS 2;"'
            ),
        )
    )
    assert people(found) == {("Anna Lang", "IHK Nord", "")}
    (record,) = found.records()
    assert record.entities[0].values["emails"] == ("anna@ihk.example",)
    assert unused(found) == {"An welchen Workshops möchten Sie teilnehmen?"}
    assert other_notes(found) == []


def test_an_attendance_report_of_a_video_conference(put: Put) -> None:
    text = (
        "Full Name\tJoin Time\tLeave Time\tDuration\tEmail\r\n"
        "Lang, Anna\t16.3.2021, 09:58:03\t16.3.2021, 12:01:11\t2h 3m\tanna@werk.example\r\n"
        "Dr. Bo Weiß (Gast)\t16.3.2021, 10:01:59\t16.3.2021, 11:00:00\t58m 1s\t\r\n"
    )
    found = read(put("meetingAttendanceList.csv", text.encode("utf-16")))
    assert people(found) == {("Anna Lang", "", ""), ("Bo Weiß", "", "")}


def test_an_office_workbook_with_titles_a_footer_and_a_second_sheet(put: Put) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "TN"
    for line in (
        ["Service- und Beratungsstelle"],
        ["Teilnehmende Auftaktveranstaltung", None, None, None, "Stand:", "12.03.2021"],
        [],
        ["Lfd. Nr.", "Name", "Vorname", "Firma/Institution", "E-Mail\n(dienstlich)", "Anmerkung"],
        [1, "Lang", "Anna", "Werk Nord GmbH", "anna@werk.example", "vegetarisch"],
        [2, "von der Heide", "Karl", "IG Metall", None, None],
        [],
        ["Nachmeldungen"],
        [3, "Weiß", "Bo", "Stadt Köln", "bo@stadt.example", None],
        [4, None, None, None, None, None],
        ["Gesamt: 3 Teilnehmende"],
    ):
        sheet.append(line)
    sheet.merge_cells("A1:F1")
    book.create_sheet("Legende").append(["Kürzel", "Bedeutung"])
    book.create_sheet("Leer")
    out = io.BytesIO()
    book.save(out)
    found = read(put("TN.xlsx", out.getvalue()))
    assert people(found) == {
        ("Anna Lang", "Werk Nord GmbH", ""),
        ("Karl von der Heide", "IG Metall", ""),
        ("Bo Weiß", "Stadt Köln", ""),
    }
    assert {r.entities[0].place for r in found.records()} == {"TN!row 5", "TN!row 6", "TN!row 9"}
    assert found.row_log.rejected == []


def test_two_sheets_with_lists_are_both_read(put: Put) -> None:
    book = openpyxl.Workbook()
    one = book.active
    assert isinstance(one, Worksheet)
    one.title = "Workshop 1"
    one.append(["Name", "Firma"])
    one.append(["Anna Lang", "Werk"])
    two = book.create_sheet("Workshop 2")
    two.append(["Firma", "Name"])
    two.append(["Amt", "Bo Weiß"])
    out = io.BytesIO()
    book.save(out)
    found = read(put("TN.xlsx", out.getvalue()))
    assert people(found) == {("Anna Lang", "Werk", ""), ("Bo Weiß", "Amt", "")}
    assert {r.entities[0].place for r in found.records()} == {"Workshop 1!row 2", "Workshop 2!row 2"}


def test_a_list_with_separators_at_every_end_and_a_stated_separator(put: Put) -> None:
    text = (
        "sep=;\r\nTeilnehmerliste;;;;;;\r\n;;;;;;\r\nNr.;Titel;Vorname;Name;Behörde;;\r\n"
        "1;Dr.;Jörg;Größe;Landratsamt Süd;;\r\n2;;Änne;Öztürk;Straßenbauamt;;\r\n;;;;;;\r\n;;;;;;\r\n"
        "Stand: 12.03.2021;;;;;;\r\n"
    )
    found = read(put("liste.csv", text.encode("cp1252")))
    assert people(found) == {("Jörg Größe", "Landratsamt Süd", ""), ("Änne Öztürk", "Straßenbauamt", "")}
    assert {r.entities[0].place for r in found.records()} == {"row 5", "row 6"}
    assert (found.row_log.rows, other_notes(found)) == (2, [])


def test_quoted_names_with_commas_in_a_list_with_commas(put: Put) -> None:
    text = 'Name,"Firma/Institution",Ort\n"Müller, Hans","Müller, Meier & Partner mbB",Köln\n"Lang, Dr. Anna",BDI,\n'
    found = read(put("liste.csv", text))
    assert people(found) == {("Hans Müller", "Müller, Meier & Partner mbB", ""), ("Anna Lang", "BDI", "")}


def test_a_list_with_name_and_given_name_in_one_column(put: Put) -> None:
    found = read(put("liste.csv", '"Name, Vorname";Einrichtung\nMüller, Hans;BDI\nLang Anna;Amt\n'))
    assert people(found) == {("Hans Müller", "BDI", ""), ("Anna Lang", "Amt", "")}


def test_decomposed_umlauts_apostrophes_and_hard_blanks(put: Put) -> None:
    text = "Vorname;Nachname;Behörde;Telefon\nJu\u0308rgen;Mu\u0308ller\u00a0;'Amt\u00a0für Straßen;'+49 30 1\n"
    found = read(put("liste.csv", text))
    assert people(found) == {("Jürgen Müller", "Amt für Straßen", "")}


def test_the_same_people_in_two_spellings_have_the_same_keys(put: Put) -> None:
    composed = read(put("a.csv", "Vorname;Nachname;Firma\nJürgen;Müller;Werk Süd GmbH\n"))
    other = read(put("b.csv", 'Name,Company\n"MUELLER, Juergen",Werk Sued gmbh\n'))
    (one,), (two,) = composed.records(), other.records()
    assert one.entities[0].keys == two.entities[0].keys
    assert one.entities[1].keys == two.entities[1].keys


def test_names_with_markup_and_formulas_are_kept_to_the_letter(put: Put) -> None:
    organisation = "Robby' WITH true as x MATCH (s) DETACH DELETE s //"
    found = read(put("a.csv", f"Vorname;Nachname;Firma\n<b>Anna</b>;Lang;{organisation}\nBo;Weiß;=HYPERLINK(1)\n"))
    assert people(found) == {("<b>Anna</b> Lang", organisation, ""), ("Bo Weiß", "=HYPERLINK(1)", "")}


@pytest.mark.parametrize(
    ("name", "content", "key"),
    [
        ("a.pdf", "x", "document_broken"),
        ("a", "x", "unknown_file_type"),
        ("a.csv", "", "empty_file"),
        ("a.csv", "Vorname;Ort;Land\nAnna;Bonn;NRW\n", "missing_column"),
        ("a.csv", "Vorname;Nachname;nachname\nAnna;Lang;x\n", "double_column"),
        ("a.csv", "Anna;Lang\nBo;Weiß\n", "no_header"),
        ("a.csv", "Vorname;Nachname\n", "no_rows"),
    ],
)
def test_a_list_that_can_not_be_used_is_refused_by_name(put: Put, name: str, content: str, key: str) -> None:
    with pytest.raises(InputError) as caught:
        read(put(name, content))
    assert (caught.value.key, caught.value.file) == (key, name)
