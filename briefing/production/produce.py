"""A briefing is made: first everything the audience may not see is taken away, then it is built, written, recorded."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from briefing.documents import editions
from briefing.documents.document import Briefing, Letterhead
from briefing.documents.editions import Edition
from briefing.documents.edits import Edits
from briefing.documents.request import FITS, Request, fits, kind_of
from briefing.production.build import build
from briefing.renderers import RenderOptions, write
from briefing.renderers.drawn import drawn, first_map
from briefing.words import BriefingWords
from graph.analysis.goals import Goals
from graph.analysis.questions import Case
from graph.curation.due import Books
from graph.errors import UsageError
from graph.model.ledger import LedgerEntry
from graph.network import Network, Relation
from graph.network.audience import Hidden, hidden_around, seen_by
from graph.store import Store

EXPORTS = "export"
OF_THE_OFFICE = ("handed", "introductions", "closed")  # sections that its books alone fill


@dataclass(frozen=True, slots=True)
class Made:
    """A briefing before it is written: the document, its facts, what the audience does not see, the last edition."""

    request: Request
    briefing: Briefing
    facts: Sequence[Relation]
    network: Network
    hidden: Hidden
    before: Edition | None


def make(
    network: Network,
    request: Request,
    entries: Iterable[LedgerEntry] = (),
    case_of: Callable[[Request], Case] | None = None,
    settled: frozenset[str] = frozenset(),
    goals: Goals = None,
    books: Books | None = None,
    edits: Edits | None = None,
) -> Made:
    """Return the briefing of a request; `entries` are earlier editions.

    `case_of` gives the case of what its audience sees.
    `settled` are the ids of findings that were dismissed or done: they are not told again. `goals` and `books` are the
    office's; nobody outside of it sees anything of either. `edits` are the sentences changed by hand.

    Raises:
        UsageError: the audience may see nothing of a subject or of what the office noted, or a section is not known, or
            the kind does not go with the subjects.
    """
    case = case_of(request) if case_of else Case(seen_by(network, request.audience), request.as_of)
    seen = case.network
    for node_id in (*request.subjects, *filter(None, [request.office])):
        if node_id not in seen.nodes:
            name, audience = network.nodes[node_id].display, BriefingWords(request.language)(f"for_{request.audience}")
            raise UsageError("subject_hidden", name=name, audience=audience)
    _check(request, seen)
    before = editions.last_edition(entries, request.series)
    before = before.compared_with(network) if before else None
    hidden = hidden_around(network, seen, request.subjects or [n.id for n in network.nodes.values()])
    unseen = left_out(network, hidden, request)
    if request.audience != "internal":
        goals, books = (), None
    built = build(case, request, before=before, left_out=unseen, settled=settled, goals=goals, books=books, edits=edits)
    return Made(request, built.briefing, built.facts, seen, hidden, before)


def _check(request: Request, seen: Network) -> None:
    """Refuse a kind that is not about such subjects, and for others what is made of the books of the office alone."""
    words, kind = BriefingWords(request.language), kind_of(request, seen)
    if not fits(kind, [seen.nodes[subject].label for subject in request.subjects]):
        schema, german = seen.schema, request.language == "de"
        names = (schema.nodes[label].display for label in FITS[kind])
        wanted = ", ".join(name.de if german else name.en for name in names)
        raise UsageError("kind_of_others", kind=words(f"kind_{kind}"), wanted=wanted)
    if request.audience == "internal":
        return
    if kind == "handover":
        raise UsageError("only_internal", what=words("kind_handover"))
    for name in request.sections:
        if name in OF_THE_OFFICE:
            raise UsageError("only_internal", what=words(f"section_{name}"))


def left_out(network: Network, hidden: Hidden, request: Request) -> list[str]:
    """Return what the audience does not get to see, in sentences for the author alone."""
    words = BriefingWords(request.language)
    german = request.language == "de"
    said = [words.count("hidden_facts", hidden.facts)] if hidden.facts else []
    for label, n in sorted(hidden.nodes.items()):
        plural = network.schema.nodes[label].plural
        said.append(words("hidden_nodes", what=plural.de if german else plural.en, n=words.number(n)))
    for (label, field), n in sorted(hidden.fields.items()):
        kind = network.schema.nodes[label]
        shown = kind.fields[field].display
        of = kind.plural
        names = (shown.de, of.de) if german else (shown.en, of.en)
        said.append(words("hidden_field", field=names[0], what=names[1], n=words.number(n)))
    for title, n in sorted(hidden.sources.items()):
        said.append(words("hidden_source", title=title, facts=words.count("facts", n)))
    return said


def write_all(
    made: Made,
    outs: Sequence[Path],
    options: RenderOptions,
    templates: Mapping[str, Path] | None = None,
    head: Letterhead | None = None,
) -> None:
    """Write a briefing into files, each in the format of its ending; a renderer never gets what was left out.

    Raises:
        UsageError: a format that does not exist, a template that can not be used, a file that can not be written.
    """
    shown = replace(made.briefing, left_out=(), letterhead=head or made.briefing.letterhead)
    for out in outs:
        write(shown, out, template=(templates or {}).get(out.suffix.lower()), options=options)


def record(
    store: Store,
    made: Made,
    formats: Sequence[str],
    *,
    who: str,
    recipient: str = "",
    places: Mapping[str, tuple[float, float]] | None = None,
) -> None:
    """Note in the ledger who made the briefing when, of whom, for whom, and what the next edition needs."""
    request, at = made.request, datetime.now(UTC).isoformat(timespec="microseconds")
    body = {
        "kind": "briefing",
        "series": request.series,
        "subjects": list(request.subjects),
        "formats": sorted(set(formats)),
        "audience": request.audience,
        "for": recipient,
        "data_version": made.network.version,
        "as_of": request.as_of.isoformat(),
        "language": request.language,
        "sections": list(request.sections),
        "office": request.office,
        "meeting": request.meeting,
        "gaps": request.gaps,
        "question": request.question,
        "kind_asked": request.kind,
        "annex": request.annex,
        "colleague": request.colleague,
        "poster": request.poster,
    }
    kept = dict(made.before.places) if made.before else {}
    edition = editions.edition_body(made.network, made.facts, kept | dict(places or {}))
    store.curator().note(
        [
            LedgerEntry(EXPORTS, f"{at} {request.series}", who, body=body),
            LedgerEntry(editions.BOOK, request.series, who, body=edition),
        ]
    )


def places_of(made: Made) -> dict[str, tuple[float, float]]:
    """Return where the map draws each actor, so that the next edition draws it there again."""
    found = first_map(made.briefing)
    return drawn(found).places() if found else {}
