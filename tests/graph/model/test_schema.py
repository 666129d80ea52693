import pytest
from pydantic import ValidationError

from graph.bookkeeping import BOOKKEEPING
from graph.model.schema import NodeType, RelationshipType, Schema, Text, load
from graph.store.cypher import constraints


def test_the_schema_holds_the_types_of_the_design() -> None:
    schema = load()
    assert set(schema.nodes) == {"Person", "Organisation", "Event", "Topic", "Region", "Source"}
    assert set(schema.relationships) == {
        "WORKS_FOR", "MEMBER_OF", "TOOK_PART_IN", "PART_OF", "DEALS_WITH", "ACTIVE_IN", "KNOWS",
        "COOPERATES_WITH", "FUNDS", "SUCCEEDS", "OFFERS", "SEEKS",
    }  # fmt: skip
    assert {n for n, kind in schema.relationships.items() if not kind.directed} == {"KNOWS", "COOPERATES_WITH"}


@pytest.mark.parametrize("label", ["Per`son", "a}b", "", "@rid", "Person:Admin", "1a"])
def test_a_label_that_could_be_query_text_is_refused(label: str) -> None:
    with pytest.raises(ValidationError):
        NodeType.model_validate(
            {"label": label, "display": {"de": "x", "en": "x"}, "plural": {"de": "x", "en": "x"},
             "id_prefix": "x", "fields": {}}
        )  # fmt: skip


@pytest.mark.parametrize("field", ["na`me", "a}b", "", "@rid", "name", "keys"])
def test_a_field_that_could_be_query_text_or_is_taken_is_refused(field: str) -> None:
    person = load().nodes["Person"].model_dump()
    person["fields"] = {field: {"display": {"de": "x", "en": "x"}}}
    with pytest.raises(ValidationError):
        NodeType.model_validate(person)


def test_a_word_the_schema_does_not_know_is_refused() -> None:
    with pytest.raises(ValidationError):
        Text.model_validate({"de": "x", "en": "x", "fr": "x"})


def test_a_relationship_between_unknown_labels_is_refused() -> None:
    stray = RelationshipType.model_validate(
        {"type": "X", "display": {"de": "x", "en": "x"}, "from": ["Alien"], "to": ["Person"]}
    )
    with pytest.raises(ValidationError):
        Schema(nodes=load().nodes, relationships={"X": stray})


def test_roles_are_found_by_name_display_and_synonym() -> None:
    kind = load().relationships["TOOK_PART_IN"]
    assert [kind.find_role(t) for t in ("speaker", "Vortrag", "REFERENTIN", "clown", "")] == [
        "speaker",
        "speaker",
        "speaker",
        None,
        "",
    ]
    assert [kind.find_role(t) for t in ("Referent/in", "Redner*in", "Moderator:innen", "Teilnehmer(in)")] == [
        "speaker",
        "speaker",
        "moderator",
        "participant",
    ]
    assert load().relationships["WORKS_FOR"].find_role("Abteilungsleiter Süd") == "Abteilungsleiter Süd"


def test_part_of_joins_the_same_labels_only() -> None:
    kind = load().relationships["PART_OF"]
    assert kind.allows("Event", "Event")
    assert not kind.allows("Event", "Topic")


def test_every_type_gets_a_constraint() -> None:
    statements = list(constraints(load()))
    assert len(statements) == len(set(statements)) == len(load().nodes) + len(BOOKKEEPING) + len(load().relationships)


def test_the_label_follows_from_an_id() -> None:
    schema = load()
    assert {schema.label_of(f"{n.id_prefix}-1") for n in schema.nodes.values()} == set(schema.nodes)
    assert schema.label_of("invented-1") == "Source"
