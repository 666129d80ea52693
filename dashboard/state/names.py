"""The names of the actors in the order in which they are found, once for each state of the data."""

import streamlit as st

from dashboard.state import current as store
from dashboard.state.current import Data, State
from graph.model.schema import ON_MAP
from graph.network import Network
from graph.network.finding import Names


@st.cache_resource(show_spinner=False, max_entries=4)
def _names(state: State, _network: Network) -> Names:
    return Names(_network, ON_MAP)


def names(data: Data) -> Names:
    """Return what finds an actor by its name."""
    return _names(store.state_of(data), data.network)
