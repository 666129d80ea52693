import pytest

from dashboard.pages.actor.sections import SECTIONS, sections
from graph.model.schema import load
from graph.network import Network, Relation
from tests.dashboard.pages.small_network import small_network


def titles(network: Network, node_id: str) -> dict[str, set[str]]:
    return {section.title: {r.id for r in found} for section, found in sections(network, node_id)}


def test_a_person_has_roles_and_events(network: Network) -> None:
    assert titles(network, "mueller") == {
        "section_roles": {"WORKS_FOR-mueller-amt"},
        "section_events": {"TOOK_PART_IN-mueller-treffen", "TOOK_PART_IN-mueller-tagung"},
    }


def test_an_organisation_has_people_memberships_and_regions(network: Network) -> None:
    assert titles(network, "amt") == {
        "section_people": {"WORKS_FOR-mueller-amt"},
        "section_memberships": {"MEMBER_OF-amt-bund"},
        "section_regions": {"ACTIVE_IN-amt-harz"},
    }


def test_no_fact_is_left_out_and_none_stands_twice(network: Network) -> None:
    for node_id in network.nodes:
        listed = [r.id for _, found in sections(network, node_id) for r in found]
        assert sorted(listed) == sorted(r.id for r in network.around(node_id))


def test_every_type_of_the_schema_finds_a_section_of_its_own() -> None:
    known = {n.label: n.id for n in small_network().nodes.values()}
    for kind in load().relationships.values():
        for start, end in kind.ends():
            base = small_network()
            other = next((n.id for n in base.by_label(end) if n.id != known[start]), known[end])
            base.relations[:] = [Relation("new", kind.type, known[start], other, evidence=("src-1#row 1",))]
            base.__post_init__()
            for node_id in (known[start], other):
                assert "section_other" not in titles(base, node_id), (kind.type, start, end)


def test_what_fits_no_section_is_shown_all_the_same(network: Network, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(SECTIONS, "Person", ())
    assert set(titles(network, "mueller")) == {"section_other"}
