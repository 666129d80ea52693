from datetime import date

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.analysis.paths import introduction_path, people_of
from graph.analysis.ties import Group, Ties
from tests.graph.networks import network

DAY = date(2021, 3, 16)
PEOPLE = [(f"p{i}", {}) for i in range(1, 7)]
EVENTS = [(f"e{i}", {"format": "workshop", "start": "2021-03-16"}) for i in range(1, 5)]


def test_strong_steps_are_preferred_to_one_weak_one() -> None:
    """p1 and p2 were in one plenary of 200; both work with p3: two steps of 1/4 each against one of 199."""
    crowd = [(f"p{i}", {}) for i in range(1, 201)]
    facts = [("TOOK_PART_IN", name, "e1", "participant") for name, _ in crowd]
    facts += [("KNOWS", "p1", "p3", "met"), ("KNOWS", "p3", "p2", "met")]
    built = network([*crowd, ("e1", {"format": "conference", "start": "2021-03-16"})], facts)
    path = introduction_path(Ties(built, DAY), "p1", "p2")
    assert path is not None
    assert path.people == ("p1", "p3", "p2")
    assert [step.reason.kind for step in path.steps] == ["acquaintance", "acquaintance"]


def test_an_organisation_is_reached_through_its_people() -> None:
    facts = [("WORKS_FOR", "p1", "o1"), ("KNOWS", "p1", "p2", "met"), ("WORKS_FOR", "p2", "o2")]
    path = introduction_path(Ties(network([*PEOPLE, ("o1", {}), ("o2", {})], facts), DAY), "o1", "o2")
    assert path is not None
    assert path.people == ("p1", "p2")


def test_a_person_of_both_organisations_is_the_whole_path() -> None:
    facts = [("WORKS_FOR", "p1", "o1"), ("MEMBER_OF", "p1", "o2")]
    path = introduction_path(Ties(network([*PEOPLE, ("o1", {}), ("o2", {})], facts), DAY), "o1", "o2")
    assert path is not None
    assert (path.people, path.steps) == (("p1",), ())


def test_without_a_way_there_is_none() -> None:
    assert introduction_path(Ties(network(PEOPLE, []), DAY), "p1", "p2") is None


SOURCES = [("s2010", {"date": "2010"}), ("s2025", {"date": "2025"})]


def test_the_people_of_an_event_are_those_who_were_there() -> None:
    facts = [("TOOK_PART_IN", "p1", "e1", "speaker"), ("TOOK_PART_IN", "p2", "e1", "invited")]
    facts += [("TOOK_PART_IN", "p3", "e1", "invited"), ("TOOK_PART_IN", "p3", "e1", "participant")]
    built = network([*PEOPLE, *EVENTS], facts)
    assert people_of(Ties(built, DAY), "e1") == ["p1", "p3"]
    assert people_of(Ties(built, date(2021, 3, 15)), "e1") == []
    assert people_of(Ties(built, DAY), "p2") == ["p2"]


def test_the_people_of_an_organisation_have_joined_it_by_the_day() -> None:
    facts = [
        ("WORKS_FOR", "p1", "o1", "", "2000"),
        ("MEMBER_OF", "p2", "o1", "", "2022"),
        ("WORKS_FOR", "p3", "o1", "", "", "", "s2010"),
        ("WORKS_FOR", "p4", "o1", "", "", "", "s2025"),
        ("MEMBER_OF", "p5", "o1"),
        ("MEMBER_OF", "o2", "o1"),
    ]
    built = network([*PEOPLE, *SOURCES, ("o1", {}), ("o2", {})], facts)
    assert people_of(Ties(built, DAY), "o1") == ["p1", "p3", "p5"]


def test_nobody_is_introduced_by_who_was_only_invited() -> None:
    facts = [("TOOK_PART_IN", "p1", "e1", "invited"), ("KNOWS", "p1", "p2", "met")]
    assert introduction_path(Ties(network([*PEOPLE, *EVENTS], facts), DAY), "e1", "p2") is None


def test_colleagues_who_never_overlapped_are_introduced_by_who_knew_both() -> None:
    """p1 left in 2005, p2 came in 2010, p3 was there all the time."""
    facts = [
        ("WORKS_FOR", "p1", "o1", "", "2000", "2005"),
        ("WORKS_FOR", "p2", "o1", "", "2010"),
        ("WORKS_FOR", "p3", "o1", "", "2000"),
    ]
    path = introduction_path(Ties(network([*PEOPLE, ("o1", {})], facts), DAY), "p1", "p2")
    assert path is not None
    assert path.people == ("p1", "p3", "p2")
    assert [(step.reason.via, step.reason.date) for step in path.steps] == [("o1", "2005"), ("o1", "2021-03-16")]


def test_who_belongs_in_both_ways_is_a_shorter_way_than_a_mixed_reason() -> None:
    """Among three: colleagues 2/4 and body 2/5 are less than mixed 2/2."""
    facts = [("WORKS_FOR", "p1", "o1"), ("MEMBER_OF", "p2", "o1"), ("WORKS_FOR", "p3", "o1"), ("MEMBER_OF", "p3", "o1")]
    path = introduction_path(Ties(network([*PEOPLE, ("o1", {})], facts), DAY), "p1", "p2")
    assert path is not None
    assert path.people == ("p1", "p3", "p2")
    assert [step.reason.kind for step in path.steps] == ["colleagues", "body"]


@pytest.mark.parametrize(("dates", "buckets"), [(("", ""), 1), (("2000", ""), 1), (None, 300)])
def test_a_body_of_n_costs_about_n(
    dates: tuple[str, str] | None, buckets: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Counted are the values worked out: two for each bucket, even where each member is a bucket of its own."""
    counted = 0

    def count(ties: Ties, group: Group, kind: str, latest: date | None) -> float:
        nonlocal counted
        counted += 1
        return value(ties, group, kind, latest)

    value = Ties.value
    monkeypatch.setattr(Ties, "value", count)
    crowd = [(f"p{i}", {}) for i in range(301)]
    facts = [
        (
            "MEMBER_OF",
            f"p{i}",
            "o1",
            "",
            *(dates or (f"{1990 + i % 20}-01-{1 + i // 20:02}", f"2015-01-{1 + i % 20:02}")),
        )
        for i in range(300)
    ]
    facts.append(("KNOWS", "p299", "p300", "met"))
    path = introduction_path(Ties(network([*crowd, ("o1", {})], facts), DAY), "p0", "p300")
    assert path is not None
    assert path.people == ("p0", "p299", "p300")
    assert counted <= 2 * buckets + 10


PERSON = st.sampled_from([n for n, _ in PEOPLE])
START = st.sampled_from(["", "2000", "2005-06", "2012", "2021-03-16", "2022"])
END = st.sampled_from(["", "", "2005", "2012-06-30", "2020", "2030"])
took_part = st.tuples(st.just("TOOK_PART_IN"), PERSON, st.sampled_from([n for n, _ in EVENTS]), st.just("participant"))
belongs = st.tuples(
    st.sampled_from(["WORKS_FOR", "MEMBER_OF"]), PERSON, st.sampled_from(["o1", "o2"]), st.just(""), START, END,
    st.sampled_from(["s2010", "s2025", "src-1"]),
)  # fmt: skip
knows = st.tuples(st.just("KNOWS"), PERSON, PERSON, st.just("met"), START, END)


@settings(max_examples=400)
@given(st.lists(st.one_of(took_part, belongs, belongs, belongs, knows), max_size=18, unique=True))
def test_paths_cost_what_networkx_finds(facts: list[tuple[str, ...]]) -> None:
    ties = Ties(network([*PEOPLE, *EVENTS, *SOURCES, ("o1", {}), ("o2", {})], facts), DAY)
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(name for name, _ in PEOPLE)
    for person, _ in PEOPLE:
        for tie in ties.of(person):
            graph.add_edge(person, tie.b, cost=1 / tie.reasons[0].value)
    path = introduction_path(ties, "p1", "p2")
    if path is None:
        assert not nx.has_path(graph, "p1", "p2")
    else:
        cost = sum(1 / step.reason.value for step in path.steps)
        assert len(path.steps) == len(path.people) - 1
        assert cost == pytest.approx(nx.shortest_path_length(graph, "p1", "p2", weight="cost"))
