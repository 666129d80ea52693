"""Lists with the irregularities of office life, all invented: merged cells, two headers, reports, attendance."""

import io
from collections.abc import Callable, Sequence
from pathlib import Path

import openpyxl
import pytest

from graph.errors import InputError
from ingest.loading.pipeline import Prepared, prepare
from ingest.records import Options

Put = Callable[[str, str | bytes], Path]
Row = Sequence[str | int]


def workbook(*sheets: tuple[str, Sequence[Row], Sequence[str]]) -> bytes:
    """Sheets with title, rows and merged ranges."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title, rows, merged in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
        for cells in merged:
            sheet.merge_cells(cells)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read(path: Path, event: str = "Forum") -> Prepared:
    return prepare(path, Options(event=event), most_rejected=1)


def people(prepared: Prepared) -> list[tuple[str, str, str]]:
    """Name, organisation and role at the event of each row."""
    found = []
    for record in prepared.records():
        names = {e.key: e.name for e in record.entities}
        person = next(e for e in record.entities if e.label == "Person")
        work = next((names[f.end] for f in record.facts if f.type == "WORKS_FOR"), "")
        role = next(f.role for f in record.facts if f.type == "TOOK_PART_IN")
        found.append((person.name, work, role))
    return found


def rejected(prepared: Prepared) -> list[tuple[str, int | None]]:
    return [(e.key, e.row) for e in prepared.row_log.rejected]


def notes(prepared: Prepared) -> list[tuple[str, int | None, object]]:
    return [(n.key, n.row, n.context.get("value")) for n in prepared.row_log.notes]


UPPER = ("Firma", "Teilnehmer", "", "", "Kontakt", "", "Zusage")
LOWER = ("", "Anrede", "Vorname", "Nachname", "E-Mail", "Telefon", "")
TWO_ROWS: Sequence[Row] = (
    ("Rundes Forum",),
    UPPER,
    LOWER,
    ("Werk Nord KG", "Frau", "Anna", "Lang", "anna@nord.example", "1", "ja"),
    ("", "Herr", "Bo", "Weiß", "", "2", "nein"),
    ("Amt Süd", "Herr", "Cem", "Ott", "", "3", ""),
)


@pytest.mark.parametrize(
    ("merged", "second"), [((), ""), (("B2:D2", "E2:F2", "A2:A3", "G2:G3", "A4:A5"), "Werk Nord KG")]
)
def test_two_rows_of_titles_are_one_header(put: Put, merged: Sequence[str], second: str) -> None:
    found = read(put("a.xlsx", workbook(("T", TWO_ROWS, merged))))
    assert people(found) == [
        ("Anna Lang", "Werk Nord KG", "participant"),
        ("Bo Weiß", second, "invited"),
        ("Cem Ott", "Amt Süd", "participant"),
    ]
    assert (rejected(found), notes(found), found.row_log.rows) == ([], [], 3)


def test_a_lower_row_without_a_name_above_takes_the_titles_above(put: Put) -> None:
    found = read(put("a.csv", "Firma;Person;;Ort\n;Vorname;Nachname;\nWerk Nord;Anna;Lang;Kiel\n"))
    assert people(found) == [("Anna Lang", "Werk Nord", "participant")]


def test_a_person_called_like_a_title_is_no_second_header(put: Put) -> None:
    found = read(put("a.csv", "Vorname;Nachname;Firma\nAnna;Ort;Verein Nord\nBo;Land;Stadt\n"))
    assert [name for name, *_ in people(found)] == ["Anna Ort", "Bo Land"]


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Herr", "no_person_word"),
        ("Frau", "no_person_word"),
        ("Anrede", "no_person_word"),
        ("Vorname", "no_person_word"),
        ("Name", "no_person_word"),
        ("Sekretariat", "no_person_word"),
        ("Info Requested", "no_person_word"),
        ("N.N.", "no_person_name"),
        ("Herr N. N.", "no_person_name"),
    ],
)
def test_what_names_nobody_is_rejected_with_its_reason(put: Put, name: str, key: str) -> None:
    found = read(put("a.csv", f"Name;Firma\n{name};Werk Nord\nFrau Lang;Werk Nord\n"))
    assert rejected(found) == [(key, 2)]
    assert [person for person, *_ in people(found)] == ["Lang"]


@pytest.mark.parametrize(
    "name",
    [
        *("iPhone von Mareike", "Mareikes iPad", "Samsung SM-A515F", "Konferenzraum 2", "DESKTOP-4F7K2"),
        *("+49 30 *****77", "4930*****12 (Gast)", "0301234567", "Telefonteilnehmer", "Telefonteilnehmer 2"),
        *("Call-in User_1", "Phone participant", "Anrufer 1"),
    ],
)
def test_a_telephone_or_a_device_is_noted_and_does_not_block_a_small_meeting(put: Put, name: str) -> None:
    found = prepare(put("Runde.csv", f"Name;Firma\n{name};\nFrau Lang;Werk Nord\n"), Options())
    assert (rejected(found), notes(found)) == ([], [("note_device", 2, name)])
    assert [person for person, *_ in people(found)] == ["Lang"]


def test_a_number_is_no_telephone_and_stays_rejected(put: Put) -> None:
    assert rejected(read(put("a.csv", "Name;Firma\n12345;Werk\nFrau Lang;Werk Nord\n"))) == [("not_a_name", 2)]


def test_two_columns_of_filled_in_words_are_no_person(put: Put) -> None:
    found = read(put("a.csv", "First Name,Last Name\nInfo Requested,Info Requested\nAnna,Test\n"))
    assert rejected(found) == [("no_person_word", 2)]


def test_a_header_on_each_page_is_no_person(put: Put) -> None:
    found = read(put("a.csv", "Name;Firma;Ort\nAnna Lang;Werk;Kiel\nName;Firma;Ort\nBo Weiß;Werk;Kiel\n"))
    assert [name for name, *_ in people(found)] == ["Anna Lang", "Bo Weiß"]
    assert (found.row_log.rows, rejected(found)) == (2, [])


TEAMS = (
    "1. Zusammenfassung\r\nTitel des Meetings\tSprechstunde Wärme\r\nAnwesende Teilnehmer\t4\r\n"
    "Startzeit\t21.9.23, 09:58:12\r\n\r\n2. Teilnehmer\r\n"
    "Name\tErster Beitritt\tLetzter Austritt\tBesprechungsdauer\tE-Mail\tRolle\r\n"
    "Lang, Anna (Stadt Nord)\t21.9.23, 09:58\t21.9.23, 11:04\t1 Std.\tanna@nord.example\tOrganisator\r\n"
    "Bo Weiß (Gast)\t21.9.23, 09:58\t21.9.23, 11:04\t1 Std.\t\tTeilnehmer\r\n"
    "Cem Ott | Werk Süd\t21.9.23, 09:58\t21.9.23, 11:04\t1 Std.\t\tTeilnehmer\r\n"
    "Dora Ernst (Stahlkontor)\t21.9.23, 09:58\t21.9.23, 11:04\t1 Std.\t\tTeilnehmer\r\n\r\n"
    "3. Aktivitäten während der Besprechung\r\n"
    "Name\tBeitrittszeit\tAustrittszeit\tDauer\tE-Mail\tRolle\r\n"
    "Emil Fuchs\t21.9.23, 09:58\t21.9.23, 11:04\t1 Std.\t\tTeilnehmer\r\n"
)


def test_a_report_of_a_meeting_ends_with_its_section(put: Put) -> None:
    path = put("Anwesenheitsbericht 21.9.23.csv", b"\xff\xfe" + TEAMS.encode("utf-16-le"))
    found = prepare(path, Options())
    assert (found.mapped.event, found.mapped.event_date) == ("Sprechstunde Wärme", "2023-09-21")
    assert people(found) == [
        ("Anna Lang", "Stadt Nord", "host"),
        ("Bo Weiß", "", "participant"),
        ("Cem Ott", "Werk Süd", "participant"),
        ("Dora Ernst", "", "participant"),
    ]
    assert notes(found) == [
        ("note_doubtful_bracket", 11, "Stahlkontor"),
        ("note_next_section", 13, "3. Aktivitäten während der Besprechung"),
    ]


def test_another_header_ends_the_list_without_a_title_above(put: Put) -> None:
    found = read(put("a.csv", "Name;Firma;Ort\nAnna Lang;Werk;Kiel\nName;Beitrittszeit;Dauer\nBo Weiß;9:00;1\n"))
    assert [name for name, *_ in people(found)] == ["Anna Lang"]
    assert notes(found) == [("note_next_section", 3, "Name Beitrittszeit Dauer")]


@pytest.mark.parametrize("name", ["Anna Lang (she/her)", "Anna Lang (geb. Kurz)", "Anna Lang (Referentin)"])
def test_a_bracket_that_tells_something_else_is_no_organisation(put: Put, name: str) -> None:
    assert people(read(put("a.csv", f"Name;Ort\n{name};Kiel\n"))) == [("Anna Lang", "", "participant")]


@pytest.mark.parametrize(
    ("title", "value", "role"),
    [
        ("Zusage", "ja", "participant"),
        ("Zusage", "nein", "invited"),
        ("Attendee Status", "Attending", "participant"),
        ("Attendee Status", "Checked In", "participant"),
        ("Attendee Status", "Not Attending", "invited"),
        ("Status", "storniert", "invited"),
        ("Status", "angemeldet", "participant"),
        ("Teilnahme", "abgesagt", "invited"),
        ("RSVP", "Declined", "invited"),
        ("Anwesend", "x", "participant"),
        ("Anwesend", "", "participant"),
        ("Erschienen", "1", "participant"),
        ("Erschienen", "nicht erschienen", "invited"),
        ("Erschienen", "No-Show", "invited"),
    ],
)
def test_who_did_not_come_was_only_invited(put: Put, title: str, value: str, role: str) -> None:
    found = read(put("a.csv", f"Name;Firma;{title}\nAnna Lang;Werk;{value}\n"))
    assert people(found) == [("Anna Lang", "Werk", role)]
    assert notes(found) == []


def test_the_role_counts_for_those_who_came_and_the_day_before_the_promise(put: Put) -> None:
    lines = (
        "Name;Rolle;Zusage;Erschienen;Workshop",
        "Anna Lang;Key Note;nein;ja;",
        "Bo Weiß;Vortrag;ja;nein;AG 1",
        "Cem Ott;Key-Note-Speaker;ja;;",
    )
    found = read(put("a.csv", "\n".join(lines)))
    assert people(found) == [("Anna Lang", "", "speaker"), ("Bo Weiß", "", "invited"), ("Cem Ott", "", "speaker")]
    roles = [[f.role for f in r.facts if f.type == "TOOK_PART_IN"] for r in found.records()]
    assert roles[1] == ["invited", "invited"]


@pytest.mark.parametrize(
    "header",
    ["Name (Originalname),E-Mail des Benutzers,Gast", "Name (Original Name),User Email,Guest", "Name,Join Time,Guest"],
)
def test_a_report_of_joins_is_understood(put: Put, header: str) -> None:
    rows = '"Ott, Cem (C. Ott)",,Ja\n"Ott, Cem (C. Ott)",,Nein\n'
    found = read(put("participants_85512345678.csv", f"{header}\n{rows}"))
    keys = {e.keys for record in found.records() for e in record.entities if e.label == "Person"}
    assert len(keys) == 1
    assert [name for name, *_ in people(found)] == ["Cem Ott", "Cem Ott"]
    assert notes(found) == []


def test_rejected_rows_name_their_sheet(put: Put) -> None:
    rows = (("Name", "Firma"), ("Herr", "Werk"), ("Anna Lang", "Werk"))
    found = read(put("a.xlsx", workbook(("Tag 1", rows, ()), ("Tag 2", rows, ()))))
    assert [e.file for e in found.row_log.rejected] == ["a.xlsx, Tag 1", "a.xlsx, Tag 2"]
    assert found.row_log.rejected[1].message("de").startswith("a.xlsx, Tag 2, Zeile 2, Spalte „Name“: „Herr“")


def test_a_workbook_without_a_header_names_the_sheet(put: Put) -> None:
    with pytest.raises(InputError) as caught:
        read(put("a.xlsx", workbook(("Kosten", (("Raum", 3),), ()), ("Leer", (), ()))))
    assert caught.value.file == "a.xlsx, Kosten"


def test_the_heading_of_a_sheet_tells_event_and_day(put: Put) -> None:
    rows = (("Teilnehmerliste Forum Wärme am 5.3.24 in Kiel",), ("Stand: 1.2.2024",), ("Name", "Firma"), ("Lang", "W"))
    found = prepare(put("export.xlsx", workbook(("T", rows, ()))), Options())
    assert (found.mapped.event, found.mapped.event_date) == ("Forum Wärme", "2024-03-05")
