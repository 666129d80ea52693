"""Session lists: each row an event with its people, its topics and its room."""

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from graph.errors import InputError
from graph.store import Store
from graph.store.consistency import check
from ingest.loading.intake import join
from ingest.loading.pipeline import Prepared, load, prepare
from ingest.records import Options
from ingest.sources import kind_of
from ingest.sources.sessions.people import OnStage, people_in

Put = Callable[[str, str | bytes], Path]
HEADER = "Beginn;Ende;Titel;Art;Raum;Referent/in;Moderation;Thema\n"


def read(path: Path) -> Prepared:
    return prepare(path, Options(event="Zukunftsforum", date="2024-05-14"))


def facts(prepared: Prepared) -> set[tuple[str, str, str, str]]:
    """Type, start, end and role of all facts, by names."""
    found = set()
    for record in prepared.records():
        names = {entity.key: entity.name for entity in record.entities}
        found |= {(f.type, names[f.start], names[f.end], f.role) for f in record.facts}
    return found


def test_a_row_gives_a_session_its_people_and_topics(put: Put) -> None:
    path = put(
        "Programm.csv",
        f'{HEADER}09:00;09:30;Wasserstoff jetzt;Podium;Saal 1;"Dr. Anna Weiß (BDI), Max Muster (IG Metall)";Karl Otto;'
        "Energie, Industrie\n",
    )
    assert kind_of(path).name == "sessions"
    prepared = read(path)
    assert facts(prepared) == {
        ("PART_OF", "Wasserstoff jetzt", "Zukunftsforum", ""),
        ("DEALS_WITH", "Wasserstoff jetzt", "Energie", ""),
        ("DEALS_WITH", "Wasserstoff jetzt", "Industrie", ""),
        ("TOOK_PART_IN", "Anna Weiß", "Wasserstoff jetzt", "speaker"),
        ("TOOK_PART_IN", "Max Muster", "Wasserstoff jetzt", "speaker"),
        ("TOOK_PART_IN", "Karl Otto", "Wasserstoff jetzt", "moderator"),
        ("WORKS_FOR", "Anna Weiß", "BDI", ""),
        ("WORKS_FOR", "Max Muster", "IG Metall", ""),
    }
    (record,) = prepared.records()
    session = record.entities[0]
    assert session.keys == ("event:wasserstoff jetzt@zukunftsforum@2024-05-14",)
    assert session.values == {"format": "panel", "start": "2024-05-14", "place": "Saal 1"}
    assert (prepared.source.kind, session.place) == ("programme", "row 2")


def test_a_workbook_with_titles_days_and_breaks(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for line in (
        ["Programm Zukunftsforum am 14.05.2024"],
        [],
        ["Time", "Session title", "Speakers", "Chair", "Track"],
        ["Dienstag, 14.05.2024"],
        ["09:00", "Opening", "Anna Lang (Werk Nord GmbH)", None, None],
        ["10:00", "Kaffeepause", None, None, None],
        ["Mittwoch, 15.05.2024"],
        ["09:00", "Opening", "Bo Kern", None, None],
    ):
        sheet.append(line)
    path = tmp_path / "Agenda.xlsx"
    book.save(path)
    prepared = prepare(path, Options())
    assert (prepared.mapped.event, prepared.mapped.event_date) == ("Zukunftsforum", "2024-05-14")
    sessions = [(r.entities[0].name, r.entities[0].values["start"], r.entities[0].key) for r in prepared.records()]
    assert [session[:2] for session in sessions] == [("Opening", "2024-05-14"), ("Opening", "2024-05-15")]
    assert sessions[0][2] != sessions[1][2]  # two sessions of one name


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Anna Lang", [OnStage("Anna Lang")]),
        ("Lang, Anna (BDI); Kern, Bo", [OnStage("Lang, Anna", "BDI"), OnStage("Kern, Bo")]),
        ("Anna Lang, BDI und Bo Kern, IG Metall", [OnStage("Anna Lang", "BDI"), OnStage("Bo Kern", "IG Metall")]),
        ("Anna Lang (Vorstand, Verband Nord e.V.)", [OnStage("Anna Lang", "Verband Nord e.V.", "Vorstand")]),
        ("Anna Lang, Präsidentin der IHK Nord", [OnStage("Anna Lang", "IHK Nord", "Präsidentin")]),
        ("Prof. Dr. Bo Kern\nAnna Lang", [OnStage("Prof. Dr. Bo Kern"), OnStage("Anna Lang")]),
        ("Moderation: Bo Kern", [OnStage("Bo Kern", role="moderator")]),
        ("Anna Lang (Moderation)", [OnStage("Anna Lang", role="moderator")]),
        ("Anna Lang (Müller, Meier & Co. KG)", [OnStage("Anna Lang", "Müller, Meier & Co. KG")]),
        (
            "Anna Lang, Ministerium für Wirtschaft, Arbeit und Strukturwandel Nord und Bo Kern",
            [OnStage("Anna Lang", "Ministerium für Wirtschaft, Arbeit und Strukturwandel Nord"), OnStage("Bo Kern")],
        ),
        (
            "Anna Lang, Verein für Wirtschaft und Bo Kern",
            [OnStage("Anna Lang", "Verein für Wirtschaft"), OnStage("Bo Kern")],
        ),
        ("N. N.", []),
        ("", []),
    ],
)
def test_the_people_in_a_cell(text: str, expected: list[OnStage]) -> None:
    assert people_in(text) == expected


def test_an_organisation_on_stage_takes_part_as_such(put: Put) -> None:
    prepared = read(put("Programm.csv", f"{HEADER}09:00;;Gruß;;;Bundesministerium für Beispiele;;\n"))
    assert ("TOOK_PART_IN", "Bundesministerium für Beispiele", "Gruß", "speaker") in facts(prepared)


def test_people_without_a_title_are_rejected_and_the_others_taken(put: Put) -> None:
    rows = "".join(f"09:00;;Session {i};;;Anna Lang;;\n" for i in range(10))
    prepared = read(put("Programm.csv", f"{HEADER}{rows}14:00;;;;;Bo Kern;;\n"))
    (error,) = prepared.row_log.rejected
    assert (error.key, error.row, error.column) == ("session_without_title", 12, "Titel")
    assert len(list(prepared.records())) == 10


def test_what_is_no_name_is_noted(put: Put) -> None:
    prepared = read(put("Programm.csv", f"{HEADER}09:00;;Gruß;;;Anna;;\n"))
    assert [(n.key, n.row, n.column) for n in prepared.row_log.notes] == [("note_no_speaker", 2, "Referent/in")]


@pytest.mark.parametrize(
    "header",
    [
        "Nachname;Vorname;Referent;Titel",
        "Name;Organisation;Rolle",
        "Name;E-Mail;Beginn;Moderation",
        "Titel;Name;Workshop",
        "Beginn;Ende;Titel",
    ],
)
def test_a_participant_list_is_no_session_list(put: Put, header: str) -> None:
    assert kind_of(put("liste.csv", f"{header}\na;b;c;d\n")).name == "participants"


def test_a_workbook_with_both_is_a_participant_list(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    first = book.active
    assert first is not None
    first.append(["Nachname", "Vorname", "Firma"])
    book.create_sheet("Programm").append(["Beginn", "Titel", "Referent"])
    path = tmp_path / "Tagung.xlsx"
    book.save(path)
    assert kind_of(path).name == "participants"


def test_a_list_said_to_be_a_programme_that_is_none_is_refused(put: Put) -> None:
    with pytest.raises(InputError) as caught:
        prepare(put("liste.csv", "Name;Firma\nAnna Lang;Werk\n"), Options(event="Forum", kind="sessions"))
    assert caught.value.key == "no_session_header"


def test_a_programme_loaded_twice_changes_nothing_and_meets_the_participant_list(put: Put, store: Store) -> None:
    speaker = '"Dr. Anna Weiß (BDI), Max Muster"'
    path = put("Programm.csv", f"{HEADER}09:00;;Plenum;;;{speaker};;Energie\n10:00;;Plenum;;;Max Muster;;\n")
    load(store, read(path))
    again = load(store, read(path)).changes
    assert not again.any
    load(store, read(put("liste.csv", "Vorname;Nachname;Firma\nAnna;Weiß;BDI\n")))
    assert sorted(node["name"] for node in store.view().nodes("Person")) == ["Anna Weiß", "Max Muster"]
    assert sorted(node["name"] for node in store.view().nodes("Event")) == ["Plenum", "Plenum", "Zukunftsforum"]
    assert list(check(store.view(), store.schema)) == []


@pytest.mark.parametrize("programme_first", [True, False])
def test_who_leads_a_session_is_the_participant_of_that_name_in_either_order(
    put: Put, store: Store, *, programme_first: bool
) -> None:
    files = [
        put("Programm.csv", f"{HEADER}09:00;;Plenum;;;;Anna Weiß;\n10:00;;Ausblick;;;;Bo Kern;\n"),
        put("liste.csv", "Name;Firma\nAnna Weiß;BDI\nBo Kern;Werk Nord\nBo Kern;Verein Süd\n"),
    ]
    reports = [load(store, read(path)) for path in (files if programme_first else reversed(files))]
    joined = join(store, reports)
    assert [merged.keep for report in joined for merged in report.merged] == ["Anna Weiß"]
    people = sorted(node["name"] for node in store.view().nodes("Person"))
    assert people == ["Anna Weiß", "Bo Kern", "Bo Kern", "Bo Kern"]
