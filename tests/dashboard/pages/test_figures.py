from dataclasses import replace

from dashboard.pages.overview.figures import figures, first_map, latest_sources
from graph.network import Network


def test_figures_count_all_and_the_invented(network: Network) -> None:
    assert {f.what: (f.count, f.invented) for f in figures(network)} == {
        "Person": (2, 1),
        "Organisation": (3, 1),
        "Event": (2, 0),
        "Topic": (1, 0),
        "Region": (2, 0),
        "facts": (11, 3),
        "Source": (2, 1),
    }


def test_sources_count_the_facts_they_state(network: Network) -> None:
    assert [(source.id, facts) for source, facts in latest_sources(network)] == [("invented-2", 3), ("src-1", 8)]


def test_the_first_map_shows_only_joined_organisations_and_whole_events(network: Network) -> None:
    found = first_map(network)
    assert {n.id for n in found.nodes} == {"amt", "bund"}
    assert [r.id for r in found.relations] == ["MEMBER_OF-amt-bund"]


def test_where_only_people_join_organisations_and_events_the_first_map_shows_them(network: Network) -> None:
    lists = replace(network, relations=[r for r in network.relations if r.type in ("WORKS_FOR", "TOOK_PART_IN")])
    found = first_map(lists)
    assert {n.id for n in found.nodes} >= {"mueller", "anna", "amt", "werk"}
    assert {r.type for r in found.relations} == {"WORKS_FOR", "TOOK_PART_IN"}
