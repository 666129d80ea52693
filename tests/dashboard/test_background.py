"""Work beside the pages: who only looks leaves what went wrong for who asks; memory is given back where that helps."""

from threading import Event

import numpy as np
import pytest

from dashboard.state import pair_search
from dashboard.state.background import Working, Works
from dashboard.state.memory import _GROWN, MOST, Memory
from graph.curation.pair_book import PairBook
from graph.errors import AkteursnetzError
from graph.model.schema import load
from graph.network import Network
from graph.store.progress import Progress


class Failing:
    """Fails once it may."""

    def __init__(self) -> None:
        self.times, self.may = 0, Event()

    def work(self, _: Progress) -> int:
        self.times += 1
        assert self.may.wait(60)
        raise AkteursnetzError("work_ended")


def test_what_went_wrong_waits_for_who_asks() -> None:
    works, failing = Works[int](), Failing()
    assert isinstance(works.ask("key", failing.work, 0), Working)
    failing.may.set()
    works._jobs["key"][1].join(60)
    for patience in (0, 0, None):
        with pytest.raises(AkteursnetzError):
            works.ask("key", failing.work, patience)
    assert failing.times == 1, "looking began it again"
    with pytest.raises(AkteursnetzError):
        works.ask("key", failing.work, 60)
    assert failing.times == 2, "who asks again has it done again"


def test_a_search_that_went_wrong_waits_for_who_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    search, failing = pair_search.PairSearch(PairBook()), Failing()
    failing.may.set()
    monkeypatch.setattr(search, "_all", lambda *_: failing.work(lambda *_: None))
    nobody = Network(load(), {}, [], 1)
    for patience in (60, 60):
        with pytest.raises(AkteursnetzError):
            search.found(None, nobody, patience)  # type: ignore[arg-type]
    assert failing.times == 2
    search._problem = AkteursnetzError("work_ended")
    for looks in (0, 0, 60):
        with pytest.raises(AkteursnetzError):
            search.found(None, nobody, looks)  # type: ignore[arg-type]
    assert failing.times == 2, "looking began it again"


def test_memory_is_given_back_where_there_is_more_than_was_left_the_last_time(monkeypatch: pytest.MonkeyPatch) -> None:
    now, let_go = [MOST - 1], []
    memory = Memory(lambda: now[0])
    values = np.zeros(3)
    monkeypatch.setattr(memory, "_watch", lambda: None)
    monkeypatch.setattr("dashboard.state.memory.let_pages_go", let_go.append)
    memory.knows(values)
    assert not memory.look()
    now[0] = 2 * MOST
    assert memory.look()
    assert not memory.look(), "nothing came since"
    now[0] += _GROWN - 1
    assert not memory.look()
    now[0] += 1
    assert memory.look()
    now[0] = MOST + 1
    assert not memory.look()
    now[0] += _GROWN
    assert memory.look(), "it is compared with the least since"
    assert [one is values for one in let_go] == [True] * 3
