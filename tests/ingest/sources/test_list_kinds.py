"""Ten lists and more of each kind, in the manner of different makers, and what each of them means; all invented."""

import io
from pathlib import Path

import openpyxl
import pytest

from graph.errors import InputError
from graph.model.facts import Record
from ingest.loading.pipeline import Prepared, prepare
from ingest.records import Options
from ingest.records.asking import KindQuestion
from tests.ingest.conftest import Put

Triple = tuple[str, str, str, str]
PEOPLE = "Anna Auer;Leiterin;Werk Nord GmbH;anna@nord.example\nBert Bauer;Referent;IHK Musterau;bert@ihk.example\n"
LETTERS = "abcdefgh"
PLAIN = f"Name;Position;Organisation;E-Mail\n{PEOPLE}"
BARE = "Vorname;Nachname;Firma\nAnna;Auer;Werk Nord GmbH\nBert;Bauer;IHK Musterau\n"
FIRMS = "Firma;PLZ;Ort;Bundesland\nGusswerk Musterau GmbH;01067;Dresden;Sachsen\nGlashütte Nord e. K.;07743;Jena;TH\n"


def triples(prepared: Prepared) -> set[Triple]:
    """All facts as names: start, type, end, role."""
    records = list(prepared.records())
    names = {entity.key: entity.name for record in records for entity in record.entities}
    return {(names[f.start], f.type, names[f.end], f.role) for record in records for f in record.facts}


def entities(records: list[Record], label: str) -> set[str]:
    return {entity.name for record in records for entity in record.entities if entity.label == label}


def kind(prepared: Prepared) -> str:
    return prepared.mapped.list_kind


ADDRESSES = [
    ("17 verteiler.csv", PLAIN),
    ("Presseverteiler 2024.csv", PLAIN),
    ("Verteiler_Ministerien_Stand_2024-03-01.csv", PLAIN),
    ("newsletter-abonnenten.csv", PLAIN),
    ("Mailingliste Wärme.csv", BARE),
    ("Adressen.csv", PLAIN),
    ("adressliste_intern.csv", BARE),
    ("ansprechpartner.csv", PLAIN),
    ("Ansprechpartnerinnen Landesministerien.csv", BARE),
    ("Kontakte Wirtschaft.csv", PLAIN),
    ("Telefonliste.csv", "Name;Firma;Telefon\nAnna Auer;Werk Nord GmbH;0351 1\n"),
    ("subscribers_export.csv", "First Name,Last Name,Email\nAnna,Auer,anna@nord.example\n"),
    (
        "Connections.csv",
        "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
        "Anna,Auer,https://x.example/a,,Werk Nord GmbH,Head of Energy,12 Mar 2021\n",
    ),
    (
        "audience.csv",
        "First Name,Last Name,Email Address,Company,OPTIN_TIME\n"
        "Anna,Auer,a@x.example,Werk Nord GmbH,2024-01-01 10:00\n",
    ),
    ("Liste.csv", f"Adressen der Ansprechpartner;;;\n\n{PLAIN}"),
]


@pytest.mark.parametrize(("name", "content"), ADDRESSES)
def test_of_addresses_nobody_has_met_anybody(put: Put, name: str, content: str) -> None:
    found = prepare(put(name, content), Options())
    assert kind(found) in ("contacts", "mailing")
    assert found.mapped.event == ""
    assert {type_ for _, type_, _, _ in triples(found)} <= {"WORKS_FOR"}
    assert "Anna Auer" in entities(list(found.records()), "Person")
    assert "note_list_kind" in {note.key for note in found.row_log.notes}


MEMBERS = [
    ("Mitglieder Netzwerk Flusstal e. V..csv", BARE),
    ("Mitgliederliste_Netzwerk_Flusstal_e._V.csv", BARE),
    ("Mitglieder des Netzwerks Flusstal e. V. Stand 2024-03-01.csv", BARE),
    ("Liste.csv", f"Mitglieder des Netzwerks Flusstal e. V. (Stand: 1.3.2024);;\n\n{BARE}"),
    ("liste.csv", f"Netzwerk Flusstal e. V.;;\nMitgliederliste;;\n{BARE}"),
    ("members Netzwerk Flusstal e. V..csv", "First name,Last name,Company\nAnna,Auer,Werk Nord GmbH\n"),
    (
        "Mitgliederverzeichnis Netzwerk Flusstal e. V..csv",
        "Nr;Name;Firma;Mitglied seit\n1;Anna Auer;Werk Nord GmbH;2019\n",
    ),
    ("Netzwerk Flusstal e. V. - Mitglieder.csv", BARE),
    (
        "Vereinsmitglieder Netzwerk Flusstal e. V..csv",
        "Vorname;Nachname;Firma;Eintritt\nAnna;Auer;Werk Nord GmbH;2019\n",
    ),
    ("export.csv", f"Mitglieder im Netzwerk Flusstal e. V.;;\n{BARE}"),
]


@pytest.mark.parametrize(("name", "content"), MEMBERS)
def test_members_belong_to_the_organisation_of_the_list_and_do_not_work_for_it(
    put: Put, name: str, content: str
) -> None:
    found = prepare(put(name, content), Options())
    assert kind(found) == "members"
    assert {t for t in triples(found) if t[0] == "Anna Auer"} == {
        ("Anna Auer", "MEMBER_OF", "Netzwerk Flusstal e. V.", ""),
        ("Anna Auer", "WORKS_FOR", "Werk Nord GmbH", ""),
    }
    assert found.mapped.event == ""


ORGANISATIONS_AS_MEMBERS = [
    ("Mitglieder Netzwerk Flusstal e. V..csv", FIRMS),
    ("Mitgliedsunternehmen des Netzwerks Flusstal e. V..csv", FIRMS),
    ("liste.csv", f"Mitgliedsunternehmen Netzwerk Flusstal e. V.;;;\n{FIRMS}"),
    ("Mitglieder Netzwerk Flusstal e. V.csv", FIRMS.replace("Firma;", "Mitglied;")),
    ("Mitglieder Netzwerk Flusstal e. V.csv", FIRMS.replace("Firma;", "Name;")),
    (
        "Mitglieder Netzwerk Flusstal e. V.csv",
        "Unternehmen;Ansprechpartner;Ort\nGusswerk Musterau GmbH;Anna Auer;Dresden\nGlashütte Nord e. K.;;Jena\n",
    ),
]


@pytest.mark.parametrize(("name", "content"), ORGANISATIONS_AS_MEMBERS)
def test_organisations_can_be_the_members(put: Put, name: str, content: str) -> None:
    found = triples(prepare(put(name, content), Options()))
    members = {start for start, type_, end, _ in found if (type_, end) == ("MEMBER_OF", "Netzwerk Flusstal e. V.")}
    assert members == {"Gusswerk Musterau GmbH", "Glashütte Nord e. K."}


def test_the_dates_of_a_membership_are_those_of_the_list(put: Put) -> None:
    content = "Name;Firma;Eintritt;Austritt;Funktion\nAnna Auer;Werk Nord GmbH;1.3.2019;31.12.2023;Schatzmeisterin\n"
    (record,) = prepare(put("Mitglieder Verein Nord e. V..csv", content), Options()).records()
    (member,) = (fact for fact in record.facts if fact.type == "MEMBER_OF")
    assert (member.role, member.valid_from, member.valid_to) == ("Schatzmeisterin", "2019-03-01", "2023-12-31")
    (work,) = (fact for fact in record.facts if fact.type == "WORKS_FOR")
    assert (work.role, work.valid_from, work.valid_to) == ("", "", "")


@pytest.mark.parametrize("name", ["mitglieder.csv", "Mitgliederliste.csv", "members.csv", "Mitglieder Stand 2024.csv"])
def test_members_of_nobody_knows_whom_have_no_membership_and_that_is_said(put: Put, name: str) -> None:
    found = prepare(put(name, BARE), Options())
    assert {type_ for _, type_, _, _ in triples(found)} == {"WORKS_FOR"}
    said = prepare(put(name, BARE), Options(list_kind="members", list_of="Verein Nord e. V."))
    assert ("Anna Auer", "MEMBER_OF", "Verein Nord e. V.", "") in triples(said)


BODY = "Name;Funktion;Organisation\nAnna Auer;Vorsitzende;Werk Nord GmbH\nBert Bauer;Mitglied;IHK Musterau\n"
BODIES = [
    ("Beirat Wasserstoff.csv", BODY, "Beirat Wasserstoff"),
    ("Mitglieder Beirat Wasserstoff.csv", BODY, "Beirat Wasserstoff"),
    ("Kuratorium Stiftung Flusstal.csv", BODY, "Kuratorium Stiftung Flusstal"),
    ("Jury Innovationspreis 2024.csv", BODY, "Jury Innovationspreis"),
    ("liste.csv", f"Vorstand der IHK Flusstal;;\n{BODY}", "Vorstand der IHK Flusstal"),
    ("AG Wasserstoff Mitglieder.csv", BODY, "AG Wasserstoff"),
    ("Arbeitsgruppe Fachkräfte.csv", BODY, "Arbeitsgruppe Fachkräfte"),
    ("Lenkungskreis Strukturwandel_Stand_2024-05-01.csv", BODY, "Lenkungskreis Strukturwandel"),
    ("Ausschuss für Industrie.csv", BODY, "Ausschuss für Industrie"),
    ("Aufsichtsrat Werk West AG.csv", BODY, "Aufsichtsrat Werk West AG"),
    ("Steering Committee Hydrogen.csv", BODY.replace("Vorsitzende", "Chair"), "Steering Committee Hydrogen"),
    ("Zusammensetzung Fachbeirat Glas.csv", BODY, "Fachbeirat Glas"),
    (
        "gremien.csv",
        "Vorname;Nachname;Funktion;Gremium;Organisation\nAnna;Auer;Vorsitzende;Beirat Stahl;Werk Nord GmbH\n",
        "Beirat Stahl",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("name", "content", "body"), BODIES)
def test_who_sits_in_a_body_is_a_member_of_it_with_the_function_there(
    put: Put, name: str, content: str, body: str
) -> None:
    found = prepare(put(name, content), Options())
    assert kind(found) == "body"
    role = "Chair" if "Chair" in content else "Vorsitzende"
    assert {t for t in triples(found) if t[0] == "Anna Auer"} == {
        ("Anna Auer", "MEMBER_OF", body, role),
        ("Anna Auer", "WORKS_FOR", "Werk Nord GmbH", ""),
    }
    kinds = {e.values.get("kind") for r in found.records() for e in r.entities if e.name == body}
    assert kinds == {"working_group" if body.startswith(("AG", "Arbeits")) else "body"}


def test_a_body_is_part_of_the_organisation_it_belongs_to(put: Put) -> None:
    found = triples(prepare(put("Vorstand der IHK Musterau.csv", "Name;Funktion\nAnna Auer;Vorsitzende\n"), Options()))
    assert ("Vorstand der IHK Musterau", "PART_OF", "IHK Musterau", "") in found
    assert ("Anna Auer", "MEMBER_OF", "Vorstand der IHK Musterau", "Vorsitzende") in found


def test_a_function_with_the_employer_is_not_that_in_the_body(put: Put) -> None:
    content = "Name;Funktion;Organisation\nAnna Auer;Vorstandsvorsitzende;Werk Nord AG\nBert Bauer;Mitglied;IHK Nord\n"
    found = triples(prepare(put("Beirat Wasserstoff.csv", content), Options()))
    assert {t for t in found if t[0] == "Anna Auer"} == {
        ("Anna Auer", "MEMBER_OF", "Beirat Wasserstoff", ""),
        ("Anna Auer", "WORKS_FOR", "Werk Nord AG", "Vorstandsvorsitzende"),
    }


@pytest.mark.parametrize(
    "name", ["vorstand.csv", "Beirat.csv", "kuratorium_2024.csv", "Jury Liste.csv", "board members.csv"]
)
def test_a_body_without_a_name_ties_nobody_and_nobody_chairs_an_employer(put: Put, name: str) -> None:
    found = prepare(put(name, BODY), Options())
    assert {t for t in triples(found) if t[0] == "Anna Auer"} == {("Anna Auer", "WORKS_FOR", "Werk Nord GmbH", "")}
    assert "note_body_unnamed" in {note.key for note in found.row_log.notes}
    said = prepare(put(name, BODY), Options(list_kind="body", list_of="Verein Nord e. V."))
    (body,) = {end for _, type_, end, _ in triples(said) if type_ == "MEMBER_OF"}
    assert body.endswith("Verein Nord e. V.")
    assert (body, "PART_OF", "Verein Nord e. V.", "") in triples(said)


def test_a_register_of_seats_names_the_organisation_in_each_row(put: Put) -> None:
    rows = "".join(
        f"Anna A{LETTERS[i // 8]}{LETTERS[i % 8]}mann;Werk {'ABC'[i % 3]} GmbH;{'Member' if i % 5 else 'Chair'}\n"
        for i in range(60)
    )
    found = prepare(put("seats.csv", f"NAME;AFFILIATION;ROLE\n{rows}"), Options())
    assert kind(found) == "body"
    assert ("Anna Aaamann", "MEMBER_OF", "Werk A GmbH", "Chair") in triples(found)
    assert {type_ for _, type_, _, _ in triples(found)} == {"MEMBER_OF"}


DIRECTORIES = [
    ("33a_mitglieder_organisationen.csv", FIRMS),
    ("Unternehmen Flusstal.csv", FIRMS),
    ("Verzeichnis der Forschungseinrichtungen.csv", FIRMS.replace("Firma", "Institution")),
    ("export.csv", FIRMS),
    ("Aussteller.csv", FIRMS),
    ("liste.csv", f"Firmenliste Region Flusstal;;;\n{FIRMS}"),
    ("Akteure.csv", FIRMS.replace("Firma", "Name")),
    ("Firmen.csv", FIRMS.replace("Firma", "Unternehmen")),
    ("companies.csv", FIRMS.replace("Firma", "Company").replace("PLZ;Ort;Bundesland", "ZIP;City;State")),
    ("Organisationen.csv", FIRMS.replace("Firma", "Organisation")),
]


@pytest.mark.parametrize(("name", "content"), DIRECTORIES)
def test_a_directory_gives_organisations_with_place_and_region_and_no_event(put: Put, name: str, content: str) -> None:
    found = prepare(put(name, content), Options())
    records = list(found.records())
    assert kind(found) == "directory"
    assert entities(records, "Organisation") == {"Gusswerk Musterau GmbH", "Glashütte Nord e. K."}
    assert entities(records, "Person") | entities(records, "Event") == set()
    places = {e.name: e.values.get("place") for r in records for e in r.entities if e.label == "Organisation"}
    assert places == {"Gusswerk Musterau GmbH": "Dresden", "Glashütte Nord e. K.": "Jena"}
    assert ("Gusswerk Musterau GmbH", "ACTIVE_IN", "Sachsen", "") in triples(found)


def test_a_directory_keeps_kind_website_topics_and_the_contact(put: Put) -> None:
    content = (
        "Organisation;Art;Website;Themen;Ansprechpartnerin;Funktion;E-Mail;Ort\n"
        "Institut Glas;Forschung;www.glas.example;Glas, Wasserstoff;Dr. Anna Auer;Leiterin;anna@glas.example;Jena\n"
    )
    found = prepare(put("Akteursverzeichnis.csv", content), Options())
    assert triples(found) == {
        ("Anna Auer", "WORKS_FOR", "Institut Glas", "Leiterin"),
        ("Institut Glas", "DEALS_WITH", "Glas", ""),
        ("Institut Glas", "DEALS_WITH", "Wasserstoff", ""),
    }
    (organisation,) = (e for r in found.records() for e in r.entities if e.label == "Organisation")
    assert organisation.values == {"kind": "research", "website": "www.glas.example", "place": "Jena"}


PARTICIPANTS = [
    ("Teilnehmerliste Forum Nord 2024-05-01.csv", PLAIN, "Forum Nord", "2024-05-01"),
    ("liste.csv", f"Wärmegipfel Flusstal am 14.9.2022;;;\n{PLAIN}", "Wärmegipfel Flusstal", "2022-09-14"),
    ("x.csv", f"Teilnehmerliste Regionalkonferenz\n14. September 2022;;\n{BARE}", "Regionalkonferenz", "2022-09-14"),
    ("Wärmegipfel Flusstal 14.09.2022 - Anmeldungen.csv", PLAIN, "Wärmegipfel Flusstal", "2022-09-14"),
    ("a.csv", f"Anmeldungen zum Wärmegipfel Flusstal;;\nStand 12.09.2022;;\n{BARE}", "Wärmegipfel Flusstal", ""),
    ("Gästeliste Sommerempfang 2023-07-01.csv", BARE, "Sommerempfang", "2023-07-01"),
    ("Netzwerktreffen Glas 2023-07-01.csv", BARE, "Netzwerktreffen Glas", "2023-07-01"),
    ("Mitgliederversammlung 2023-07-01.csv", BARE, "Mitgliederversammlung", "2023-07-01"),
    ("Forum.csv", f"Teilnehmende am Wärmegipfel, 14./15.9.2022;;\n{BARE}", "Wärmegipfel", "2022-09-14"),
    ("Attendees Kick-off Hydrogen 2024-03-05.csv", BARE, "Kick-off Hydrogen", "2024-03-05"),
    ("Anwesenheit Fachtag Stahl 5.3.2024.csv", BARE, "Fachtag Stahl", "2024-03-05"),
    (
        "Runder Tisch Wärme.csv",
        "Name (Original Name),Join Time,Leave Time,Guest\nAnna Auer,14.03.2024 09:58:02,14.03.2024 11:02:45,Yes\n",
        "Runder Tisch Wärme",
        "2024-03-14",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("name", "content", "event", "day"), PARTICIPANTS)
def test_participants_have_met_at_the_event_their_list_names(
    put: Put, name: str, content: str, event: str, day: str
) -> None:
    found = prepare(put(name, content), Options())
    assert (kind(found), found.mapped.event, found.mapped.event_date) == ("participants", event, day)
    assert ("Anna Auer", "TOOK_PART_IN", event, "participant") in triples(found)


OPEN = [
    ("viele_fehler.csv", PLAIN),
    ("liste.csv", BARE),
    ("Export (3).csv", PLAIN),
    ("netzwerk_nord.csv", PLAIN),
    ("Musterau.csv", BARE),
    ("personen.csv", BARE),
    ("2024.csv", PLAIN),
    ("Verteiler Forum Nord.csv", PLAIN),
    ("Kontakte 2024-05-01 Forum.csv", BARE),
    ("Stand 2024-05-01.csv", PLAIN),
    ("Vorstand 2024-05-01 Treffen.csv", BARE),
]


@pytest.mark.parametrize(("name", "content"), OPEN)
def test_what_a_list_leaves_open_is_asked_with_a_picture_of_each_meaning(put: Put, name: str, content: str) -> None:
    with pytest.raises(KindQuestion) as caught:
        prepare(put(name, content), Options())
    kinds = {candidate.kind for candidate in caught.value.candidates}
    assert "participants" in kinds
    assert kinds & {"contacts", "mailing", "body"}
    said = caught.value.message("de")
    assert "2 Personen, die einander begegnet sind" in said
    assert "keine Begegnung" in said
    assert "--list participants" in said


@pytest.mark.parametrize("name", ["viele_fehler.csv", "liste.csv", "netzwerk_nord.csv"])
def test_the_answer_to_the_question_decides(put: Put, name: str) -> None:
    contacts = prepare(put(name, PLAIN), Options(list_kind="contacts"))
    assert {type_ for _, type_, _, _ in triples(contacts)} == {"WORKS_FOR"}
    met = prepare(put(name, PLAIN), Options(list_kind="participants", event="Gipfel", date="2022-09-14"))
    assert ("Anna Auer", "TOOK_PART_IN", "Gipfel", "participant") in triples(met)


@pytest.mark.parametrize(
    ("content", "said", "key"),
    [
        (PLAIN, "participants", "list_no_occasion"),
        (FIRMS, "participants", "list_no_people"),
        ("Name;E-Mail\nAnna Auer;a@x.example\n", "directory", "list_no_organisations"),
        (PLAIN, "gäste", "unknown_list_kind"),
        (PLAIN, "Blatt 7=contacts", "unknown_list_sheet"),
    ],
)
def test_a_kind_that_contradicts_the_list_is_refused_with_what_to_do(
    put: Put, content: str, said: str, key: str
) -> None:
    with pytest.raises(InputError) as caught:
        prepare(put("viele_fehler.csv", content), Options(list_kind=said))
    assert caught.value.key == key


def book(**sheets: str) -> bytes:
    """A workbook whose sheets have these rows, cells divided by semicolons."""
    made = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    for name, content in sheets.items():
        sheet = made.create_sheet(name)
        for line in content.splitlines():
            sheet.append(line.split(";"))
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def test_two_sheets_of_two_kinds_are_read_each_as_what_it_is(put: Put) -> None:
    path = put(
        "Forum Nord 2024-05-01.xlsx", book(Teilnehmende=BARE, Presseverteiler="Name;Firma\nCarl Cremer;Blatt GmbH\n")
    )
    with pytest.raises(KindQuestion) as caught:
        prepare(path, Options())
    assert caught.value.sheet == "Presseverteiler"
    found = prepare(path, Options(list_kind="Presseverteiler=mailing"))
    assert {start for start, type_, _, _ in triples(found) if type_ == "TOOK_PART_IN"} == {"Anna Auer", "Bert Bauer"}
    assert ("Carl Cremer", "WORKS_FOR", "Blatt GmbH", "") in triples(found)


def test_sheets_that_say_what_they_are_need_no_question(put: Put) -> None:
    found = prepare(put("Daten.xlsx", book(Verteiler=PLAIN, Firmen=FIRMS)), Options())
    assert kind(found) == "mailing, directory"
    assert entities(list(found.records()), "Event") == set()


def test_a_list_of_200_000_rows_of_unknown_kind_is_asked_about_by_its_first_rows(put: Put) -> None:
    rows = "".join(f"Anna Auer{i};Leiterin;Werk {i % 97} GmbH;a{i}@x.example\n" for i in range(200_000))
    with pytest.raises(KindQuestion) as caught:
        prepare(put("gross.csv", f"Name;Position;Organisation;E-Mail\n{rows}"), Options())
    assert "mindestens 1.000 Personen" in caught.value.message("de")


def test_an_event_said_for_organisations_without_people_is_not_made(put: Put) -> None:
    found = prepare(put("firmen.csv", FIRMS), Options(event="Gipfel", date="2022-09-14"))
    assert entities(list(found.records()), "Event") == set()
    assert "note_no_people_for_event" in {note.key for note in found.row_log.notes}


def test_a_function_without_an_organisation_is_said(put: Put) -> None:
    content = "Name;Funktion;E-Mail\nAnna Auer;Leiterin Energie;a@x.example\n"
    found = prepare(put("kontakte.csv", content), Options())
    (note,) = (note for note in found.row_log.notes if note.key == "note_function_alone")
    assert (note.row, note.column, note.context["value"]) == (2, "Funktion", "Leiterin Energie")


def test_a_body_named_in_a_list_of_participants_is_kept_beside_the_event(put: Put) -> None:
    content = "Vorname;Nachname;Funktion;Gremium;seit\nAnna;Auer;Vorsitz;Beirat Stahl;2021\n"
    found = triples(prepare(put("x.csv", content), Options(event="Gipfel", date="2022-09-14")))
    assert ("Anna Auer", "MEMBER_OF", "Beirat Stahl", "Vorsitz") in found
    assert ("Anna Auer", "TOOK_PART_IN", "Gipfel", "participant") in found


def test_a_column_of_bodies_that_many_have_needs_to_know_whose(put: Put, tmp_path: Path) -> None:
    content = "Name;Funktion;Gremium\nAnna Auer;Vorsitz;Vorstand\n"
    path = put("gremien.csv", content)
    found = prepare(path, Options())
    assert triples(found) == set()
    assert "note_general_body" in {note.key for note in found.row_log.notes}
    said = triples(prepare(path, Options(list_of="Verein Nord e. V.")))
    assert ("Anna Auer", "MEMBER_OF", "Vorstand Verein Nord e. V.", "Vorsitz") in said


def test_sheets_of_different_days_are_different_events(put: Put) -> None:
    sheets = {"Auftakt 2023-02-01": BARE, "Abschluss 2023-11-01": "Name;Firma\nCarl Cremer;Blatt GmbH\n"}
    found = triples(prepare(put("Veranstaltungsreihe.xlsx", book(**sheets)), Options()))
    assert {(s, e) for s, type_, e, _ in found if type_ == "TOOK_PART_IN"} == {
        ("Anna Auer", "Auftakt"), ("Bert Bauer", "Auftakt"), ("Carl Cremer", "Abschluss"),
    }  # fmt: skip


@pytest.mark.parametrize("name", ["06_anmeldungen.csv", "participants_85512345678.csv", "Teilnehmerliste 2.csv"])
def test_a_number_is_no_name_of_an_event(put: Put, name: str) -> None:
    with pytest.raises(InputError) as caught:
        prepare(put(name, BARE), Options())
    assert caught.value.key == "no_event"


def test_the_dates_of_a_body_without_a_name_are_not_those_of_the_employment(put: Put) -> None:
    (record,) = prepare(
        put("Kuratorium.csv", "Name;Institution;seit\nUta Kern;TU Musterau;2019\n"), Options()
    ).records()
    assert [(fact.type, fact.valid_from) for fact in record.facts] == [("WORKS_FOR", "")]


def test_a_row_of_a_directory_without_an_organisation_is_rejected_by_its_column(put: Put) -> None:
    found = prepare(put("Firmen.csv", f"{FIRMS};01067;Dresden;Sachsen\n"), Options(), most_rejected=1)
    (error,) = found.row_log.rejected
    assert (error.key, error.row, error.column) == ("no_organisation_name", 4, "Firma")


def test_a_said_kind_of_participants_with_organisations_only_and_an_event_is_refused(put: Put) -> None:
    with pytest.raises(InputError) as caught:
        prepare(put("Firmen.csv", FIRMS), Options(list_kind="participants", event="Gipfel", date="2022-09-14"))
    assert caught.value.key == "list_no_people"


def test_coordinates_of_a_directory_are_kept_and_what_is_none_is_said(put: Put) -> None:
    content = "Firma;Ort;Breitengrad;Längengrad\nWerk Nord GmbH;Jena;50,9271;11,5892\nWerk Süd GmbH;Ulm;weit;9.99\n"
    found = prepare(put("Unternehmen.csv", content), Options())
    values = {e.name: e.values for r in found.records() for e in r.entities}
    assert (values["Werk Nord GmbH"]["latitude"], values["Werk Nord GmbH"]["longitude"]) == ("50.9271", "11.5892")
    assert "latitude" not in values["Werk Süd GmbH"]
    assert [note.context["value"] for note in found.row_log.notes if note.key == "note_bad_coordinate"] == ["weit"]
