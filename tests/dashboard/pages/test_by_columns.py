"""What is asked of all at once by columns is what one finds node by node and fact by fact."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.pages.overview import figures as overview
from dashboard.pages.overview.figures import figures, first_map, latest_sources
from dashboard.parts import selection
from dashboard.parts.filters import kinds_in
from dashboard.parts.selection import Filter, select
from graph.model.schema import load
from graph.network import Network
from tests.dashboard.pages import slow_selection as slow
from tests.graph.networks import PREFIX, network

FIELDS = {"o": [{"kind": "company"}, {"kind": "agency"}, {}], "e": [{"format": "meeting"}, {"start": "2021-03"}, {}]}
NODES = [f"{letter}{number}" for letter in "poetr" for number in range(3)]
SOURCES = {"s1": {"date": "2019"}, "s2": {"date": "2020-05-01"}, "s3": {}}
DAYS = st.sampled_from(["", "", "2019", "2020-04", "2021-03-16"])
TYPES = ("WORKS_FOR", "MEMBER_OF", "TOOK_PART_IN", "DEALS_WITH", "ACTIVE_IN", "PART_OF", "KNOWS")


@st.composite
def networks(draw: st.DrawFn) -> Network:
    names = draw(st.lists(st.sampled_from(NODES), unique=True, min_size=2))
    nodes = [(name, draw(st.sampled_from(FIELDS.get(name[0], [{}])))) for name in names]
    sources = st.lists(st.sampled_from(["s1", "s2", "s3", "invented-1"]), min_size=1, unique=True)
    facts = []
    for _ in range(draw(st.integers(0, 25))):
        start, end = draw(st.sampled_from(names)), draw(st.sampled_from(names))
        type_, days = draw(st.sampled_from(TYPES)), (draw(DAYS), draw(DAYS))
        if start != end and load().relationships[type_].allows(PREFIX[start[0]], PREFIX[end[0]]):
            facts.append((type_, start, end, "", *days, *draw(sources)))
    known = network([*nodes, *SOURCES.items()], facts)
    invented = draw(st.sets(st.sampled_from(names)))
    return replace(known, nodes={i: replace(n, invented=i in invented) for i, n in known.nodes.items()})


def some(*values: str) -> st.SearchStrategy[frozenset[str]]:
    return st.one_of(st.just(frozenset[str]()), st.frozensets(st.sampled_from(values), max_size=2))


FILTERS = st.builds(
    Filter,
    labels=some("Person", "Organisation", "Event", "Topic"),
    kinds=some("Organisation:company", "Organisation:agency", "Event:meeting"),
    topics=some("t0", "t1"),
    regions=some("r0", "r1"),
    start=st.sampled_from(["", "2020-01-01"]),
    end=st.sampled_from(["", "2020-12-31"]),
    only=st.one_of(st.none(), st.frozensets(st.sampled_from(NODES))),
)


@given(networks(), FILTERS, st.lists(st.sampled_from(NODES), max_size=2), st.sampled_from([*NODES, ""]), st.booleans())
def test_what_is_chosen_by_columns_is_what_is_chosen_one_by_one(
    known: Network, asked: Filter, expanded: list[str], keep: str, everything: bool
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(selection, "LARGE", 4)
        patch.setattr(selection, "FIRST", 3)
        found = select(known, asked, expanded=expanded, everything=everything, keep=keep)
    wanted = slow.select(known, asked, expanded, 4, 3, everything=everything, keep=keep)
    assert (set(found.ids), {r.id for r in found.relations}, found.total) == wanted
    assert [n.id for n in found.nodes] == sorted(found.ids)


@given(networks())
def test_figures_by_columns_are_those_counted_one_by_one(known: Network) -> None:
    assert {f.what: (f.count, f.invented) for f in figures(known)} == slow.figures(known)
    assert {source.id: facts for source, facts in latest_sources(known)} == slow.stated(known)
    assert set(kinds_in(known)) == slow.kinds(known)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(overview, "_FIRST_MAP", 5)
        assert set(first_map(known).ids) == slow.first_map(known, 5)
