import pytest

from dashboard.parts import selection
from dashboard.parts.selection import Filter, around, fitting, select
from graph.network import Network


def shown(network: Network, asked: Filter, **more: object) -> set[str]:
    return {node.id for node in select(network, asked, **more).nodes}  # type: ignore[arg-type]


def test_without_a_filter_all_but_the_sources_is_shown(network: Network) -> None:
    found = select(network, Filter())
    assert {n.id for n in found.nodes} == network.nodes.keys() - {"src-1", "invented-2"}
    assert len(found.relations) == 11
    assert not found.is_cut


def test_types_are_filtered_and_facts_need_both_ends(network: Network) -> None:
    found = select(network, Filter(labels=frozenset({"Organisation"})))
    assert {n.id for n in found.nodes} == {"amt", "werk", "bund"}
    assert [(r.start, r.end) for r in found.relations] == [("amt", "bund")]


def test_a_kind_alone_leaves_only_that_kind(network: Network) -> None:
    assert shown(network, Filter(kinds=frozenset({"Organisation:company"}))) == {"werk"}


def test_a_kind_restricts_its_own_type_beside_another_type(network: Network) -> None:
    asked = Filter(labels=frozenset({"Organisation", "Person"}), kinds=frozenset({"Organisation:company"}))
    assert shown(network, asked) == {"werk", "mueller", "anna"}


def test_a_topic_brings_those_who_deal_with_it_and_their_people(network: Network) -> None:
    assert shown(network, Filter(topics=frozenset({"wasserstoff"}))) == {"wasserstoff", "werk", "anna"}


def test_a_region_brings_its_parts_what_is_active_there_and_parts_of_events(network: Network) -> None:
    found = shown(network, Filter(regions=frozenset({"sachsen"})))
    assert found == {"sachsen", "harz", "amt", "tagung", "treffen"}


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2016-01-01", "2017-12-31", {"amt", "bund"}),
        ("2018-12-31", "2018-12-31", {"amt", "bund"}),
        # 2019 is known as a year only: it may have begun on its first day
        ("2019-01-01", "2019-12-31", {"mueller", "amt"}),
        ("", "2014-12-31", set()),
    ],
)
def test_a_period_leaves_the_facts_that_held_in_it(network: Network, start: str, end: str, expected: set[str]) -> None:
    assert shown(network, Filter(start=start, end=end)) == expected


def test_filters_of_two_kinds_must_both_fit(network: Network) -> None:
    asked = Filter(labels=frozenset({"Event"}), regions=frozenset({"sachsen"}))
    assert shown(network, asked) == {"tagung", "treffen"}


def test_an_actor_that_is_looked_at_comes_with_its_neighbours_whatever_the_filter(network: Network) -> None:
    asked = Filter(labels=frozenset({"Topic"}))
    assert shown(network, asked, keep="anna") == {"wasserstoff", "anna", "werk", "treffen"}


def test_an_unknown_actor_changes_nothing(network: Network) -> None:
    asked = Filter(labels=frozenset({"Topic"}))
    assert shown(network, asked, keep="nobody", expanded=["nobody"]) == {"wasserstoff"}


def test_a_large_network_begins_with_a_part_and_people_last(network: Network, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(selection, "LARGE", 5)
    monkeypatch.setattr(selection, "FIRST", 4)
    found = select(network, Filter())
    assert (len(found.nodes), found.total, found.is_cut) == (4, 10, True)
    assert not {"mueller", "anna"} & found.ids
    assert len(shown(network, Filter(), everything=True)) == 10


def test_expanding_adds_the_neighbours(network: Network, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(selection, "LARGE", 0)
    monkeypatch.setattr(selection, "FIRST", 0)
    assert shown(network, Filter(), expanded=["treffen"]) == {"treffen", "mueller", "anna", "tagung"}


def test_a_neighbourhood_holds_the_node_and_what_it_touches(network: Network) -> None:
    assert around(network, "treffen").ids == {"treffen", "mueller", "anna", "tagung"}
    small = around(network, "treffen", most=1)
    assert (small.ids, small.total) == ({"treffen", "tagung"}, 4)


@pytest.mark.parametrize(
    "asked",
    [
        Filter(),
        Filter(topics=frozenset({"wasserstoff"})),
        Filter(start="2016-01-01", end="2017-12-31"),
        Filter(labels=frozenset({"Person"})),
        Filter(only=frozenset({"amt", "anna", "nobody"})),
    ],
)
def test_the_ids_that_fit_are_those_of_what_is_selected(network: Network, asked: Filter) -> None:
    labels = ("Person", "Organisation")
    found = {n.id for n in select(network, asked, everything=True).nodes if n.label in labels}
    assert fitting(network, asked, labels) == found


def test_without_a_period_no_day_of_a_fact_is_read(network: Network, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graph.columns.held._days", None)
    assert fitting(network, Filter(), ("Person",)) == {"mueller", "anna"}
    with pytest.raises(TypeError):
        fitting(network, Filter(start="2020-01-01"), ("Person",))
