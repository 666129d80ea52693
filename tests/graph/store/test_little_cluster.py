"""A store on a cluster: where it reads and writes, lost connections, elections, what one process reads of another.

The members stand in front of one real Neo4j (`tests.support.little_cluster`); what is lost is a real connection.
"""

import subprocess
import sys
import threading
from collections.abc import Iterator
from itertools import islice

import pytest
from pydantic import SecretStr

from graph.audit import AuditLog, newest
from graph.engine import open_store
from graph.errors import StoreUnavailable
from graph.model.facts import Entity, Record, Source
from graph.settings import Settings
from graph.store import Store
from graph.store.writer import TRANSACTION
from tests.graph.store.test_several_servers import LIST, people, said
from tests.support.little_cluster import BOOKMARK, COMMIT, Happening, LittleCluster
from tests.support.neo4j_server import Neo4jServer

PEOPLE = "MATCH (n:Person) RETURN properties(n)"
WRITES = b"CREATE (k:Key"
ENDS = bytes([0xB0, COMMIT])


@pytest.fixture
def cluster(neo4j_server: Neo4jServer) -> Iterator[LittleCluster]:
    found = LittleCluster(neo4j_server.uri)
    yield found
    found.close()


def settings_of(cluster: LittleCluster, server: Neo4jServer) -> Settings:
    return Settings(
        neo4j_uri=cluster.uri,
        neo4j_username=server.username,
        neo4j_password=SecretStr(server.password),
        neo4j_database=server.database,
    )


@pytest.fixture(scope="module")
def filled(neo4j_store: Store) -> Store:
    """The server itself, emptied, with three people in it."""
    neo4j_store.erase_everything()
    neo4j_store.migrate()
    neo4j_store.writer().load(LIST, [said(number) for number in range(3)])
    return neo4j_store


@pytest.fixture
def store(cluster: LittleCluster, neo4j_server: Neo4jServer, filled: Store) -> Iterator[Store]:
    """A store on the cluster, with the people of the server."""
    with open_store(settings_of(cluster, neo4j_server)) as store:
        yield store


@pytest.fixture
def known(filled: Store) -> set[str]:
    """Who is there before a test."""
    return people(filled)


def name(number: int) -> str:
    return f"Eva Muster {number}"


def test_reads_go_to_followers_on_neo4j_and_writes_and_the_moment_to_the_leader(
    store: Store, cluster: LittleCluster, known: set[str]
) -> None:
    leader = cluster.leader
    assert leader
    assert len(known) == 3
    assert people(store) == known
    assert store.writer().load(LIST, [said(3)]).any
    assert list(store.view().stream_nodes("Topic")) == []
    store.view().moment()
    assert leader.ran("MERGE") > 0
    assert leader.ran(PEOPLE) == leader.ran("MATCH (n:Topic) RETURN properties(n)") == 0
    assert sum(member.ran(PEOPLE) for member in cluster.followers) == 1
    assert sum(member.ran("MERGE") for member in cluster.followers) == 0
    assert sum(member.ran("m.identity AS identity") for member in cluster.followers) <= 1  # before there is a schema


@pytest.mark.parametrize("lost", ["before", "answer", 1])
def test_a_read_on_neo4j_whose_connection_is_lost_is_asked_again(
    store: Store, cluster: LittleCluster, known: set[str], lost: str | int
) -> None:
    """Lost before the server hears it, with its first answer, or after one of three rows."""
    happened = cluster.when(cluster.followers, Happening(PEOPLE.encode(), lost=lost))
    found = list(store.view().nodes("Person"))
    assert ({node["name"] for node in found}, len(found)) == (known, len(known))
    assert happened.happened == 1
    assert sum(member.ran(PEOPLE) for member in cluster.followers) == 2


def test_a_follower_on_neo4j_that_is_gone_is_not_asked_any_more(
    store: Store, cluster: LittleCluster, known: set[str]
) -> None:
    for _ in range(2):
        assert people(store) == known
    gone, left = cluster.followers
    gone.dies()
    for _ in range(2):
        assert people(store) == known
    assert left.ran(PEOPLE) >= 2
    left.dies()
    with pytest.raises(StoreUnavailable):
        people(store)


def test_rows_that_are_handed_on_as_they_come_from_neo4j_never_just_end(
    store: Store, cluster: LittleCluster, known: set[str]
) -> None:
    cluster.when(cluster.followers, Happening(PEOPLE.encode(), lost=2))
    got = list[str]()
    with pytest.raises(StoreUnavailable):
        got.extend(node["name"] for node in store.view().stream_nodes("Person"))
    assert len(got) <= 2
    assert {node["name"] for node in store.view().stream_nodes("Person")} == known


def test_a_write_on_neo4j_goes_on_at_the_new_leader(store: Store, cluster: LittleCluster, known: set[str]) -> None:
    """The leader steps down in the middle of a load; then the next one dies, and nobody leads for a second."""
    old, new, last = cluster.members
    writes = store.view().writes()
    stepped = cluster.when([old], Happening(WRITES, lambda: cluster.elect(new)))
    assert store.writer().load(LIST, [said(11)]).any
    assert (people(store), store.view().writes()) == (known | {name(11)}, writes + 1)
    assert stepped.happened == 1
    assert new.ran("MERGE") > 0

    def dies() -> None:
        cluster.elect(None)
        threading.Timer(1.0, cluster.elect, [last]).start()
        new.dies()

    died = cluster.when([new], Happening(WRITES, dies))
    assert store.writer().load(LIST, [said(12)]).any
    assert (people(store), store.view().writes()) == (known | {name(11), name(12)}, writes + 2)
    assert (died.happened, cluster.leader is last) == (1, True)


@pytest.mark.parametrize(("lost", "is_there"), [("before", False), ("answer", True)])
def test_a_load_on_neo4j_lost_while_it_is_committed_is_said_to_be_and_done_again_writes_what_is_missing(
    store: Store, cluster: LittleCluster, known: set[str], lost: str, *, is_there: bool
) -> None:
    assert cluster.leader
    happened = cluster.when([cluster.leader], Happening(ENDS, lost=lost))
    number = 21 if is_there else 20
    with pytest.raises(StoreUnavailable):
        store.writer().load(LIST, [said(number)])
    assert happened.happened == 1
    told = list(islice(newest(AuditLog(Settings().data)), 2))
    assert sorted(line.act for line in told) == ["load", "perhaps_done"]  # the log does not say that nothing came of it
    assert people(store) == known | ({name(number)} if is_there else set())
    assert store.writer().load(LIST, [said(number)]).any is not is_there
    assert people(store) == known | {name(number)}


LOADS = """
import sys
from graph.engine import open_store
from graph.settings import Settings
from tests.graph.store.test_several_servers import LIST, said

with open_store(Settings()) as store:
    store.writer().load(LIST, [said(30)])
"""


def test_a_process_reads_from_a_follower_of_neo4j_what_another_process_wrote_at_the_leader(
    store: Store, cluster: LittleCluster, known: set[str], neo4j_server: Neo4jServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The bookmark of the other one's commit stands in our next read, though nobody handed it on."""
    assert cluster.leader
    assert people(store) == known
    for name_ in ("uri", "username", "password", "database"):
        value = cluster.uri if name_ == "uri" else str(getattr(neo4j_server, name_))
        monkeypatch.setenv(f"NEO4J_{name_.upper()}", value)
    for member in cluster.members:
        member.said.clear()
    subprocess.run([sys.executable, "-c", LOADS], check=True, timeout=60)
    theirs = [mark for message in cluster.leader.said for mark in BOOKMARK.findall(message)][-1]
    for member in cluster.members:
        member.heard.clear()
    store.view().moment()
    assert people(store) == known | {name(30)}
    (read,) = [member for member in cluster.followers if member.ran(PEOPLE)]
    assert {mark for message in read.heard for mark in BOOKMARK.findall(message)} == {theirs}


def test_a_load_of_20_000_records_is_one_transaction_on_a_routed_address_of_neo4j(
    store: Store, cluster: LittleCluster, neo4j_server: Neo4jServer
) -> None:
    """Nobody sees any of it before all of it is there."""
    seen = list[int]()
    records = (Record((Entity("Topic", (f"topic:{n}",), f"Thema {n}", f"row {n}"),), ()) for n in range(TRANSACTION))
    writes = store.view().writes()
    with open_store(settings_of(cluster, neo4j_server)) as other:
        source = Source("Themen", "7" * 64)
        changes = store.writer().load(source, records, progress=lambda _: seen.append(topics(other)))
        assert TRANSACTION == 20_000
        assert (len(seen), set(seen)) == (10, {0})
        assert changes.any
        assert (other.view().writes(), topics(other)) == (writes + 1, TRANSACTION)


def topics(store: Store) -> int:
    return sum(1 for _ in store.view().nodes("Topic"))
