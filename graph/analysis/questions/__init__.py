"""The questions pages, commands and briefings share: each an object that answers with findings."""

from collections.abc import Callable

from graph.analysis.case import Case
from graph.analysis.goals import Goals
from graph.analysis.questions import (
    concentration,
    fragile_bridges,
    isolated,
    missing_ties,
    sought_offered,
    stale_ties,
    structural_holes,
    unmet_goals,
)
from graph.analysis.questions.finding import Finding, Question
from graph.errors import UsageError

_MOST = 1000  # findings of a question that are looked through for one of them


def _whatever_goals(find: Callable[[Case, int], list[Finding]]) -> Callable[[Case, int, Goals], list[Finding]]:
    """Return the answer of a question that is the same whatever the office's goals are."""
    return lambda case, top, _: find(case, top)


QUESTIONS: dict[str, Question] = {
    name: Question(name, find)
    for name, find in (
        ("missing_ties", _whatever_goals(missing_ties.find)),
        ("goals", unmet_goals.find),
        ("fragile_bridges", _whatever_goals(fragile_bridges.find)),
        ("stale_ties", _whatever_goals(stale_ties.find)),
        ("isolated", _whatever_goals(isolated.find)),
        ("structural_holes", _whatever_goals(structural_holes.find)),
        ("concentration", _whatever_goals(concentration.find)),
        (sought_offered.QUESTION, _whatever_goals(sought_offered.find)),
    )
}


def find_finding(case: Case, finding_id: str, goals: Goals = None) -> Finding:
    """Return the finding with an id; `goals` are the office's.

    Raises:
        UsageError: there is none now.
    """
    found = (f for findings in ask(case, top=_MOST, goals=goals).values() for f in findings if f.id == finding_id)
    if (first := next(found, None)) is None:
        raise UsageError("no_such_finding", name=finding_id)
    return first


def ask(case: Case, question: str = "", top: int = 20, goals: Goals = None) -> dict[str, list[Finding]]:
    """Return the findings of one question, or of all by question; `goals` are the office's.

    Raises:
        UsageError: there is no such question.
    """
    if question and question not in QUESTIONS:
        raise UsageError("unknown_question", value=question, known=", ".join(QUESTIONS))
    asked = [QUESTIONS[question]] if question else QUESTIONS.values()
    return {q.id: q.findings(case, top, goals) for q in asked}


__all__ = [
    "QUESTIONS",
    "Case",
    "Finding",
    "Question",
    "ask",
    "find_finding",
]
