"""The questions pages, commands and briefings share: each an object that answers with findings."""

from graph.analysis.questions import (
    concentration,
    fragile_bridges,
    isolated,
    missing_ties,
    stale_ties,
    structural_holes,
    unmet_goals,
)
from graph.analysis.questions.case import Case
from graph.analysis.questions.finding import Finding, Question
from graph.errors import UsageError

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


def ask(case: Case, question: str = "", top: int = 20) -> dict[str, list[Finding]]:
    """Return the findings of one question, or of all by question.

    Raises:
        UsageError: there is no such question.
    """
    if question and question not in QUESTIONS:
        raise UsageError("unknown_question", value=question, known=", ".join(QUESTIONS))
    asked = [QUESTIONS[question]] if question else QUESTIONS.values()
    return {q.id: q.findings(case, top) for q in asked}


__all__ = ["QUESTIONS", "Case", "Finding", "Question", "ask"]
