"""Building a briefing out of what its audience may see of the network."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from briefing.documents.contacts import contacts
from briefing.documents.document import Briefing, Section
from briefing.documents.editions import Edition
from briefing.documents.edits import Edits
from briefing.documents.notes import SourceNotes
from briefing.documents.occasions import occasions
from briefing.documents.request import Request
from briefing.documents.scope import Scope
from briefing.documents.section_context import Matter
from briefing.production.fit import fitted
from briefing.sections import ANNEX, PAGES, SECTIONS
from briefing.wording.sentences import Sentences
from briefing.words import BriefingWords
from graph.analysis.goals import Goals
from graph.analysis.questions import Case
from graph.curation.books_by_day import books_by
from graph.curation.due import Books
from graph.errors import UsageError
from graph.network import Relation

_WORDS = (
    *("sources", "contents", "page", "map", "legend", "from", "to", "tie", "line"),
    *("invented", "as_of", "data_version", "audience", "made_at", "annex"),
)


@dataclass(frozen=True, slots=True)
class Built:
    """A briefing, and the facts that its next edition is compared with."""

    briefing: Briefing
    facts: Sequence[Relation]


def build(
    case: Case,
    request: Request,
    *,
    before: Edition | None = None,
    left_out: Sequence[str] = (),
    settled: frozenset[str] = frozenset(),
    goals: Goals = None,
    books: Books | None = None,
    edits: Edits | None = None,
) -> Built:
    """Return the briefing of a request. The case holds only what the audience may see; `settled` findings are left out.

    `goals` and `books` are the office's, `edits` the sentences that were changed by hand.

    Raises:
        UsageError: there is no section of a name.
    """
    words = BriefingWords(request.language)
    says = Sentences(case.network, request.language)
    notes = SourceNotes(says, words, names=request.audience == "internal")
    kept = books_by(books or Books(), request.as_of)
    matter = Matter(request, Scope(case, request), says, words, notes, before, settled, goals, kept, edits or {})
    chosen = chosen_sections(request, matter.kind)
    sections = tuple(_sections(matter, chosen))
    met = occasions(matter)
    briefing = Briefing(
        title=title(matter),
        subtitle=_subtitle(matter),
        language=request.language,
        audience=request.audience,
        as_of=request.as_of.isoformat(),
        made_at=datetime.now(UTC).isoformat(timespec="minutes"),
        data_version=case.network.version,
        subjects=tuple(says.name(s) for s in matter.scope.subjects),
        sections=sections,
        notes=matter.notes.all(),
        contacts=contacts(matter),
        occasions=met,
        left_out=tuple(left_out),
        words={name: words(name) for name in _WORDS}
        | {"audience_name": words(f"audience_{request.audience}"), f"kind_{matter.kind}": words(f"kind_{matter.kind}")},
        figures=dict(matter.figures),
        kind=matter.kind,
    )
    return Built(briefing, matter.scope.all_facts)


def chosen_sections(request: Request, kind: str) -> list[tuple[str, int]]:
    """Return the ids of the sections and their pages: those asked for, or those of the kind and their annex.

    Raises:
        UsageError: there is no section of a name.
    """
    for name in request.sections:
        if name not in SECTIONS:
            raise UsageError("unknown_section", value=name, known=", ".join(SECTIONS))
    first, second = PAGES[kind]
    page = dict.fromkeys(first, 1) | dict.fromkeys(second, 2)
    if request.sections:
        return [(name, page.get(name, 0)) for name in request.sections]
    annex = ANNEX[kind] if request.annex else ()
    return [*page.items(), *((name, 0) for name in annex if name not in page)]


def _sections(matter: Matter, chosen: Sequence[tuple[str, int]]) -> Iterator[Section]:
    """Yield the sections: those of the two pages cut to what there is room for, unless somebody chose them."""
    if matter.request.sections:
        yield from (s for name, page in chosen if (s := _section(matter, name, page)) is not None)
        return
    for page in (1, 2):
        yield from fitted(matter, [name for name, on in chosen if on == page], page, _section)
    yield from (s for name, page in chosen if not page and (s := _section(matter, name, 0)) is not None)


def _section(matter: Matter, name: str, page: int) -> Section | None:
    matter.heads.pop(name, None)
    blocks = SECTIONS[name](matter)
    said = matter.messages.get(name, "")
    key = f"section_{name}_{matter.kind if matter.is_inside or name != 'commitments' else 'outside'}"
    own = matter.heads.pop(name, "")
    title = matter.words(own or (key if matter.words.has(key) else f"section_{name}"))
    return Section(name, title, tuple(blocks), page, said) if blocks else None


def title(matter: Matter) -> str:
    """Return what the briefing is called."""
    subjects = [matter.says.name(s) for s in matter.scope.subjects]
    shown = ", ".join(subjects[:3]) + (f" {matter.words('and_more', n=len(subjects) - 3)}" if len(subjects) > 3 else "")
    if matter.kind in ("handover", "year"):
        return matter.words(f"title_{matter.kind}", who=matter.request.colleague, year=str(matter.request.as_of.year))
    kind = "gaps" if matter.request.gaps else "meeting" if matter.request.meeting else "briefing"
    return matter.words(f"title_{kind}" if subjects else "title_gaps_all", subjects=shown)


def _subtitle(matter: Matter) -> str:
    request, words = matter.request, matter.words
    return words(
        "subtitle",
        day=words.date(request.as_of.isoformat()),
        version=words.number(matter.network.version),
        audience=words(f"audience_{request.audience}"),
    )
