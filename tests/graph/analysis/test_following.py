"""Ties that follow changes are those that would be reckoned anew, whatever changed, in tables and in objects."""

from collections.abc import Sequence
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from graph.analysis.case import Case
from graph.analysis.following import FollowingStrengths, SnapshotChange
from graph.analysis.pairs import Pairs
from graph.analysis.questions import Finding, ask
from graph.analysis.snapshot import take_snapshot
from graph.analysis.strengths import Strengths
from graph.columns.columns import NetworkColumns
from graph.columns.growing import GrowingTable
from graph.columns.layers import Layers
from graph.columns.network import ColumnNetwork
from graph.columns.table import Table
from graph.model.schema import load
from graph.network import Network, Relation
from tests.graph.networks import network

DAY = date(2022, 6, 30)
PEOPLE, HOUSES, EVENTS = [f"p{i}" for i in range(5)], ["o1", "o2"], ["e1", "e2"]
ENDS = {"WORKS_FOR": HOUSES, "MEMBER_OF": HOUSES, "TOOK_PART_IN": EVENTS, "KNOWS": PEOPLE}
dates = st.sampled_from(["", "", "2015", "2021-06", "2024"])
Fact = tuple[str, ...]


@st.composite
def facts(draw: st.DrawFn) -> Fact:
    kind = draw(st.sampled_from(sorted(ENDS)))
    role = draw(st.sampled_from(["", "", "invited"]))
    return kind, draw(st.sampled_from(PEOPLE)), draw(st.sampled_from(ENDS[kind])), role, draw(dates), draw(dates)


formats = st.sampled_from(["workshop", "panel"])
# What is known at one time: facts by number, which is their id, and the format of each event.
state = st.tuples(st.dictionaries(st.integers(0, 30), facts(), max_size=14), st.tuples(formats, formats))
change = st.tuples(st.dictionaries(st.integers(0, 30), st.none() | facts(), max_size=4), st.tuples(formats, formats))
State = tuple[dict[int, Fact], tuple[str, str]]


def after(was: State, changes: tuple[dict[int, Fact | None], tuple[str, str]]) -> State:
    known = was[0] | changes[0]
    return {number: fact for number, fact in known.items() if fact is not None}, changes[1]


def objects(now: State) -> Network:
    named = sorted({end for fact in now[0].values() for end in fact[1:3]} | {*EVENTS})
    events = dict(zip(EVENTS, now[1], strict=True))
    nodes = [(n, {"format": events[n], "start": "2021-03-16"} if n in events else {}) for n in named]
    made = network(nodes, [now[0][number] for number in sorted(now[0])])
    numbered = zip(sorted(now[0]), made.relations, strict=True)
    kept = [
        Relation(f"f{n:02}", r.type, r.start, r.end, r.role, r.valid_from, r.valid_to, r.evidence) for n, r in numbered
    ]
    return Network(made.schema, made.nodes, kept)


def table(net: Network, nodes: Sequence[str] | None = None, gone: Sequence[str] = ()) -> Table:
    growing = GrowingTable(net.schema)
    wanted = set(net.nodes if nodes is None else nodes)
    for node in sorted(wanted & net.nodes.keys()):
        growing.made_node(net.nodes[node])
    for node in sorted(set(gone) - net.nodes.keys()):
        growing.gone(node)
    for fact in net.relations:
        if fact.start in wanted:
            growing.made_fact(fact)
    return growing.done()


def columns(base: Table, first: Network, now: Network) -> ColumnNetwork:
    """Return a network as rows of what was first, and of all nodes at which anything differs now."""
    begin, end = ({n: _said(net, n) for n in net.nodes} for net in (first, now))
    touched = [n for n in sorted(begin.keys() | end.keys()) if begin.get(n) != end.get(n)]
    layers = Layers(base, table(now, touched, touched))
    return ColumnNetwork(load(), NetworkColumns(load(), layers), 1)


def _said(net: Network, node: str) -> tuple[object, ...]:
    own = sorted((r.id, r.type, r.end, r.role, r.valid_from, r.valid_to) for r in net.around(node) if r.start == node)
    return dict(net.nodes[node].fields), own


def rows(pairs: Pairs) -> list[tuple[object, ...]]:
    return list(zip(*(getattr(pairs, name).tolist() for name in Pairs.__slots__), strict=True))


def follow(networks: Sequence[Network]) -> None:
    former: Strengths | None = None
    for net in networks:
        anew = Strengths(take_snapshot(net), DAY)
        followed = FollowingStrengths.after(former, Strengths(take_snapshot(net), DAY))
        assert rows(followed.people) == rows(anew.people)
        assert rows(followed.organisations) == rows(anew.organisations)
        assert (followed.actors_graph().matrix != anew.actors_graph().matrix).nnz == 0
        former = followed


@given(state, st.lists(change, min_size=1, max_size=3))
def test_ties_of_objects_follow(first: State, changes: list[tuple[dict[int, Fact | None], tuple[str, str]]]) -> None:
    states = [first]
    for one in changes:
        states.append(after(states[-1], one))
    follow([objects(now) for now in states])


@given(state, st.lists(change, min_size=1, max_size=3))
def test_ties_of_columns_follow(first: State, changes: list[tuple[dict[int, Fact | None], tuple[str, str]]]) -> None:
    states = [first]
    for one in changes:
        states.append(after(states[-1], one))
    begin = objects(first)
    base = table(begin)
    follow([columns(base, begin, objects(now)) for now in states])


def test_a_tie_fades_from_the_day_that_is_stated_later() -> None:
    """Both facts of o1 get an end, under the ids they had; nobody comes or goes."""
    was: State = ({n: ("WORKS_FOR", f"p{n}", "o1") for n in range(2)}, ("panel", "panel"))
    others = {n: ("TOOK_PART_IN", f"p{n % 5}", "e2") for n in range(10, 20)}
    ended = {n: ("WORKS_FOR", f"p{n}", "o1", "", "", "2015") for n in range(2)}
    networks = [objects(({**state, **others}, was[1])) for state in (was[0], ended)]
    assert SnapshotChange.between(*(Strengths(take_snapshot(net), DAY) for net in networks)) is not None
    follow(networks)


def test_only_what_a_change_touched_is_reckoned_anew() -> None:
    """p3 joins e1: its rows are new; the rows of o1 and of KNOWS are those of before."""
    was: State = (
        {
            0: ("TOOK_PART_IN", "p0", "e1"),
            1: ("TOOK_PART_IN", "p1", "e1"),
            2: ("WORKS_FOR", "p0", "o1"),
            3: ("WORKS_FOR", "p2", "o1"),
            4: ("KNOWS", "p1", "p2"),
            **{n: ("TOOK_PART_IN", f"p{n % 5}", "e2") for n in range(10, 15)},
        },
        ("workshop", "workshop"),
    )
    now = after(was, ({20: ("TOOK_PART_IN", "p3", "e1")}, ("workshop", "workshop")))
    one, two = (Strengths(take_snapshot(objects(state)), DAY) for state in (was, now))
    found = SnapshotChange.between(one, two)
    assert found is not None
    assert [two.snapshot.ids[i] for i in found.groups.nonzero()[0].tolist()] == ["e1"]
    assert [two.snapshot.fact_ids[i] for i in found.facts.nonzero()[0].tolist()] == ["f20"]
    assert SnapshotChange.between(one, Strengths(two.snapshot, date(2022, 7, 1))) is None


def about(now: State) -> Network:
    """Return what is known with a topic and a region of each person and organisation, so that questions find some."""
    made = objects(now)
    actors = [n for n in made.nodes if n[0] in "po"]
    nodes = {**made.nodes, **network([(n, {}) for n in ("t1", "t2", "r1")], ()).nodes}
    said = [
        (kind, n, end) for n in actors for kind, end in (("DEALS_WITH", f"t{int(n[1:]) % 2 + 1}"), ("ACTIVE_IN", "r1"))
    ]
    facts = [Relation(f"g{i:02}", *fact, evidence=("src-1#row 1",)) for i, fact in enumerate(said)]
    return Network(made.schema, dict(sorted(nodes.items())), [*made.relations, *facts])


def findings(net: Network, ties: Strengths | None) -> dict[str, list[Finding]]:
    return ask(Case(net, DAY, snapshot=ties.snapshot if ties else None, ties=ties), top=50)


@settings(max_examples=25)
@given(state, st.lists(change, min_size=1, max_size=3))
def test_findings_after_changes_are_those_from_scratch(
    first: State, changes: list[tuple[dict[int, Fact | None], tuple[str, str]]]
) -> None:
    now: State = first
    former: Strengths | None = None
    for one in [({}, first[1]), *changes]:
        now = after(now, one)
        net = about(now)
        former = FollowingStrengths.after(former, Strengths(take_snapshot(net), DAY))
        assert findings(net, former) == findings(net, None)
        former.let_go()
