"""What the map asks beyond the network: contacts, gaps, groups, Länder; worked out once for each state of the data."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

import numpy as np
import streamlit as st

from dashboard.state import current as store
from dashboard.state import findings
from dashboard.state.background import Working, Works
from dashboard.state.current import Data
from graph.access import person
from graph.analysis.communities import Community, describe, partition
from graph.analysis.metrics.centrality import betweenness
from graph.analysis.questions import Case, Finding, ask
from graph.network import Network
from graph.network.audience import seen_by
from graph.store.progress import Progress
from graph.views.contacts import Between, ContactTable, contacts
from graph.views.lands import lands

_BRIDGING_UP_TO = 3_000  # organisations


@st.cache_resource(show_spinner=False, max_entries=6)
def _contacts(state: store.State, day: date, between: Between, _data: Data) -> ContactTable:
    ties = store.settled_ties(_data, day)
    found = contacts(store.case(_data, day), between)
    ties.let_go()
    return found


def known_contacts(data: Data, day: date, between: Between) -> ContactTable:
    """Return who knows whom as of a day."""
    return _contacts(store.state_of(data), day, between, data)


@st.cache_resource(show_spinner=False, max_entries=2)
def _lands(state: store.State, day: date, _case: Case) -> Mapping[str, str]:
    return lands(_case)


def lands_of(data: Data, day: date) -> Mapping[str, str]:
    """Return in which Land each actor is active."""
    return _lands(store.state_of(data), day, store.case(data, day))


@dataclass(frozen=True, slots=True)
class MapGroups:
    """Communities, the largest first, and the place of each member's in that order."""

    groups: tuple[Community, ...]
    of: Mapping[str, int]


@st.cache_resource(show_spinner=False, max_entries=4)
def _groups(state: store.State, day: date, between: Between, _case: Case) -> MapGroups:
    if between == "people":
        graph = _case.strengths.people_graph.at_least(_case.thresholds.contact)
    else:
        graph = _case.organisations if between == "organisations" else _case.actors
    _case.strengths.let_go()
    found = describe(_case.network, graph, partition(graph), _case.arrays)
    return MapGroups(tuple(found), {node: k for k, group in enumerate(found) for node in group.members})


def groups_of(data: Data, day: date, between: Between) -> MapGroups:
    """Return the communities of contacts."""
    return _groups(store.state_of(data), day, between, store.case(data, day))


@st.cache_resource(show_spinner=False, max_entries=2)
def _bridging(state: store.State, day: date, _case: Case) -> Mapping[str, float]:
    graph = _case.organisations
    if graph.size > _BRIDGING_UP_TO:
        return {}
    return dict(zip(graph.ids, betweenness(graph)[0].tolist(), strict=True))


def bridging(data: Data, day: date) -> Mapping[str, float]:
    """Return how much each organisation stands between others; nothing where there are too many to tell quickly."""
    return _bridging(store.state_of(data), day, store.case(data, day))


@st.cache_resource(show_spinner=False)
def _asked() -> Works[list[Finding]]:
    return Works()


def gaps(data: Data, day: date, patience: float | None = None) -> list[Finding] | Working:
    """Return the missing ties as of a day, as the page of gaps has them."""
    case = store.case(data, day)

    def work(tell: Progress) -> list[Finding]:
        tell(0, 1)
        return ask(case, "missing_ties", top=findings.MOST)["missing_ties"]

    return _asked().ask((id(case.network), store.state_of(data), day), work, patience)


@st.cache_resource(show_spinner=False, max_entries=2)
def _latest(state: store.State, day: date, _case: Case) -> Mapping[str, int]:
    s, spans = _case.arrays, _case.strengths.spans
    kinds = s.is_type("TOOK_PART_IN", "KNOWS") & spans.counted & (spans.day > 0)
    found = np.zeros(len(s.ids), dtype=np.int64)
    for ends in (s.start, s.end):
        np.maximum.at(found, ends[kinds], spans.day[kinds])
    inside = s.is_type("WORKS_FOR") & spans.counted
    np.maximum.at(found, s.end[inside], found[s.start[inside]])  # an organisation is seen where its people are
    return dict(zip(s.ids, found.tolist(), strict=True))


def latest_contact(data: Data, day: date) -> Mapping[str, int]:
    """Return the last day on which each actor is known to have met anybody, as an ordinal, 0 where none is known."""
    return _latest(store.state_of(data), day, store.case(data, day))


@st.cache_resource(show_spinner=False, max_entries=2)
def _frozen(state: store.State, moment: datetime, _data: Data) -> tuple[Data, date]:
    network = seen_by(Network.read(store.database().view(), known_at=moment), person().level)
    # The places themselves, no copy: those of newcomers may be worked out only later.
    data = Data(network, _data.positions, f"{_data.identity} as known at {moment.isoformat()}")
    return data, network.reference_day(moment.date())


def frozen(data: Data, moment: datetime) -> tuple[Data, date]:
    """Return the data as they were known at a moment, at the places of now, and the day to look at."""
    return _frozen(store.state_of(data), moment, data)


@st.cache_resource(show_spinner=False, max_entries=4)
def said_reasons(state: store.State, day: date, language: str) -> dict[tuple[str, str], str]:
    """Return what was said already of why two know each other, for the words to be made once."""
    return {}
