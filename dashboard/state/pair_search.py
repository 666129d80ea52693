"""The search for entries that may be one: it goes on beside the pages, which show what is found so far."""

import time
from dataclasses import dataclass, field
from threading import Lock, Thread

import streamlit as st

from dashboard.state import current as store
from graph.curation.pair_book import PairBook
from graph.errors import AkteursnetzError
from graph.matching.first_pairs import first_pairs
from graph.matching.pair_index import Sought
from graph.matching.pairs import Pair, with_names
from graph.network import Network
from graph.settings import Settings
from graph.store import Store

_PATIENCE = 1.0  # seconds a page waits for the whole before it shows what there is


@dataclass(frozen=True, slots=True)
class FoundSoFar:
    """Pairs, whether these are all; comparisons done and all (0: not known yet), seconds left (below 0: not known)."""

    pairs: list[Pair]
    whole: bool = True
    done: int = 0
    total: int = 0
    seconds: float = -1


@dataclass
class PairSearch:
    """The search in one database: one at a time, for all sessions."""

    book: PairBook
    _lock: Lock = field(default_factory=Lock)
    _thread: Thread | None = None
    _result: tuple[Network, list[Pair]] | None = None
    _easy: tuple[Network, list[Pair]] | None = None
    _found: list[Pair] = field(default_factory=list)
    _sought: Sought = field(default_factory=lambda: Sought(0, 0))
    _began: float = 0.0
    _problem: Exception | None = None

    def found(self, database: Store, network: Network, patience: float = _PATIENCE) -> FoundSoFar:
        """Return the pairs of a network; where finding them takes longer than the patience, those found so far.

        Raises:
            AkteursnetzError: the search ended with it; the next call tries anew.
        """
        with self._lock:
            if self._result and self._result[0] is network:
                return FoundSoFar(self._result[1])
            if self._thread is None:
                self._found, self._sought = [], Sought(0, 0)
                self._thread = Thread(target=self._search, args=(database, network), daemon=True)
                self._thread.start()
            thread = self._thread
        thread.join(patience)
        with self._lock:
            if self._problem:
                problem, self._problem = self._problem, None
                raise problem
            if self._result and self._result[0] is network:
                return FoundSoFar(self._result[1])
            return self._so_far(network)

    def _so_far(self, network: Network) -> FoundSoFar:
        if self._easy is None or self._easy[0] is not network:
            self._easy = network, first_pairs(network)
        names = network.nodes.keys()
        found = {(p.a, p.b): p for p in (*self._easy[1], *list(self._found)) if p.a in names and p.b in names}
        done, total = self._sought.done, self._sought.total
        left = (time.monotonic() - self._began) / done * (total - done) if done else -1.0
        return FoundSoFar(list(found.values()), False, done, total, left)

    def _search(self, database: Store, network: Network) -> None:
        try:
            index = self.book.update(database.view(), network, lambda sought: self._hear(network, sought))
            result = network, list(index.pairs(network))
            with self._lock:
                self._result = result
        except AkteursnetzError as error:
            with self._lock:
                self._problem = error
        finally:
            with self._lock:
                self._thread = None

    def _hear(self, network: Network, sought: Sought) -> None:
        if not sought.done:
            self._began = time.monotonic()
        self._sought = sought
        if sought.pair:
            self._found.append(with_names(network, sought.pair))


@st.cache_resource(show_spinner=False)
def _search(place: str) -> PairSearch:
    return PairSearch(PairBook(Settings().data / "snapshots"))


def book() -> PairBook:
    """Return what is kept of the pairs of the database."""
    return _search(store.place()).book


def found(network: Network, patience: float = _PATIENCE) -> FoundSoFar:
    """Return the pairs of the network that are or may be one, or those found so far.

    Raises:
        AkteursnetzError: the search ended with it.
    """
    return _search(store.place()).found(store.database(), network, patience)
