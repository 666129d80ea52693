"""Merging, parting and withdrawing, the same on both engines: an undo restores the graph to the letter."""

import itertools
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.errors import UsageError
from graph.model.decisions import parted
from graph.model.facts import Entity, Fact, Record, Source
from graph.model.ledger import LedgerEntry
from graph.model.proposals import Proposal
from graph.network import Network
from graph.store import Store
from graph.store.consistency import check
from graph.store.export import lines
from graph.store.merging import Reasons

LIST = Source(title="Liste", sha256="a" * 64, kind="list", date="2021-03-16")
REPORT = Source(title="Bericht", sha256="b" * 64, kind="report", date="2021-04-01")
OTHER = Source(title="Register", sha256="c" * 64, kind="register")
WHY = Reasons("anna", "dieselbe Person", ("Jo Lang | Joachim Lang",))


def organisation(name: str, place: str = "row 2") -> Entity:
    return Entity("Organisation", (f"org:{name.lower()}",), name, place)


def person(name: str, at: str, place: str = "row 2", **values: str) -> Entity:
    return Entity("Person", (f"name:{name.lower()}@{at}",), name, place, values)


def row(who: Entity, where: Entity, role: str = "", place: str = "row 2") -> Record:
    return Record((where, who), (Fact("WORKS_FOR", who.key, where.key, place, role),))


JO, JOACHIM = person("Jo Lang", "bdi", title="Dr."), person("Joachim Lang", "bdi", place="row 3")
BDI = organisation("BDI")


def exported(store: Store) -> list[str]:
    return list(lines(store.view(), store.schema))


def sound(store: Store) -> bool:
    return check(store.view(), store.schema) == []


def node(store: Store, name: str) -> str:
    return next(n.id for n in Network.read(store.view()).nodes.values() if n.name == name)


def filled(store: Store) -> Store:
    store.writer().load(LIST, [row(JO, BDI, "Chef")])
    meets = Fact("KNOWS", JO.key, JOACHIM.key, "row 3", "met")
    store.writer().load(REPORT, [row(JOACHIM, BDI, "Chef", "row 3"), Record((JO, JOACHIM), (meets,))])
    return store


def test_a_merge_leaves_one_person_with_all_facts_and_spellings(store: Store) -> None:
    filled(store)
    store.curator().merge(node(store, "Joachim Lang"), node(store, "Jo Lang"), WHY)
    network = Network.read(store.view())
    (one,) = [n for n in network.nodes.values() if n.label == "Person"]
    # Both sources say "Jo Lang", one says "Joachim Lang".
    assert (one.name, one.fields["variants"], one.fields["title"]) == ("Jo Lang", ["Joachim Lang"], "Dr.")
    (works,) = [r for r in network.around(one.id) if r.type == "WORKS_FOR"]
    assert works.evidence == (LIST.evidence("row 2"), REPORT.evidence("row 3"))
    assert [r for r in network.relations if r.type == "KNOWS"] == []  # nobody knows himself
    assert sound(store)


def test_undoing_a_merge_restores_the_graph_exactly(store: Store) -> None:
    filled(store)
    before = exported(store)
    decision = store.curator().merge(node(store, "Joachim Lang"), node(store, "Jo Lang"), WHY)
    assert exported(store) != before
    store.curator().undo(decision.id, "ben")
    assert exported(store) == before
    assert sound(store)


def test_a_decision_says_who_when_why_and_what_was_compared(store: Store) -> None:
    filled(store)
    made = store.curator().merge(node(store, "Joachim Lang"), node(store, "Jo Lang"), WHY)
    (kept,) = store.view().decisions()
    assert kept == made
    assert (kept.who, kept.why, kept.compared, kept.stands) == ("anna", WHY.why, WHY.compared, True)
    store.curator().undo(made.id, "ben")
    (kept,) = store.view().decisions()
    assert (kept.undone_by, kept.stands) == ("ben", False)


def test_the_next_load_finds_the_merged_person(store: Store) -> None:
    filled(store)
    joined = node(store, "Joachim Lang")
    store.curator().merge(joined, node(store, "Jo Lang"), WHY)
    changes = store.writer().load(OTHER, [row(JO, BDI, "Chef")])
    assert changes.created == {OTHER.id}
    assert joined in changes.changed
    assert sound(store)


def test_what_came_after_a_merge_goes_with_its_key_when_it_is_undone(store: Store) -> None:
    filled(store)
    jo = node(store, "Jo Lang")
    decision = store.curator().merge(node(store, "Joachim Lang"), jo, WHY)
    store.writer().load(OTHER, [row(JO, BDI, "Beirat")])
    store.curator().undo(decision.id, "anna")
    network = Network.read(store.view())
    assert {r.role for r in network.around(jo) if r.type == "WORKS_FOR"} == {"Chef", "Beirat"}
    assert {r.role for r in network.around(node(store, "Joachim Lang")) if r.type == "WORKS_FOR"} == {"Chef"}
    assert sound(store)


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_merges_of_merges_are_undone_in_any_order(store: Store, order: tuple[int, int]) -> None:
    people = [person(name, "bdi") for name in ("A Lang", "B Lang", "C Lang")]
    store.writer().load(LIST, [row(p, BDI, f"Rolle {i}") for i, p in enumerate(people)])
    before = exported(store)
    a, b, c = (node(store, p.name) for p in people)
    made = [store.curator().merge(b, c, WHY), store.curator().merge(a, b, WHY)]
    for index in order:
        store.curator().undo(made[index].id, "anna")
        assert sound(store)
    assert exported(store) == before


def test_different_is_remembered_by_keys_and_survives_a_merge(store: Store) -> None:
    people = [person(name, "bdi") for name in ("A Lang", "B Lang", "C Lang")]
    store.writer().load(LIST, [row(p, BDI) for p in people])
    a, b, c = (node(store, p.name) for p in people)
    store.curator().part(a, b, WHY)
    assert parted(store.view().decisions(), store.view().keys()) == {(min(a, b), max(a, b))}
    store.curator().merge(c, b, WHY)
    assert parted(store.view().decisions(), store.view().keys()) == {(min(a, c), max(a, c))}


def test_an_undone_merge_counts_as_different(store: Store) -> None:
    filled(store)
    a, b = node(store, "Joachim Lang"), node(store, "Jo Lang")
    decision = store.curator().merge(a, b, WHY)
    assert parted(store.view().decisions(), store.view().keys()) == set()
    store.curator().undo(decision.id, "anna")
    assert parted(store.view().decisions(), store.view().keys()) == {(min(a, b), max(a, b))}


def test_what_can_not_be_merged_is_said_and_nothing_changes(store: Store) -> None:
    filled(store)
    before = exported(store)
    jo, bdi = node(store, "Jo Lang"), node(store, "BDI")
    for other, key in ((bdi, "merge_types"), (jo, "merge_itself"), ("per-nobody", "no_such_node")):
        with pytest.raises(UsageError) as caught:
            store.curator().merge(jo, other, WHY)
        assert caught.value.key == key
    for decision_id in ("dec-unknown",):
        with pytest.raises(UsageError):
            store.curator().undo(decision_id, "anna")
    assert (exported(store), store.view().decisions()) == (before, [])


def test_withdrawing_a_source_leaves_what_others_say(store: Store) -> None:
    store.writer().load(LIST, [row(JO, BDI, "Chef")])
    before = {(n.name, n.fields.get("title")) for n in Network.read(store.view()).nodes.values()}
    store.writer().load(REPORT, [row(JO, BDI, "Chef"), row(JOACHIM, BDI, "Beirat", "row 3")])
    changes = store.curator().withdraw(REPORT.id, "anna")
    assert (len(changes.retired), len(changes.changed)) == (1, 2)
    assert (len(changes.facts_retired), len(changes.facts_changed)) == (1, 1)
    network = Network.read(store.view())
    assert {(n.name, n.fields.get("title")) for n in network.nodes.values()} == before
    assert [r.evidence for r in network.relations] == [(LIST.evidence("row 2"),)]
    assert sound(store)


def test_a_value_only_the_withdrawn_source_gave_is_gone(store: Store) -> None:
    plain = person("Jo Lang", "bdi")
    store.writer().load(LIST, [row(plain, BDI)])
    store.writer().load(REPORT, [row(JO, BDI)])
    jo = node(store, "Jo Lang")
    assert Network.read(store.view()).nodes[jo].fields["title"] == "Dr."
    store.curator().withdraw(REPORT.id, "anna")
    assert "title" not in Network.read(store.view()).nodes[jo].fields


def test_loading_a_withdrawn_source_again_brings_everything_back(store: Store) -> None:
    filled(store)
    before = exported(store)
    for source, records in ((LIST, [row(JO, BDI, "Chef")]),):
        store.curator().withdraw(source.id, "anna")
        assert exported(store) != before
        store.writer().load(source, records)
    assert exported(store) == before
    assert sound(store)


def test_withdrawing_all_leaves_an_empty_network_and_a_past(store: Store) -> None:
    filled(store)
    for source in (LIST, REPORT):
        store.curator().withdraw(source.id, "anna")
    network = Network.read(store.view())
    assert (network.nodes, network.relations) == ({}, [])
    assert all(json.loads(line)["properties"].get("retired_at") for line in exported(store) if '"Source"' not in line)
    assert sound(store)


def test_a_dry_run_of_a_withdrawal_changes_nothing(store: Store) -> None:
    filled(store)
    before, version = exported(store), store.view().data_version()
    changes = store.curator().withdraw(LIST.id, "anna", dry_run=True)
    assert changes.any
    assert exported(store) == before
    assert store.view().data_version() == version


def test_a_merge_is_undone_exactly_after_a_withdrawal(store: Store) -> None:
    filled(store)
    jo, joachim = node(store, "Jo Lang"), node(store, "Joachim Lang")
    decision = store.curator().merge(joachim, jo, WHY)
    store.curator().withdraw(LIST.id, "anna")
    store.curator().undo(decision.id, "anna")
    assert {n.id for n in Network.read(store.view()).nodes.values() if n.label == "Person"} == {jo, joachim}
    assert sound(store)


def test_an_unknown_source_can_not_be_withdrawn(store: Store) -> None:
    with pytest.raises(UsageError) as caught:
        store.curator().withdraw("src-nothing", "anna")
    assert caught.value.key == "no_such_source"


def test_a_proposal_is_kept_once_and_what_was_decided_stays_decided(store: Store) -> None:
    def proposal(number: int) -> Proposal:
        return Proposal(
            f"pro-{number}", "src-1", "{}", "person", "Jo Lang", "Jo Lang kam.", number, number + 7, 0.9, "{}"
        )

    assert store.curator().propose([proposal(4), proposal(0), proposal(4)]) == 2
    store.curator().settle(["pro-4"], "refused", "anna")
    assert store.curator().propose([proposal(4), proposal(9)]) == 1
    assert [p.id for p in store.view().proposals()] == ["pro-0", "pro-4", "pro-9"]
    assert [p.id for p in store.view().proposals("open")] == ["pro-0", "pro-9"]
    (refused,) = store.view().proposals("refused")
    assert (refused.who, refused.name, bool(refused.at)) == ("anna", "Jo Lang", True)


def test_the_ledger_keeps_the_latest_note_of_each_name_and_leaves_the_data_version(store: Store) -> None:
    curator, before = store.curator(), store.view().data_version()
    curator.note([LedgerEntry("finding", "f1", "anna", body={"state": "dismissed", "why": 'Grund "x"'})])
    curator.note([LedgerEntry("finding", "f1", "ben", body={"state": "done"}), LedgerEntry("export", "f1", "ben")])
    (kept,) = store.view().entries("finding")
    assert (kept.id, kept.who, kept.body) == ("f1", "ben", {"state": "done"})
    assert kept.at
    assert store.view().data_version() == before
    curator.strike("finding", ["f1", "never there"])
    assert store.view().entries("finding") == []
    assert [e.id for e in store.view().entries("export")] == ["f1"]


@pytest.mark.slow
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pairs=st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=6), turn=st.permutations(range(6)))
def test_any_merges_undone_in_any_order_restore_the_graph(
    store: Store, pairs: list[tuple[int, int]], turn: list[int]
) -> None:
    store.erase_everything()
    store.migrate()
    people = [person(f"{letter} Lang", "bdi") for letter in "ABCDEF"]
    knows = [Record((a, b), (Fact("KNOWS", a.key, b.key, "row 9"),)) for a, b in itertools.pairwise(people)]
    store.writer().load(LIST, [*(row(p, BDI, p.name) for p in people), *knows])
    before = exported(store)
    home = {p.name: node(store, p.name) for p in people}
    made = []
    for a, b in pairs:
        owners = store.view().keys()
        keep, other = owners[people[a].key], owners[people[b].key]
        if keep != other:
            made.append(store.curator().merge(keep, other, WHY))
    for index in (i for i in turn if i < len(made)):
        store.curator().undo(made[index].id, "anna")
        assert sound(store)
    assert exported(store) == before
    assert {p.name: node(store, p.name) for p in people} == home
