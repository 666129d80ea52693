"""Several processes on one database, an address with routing, a server that is restarted under an open store."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from neo4j import Driver
from pydantic import SecretStr

from graph.engine import open_store
from graph.errors import StoreError, StoreUnavailable
from graph.model.facts import Entity, Fact, Record, Source
from graph.settings import Settings
from graph.store import Store
from graph.store.cluster import bookmarks_of, is_routed
from graph.store.retry import ATTEMPTS, write
from tests.support.neo4j_java import JavaNeo4j
from tests.support.neo4j_server import Neo4jServer

LIST = Source("Liste", "0" * 64, kind="list", invented=True)


def said(number: int) -> Record:
    person = Entity("Person", (f"mail:p{number}@werk.example",), f"Eva Muster {number}", f"row {number}")
    house = Entity("Organisation", ("org:glaswerk",), "Glaswerk", f"row {number}")
    return Record((person, house), (Fact("WORKS_FOR", person.key, house.key, f"row {number}"),))


def routed(server: Neo4jServer) -> Settings:
    return Settings(
        neo4j_uri=server.uri.replace("bolt://", "neo4j://"),
        neo4j_username=server.username,
        neo4j_password=SecretStr(server.password),
        neo4j_database=server.database,
    )


@pytest.fixture
def two_stores(neo4j_server: Neo4jServer) -> Iterator[tuple[Store, Store]]:
    """Two stores with a routing address, over one empty database."""
    with ExitStack() as stack:
        one, other = (stack.enter_context(open_store(routed(neo4j_server))) for _ in range(2))
        one.erase_everything()
        one.migrate()
        yield one, other


def people(store: Store) -> set[str]:
    return {node["name"] for node in store.view().nodes("Person")}


def test_two_stores_with_a_routing_address_see_on_neo4j_what_the_other_wrote(two_stores: tuple[Store, Store]) -> None:
    one, other = two_stores
    for number in range(5):
        before = other.view().moment()
        one.writer().load(LIST, [said(number)])
        after = other.view().moment()
        assert (after.writes, people(other)) == (before.writes + 1, {f"Eva Muster {n}" for n in range(number + 1)})
        touched = other.view().touched(before.writes, after.writes)
        assert touched is not None
        assert {node["name"] for node in other.view().nodes_with("Person", touched)} >= {f"Eva Muster {number}"}
        one, other = other, one


def test_what_is_read_on_neo4j_waits_for_what_this_process_wrote(two_stores: tuple[Store, Store]) -> None:
    drivers: list[Driver] = [store._driver for store in two_stores]
    assert all(map(is_routed, drivers))
    shared = {bookmarks_of(driver) for driver in drivers}
    (bookmarks,) = shared
    assert bookmarks is not None
    two_stores[0].writer().load(LIST, [said(1)])
    written = set(bookmarks.get_bookmarks())
    assert written  # and the other store's next session begins with it
    two_stores[1].writer().load(LIST, [said(2)])
    assert set(bookmarks.get_bookmarks()) != written


def test_what_streams_from_neo4j_is_sent_as_reading(two_stores: tuple[Store, Store]) -> None:
    """Such a session goes to a replica of a cluster; a server takes no write in it."""
    view = two_stores[0].view()
    assert list(view.stream_nodes("Topic")) == []
    with pytest.raises(StoreError) as caught:
        list(view._values("CREATE (n:Topic {id: 'top-x'}) RETURN n.id"))
    assert "AccessMode" in str(caught.value.context["detail"])


def test_a_write_on_neo4j_is_begun_again_when_the_leader_is_lost(two_stores: tuple[Store, Store]) -> None:
    from neo4j.exceptions import IncompleteCommit, SessionExpired

    driver, tries = two_stores[0]._driver, list[int]()

    def work(lost: type[Exception], often: int) -> str:
        tries.append(1)
        if len(tries) <= often:
            raise lost("the leader is gone")
        return "written"

    assert write(driver, two_stores[0].database, lambda _: work(SessionExpired, 2)) == "written"
    assert len(tries) == 3
    tries.clear()
    with pytest.raises(StoreUnavailable):  # it may have been committed
        write(driver, two_stores[0].database, lambda _: work(IncompleteCommit, 1))
    assert len(tries) == 1
    assert ATTEMPTS > 10


def test_an_open_store_goes_on_when_neo4j_is_restarted(neo4j_server: Neo4jServer) -> None:
    if not isinstance(neo4j_server, JavaNeo4j):
        pytest.skip("only a server of our own is restarted")
    direct = Settings(
        neo4j_uri=neo4j_server.uri,
        neo4j_username=neo4j_server.username,
        neo4j_password=SecretStr(neo4j_server.password),
        neo4j_database=neo4j_server.database,
    )
    with open_store(direct) as plain, open_store(routed(neo4j_server)) as store:
        store.erase_everything()
        store.migrate()
        store.writer().load(LIST, [said(1)])
        assert people(plain) == {"Eva Muster 1"}
        neo4j_server.kill()
        with pytest.raises(StoreUnavailable):
            plain.view().moment()
        neo4j_server.start()
        plain.writer().load(LIST, [said(2)])
        store.writer().load(LIST, [said(3)])
        assert people(store) == people(plain) == {"Eva Muster 1", "Eva Muster 2", "Eva Muster 3"}
