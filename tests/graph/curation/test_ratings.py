"""Ratings of organisations: dated, by whom, the latest first, followed through a merge; never of people."""

from pathlib import Path

import pytest

from graph.curation.ratings import Rating, rate, read_ratings, take_back
from graph.errors import UsageError
from graph.model.facts import Entity, Record, Source
from graph.network import Network
from graph.privacy.erasing import erase
from graph.privacy.reporting import report_on
from graph.settings import Settings
from graph.store import Store

pytestmark = pytest.mark.embedded

LIST = Source(title="Liste", sha256="b" * 64, kind="list", date="2022-01-01")


@pytest.fixture
def network(store: Store) -> Network:
    house = Entity("Organisation", ("org:werk",), "Werk", "row 1", {"kind": "company"})
    person = Entity("Person", ("mail:ida@werk.example",), "Ida Muster", "row 1")
    store.writer().load(LIST, [Record((house, person), ())])
    return Network.read(store.view())


def id_of(network: Network, name: str) -> str:
    return next(n.id for n in network.nodes.values() if n.name == name)


def test_a_rating_is_kept_with_day_and_name_and_can_be_taken_back(store: Store, network: Network) -> None:
    werk, curator = id_of(network, "Werk"), store.curator()
    version = store.view().data_version()
    rate(network, curator, Rating(werk, 3, 1, "2026-01-05", " laut\u200b "), "Anna")
    rate(network, curator, Rating(werk, 2, 1, "2026-03-01"), "Ben")
    rate(network, curator, Rating(werk, 2, 2, "2026-03-01"), "Ben", read_ratings(store.view(), {})[werk])
    found = read_ratings(store.view(), {})[werk]
    assert [(r.interest, r.influence, r.day, r.who, r.why) for r in found] == [
        (2, 2, "2026-03-01", "Ben", ""),
        (3, 1, "2026-01-05", "Anna", "laut"),
    ]
    assert store.view().data_version() == version
    assert list(read_ratings(store.view(), {werk: "org-other"})) == ["org-other"]
    take_back(curator, found[0])
    assert [r.day for r in read_ratings(store.view(), {})[werk]] == ["2026-01-05"]


@pytest.mark.parametrize(("name", "interest", "influence"), [("Ida Muster", 1, 1), ("Werk", 0, 1), ("Werk", 1, 4)])
def test_people_and_levels_that_are_none_are_refused(
    store: Store, network: Network, name: str, interest: int, influence: int
) -> None:
    with pytest.raises(UsageError):
        rate(network, store.curator(), Rating(id_of(network, name), interest, influence, "2026-01-05"), "Anna")
    assert read_ratings(store.view(), {}) == {}


def test_who_rated_and_who_is_named_in_a_reason_is_told_and_erased(
    store: Store, network: Network, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "keys", tmp_path / "data-keys")
    settings, werk = Settings(data=tmp_path / "data", neo4j_uri=None), id_of(network, "Werk")
    rate(network, store.curator(), Rating(werk, 3, 1, "2026-01-05", "Frau Ida Muster sagt das"), "Anna Beispiel")
    rate(network, store.curator(), Rating(werk, 2, 2, "2026-01-06"), "Ida Muster")
    told = report_on(store, settings, "Ida Muster").records
    days = {record.id.removeprefix(f"rating:{werk}:")[:10] for record in told if record.book == "rating"}
    assert days == {"2026-01-05", "2026-01-06"}
    erase(store, settings, id_of(network, "Ida Muster"), who="Otto Probe", reason="Antrag")
    kept = read_ratings(store.view(), {})[werk]
    assert [(r.interest, r.influence) for r in kept] == [(2, 2), (3, 1)]  # what is said of the organisation stays
    assert "Muster" not in str(kept)
    assert kept[1].who == "Anna Beispiel"
