"""The questions pages, commands and briefings share: each an object that answers with findings."""

from dataclasses import dataclass
from datetime import date

from graph.analysis.case import Case
from graph.analysis.questions import (
    concentration,
    fragile_bridges,
    isolated,
    missing_ties,
    stale_ties,
    structural_holes,
    unmet_goals,
)
from graph.analysis.questions.finding import Finding, Question
from graph.curation.standings import STATES, Standings
from graph.errors import UsageError

_MOST = 1000  # findings of a question that are looked through for one of them

QUESTIONS: dict[str, Question] = {
    name: Question(name, module.find)
    for name, module in (
        ("missing_ties", missing_ties),
        ("goals", unmet_goals),
        ("fragile_bridges", fragile_bridges),
        ("stale_ties", stale_ties),
        ("isolated", isolated),
        ("structural_holes", structural_holes),
        ("concentration", concentration),
    )
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which findings are wanted: of a question, in a state, given to somebody; settled ones only with `everything`."""

    question: str = ""
    top: int = 20
    everything: bool = False
    state: str = ""
    assigned_to: str = ""


def worklist(case: Case, standings: Standings, today: date, wanted: Wanted) -> dict[str, list[Finding]]:
    """Return findings by question without what somebody has dismissed or done; others move up.

    Raises:
        UsageError: there is no such question.
    """
    asks = bool(wanted.state or wanted.assigned_to)
    found: dict[str, list[Finding]] = {}
    for name in [wanted.question] if wanted.question else QUESTIONS:
        more = _MOST if asks else wanted.top + standings.settled_of(name)
        asked = ask(case, name, more)[name]
        found[name] = [f for f in asked if _is_wanted(standings, f, today, wanted)][: wanted.top]
    return found


def _is_wanted(standings: Standings, finding: Finding, today: date, wanted: Wanted) -> bool:
    standing = standings.of(finding)
    if wanted.state and standing.state != wanted.state:
        return False
    if wanted.assigned_to and standing.assigned_to != wanted.assigned_to:
        return False
    return wanted.everything or bool(wanted.state) or not standings.is_settled(finding, today)


def find_finding(case: Case, finding_id: str) -> Finding:
    """Return the finding with an id.

    Raises:
        UsageError: there is none now.
    """
    found = (f for findings in ask(case, top=_MOST).values() for f in findings if f.id == finding_id)
    if (first := next(found, None)) is None:
        raise UsageError("no_such_finding", name=finding_id)
    return first


def ask(case: Case, question: str = "", top: int = 20) -> dict[str, list[Finding]]:
    """Return the findings of one question, or of all by question.

    Raises:
        UsageError: there is no such question.
    """
    if question and question not in QUESTIONS:
        raise UsageError("unknown_question", value=question, known=", ".join(QUESTIONS))
    asked = [QUESTIONS[question]] if question else QUESTIONS.values()
    return {q.id: q.findings(case, top) for q in asked}


__all__ = [
    "QUESTIONS",
    "STATES",
    "Case",
    "Finding",
    "Question",
    "Standings",
    "Wanted",
    "ask",
    "find_finding",
    "worklist",
]
