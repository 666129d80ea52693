"""What a process of its own makes out of the files of a store: what somebody sees, a briefing for others, pairs."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from briefing.documents.request import Request
from briefing.production.edition import Before
from briefing.production.produce import Made
from dashboard.state import current as state
from dashboard.state.apart import parting
from dashboard.state.apart.tasks import make_briefing
from dashboard.state.current import Data
from dashboard.state.done import done
from dashboard.state.pair_search import PairSearch
from graph.columns import Keeper
from graph.curation.pair_book import PairBook
from graph.curation.places import Places
from graph.model.facts import Confidentiality
from graph.network.search import find_one
from graph.store import Store
from tests.dashboard import apart_tasks
from tests.dashboard.test_levels import HIDDEN, OPEN, SECRET
from tests.support.site import load_texts

pytestmark = pytest.mark.embedded
TWICE = """
source: {title: 'Erfunden: Liste', kind: list, date: 2022-02-01, invented: true, confidentiality: partners}
nodes:
  - {ref: a, type: Person, name: 'U. Erfunden'}
  - {ref: b, type: Person, name: 'Uwe Erfunden', emails: ['uwe@erfunden.example']}
  - {ref: o, type: Organisation, name: 'Werk Offen GmbH', kind: company}
relationships:
  - {type: WORKS_FOR, from: a, to: o}
  - {type: WORKS_FOR, from: b, to: o}
"""


@pytest.fixture(scope="module")
def data(kept_store: Store, tmp_path_factory: pytest.TempPathFactory) -> Data:
    texts = {"offen.yaml": OPEN, "geheim.yaml": SECRET, "liste.yaml": TWICE}
    load_texts(kept_store, tmp_path_factory.mktemp("apart"), texts)
    network = Keeper(kept_store.snapshots).network(kept_store.view())
    return Data(network, Places(network), kept_store.view().moment().identity)


@pytest.fixture(autouse=True)
def large(monkeypatch: pytest.MonkeyPatch, engine_folder: Path) -> None:
    monkeypatch.delenv("NEO4J_URI", raising=False)
    monkeypatch.setenv("AKTEURSNETZ_DATA", str(engine_folder))
    monkeypatch.setattr(parting, "LARGE", 0)


def heard(*_: Any) -> None:
    """Hear how far the work is."""


def test_who_sees_a_part_is_answered_from_that_part(data: Data) -> None:
    guest = state.seen(data, "partners")
    names, network = done(guest, apart_tasks.names, heard)
    assert names == sorted(node.name for node in guest.network.nodes.values())
    assert network is guest.network
    assert not [name for name in names if HIDDEN in name]
    assert [name for name in done(data, apart_tasks.names, heard)[0] if HIDDEN in name]


def test_a_briefing_for_others_holds_nothing_hidden_and_is_that_of_this_process(
    data: Data, monkeypatch: pytest.MonkeyPatch
) -> None:
    ida = find_one(data.network, "Ida Erfunden").id

    def made(audience: Confidentiality) -> Made:
        request = Request((ida,), date(2022, 6, 1), audience=audience)
        return done(data, make_briefing, heard, request, Before((), frozenset(), ()), audience=audience)

    there = made("partners")
    monkeypatch.setattr(parting, "LARGE", 1_000_000)
    here, ours = made("partners"), made("internal")
    assert there.briefing == here.briefing
    assert there.facts
    assert [fact.id for fact in there.facts] == [fact.id for fact in here.facts]
    seen = state.seen(data, "partners").network
    assert there.network is seen
    assert all(fact in seen.relations for fact in there.facts)
    for_others = repr((replace(there.briefing, left_out=()), list(there.facts)))
    assert HIDDEN not in for_others
    assert HIDDEN in repr(ours.briefing)


def test_pairs_are_found_by_another_process(data: Data, kept_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = list(PairBook().update(kept_store.view(), data.network, heard).pairs(data.network))
    monkeypatch.setattr(PairBook, "update", lambda *_: pytest.fail("found in this process"))
    found = PairSearch(PairBook()).found(kept_store, data.network, patience=150)
    assert found.working is None
    assert found.pairs == expected
    assert expected
