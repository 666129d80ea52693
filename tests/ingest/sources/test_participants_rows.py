"""One row of a participant list as entities and facts, worked out by hand."""

from collections.abc import Callable
from pathlib import Path

import pytest

from graph.errors import InputError
from graph.model.facts import Record
from ingest.records import Mapped, Note, Options, RowLog
from ingest.sources.participants import understand

Put = Callable[[str, str | bytes], Path]
OPTIONS = Options(event="Auftakt", date="2021-03-16")
EVENT = "event:auftakt@2021-03-16"
HEADER = "Anrede;Titel;Vorname;Nachname;Organisation;Funktion;E-Mail;Ort;Land;Workshop"


@pytest.fixture
def load(put: Put) -> Callable[..., tuple[list[Record], RowLog]]:
    def read(*lines: str, header: str = HEADER) -> tuple[list[Record], RowLog]:
        mapped = understand(put("liste.csv", "\n".join([header, *lines])), "0" * 64, OPTIONS)
        row_log = RowLog()
        return list(mapped.records(row_log)), row_log

    return read


Load = Callable[..., tuple[list[Record], RowLog]]


def entities(record: Record) -> dict[str, tuple[str, tuple[str, ...]]]:
    return {e.label + " " + e.name: (e.place, e.keys) for e in record.entities}


def facts(record: Record) -> set[tuple[str, str, str, str, str]]:
    return {(f.type, f.start, f.end, f.role, f.place) for f in record.facts}


def notes(row_log: RowLog) -> list[tuple[str, int | None, str, object]]:
    return [(n.key, n.row, n.column, n.context.get("value")) for n in row_log.notes]


def names(records: list[Record]) -> list[str]:
    return [e.name for record in records for e in record.entities if e.label == "Person"]


def test_a_full_row_gives_its_entities_and_facts(load: Load) -> None:
    (record,), row_log = load(
        "Frau;Dr.;Anna;Lang;Bundesverband der Deutschen Industrie e. V. (BDI);Referentin;A.Lang@bdi.example;"
        "Berlin;NRW;Workshop 2"
    )
    person = "mail:a.lang@bdi.example"
    organisation = "org:bundesverband der deutschen industrie"
    session = "event:workshop 2@auftakt@2021-03-16"
    assert entities(record) == {
        "Person Anna Lang": (
            "row 2",
            (person, "name:anna lang@bundesverband der deutschen industrie", "name:anna lang@bdi"),
        ),
        "Organisation Bundesverband der Deutschen Industrie e. V. (BDI)": ("row 2", (organisation, "org:bdi")),
        "Event Auftakt": ("row 1", (EVENT,)),
        "Event Workshop 2": ("row 2", (session,)),
        "Region Nordrhein-Westfalen": ("row 2", ("nuts:dea", "region:nordrhein westfalen")),
    }
    assert facts(record) == {
        ("TOOK_PART_IN", person, EVENT, "participant", "row 2"),
        ("TOOK_PART_IN", person, session, "participant", "row 2"),
        ("PART_OF", session, EVENT, "", "row 2"),
        ("WORKS_FOR", person, organisation, "Referentin", "row 2"),
        ("ACTIVE_IN", person, "nuts:dea", "", "row 2"),
        ("ACTIVE_IN", organisation, "nuts:dea", "", "row 2"),
    }
    values = {e.label + " " + e.name: dict(e.values) for e in record.entities}
    assert values["Person Anna Lang"] == {
        "title": "Dr.",
        "given_name": "Anna",
        "family_name": "Lang",
        "place": "Berlin",
        "emails": ("a.lang@bdi.example",),
    }
    assert values["Organisation Bundesverband der Deutschen Industrie e. V. (BDI)"] == {
        "kind": "association",
        "legal_form": "e. V.",
        "short_name": "BDI",
    }
    assert (values["Event Auftakt"], values["Event Workshop 2"]) == ({"start": "2021-03-16"}, {"format": "workshop"})
    assert (row_log.rows, row_log.rejected, row_log.notes) == (1, [], [])


def test_a_row_with_a_name_alone_gives_a_person_at_the_event(load: Load) -> None:
    (record,), _ = load(";;Anna;Lang;;;;;;")
    assert entities(record) == {
        "Person Anna Lang": ("row 2", ("name:anna lang@event:auftakt@2021-03-16",)),
        "Event Auftakt": ("row 1", (EVENT,)),
    }
    assert facts(record) == {("TOOK_PART_IN", "name:anna lang@event:auftakt@2021-03-16", EVENT, "participant", "row 2")}


@pytest.mark.parametrize("nothing", ["-", "k. A.", "privat", "Keine Angabe", "n/a", "–", "#NV", "\u00a0"])
def test_words_for_nothing_are_nothing(load: Load, nothing: str) -> None:
    (record,), row_log = load(f";;Anna;Lang;{nothing};{nothing};{nothing};{nothing};{nothing};{nothing}")
    assert {f.type for f in record.facts} == {"TOOK_PART_IN"}
    assert len(record.facts) == 1
    assert row_log.notes == []


def test_a_role_of_the_list_is_the_role_at_the_event(load: Load) -> None:
    (record,), _ = load("Lang;Referentin", header="Name;Rolle")
    assert [f.role for f in record.facts] == ["speaker"]


def test_an_unknown_role_rejects_the_row_and_names_those_there_are(load: Load) -> None:
    records, row_log = load("Lang;Zauberin", "Weiß;Moderation", header="Name;Rolle")
    (error,) = row_log.rejected
    assert names(records) == ["Weiß"]
    assert (error.key, error.row, error.column, error.value) == ("unknown_role_in_list", 2, "Rolle", "Zauberin")
    assert "keine Rolle für die Teilnahme" in error.message("de")
    assert "Moderation" in error.message("de")


def test_an_unknown_land_is_noted_and_the_rest_of_the_row_taken(load: Load) -> None:
    (record,), row_log = load(";;Anna;Lang;Werk;;;;Lummerland;")
    assert {f.type for f in record.facts} == {"TOOK_PART_IN", "WORKS_FOR"}
    assert notes(row_log) == [("unknown_land", 2, "Land", "Lummerland")]


@pytest.mark.parametrize("country", ["Deutschland", "Germany", "D", "DE", "BRD"])
def test_the_country_of_an_address_is_no_region_and_noted_once(load: Load, country: str) -> None:
    records, row_log = load(f";;Anna;Lang;Werk;;;;{country};", f";;Bo;Kern;Werk;;;;{country};")
    assert not [f for record in records for f in record.facts if f.type == "ACTIVE_IN"]
    assert not [e for record in records for e in record.entities if e.label == "Region"]
    assert {n.key for n in row_log.notes} <= {"note_country", "unknown_land"}
    assert notes(row_log)[0][1:] == (2, "Land", country)


def test_who_works_nationwide_is_active_in_the_whole_country(load: Load) -> None:
    (record,), row_log = load(";;Anna;Lang;Werk;;;;bundesweit;")
    assert [e.name for e in record.entities if e.label == "Region"] == ["Deutschland"]
    assert not row_log.notes


def test_a_bad_address_is_noted_and_left_out(load: Load) -> None:
    (record,), row_log = load(";;Anna;Lang;Werk;;anna(at)werk;;;")
    assert record.entities[0].keys == ("name:anna lang@werk",)
    assert "emails" not in record.entities[0].values
    assert notes(row_log) == [("bad_email", 2, "E-Mail", "anna(at)werk")]


def test_a_shared_mailbox_is_kept_as_address_but_is_no_key(load: Load) -> None:
    (record,), row_log = load(";;Anna;Lang;Werk;;Info@Werk.example;;;")
    assert record.entities[0].keys == ("name:anna lang@werk",)
    assert record.entities[0].values["emails"] == ("info@werk.example",)
    assert notes(row_log) == [("note_shared_mailbox", 2, "E-Mail", "info@werk.example")]


@pytest.mark.parametrize(
    "cell",
    [
        "anna@werk.example; a.lang@bonn.example",
        "anna@werk.example, a.lang@bonn.example",
        "Lang, Anna <anna@werk.example> <a.lang@bonn.example>",
        "mailto:anna@werk.example a.lang@bonn.example",
        "\u200banna@werk.example / a.lang@bonn.example",
    ],
)
def test_all_addresses_of_a_cell_are_found(load: Load, cell: str) -> None:
    (record,), row_log = load(f';;Anna;Lang;;;"{cell}";;;')
    assert record.entities[0].values["emails"] == ("anna@werk.example", "a.lang@bonn.example")
    assert row_log.notes == []


def test_several_workshops_in_a_cell_are_several_sessions(load: Load) -> None:
    (record,), _ = load(';;Anna;Lang;;;;;;"Workshop 1: Flächen, Netze;Workshop 3;"')
    assert [e.name for e in record.entities if e.label == "Event"] == [
        *("Auftakt", "Workshop 1: Flächen, Netze", "Workshop 3"),
    ]
    assert sum(f.type == "PART_OF" for f in record.facts) == 2


@pytest.mark.parametrize(
    ("header", "line", "title", "given", "family"),
    [
        ("Name;Ort", "Lang, Anna;x", "", "Anna", "Lang"),
        ("Name;Ort", "Lang, Dr. Anna;x", "Dr.", "Anna", "Lang"),
        ("Name;Ort", "Frau Prof. Dr. Anna Lang;x", "Prof. Dr.", "Anna", "Lang"),
        ("Name;Ort", "LANG Anna;x", "", "Anna", "Lang"),
        ("Name;Ort", "Karl von der Heide;x", "", "Karl", "von der Heide"),
        ("Name, Vorname;Ort", "Lang Anna;x", "", "Anna", "Lang"),
        ("Name, Vorname;Ort", "Dr. Lang Anna Maria;x", "Dr.", "Anna Maria", "Lang"),
        ("Name, Vorname;Ort", "von der Heide Karl;x", "", "Karl", "von der Heide"),
        ("Name, Vorname;Ort", "Lang, Anna;x", "", "Anna", "Lang"),
        ("Name, Vorname;Ort", "Lang;x", "", "", "Lang"),
        ("Name;Titel", "Anna Lang;Dr.-Ing.", "Dr.-Ing.", "Anna", "Lang"),
        ("Name;Vorname", "Lang;Anna", "", "Anna", "Lang"),
        ("Name;Vorname", "Lang;Dr. Anna", "Dr.", "Anna", "Lang"),
        ("Nachname;Vorname;Titel", "Lang;Anna;Prof. Dr.", "Prof. Dr.", "Anna", "Lang"),
        ("Nachname;Vorname", "'Lang;'Anna", "", "Anna", "Lang"),
        ("Nachname;Vorname", "'t Hooft;Gerard", "", "Gerard", "'t Hooft"),
        ("Nachname;Vorname", "Mu\u0308ller;Ju\u0308rgen", "", "Jürgen", "Müller"),
        ("Nachname;Vorname", "\u00a0Lang\u200b;An\u00adna", "", "Anna", "Lang"),
    ],
)
def test_names_are_read_in_every_order(load: Load, header: str, line: str, title: str, given: str, family: str) -> None:
    (record,), _ = load(line, header=header)
    values = record.entities[0].values
    assert (values.get("title", ""), values.get("given_name", ""), values["family_name"]) == (title, given, family)


@pytest.mark.parametrize(
    ("line", "key", "column"),
    [
        (";;;;Werk;;;;;", "no_person_name", "Nachname"),
        (";;Anna;;Werk;;;;;", "no_person_name", "Nachname"),
        (";;N.;N.;Werk;;;;;", "no_person_name", "Nachname"),
        (";;;unbekannt;Werk;;;;;", "no_person_name", "Nachname"),
        (";;;12345;Werk;;;;;", "not_a_name", "Nachname"),
        (";;;anna@werk.example;Werk;;;;;", "not_a_name", "Nachname"),
        (";;;" + "Wort " * 11 + ";Werk;;;;;", "not_a_name", "Nachname"),
        (";;Anna;Lang;Werk;;;;;;zuviel", "row_too_long", ""),
    ],
)
def test_a_row_that_names_no_person_is_rejected_with_its_place(load: Load, line: str, key: str, column: str) -> None:
    records, row_log = load(line, ";;Bo;Weiß;;;;;;")
    (error,) = row_log.rejected
    assert (error.key, error.file, error.row, error.column) == (key, "liste.csv", 2, column)
    assert (names(records), row_log.rows) == (["Bo Weiß"], 2)


def test_rows_shorter_than_the_header_are_read(load: Load) -> None:
    (record,), _ = load(";;Anna;Lang")
    assert names([record]) == ["Anna Lang"]


def test_separators_at_the_end_of_a_row_are_no_cells(load: Load) -> None:
    records, row_log = load(";;Anna;Lang;;;;;;;;;;", ";;;;;;;;;;;;;;;")
    assert (names(records), row_log.rows, row_log.rejected) == (["Anna Lang"], 1, [])


def test_rows_prepared_with_a_number_alone_are_passed_over(load: Load) -> None:
    records, row_log = load("1;Anna Lang;Werk", "2;;", "3;;", header="Nr.;Name;Firma")
    assert (names(records), row_log.rows, notes(row_log)) == (["Anna Lang"], 1, [])


@pytest.mark.parametrize(
    "line",
    [
        "Gesamt: 25 Teilnehmende;;",
        "Stand: 12.03.2021;;",
        ";;Stand 12.03.2021",
        "Gesamt;25;",
        "Summe;;",
        "* Pflichtfeld;;",
        "25 Personen;;",
        "Diese Liste ist nur für den internen Gebrauch bestimmt;;",
        "Workshop 2;;",
    ],
)
def test_remarks_below_the_table_are_noted_and_make_no_person(load: Load, line: str) -> None:
    records, row_log = load("Anna Lang;Werk;Bonn", line, header="Name;Firma;Ort")
    assert (names(records), row_log.rows, row_log.rejected) == (["Anna Lang"], 1, [])
    assert notes(row_log) == [("note_remark", 3, "", " ".join(filter(None, line.split(";"))))]


@pytest.mark.parametrize("line", ["Lang;;", "Anna Lang;;", "Stand;Hans;", "Seite, Anna;Werk;", "Summe;Werk;Bonn"])
def test_a_name_is_not_taken_for_a_remark(load: Load, line: str) -> None:
    records, row_log = load(line, header="Name;Firma;Ort")
    assert (len(records), row_log.notes) == (1, [])


def test_a_row_with_an_address_alone_is_rejected_and_no_remark(load: Load) -> None:
    _, row_log = load("Anna Lang;Werk;a@b.example", ";;lang1@werk.example", header="Name;Firma;E-Mail")
    assert [(e.key, e.row) for e in row_log.rejected] == [("no_person_name", 3)]


def test_columns_nobody_uses_are_noted_once(load: Load) -> None:
    _, row_log = load("Anna Lang;blau;Werk", "Bo Weiß;rot;Werk", header="Name;Lieblingsfarbe;Firma")
    assert [(n.key, n.context) for n in row_log.notes] == [("note_unused_column", {"column": "Lieblingsfarbe"})]


def test_the_first_filled_column_of_a_meaning_counts_and_the_other_is_noted(load: Load) -> None:
    records, row_log = load("Lang;;Amt", "Weiß;Werk;werk", "Ott;Hof;Amt", "Ast;Hof;Bau", header="Name;Firma;Behörde")
    assert [[e.name for e in r.entities if e.label == "Organisation"] for r in records] == [
        *(["Amt"], ["Werk"], ["Hof"], ["Hof"]),
    ]
    assert notes(row_log) == [("note_second_value", 4, "Behörde", "Amt")]


def test_a_postcode_before_the_place_is_left_out(load: Load) -> None:
    records, _ = load("Lang;53113 Bonn", "Weiß;D-50667 Köln", "Ott;12345", header="Name;PLZ Ort")
    assert [r.entities[0].values.get("place") for r in records] == ["Bonn", "Köln", "12345"]


def test_organisations_regions_and_sessions_met_before_are_the_same_objects(load: Load) -> None:
    (one, two), _ = load(";;Anna;Lang;Werk;;;;BY;AG 1", ";;Bo;Weiß;Werk;;;;Bayern;AG 1")
    shared = {id(e) for e in one.entities} & {id(e) for e in two.entities}
    assert len(shared) == 4


def test_reading_twice_gives_equal_records(put: Put) -> None:
    path = put("liste.csv", f"{HEADER}\n;;Anna;Lang;Werk;;;;BY;AG 1\n;;Bo;Weiß;Werk;;;;Bayern;AG 1\n")
    mapped = understand(path, "0" * 64, OPTIONS)
    again = understand(path, "0" * 64, OPTIONS)
    assert list(mapped.records(RowLog())) == list(mapped.records(RowLog())) == list(again.records(RowLog()))


def test_a_header_without_rows_is_refused(load: Load) -> None:
    with pytest.raises(InputError) as caught:
        load("", ";;;;;")
    assert caught.value.key == "no_rows"


def source_of(put: Put, options: Options, name: str = "Liste_Auftakt_2021-03-16.csv") -> Mapped:
    return understand(put(name, "Name;Firma\nLang;Werk\n"), "ab" * 32, options)


def test_the_source_is_what_the_user_says_else_what_the_file_tells(put: Put) -> None:
    told = source_of(put, Options()).source
    assert (told.title, told.kind, told.date, told.file, told.confidentiality, told.invented) == (
        *("Liste Auftakt 2021-03-16", "list", "2021-03-16", "Liste_Auftakt_2021-03-16.csv", "internal", False),
    )
    options = Options(title="Gipfel", publisher="Amt", date="1.4.2021", invented=True, confidentiality="public")
    said = source_of(put, options).source
    assert (said.title, said.publisher, said.date, said.confidentiality) == ("Gipfel", "Amt", "2021-04-01", "public")
    assert said.id.startswith("invented-")
    assert told.id.startswith("src-")


def test_a_note_is_a_sentence_with_its_place() -> None:
    note = Note("unknown_land", "Gäste", 7, "Land", context={"value": "X"})
    assert note.message("de").startswith("Gäste, Zeile 7, Spalte „Land“: „X“ ist kein Bundesland.")
    assert note.message("en").startswith('Gäste, row 7, column "Land": "X" is not a German Land.')
