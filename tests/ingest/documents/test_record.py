"""Accepted proposals as entities and facts."""

from graph.model.facts import Record, Source
from ingest.documents.extract import extract
from ingest.documents.proposal import TextProposal
from ingest.documents.record import record

SOURCE = Source("Bericht", "0" * 64, kind="report")
TEXT = (
    "Am 12. Mai 2022 eröffnete Dr. Anna Kern, Geschäftsführerin der Beispiel Werke GmbH, "
    "die Fachkonferenz „Wasserstoff vor Ort“ in Bayern."
)


def accepted(text: str = TEXT) -> Record:
    return record(extract(text), SOURCE)


def test_a_person_is_keyed_by_the_organisation_named_beside() -> None:
    people = [e for e in accepted().entities if e.label == "Person"]
    assert [(p.name, p.values["title"], p.key) for p in people] == [
        ("Anna Kern", "Dr.", "name:anna kern@beispiel werke")
    ]


def test_facts_lead_between_the_entities_and_name_their_sentence() -> None:
    found = accepted()
    keys = {key for entity in found.entities for key in entity.keys}
    assert found.facts
    assert all({fact.start, fact.end} <= keys for fact in found.facts)
    assert all(fact.place.startswith("sentence 1, ") for fact in found.facts)
    start = TEXT.index("Dr. Anna Kern")
    assert f"sentence 1, {start}-{start + len('Dr. Anna Kern')}" in {fact.place for fact in found.facts}


def test_the_function_becomes_work_and_the_event_a_participation() -> None:
    facts = {(f.type, f.start, f.end, f.role) for f in accepted().facts}
    event = "event:fachkonferenz wasserstoff vor ort@2022-05-12"
    assert ("WORKS_FOR", "name:anna kern@beispiel werke", "org:beispiel werke", "Geschäftsführerin") in facts
    assert ("TOOK_PART_IN", "name:anna kern@beispiel werke", event, "participant") in facts


def test_only_what_was_accepted_is_taken_over() -> None:
    only = [p for p in extract(TEXT) if p.kind == "organisation"]
    found = record(only, SOURCE)
    assert [(e.label, e.name) for e in found.entities] == [("Organisation", "Beispiel Werke GmbH")]
    assert found.facts == ()
    assert record([], SOURCE) == Record((), ())


def test_who_stands_alone_is_keyed_by_the_source() -> None:
    found = record([TextProposal("person", "Anna Kern", "Anna Kern kam.", 0, 9, 0.9, number=1)], SOURCE)
    assert [e.key for e in found.entities] == [f"name:anna kern@source:{SOURCE.id}"]


def test_an_office_in_an_association_is_a_membership() -> None:
    said = TextProposal(
        "function", "Anna Kern", "…", 0, 9, 0.9, role="Vorsitzende", organisation="Verband Chemie Nord", number=1
    )
    assert [(f.type, f.role) for f in record([said], SOURCE).facts] == [("MEMBER_OF", "Vorsitzende")]


def test_a_land_is_known_by_its_code() -> None:
    assert ("nuts:de2", "region:bayern") in {e.keys for e in accepted().entities if e.label == "Region"}


def test_the_same_fact_twice_is_one_fact_for_each_sentence() -> None:
    twice = extract(TEXT) * 2
    assert len(record(twice, SOURCE).facts) == len(record(extract(TEXT), SOURCE).facts)


def test_values_are_kept_to_the_letter() -> None:
    name = "Werk <b>`}) DETACH DELETE GmbH"
    found = record([TextProposal("organisation", name, "…", 0, 5, 0.5, number=1)], SOURCE)
    assert [e.name for e in found.entities] == [name]
