"""Pairs are kept between processes, follow what was written, and a unit that is rolled back leaves nothing behind."""

from pathlib import Path

import pytest

from graph.columns import Keeper
from graph.curation.pair_book import PairBook
from graph.matching.pair_index import Sought
from graph.network import Network
from graph.store import Store, Unit
from ingest.loading.pipeline import load, prepare
from ingest.records import Options
from tests.graph.matching.all_pairs import all_pairs, told

pytestmark = pytest.mark.embedded
LISTS = (
    "Vorname;Nachname;Organisation\nCarla;Bergkamp;Werk Nord GmbH\nIvo;Tannhoff;Kammer Süd\n",
    "Vorname;Nachname;Organisation\nC.;Bergkamp;Werk Nord GmbH\n",
    "Vorname;Nachname;Organisation\nIvo;Tannhof;Kammer Süd\n",
)


def write(folder: Path, number: int) -> Path:
    path = folder / f"Treffen {number} 2022-05-1{number}.csv"
    path.write_text(LISTS[number], encoding="utf-8")
    return path


def test_kept_pairs_follow_loads_and_forget_what_was_rolled_back(store: Store, tmp_path: Path) -> None:
    folder, book = tmp_path / "snapshots", PairBook(tmp_path / "snapshots")
    load(store, prepare(write(tmp_path, 0), Options()))
    network = Network.read(store.view())
    assert told(book.update(store.view(), network).pairs(network)) == all_pairs(network)

    def work(unit: Unit) -> tuple[int, int]:
        load(unit, prepare(write(tmp_path, 1), Options()))
        ahead = Keeper().ahead(unit.view())
        found = told(book.ahead(unit.view(), ahead).pairs(ahead))
        assert found == all_pairs(ahead)
        return len(found), unit.view().steps()

    assert store.unit(work, dry_run=True)[0] == 1
    load(store, prepare(write(tmp_path, 2), Options()))
    network = Network.read(store.view())
    assert told(book.update(store.view(), network).pairs(network)) == all_pairs(network)
    pairs, steps = store.unit(work)
    assert pairs == 2
    book.keep(steps)
    network = Network.read(store.view())
    told_of = list[Sought]()
    later = PairBook(folder)  # another process
    index = later.update(store.view(), network, told_of.append)
    assert told(index.pairs(network)) == all_pairs(network)
    assert sum(sought.total for sought in told_of) == 0  # all was compared in the unit
    again = later.update(store.view(), network, told_of.append)
    assert told(again.pairs(network)) == told(index.pairs(network))
