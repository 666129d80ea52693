"""What stands in a cell, in each kind of list: one cell means what the list means; all people are invented."""

import pytest

from ingest.loading.pipeline import Prepared, prepare
from ingest.records import Options
from tests.ingest.conftest import Put

Fact = tuple[str, str, str, str]

MEMBERS = "Mitglieder Netzwerk Flusstal e. V..csv"
NETWORK = "Netzwerk Flusstal e. V."
BODY = "Beirat Wasserstoff.csv"
DIRECTORY = "Akteursverzeichnis.csv"
CONTACTS = "Kontakte.csv"
MAILING = "Verteiler Presse.csv"
EVENT = "Teilnehmende Glastag 2024-03-14.csv"


def facts(prepared: Prepared) -> set[Fact]:
    records = list(prepared.records())
    names = {entity.key: entity.name for record in records for entity in record.entities}
    return {(names[f.start], f.type, names[f.end], f.role) for record in records for f in record.facts}


def names(prepared: Prepared, label: str) -> set[str]:
    return {entity.name for record in prepared.records() for entity in record.entities if entity.label == label}


def notes(prepared: Prepared) -> set[str]:
    return {note.key for note in prepared.row_log.notes}


def read(put: Put, name: str, text: str) -> Prepared:
    return prepare(put(name, text), Options(), most_rejected=1)


def test_several_people_in_a_cell_are_each_a_member_of_the_network(put: Put) -> None:
    found = read(put, MEMBERS, "Name;Organisation;Funktion\nAnna und Bert Huber;Werk Nord GmbH;Vorsitzende\n")
    assert facts(found) == {
        *((name, "MEMBER_OF", NETWORK, "Vorsitzende") for name in ("Anna Huber", "Bert Huber")),
        *((name, "WORKS_FOR", "Werk Nord GmbH", "") for name in ("Anna Huber", "Bert Huber")),
    }


def test_several_people_in_a_cell_sit_in_the_body_each_with_their_own_address(put: Put) -> None:
    rows = "Emil Eder / Frida Feld;Stadt Musterau;eder@musterau.example feld@musterau.example\n"
    found = read(put, BODY, f"Name;Organisation;E-Mail\n{rows}")
    seats = {fact for fact in facts(found) if fact[1] == "MEMBER_OF"}
    assert seats == {(name, "MEMBER_OF", "Beirat Wasserstoff", "") for name in ("Emil Eder", "Frida Feld")}
    addresses = {e.name: e.values["emails"] for r in found.records() for e in r.entities if e.label == "Person"}
    assert addresses == {"Emil Eder": ("eder@musterau.example",), "Frida Feld": ("feld@musterau.example",)}


def test_the_contact_people_of_an_organisation_work_there(put: Put) -> None:
    found = read(put, DIRECTORY, "Firma;Ansprechpartner;Ort\nFa. Lang GmbH, Weg 5;Anna Lang und Bo Weiß;Jena\n")
    assert facts(found) == {(name, "WORKS_FOR", "Lang GmbH", "") for name in ("Anna Lang", "Bo Weiß")}
    assert [e.values.get("place") for r in found.records() for e in r.entities if e.name == "Lang GmbH"] == ["Jena"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (MEMBERS, {("Stahlwerk Musterau GmbH", "MEMBER_OF", NETWORK, "")}),
        (BODY, {("Stahlwerk Musterau GmbH", "MEMBER_OF", "Beirat Wasserstoff", "")}),
        (CONTACTS, set()),
        (MAILING, set()),
        (EVENT, {("Stahlwerk Musterau GmbH", "TOOK_PART_IN", "Glastag", "participant")}),
    ],
)
def test_an_organisation_in_the_place_of_a_name_is_what_the_list_is_of(
    put: Put, name: str, expected: set[Fact]
) -> None:
    rows = "Anna Auer;Werk Nord\nStahlwerk Musterau GmbH;\nBert Bauer;Werk Nord\n"
    found = read(put, name, f"Name;Organisation\n{rows}")
    assert {fact for fact in facts(found) if fact[0].startswith("Stahlwerk")} == expected
    assert names(found, "Person") == {"Anna Auer", "Bert Bauer"}
    assert "Stahlwerk Musterau GmbH" in names(found, "Organisation")
    assert "note_organisation_in_names" in notes(found)


@pytest.mark.parametrize("text", ["Carl Cramer (abgesagt)", "Carl Cramer, entschuldigt", "Carl Cramer - No-Show"])
@pytest.mark.parametrize("name", [MEMBERS, BODY, CONTACTS, MAILING])
def test_who_did_not_come_once_is_there_all_the_same_where_nobody_has_met(put: Put, name: str, text: str) -> None:
    found = read(put, name, f"Name;Organisation\n{text};Werk Nord\nAnna Auer;Werk Nord\n")
    assert names(found, "Person") == {"Carl Cramer", "Anna Auer"}
    roles = {start: {f[1:] for f in facts(found) if f[0] == start} for start in ("Carl Cramer", "Anna Auer")}
    assert roles["Carl Cramer"] == roles["Anna Auer"]


def test_who_did_not_come_was_only_invited_to_an_event(put: Put) -> None:
    found = read(put, EVENT, "Name;Organisation\nCarl Cramer (abgesagt);Werk Nord\nAnna Auer (Moderation);Werk Nord\n")
    roles = {(start, role) for start, kind, _, role in facts(found) if kind == "TOOK_PART_IN"}
    assert roles == {("Carl Cramer", "invited"), ("Anna Auer", "moderator")}


def test_the_function_beside_a_name_is_that_in_the_body_or_with_the_employer(put: Put) -> None:
    rows = "Clara Cremer, Geschäftsführerin;Werk Nord GmbH\nAnna Auer, Vorsitzende;Werk Nord GmbH\n"
    found = facts(read(put, BODY, f"Name;Organisation\n{rows}"))
    assert ("Clara Cremer", "WORKS_FOR", "Werk Nord GmbH", "Geschäftsführerin") in found
    assert ("Anna Auer", "MEMBER_OF", "Beirat Wasserstoff", "Vorsitzende") in found
    assert ("Anna Auer", "WORKS_FOR", "Werk Nord GmbH", "") in found


@pytest.mark.parametrize(
    ("text", "note"), [("Raum 2", "note_device"), ("Sekretariat", "no_person_word"), ("Verteiler Nord", "note_heading")]
)
def test_an_organisation_stays_where_its_contact_is_no_person(put: Put, text: str, note: str) -> None:
    found = read(put, DIRECTORY, f"Firma;Ansprechpartner;Ort\nWerk Süd GmbH;{text};Jena\nWerk Ost GmbH;N. N.;Gera\n")
    assert names(found, "Organisation") == {"Werk Süd GmbH", "Werk Ost GmbH"}
    assert names(found, "Person") == set()
    assert note in notes(found)


def test_nobody_is_a_colleague_through_what_is_no_organisation(put: Put) -> None:
    for name in (MEMBERS, BODY, CONTACTS, MAILING, EVENT):
        rows = "Anna Auer;freiberuflich\nBert Bauer;freiberuflich\nCarl Cramer;ehem. Werk Süd\n"
        found = read(put, name, f"Name;Organisation\n{rows}")
        assert {fact for fact in facts(found) if fact[1] == "WORKS_FOR"} == set()
        assert {"note_no_organisation", "note_former_organisation"} <= notes(found)


def test_the_type_of_a_contact_says_what_a_row_is(put: Put) -> None:
    rows = "Person;Anna Auer;Werk Nord\nOrganisation;Blaue Tonne;\nHaushalt;Familie Maier;\n"
    found = read(put, CONTACTS, f"Kontakttyp;Name;Firma\n{rows}")
    assert names(found, "Person") == {"Anna Auer"}
    assert names(found, "Organisation") == {"Werk Nord", "Blaue Tonne"}
    assert "note_no_single_person" in notes(found)
