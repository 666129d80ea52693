"""Gaps and suggestions: what the questions find about the subjects, with reasons and what could be done."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import cast

import numpy as np

from briefing.documents.document import Block, NotedText
from briefing.documents.scope import ACTORS
from briefing.documents.section_context import Cell, Matter
from briefing.sections.spoken import because, spoken
from briefing.wording.sentences import question_title
from graph.analysis.questions import QUESTIONS, Case, Finding, ask
from graph.analysis.snapshot import Mask
from graph.analysis.suggestions.introductions import Matchmaker
from graph.model.schema import BELONGS
from graph.network import Node

ROWS = 8
INTRODUCED, INTRODUCTIONS = 3, 5  # subjects that get suggestions, and how many each
ASKED = 60  # findings of each question that are looked through for the subjects
COLUMNS = ("finding", "reason", "advice")
# Questions about two, both of whom are asked about; all others are about one. The untied are of two without contact.
_NO_ADVICE = ("goal_no_candidates",)
_ABOUT_GAPS = ("gaps", "year")
_UNTIED = ("missing_ties", "structural_holes")
_BETWEEN = (*BELONGS, "PART_OF", "COOPERATES_WITH", "FUNDS", "KNOWS", "SUCCEEDS")
_OF_PAIRS = ("missing_ties", "stale_ties", "structural_holes")


@dataclass
class NarrowedCase(Case):
    """A case that asks about some actors only."""

    wanted: frozenset[str] = frozenset()

    @cached_property
    def asked(self) -> Mask:
        """Which nodes are asked about."""
        return np.array([node in self.wanted for node in self.arrays.ids], dtype=np.bool_)


def build(matter: Matter) -> list[Block]:
    """Return a table for each question that found something, or the sentence that none did; only inside."""
    if not matter.is_inside:  # what is missing can not be said of a part
        return []
    found = findings(matter)
    blocks = [block for name, some in found.items() for block in _table(matter, name, some)]
    return [*blocks, *_introductions(matter)] or [matter.paragraph("gaps_none")]


def _introductions(matter: Matter) -> Iterator[Block]:
    """Yield whom each person or organisation that is named should meet, and who could introduce them."""
    if matter.request.question:
        return
    for subject in [s for s in matter.scope.subjects if s.label in ACTORS][:INTRODUCED]:
        matchmaker = Matchmaker(matter.scope.case, people=subject.label == "Person", goals=matter.goals)
        some = [i.finding for i in matchmaker.suggest(3 * INTRODUCTIONS, subject.id, matter.settled)]
        found = [finding for finding in some if not _are_tied(matter, finding)][:INTRODUCTIONS]
        if found:
            title = matter.words("introductions_title", name=matter.says.name(subject))
            yield matter.table(title, COLUMNS, [_row(matter, finding) for finding in found])


def findings(matter: Matter) -> dict[str, list[Finding]]:
    """Return what the questions find about the focus, or about everybody where a list of gaps names no subjects."""
    if "findings" not in matter.kept:
        matter.kept["findings"] = _findings(matter)
    return cast(dict[str, list[Finding]], matter.kept["findings"])


def _findings(matter: Matter) -> dict[str, list[Finding]]:
    scope = matter.scope
    if not scope.subjects:
        all_of_them = ask(scope.case, matter.request.question, ROWS + len(matter.settled), matter.goals)
        return {name: _open(matter, some)[:ROWS] for name, some in all_of_them.items()}
    focus = frozenset(scope.focus)
    wide = _around(matter, _alike(matter) | focus)
    narrow = _around(matter, focus)
    narrow.strengths = wide.strengths  # the same ties; only who is asked about differs
    names = [matter.request.question] if matter.request.question else list(QUESTIONS)
    asked = {name: ask(wide if name in _OF_PAIRS else narrow, name, ASKED, matter.goals)[name] for name in names}
    return {name: [f for f in _open(matter, some) if focus & set(f.subjects)][:ROWS] for name, some in asked.items()}


def _open(matter: Matter, found: list[Finding]) -> list[Finding]:
    """Return those nobody has settled, without pairs that should meet though something is on record between them.

    Nor two houses that are said to have had much to do with one another for the sake of two of their people.
    """
    return [
        f
        for f in found
        if f.id not in matter.settled
        and not (f.question in _UNTIED and _are_tied(matter, f))
        and not (f.question == "stale_ties" and _is_of_two_people(matter, *f.subjects))
    ]


def _is_of_two_people(matter: Matter, a: str, b: str) -> bool:
    """Return whether two houses are tied by one pair of people alone, as two are who worked at one ministry."""
    if any(matter.network.nodes[i].label != "Organisation" for i in (a, b)):
        return False
    if any(r.other(a) == b and r.type in _BETWEEN for r in matter.network.around(a)):
        return False
    pairs = {share.reason.people for share in matter.scope.case.explainer.explain(a, b).shares}
    return None not in pairs and len(pairs) < 2


def _are_tied(matter: Matter, finding: Finding) -> bool:
    return len(finding.subjects) == 2 and is_documented(matter, *finding.subjects)


def is_documented(matter: Matter, a: str, b: str) -> bool:
    """Return whether anything is on record between two: a contact, a fact, or a house that both belong to."""
    if _ties_of(matter, a).get(b, 0.0) > 0 or any(r.other(a) == b for r in matter.scope.facts(a, *_BETWEEN)):
        return True
    houses = ({r.end for r in matter.scope.facts_from(i, *BELONGS, "PART_OF")} for i in (a, b))
    return bool(set.intersection(*houses))


def _ties_of(matter: Matter, actor: str) -> dict[str, float]:
    """Return the contacts of an actor, worked out once."""
    known = cast(dict[str, dict[str, float]], matter.kept.setdefault("ties", {}))
    if actor not in known:
        known[actor] = matter.scope.ties_of(actor)
    return known[actor]


def _around(matter: Matter, wanted: frozenset[str]) -> NarrowedCase:
    case = matter.scope.case
    return NarrowedCase(case.network, case.as_of, snapshot=case.arrays, wanted=wanted)


def _alike(matter: Matter) -> frozenset[str]:
    """Return the actors near the focus, and those with the same topics and regions."""
    scope = matter.scope
    wanted = {n.id for n in scope.near}
    shared = {r.end for i in scope.focus for r in scope.facts_from(i, "DEALS_WITH", "ACTIVE_IN")}
    return frozenset(wanted | {r.start for end in shared for r in scope.facts(end, "DEALS_WITH", "ACTIVE_IN")})


def _table(matter: Matter, name: str, found: list[Finding]) -> Iterator[Block]:
    if found:
        matter.figures[f"gaps_{name}"] = len(found)
        title = question_title(name, matter.request.language)
        yield matter.table(title, COLUMNS, [_row(matter, f) for f in found])


def _row(matter: Matter, finding: Finding) -> list[Cell | NotedText | str]:
    return [spoken(matter, finding.title), because(matter, finding), spoken(matter, finding.advice)]


def foremost(matter: Matter) -> Finding | None:
    """Return the finding whose advice stands in the lead: one of our goals that one can act upon.

    Where the briefing is about gaps, or a year, one of the others stands there, too.
    """
    found = findings(matter)
    asked = found if matter.kind in _ABOUT_GAPS else {"goals": found.get("goals", [])}
    some = [f for findings_of in asked.values() for f in findings_of if f.advice.key not in _NO_ADVICE]
    return max(some, key=lambda f: (f.question == "goals", f.value, f.id), default=None)


def wanted(matter: Matter, best: Finding) -> str:
    """Return in a sentence what a finding asks us to do; of a goal which one it is."""
    advice = spoken(matter, best.advice)
    if best.question == "goals":
        said = dict(best.title.values)
        subject = said["subject"]
        name = matter.in_case(subject, "accusative") if isinstance(subject, Node) else matter.says.value(subject)
        return matter.words("lead_goal", subject=name, goal=matter.says.value(said["goal"]), advice=advice)
    return advice if advice.startswith(matter.words("we_should")) else matter.words("lead_gap", advice=advice)
