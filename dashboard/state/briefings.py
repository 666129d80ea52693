"""Briefings for the pages: made once for each state of the data, written into memory, kept and found again."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import streamlit as st

from briefing.documents.document import Briefing, Letterhead
from briefing.documents.edits import BOOK as EDITS
from briefing.documents.edits import Edit, edit_entry, edit_id, edits_of
from briefing.documents.request import Request
from briefing.documents.shelf import ShelvedBriefing, shelf
from briefing.production import produce
from briefing.production.edition import Before, before, hand_on
from briefing.production.face import Face, OwnFace, face_in, save_face
from briefing.production.produce import Made
from briefing.renderers import RenderOptions
from briefing.renderers.pdf import pages
from dashboard.state import current as store
from dashboard.state import findings
from dashboard.state.apart.tasks import make_briefing
from dashboard.state.by_itself import BY_ITSELF
from dashboard.state.current import Data
from dashboard.state.done import done
from graph.account import me
from graph.curation.goal_book import as_yaml
from graph.model.facts import digest
from graph.model.ledger import LedgerEntry
from graph.network import Network
from graph.settings import Settings

TEMPLATES = "briefing_template"


def made(data: Data, request: Request) -> Made:
    """Return the briefing of a request; the same request on the same data is worked out once.

    Raises:
        UsageError: the audience may see nothing of a subject.
    """
    known = before(findings.notes(), request)
    key = _key(request, known)
    return _made(data.network, key, known.stamp, known.settled, request, known, data)[1]


def _key(request: Request, known: Before) -> str:
    """Return all that a briefing is made of beside the network, its last edition and what is settled."""
    return repr(request) + as_yaml(known.goals) + repr((known.books, known.edits))


def stamp(briefing: Made, options: RenderOptions, recipient: str, reference: str) -> str:
    """Return what the files of a briefing are made of; another stamp is that of other files.

    That it was written does not change it, though the next edition will tell of that.

    Raises:
        UsageError: the letterhead of the office can not be read.
    """
    request = briefing.request
    known, head = before(findings.notes(), request), _head(request, recipient, reference)
    letterhead = (replace(head, logo=b""), hash(head.logo))
    settled = sorted(known.settled)
    return digest(_key(request, known), repr((settled, briefing.network.version, options, letterhead)))


def _head(request: Request, recipient: str, reference: str) -> Letterhead:
    return face().letterhead(request.audience, request.language, recipient=recipient, reference=reference)


@st.cache_resource(show_spinner=False, max_entries=4, hash_funcs=BY_ITSELF)
def _made(
    network: Network, key: str, stamp: str, settled: frozenset[str], _request: Request, _known: Before, _data: Data
) -> tuple[Network, Made]:
    """Return the briefing, and the network it is of: kept, so that its id is of no other one."""
    found = done(_data, make_briefing, lambda *_: None, _request, _known, audience=_request.audience)
    return network, found


def handed_on(
    briefing: Made, endings: Sequence[str], options: RenderOptions, name: str, recipient: str, reference: str = ""
) -> dict[str, bytes]:
    """Return the files of a briefing by their names, once it is noted who made it, for whom.

    Raises:
        UsageError: the letterhead of the office can not be read.
    """
    with TemporaryDirectory() as folder:
        outs = [Path(folder) / f"{name}{ending}" for ending in endings]
        own = face()
        hand_on(store.database(), briefing, outs, options, recipient=recipient, reference=reference, own=own)
        return {out.name: out.read_bytes() for out in outs}


def face() -> OwnFace:
    """Return the office's own face.

    Raises:
        UsageError: its file can not be read, or says what can not be.
    """
    return face_in(Settings().data)


def keep_face(own: Face, logo: bytes | None) -> None:
    """Keep the office's own face.

    Raises:
        UsageError: the logo can not be used.
    """
    save_face(Settings().data, own, logo)


def pictures(briefing: Made, options: RenderOptions, recipient: str, reference: str) -> list[bytes]:
    """Return the two pages as they will be printed; the same ones are drawn once."""
    head = _head(briefing.request, recipient, reference)
    shown = replace(briefing.briefing, left_out=(), letterhead=head)
    plain = replace(shown, made_at="", letterhead=replace(head, logo=b""))
    key = digest(repr((plain, options)), head.logo.hex())
    return _pictures(key, shown, options)


@st.cache_data(show_spinner=False, max_entries=4)
def _pictures(key: str, _shown: Briefing, _options: RenderOptions) -> list[bytes]:
    return pages(_shown, _options)


def edits(request: Request) -> dict[str, Edit]:
    """Return the sentences of a briefing that somebody changed by hand, by their places."""
    return edits_of(findings.notes().entries(EDITS), request)


def keep_sentence(request: Request, place: str, text: str, sentence: str, about: Sequence[str] = ()) -> None:
    """Keep a sentence as somebody changed it, for this edition and the next; `about` are those it is about."""
    store.database().curator().note([edit_entry(request, place, text, sentence, me(), about)])


def drop_sentence(request: Request, place: str) -> None:
    """Let the program say a sentence again."""
    store.database().curator().strike(EDITS, [edit_id(request, place)])


def kept() -> list[ShelvedBriefing]:
    """Return the briefings made so far, the latest first."""
    return shelf(findings.notes().entries(produce.EXPORTS))


def templates() -> dict[str, Mapping[str, Any]]:
    """Return the templates by name, as they were saved."""
    return {str(entry.body["name"]): entry.body for entry in findings.notes().entries(TEMPLATES)}


def keep_template(name: str, body: Mapping[str, Any]) -> None:
    """Save a template; one of the same name is replaced."""
    store.database().curator().note([LedgerEntry(TEMPLATES, digest(name), me(), body={**body, "name": name})])


def drop_template(name: str) -> None:
    """Delete a template."""
    store.database().curator().strike(TEMPLATES, [digest(name)])
