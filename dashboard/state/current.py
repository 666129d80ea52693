"""What the pages ask: the network as it is now, places on the map, ties; read once for each data version."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from threading import Lock

import streamlit as st

from dashboard.state.apart import Reading, apart, is_large
from dashboard.state.apart.parting import Moved
from dashboard.state.apart.tasks import contacts_kept
from dashboard.state.memory import MEMORY
from graph.access import person, require
from graph.analysis.following import FollowingStrengths
from graph.analysis.pairs import Pairs
from graph.analysis.questions import Case
from graph.analysis.snapshot import Snapshot, take_snapshot
from graph.analysis.strengths import Strengths
from graph.analysis.ties import Ties
from graph.analysis.ways import Ways
from graph.analysis.ways.kept import contacts_of, kept
from graph.columns import ColumnNetwork, Keeper, seen_in_columns
from graph.columns.overall import columnar
from graph.curation.open_notes import OpenNotes
from graph.curation.places import Places, Positions
from graph.engine import open_store
from graph.errors import StoreUnavailable
from graph.model.facts import LEVELS, Confidentiality
from graph.network import Network
from graph.settings import Settings
from graph.store import Store, View
from graph.store.hiding import seen as without_restricted
from graph.store.progress import Progress

State = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Data:
    """One state of the data: the network as `level` sees it, and where each node stands on the map."""

    network: Network
    positions: Positions
    identity: str = ""
    level: Confidentiality = LEVELS[-1]

    @property
    def is_empty(self) -> bool:
        """Whether nothing has been loaded yet."""
        return not self.network.nodes


@st.cache_resource(show_spinner=False, on_release=Store.close)
def database() -> Store:
    """Return the store that all sessions share; pages write through its `writer` and `curator`.

    Raises:
        AkteursnetzError: it can not be opened.
    """
    return open_store(Settings())


def ledger() -> View:
    """Return the reading side of the database, for notes, decisions and proposals, without who is restricted;

    for who sees a part it has the notes she may see and no more.
    """
    found = without_restricted(database().view())
    return found if person().sees_all else OpenNotes(found, lambda: current().network.nodes)


def place() -> str:
    """Return which database it is: versions count anew in each."""
    settings = Settings()
    return f"{settings.neo4j_uri} {settings.neo4j_database}" if settings.neo4j_uri else str(settings.data)


def state_of(data: Data) -> State:
    """Return what tells this state of the data from all others: the database and its version."""
    return f"{place()} {data.identity}", data.network.version


@st.cache_resource(show_spinner=False)
def _keeper(place: str) -> Keeper:
    """Return what keeps the network of a database, so that after a load only what changed is read."""
    return Keeper(Settings().snapshots)


@st.cache_resource(show_spinner=False, max_entries=2)
def _read(place: str, identity: str, version: int) -> Data:
    """Read one version of the data."""
    network = _keeper(place).network(database().view())
    if isinstance(network, ColumnNetwork) and is_large(network):
        MEMORY.knows(network.columns.base.facts.start)
    return Data(network, Places(network), identity)


@st.cache_resource(show_spinner=False, max_entries=4)
def _seen(state: State, level: Confidentiality, _data: Data) -> Data:
    """Return what somebody may see who does not see all; whatever is worked out of it is kept apart."""
    least = min(level, _data.level, key=LEVELS.index)
    return Data(columnar(seen_in_columns(_data.network, level)), _data.positions, f"{_data.identity} {level}", least)


def seen(data: Data, level: Confidentiality) -> Data:
    """Return what an audience may see of what somebody sees."""
    return data if level == LEVELS[-1] else _seen(state_of(data), level, data)


@st.cache_resource(show_spinner=False, max_entries=2)
def _ties(state: State, day: date, _network: Network) -> Ties:
    return Ties(_network, day)


def current(progress: Progress | None = None) -> Data:
    """Return the data as they are now; `progress` is told how much is read where everything has to be.

    Raises:
        AkteursnetzError: the database can not be opened or read; the next call tries anew.
    """
    require("see")
    try:
        now = database().view().moment()
        if progress and not _keeper(place()).has_kept:
            _keeper(place()).network(database().view(), progress)
        data, level = _read(place(), now.identity, now.version), person().level
        return seen(data, level)
    except StoreUnavailable:
        # The embedded engine may have come back on another port.
        database.clear()
        raise


@st.cache_resource(show_spinner=False, max_entries=4)
def _reference_day(state: State, today: date, _network: Network) -> date:
    return _network.reference_day(today)


def reference_day(data: Data) -> date:
    """Return the day to look at where none is asked for: today, or the last that the sources reach."""
    return _reference_day(state_of(data), date.today(), data.network)


@st.cache_resource(show_spinner=False, max_entries=2)
def _arrays(state: State, _network: Network) -> Snapshot:
    return take_snapshot(_network)


def version_of(data: Data) -> Reading:
    """Return what tells a process of its own which network it is about."""
    return Reading(data.identity.partition(" ")[0], data.network.version, data.level)


_CONTACTS = Lock()  # they are worked out once, whoever asks


class _LargeStrengths(Strengths):
    """The ties of a large network: those of people come out of the file, which a process of its own fills."""

    of: Reading
    network: Network

    def _all_people(self) -> Pairs:
        # Looked for and read in one: others may take a file away in between, and this must not ask itself again.
        folder = Settings().snapshots
        with _CONTACTS:
            found = kept(self, folder)
            if found is None:
                with suppress(Moved):
                    apart(self.network, self.of, contacts_kept, lambda *_: None, self.as_of)
                found = kept(self, folder)
        if found is None:
            return super()._all_people()
        MEMORY.knows(found.rows.value)
        return found.rows


@st.cache_resource(show_spinner=False)
def _latest(place: str) -> dict[date, Strengths]:
    """Return the last ties of a database by day, from which the next ones follow."""
    return {}


@st.cache_resource(show_spinner=False, max_entries=2)
def _strengths(state: State, day: date, _network: Network, _of: Reading) -> Strengths:
    """Return the ties of a day, all questions of a state share them; they follow from those of the state before."""
    if is_large(_network):
        large = _LargeStrengths(_arrays(state, _network), day, _network.known_at)
        large.of, large.network = _of, _network
        return large
    latest = _latest(state[0])
    now = Strengths(_arrays(state, _network), day, _network.known_at)
    found = FollowingStrengths.after(latest.get(day), now)
    latest.clear()
    latest[day] = found
    return found


@st.cache_resource(show_spinner=False, max_entries=4)
def _case(state: State, day: date, region: str, topic: str, _network: Network, _of: Reading) -> Case:
    ties = _strengths(state, day, _network, _of)
    return Case(_network, day, region, topic, snapshot=ties.snapshot, kept=Settings().snapshots, ties=ties)


def settled_ties(data: Data, day: date | None = None) -> Strengths:
    """Return the ties as of a day (None: the reference day), those of people out of the file where they are many.

    Who has worked with the sums of all of them lets go of these again.
    """
    found = _strengths(state_of(data), day or reference_day(data), data.network, version_of(data))
    if isinstance(found, _LargeStrengths):
        _ = found.people
    elif "people" not in found.__dict__:
        contacts_of(found, Settings().snapshots)
    return found


def case(data: Data, day: date | None = None, region: str = "", topic: str = "") -> Case:
    """Return what the questions are asked of: the network as of a day, of a region and a topic (ids).

    Without a day it is the reference day.
    """
    return _case(state_of(data), day or reference_day(data), region, topic, data.network, version_of(data))


@st.cache_resource(show_spinner=False, max_entries=4)
def _ways(state: State, day: date, _case: Case) -> Ways:
    return Ways(_case)


def ways(data: Data, day: date | None = None) -> Ways:
    """Return what is asked for ways from one to another, as of a day (None: the reference day)."""
    settled_ties(data, day)
    return _ways(state_of(data), day or reference_day(data), case(data, day))


def ties(data: Data) -> Ties:
    """Return the ties between people as of the reference day."""
    return _ties(state_of(data), reference_day(data), data.network)
