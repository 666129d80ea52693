"""Networking goals that do not hold, as findings."""

from collections.abc import Sequence

from graph.analysis.goals import Checker, Goal, Unmet, load_goals
from graph.analysis.questions.case import Case
from graph.analysis.questions.finding import Finding, evidence_of
from graph.analysis.said import Phrase, phrase, several
from graph.schema import load


def find(case: Case, top: int, goals: Sequence[Goal] = ()) -> list[Finding]:
    """Return for whom which goal does not hold, those that lack most first."""
    checker = Checker(case)
    found = [finding(case, unmet) for goal in goals or load_goals() for unmet in checker.check(goal).unmet]
    return sorted(found, key=lambda f: (-f.value, f.detail, f.subjects))[:top]


def finding(case: Case, unmet: Unmet) -> Finding:
    """Return a goal that does not hold for somebody as a finding."""
    subject, need = unmet.subject, unmet.need
    place = case.place.get(subject.id)
    missing = need.at_least - len(unmet.found)
    importance = float(case.importance[place]) if place is not None else 1.0
    known = subject.id in case.network.nodes
    reason = (
        phrase("goal_found", count=len(unmet.found), least=need.at_least, found=several(unmet.found))
        if unmet.found
        else phrase(f"goal_none_{need.how}", subject=subject, wanted=wanted(unmet))
    )
    covered = known and (subject.label in {"Topic", "Region"} or bool(case.observed[place or 0]))
    return Finding(
        "goals",
        (subject.id,),
        importance * missing / need.at_least * (1.0 if known else 0.9),
        phrase("goal_title", subject=subject, goal=unmet.goal.title),
        (reason,) if covered else (reason, phrase("known_uncovered", actor=subject)),
        evidence_of(case, [subject], "DEALS_WITH", "ACTIVE_IN") if known else (),
        phrase("goal_candidates", actors=several(unmet.candidates))
        if unmet.candidates
        else phrase("goal_no_candidates", wanted=wanted(unmet)),
        covered,
        f"{unmet.goal.id}.{unmet.place}",
    )


def wanted(unmet: Unmet) -> Phrase:
    """Return whom a goal asks for, in words."""
    who = unmet.need.who
    if who.works_for:
        return phrase("goal_people_of", name=who.works_for)
    if who.name:
        return phrase("goal_named", name=who.name)
    kinds = load().nodes["Organisation"].kinds
    kind = kinds.get(who.kind, load().nodes[who.type].display)
    return phrase("goal_kind_of_region" if who.region else "goal_kind", kind=kind, words=_words(who.words))


def _words(words: tuple[str, ...]) -> str:
    return f" ({' / '.join(words)})" if words else ""
