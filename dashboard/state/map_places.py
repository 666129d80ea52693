"""Where actors stand on the map: as stored; whoever has no place gets one beside the pages, kept for later readers."""

import logging
from threading import Thread

import streamlit as st

from dashboard.state import current as store
from dashboard.state.background import Working, Works
from dashboard.state.current import Data
from graph.curation.places import Places, Positions
from graph.errors import AkteursnetzError
from graph.store import Store
from graph.store.progress import Progress

_log = logging.getLogger(__name__)


@st.cache_resource(show_spinner=False)
def _works() -> Works[Positions]:
    return Works()


def places(data: Data, patience: float | None = None) -> Positions | Working:
    """Return where everybody stands; where working that out takes longer than the patience, that it goes on."""
    known = data.positions
    if not isinstance(known, Places) or known.is_whole:
        return known
    database = store.database()

    def work(tell: Progress) -> Positions:
        tell(0, 1)
        new = known.complete()
        Thread(target=_keep, args=(database, new), daemon=True).start()
        return known

    return _works().ask((id(known), *store.state_of(data)), work, patience)


def _keep(database: Store, new: Positions) -> None:
    """Store places; where that can not be, the next reader works out the same."""
    try:
        database.writer().place(new)
    except AkteursnetzError as error:
        _log.warning("places are not kept: %s", type(error).__name__)
