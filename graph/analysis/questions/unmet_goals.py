"""Networking goals that do not hold, as findings."""

from graph.analysis.case import Case
from graph.analysis.goals import Checker, Goals, Unmet, wanted_goals
from graph.analysis.phrases import Phrase, phrase, several
from graph.analysis.questions.finding import Finding, evidence_of
from graph.model.schema import load


def find(case: Case, top: int, goals: Goals = None) -> list[Finding]:
    """Return for whom which goal does not hold, those that lack most first."""
    checker = Checker(case)
    unmet = [u for goal in wanted_goals(goals) for u in checker.check(goal).unmet]
    ranked = sorted(unmet, key=lambda u: (-weight(case, u), u.goal.id, u.place, u.subject.id))
    return [finding(checker, u) for u in ranked[:top]]


def weight(case: Case, unmet: Unmet) -> float:
    """Return how much it counts: the share that is missing, by the importance of whom it is about."""
    place, least = case.place.get(unmet.subject.id), unmet.need.at_least
    importance = float(case.importance[place]) if place is not None else 0.9  # known by name only
    return importance * (least - len(unmet.found)) / least


def finding(checker: Checker, unmet: Unmet) -> Finding:
    """Return a goal that does not hold for somebody as a finding."""
    case, subject, need = checker.case, unmet.subject, unmet.need
    place = case.place.get(subject.id)
    known = place is not None
    reason = (
        phrase("goal_found", count=len(unmet.found), least=need.at_least, found=several(unmet.found))
        if unmet.found
        else phrase(f"goal_none_{need.how}", subject=subject, wanted=wanted(unmet))
    )
    covered = known and (subject.label in {"Topic", "Region"} or bool(case.observed[place or 0]))
    candidates = checker.nearest(unmet)
    return Finding(
        "goals",
        (subject.id,),
        weight(case, unmet),
        phrase("goal_title", subject=subject, goal=unmet.goal.title),
        (reason,) if covered else (reason, phrase("known_uncovered", actor=subject)),
        evidence_of(case, [subject], "DEALS_WITH", "ACTIVE_IN") if known else (),
        phrase("goal_candidates", actors=several(candidates))
        if candidates
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
    kind = who.called or kinds.get(who.kind, load().nodes[who.type].display)
    words = "" if who.called else _words(who.words)
    return phrase("goal_kind_of_region" if who.region else "goal_kind", kind=kind, words=words)


def _words(words: tuple[str, ...]) -> str:
    return f" ({' / '.join(words)})" if words else ""
