"""Accepting what a document says, the same on both engines: the store follows from what is accepted, to the letter."""

import json
from collections.abc import Sequence
from dataclasses import asdict, replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.errors import UsageError
from graph.model.facts import Entity, Fact, Record, Source
from graph.model.proposals import Proposal, State
from graph.network import Network
from graph.store import Store
from graph.store.accepting import Settlement
from graph.store.consistency import check
from graph.store.export import lines
from graph.store.merging import Reasons

LIST = Source(title="Liste", sha256="a" * 64, kind="list")
PRESS = Source(title="Bericht", sha256="b" * 64, kind="report", file="bericht.txt")
WERK = Entity("Organisation", ("org:werk",), "Werk", "row 2")
ANNA = Entity("Person", ("name:anna kern@werk",), "Anna Kern", "row 2")


def together(names: Sequence[str]) -> Record:
    """What proposals say: people at one place of work, known also by names of the press alone."""
    if not names:
        return Record((), ())
    first = min(names)
    keys = ("org:werk", *(f"org:werk {name}" for name in sorted(names)))
    werk = Entity("Organisation", keys, f"Werk {first}", f"sentence {first}")
    people = [Entity("Person", (f"name:{n} kern@werk",), f"{n} Kern", f"sentence {n}", {"title": "Dr."}) for n in names]
    return Record((werk, *people), tuple(Fact("WORKS_FOR", p.key, werk.key, p.place, "Chef") for p in people))


def propose(store: Store, names: Sequence[str]) -> None:
    stored = json.dumps(asdict(PRESS))
    kept = [Proposal(n, PRESS.id, stored, "person", n, f"{n} kam.", i, i + 1, 0.9, "{}") for i, n in enumerate(names)]
    store.curator().propose(kept)


def settle(store: Store, names: Sequence[str], state: State, who: str = "anna") -> None:
    def decide(known: Sequence[Proposal]) -> Settlement:
        changed = {p.name: replace(p, state=state) for p in known if p.name in names}
        accepted = [p.name for p in (changed.get(p.name, p) for p in known) if p.state == "accepted"]
        return Settlement(list(changed.values()), together(accepted))

    store.curator().settle_document(PRESS.id, decide, who)


def exported(store: Store) -> list[str]:
    return list(lines(store.view(), store.schema))


def sound(store: Store) -> bool:
    return check(store.view(), store.schema) == []


def with_a_list(store: Store) -> Store:
    works = Fact("WORKS_FOR", ANNA.key, WERK.key, "row 2", "Chef")
    store.writer().load(LIST, [Record((WERK, ANNA), (works,))])
    return store


def test_nothing_is_written_before_somebody_accepts(store: Store) -> None:
    before = exported(with_a_list(store))
    propose(store, ["ben", "cora"])
    assert exported(store) == before


def test_what_is_accepted_stands_with_its_sentence_and_who_accepted_it(store: Store) -> None:
    with_a_list(store)
    propose(store, ["ben", "cora"])
    settle(store, ["ben"], "accepted")
    network = Network.read(store.view())
    (ben,) = [n for n in network.nodes.values() if n.name == "ben Kern"]
    (works,) = network.around(ben.id)
    assert works.evidence == (PRESS.evidence("sentence ben"),)
    assert [(p.name, p.who) for p in store.view().proposals("accepted")] == [("ben", "anna")]
    assert [p.name for p in store.view().proposals("open")] == ["cora"]
    assert sound(store)


def test_undoing_the_only_acceptance_restores_the_store_to_the_letter(store: Store) -> None:
    before, keys = exported(with_a_list(store)), store.view().keys()
    propose(store, ["anna", "ben"])
    settle(store, ["anna", "ben"], "accepted")
    assert exported(store) != before
    settle(store, ["anna", "ben"], "open")
    assert exported(store) == before
    assert store.view().keys() == keys
    assert store.view().entries("acceptance") == []


def test_undoing_one_of_several_leaves_exactly_the_others(store: Store) -> None:
    with_a_list(store)
    propose(store, ["anna", "ben", "cora"])
    settle(store, ["ben"], "accepted")
    before, keys = exported(store), store.view().keys()
    settle(store, ["anna", "cora"], "accepted")
    settle(store, ["cora"], "open")
    settle(store, ["anna"], "open")
    assert set(exported(store)) ^ set(before) == set()
    assert store.view().keys() == keys
    assert sound(store)


def test_what_a_list_says_since_survives_the_undoing(store: Store) -> None:
    propose(store, ["anna"])
    settle(store, ["anna"], "accepted")
    with_a_list(store)
    settle(store, ["anna"], "open")
    network = Network.read(store.view())
    (works,) = [r for r in network.relations if r.type == "WORKS_FOR"]
    assert works.evidence == (LIST.evidence("row 2"),)
    assert {n.name for n in network.nodes.values()} == {"Werk", "Anna Kern", "Liste"}
    assert sound(store)


def test_a_fact_others_had_taken_back_is_retired_again_and_not_deleted(store: Store) -> None:
    with_a_list(store)
    store.curator().withdraw(LIST.id, "anna")
    propose(store, ["anna"])
    settle(store, ["anna"], "accepted")
    assert any(r.type == "WORKS_FOR" for r in Network.read(store.view()).relations)
    settle(store, ["anna"], "open")
    assert not Network.read(store.view()).relations
    (fact,) = store.view().facts("WORKS_FOR")
    assert fact["f"]["retired_at"]
    assert sound(store)


@pytest.mark.parametrize(("name", "state"), [("cora", "accepted"), ("ben", "open")])
def test_of_a_withdrawn_document_nothing_is_accepted_or_taken_back_until_it_is_loaded_again(
    store: Store, name: str, state: State
) -> None:
    propose(store, ["ben", "cora"])
    settle(store, ["ben"], "accepted")
    store.curator().withdraw(PRESS.id, "anna")
    before = exported(store)
    with pytest.raises(UsageError) as caught:
        settle(store, [name], state)
    assert (caught.value.key, "bericht.txt" in caught.value.message("de")) == ("document_withdrawn", True)
    assert exported(store) == before
    assert not Network.read(store.view()).nodes
    store.curator().settle_document(PRESS.id, lambda known: Settlement((), together(["ben"]), anew=True), "")
    settle(store, [name], state)
    expected = {"ben Kern", "cora Kern"} if state == "accepted" else set()
    assert {n.name for n in Network.read(store.view()).nodes.values() if n.label == "Person"} == expected
    assert sound(store)


def test_refusing_what_a_withdrawn_document_proposes_does_not_bring_it_back(store: Store) -> None:
    propose(store, ["ben", "cora"])
    settle(store, ["ben"], "accepted")
    store.curator().withdraw(PRESS.id, "anna")
    settle(store, ["cora"], "refused")
    assert not Network.read(store.view()).nodes
    assert [p.name for p in store.view().proposals("refused")] == ["cora"]


def test_what_is_noted_without_keys_by_an_earlier_version_is_taken_back_all_the_same(store: Store) -> None:
    before = exported(with_a_list(store))
    propose(store, ["anna", "ben"])
    settle(store, ["anna", "ben"], "accepted")
    (entry,) = store.view().entries("acceptance")
    earlier = {name: value for name, value in entry.body.items() if name != "said"}
    store.curator().note([replace(entry, body=earlier)])
    settle(store, ["ben"], "open")
    settle(store, ["anna"], "open")
    assert exported(store) == before


def test_what_was_said_of_a_node_is_found_after_it_became_part_of_another(store: Store) -> None:
    with_a_list(store)
    propose(store, ["anni"])
    settle(store, ["anni"], "accepted")
    found = {n.name: n.id for n in Network.read(store.view()).nodes.values()}
    store.curator().merge(found["Anna Kern"], found["anni Kern"], Reasons("anna"))
    settle(store, ["anni"], "open")
    network = Network.read(store.view())
    assert all(PRESS.id not in item for r in network.relations for item in r.evidence)
    assert {n.name for n in network.by_label("Person")} == {"Anna Kern"}
    assert not any(PRESS.id in str(n) for n in network.nodes.values())
    assert sound(store)


def test_who_was_merged_meanwhile_stays_merged_and_the_store_sound(store: Store) -> None:
    with_a_list(store)
    propose(store, ["anni", "ben"])
    settle(store, ["anni"], "accepted")
    found = {n.name: n.id for n in Network.read(store.view()).nodes.values()}
    store.curator().merge(found["Anna Kern"], found["anni Kern"], Reasons("anna"))
    settle(store, ["ben"], "accepted")
    settle(store, ["anni"], "open")
    assert {n.name for n in Network.read(store.view()).nodes.values() if n.label == "Person"} == {
        "Anna Kern",
        "ben Kern",
    }
    assert sound(store)
    with_a_list(store)
    assert sound(store)


def test_a_source_is_corrected_with_who_and_when_and_a_later_load_leaves_it(store: Store) -> None:
    with_a_list(store)
    entry = store.curator().correct_source(
        LIST.id, {"name": "Liste vom Mai", "date": "31.5.2024"}, "anna", "Tippfehler"
    )
    assert entry is not None
    assert entry.body["before"] == {"name": "Liste", "date": ""}
    (noted,) = store.view().entries("source_correction")
    assert (noted.who, noted.body["after"]) == ("anna", {"name": "Liste vom Mai", "date": "2024-05-31"})
    store.writer().load(LIST, [])
    (source,) = store.view().nodes("Source")
    assert (source["name"], source["date"]) == ("Liste vom Mai", "2024-05-31")
    assert store.curator().correct_source(LIST.id, {"name": "Liste vom Mai"}, "anna") is None
    assert store.curator().correct_source(LIST.id, {"date": ""}, "anna") is not None
    assert "date" not in next(store.view().nodes("Source"))


def test_who_loaded_a_source_first_stays_named(store: Store) -> None:
    for who in ("", "anna", "ben"):
        store.writer().load(replace(LIST, recorded_by=who), [Record((WERK,), ())])
    store.writer().load(replace(PRESS, recorded_by="anna"), [Record((WERK,), ())])
    store.writer().load(replace(PRESS, recorded_by="ben"), [Record((WERK,), ())])
    assert {s["name"]: s.get("recorded_by") for s in store.view().nodes("Source")} == {"Liste": None, "Bericht": "anna"}
    assert replace(PRESS, recorded_by="ben").id == PRESS.id


@pytest.mark.parametrize(
    ("fields", "key"),
    [
        ({"sha256": "0"}, "source_field"),
        ({"name": " "}, "source_value"),
        ({"date": "gestern"}, "source_value"),
        ({"confidentiality": "secret"}, "source_value"),
        ({"kind": "x"}, "source_value"),
    ],
)
def test_a_source_takes_only_fields_and_values_it_can_have(store: Store, fields: dict[str, str], key: str) -> None:
    before = exported(with_a_list(store))
    with pytest.raises(UsageError) as caught:
        store.curator().correct_source(LIST.id, fields, "anna")
    assert caught.value.key == key
    assert exported(store) == before


@pytest.mark.slow
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.tuples(st.sampled_from(["anna", "ben", "cora"]), st.booleans()), max_size=8))
def test_any_acceptances_undone_in_any_order_restore_the_store(store: Store, steps: list[tuple[str, bool]]) -> None:
    store.erase_everything()
    store.migrate()
    before = exported(with_a_list(store))
    propose(store, ["anna", "ben", "cora"])
    for name, accept in steps:
        settle(store, [name], "accepted" if accept else "open")
        assert sound(store)
    settle(store, ["anna", "ben", "cora"], "open")
    assert exported(store) == before
