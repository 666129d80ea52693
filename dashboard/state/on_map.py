"""What the map asks beyond the network: contacts, gaps, groups, Länder; worked out once for each state of the data."""

from collections.abc import Hashable, Mapping
from datetime import date, datetime

import numpy as np
import streamlit as st

from dashboard.state import current as store
from dashboard.state.apart import is_large
from dashboard.state.apart.tasks import MapGroups, groups_on_map, known_on_map, missing_ties
from dashboard.state.background import Working, Works
from dashboard.state.current import Data
from dashboard.state.done import done
from graph.access import person
from graph.analysis.metrics.centrality import betweenness
from graph.analysis.questions import Case, Finding
from graph.network import Network
from graph.network.audience import seen_by
from graph.views.contacts import Between, ContactTable
from graph.views.lands import lands

_BRIDGING_UP_TO = 3_000  # organisations
_SHORTLY = 0.2  # seconds a map waits for colours that it may be given later


@st.cache_resource(show_spinner=False)
def _contacts() -> Works[ContactTable]:
    return Works(3)


def known_contacts(data: Data, day: date, between: Between) -> ContactTable:
    """Return who knows whom as of a day, however long that takes."""
    return _contacts().wait(_key(data, day, between), lambda tell: done(data, known_on_map, tell, day, between))


def _key(data: Data, day: date, between: Between) -> Hashable:
    return id(data.network), store.state_of(data), day, between


def working(
    data: Data, day: date, between: Between, patience: float | None = None, *, gathered: bool = False
) -> Working | None:
    """Return how far the work is on what a map of contacts is drawn of, None once it is there.

    Communities are asked for only where they come first (`gathered`), and no second patience is had with them.
    """
    key = _key(data, day, between)
    known = _contacts().ask(key, lambda tell: done(data, known_on_map, tell, day, between), patience)
    steps: list[object] = [known]
    if gathered:
        steps.append(_asked_groups(data, day, between, 0 if isinstance(known, Working) else patience))
    left = [step for step in steps if isinstance(step, Working)]
    return Working(len(steps) - len(left), len(steps)) if left else None


@st.cache_resource(show_spinner=False, max_entries=2)
def _lands(state: store.State, day: date, _case: Case) -> Mapping[str, str]:
    return lands(_case)


def lands_of(data: Data, day: date) -> Mapping[str, str]:
    """Return in which Land each actor is active."""
    return _lands(store.state_of(data), day, store.case(data, day))


@st.cache_resource(show_spinner=False)
def _groups() -> Works[MapGroups]:
    return Works(3)


def groups_of(data: Data, day: date, between: Between) -> MapGroups:
    """Return the communities of contacts, however long that takes."""
    return _groups().wait(_key(data, day, between), lambda tell: done(data, groups_on_map, tell, day, between))


def groups_beside(data: Data, day: date, between: Between, patience: float | None = _SHORTLY) -> MapGroups | Working:
    """Return the communities of contacts; of a large network, that they are being worked out: no map waits for them."""
    if not is_large(data.network):
        return groups_of(data, day, between)
    return _asked_groups(data, day, between, patience)


def _asked_groups(data: Data, day: date, between: Between, patience: float | None) -> MapGroups | Working:
    key = _key(data, day, between)
    return _groups().ask(key, lambda tell: done(data, groups_on_map, tell, day, between), patience)


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
    key = id(data.network), store.state_of(data), day
    return _asked().ask(key, lambda tell: done(data, missing_ties, tell, day), patience)


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
