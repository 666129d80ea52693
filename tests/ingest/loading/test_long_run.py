"""Many files in one run: those that fit together are one unit, and what they make certain is merged once."""

from collections.abc import Callable
from pathlib import Path

import pytest

from graph.curation.pair_book import PairBook
from graph.errors import StoreUnavailable
from graph.matching.pair_index import PairIndex
from graph.network import Network
from graph.store import Store
from graph.store.consistency import check as problems_of
from graph.store.running import OwnTransactions
from graph.store.view import View
from ingest.loading import intake, taking_in
from ingest.loading.intake import Wishes
from ingest.loading.long_run import grouped
from ingest.loading.pipeline import Prepared, prepare
from ingest.loading.report import FileReport
from ingest.loading.taking_in import take_all
from ingest.loading.unchanged import whole_load
from ingest.records import Options

Put = Callable[[str, str | bytes], Path]
HEAD = "Name;Firma;E-Mail\n"
# Carla is known by her employer, and as somebody else by her address: the last list says that both are one.
LISTS = (
    f"{HEAD}Carla Bergkamp;Glaswerk Nord;\nBo Weiß;Werk Nord;\n",
    f"{HEAD}Carla Bergkamp;;carla@bergkamp.example\nDora Lenz;Kammer Süd;\n",
    f"{HEAD}Emil Ost;Kammer Süd;\n",
    f"{HEAD}Carla Bergkamp;Glaswerk Nord;carla@bergkamp.example\n",
)


@pytest.fixture
def files(put: Put) -> list[Prepared]:
    days = enumerate(LISTS, start=1)
    return [
        prepare(put(f"l{day}.csv", text), Options(event=f"Treffen {day}", date=f"2022-05-0{day}")) for day, text in days
    ]


@pytest.fixture
def long(monkeypatch: pytest.MonkeyPatch) -> None:
    """Makes four files a long run."""
    for module in (intake, taking_in):
        monkeypatch.setattr(module, "MANY", 3)


def facts(store: Store) -> set[tuple[str, str, str]]:
    network = Network.read(store.view())
    return {(network.nodes[r.start].name, r.type, network.nodes[r.end].name) for r in network.relations}


def merges(reports: list[FileReport]) -> list[list[str]]:
    return [[one.keep for one in report.merged] for report in reports]


def is_as_of_single_files(store: Store, files: list[Prepared]) -> None:
    """What is there is sound, loading it again changes nothing, and the files one by one come to the same."""
    together = facts(store)
    assert problems_of(store.view(), store.schema) == []
    again = list(take_all(store, files, Wishes("anna")))
    assert not any(r.changes.any or r.merged for r in again)
    store.erase_everything()
    store.migrate()
    for one in files:
        list(take_all(store, [one], Wishes("anna")))
    assert facts(store) == together


def test_groups_hold_what_fits(files: list[Prepared], monkeypatch: pytest.MonkeyPatch) -> None:
    assert [len(some) for some in grouped(files)] == [4]
    monkeypatch.setattr("ingest.loading.long_run._THINGS", 14)
    assert [one for some in grouped(files) for one in some] == files
    assert len(list(grouped(files))) > 1


@pytest.mark.usefixtures("long")
def test_a_long_run_writes_what_single_files_write_and_says_so_before(
    store: Store, files: list[Prepared], monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[bool] = []
    known = OwnTransactions.write
    monkeypatch.setattr(OwnTransactions, "write", lambda run, work: (begun.append(True), known(run, work))[1])
    dry = list(take_all(store, files, Wishes("anna", dry_run=True)))
    begun.clear()
    real = list(take_all(store, files, Wishes("anna")))
    assert len(begun) == 1  # one transaction for all of them
    assert merges(dry) == merges(real)
    assert sum(map(len, merges(real))) == 1
    assert [r.changes.counts() for r in dry] == [r.changes.counts() for r in real]
    is_as_of_single_files(store, files)


@pytest.mark.usefixtures("long")
def test_a_run_of_several_groups_compares_once_and_says_what_single_files_say(
    store: Store, files: list[Prepared], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ingest.loading.long_run._THINGS", 14)
    compared: list[int] = []
    known = PairIndex.updating
    monkeypatch.setattr(
        PairIndex, "updating", lambda index, *rest: (compared.append(1), (yield from known(index, *rest)))
    )
    real = list(take_all(store, files, Wishes("anna")))
    assert len(compared) == 2  # before the unit that merges, and in it what was touched since: nothing
    assert sum(map(len, merges(real))) == 1
    assert store.view().owed_joins() == []
    is_as_of_single_files(store, files)


@pytest.mark.usefixtures("long")
def test_a_run_that_broke_off_before_comparing_merges_when_it_is_done_again(
    store: Store, files: list[Prepared], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ingest.loading.long_run._THINGS", 14)

    def away(*_: object, **__: object) -> None:
        raise StoreUnavailable("engine_gone", detail="")

    with monkeypatch.context() as broken:
        broken.setattr(intake, "join", away)
        told: list[FileReport] = []
        with pytest.raises(StoreUnavailable):
            told.extend(take_all(store, files, Wishes("anna")))  # what came before the error is there
    assert [r.file for r in told] == [one.name for one in files]
    assert len(store.view().owed_joins()) == len(files)
    again = list(take_all(store, files, Wishes("anna")))
    assert sum(map(len, merges(again))) == 1
    assert store.view().owed_joins() == []


@pytest.mark.usefixtures("long")
def test_files_of_several_groups_are_known_but_those_somebody_touched_meanwhile(
    store: Store, files: list[Prepared], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ingest.loading.long_run._THINGS", 14)
    reports = list(take_all(store, files, Wishes("anna")))
    marks = [load.mark for one, r in zip(files, reports, strict=True) if (load := whole_load(one, r))]
    assert set(store.view().whole_loads(marks)) == set(marks)
    assert len(marks) == len(files)
    store.erase_everything()
    store.migrate()
    known = PairBook.update

    def withdrawing(book: PairBook, view: View, network: Network) -> PairIndex:
        store.curator().withdraw(files[2].source.id, "ben")
        return known(book, view, network)

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(PairBook, "update", withdrawing)
        list(take_all(store, files, Wishes("anna")))
    # The second list, too, says something of the chamber the third one named.
    assert [mark in store.view().whole_loads(marks) for mark in marks] == [True, False, False, True]


def test_a_run_of_nothing_makes_no_backup(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Store, "secure", lambda *_: pytest.fail("a backup"))
    assert list(take_all(store, [], Wishes("anna"))) == []
