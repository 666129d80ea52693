"""Briefings for the pages: made once for each state of the data, written into memory, kept and found again."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import streamlit as st

from briefing.documents.editions import BOOK
from briefing.documents.request import Request
from briefing.documents.shelf import Kept, shelf
from briefing.production import produce
from briefing.production.produce import Made
from briefing.renderers import RenderOptions
from dashboard.state import current as store
from dashboard.state import findings
from dashboard.state.current import Data
from graph.account import me
from graph.analysis.snapshot_files import snapshot_of
from graph.model.facts import digest
from graph.model.ledger import Entry
from graph.network import Network
from graph.settings import Settings

TEMPLATES = "briefing_template"


def made(data: Data, request: Request) -> Made:
    """Return the briefing of a request; the same request on the same data is worked out once.

    Raises:
        UsageError: the audience may see nothing of a subject.
    """
    entries = [entry for entry in findings.notes().entries(BOOK) if entry.id == request.series]
    stamp = entries[0].at if entries else ""
    settled = findings.standings().settled(date.today())
    return _made(data.network, repr(request), stamp, settled, request, entries)[1]


@st.cache_resource(show_spinner=False, max_entries=4, hash_funcs={Network: id})
def _made(
    network: Network, key: str, stamp: str, settled: frozenset[str], _request: Request, _entries: Sequence[Entry]
) -> tuple[Network, Made]:
    """Return the briefing, and the network it is of: kept, so that its id is of no other one."""
    snapshot = partial(snapshot_of, network, Settings().data / "snapshots")
    return network, produce.make(network, _request, _entries, snapshot, settled)


def written(briefing: Made, endings: Sequence[str], options: RenderOptions, name: str) -> dict[str, bytes]:
    """Return the files of a briefing by their names."""
    with TemporaryDirectory() as folder:
        outs = [Path(folder) / f"{name}{ending}" for ending in endings]
        produce.write_all(briefing, outs, options)
        return {out.name: out.read_bytes() for out in outs}


def record(briefing: Made, endings: Sequence[str], recipient: str) -> None:
    """Note who made the briefing, when, for whom, and what the next edition needs."""
    formats = [ending.removeprefix(".") for ending in endings]
    places = produce.places_of(briefing)
    produce.record(store.database(), briefing, formats, who=me(), recipient=recipient, places=places)


def kept() -> list[Kept]:
    """Return the briefings made so far, the latest first."""
    return shelf(findings.notes().entries(produce.EXPORTS))


def templates() -> dict[str, Mapping[str, Any]]:
    """Return the templates by name, as they were saved."""
    return {str(entry.body["name"]): entry.body for entry in findings.notes().entries(TEMPLATES)}


def keep_template(name: str, body: Mapping[str, Any]) -> None:
    """Save a template; one of the same name is replaced."""
    store.database().curator().note([Entry(TEMPLATES, digest(name), me(), body={**body, "name": name})])


def drop_template(name: str) -> None:
    """Delete a template."""
    store.database().curator().strike(TEMPLATES, [digest(name)])
