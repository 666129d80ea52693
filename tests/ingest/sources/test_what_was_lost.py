"""What was lost without a word, or refused though valid: rows, sheets, columns, formats; all is invented."""

import io
import json
from collections.abc import Callable, Sequence
from pathlib import Path

import openpyxl
import pytest

from graph.errors import InputError
from graph.names.organisation import parse_organisation
from ingest.loading.pipeline import Prepared, prepare
from ingest.records import Options

Put = Callable[[str, str | bytes], Path]
ROWS = (("Vorname", "Nachname", "Organisation"), ("Anna", "Auer", "Werk A"), ("Bert", "Bauer", "Werk B"))


def read(path: Path, most_rejected: float = 1) -> Prepared:
    return prepare(
        path,
        Options(event="Forum" if path.suffix in (".csv", ".xlsx", ".xls") else "", date="2024-02-20"),
        most_rejected=most_rejected,
    )


def names(prepared: Prepared, label: str = "Person") -> list[str]:
    return sorted({e.name for record in prepared.records() for e in record.entities if e.label == label})


def facts(prepared: Prepared) -> set[tuple[str, str, str, str]]:
    found = set()
    shown: dict[str, str] = {}
    for record in prepared.records():
        shown |= {e.key: e.name for e in record.entities}
        found |= {(f.type, shown[f.start], shown[f.end], f.role) for f in record.facts}
    return found


def notes(prepared: Prepared) -> list[str]:
    return [note.key for note in prepared.row_log.notes]


def workbook(
    rows: Sequence[Sequence[str]], hidden_rows: Sequence[int] = (), hidden_sheet: Sequence[Sequence[str]] = ()
) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    for number in hidden_rows:
        sheet.row_dimensions[number].hidden = True
    if hidden_sheet:
        other = book.create_sheet("Alt")
        for row in hidden_sheet:
            other.append(list(row))
        other.sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ('Vorname;Nachname;Firma\nAnna;Auer;Werk A\nBert;Bauer;"Werk B\nCarl;Cramer;Werk C\nDora;Damm;"Werk D"\n', 3),
        ('Vorname;Nachname;Firma\nAnna;Auer;"Werk A\nBert;Bauer;Werk B\nCarl;Cramer;"\n', 2),
        ('Name,Firma\n"Anna Auer,Werk A\nBert Bauer,Werk B\nCarl Cramer,"Werk C"\n', 2),
        ('Vorname\tNachname\tFirma\nAnna\tAuer\t"Werk A\nBert\tBauer\tWerk B\nC\tD\t"Werk"\n', 2),
    ],
)
def test_rows_in_a_stray_quotation_mark_are_not_swallowed(put: Put, text: str, row: int) -> None:
    with pytest.raises(InputError) as raised:
        read(put("liste.csv", text))
    assert (raised.value.key, raised.value.row) == ("swallowed_rows", row)


@pytest.mark.parametrize("cell", ["Werk A\nAbt. Energie", "Werk A;\nWerk B", "Weg 1\n01067 Dresden"])
def test_a_cell_of_several_lines_is_no_stray_quotation_mark(put: Put, cell: str) -> None:
    assert names(read(put("liste.csv", f'Vorname;Nachname;Bemerkung\nAnna;Auer;"{cell}"\nBert;Bauer;\n'))) == [
        "Anna Auer",
        "Bert Bauer",
    ]


def test_a_hidden_sheet_is_not_read_and_said(put: Put) -> None:
    found = read(put("a.xlsx", workbook(ROWS, hidden_sheet=(ROWS[0], ("Udo", "Alt", "Werk")))))
    assert names(found) == ["Anna Auer", "Bert Bauer"]
    assert notes(found) == ["note_hidden_sheet"]


def test_hidden_rows_are_read_and_said(put: Put) -> None:
    found = read(put("a.xlsx", workbook(ROWS, hidden_rows=(3,))))
    assert names(found) == ["Anna Auer", "Bert Bauer"]
    (note,) = found.row_log.notes
    assert (note.key, note.context) == ("note_hidden_rows", {"count": 1, "first": 3})


@pytest.mark.parametrize(
    ("upper", "lower", "expected"),
    [
        (("Vorname", "Nachname", "Arbeitgeber", ""), ("", "", "Name", "E-Mail"), "Werk A"),
        (("Name", "", "Firma", "Anwesend", ""), ("Vor-", "Nach-", "", "Tag 1", "Tag 2"), "Werk A"),
        (("Name", "", "Organisation"), ("Vor-", "Nach-", ""), "Werk A"),
        (("Vorname", "Nachname", "Firma", ""), ("", "", "Name", "E-Mail"), "Werk A"),
    ],
)
def test_a_second_row_of_titles_is_read(put: Put, upper: Sequence[str], lower: Sequence[str], expected: str) -> None:
    row = ["Anna", "Auer", "Werk A", *["x"] * (len(upper) - 3)]
    row[3:4] = ["anna@x.example"] if "E-Mail" in lower else row[3:4]
    found = read(put("a.xlsx", workbook((upper, lower, row))))
    assert names(found) == ["Anna Auer"]
    assert names(found, "Organisation") == [expected]


@pytest.mark.parametrize("title", ["Titel", "Title"])
def test_the_title_of_a_talk_is_no_title_of_a_person(put: Put, title: str) -> None:
    text = f"Name;Organisation;{title}\nAnna Auer;Werk;Stahl und Wasserstoff\nBert Bauer;Werk;Neue Wege im Guss\n"
    found = read(put("liste.csv", text))
    assert all("title" not in e.values for record in found.records() for e in record.entities)
    assert notes(found) == ["note_unused_column"]


@pytest.mark.parametrize("title", ["Kontakt", "Kontaktdaten", "Telefon", "Erreichbarkeit", "Tel./Mail"])
def test_an_address_is_found_in_a_column_of_any_title(put: Put, title: str) -> None:
    rows = "Anna Auer;Werk;0351 123 / anna@x.example\nBert Bauer;Werk;bert@x.example, 0351 124\n"
    text = f"Name;Organisation;{title}\n{rows}"
    people = [e for record in read(put("l.csv", text)).records() for e in record.entities if e.label == "Person"]
    assert [e.values["emails"] for e in people] == [("anna@x.example",), ("bert@x.example",)]


@pytest.mark.parametrize("row", ["J?rg;M?llermann;Werk", "Anna;Auer;Stadtwerke Gr??au", "J\ufffdrg;Maier;Werk"])
def test_lost_letters_reject_their_row_alone(put: Put, row: str) -> None:
    lines = [f"Anna;Auer{chr(97 + i)};Werk" for i in range(20)]
    found = read(put("liste.csv", "\n".join(["Vorname;Nachname;Organisation", *lines, row])), most_rejected=0.1)
    assert [error.row for error in found.row_log.rejected] == [22]
    assert len(names(found)) == 20


def test_a_double_column_is_named(put: Put) -> None:
    with pytest.raises(InputError) as raised:
        read(put("liste.csv", "Name;Name;Organisation;E-Mail\nAnna;Auer;Werk;a@x.example\n"))
    assert (raised.value.key, raised.value.column) == ("double_column", "Name")


@pytest.mark.parametrize(
    "page",
    [
        "<html><body><table><tr><td>Vorname</td><td>Nachname</td><td>Firma</td></tr><tr><td>J&ouml;rg</td>"
        "<td>Auer</td><td>M&uuml;ller &amp; S&ouml;hne</td></tr></table></body></html>",
        "<table border=1><tr><th>Vorname<th>Nachname<th>Firma<tr><td>Jörg<td>Auer<td>Müller &amp; Söhne</table>",
        "<!DOCTYPE html><table><thead><tr><th>Vorname</th><th>Nachname</th><th>Firma</th></tr></thead><tbody><tr>"
        "<td>Jörg</td><td>Auer</td><td>Müller<br>&amp; Söhne</td></tr></tbody></table>",
        "Vorname\tNachname\tFirma\nJörg\tAuer\tMüller & Söhne\n",
    ],
)
def test_a_table_under_the_ending_of_a_workbook_is_read(put: Put, page: str) -> None:
    found = read(put("liste.xls", page))
    assert (names(found), names(found, "Organisation")) == (["Jörg Auer"], ["Müller & Söhne"])


def test_cells_that_reach_down_in_html(put: Put) -> None:
    head = "<tr><td>Name</td><td>Firma</td></tr>"
    page = f"<table>{head}<tr><td>Anna Auer</td><td rowspan=2>Werk</td></tr><tr><td>Bert Bauer</td></tr></table>"
    assert {fact[1:3] for fact in facts(read(put("l.xls", page))) if fact[0] == "WORKS_FOR"} == {
        ("Anna Auer", "Werk"),
        ("Bert Bauer", "Werk"),
    }


def test_html_without_a_table_says_so(put: Put) -> None:
    with pytest.raises(InputError) as raised:
        read(put("liste.xls", "<html><body>Anmeldung nötig</body></html>"))
    assert raised.value.key == "html_without_table"


def card(*lines: str, version: str = "3.0") -> str:
    return "\n".join(["BEGIN:VCARD", f"VERSION:{version}", "N:Auer;Anna;;;", "FN:Anna Auer", *lines, "END:VCARD", ""])


@pytest.mark.parametrize("version", ["2.1", "3.0", "4.0"])
@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["ORG:Auer, Bauer und Partner;Recht", "TITLE:Anwältin"], {("Auer, Bauer und Partner", "Anwältin, Recht")}),
        (["ORG:Muster\\, Beispiel & Co. KG"], {("Muster, Beispiel & Co. KG", "")}),
        (
            ["ORG:Werk;Forschung, Entwicklung", "ROLE:Leiterin, Referentin"],
            {("Werk", "Leiterin, Referentin, Forschung, Entwicklung")},
        ),
        (
            ["ORG:Werk Nord", "TITLE:Leiterin", "item1.ORG:Verein Ost", "item1.TITLE:Vorsitzende"],
            {("Werk Nord", "Leiterin"), ("Verein Ost", "Vorsitzende")},
        ),
        (
            ["ORG:Werk Nord", "ORG:Verein Ost", "TITLE:Leiterin", "TITLE:Vorsitzende"],
            {("Werk Nord", "Leiterin"), ("Verein Ost", "Vorsitzende")},
        ),
        (["ORG:Werk Nord", "item1.ORG:Verein Ost", "TITLE:Leiterin"], {("Werk Nord", "Leiterin"), ("Verein Ost", "")}),
        (["ORG:Werk", "PROFILE:VCard"], {("Werk", "")}),
        (["ORG:freiberuflich"], set()),
        (["ORG:-"], set()),
    ],
)
def test_the_organisations_of_a_card(
    put: Put, version: str, lines: Sequence[str], expected: set[tuple[str, str]]
) -> None:
    found = facts(read(put("a.vcf", card(*lines, version=version))))
    assert {(end, role) for kind, _, end, role in found if kind == "WORKS_FOR"} == expected


def entry(summary: str, *attendees: str) -> str:
    return "\n".join(
        [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:x",
            "BEGIN:VEVENT",
            "UID:1@x.example",
            "DTSTAMP:20240101T000000Z",
            f"SUMMARY:{summary}",
            "DTSTART:20240314T100000Z",
            *attendees,
            "ATTENDEE;PARTSTAT=ACCEPTED;CN=Anna Auer:mailto:anna@x.example",
            "END:VEVENT",
            "END:VCALENDAR",
            "",
        ]
    )


@pytest.mark.parametrize(
    "summary",
    [
        *(
            "Abgesagt: Regionaldialog",
            "ABGESAGT: Regionaldialog",
            "Canceled: Jour fixe",
            "Cancelled: Jour fixe",
            "[abgesagt] Jour fixe",
            "(Abgesagt) Jour fixe",
        ),
        *(
            "Jour fixe (entfällt)",
            "Jour fixe - abgesagt",
            "Entfällt: Jour fixe",
            "Absage: Jour fixe",
            "Storniert: Jour fixe",
            "Jour fixe (verschoben)",
            "ABGESAGT - Jour fixe",
        ),
    ],
)
def test_an_entry_called_off_in_its_title_is_left_out(put: Put, summary: str) -> None:
    found = read(put("a.ics", entry(summary)))
    assert (names(found), notes(found)) == ([], ["note_cancelled_events"])


@pytest.mark.parametrize(
    "summary",
    [
        "Regionaldialog",
        "Absagekultur im Revier",
        "Was entfällt: ein Überblick",
        "Dialog: Wärme",
        "Treffen (Musterau)",
        "Umzug verschoben und doch getan",
    ],
)
def test_any_other_entry_is_read(put: Put, summary: str) -> None:
    assert names(read(put("a.ics", entry(summary)))) == ["Anna Auer"]


@pytest.mark.parametrize(
    "attendee",
    [
        *(
            "ATTENDEE;CUTYPE=GROUP;CN=Verteiler Nord:mailto:v@x.example",
            "ATTENDEE;CUTYPE=ROOM;CN=Raum Elbe:mailto:r@x.example",
            "ATTENDEE;CUTYPE=RESOURCE;CN=Beamer:mailto:b@x.example",
        ),
        *(
            "ATTENDEE;CN=Verteiler Nord:mailto:v@x.example",
            "ATTENDEE;CN=Raum 2:mailto:r@x.example",
            "ATTENDEE;CN=Team Wärme:mailto:t@x.example",
            "ATTENDEE;CUTYPE=group;CN=Alle Referate:mailto:a@x.example",
        ),
    ],
)
def test_a_list_a_room_and_a_thing_are_no_people(put: Put, attendee: str) -> None:
    assert names(read(put("a.ics", entry("Jour fixe", attendee)))) == ["Anna Auer"]


ELEMENTS = [
    {"_id": "e1", "attributes": {"label": "Anna Auer", "element type": "Person"}},
    {"_id": "e2", "attributes": {"label": "Werk Nord GmbH", "element type": "Organization"}},
]
CONNECTIONS = [
    {"_id": "c1", "direction": "directed", "from": "e1", "to": "e2", "attributes": {"connection type": "works for"}}
]
OWN = [
    {"key": "1", "attributes": {"label": "Anna Auer", "type": "Person"}},
    {"key": "2", "attributes": {"label": "Werk Nord GmbH", "type": "Organisation"}},
]
DATA = [
    {"data": {"id": "1", "name": "Anna Auer", "type": "Person"}},
    {"data": {"id": "2", "name": "Werk Nord GmbH", "type": "Organisation"}},
]
LINK = {"data": {"source": "1", "target": "2", "interaction": "works for"}}


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        (
            "kumu_json",
            {
                "version": 1,
                "name": "Netz",
                "attributes": [{"_id": "a", "name": "Typ"}],
                "elements": ELEMENTS,
                "connections": CONNECTIONS,
                "loops": [],
                "maps": [],
            },
        ),
        ("kumu_json", {"version": 1, "name": "Netz [Entwurf]", "elements": ELEMENTS, "connections": CONNECTIONS}),
        ("kumu_json", {"description": "[alt]", "tags": ["a", "b"], "elements": ELEMENTS, "connections": CONNECTIONS}),
        ("kumu_json", {"elements": ELEMENTS, "connections": CONNECTIONS}),
        (
            "graphology",
            {
                "options": {"type": "mixed"},
                "attributes": {},
                "nodes": OWN,
                "edges": [{"key": "e", "source": "1", "target": "2", "attributes": {"label": "arbeitet für"}}],
            },
        ),
        (
            "graphology",
            {
                "attributes": {"name": "Netz"},
                "nodes": OWN,
                "edges": [{"source": "1", "target": "2", "attributes": {"type": "works for"}}],
            },
        ),
        (
            "graphology",
            {
                "nodes": OWN,
                "edges": [{"source": "1", "target": "2", "undirected": True, "attributes": {"type": "works for"}}],
            },
        ),
        ("cytoscape", {"elements": {"nodes": DATA, "edges": [LINK]}}),
        ("cytoscape", {"data": {"name": "Netz"}, "elements": {"nodes": DATA, "edges": [LINK]}}),
        ("cytoscape", {"elements": [*DATA, LINK], "zoom": 1}),
    ],
)
def test_networks_of_other_programs_in_json(put: Put, kind: str, content: object) -> None:
    found = read(put("netz.json", json.dumps(content)))
    assert (found.kind, facts(found)) == (kind, {("WORKS_FOR", "Anna Auer", "Werk Nord GmbH", "")})


@pytest.mark.parametrize("title", ["actor_type", "Akteurstyp", "actor type", "node_type", "Typ", "type", "entity type"])
def test_the_kind_of_a_node_in_gexf(put: Put, title: str) -> None:
    text = (
        '<gexf xmlns="http://www.gexf.net/1.2draft" version="1.2"><graph><attributes class="node">'
        f'<attribute id="0" title="{title}" type="string"/></attributes>'
        '<nodes><node id="1" label="Xyla Auer"><attvalues><attvalue for="0" value="Person"/></attvalues></node>'
        '<node id="2" label="Nordwerk"><attvalues><attvalue for="0" value="Company"/></attvalues></node></nodes>'
        '<edges><edge id="0" source="1" target="2"/></edges></graph></gexf>'
    )
    found = read(put("netz.gexf", text))
    assert (names(found), names(found, "Organisation")) == (["Xyla Auer"], ["Nordwerk"])


@pytest.mark.parametrize("schema", ["Address", "Passport", "Identification", "BankAccount"])
def test_what_is_no_actor_and_has_no_name_is_passed_over_and_counted(put: Put, schema: str) -> None:
    lines = [
        {"id": "a", "schema": "Person", "properties": {"name": ["Anna Auer"]}},
        {"id": "x", "schema": schema, "properties": {"country": ["de"]}},
        {"id": "o", "schema": "Company", "properties": {"name": ["Werk Nord GmbH"]}},
        {
            "id": "d",
            "schema": "Directorship",
            "properties": {"director": ["a"], "organization": ["o"], "role": ["Leiterin"]},
        },
    ]
    found = read(put("a.ijson", "\n".join(map(json.dumps, lines))), most_rejected=0)
    assert facts(found) == {("WORKS_FOR", "Anna Auer", "Werk Nord GmbH", "Leiterin")}
    assert ("note_no_counterpart_node", schema) in [(n.key, n.context.get("value")) for n in found.row_log.notes]


@pytest.mark.parametrize("name", ["unknown", "Independent", "parteilos", "N/A", "Unbekannt", "Non-attached"])
def test_nobody_is_a_member_of_what_is_no_organisation(put: Put, name: str) -> None:
    content = {
        "persons": [{"id": "p1", "name": "Anna Auer"}, {"id": "p2", "name": "Bert Bauer"}],
        "organizations": [
            {"id": "u", "name": name, "classification": "party"},
            {"id": "o", "name": "Rat Nord", "classification": "legislature"},
        ],
        "memberships": [
            {"person_id": "p1", "organization_id": "o", "on_behalf_of_id": "u"},
            {"person_id": "p2", "organization_id": "u"},
        ],
    }
    assert facts(read(put("a.json", json.dumps(content)))) == {("MEMBER_OF", "Anna Auer", "Rat Nord", "")}


@pytest.mark.parametrize(
    "name",
    [
        *(
            "Steuerkreis AG Energie Nord",
            "Landespräventionsrat - Plenum und AG 1 - Grundwerte",
            "Netzwerk Wasser AG Recht",
            "Beirat AG 2",
            "Forum Nord: AG Verkehr",
        ),
        *(
            "Bündnis Wärme AG Öffentlichkeit",
            "Stadtrat AG Haushalt",
            "Runder Tisch AG Kohle",
            "Lenkungskreis, AG Personal",
            "Verband Nord AG Technik",
        ),
    ],
)
def test_a_working_group_in_the_middle_of_a_name_is_no_company(name: str) -> None:
    found = parse_organisation(name)
    assert (found.legal_form, found.kind == "company") == ("", False)


@pytest.mark.parametrize(
    "name",
    [
        "Werk Nord AG",
        "Nordwerk AG (NW)",
        "Musterbank AG Niederlassung Nord",
        "Nordwerk AG & Co. KGaA",
        "Nordwerk AG, Musterau",
        "Bergwerk Nord AG Deutschland",
    ],
)
def test_a_company_keeps_its_legal_form(name: str) -> None:
    assert parse_organisation(name).kind == "company"


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        *(
            ("Anna Auer, PhD", set()),
            ("Anna Auer, M.A.", set()),
            ("Anna Auer, Dipl.-Ing. (FH)", set()),
            ("Anna Auer, MdB", set()),
            ("Anna Auer, LL.M.", set()),
        ),
        *(
            ("Anna Auer, Berlin", set()),
            ("Anna Auer, SPD", set()),
            ("Anna Auer, freie Journalistin", set()),
            ("Dr. Anna Auer, MdL a. D.", set()),
        ),
        ("Anna Auer, Stv. Vorsitzende, Muster e. V.", {("Muster e. V.", "Stv. Vorsitzende")}),
        ("Anna Auer, Stellvertretende Vorsitzende, Muster e. V.", {("Muster e. V.", "Stellvertretende Vorsitzende")}),
        ("Anna Auer, MdB, Muster e. V.", {("Muster e. V.", "")}),
        ("Anna Auer, 1. Vorsitzende, Muster e. V.", {("Muster e. V.", "1. Vorsitzende")}),
        ("Anna Auer (PhD), Muster e. V.", {("Muster e. V.", "")}),
    ],
)
def test_what_stands_behind_a_name_in_a_programme(put: Put, cell: str, expected: set[tuple[str, str]]) -> None:
    found = read(put("programm.csv", f'Uhrzeit;Titel;Referent/in;Raum\n09:00;Vortrag 1;"{cell}";Saal\n'))
    assert found.kind == "sessions"
    assert names(found) == ["Anna Auer"]
    assert {(end, role) for kind, _, end, role in facts(found) if kind == "WORKS_FOR"} == expected
