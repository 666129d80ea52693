"""Lists of meetings: a day, and those who took part packed into one cell."""

import csv
import gzip
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from graph.errors import InputError
from graph.store import Store
from graph.store.consistency import check
from ingest.loading.pipeline import load, prepare
from ingest.records import Options
from ingest.sources import kind_of
from ingest.sources.meetings.packed import Part, taking_part
from tests.support.said import entities, entity, nodes, notes, ties

Put = Callable[[str, str | bytes], Path]
EUROPE = """,committees,country,date,dossier,epid,group,lobbyists,location,mep,role,title
0,[],Germany,27-10-2021,Klimagesetz,197403,EPP,"Werk Nord GmbH (1234567-12), Anna Lang",remote,Bo KERN,Member,Austausch
1,[],Malta,06-10-2021,N/A,197404,S&D,Verband Nord e. V.; Verband Süd,Brussels,Cem ARSLAN,Member,Austausch
"""
SHOW = "Sendung;Datum;Titel;Gäste\nrunde_eins;03.12.2023;Wohin?;Mit Anna Lang,Prof. Dr. Bo Kern (IG Metall)\n"


def test_a_meeting_has_its_host_its_guests_and_its_topic(put: Put) -> None:
    path = put("treffen.csv", EUROPE)
    assert kind_of(path).name == "meetings"
    prepared = prepare(path, Options())
    assert ties(prepared) == {
        (type_, *rest, "", "")
        for type_, *rest in [
            ("TOOK_PART_IN", "Bo Kern", "Austausch", "host"),
            ("TOOK_PART_IN", "Cem Arslan", "Austausch", "host"),
            ("TOOK_PART_IN", "Werk Nord GmbH", "Austausch", "participant"),
            ("TOOK_PART_IN", "Anna Lang", "Austausch", "participant"),
            ("TOOK_PART_IN", "Verband Nord e. V.", "Austausch", "participant"),
            ("TOOK_PART_IN", "Verband Süd", "Austausch", "participant"),
            ("MEMBER_OF", "Bo Kern", "EPP", ""),
            ("MEMBER_OF", "Cem Arslan", "S&D", ""),
            ("ACTIVE_IN", "Bo Kern", "Deutschland", ""),
            ("ACTIVE_IN", "Cem Arslan", "Malta", ""),
            ("DEALS_WITH", "Austausch", "Klimagesetz", ""),
        ]
    }
    events = [e for e in entities(prepared) if e.label == "Event"]
    assert [e.values for e in events] == [
        {"format": "meeting", "start": "2021-10-27", "mode": "digital"},
        {"format": "meeting", "start": "2021-10-06", "place": "Brussels"},
    ]
    assert entity(prepared, "Bo Kern").key == "epid:197403"
    assert entity(prepared, "Werk Nord GmbH").keys == ("transparency-register:1234567-12", "org:werk nord")
    assert [n.context["column"] for n in prepared.row_log.notes] == ["committees", "role"]


def test_a_series_has_its_episodes(put: Put) -> None:
    path = put("auftritte.csv", SHOW)
    assert kind_of(path).name == "meetings"
    assert ties(prepare(path, Options())) == {
        ("TOOK_PART_IN", "Anna Lang", "Wohin?", "participant", "", ""),
        ("TOOK_PART_IN", "Bo Kern", "Wohin?", "participant", "", ""),
        ("WORKS_FOR", "Bo Kern", "IG Metall", "", "", ""),
        ("PART_OF", "Wohin?", "runde eins", "", "", ""),
    }


@pytest.mark.parametrize(
    ("text", "people", "expected"),
    [
        ("BDI/BDA", False, [Part("Organisation", "BDI/BDA")]),
        ("DGB und IG Metall", False, [Part("Organisation", "DGB und IG Metall")]),
        (
            "Anna Lang and Bernd Kern from Werk",
            False,
            [Part("Person", "Anna Lang", "Werk"), Part("Person", "Bernd Kern", "Werk")],
        ),
        ("Anna Lang from Werk Nord", False, [Part("Person", "Anna Lang", "Werk Nord")]),
        ("BEUC, the Consumers", False, [Part("Organisation", "BEUC"), Part("Organisation", "the Consumers")]),
        ("ver.di", False, [Part("Organisation", "ver.di")]),
        ("N/A", False, []),
        ("Werk, 424540741196-66", False, [Part("Organisation", "Werk", "", "424540741196-66")]),
        ("Werk (Registriernummer: 424540741196-66)", False, [Part("Organisation", "Werk", "", "424540741196-66")]),
        ("Bundesministerium der Finanzen", False, [Part("Organisation", "Bundesministerium der Finanzen")]),
        ("Werk GmbH, Director", False, [Part("Organisation", "Werk GmbH"), Part("", "Director")]),
        ("Anna Lang,im Einzelgespräch Bo Kern", True, [Part("Person", "Anna Lang"), Part("Person", "Bo Kern")]),
        ("Die Gäste: Anna Lang", True, [Part("Person", "Anna Lang")]),
        ("Fernsehmoderator Bo Kern", True, [Part("Person", "Bo Kern")]),
        ("Anna Lang, Anna Lang", True, [Part("Person", "Anna Lang")]),
        ("eine Lösung ist nicht in Sicht", True, [Part("", "eine Lösung ist nicht in Sicht")]),
        (
            "Anna Lang, (Publizistin, Bo Kern, (SPD",
            True,
            [Part("Person", "Anna Lang"), Part("", "Publizistin"), Part("Person", "Bo Kern", "SPD")],
        ),
    ],
)
def test_those_in_a_cell(text: str, people: bool, expected: list[Part]) -> None:
    assert list(taking_part(text, people=people)) == expected


@pytest.mark.parametrize(
    "header",
    [
        "Datum;Nachname;Vorname;Gäste",
        "Name;Datum;Thema;Teilnehmende",
        "Datum;Beginn;Titel;Gäste",
        "Titel;Gäste;Ort",
        "Datum;Titel;Ort",
        "Datum;Teilnehmer",
    ],
)
def test_lists_of_people_and_programmes_are_none_of_meetings(put: Put, header: str) -> None:
    cells = ";".join("x" for _ in header.split(";"))
    assert kind_of(put("liste.csv", f"{header}\n{cells}\n")).name != "meetings"


def test_rows_that_can_not_be_read_are_named_and_the_others_are_taken(put: Put) -> None:
    good = "".join(f"A;{day:02}.12.2023;Wohin?;Anna Lang\n" for day in range(1, 31))
    bad = "A;;Ohne Tag;Anna Lang\nA;31.02.2023;Wohin?;Anna Lang\nA;01.01.2023;Leer;\nA;01.01.2023;Wohin?;JÃ¼rgen Lang\n"
    path = put("auftritte.csv", f"Sendung;Datum;Titel;Gäste\n{good}{bad}A;01.01.2023;Wohin?;Anna Lang;zuviel\n")
    prepared = prepare(path, Options(), most_rejected=0.2)
    assert [(e.key, e.row, e.column) for e in prepared.row_log.rejected] == [
        ("meeting_without_date", 32, "Datum"),
        ("no_date", 33, "Datum"),
        ("meeting_without_people", 34, ""),
        ("garbled_text", 35, ""),
        ("row_too_long", 36, ""),
    ]
    assert sum(type_ == "TOOK_PART_IN" for type_, *_ in ties(prepared)) == 1
    assert len([e for e in entities(prepared) if e.label == "Event"]) == 31  # thirty days, and the series


def test_a_list_without_such_columns_is_refused(put: Put) -> None:
    with pytest.raises(InputError) as caught:
        prepare(put("liste.csv", "Name;Firma\nAnna Lang;Werk\n"), Options(kind="meetings"))
    assert caught.value.key == "no_meetings_header"


def test_packed_or_not_a_list_says_the_same(put: Put) -> None:
    packed = prepare(put("treffen.csv.gz", gzip.compress(EUROPE.encode())), Options())
    assert ties(packed) == ties(prepare(put("treffen.csv", EUROPE), Options()))
    assert packed.source.title == "treffen"
    with pytest.raises(InputError) as caught:
        prepare(put("halb.csv.gz", gzip.compress(EUROPE.encode())[:-9]), Options(kind="meetings"))
    assert caught.value.key == "packed_broken"


def test_a_list_loaded_twice_changes_nothing(put: Put, store: Store) -> None:
    for name, content in (("treffen.csv", EUROPE), ("auftritte.csv", SHOW)):
        path = put(name, content)
        load(store, prepare(path, Options()))
        assert not load(store, prepare(path, Options())).changes.any
    assert list(check(store.view(), store.schema)) == []


@pytest.mark.shared_data
def test_the_meetings_of_the_parliament_are_read_whole(shared_data: Path) -> None:
    path = shared_data / "mep_meetings" / "meetings.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        raw = list(csv.DictReader(file))
    prepared = prepare(path, Options())
    assert prepared.row_log.rows == len(raw) == 23_050
    rejected = {error.row for error in prepared.row_log.rejected}
    assert len(rejected) < 20
    assert all("Ã" in "".join(raw[n - 2].values()) for n in rejected if n)  # umlauts that were converted wrongly
    read = [row for n, row in enumerate(raw, start=2) if n not in rejected]
    records = list(prepared.records())
    assert len(records) == len(read)
    hosts = {e.key for r in records for e in r.entities if e.label == "Person" and e.key.startswith("epid:")}
    assert hosts == {f"epid:{row['epid']}" for row in read}
    facts = Counter((f.type, f.role) for record in records for f in record.facts)
    assert facts["TOOK_PART_IN", "host"] == len(read)
    assert facts["ACTIVE_IN", ""] == len(read)
    days = [next(e.values["start"] for e in r.entities if e.label == "Event") for r in records]
    assert days == ["-".join(reversed(row["date"].split("-"))) for row in read]
    no_dossier = {"", "n/a", "na", "no report", "none", "no dossier", "-"}
    dossiers = sum(row["dossier"].strip().lower() not in no_dossier for row in read)
    assert abs(facts["DEALS_WITH", ""] - dossiers) / dossiers < 0.02
    single = [(r, row["lobbyists"]) for r, row in zip(records, read, strict=True) if row["lobbyists"].isalpha()]
    assert len(single) > 3_000
    others = []
    for record, name in single:  # one word: one organisation of that name takes part
        guests = [f.start for f in record.facts if f.type == "TOOK_PART_IN" and f.role == "participant"]
        if [(e.label, e.name) for e in record.entities if e.key in guests] != [("Organisation", name)]:
            others.append(name)
    offices = {"Minister", "Ambassador", "Director", "Activist", "Experts"}
    assert set(others) <= {*offices, "Individual", "Various", "No"}  # not names


@pytest.mark.shared_data
def test_the_talk_shows_are_read_whole(shared_data: Path, store: Store) -> None:
    path = shared_data / "talkshows" / "appearances.csv"
    with path.open(encoding="utf-8", newline="") as file:
        raw = list(csv.DictReader(file, delimiter=";"))
    prepared = prepare(path, Options())
    dated = [row for row in raw if row["date"][:1].isdigit()]
    assert prepared.row_log.rows == len(raw) == 139
    assert len(prepared.row_log.rejected) == len(raw) - len(dated)
    persons = {name for label, name in nodes(prepared) if label == "Person"}
    said = Counter(name.strip() for row in dated for name in row["guests"].split(","))
    plain = {
        name for name in said if len(name.split()) == 2 and all(w[0].isupper() and w.isalpha() for w in name.split())
    }
    left_out = {name for name in plain if name not in persons and not name.startswith("Mit ")}
    assert left_out <= {"Die Linke"}  # a party
    assert len(persons & plain) > 300
    load(store, prepared)
    assert not load(store, prepare(path, Options())).changes.any
    assert list(check(store.view(), store.schema)) == []
    assert {note[0] for note in notes(prepared)} <= {"note_part_left_out"}
