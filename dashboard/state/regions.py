"""The comparison of two regions for the page, worked out once for each state of the data."""

from datetime import date

import streamlit as st

from dashboard.state import current as store
from dashboard.state import findings
from dashboard.state.current import Data
from graph.analysis.goals import Goal
from graph.analysis.questions import Case
from graph.analysis.regions import Regions, compare_regions
from graph.curation.goal_book import as_yaml


@st.cache_resource(show_spinner=False, max_entries=6)
def _compared(
    state: store.State, day: date, one: str, other: str, written: str, _case: Case, _goals: tuple[Goal, ...]
) -> tuple[Case, Regions]:
    return _case, compare_regions(_case, one, other, goals=_goals)


def compared(data: Data, day: date, one: str, other: str) -> tuple[Case, Regions]:
    """Return two regions (ids) side by side as of a day, with the case they were asked of and the goals as they are."""
    wanted = findings.goals()
    return _compared(store.state_of(data), day, one, other, as_yaml(wanted), store.case(data, day), wanted)
