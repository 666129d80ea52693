"""Findings, goals and comparisons for the pages, worked out once for each state of the data; notes of colleagues."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

import streamlit as st

from dashboard.state import current as store
from dashboard.state.current import Data
from graph.account import me
from graph.analysis.case import load_thresholds
from graph.analysis.diff import Diff, Effect, compare
from graph.analysis.diff import effect as effect_of
from graph.analysis.goals import CheckedGoal, Checker, Goal
from graph.analysis.questions import Case, Finding, ask
from graph.curation.goal_book import as_yaml, read_goals, write_goals
from graph.curation.standings import Standing, Standings, State, history, read_standings, settled, with_history
from graph.network import Network
from graph.store.view import View

MOST = 100  # findings of a question that the page lists


@dataclass(frozen=True, slots=True)
class FoundOnDay:
    """What the questions find, by question, and how far each goal holds."""

    case: Case
    findings: dict[str, list[Finding]]
    goals: tuple[CheckedGoal, ...]


def notes() -> View:
    """Return the reading side of the database, for the ledger."""
    return store.database().view()


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


@st.cache_resource(show_spinner=False, max_entries=6)
def _found(
    state: store.State, day: date, region: str, topic: str, written: str, _case: Case, _goals: tuple[Goal, ...]
) -> FoundOnDay:
    checker = Checker(_case)
    return FoundOnDay(_case, ask(_case, top=MOST, goals=_goals), tuple(map(checker.check, _goals)))


def found(data: Data, day: date, region: str = "", topic: str = "") -> FoundOnDay:
    """Return the findings as of a day, of a region and a topic, with the goals as they are now."""
    case, wanted = store.case(data, day, region, topic), goals()
    return _found(store.state_of(data), day, region, topic, as_yaml(wanted), case, wanted)


@st.cache_resource(show_spinner=False, max_entries=2)
def _known(state: store.State, day: date) -> Network:
    return Network.read(store.database().view(), known_at=datetime.combine(day, time.max, UTC))


def known_at(data: Data, day: date | None) -> Network:
    """Return the network as it was known at the end of a day, that of now for None."""
    return _known(store.state_of(data), day) if day else data.network


@st.cache_resource(show_spinner=False, max_entries=6)
def _compared(
    state: store.State, before: date, after: date, known: date | None, people: bool, _network: Network
) -> Diff:
    old = Case(_network, before)
    return compare(old, Case(_network, after, snapshot=old.arrays), people=people)


def compared(data: Data, before: date, after: date, known: date | None = None, *, people: bool = False) -> Diff:
    """Return what changed between two days, as it was known at the end of another (None: now)."""
    return _compared(store.state_of(data), before, after, known, people, known_at(data, known))


@st.cache_resource(show_spinner=False, max_entries=20)
def _effect(state: store.State, event: str, day: date, _case: Case) -> tuple[Effect, ...]:
    return effect_of(_case, event)


def effect(data: Data, event: str, day: date) -> tuple[Effect, ...]:
    """Return what came 3, 6 and 12 months after an event, as far as they are over by a day."""
    return _effect(store.state_of(data), event, day, store.case(data, day))
