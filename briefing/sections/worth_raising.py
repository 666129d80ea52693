"""Gaps worth raising: up to three (of a year five), those of our goals first; and what is for us to do."""

from briefing.documents.document import Block, NotedText
from briefing.documents.section_context import Cell, Matter, after_space, points
from briefing.sections.gaps import findings
from briefing.sections.spoken import because, spoken
from graph.analysis.questions import Finding

MOST, IN_A_YEAR = 3, 5
# Nobody raises these with them: to ask again, to find a second contact, to bring groups together is work of ours.
_OURS = ("stale_ties", "isolated", "concentration", "fragile_bridges", "structural_holes")
_SAY_IT_ALL = ("isolated", "concentration")  # the reason would say the title again
_ABOUT_GAPS = ("gaps", "year")


def build(matter: Matter) -> list[Block]:
    """Return what to raise with them, or, where the briefing is about gaps, all of these, or that there are none.

    For others nothing: that something is missing can not be said of the part they see.
    """
    if not matter.is_inside:
        return []
    most = IN_A_YEAR if matter.kind == "year" else MOST
    chosen = worth(matter, most)[: matter.at_most("raise", most)]
    matter.figures["raised"] = len(chosen)
    if not chosen:
        return [matter.paragraph("raise_none")] if matter.kind == "gaps" else []
    matter.message("raise", "message_raise", len(chosen))
    return [points(_point(matter, finding) for finding in chosen)]


def ours(matter: Matter) -> list[Block]:
    """Return what is for us to do; where the briefing is about gaps that stands among these."""
    if not matter.is_inside or matter.kind in _ABOUT_GAPS:
        return []
    raised = {frozenset(finding.subjects) for finding in worth(matter)}
    some = [f for f in _chosen(matter, MOST, ours_too=True) if frozenset(f.subjects) not in raised]
    chosen = some[: matter.at_most("todo", MOST)]
    matter.figures["todo"] = len(chosen)
    if not chosen:
        return []
    matter.message("todo", "message_todo", len(chosen))
    return [points(_point(matter, finding) for finding in chosen)]


def worth(matter: Matter, most: int = MOST) -> list[Finding]:
    """Return what is worth raising, goals first."""
    return _chosen(matter, most, ours_too=False)


def _chosen(matter: Matter, most: int, *, ours_too: bool) -> list[Finding]:
    """Return one finding of each question in turn, so that three gaps are not three times the same; of a pair one."""
    every = matter.kind in _ABOUT_GAPS
    found = {name: some for name, some in findings(matter).items() if every or (name in _OURS) == ours_too}
    order = sorted(found, key=lambda name: (name != "goals", -max((f.value for f in found[name]), default=0), name))
    rows = [[found[name][n] for name in order if n < len(found[name])] for n in range(most)]
    first: dict[frozenset[str], Finding] = {}
    for finding in (finding for row in rows for finding in row):
        first.setdefault(frozenset(finding.subjects), finding)
    return list(first.values())


def _point(matter: Matter, finding: Finding) -> Cell:
    title = spoken(matter, finding.title)
    why = because(matter, finding, 1)
    advice = matter.sentence(f"raise.{finding.id}", spoken(matter, finding.advice), about=finding.subjects)
    if finding.question in _SAY_IT_ALL:
        return (NotedText(title, why.notes), after_space(advice))
    return (NotedText(title), *([after_space(why)] if why.text else []), after_space(advice))
