"""The note of a conversation: who spoke with whom, when and how, and what was said of others; written once accepted."""

from pathlib import Path

import pytest

from graph.model.facts import Source
from ingest.documents.conversation import is_note
from ingest.documents.document import Document
from ingest.documents.extract import extract
from ingest.documents.gazetteer import Gazetteer
from ingest.documents.keeping import keep
from ingest.documents.record import record
from ingest.records import Options
from ingest.sources.document import understand

NOTE = """Telefonnotiz
Gespräch mit Frau Anna Kern (Glaswerk Nord GmbH) am 14.03.2023
Notiert von: Udo Lang

Frau Kern ist seit Januar 2023 Leiterin der Abteilung Einkauf bei der Glaswerk Nord GmbH.
Sie kennt Herrn Peter Voss von der IHK Elbe gut.
"""
SOURCE = Source("Telefonnotiz", "0" * 64, kind="conversation")


def known(text: str) -> set[frozenset[str]]:
    return {frozenset((p.name, p.other)) for p in extract(text) if p.kind == "acquaintance"}


@pytest.mark.parametrize(
    "text",
    [
        "Telefonnotiz\nHerr Kern rief an.",
        "Gesprächsvermerk vom 3. Mai 2023",
        "Vermerk über ein Telefonat mit Frau Kern",
        "Anruf von Herrn Lang am 3. Mai 2023",
        "Gespräch mit Frau Kern am 3. Mai 2023",
        "Aktenvermerk\nGespräch mit Frau Kern",
    ],
)
def test_a_note_is_known_by_how_it_begins(text: str) -> None:
    assert is_note(text)


@pytest.mark.parametrize(
    "text",
    [
        "Ergebnisvermerk zum Runden Tisch",
        "Protokoll der Sitzung vom 3. Mai 2023",
        "Gespräche über Wasserstoff in Jena",
        "Besuch im Stahlwerk",
        "Die Telefonnotiz fehlt.",
    ],
)
def test_a_report_or_minutes_are_no_note(text: str) -> None:
    assert not is_note(text)


def test_the_conversation_and_what_was_said_in_it_are_proposed() -> None:
    found = [p for p in extract(NOTE) if p.kind == "acquaintance"]
    assert {(frozenset((p.name, p.other)), p.event, p.date) for p in found} == {
        (frozenset(("Udo Lang", "Anna Kern")), "Telefonat", "2023-03-14"),
        (frozenset(("Anna Kern", "Peter Voss")), "", ""),
    }
    assert all(p.sentence and NOTE[p.start : p.end] for p in found)


@pytest.mark.parametrize(
    ("head", "way"),
    [
        ("Telefonnotiz", "Telefonat"),
        ("Gesprächsnotiz (per E-Mail)", "E-Mail"),
        ("Gesprächsnotiz, persönlich", "Treffen"),
        ("Gesprächsnotiz", "Gespräch"),
    ],
)
def test_the_way_of_a_conversation(head: str, way: str) -> None:
    text = f"{head}\nGespräch mit Frau Anna Kern am 14.03.2023\nNotiert von: Udo Lang\n"
    assert [p.event for p in extract(text) if p.kind == "acquaintance"] == [way]


def test_of_many_who_are_present_nobody_is_said_to_have_spoken_with_all() -> None:
    names = "Anna Kern, Udo Lang, Peter Voss, Eva Roth, Klaus Thiel"
    assert known(f"Gesprächsvermerk\nTeilnehmer: {names}\nDatum: 3. Mai 2023\n") == set()


def test_a_note_that_names_one_person_alone_proposes_no_contact() -> None:
    assert known("Telefonnotiz\nGespräch mit Frau Anna Kern am 14.03.2023\n") == set()


@pytest.mark.parametrize(
    "text",
    [
        "Frau Voss kennt Herrn Lang gut. Petra Voss und Udo Lang waren da.",
        "Petra Voss kennt Udo Lang seit Jahren.",
        "Petra Voss und Udo Lang kennen sich aus dem Studium.",
        "Petra Voss ist mit Udo Lang gut bekannt.",
        "Petra Voss war da. Sie ist mit Udo Lang befreundet.",
        "Petra Voss hat früher mit Udo Lang zusammengearbeitet.",
        "Petra Voss steht in engem Kontakt mit Udo Lang.",
    ],
)
def test_who_knows_whom(text: str) -> None:
    assert known(text) == {frozenset(("Petra Voss", "Udo Lang"))}


@pytest.mark.parametrize(
    "text",
    [
        "Petra Voss kennt Udo Lang nicht.",
        "Petra Voss möchte Udo Lang kennenlernen.",
        "Petra Voss kennt die Branche, Udo Lang das Handwerk.",
        "Petra Voss kennt niemanden in Jena. Udo Lang schon.",
        "Ob Petra Voss Udo Lang kennt, ist offen.",
        "Petra Voss und Eva Roth kamen. Sie ist mit Udo Lang befreundet.",
    ],
)
def test_what_is_denied_wished_or_unclear_is_no_acquaintance(text: str) -> None:
    assert known(text) == set()


def test_who_is_addressed_by_the_family_name_is_the_one_of_the_text_or_of_the_graph() -> None:
    text = "Herr Quelbo rief an. Frau Lang auch."
    graph = Gazetteer(persons={"Yrsa Quelbo": "Yrsa Quelbo", "Udo Lang": "Udo Lang"})
    names = [p.name for p in extract(text, graph) if p.kind == "person"]
    assert "Yrsa Quelbo" in names
    assert "Udo Lang" not in names  # "Frau" Lang is somebody else


def test_once_accepted_two_know_each_other_since_the_day() -> None:
    found = record([p for p in extract(NOTE) if p.kind in ("person", "function", "acquaintance")], SOURCE)
    facts = {(f.type, f.role, f.valid_from) for f in found.facts}
    assert {("KNOWS", "", "2023-03-14"), ("KNOWS", "", "")} <= facts
    assert ("WORKS_FOR", "Leiterin der Abteilung Einkauf", "2023-01") in facts
    keys = {key for entity in found.entities for key in entity.keys}
    assert all({f.start, f.end} <= keys for f in found.facts)


def test_two_who_know_each_other_are_asked_about_once() -> None:
    text = "Petra Voss kennt Udo Lang. Udo Lang kennt Petra Voss."
    kept = keep(extract(text), Document(text, "Notiz"), SOURCE)
    assert len([p for p in kept if p.kind == "acquaintance"]) == 1


def test_a_note_is_loaded_as_a_conversation(tmp_path: Path) -> None:
    path = tmp_path / "notiz.txt"
    path.write_text(NOTE, encoding="utf-8")
    assert understand(path, "0" * 64, Options()).source.kind == "conversation"
