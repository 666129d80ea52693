"""The search for entries that may be one: it goes on beside the pages, which show what is found so far."""

import time
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Lock, Thread

import streamlit as st

from dashboard.state import background
from dashboard.state import current as store
from dashboard.state.apart import Reading, apart, is_large
from dashboard.state.apart.parting import Moved
from dashboard.state.apart.tasks import all_pairs
from dashboard.state.background import Working
from graph.access import person
from graph.curation.pair_book import PairBook
from graph.matching.first_pairs import first_pairs
from graph.matching.pair_index import Sought
from graph.matching.pairs import Pair, with_names
from graph.model.facts import LEVELS, Confidentiality
from graph.network import Network
from graph.settings import Settings
from graph.store import Store


@dataclass(frozen=True, slots=True)
class FoundSoFar:
    """Pairs, and how far the search is, None where these are all."""

    pairs: list[Pair]
    working: Working | None = None


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
    _level: Confidentiality = LEVELS[-1]

    def found(self, database: Store, network: Network, patience: float | None = None) -> FoundSoFar:
        """Return the pairs of a network; where finding them takes longer than the patience, those found so far.

        Raises:
            AkteursnetzError: the search ended with it; the next call tries anew; who has no patience leaves it.
        """
        with self._lock:
            if self._result and self._result[0] is network:
                return FoundSoFar(self._result[1])
            self._tell_problem(patience)
            if self._thread is None:
                self._level = person().level
                self._found, self._sought = [], Sought(0, 0)
                self._thread = Thread(target=self._search, args=(database, network), daemon=True)
                self._thread.start()
            thread = self._thread
        thread.join(background.PATIENCE if patience is None else patience)
        with self._lock:
            self._tell_problem(patience)
            if self._result and self._result[0] is network:
                return FoundSoFar(self._result[1])
            return self._so_far(network)

    def _tell_problem(self, patience: float | None) -> None:
        if problem := self._problem:
            if patience != 0:
                self._problem = None
            raise problem

    def _so_far(self, network: Network) -> FoundSoFar:
        if self._easy is None or self._easy[0] is not network:
            self._easy = network, first_pairs(network)
        names = network.nodes.keys()
        before = self._result[1] if self._result else []  # of the network before: what changed since is found again
        found = {(p.a, p.b): p for p in (*self._easy[1], *before, *list(self._found)) if p.a in names and p.b in names}
        done, total = self._sought.done, self._sought.total
        left = (time.monotonic() - self._began) / done * (total - done) if done else -1.0
        return FoundSoFar(list(found.values()), Working(done, total, left))

    def _search(self, database: Store, network: Network) -> None:
        try:
            result = network, self._all(database, network)
            with self._lock:
                self._result = result
        except Exception as error:  # noqa: BLE001 - raised again where a page asks
            with self._lock:
                self._problem = error
        finally:
            with self._lock:
                self._thread = None

    def _all(self, database: Store, network: Network) -> list[Pair]:
        """Return all pairs; of a large network another process finds them, which holds the names of everybody."""
        view = database.view()
        if is_large(network):
            with suppress(Moved):
                of = Reading(view.moment().identity, network.version, self._level)
                return apart(network, of, all_pairs, lambda sought: self._hear(network, sought))
        return list(self.book.update(view, network, lambda sought: self._hear(network, sought)).pairs(network))

    def _hear(self, network: Network, sought: Sought) -> None:
        if not sought.done:
            self._began = time.monotonic()
        self._sought = sought
        if sought.pair:
            self._found.append(with_names(network, sought.pair))


@st.cache_resource(show_spinner=False)
def _search(place: str) -> PairSearch:
    return PairSearch(PairBook(Settings().snapshots))


def found(network: Network) -> FoundSoFar:
    """Return the pairs of the network that are or may be one, or those found so far.

    Raises:
        AkteursnetzError: the search ended with it.
    """
    return _search(store.place()).found(store.database(), network)


def working(network: Network) -> Working | None:
    """Return how far the search is, None once it is through; nobody waits for it.

    Raises:
        AkteursnetzError: the search ended with it.
    """
    return _search(store.place()).found(store.database(), network, patience=0).working
