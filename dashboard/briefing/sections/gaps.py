"""Gaps and suggestions: what the questions find about the subjects, with reasons and what could be done."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from dashboard.briefing.document import Block, Text
from dashboard.briefing.matter import Cell, Matter
from graph.analysis.questions import QUESTIONS, Case, Finding, ask
from graph.analysis.snapshot import Mask

ROWS = 8
ASKED = 60  # findings of each question that are looked through for the subjects
COLUMNS = ("finding", "reason", "advice")


@dataclass
class Around(Case):
    """A case that asks about some actors alone."""

    wanted: frozenset[str] = frozenset()

    @cached_property
    def asked(self) -> Mask:
        """Return which nodes are asked about."""
        return np.array([node in self.wanted for node in self.arrays.ids], dtype=np.bool_)


def build(matter: Matter) -> list[Block]:
    """Return a table for each question that found something, or the sentence that none did."""
    found = findings(matter)
    blocks = [block for name, some in found.items() for block in _table(matter, name, some)]
    return blocks or [matter.paragraph("gaps_none")]


def findings(matter: Matter) -> dict[str, list[Finding]]:
    """Return what the questions find about the focus; about everybody where a list of gaps has no subjects."""
    scope = matter.scope
    if not scope.subjects:
        return ask(scope.case, matter.request.question, ROWS)
    focus = set(scope.focus)
    case = _case(matter)
    found = ask(case, matter.request.question, ASKED)
    return {name: [f for f in some if focus & set(f.subjects)][:ROWS] for name, some in found.items()}


def _case(matter: Matter) -> Case:
    """Return the case of the focus, those near it, and those with the same topics and regions."""
    scope, case = matter.scope, matter.scope.case
    wanted = {*scope.focus, *(n.id for n in scope.near)}
    shared = {r.end for i in scope.focus for r in scope.facts(i, "DEALS_WITH", "ACTIVE_IN") if r.start == i}
    wanted |= {r.start for end in shared for r in scope.facts(end, "DEALS_WITH", "ACTIVE_IN")}
    return Around(case.network, case.as_of, snapshot=case.arrays, wanted=frozenset(wanted))


def _table(matter: Matter, name: str, found: list[Finding]) -> Iterator[Block]:
    if found:
        matter.figures[f"gaps_{name}"] = len(found)
        title = QUESTIONS[name].title(matter.request.language)
        yield matter.table(title, COLUMNS, [_row(matter, f) for f in found])


def _row(matter: Matter, finding: Finding) -> list[Cell | Text | str]:
    language = matter.request.language
    why = " ".join(reason.text(language) for reason in finding.reasons)
    return [finding.title.text(language), Text(why, matter.notes.of(finding.evidence)), finding.advice.text(language)]
