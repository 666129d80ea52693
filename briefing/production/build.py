"""Building a briefing out of what its audience may see of the network."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from briefing.documents.contacts import contacts
from briefing.documents.document import Block, Briefing, Section
from briefing.documents.editions import Edition
from briefing.documents.edits import Edits
from briefing.documents.notes import SourceNotes
from briefing.documents.occasions import occasions
from briefing.documents.request import Request
from briefing.documents.scope import Scope
from briefing.documents.section_context import Matter
from briefing.documents.year_title import title_of_year
from briefing.production.fit import fitted, on_first, one_page
from briefing.sections import ANNEX, PAGES, SECTIONS
from briefing.wording.articles import in_region
from briefing.wording.sentences import Sentences
from briefing.words import BriefingWords
from graph.analysis.goals import Goals
from graph.analysis.questions import Case
from graph.curation.books_by_day import books_by
from graph.curation.due import Books
from graph.errors import UsageError
from graph.grammar import spelled
from graph.network import Relation

ONE_PAGE = ("handover", "gaps")  # kinds that are one page where that has room for all
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
        | {
            "audience_name": words(f"audience_{request.audience}"),
            f"kind_{matter.kind}": words("kind_stated" if is_statement(matter) else f"kind_{matter.kind}"),
        },
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
    on_one = one_page(matter, [name for name, page in chosen if page], _section) if matter.kind in ONE_PAGE else None
    if on_one is not None:
        yield from on_one
    else:
        pages = [list(fitted(matter, [name for name, on in chosen if on == page], page, _section)) for page in (1, 2)]
        yield from on_first(matter, *pages)
    yield from (s for name, page in chosen if not page and (s := _section(matter, name, 0)) is not None)


def _section(matter: Matter, name: str, page: int) -> Section | None:
    blocks = SECTIONS[name](matter)
    said = matter.messages.get(name, "")
    key = f"section_{name}_{matter.kind if matter.is_inside or name != 'commitments' else 'outside'}"
    key = key if matter.words.has(key) else f"section_{name}"
    is_one = matter.words.has(f"{key}_one") and _things(blocks) == 1
    title = matter.heads.pop(name, "") or matter.words(f"{key}_one" if is_one else key)
    return Section(name, title, tuple(blocks), page, said) if blocks else None


def _things(blocks: Sequence[Block]) -> int:
    """Return how many things a section lists."""
    return sum(len(getattr(block, "items", ())) + len(getattr(block, "rows", ())) for block in blocks)


def title(matter: Matter) -> str:
    """Return what the briefing is called."""
    subjects = [matter.says.name(s) for s in matter.scope.subjects]
    more = spelled(len(subjects) - 3, matter.request.language)
    shown = ", ".join(subjects[:3]) + (f" {matter.words('and_more', n=more)}" if len(subjects) > 3 else "")
    if matter.kind == "handover":
        return matter.words("title_handover", who=matter.request.colleague)
    if matter.kind == "year":
        return title_of_year(matter.words, matter.request.as_of)
    if matter.kind == "visit" and len(subjects) == 1 and matter.scope.subjects[0].label == "Region":
        return matter.words("title_visit_region", where=in_region(subjects[0], matter.request.language))
    if matter.kind in ("before", "after", "visit") and not is_statement(matter):
        return matter.words(f"title_{matter.kind}", subjects=shown)
    kind = "gaps" if matter.request.gaps else "meeting" if matter.request.meeting else "briefing"
    return matter.words(f"title_{kind}" if subjects else "title_gaps_all", subjects=shown)


def is_statement(matter: Matter) -> bool:
    """Return whether it is about a statement, which nobody prepares or follows up as they do an event."""
    return bool(matter.scope.subjects) and matter.scope.subjects[0].kind == "statement"


def _subtitle(matter: Matter) -> str:
    request, words = matter.request, matter.words
    return words(
        "subtitle",
        day=words.date(request.as_of.isoformat()),
        version=words.number(matter.network.version),
        audience=words(f"audience_{request.audience}"),
    )
