"""How the office rates organisations, read and written for the pages; and matrices, once for each state of the data."""

from datetime import date

import streamlit as st

from dashboard.state import current as store
from dashboard.state import findings
from dashboard.state.current import Data, State
from graph.account import me
from graph.analysis.matrices import Matrix, Sort, matrix
from graph.curation.ratings import Rating, rate, read_ratings, take_back
from graph.model.decisions import kept_nodes
from graph.network import Network


def ratings(data: Data) -> dict[str, list[Rating]]:
    """Return the ratings of the organisations that are seen, the latest of each first."""
    view = findings.notes()
    found = read_ratings(view, kept_nodes(view.decisions()))
    return {i: said for i, said in found.items() if i in data.network.nodes}


def keep(data: Data, organisation: str, interest: int, influence: int, why: str) -> None:
    """Keep what somebody thinks of an organisation today.

    Raises:
        UsageError: it is about no organisation, or the reason is too long.
    """
    rating = Rating(organisation, interest, influence, date.today().isoformat(), why)
    rate(data.network, store.database().curator(), rating, me(), ratings(data).get(organisation, ()))


def forget(rating: Rating) -> None:
    """Take a rating back."""
    take_back(store.database().curator(), rating)


@st.cache_resource(show_spinner=False, max_entries=6)
def _matrix(state: State, sort: Sort, _network: Network) -> Matrix:
    return matrix(_network, sort)


def counted(data: Data, sort: Sort) -> Matrix:
    """Return a matrix of the network."""
    return _matrix(store.state_of(data), sort, data.network)
