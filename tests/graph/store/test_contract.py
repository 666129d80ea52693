"""The contract of a store, the same on both engines."""

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial

import pytest
from neo4j.exceptions import Neo4jError

from graph.errors import StoreError
from graph.model.facts import Entity, Fact, Record, Source
from graph.network import Network
from graph.store import Store
from graph.store.change_notes import afresh
from graph.store.consistency import check
from graph.store.cypher import Write, constraints, everything, nothing
from graph.store.export import lines
from graph.store.merging import Reasons
from graph.store.retry import write

LIST = Source(title="Liste", sha256="a" * 64, kind="list", date="2021-03-16")
REPORT = Source(title="Bericht", sha256="b" * 64, kind="report", date="2021-04-01")
BDI = Entity("Organisation", ("org:bundesverband der deutschen industrie", "org:bdi"), "BDI e. V.", "row 2")
LANG = Entity("Person", ("mail:lang@bdi.example", "name:joachim lang@bdi"), "Joachim Lang", "row 2", {"title": "Dr."})
WORKS = Fact("WORKS_FOR", LANG.key, BDI.key, "row 2", "Hauptgeschäftsführer", valid_from="2017")
ROW = Record((BDI, LANG), (WORKS,))


def load(store: Store, source: Source, *records: Record, dry_run: bool = False) -> tuple[int, ...]:
    changes = store.writer().load(source, list(records), dry_run=dry_run)
    sets = (changes.created, changes.changed, changes.unchanged)
    facts = (changes.facts_created, changes.facts_changed, changes.facts_unchanged)
    return tuple(map(len, (*sets, *facts)))


def exported(store: Store) -> list[str]:
    return list(lines(store.view(), store.schema))


def facts(store: Store) -> set[tuple[str, str, str, str]]:
    network = Network.read(store.view())
    return {(r.type, network.nodes[r.start].name, network.nodes[r.end].name, r.role) for r in network.relations}


def test_a_load_creates_nodes_facts_and_the_source(store: Store) -> None:
    assert load(store, LIST, ROW) == (3, 0, 0, 1, 0, 0)
    assert facts(store) == {("WORKS_FOR", "Joachim Lang", "BDI e. V.", "Hauptgeschäftsführer")}
    assert check(store.view(), store.schema) == []


def test_the_same_load_again_changes_nothing(store: Store) -> None:
    load(store, LIST, ROW)
    before, version = exported(store), store.view().data_version()
    assert load(store, LIST, ROW) == (0, 0, 3, 0, 0, 1)
    assert exported(store) == before
    assert store.view().data_version() == version


def test_a_copy_of_a_file_is_the_source_it_was_and_a_given_title_stays(store: Store) -> None:
    titled = Source(title="Liste Nordtreffen", sha256="a" * 64, kind="list", publisher="Amt", file="liste.csv")
    copy = Source(title="Kopie", sha256="a" * 64, kind="list", file="kopie.csv", titled=False)
    load(store, titled, ROW)
    before = exported(store)
    assert load(store, copy, ROW)[:3] == (0, 0, 3)
    assert exported(store) == before


def test_a_second_source_adds_its_evidence(store: Store) -> None:
    load(store, LIST, ROW)
    assert load(store, REPORT, ROW) == (1, 2, 0, 0, 1, 0)
    (relation,) = Network.read(store.view()).relations
    assert set(relation.evidence) == {LIST.evidence("row 2"), REPORT.evidence("row 2")}


def test_a_dry_run_counts_and_leaves_nothing(store: Store) -> None:
    assert load(store, LIST, ROW, dry_run=True) == (3, 0, 0, 1, 0, 0)
    assert exported(store) == []
    assert load(store, LIST, ROW) == (3, 0, 0, 1, 0, 0)


def test_dates_keep_the_precision_of_the_source(store: Store) -> None:
    load(store, LIST, ROW)
    (relation,) = Network.read(store.view()).relations
    assert (relation.valid_from, relation.valid_to) == ("2017", "")


def test_the_recording_time_is_that_of_the_first_load(store: Store) -> None:
    moments = iter(
        [datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)]
    )
    last = datetime(2027, 1, 1, tzinfo=UTC)
    writer = store.writer()
    writer._clock = lambda: next(moments, last)
    writer.load(LIST, [ROW])
    writer.load(REPORT, [ROW])
    (relation,) = Network.read(store.view()).relations
    assert relation.recorded_at == "2026-01-01T00:00:00+00:00"


def test_a_person_is_found_under_the_other_name_of_the_organisation(store: Store) -> None:
    load(store, LIST, Record((BDI,), ()))
    short = Entity("Organisation", ("org:bdi",), "BDI", "row 3")
    long = Entity(
        "Organisation", ("org:bundesverband der deutschen industrie",), "Bundesverband der Deutschen Industrie", "row 4"
    )
    one = Entity("Person", ("name:joachim lang@bdi",), "Joachim Lang", "row 3")
    two = Entity("Person", ("name:joachim lang@bundesverband der deutschen industrie",), "Joachim Lang", "row 4")
    load(store, REPORT, Record((short, one), ()), Record((long, two), ()))
    people = [n for n in Network.read(store.view()).nodes.values() if n.label == "Person"]
    assert len(people) == 1
    assert check(store.view(), store.schema) == []


def test_two_addresses_in_one_house_are_two_namesakes(store: Store) -> None:
    other = Entity("Person", ("mail:j.lang2@bdi.example", "name:joachim lang@bdi"), "Joachim Lang", "row 3")
    load(store, LIST, ROW, Record((BDI, other), ()))
    people = [n for n in Network.read(store.view()).nodes.values() if n.label == "Person"]
    assert len(people) == 2
    assert check(store.view(), store.schema) == []


def test_an_address_with_quite_different_names_is_no_key(store: Store) -> None:
    shared = Entity("Person", ("mail:lang@bdi.example", "name:petra winter@bdi"), "Petra Winter", "row 3")
    works = Fact("WORKS_FOR", shared.key, BDI.key, "row 3", "Vorzimmer")
    records = (ROW, Record((BDI, shared), (works,)))
    load(store, LIST, *records)
    assert {fact[1] for fact in facts(store)} == {"Joachim Lang", "Petra Winter"}
    assert load(store, LIST, *records)[3:] == (0, 0, 2)
    assert check(store.view(), store.schema) == []


def test_an_undirected_fact_is_the_same_from_both_sides(store: Store) -> None:
    a, b = (Entity("Person", (f"mail:{n}@x.example", f"name:{n}@"), n, "row 1") for n in ("anna", "bert"))
    load(store, LIST, Record((a, b), (Fact("KNOWS", a.key, b.key, "row 1", "met"),)))
    assert load(store, REPORT, Record((a, b), (Fact("KNOWS", b.key, a.key, "row 9", "met"),)))[3:] == (0, 1, 0)


def test_a_fact_that_leads_to_itself_is_reported_and_not_written(store: Store) -> None:
    again = Entity("Organisation", ("org:bdi",), "BDI", "row 3")
    changes = store.writer().load(LIST, [Record((BDI, again), (Fact("MEMBER_OF", BDI.key, again.key, "row 3"),))])
    assert changes.loops == [("MEMBER_OF", "row 3")]
    assert facts(store) == set()


def test_invented_holds_only_while_no_real_source_names_the_node(store: Store) -> None:
    invented = Source(title="Erfundenes Beispiel", sha256="c" * 64, invented=True)
    load(store, invented, ROW)
    nodes = Network.read(store.view()).nodes.values()
    assert all(n.invented for n in nodes)
    load(store, LIST, Record((BDI,), ()))
    now = {n.name: n.invented for n in Network.read(store.view()).nodes.values()}
    assert now == {"BDI e. V.": False, "Joachim Lang": True, "Erfundenes Beispiel": True, "Liste": False}


@pytest.mark.parametrize(
    "name",
    [
        "Robby' WITH true as x MATCH (s) DETACH DELETE s //",
        "a`}) DETACH DELETE n //",
        "<img src=x>",
        "$rows",
        "\\u0027",
        "名前",
        "😀",
    ],
)
def test_query_text_in_a_value_is_stored_to_the_letter(store: Store, name: str) -> None:
    load(store, LIST, Record((Entity("Topic", (f"topic:{name}",), name, "row 1", {"aliases": (f"{name}2",)}),), ()))
    (topic,) = [n for n in Network.read(store.view()).nodes.values() if n.label == "Topic"]
    assert (topic.name, topic.fields["aliases"], topic.keys) == (name, [f"{name}2"], (f"topic:{name}",))


def test_a_load_that_fails_half_way_leaves_nothing(store: Store) -> None:
    def records() -> Iterator[Record]:
        for number in range(5000):
            yield Record((Entity("Topic", (f"topic:{number}",), f"Thema {number}", "row 1"),), ())
        raise RuntimeError("the file ended early")

    with pytest.raises(RuntimeError):
        store.writer().load(LIST, records())
    assert exported(store) == []
    assert load(store, LIST, ROW) == (3, 0, 0, 1, 0, 0)


def topics(start: int, end: int) -> Iterator[Record]:
    for number in range(start, end):
        yield Record((Entity("Topic", (f"topic:{number}",), f"Thema {number}", f"row {number}"),), ())


def test_a_large_load_takes_several_transactions_and_counts_each_node_once(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graph.store.writer.TRANSACTION", 10)
    seen: list[int] = []
    records = [*topics(0, 25), ROW, *topics(0, 5)]
    changes = store.writer().load(LIST, records, progress=seen.append)
    assert (len(changes.created), len(changes.facts_created), seen[-1]) == (25 + 3, 1, 31)
    assert (len(changes.changed), len(changes.unchanged)) == (0, 0)
    assert store.view().data_version() == 1
    assert check(store.view(), store.schema) == []
    before = exported(store)
    again = store.writer().load(LIST, records)
    assert (again.any, len(again.unchanged), exported(store)) == (False, 28, before)


def test_of_a_large_load_that_was_killed_nothing_is_seen_and_the_next_one_finishes_it(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graph.store.writer.TRANSACTION", 10)
    load(store, REPORT, Record((Entity("Topic", ("topic:3",), "Altes Thema", "row 1"),), ()))
    names = {"Altes Thema", "Bericht"}

    def records() -> Iterator[Record]:
        yield from topics(0, 25)
        raise RuntimeError("killed")

    with pytest.raises(RuntimeError):
        store.writer().load(LIST, records())
    assert {n.name for n in Network.read(store.view()).nodes.values()} == names
    assert [p.rule for p in check(store.view(), store.schema)] == ["load_is_finished"]
    version = store.view().data_version()
    changes = store.writer().load(LIST, topics(0, 25))
    assert store.view().data_version() == version + 1
    network = Network.read(store.view())
    assert sum(n.label == "Topic" for n in network.nodes.values()) == 25
    assert check(store.view(), store.schema) == []
    assert changes.any


def test_a_large_dry_run_leaves_nothing(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graph.store.writer.TRANSACTION", 10)
    changes = store.writer().load(LIST, [*topics(0, 25), *topics(0, 5)], dry_run=True)
    assert len(changes.created) == 26
    assert exported(store) == []


def problems_in_parallel(work: Callable[[int], object], count: int) -> list[Exception]:
    """Run `work` in as many threads, each with its number, and return what any of them raised."""
    problems: list[Exception] = []

    def guarded(number: int) -> None:
        try:
            work(number)
        except Exception as error:  # noqa: BLE001 - whatever it is, the test tells it
            problems.append(error)

    threads = [threading.Thread(target=guarded, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return problems


def test_writers_in_parallel_make_no_duplicate_and_lose_nothing(store: Store) -> None:
    def work(number: int) -> None:
        source = Source(title=f"Liste {number}", sha256=f"{number:064d}")
        store.writer().load(source, [ROW, Record((Entity("Topic", (f"topic:{number}",), "T", "row 1"),), ())])

    assert problems_in_parallel(work, 8) == []
    network = Network.read(store.view())
    assert sorted(n.label for n in network.nodes.values()) == [
        "Organisation",
        "Person",
        *["Source"] * 8,
        *["Topic"] * 8,
    ]
    (relation,) = network.relations
    assert len(relation.evidence) == 8
    assert store.view().data_version() == 8
    assert check(store.view(), store.schema) == []


def test_a_parallel_merge_on_one_key_is_retried_until_it_holds(store: Store) -> None:
    merge = Write("UNWIND range(0, 9) AS i MERGE (k:Key {id: 'k' + toString(i)}) ON CREATE SET k.node = $node", nothing)

    def work(number: int) -> None:
        for _ in range(5):
            write(store._driver, store.database, lambda tx: tx.write(merge, node=str(number)))

    assert problems_in_parallel(work, 8) == []
    assert sorted(store.view().keys()) == [f"k{i}" for i in range(10)]


def test_every_constraint_refuses_a_second_node_or_relationship(store: Store) -> None:
    for label in (*store.schema.nodes, "Key"):
        statement = f"CREATE (:{label} {{id: 'twice'}})"
        _once(store, statement)
        with pytest.raises(StoreError):
            _once(store, statement)
    for name in store.schema.relationships:
        statement = (
            f"MATCH (a:Person {{id: 'twice'}}), (b:Event {{id: 'twice'}}) CREATE (a)-[:{name} {{id: 'twice'}}]->(b)"
        )
        _once(store, statement)
        with pytest.raises(StoreError):
            _once(store, statement)


def _once(store: Store, statement: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("graph.store.retry.ATTEMPTS", 1)
        write(store._driver, store.database, partial(afresh, lambda tx: tx.write(Write(statement, everything))))


def test_constraints_can_be_made_again(store: Store) -> None:
    for statement in constraints(store.schema):
        store._driver.execute_query(statement, database_=store.database)


def test_places_on_the_map_are_kept_and_are_no_data(store: Store) -> None:
    load(store, LIST, ROW)
    before, version = exported(store), store.view().data_version()
    network = Network.read(store.view())
    (person,) = network.by_label("Person")
    store.writer().place({person.id: (1.5, -2.0)})
    load(store, REPORT, ROW)
    assert Network.read(store.view()).nodes[person.id].position == (1.5, -2.0)
    store.writer().place({person.id: (3.0, 4.0)})
    assert store.view().data_version() == version + 1
    assert '"map_x"' not in "".join(exported(store))
    assert len(before) == 4


# What regressed in one engine or differs between both, first as raw statements, which this program takes care not to
# depend on; then as what its own calls make of it.
MERGE_KEY = "MERGE (k:Key {id: $id}) SET k.node = $node"


def raw(store: Store, *statements: tuple[str, dict[str, object]]) -> list[dict[str, object]]:
    """Run statements in one transaction, as the driver does it, and return the rows of the last one."""
    rows: list[dict[str, object]] = []
    with store._driver.session(database=store.database) as session, session.begin_transaction() as tx:
        for text, values in statements:
            rows = tx.run(text, values).data()
        tx.commit()
    return rows


def test_one_key_merged_twice_in_a_transaction_is_one_node(store: Store) -> None:
    raw(store, (MERGE_KEY, {"id": "a", "node": "1"}), (MERGE_KEY, {"id": "a", "node": "2"}))
    raw(store, ("UNWIND ['b', 'b'] AS id MERGE (k:Key {id: id}) ON CREATE SET k.node = '1'", {}))
    assert store.view().keys() == {"a": "2", "b": "1"}
    counted = raw(store, ("MATCH (k:Key) RETURN count(k) AS n", {}))
    assert counted == [{"n": 2}]


def test_merge_on_a_null_key_is_refused_by_one_engine_and_makes_a_node_in_the_other(store: Store) -> None:
    if store.engine == "neo4j":
        with pytest.raises(Neo4jError):
            raw(store, (MERGE_KEY, {"id": None, "node": "1"}))
        assert raw(store, ("MATCH (k:Key) RETURN count(k) AS n", {})) == [{"n": 0}]
    else:
        raw(store, (MERGE_KEY, {"id": None, "node": "1"}))
        assert raw(store, ("MATCH (k:Key) RETURN count(k) AS n", {})) == [{"n": 1}]


def test_merge_after_delete_in_a_transaction_makes_the_node_anew(store: Store) -> None:
    raw(store, (MERGE_KEY, {"id": "a", "node": "1"}))
    raw(
        store,
        ("MATCH (k:Key {id: 'a'}) DELETE k", {}),
        ("MERGE (k:Key {id: 'a'}) ON CREATE SET k.node = 'new' ON MATCH SET k.node = 'old'", {}),
    )
    assert store.view().keys() == {"a": "new"}
    assert raw(store, ("MATCH (k:Key {id: 'a'}) RETURN count(k) AS n", {})) == [{"n": 1}]


def test_an_entity_named_twice_in_one_load_is_one_node_with_one_key(store: Store) -> None:
    again = Entity("Organisation", ("org:bdi",), "BDI", "row 9")
    load(store, LIST, ROW, Record((BDI, again, LANG), (WORKS, WORKS)), ROW)
    assert len(list(store.view().nodes("Organisation"))) == 1
    assert len(facts(store)) == 1
    assert check(store.view(), store.schema) == []


def test_no_call_of_the_store_writes_a_null_key(store: Store) -> None:
    with pytest.raises(ValueError, match="a row without id"):
        store.curator().settle([None], "accepted", "anna")  # type: ignore[list-item]
    nobody = Entity("Topic", (None,), "Thema", "row 1")  # type: ignore[arg-type]
    with pytest.raises((ValueError, TypeError, AttributeError)):
        load(store, LIST, Record((nobody,), ()))
    assert exported(store) == []
    assert store.view().keys() == {}
    assert store.view().proposals() == []


def test_what_is_merged_parted_and_merged_again_is_there_once(store: Store) -> None:
    """Relationships with the same id are deleted and made again in one transaction, each time."""
    other = Entity("Organisation", ("org:bdi neu",), "BDI neu", "row 3")
    load(store, LIST, ROW, Record((other, LANG), (Fact("WORKS_FOR", LANG.key, other.key, "row 3", "Berater"),)))
    ids = {n["name"]: n["id"] for n in store.view().nodes("Organisation")}
    before = exported(store)
    for _ in range(2):
        decision = store.curator().merge(ids["BDI e. V."], ids["BDI neu"], Reasons("anna", "dasselbe Haus"))
        assert {fact[2] for fact in facts(store)} == {"BDI e. V."}
        assert len(facts(store)) == 2
        assert check(store.view(), store.schema) == []
        store.curator().undo(decision.id, "anna")
        assert exported(store) == before
    assert check(store.view(), store.schema) == []
