"""Building a briefing out of what its audience may see of the network."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from briefing.documents.contacts import contacts
from briefing.documents.document import Briefing, Section
from briefing.documents.editions import Edition
from briefing.documents.notes import SourceNotes
from briefing.documents.occasions import occasions
from briefing.documents.request import Request
from briefing.documents.scope import Scope
from briefing.documents.section_context import Matter
from briefing.sections import SECTIONS
from briefing.wording.sentences import Sentences
from briefing.words import BriefingWords
from graph.analysis.goals import Goals
from graph.analysis.questions import Case
from graph.errors import UsageError
from graph.network import Relation

_WORDS = (
    *("sources", "contents", "page", "map", "legend", "from", "to", "tie", "line"),
    *("invented", "as_of", "data_version", "audience", "made_at"),
)
_ONLY_GAPS = ("summary", "gaps", "changes")


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
) -> Built:
    """Return the briefing of a request. The case holds only what the audience may see; `settled` findings are left out.

    `goals` are the office's.

    Raises:
        UsageError: there is no section of a name.
    """
    words = BriefingWords(request.language)
    says = Sentences(case.network, request.language)
    matter = Matter(request, Scope(case, request), says, words, SourceNotes(says, words), before, settled, goals)
    sections = tuple(s for name in chosen_sections(request) if (s := _section(matter, name)) is not None)
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
        words={name: words(name) for name in _WORDS} | {"audience_name": words(f"audience_{request.audience}")},
        figures=dict(matter.figures),
    )
    return Built(briefing, matter.scope.all_facts)


def chosen_sections(request: Request) -> tuple[str, ...]:
    """Return the ids of the sections, those asked for or all that fit.

    Raises:
        UsageError: there is no section of a name.
    """
    for name in request.sections:
        if name not in SECTIONS:
            raise UsageError("unknown_section", value=name, known=", ".join(SECTIONS))
    if request.sections:
        return request.sections
    return tuple(SECTIONS) if request.subjects else _ONLY_GAPS


def _section(matter: Matter, name: str) -> Section | None:
    blocks = SECTIONS[name](matter)
    return Section(name, matter.words(f"section_{name}"), tuple(blocks)) if blocks else None


def title(matter: Matter) -> str:
    """Return what the briefing is called."""
    subjects = [matter.says.name(s) for s in matter.scope.subjects]
    shown = ", ".join(subjects[:3]) + (f" {matter.words('and_more', n=len(subjects) - 3)}" if len(subjects) > 3 else "")
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
