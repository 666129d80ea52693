"""The questions pages, commands and briefings share: each an object that answers with findings."""

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
    "Case",
    "Finding",
    "Question",
    "ask",
    "find_finding",
]
