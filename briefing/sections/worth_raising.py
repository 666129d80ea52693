"""Gaps worth raising: up to three (of a year five), those of our goals first, each with what one can do."""

from briefing.documents.document import Block, NotedText
from briefing.documents.section_context import Cell, Matter, after_space, points
from briefing.sections.gaps import findings
from briefing.sections.spoken import because, spoken
from graph.analysis.questions import Finding

MOST, IN_A_YEAR = 3, 5


def build(matter: Matter) -> list[Block]:
    """Return the gaps as points, or, where the briefing is about gaps, the sentence that there are none."""
    most = IN_A_YEAR if matter.kind == "year" else MOST
    chosen = worth(matter, most)[: matter.at_most("raise", most)]
    matter.figures["raised"] = len(chosen)
    if not chosen:
        return [matter.paragraph("raise_none")] if matter.kind == "gaps" else []
    matter.message("raise", "message_raise", len(chosen))
    return [points(_point(matter, finding) for finding in chosen)]


def worth(matter: Matter, most: int = MOST) -> list[Finding]:
    """Return one finding of each question in turn, goals first, so that three gaps are not three times the same."""
    found = findings(matter)
    order = sorted(found, key=lambda name: (name != "goals", -max((f.value for f in found[name]), default=0), name))
    rows = [[found[name][n] for name in order if n < len(found[name])] for n in range(most)]
    return [finding for row in rows for finding in row]


def _point(matter: Matter, finding: Finding) -> Cell:
    title = spoken(matter, finding.title)
    why = because(matter, finding, 1)
    advice = matter.sentence(f"raise.{finding.id}", spoken(matter, finding.advice), about=finding.subjects)
    return (NotedText(title), *([after_space(why)] if why.text else []), after_space(advice))
