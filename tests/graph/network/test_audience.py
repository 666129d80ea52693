"""What an audience may see: sources by their level, fields by the rules, nothing that follows from the hidden."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.columns import seen_in_columns
from graph.columns.overall import columnar
from graph.model.facts import Confidentiality
from graph.model.schema import load
from graph.network.audience import LEVELS, hidden_around, load_rules, may_see, seen_by
from tests.briefing.documents.little_network import SECRET, little_network


def test_internal_sees_the_network_itself() -> None:
    network = little_network()
    assert seen_by(network, "internal") is network


def test_a_source_without_a_level_is_internal() -> None:
    assert {s for s in seen_by(little_network(), "partners").nodes if s.startswith("src")} == {"src-report", "src-list"}


def test_a_fact_vanishes_with_its_last_visible_source_and_loses_hidden_evidence() -> None:
    seen = {r.id: r.evidence for r in seen_by(little_network(), "public").relations}
    assert seen["WORKS_FOR anna werk"] == ("src-report#row 7",)
    assert "TOOK_PART_IN anna klausur" not in seen
    assert "DEALS_WITH amt wasserstoff" not in seen
    assert seen["DEALS_WITH werk wasserstoff"] == ("src-report#row 7",)


def test_a_node_that_only_hidden_sources_name_is_not_there() -> None:
    public, partners = (seen_by(little_network(), level) for level in LEVELS[:2])
    assert {"ben", "nur", "klausur"} & public.nodes.keys() == set()
    assert "ben" in partners.nodes


def test_fields_follow_their_own_level_and_that_of_their_source() -> None:
    network = little_network()
    for level in LEVELS[:2]:
        anna = seen_by(network, level).nodes["anna"]
        assert dict(anna.fields) == {"given_name": "Anna", "family_name": "Weiß"}
        assert (anna.keys, anna.claims) == ((), ())
    assert seen_by(network, "public").nodes["carla"].fields["title"] == "Dr."


def test_what_is_hidden_is_counted_and_named_for_the_author() -> None:
    full = little_network()
    hidden = hidden_around(full, seen_by(full, "public"), ["werk"])
    assert hidden.facts == 2  # Ben works for it, Nur Intern belongs to it
    assert hidden.nodes == {"Person": 1, "Organisation": 1}
    assert hidden.sources == {"Quelle list": 1, "Quelle talk": 2, "Quelle old": 1}
    assert hidden.fields == {("Person", "emails"): 1}


@pytest.mark.parametrize("level", LEVELS)
def test_in_columns_an_audience_sees_the_same(level: Confidentiality) -> None:
    full = little_network()
    plain, ours = seen_by(full, level), seen_in_columns(columnar(full), level)
    assert dict(ours.nodes) == dict(plain.nodes)
    assert sorted(ours.relations, key=lambda r: r.id) == sorted(plain.relations, key=lambda r: r.id)
    assert hidden_around(columnar(full), ours, full.nodes) == hidden_around(full, plain, full.nodes)


def test_rules_name_fields_of_the_schema_alone() -> None:
    nodes = load().nodes
    assert all(set(fields) <= nodes[label].fields.keys() for label, fields in load_rules().fields.items())


@given(st.sampled_from(LEVELS), st.text())
def test_an_unknown_level_is_for_internal_eyes(audience: Confidentiality, level: str) -> None:
    if level not in LEVELS:
        assert may_see(audience, level) is (audience == "internal")


@pytest.mark.parametrize("audience", LEVELS[:2])
def test_nothing_of_the_secret_is_left_in_what_others_see(audience: Confidentiality) -> None:
    network = seen_by(little_network(), audience)
    assert SECRET not in repr((network.nodes, network.relations))


def test_a_lower_level_sees_a_part_of_what_a_higher_one_sees() -> None:
    network = little_network()
    facts = [{(r.id, e) for r in seen_by(network, level).relations for e in r.evidence} for level in LEVELS]
    assert facts[0] < facts[1] < facts[2]
