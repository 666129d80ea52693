"""A sheet for each actor that is handed over: the briefing of a talk with it, one file each."""

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

from briefing.documents.document import Briefing
from briefing.documents.request import Request
from briefing.production.edition import before, edition, hand_on
from briefing.production.face import face_in
from briefing.renderers import RenderOptions, renderer
from briefing.wording.sentences import Language
from graph.errors import UsageError
from graph.model.fold import fold
from graph.network import Network
from graph.settings import settings_now
from graph.store import Store
from graph.store.hiding import seen

FORMATS = ("pdf", "docx")


def write_sheets(
    store: Store,
    network: Network,
    actors: Iterable[str],
    folder: Path,
    *,
    form: str,
    language: Language,
    recipient: str,
    told: Callable[[Path], object] = lambda path: None,
) -> list[Path]:
    """Write a briefing of each actor into a folder and return the files; each is noted in the ledger.

    Raises:
        UsageError: there is no such format, or a file can not be written.
    """
    if form not in FORMATS:
        raise UsageError("sheet_form", value=form, known=", ".join(FORMATS))
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError("can_not_write", file=str(folder), detail=error.strerror or str(error)) from error
    written: list[Path] = []
    own = face_in(settings_now().data)
    for actor in dict.fromkeys(actors):
        request = Request((actor,), network.reference_day(date.today()), language, "internal")
        name = _file_name(network.nodes[actor].name, actor, request.as_of)
        out = folder / f"{name}.{form}"
        renderer(out)
        made = edition(network, request, before(seen(store.view()), request))
        hand_on(store, made, [out], RenderOptions(), recipient=recipient, own=own)
        written.append(out)
        told(out)
    return written


def _file_name(name: str, actor: str, day: date) -> str:
    """Return a file name of our own making: subject, day, and the end of the id, which tells namesakes apart."""
    return f"{'-'.join(fold(name).split())[:60].strip('-')}-{day.isoformat()}-{actor[-6:]}"


def file_name(briefing: Briefing) -> str:
    """Return the name of the file of a briefing: subject and day, of letters that every system takes."""
    about = ", ".join(briefing.subjects[:2]) or briefing.title
    plain = " ".join("".join(c if c.isalnum() or c in " -," else " " for c in about).split())[:60].strip(" ,-")
    return f"{plain} {briefing.as_of}".strip()
