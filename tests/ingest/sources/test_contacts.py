"""Contacts: vCards and exported address books become people with employer and function, and organisations."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.errors import InputError
from graph.model.facts import Entity, Record
from graph.store import Store
from graph.store.consistency import check
from ingest.loading.pipeline import load, prepare
from ingest.records import Options, RowLog
from ingest.sources import kind_of

Put = Callable[[str, str | bytes], Path]


def cards(*insides: str, version: str = "3.0") -> str:
    """Cards with lines as RFC 6350 wants them."""
    text = "".join(f"BEGIN:VCARD\nVERSION:{version}\n{inside.strip()}\nEND:VCARD\n" for inside in insides)
    return text.replace("\n", "\r\n")


ANNA = """
N:Lang;Anna;Maria;Dr.;
FN:Dr. Anna Maria Lang
ORG:Werk Nord GmbH;Abteilung 2;Referat 21
TITLE:Leiterin
EMAIL;TYPE=work:anna.lang@werk.example
item1.EMAIL;TYPE=INTERNET:Anna@Haus.Example
item1.X-ABLabel:privat
ADR;TYPE=HOME:;;Gasse 1;Heimstadt;;00001;
ADR;TYPE=WORK:;;Straße 1;Halle (Saale);Sachsen-Anhalt;06108;Deutschland
CATEGORIES:Wasserstoff,myContacts
TEL;TYPE=CELL:+49 1
BDAY:1970-01-01
PHOTO;ENCODING=b;TYPE=JPEG:AAAA
 BBBB
NOTE:hat am Montag Zeit
REV:20210301T000000Z
SHOESIZE:38
"""


def read(path: Path, options: Options | None = None) -> tuple[list[Record], RowLog]:
    row_log = RowLog()
    mapped = kind_of(path).understand(path, "0" * 64, options or Options())
    return list(mapped.records(row_log)), row_log


def facts(records: list[Record]) -> set[tuple[str, str, str, str]]:
    """Type, names of both ends, role."""
    return {
        (fact.type, names[fact.start], names[fact.end], fact.role)
        for record in records
        for names in [{entity.key: entity.name for entity in record.entities}]
        for fact in record.facts
    }


def some(records: list[Record], label: str) -> list[Entity]:
    return [e for record in records for e in record.entities if e.label == label]


def notes(row_log: RowLog) -> list[tuple[str, object]]:
    return [(note.key, note.context.get("value", note.context.get("column"))) for note in row_log.notes]


def test_a_card_is_read_as_counted_by_hand(put: Put) -> None:
    records, row_log = read(put("a.vcf", cards(ANNA)))
    assert facts(records) == {
        ("WORKS_FOR", "Anna Maria Lang", "Werk Nord GmbH", "Leiterin, Abteilung 2, Referat 21"),
        ("DEALS_WITH", "Anna Maria Lang", "Wasserstoff", ""),
        ("ACTIVE_IN", "Anna Maria Lang", "Sachsen-Anhalt", ""),
        ("ACTIVE_IN", "Werk Nord GmbH", "Sachsen-Anhalt", ""),
    }
    (person,) = some(records, "Person")
    assert person.keys == (
        "mail:anna.lang@werk.example", "mail:anna@haus.example", "name:anna maria lang@werk nord",
    )  # fmt: skip
    assert dict(person.values) == {
        "title": "Dr.",
        "given_name": "Anna Maria",
        "family_name": "Lang",
        "emails": ("anna.lang@werk.example", "anna@haus.example"),
        "place": "Halle (Saale)",
    }
    assert person.place == "line 1"
    assert (row_log.rows, row_log.rejected, notes(row_log)) == (1, [], [("note_unused_field", "SHOESIZE")])


def test_version_4_is_read(put: Put) -> None:
    text = cards(
        'KIND:individual\nFN:Bo Weiß\nORG;SORT-AS="IG":IG Metall\nROLE:Sekretär\nEMAIL;PREF=1:bo@haus.example',
        "KIND:org\nFN:Verband Deutscher Beispiele e. V.\nURL:https://vdb.example\nADR:;;;Berlin;;;",
        "KIND:group\nFN:Vorstand\nMEMBER:urn:uuid:1",
        version="4.0",
    )
    records, row_log = read(put("a.vcf", text))
    assert facts(records) == {("WORKS_FOR", "Bo Weiß", "IG Metall", "Sekretär")}
    verband = some(records, "Organisation")[1]
    assert (verband.values["website"], verband.values["place"]) == ("https://vdb.example", "Berlin")
    assert (row_log.rows, notes(row_log)) == (3, [("note_no_contacts", 1)])


def test_version_2_1_with_quoted_printable_is_read(put: Put) -> None:
    text = cards(
        "N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCller;J=C3=BCrgen;;Dr.\n"
        "ORG;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:Werk S=FCd\n"
        "TITLE;ENCODING=QUOTED-PRINTABLE:Leiter der =\nPlanung\n"
        "NOTE;ENCODING=QUOTED-PRINTABLE:lang und=\nweilig: nichts\n"
        "TEL;WORK;VOICE:1\nEMAIL;PREF;INTERNET:j@werk.example",
        version="2.1",
    )
    records, row_log = read(put("a.vcf", text))
    assert facts(records) == {("WORKS_FOR", "Jürgen Müller", "Werk Süd", "Leiter der Planung")}
    assert row_log.rejected == []


def test_several_cards_folded_lines_and_windows_text_are_read(put: Put) -> None:
    text = cards("FN:Jürgen Mül\n ler\nORG:Werk", "FN:Lang\\, Anna\nN:Lang;Anna;;;\nORG:Werk").encode("cp1252")
    records, _ = read(put("a.vcf", text))
    assert [p.name for p in some(records, "Person")] == ["Jürgen Müller", "Anna Lang"]
    assert [p.place for p in some(records, "Person")] == ["line 1", "line 7"]


@pytest.mark.parametrize(
    "inside",
    [
        "FN:Werk Nord GmbH\nORG:Werk Nord GmbH",
        "FN:Werk Nord GmbH",
        "ORG:Werk Nord GmbH",
        "N:;;;;\nFN:\nORG:Werk Nord GmbH",
        "FN:Empfang\nORG:Werk Nord GmbH\nX-ABShowAs:COMPANY",
    ],
)
def test_a_card_of_an_organisation_names_no_person(put: Put, inside: str) -> None:
    records, row_log = read(put("a.vcf", cards(inside)))
    assert [e.name for e in some(records, "Organisation")] == ["Werk Nord GmbH"]
    assert (some(records, "Person"), row_log.rejected) == ([], [])


def test_a_card_without_name_takes_it_from_an_address_that_is_plainly_one(put: Put) -> None:
    text = cards("EMAIL:bo.weiss@haus.example", "FN:x7@haus.example\nEMAIL:x7@haus.example")
    records, row_log = read(put("a.vcf", text))
    assert [p.name for p in some(records, "Person")] == ["Bo Weiss"]
    assert (row_log.rejected, notes(row_log)) == ([], [("note_nameless_contacts", 1)])


def test_a_mailbox_of_an_office_is_noted_and_is_no_key(put: Put) -> None:
    records, row_log = read(put("a.vcf", cards("FN:Bo Weiß\nORG:Werk\nEMAIL:info@werk.example\nEMAIL:keine")))
    assert some(records, "Person")[0].keys == ("name:bo weiss@werk",)
    assert notes(row_log) == [("note_shared_mailbox", "info@werk.example"), ("bad_email", "keine")]


def test_private_cards_are_left_out(put: Put) -> None:
    records, row_log = read(put("a.vcf", cards("FN:Bo Weiß\nCLASS:PRIVATE")))
    assert (records, notes(row_log)) == ([], [("note_private_contacts", 1)])


def test_one_bad_card_does_not_hold_up_the_others(put: Put) -> None:
    text = cards("FN:12345", "no property\nFN:A B", "FN:" + "x" * 1_001, "FN:Bo Weiß") + "BEGIN:VCARD\r\nFN:Anna"
    records, row_log = read(put("a.vcf", text))
    assert [p.name for p in some(records, "Person")] == ["Bo Weiß"]
    assert [(e.key, e.row) for e in row_log.rejected] == [
        ("not_a_name", 1), ("broken_entry", 5), ("cell_too_long", 10), ("open_block", 18),
    ]  # fmt: skip


def test_photos_of_any_size_are_passed_over(put: Put) -> None:
    photo = "PHOTO;ENCODING=b;TYPE=JPEG:" + "A" * 2_000_000 + "\n " + "B" * 2_000_000
    records, row_log = read(put("a.vcf", cards(f"FN:Bo Weiß\n{photo}\nORG:Werk")))
    assert facts(records) == {("WORKS_FOR", "Bo Weiß", "Werk", "")}
    assert row_log.rejected == []


def test_a_card_of_twenty_megabytes_is_refused_alone(put: Put) -> None:
    text = cards("FN:A B\n" + "EMAIL:a@b.example\n" * 100_000, "FN:Bo Weiß")
    records, row_log = read(put("a.vcf", text))
    assert [p.name for p in some(records, "Person")] == ["Bo Weiß"]
    assert [e.key for e in row_log.rejected] == ["entry_too_large"]


OUTLOOK_EN = (
    '"Title","First Name","Middle Name","Last Name","Suffix","Company","Department","Job Title","Business Street",'
    '"Business City","Business State","Home City","Business Phone","E-mail Address","E-mail Type",'
    '"E-mail Display Name","E-mail 2 Address","Birthday","Categories","Sensitivity","Web Page","Notes"\n'
    '"Dr.","Anna","Maria","Lang","","Werk Nord GmbH","Planung","Director","Straße 1","Halle","Sachsen-Anhalt",'
    '"Heimstadt","+49 1","anna.lang@werk.example","SMTP","Anna","anna@haus.example","0/0/00","Hydrogen;Red category",'
    '"Normal","http://werk.example","two\nlines"\n'
    '"","","","","","Stadtwerke Halle GmbH","","","","","","","","","","","","","","Normal","",""\n'
    '"","Bo","","Weiß","","","","","","","","","","","","","","","","Private","",""\n'
)
OUTLOOK_DE = (
    "Anrede;Vorname;Weitere Vornamen;Nachname;Suffix;Firma;Abteilung;Position;Straße geschäftlich;Ort geschäftlich;"
    "Region geschäftlich;Land/Region geschäftlich;Ort privat;Weiterer Ort;Telefon geschäftlich;Telefon (privat);"
    "Mobiltelefon;E-Mail-Adresse;E-Mail-Typ;E-Mail: Angezeigter Name;E-Mail 2: Adresse;E-Mail 2: Typ;Geburtstag;"
    "Kategorien;Vertraulichkeit;Notizen;Privat\n"
    "Dr.;Anna;;Lang;;Werk Nord GmbH;Planung;Leiterin;Straße 1;Halle;Sachsen-Anhalt;Deutschland;Heimstadt;;+49 1;;;"
    "anna.lang@werk.example;SMTP;Anna;;;;Wasserstoff;Normal;;Falsch\n"
    "Herr;Bo;;Weiß;;IG Metall;;;;;;;;;;;;bo@haus.example;;;;;;;Privat;;Falsch\n"
)
GOOGLE = (
    "First Name,Middle Name,Last Name,Phonetic First Name,Name Prefix,Name Suffix,Nickname,File As,Organization Name,"
    "Organization Title,Organization Department,Birthday,Notes,Photo,Labels,E-mail 1 - Label,E-mail 1 - Value,"
    "E-mail 2 - Label,E-mail 2 - Value,Phone 1 - Label,Phone 1 - Value,Address 1 - City,Address 1 - Region,Motto\n"
    "Anna,,Lang,,Dr.,,,,Werk Nord GmbH,Leiterin,Planung,,,,* myContacts ::: Wasserstoff,* Work,"
    "anna.lang@werk.example ::: al@werk.example,Home,anna@haus.example,,,Halle,Sachsen-Anhalt,x\n"
    ",,,,,,,,,,,,,,* Other Contacts,* ,x7@haus.example,,,,,,,\n"
)
GOOGLE_OLD = (
    "Name,Given Name,Additional Name,Family Name,Yomi Name,Name Prefix,Birthday,Group Membership,E-mail 1 - Type,"
    "E-mail 1 - Value,Phone 1 - Type,Phone 1 - Value,Organization 1 - Type,Organization 1 - Name,"
    "Organization 1 - Yomi Name,Organization 1 - Title,Organization 1 - Department,Website 1 - Type,Website 1 - Value\n"
    "Dr. Anna Lang,Anna,,Lang,,Dr.,,* myContacts ::: Wasserstoff,* Work,anna.lang@werk.example,,,,Werk Nord GmbH,,"
    "Leiterin,Planung,,\n"
)
AT_THE_WORKS = ("WORKS_FOR", "Anna Lang", "Werk Nord GmbH", "Leiterin, Planung")
IN_THE_LAND = {
    ("ACTIVE_IN", "Anna Lang", "Sachsen-Anhalt", ""),
    ("ACTIVE_IN", "Werk Nord GmbH", "Sachsen-Anhalt", ""),
}
ON_HYDROGEN = ("DEALS_WITH", "Anna Lang", "Wasserstoff", "")


def test_outlooks_english_export_is_read(put: Put) -> None:
    records, row_log = read(put("a.csv", OUTLOOK_EN))
    assert facts(records) == {
        ("WORKS_FOR", "Anna Maria Lang", "Werk Nord GmbH", "Director, Planung"),
        ("DEALS_WITH", "Anna Maria Lang", "Hydrogen", ""),
        ("ACTIVE_IN", "Anna Maria Lang", "Sachsen-Anhalt", ""),
        ("ACTIVE_IN", "Werk Nord GmbH", "Sachsen-Anhalt", ""),
    }
    (person,) = some(records, "Person")
    assert (person.values["emails"], person.place) == (("anna.lang@werk.example", "anna@haus.example"), "row 2")
    assert [e.name for e in some(records, "Organisation")] == ["Werk Nord GmbH", "Stadtwerke Halle GmbH"]
    assert (row_log.rows, notes(row_log)) == (3, [("note_unused_column", "Notes"), ("note_private_contacts", 1)])


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252"])
def test_outlooks_german_export_is_read(put: Put, encoding: str) -> None:
    records, row_log = read(put("a.csv", OUTLOOK_DE.encode(encoding)))
    assert facts(records) == {AT_THE_WORKS, ON_HYDROGEN} | IN_THE_LAND
    assert (row_log.rows, notes(row_log)) == (2, [("note_unused_column", "Notizen"), ("note_private_contacts", 1)])


def test_googles_export_is_read(put: Put) -> None:
    records, row_log = read(put("contacts.csv", GOOGLE))
    assert facts(records) == {AT_THE_WORKS, ON_HYDROGEN} | IN_THE_LAND
    (person,) = some(records, "Person")
    assert person.values["emails"] == ("anna.lang@werk.example", "al@werk.example", "anna@haus.example")
    assert notes(row_log) == [
        ("note_unused_column", "Notes"), ("note_unused_column", "Motto"), ("note_nameless_contacts", 1),
    ]  # fmt: skip


def test_googles_older_export_is_read(put: Put) -> None:
    records, row_log = read(put("google.csv", GOOGLE_OLD))
    assert facts(records) == {AT_THE_WORKS, ON_HYDROGEN}
    assert notes(row_log) == []


def test_a_row_that_names_nobody_is_refused_with_row_column_and_value(put: Put) -> None:
    text = OUTLOOK_DE.replace("Herr;Bo;;Weiß;", "Herr;;;12345;").replace(";Privat;;Falsch", ";Normal;;Falsch")
    records, row_log = read(put("a.csv", text))
    assert len(records) == 1
    assert [(e.key, e.row, e.column, e.value) for e in row_log.rejected] == [("not_a_name", 3, "family", "12345")]


def test_an_event_is_not_said_by_an_address_book(put: Put) -> None:
    _, row_log = read(put("a.vcf", cards("FN:Bo Weiß")), Options(event="Auftakt"))
    assert notes(row_log) == [("note_event_unused", "Auftakt")]


@pytest.mark.parametrize(
    "text",
    [
        "Vorname;Nachname;Organisation;Funktion;E-Mail;Land;Workshop\nAnna;Lang;Werk;;;;\n",
        "Name;Firma;Telefon;Straße;Ort;E-Mail\nAnna Lang;Werk;1;;;\n",
        "First Name,Last Name,Company,Job Title,E-mail Address,Business Phone\nA,B,C,D,e@f.example,1\n",
        "Zeit;Titel;Referenten\n10:00;Auftakt;Anna Lang\n",
    ],
)
def test_other_tables_are_not_taken_for_an_address_book(put: Put, text: str) -> None:
    assert kind_of(put("a.csv", text)).name != "address_book"


@pytest.mark.parametrize(
    ("name", "content", "key"),
    [
        ("a.vcf", "BEGIN:VCARD", "open_block"),
        ("a.vcf", "BEGIN:VCARD\nFN:\0\nEND:VCARD", "wrong_encoding"),
        ("a.vcf", "Anna Lang", "unknown_content"),
        ("a.csv", OUTLOOK_DE.partition("\n")[0] + "\n", "no_rows"),
        ("a.csv", OUTLOOK_DE + '"Anna', "open_quote"),
        ("a.csv", OUTLOOK_DE + "x" * 20_000_000, "cell_too_long"),
        ("a.csv", OUTLOOK_DE + ";" * 1_000_000, "too_many_columns"),
    ],
)
def test_what_can_not_be_read_is_an_error_that_says_so(put: Put, name: str, content: str, key: str) -> None:
    with pytest.raises(InputError) as caught:
        prepare(put(name, content), Options())
    assert caught.value.key == key


def test_markup_formulas_and_cypher_stay_to_the_letter(put: Put) -> None:
    firm = "Robby' WITH true as x MATCH (s) DETACH DELETE s //"
    records, _ = read(put("a.vcf", cards(f"FN:<b>Bo</b> Weiß\nORG:{firm}\nTITLE:=HYPERLINK(1)")))
    assert facts(records) == {("WORKS_FOR", "<b>Bo</b> Weiß", firm, "=HYPERLINK(1)")}


def test_contacts_loaded_twice_change_nothing_and_meet_in_one_person(store: Store, put: Put) -> None:
    paths = [put("a.vcf", cards(ANNA)), put("outlook.csv", OUTLOOK_DE), put("google.csv", GOOGLE)]
    for path in paths:
        load(store, prepare(path, Options()))
    assert len(list(store.view().nodes("Person"))) == 1
    assert len(list(store.view().nodes("Organisation"))) == 1
    for path in paths:
        assert not load(store, prepare(path, Options())).changes.any
    assert check(store.view(), store.schema) == []


edits = st.lists(st.tuples(st.integers(0, 3000), st.integers(0, 30), st.binary(max_size=6)), min_size=1, max_size=4)
VALID = {
    "a.vcf": cards(ANNA, "N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCller;J=C3=BC=\nrgen").encode(),
    "b.vcf": cards('KIND:org\nFN:Werk\nADR;TYPE="work,home":;;;Halle;;;\nCATEGORIES:a,b', version="4.0").encode(),
    "outlook.csv": OUTLOOK_DE.encode("cp1252"),
    "google.csv": GOOGLE.encode(),
}


@pytest.mark.parametrize("name", sorted(VALID))
@given(changes=edits)
@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
def test_changed_files_give_records_or_an_error_about_the_input(
    put: Put, name: str, changes: list[tuple[int, int, bytes]]
) -> None:
    data = VALID[name]
    for start, cut, new in changes:
        at = start % (len(data) + 1)
        data = data[:at] + new + data[at + cut :]
    refusal = None
    try:
        list(prepare(put(name, data or b"x"), Options(), most_rejected=1).records())
    except InputError as error:
        refusal = error
    assert refusal is None or all(map(refusal.message, ("de", "en")))
