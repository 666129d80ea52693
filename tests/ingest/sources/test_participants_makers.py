"""Exports of further makers, all invented: ticket shops, surveys, mail programs, video calls, an office's workbook."""

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from ingest.loading.pipeline import Prepared, prepare
from ingest.records import Options

Put = Callable[[str, str | bytes], Path]


def read(path: Path) -> Prepared:
    return prepare(path, Options(), most_rejected=1.0)


def roles(prepared: Prepared) -> list[tuple[str, str, str]]:
    """Person, role and event of each participation, in the order of the file."""
    found = []
    for record in prepared.records():
        names = {entity.key: entity.name for entity in record.entities}
        found += [(names[f.start], f.role, names[f.end]) for f in record.facts if f.type == "TOOK_PART_IN"]
    return found


def emails(prepared: Prepared) -> list[object]:
    return [e.values.get("emails") for r in prepared.records() for e in r.entities if e.label == "Person"]


def test_orders_of_a_ticket_shop_with_another_buyer(put: Put) -> None:
    path = put(
        "pretix_orders Energieforum 2024-05-02.csv",
        "Bestellnummer,E-Mail,Teilnehmername,Teilnehmername: Titel,Teilnehmername: Vorname,Teilnehmername: Nachname,"
        "E-Mail des Teilnehmers,Firma,Eingecheckt,Status der Bestellung\n"
        "A1,buero@werk.example,Dr. Lea Sommer,Dr.,Lea,Sommer,l.sommer@werk.example,Werk Nord AG,Ja,bezahlt\n"
        "A2,m.kern@x.example,Max Kern,,Max,Kern,,Verein X e.V.,Nein,storniert\n",
    )
    assert roles(read(path)) == [
        ("Lea Sommer", "participant", "Energieforum"),
        ("Max Kern", "invited", "Energieforum"),
    ]
    assert emails(read(path)) == [("l.sommer@werk.example",), ("m.kern@x.example",)]


def test_nobody_has_checked_in_before_the_day(put: Put) -> None:
    path = put("Forum.csv", "Name,Firma,Status,Checked In\nAnna Lang,Werk,Attending,No\nBo Kern,Werk,Declined,No\n")
    assert [role for _, role, _ in roles(read(path))] == ["participant", "invited"]


def test_the_time_of_checking_in_says_who_came(put: Put) -> None:
    path = put("Forum.csv", "Name;Firma;Check-In\nAnna Lang;Werk;09.11.2023 09:01\nBo Kern;Werk;nein\n")
    assert [role for _, role, _ in roles(read(path))] == ["participant", "invited"]


def test_a_survey_with_codes_and_a_column_for_each_workshop(put: Put) -> None:
    path = put(
        "results-survey384215 Anmeldung Zukunftswerkstatt 2024-09-12.csv",
        '"id. Antwort ID","VN. Ihr Vorname","NN. Ihr Nachname","MAIL. Bitte geben Sie Ihre E-Mail-Adresse an",'
        '"WS[1]. Welche Workshops? [Workshop 1: Energie]","WS[2]. Welche Workshops? [Workshop 2: Fachkräfte]"\n'
        '"1","Eva","Lindner","eva@kreis.example","Ja","Nein"\n',
    )
    assert roles(read(path)) == [
        ("Eva Lindner", "participant", "Zukunftswerkstatt"),
        ("Eva Lindner", "participant", "Workshop 1: Energie"),
    ]


def test_the_answers_to_an_invitation_by_mail(put: Put) -> None:
    path = put(
        "Outlook Branchendialog 2024-02-20.csv",
        "Name;Teilnahme;Antwort\n"
        "Hahn, Mia <mia@b.example>;Erforderlicher Teilnehmer;Zugesagt\n"
        "Leo Busch;Optionaler Teilnehmer;Abgelehnt\n"
        "Karin Dorn;Besprechungsorganisator;Keine\n"
        "Otto Fuchs;Erforderlicher Teilnehmer;Mit Vorbehalt\n",
    )
    prepared = read(path)
    assert [(name, role) for name, role, _ in roles(prepared)] == [
        ("Mia Hahn", "participant"),
        ("Leo Busch", "invited"),
        ("Karin Dorn", "participant"),
        ("Otto Fuchs", "invited"),
    ]
    assert emails(prepared)[0] == ("mia@b.example",)
    assert prepared.row_log.notes == []


def test_a_report_with_a_table_about_the_meeting_above(put: Put) -> None:
    path = put(
        "participants_89123456789.csv",
        "Meeting ID,Topic,Start Time,User Email\n891,Dialog Wandel,05/14/2024 09:55:10 AM,host@x.example\n\n"
        "Name (Original Name),User Email,Join Time\n"
        "Petra Kurz (IHK Nord),petra@ihk.example,05/14/2024 09:55:10 AM\n"
        "Petra Kurz (IHK Nord),petra@ihk.example,05/14/2024 10:45:10 AM\n"
        "Tim (Timo Ruf),,05/14/2024 09:55:10 AM\n",
    )
    prepared = read(path)
    assert (prepared.mapped.event, prepared.mapped.event_date) == ("Dialog Wandel", "2024-05-14")
    first, again, *_ = prepared.records()
    assert first.entities[0].keys[:2] == ("mail:petra@ihk.example", "name:petra kurz@ihk nord")
    assert again.entities[0].keys == first.entities[0].keys


WEBINAR = """\
Attendee Report
Report Generated:,"May 15, 2024 8:50 PM"
Topic,Webinar ID,Actual Start Time,Actual Duration (minutes),# Registered
Dialog Wandel,328-972-509,05/14/2024 09:55:10 AM,95,4
Host Details
Attended,User Name (Original Name),Email,Join Time,Leave Time,Time in Session (minutes)
Yes,Petra Kurz,petra@ihk.example,05/14/2024 09:50,05/14/2024 11:30,100
Panelist Details
Attended,User Name (Original Name),Email,Join Time,Leave Time,Time in Session (minutes)
Yes,Timo Ruf,timo@werk.example,05/14/2024 09:50,05/14/2024 11:30,100
No,Ina Alt,ina@werk.example,--,--,--
Attendee Details
Attended,User Name (Original Name),First Name,Last Name,Email,Registration Time,Approval Status,Join Time
Yes,Anna,Anna,Lang,anna@x.example,05/01/2024,approved,05/14/2024 09:50
No,Bo Weiß,Bo,Weiß,bo@x.example,05/02/2024,approved,--
Other Attended
User Name,Join Time,Leave Time,Time in Session (minutes)
4930*****77,05/14/2024 09:50,05/14/2024 11:30,100
"""
GERMAN = (
    ("Attendee Report", "Teilnehmerbericht"),
    ("Host Details", "Details zum Gastgeber"),
    ("Panelist Details", "Details zu den Diskussionsteilnehmern"),
    ("Attendee Details", "Details zu den Teilnehmern"),
    ("Attended,", "Teilgenommen,"),
    ("User Name (Original Name)", "Benutzername (Originalname)"),
    ("Topic", "Thema"),
    ("Actual Start Time", "Tatsächliche Startzeit"),
)


@pytest.mark.parametrize("words", [(), GERMAN])
def test_the_blocks_of_a_webinar_are_read_each_with_its_header_and_role(
    put: Put, words: tuple[tuple[str, str], ...]
) -> None:
    text = WEBINAR
    for english, german in words:
        text = text.replace(english, german)
    prepared = read(put("attendee_328972509.csv", text))
    assert prepared.mapped.event_date == "2024-05-14"
    assert roles(prepared) == [
        ("Petra Kurz", "host", "Dialog Wandel"),
        ("Timo Ruf", "panellist", "Dialog Wandel"),
        ("Ina Alt", "invited", "Dialog Wandel"),
        ("Anna Lang", "participant", "Dialog Wandel"),
        ("Bo Weiß", "invited", "Dialog Wandel"),
    ]
    assert list(prepared.row_log.rejected) == []
    assert [n.row for n in prepared.row_log.notes if n.key == "note_device"] == [18]
    assert [r.entities[0].place for r in prepared.records()] == [f"row {n}" for n in (7, 10, 11, 14, 15)]


def test_a_block_that_can_not_be_read_is_named_and_the_others_are_taken(put: Put) -> None:
    text = (
        "Host Details\nName,Email,Email\nPetra Kurz,a@x.example,b@x.example\nAttendee Details\nName,Email\nBo Kern,\n"
    )
    prepared = read(put("Forum.csv", text))
    assert roles(prepared) == [("Bo Kern", "participant", "Forum")]
    (note,) = prepared.row_log.notes
    assert "Host Details" in note.message("en")
    assert "Host Details" in note.message("de")


def test_a_title_above_a_single_list_is_no_block(put: Put) -> None:
    path = put("Forum.csv", "Gastgeber\nName;Firma\nAnna Lang;Werk\nBo Weiß;Werk\n")
    assert [role for _, role, _ in roles(read(path))] == ["participant", "participant"]


def test_a_column_of_participants_may_only_number_them(put: Put) -> None:
    path = put(
        "Fachgespräch 2024-06-20.csv",
        "Teilnehmer;Name;E-Mail-Adresse;Unternehmen\n1;Mia Hahn;mia@b.example;Verband B\n2;Otto Fuchs;;Werk\n",
    )
    assert [name for name, _, _ in roles(read(path))] == ["Mia Hahn", "Otto Fuchs"]


def test_a_report_says_name_and_begin_of_its_meeting(put: Put) -> None:
    path = put(
        "webex_report.csv",
        "Sitzungsname;Fachgespräch Nord\nSitzungsbeginn;2024-06-20 10:00:00\n\nName;Unternehmen\nMia Hahn;Werk\n",
    )
    prepared = read(path)
    assert (prepared.mapped.event, prepared.mapped.event_date) == ("Fachgespräch Nord", "2024-06-20")


def test_a_column_names_the_event(put: Put) -> None:
    path = put(
        "doo_attendees_export.csv",
        "Vorname;Nachname;Organisation;Veranstaltungsname;Veranstaltungsbeginn\n"
        "Mia;Hahn;Verband B;Branchendialog Auto;20.02.2024 10:00\n",
    )
    prepared = read(path)
    assert (prepared.mapped.event, prepared.mapped.event_date) == ("Branchendialog Auto", "2024-02-20")
    assert prepared.row_log.notes == []


def test_the_sheets_of_an_office_tell_workshop_and_refusal(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    first = book.active
    assert first is not None
    first.title = "WS 1 Energie"
    for line in (["Teilnehmerliste Zukunftsforum am 14.05.2024"], [], ["Name", "Firma"], ["Mia Hahn", "IHK Nord"]):
        first.append(line)
    refused = book.create_sheet("Absagen")
    refused.append(["Name", "Firma"])
    refused.append(["Otto Fuchs", "Werk"])
    book.create_sheet("Hinweise").append(["Bitte nicht weitergeben"])
    path = tmp_path / "Liste.xlsx"
    book.save(path)
    prepared = read(path)
    assert roles(prepared) == [
        ("Mia Hahn", "participant", "Zukunftsforum"),
        ("Mia Hahn", "participant", "WS 1 Energie"),
        ("Otto Fuchs", "invited", "Zukunftsforum"),
    ]
    assert [(note.key, note.sheet) for note in prepared.row_log.notes] == [("note_sheet_unread", "Hinweise")]
