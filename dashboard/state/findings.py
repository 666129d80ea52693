"""Findings, goals and comparisons for the pages, worked out once for each state of the data; notes of colleagues."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time

import streamlit as st

from dashboard.state import current as store
from dashboard.state.apart.tasks import Found, all_gaps, two_days
from dashboard.state.background import Working, Works
from dashboard.state.current import Data
from dashboard.state.done import done
from graph.account import me
from graph.analysis.case import load_thresholds
from graph.analysis.diff import Diff, Effect, compare
from graph.analysis.diff import effect as effect_of
from graph.analysis.goals import CheckedGoal, Checker, Goal
from graph.analysis.questions import Case, Finding
from graph.analysis.snapshot import take_snapshot
from graph.curation.goal_book import as_yaml, read_goals, write_goals
from graph.curation.standings import Standing, Standings, State, history, read_standings, settled, with_history
from graph.model.facts import Confidentiality
from graph.network import Network
from graph.network.audience import seen_by
from graph.store.progress import Progress
from graph.store.view import View


def notes() -> View:
    """Return the reading side of the database, for the ledger."""
    return store.ledger()


def goals() -> tuple[Goal, ...]:
    """Return the office's networking goals."""
    return read_goals(notes())


def keep_goals(changed: Sequence[Goal]) -> None:
    """Make these the office's networking goals."""
    write_goals(notes(), store.database().curator(), changed, me())


def standings() -> Standings:
    """Return what became of findings."""
    return read_standings(notes(), load_thresholds().back_after_days)


def said_of(finding: Finding) -> list[Standing]:
    """Return all that was said of a finding, the latest first."""
    return history(notes(), finding.id)


def settle(finding: Finding, state: State, value: str, title: str) -> None:
    """Say what becomes of a finding; `title` is what it was called.

    Raises:
        UsageError: dismissed without a reason, or given to nobody.
    """
    entry = settled(finding, standings().of(finding), state, me(), value, title)
    store.database().curator().note(with_history(entry))


@st.cache_resource(show_spinner=False)
def _asked() -> Works[Found]:
    return Works()


@st.cache_resource(show_spinner=False)
def _sides() -> Works[Diff]:
    return Works(2)


def found(data: Data, day: date, region: str = "", topic: str = "", patience: float | None = None) -> Found | Working:
    """Return what the questions find as of a day, of a region and a topic, by question, or how far they are."""
    wanted = goals()
    key = id(data.network), store.state_of(data), day, region, topic, as_yaml(wanted)
    return _asked().ask(key, lambda tell: done(data, all_gaps, tell, day, region, topic, wanted), patience)


@st.cache_resource(show_spinner=False, max_entries=6)
def _checked(
    state: store.State, day: date, region: str, topic: str, written: str, _case: Case, _goals: tuple[Goal, ...]
) -> tuple[CheckedGoal, ...]:
    return tuple(map(Checker(_case).check, _goals))


def checked(data: Data, day: date, region: str = "", topic: str = "") -> tuple[CheckedGoal, ...]:
    """Return how far each goal holds as of a day."""
    case, wanted = store.case(data, day, region, topic), goals()
    return _checked(store.state_of(data), day, region, topic, as_yaml(wanted), case, wanted)


@st.cache_resource(show_spinner=False, max_entries=2)
def _known(state: store.State, day: date, level: Confidentiality) -> Network:
    found = Network.read(store.database().view(), known_at=datetime.combine(day, time.max, UTC))
    return seen_by(found, level)


def known_at(data: Data, day: date | None) -> Network:
    """Return the network as it was known at the end of a day, that of now for None."""
    return _known(store.state_of(data), day, data.level) if day else data.network


def compared(
    data: Data,
    before: date,
    after: date,
    known: date | None = None,
    *,
    people: bool = False,
    patience: float | None = None,
) -> Diff | Working:
    """Return what changed between two days, as it was known at the end of another (None: now), or that it goes on."""
    network = known_at(data, known)

    def work(tell: Progress) -> Diff:
        if not known:
            return done(data, two_days, tell, store.reference_day(data), before, after, people)
        tell(0, 1)
        arrays = take_snapshot(network)
        return compare(*(Case(network, day, snapshot=arrays) for day in (before, after)), people=people)

    return _sides().ask((id(network), store.state_of(data), before, after, known, people), work, patience)


@st.cache_resource(show_spinner=False, max_entries=20)
def _effect(state: store.State, event: str, day: date, _case: Case) -> tuple[Effect, ...]:
    return effect_of(_case, event)


def effect(data: Data, event: str, day: date) -> tuple[Effect, ...]:
    """Return what came 3, 6 and 12 months after an event, as far as they are over by a day."""
    return _effect(store.state_of(data), event, day, store.case(data, day))
