"""A question put to the network, and what it finds."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from graph.analysis.case import Case
from graph.analysis.goals import Goals
from graph.analysis.phrases import Phrase
from graph.model.facts import digest
from graph.network import Node


@dataclass(frozen=True, slots=True)
class Finding:
    """One answer: whom it is about, how much it counts, why, from which sources, and what could be done.

    `id` follows from question, subjects and (for a goal) which rule alone: a finding is known again the next time.
    """

    question: str
    subjects: tuple[str, ...]
    value: float
    title: Phrase
    reasons: tuple[Phrase, ...]
    evidence: tuple[str, ...]
    advice: Phrase
    covered: bool = True
    detail: str = ""

    @property
    def id(self) -> str:
        """Return the stable id."""
        return finding_id(self.question, self.detail, self.subjects)


def finding_id(question: str, detail: str, subjects: Iterable[str]) -> str:
    """Return the id of the finding of a question (and, for a goal, of which rule) about some nodes."""
    return digest(question, *([detail] if detail else []), *sorted(subjects))


@dataclass(frozen=True, slots=True)
class Question:
    """A question and how it is answered; its words are found by its id."""

    id: str
    find: Callable[[Case, int, Goals], list[Finding]]

    def findings(self, case: Case, top: int = 20, goals: Goals = None) -> list[Finding]:
        """Return the most important findings, the first first; none where there is nothing to find.

        `goals` are the office's; only the question about goals asks for them.
        """
        found = self.find(case, top, goals) if case.network.nodes else []
        return sorted(found, key=lambda f: (-f.value, f.subjects))[:top]


def evidence_of(case: Case, nodes: Sequence[Node], *types: str) -> tuple[str, ...]:
    """Return what says that the nodes deal with something, are active somewhere, or what else is asked."""
    around = (r for n in nodes for r in case.network.around(n.id) if r.type in types and r.start == n.id)
    return tuple(sorted({item for r in around for item in r.evidence}))
