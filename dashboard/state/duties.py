"""By when people have still to be told that their data are kept: worked out once for each write to the database."""

import streamlit as st

from dashboard.state import current as store
from graph.privacy.informing import duties
from graph.store import View


def open_days() -> list[str]:
    """Return the last day of each duty that is open, the earliest first; names are kept nowhere."""
    view = store.database().view()
    now = view.moment()
    return _days(store.place(), now.identity, now.writes, view)


# Who was told stands in the ledger, which changes with writes that leave the version of the data as it is.
@st.cache_resource(show_spinner=False, max_entries=2)
def _days(place: str, identity: str, writes: int, _view: View) -> list[str]:
    return [duty.due for duty in duties(_view) if duty.state == "open"]
