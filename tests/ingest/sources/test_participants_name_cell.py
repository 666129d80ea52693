"""What stands in a cell of names: people, organisations, rooms, remarks; all are invented."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from ingest.loading.pipeline import Prepared, prepare
from ingest.records import Options

Put = Callable[[str, str | bytes], Path]


def read(path: Path) -> Prepared:
    return prepare(path, Options(event="Forum", date="2024-02-20"), most_rejected=1)


def cell(put: Put, text: str, header: str = "Name;Organisation", rest: str = ";") -> Prepared:
    return read(put("liste.csv", f'{header}\n"{text}"{rest}\n'))


def took_part(prepared: Prepared, label: str = "Person") -> list[tuple[str, str, str, str, str]]:
    """Name, role at the event, title, organisation and function of each who took part."""
    found = []
    for record in prepared.records():
        entities = {e.key: e for e in record.entities}
        for fact in record.facts:
            who = entities[fact.start]
            if fact.type == "TOOK_PART_IN" and who.label == label:
                works = [f for f in record.facts if f.type == "WORKS_FOR" and f.start == who.key] or [None]
                work = (entities[works[0].end].name, works[0].role) if works[0] else ("", "")
                found.append((who.name, fact.role, str(who.values.get("title", "")), *work))
    return found


@pytest.mark.parametrize(
    "text",
    [
        *(
            "Anna Auer (abgesagt)",
            "Anna Auer - abgesagt",
            "Anna Auer, entschuldigt",
            "(entschuldigt) Anna Auer",
            "Anna Auer (nicht erschienen)",
        ),
        *(
            "Anna Auer [abgesagt]",
            "abgesagt: Anna Auer",
            "Anna Auer abgesagt",
            "ABGESAGT Anna Auer",
            "Auer, Anna (krank)",
            "Auer, Anna, verhindert",
        ),
        *(
            "Anna Auer – Warteliste",
            "Anna Auer / abgesagt",
            "Anna Auer (no-show)",
            "Anna Auer (declined)",
            "Anna Auer nicht erschienen",
            "Anna Auer: storniert",
        ),
        *(
            "Anna Auer (kurzfristig erkrankt)",
            "Anna Auer, abgesagt am 3.5.",
            "Anna Auer\nabgesagt",
            "Anna Auer | cancelled",
            "Anna Auer (entschuldigt wegen Krankheit)",
        ),
    ],
)
def test_who_did_not_come_by_a_remark_at_the_name_was_only_invited(put: Put, text: str) -> None:
    assert took_part(cell(put, text)) == [("Anna Auer", "invited", "", "", "")]


@pytest.mark.parametrize("family", ["Auer (abgesagt)", "Auer, entschuldigt", "Auer - verhindert", "Auer [storniert]"])
def test_the_same_in_the_column_of_family_names(put: Put, family: str) -> None:
    found = cell(put, family, "Nachname;Vorname", ";Anna")
    assert took_part(found) == [("Anna Auer", "invited", "", "", "")]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Anna Auer (Moderation)", "moderator"),
        ("Moderation: Anna Auer", "moderator"),
        ("Anna Auer, Moderation", "moderator"),
        ("Anna Auer - Keynote", "speaker"),
        ("Anna Auer (Podium)", "panellist"),
        ("Anna Auer (Gast)", "participant"),
        ("Anna Auer", "participant"),
    ],
)
def test_a_role_at_the_name(put: Put, text: str, role: str) -> None:
    assert took_part(cell(put, text)) == [("Anna Auer", role, "", "", "")]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Anna Auer und Bert Bauer", ["Anna Auer", "Bert Bauer"]),
        ("Carla Cramer / Dora Damm", ["Carla Cramer", "Dora Damm"]),
        ("Carla Cramer/Dora Damm", ["Carla Cramer", "Dora Damm"]),
        ("Emil Eder, Frida Feld", ["Emil Eder", "Frida Feld"]),
        ("Anna und Bert Huber", ["Anna Huber", "Bert Huber"]),
        ("Gustl Graber & Hanna Hof", ["Gustl Graber", "Hanna Hof"]),
        ("Eheleute Anna und Bert Huber", ["Anna Huber", "Bert Huber"]),
        ("Ehepaar Karl und Eva von Berg", ["Karl von Berg", "Eva von Berg"]),
        ("Anna Auer; Bert Bauer", ["Anna Auer", "Bert Bauer"]),
        ("Anna Auer\nBert Bauer", ["Anna Auer", "Bert Bauer"]),
        ("Auer, Anna; Bauer, Bert", ["Anna Auer", "Bert Bauer"]),
        ("Auer, Anna und Bauer, Bert", ["Anna Auer", "Bert Bauer"]),
        ("Dr. Anna Auer und Prof. Dr. Bert Bauer", ["Anna Auer", "Bert Bauer"]),
        ("Anna Auer, Bert Bauer und Carl Cramer", ["Anna Auer", "Bert Bauer", "Carl Cramer"]),
        ("Herr Auer und Frau Bauer", ["Auer", "Bauer"]),
        ("Anna Auer sowie Bert Bauer", ["Anna Auer", "Bert Bauer"]),
        ("Anna Auer + Bert Bauer", ["Anna Auer", "Bert Bauer"]),
        ("Anna u. Bert Huber", ["Anna Huber", "Bert Huber"]),
        ("Frau Auer, Herr Bauer", ["Auer", "Bauer"]),
        ("Anna Auer für Bert Bauer", ["Anna Auer"]),
        ("Anna Auer i. V. Bert Bauer", ["Anna Auer"]),
        ("Anna Auer (in Vertretung von Bert Bauer)", ["Anna Auer"]),
    ],
)
def test_several_people_in_a_cell_are_several(put: Put, text: str, names: Sequence[str]) -> None:
    assert [name for name, *_ in took_part(cell(put, text))] == list(names)


def test_several_people_in_the_columns_of_names_and_their_addresses(put: Put) -> None:
    found = cell(put, "Anna und Bert", "Vorname;Nachname;E-Mail", ";Huber;anna.huber@x.example, bert.huber@x.example")
    people = [e for record in found.records() for e in record.entities if e.label == "Person"]
    assert [(e.name, e.values["emails"]) for e in people] == [
        ("Anna Huber", ("anna.huber@x.example",)),
        ("Bert Huber", ("bert.huber@x.example",)),
    ]


@pytest.mark.parametrize(
    "text",
    [
        *(
            "Wasserwerk Musterau GmbH",
            "Stadt Musterau",
            "IHK Musterau",
            "Ministerium für Wirtschaft",
            "Landkreis Nord",
            "Verein Ost e. V.",
            "DGB",
        ),
        *(
            "Hochschule Musterau",
            "Bundesverband Wasser",
            "Stiftung Wald",
            "Werk Nord AG",
            "Handwerkskammer Nord",
            "Musterauer Sparkasse",
        ),
    ],
)
def test_an_organisation_in_the_column_of_names_is_no_person(put: Put, text: str) -> None:
    found = cell(put, text)
    assert took_part(found) == []
    assert [name for name, *_ in took_part(found, "Organisation")] == [text]
    assert [note.key for note in found.row_log.notes] == ["note_organisation_in_names"]


@pytest.mark.parametrize(
    "text", ["Anna Stadt", "Peter Kammer", "Kammer, Peter", "Xyla Bund", "Eva Bank", "Karl Verein"]
)
def test_who_is_called_so_is_a_person(put: Put, text: str) -> None:
    assert len(took_part(cell(put, text))) == 1


@pytest.mark.parametrize(
    ("text", "key"),
    [
        *(
            ("Raum 2", "note_device"),
            ("Saal Nord", "note_device"),
            ("Foyer", "note_device"),
            ("Konferenzraum Elbe", "note_device"),
        ),
        *(
            ("Referenten:", "note_heading"),
            ("Gäste", "note_heading"),
            ("Teilnehmer:", "note_heading"),
            ("Podium", "note_heading"),
        ),
        *(
            ("Referentinnen und Referenten", "note_heading"),
            ("weitere Gäste", "note_heading"),
            ("eine Kollegin", "note_heading"),
        ),
        *(("Eheleute Huber", "note_couple"), ("Familie Huber", "note_couple"), ("Herr und Frau Huber", "note_couple")),
    ],
)
def test_a_heading_a_room_and_a_couple_are_left_out_with_a_note(put: Put, text: str, key: str) -> None:
    found = read(put("liste.csv", f"Name;Organisation\n{text};\nAnna Auer;Werk\n"))
    assert [name for name, *_ in took_part(found)] == ["Anna Auer"]
    assert [note.key for note in found.row_log.notes] == [key]


@pytest.mark.parametrize(
    "text", ["N. N.", "N.N.", "NN", "N.N", "n. n.", "unbekannt", "wird noch benannt", "tba", "vakant"]
)
def test_somebody_still_to_be_named_is_rejected(put: Put, text: str) -> None:
    found = read(put("liste.csv", f"Name;Organisation\n{text};Werk\nAnna Auer;Werk\n"))
    assert [name for name, *_ in took_part(found)] == ["Anna Auer"]
    assert [error.row for error in found.row_log.rejected] == [2]


@pytest.mark.parametrize(
    ("text", "name", "organisation", "function"),
    [
        ("Bert Bauermann | Werk Nord", "Bert Bauermann", "Werk Nord", ""),
        ("Clara Cremer - IHK Musterau", "Clara Cremer", "IHK Musterau", ""),
        ("Gerd Gans / Werk Nord GmbH", "Gerd Gans", "Werk Nord GmbH", ""),
        ("Stadt Musterau | Mona Mann", "Mona Mann", "Stadt Musterau", ""),
        ("Anna Lang (IHK Nord)", "Anna Lang", "IHK Nord", ""),
        ("IHK Nord_Anna Lang", "Anna Lang", "IHK Nord", ""),
        ("IHK Nord: Anna Lang", "Anna Lang", "IHK Nord", ""),
        ("Anna Lang @ Werk Nord", "Anna Lang", "Werk Nord", ""),
        ("Anna Lang, IHK Nord", "Anna Lang", "IHK Nord", ""),
        ("Anna Lang – Werk Nord", "Anna Lang", "Werk Nord", ""),
        ("Anna Lang, Leiterin, IHK Nord", "Anna Lang", "IHK Nord", "Leiterin"),
        ("Lang, Anna | Werk Nord", "Anna Lang", "Werk Nord", ""),
        ("Anna_Lang", "Anna Lang", "", ""),
        ("Anna Meier - Lang", "Anna Meier-Lang", "", ""),
        ("Anna Lang, Berlin", "Anna Lang", "", ""),
    ],
)
def test_an_organisation_beside_a_name(put: Put, text: str, name: str, organisation: str, function: str) -> None:
    found = cell(put, text, "Name (Original Name);User Email;Join Time", ";;14.03.2024 09:58:02")
    assert took_part(found) == [(name, "participant", "", organisation, function)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dr. Clara Cremer\nGeschäftsführerin", ("Clara Cremer", "Dr.", "Geschäftsführerin")),
        ("Clara Cremer, Geschäftsführerin", ("Clara Cremer", "", "Geschäftsführerin")),
        ("Clara Cremer - Referentin Energie", ("Clara Cremer", "", "Referentin Energie")),
        ("Clara\nCremer", ("Clara Cremer", "", "")),
        ("Cremer,\nClara", ("Clara Cremer", "", "")),
        ("Clara Cremer\nclara@x.example", ("Clara Cremer", "", "")),
        ("Clara Cremer, clara@x.example, 0351 1234567", ("Clara Cremer", "", "")),
        ("Clara Cremer Tel. 0351 1234567", ("Clara Cremer", "", "")),
    ],
)
def test_a_function_or_an_address_behind_a_name(put: Put, text: str, expected: Sequence[str]) -> None:
    found = took_part(cell(put, text, rest=";Werk Süd GmbH"))
    assert found == [(expected[0], "participant", expected[1], "Werk Süd GmbH", expected[2])]


@pytest.mark.parametrize("kind", ["Organisation", "Organization", "Unternehmen", "Firma"])
def test_the_type_of_a_contact_says_what_a_row_is_about(put: Put, kind: str) -> None:
    lines = "Kontakttyp,Anzeigename,Arbeitgeber", "Einzelperson,Anna Auer,Werk Nord", f"{kind},Werk Nord,"
    found = read(put("liste.csv", "\n".join((*lines, "Haushalt,Haushalt Auer,"))))
    assert [name for name, *_ in took_part(found)] == ["Anna Auer"]
    assert [name for name, *_ in took_part(found, "Organisation")] == ["Werk Nord"]
    assert [note.key for note in found.row_log.notes] == ["note_organisation_in_names", "note_no_single_person"]


def test_father_and_son_are_two_people_and_a_former_name_is_kept(put: Put) -> None:
    found = read(
        put("liste.csv", "Name;Organisation\nKarl Maier sen.;Werk\nKarl Maier jun.;Werk\nUte Lang geb. Kurz;Werk\n")
    )
    people = [e for record in found.records() for e in record.entities if e.label == "Person"]
    assert [(e.name, e.values.get("variants", ())) for e in people] == [
        *(("Karl Maier sen.", ()), ("Karl Maier jun.", ()), ("Ute Lang", ("Ute Kurz",)))
    ]
    assert len({e.key for e in people}) == 3


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (("freiberuflich", "freiberuflich"), ["", ""]),
        (("Werk Nord", "s. o."), ["Werk Nord", "Werk Nord"]),
        (("Werk Nord", "dito"), ["Werk Nord", "Werk Nord"]),
        (("Rentner", "s. o."), ["", ""]),
        (("s. o.", "Werk Nord"), ["", "Werk Nord"]),
    ],
)
def test_nobody_is_tied_through_what_is_no_organisation(
    put: Put, values: Sequence[str], expected: Sequence[str]
) -> None:
    found = took_part(read(put("l.csv", f"Name;Organisation\nAnna Auer;{values[0]}\nBert Bauer;{values[1]}\n")))
    assert [organisation for *_, organisation, _ in found] == expected
