"""One edition of a briefing, for the page and the command alike: what came before, the making, the handing on."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path

from briefing.documents import editions
from briefing.documents.edits import BOOK as EDITS
from briefing.documents.edits import Edits, edits_of
from briefing.documents.request import Request
from briefing.production.face import Face, OwnFace, own_templates
from briefing.production.produce import Made, make, places_of, record, write_all
from briefing.renderers import RenderOptions
from graph.access import require
from graph.account import me
from graph.analysis.case import load_thresholds
from graph.analysis.goals import Goal
from graph.analysis.questions import Case
from graph.analysis.snapshot import take_snapshot
from graph.columns import seen_in_columns
from graph.curation.care import read_cares
from graph.curation.conversations import read_conversations, read_promises
from graph.curation.due import Books
from graph.curation.goal_book import read_goals
from graph.curation.introductions import read_introductions
from graph.curation.standings import read_standings
from graph.model.decisions import kept_nodes
from graph.model.ledger import LedgerEntry
from graph.network import Network
from graph.network.audience import hidden_sources
from graph.store import Store, View


@dataclass(frozen=True, slots=True)
class Before:
    """What the ledger says before a briefing is made: earlier editions, findings not told again, the office's goals."""

    entries: tuple[LedgerEntry, ...]
    settled: frozenset[str]
    goals: tuple[Goal, ...]
    books: Books = field(default_factory=Books)
    edits: Edits = field(default_factory=dict)

    @property
    def stamp(self) -> str:
        """Return when the last edition was made, "" where this is the first."""
        return self.entries[0].at if self.entries else ""


def before(view: View, request: Request) -> Before:
    """Return what the ledger says as of today."""
    entries = tuple(entry for entry in view.entries(editions.BOOK) if entry.id == request.series)
    standings = read_standings(view, load_thresholds().back_after_days)
    merged = kept_nodes(view.decisions())
    books = Books(
        tuple(read_promises(view)),
        tuple(read_conversations(view)),
        standings,
        tuple(read_introductions(view, merged)),
        read_cares(view, merged),
    )
    return Before(
        entries, standings.settled(date.today()), read_goals(view), books, edits_of(view.entries(EDITS), request)
    )


def edition(
    network: Network, request: Request, known: Before, case_of: Callable[[Request], Case] | None = None
) -> Made:
    """Return the briefing of a request; `case_of` gives the case of what its audience sees, for who has it at hand.

    Raises:
        UsageError: the audience may see nothing of a subject, or a section is not known.
    """
    made_of = case_of or partial(_case, network)
    return make(network, request, known.entries, made_of, known.settled, known.goals, known.books, known.edits)


def _case(network: Network, request: Request) -> Case:
    seen = seen_in_columns(network, request.audience)
    same_facts = not hidden_sources(network, request.audience)
    return Case(seen, request.as_of, snapshot=take_snapshot(network) if same_facts else None)


def hand_on(
    store: Store,
    made: Made,
    outs: Sequence[Path],
    options: RenderOptions,
    *,
    recipient: str = "",
    reference: str = "",
    templates: Sequence[Path] = (),
    own: OwnFace | None = None,
) -> None:
    """Write a briefing into files, then note who made it, when, for whom, and what the next edition needs.

    `own` is the face of the office: its letterhead, with recipient and reference, and the templates it has.

    Raises:
        NotAllowed: who is at the desk makes no briefings; no file is made then.
        UsageError: a format that does not exist, a template that can not be used, a file that can not be written.
    """
    require("brief")
    face = own or OwnFace(Face())
    head = face.letterhead(made.request.audience, made.request.language, recipient=recipient, reference=reference)
    write_all(made, outs, options, own_templates(face, templates), head)
    formats = [out.suffix.lower().removeprefix(".") for out in outs]
    record(store, made, formats, who=me(), recipient=head.recipient, places=places_of(made))
