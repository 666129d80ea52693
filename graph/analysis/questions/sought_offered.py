"""Sought here, offered there, not in contact: who could help whom, and neither knows of the other."""

from graph.analysis.case import Case
from graph.analysis.complements import Complement, Complements
from graph.analysis.phrases import phrase
from graph.analysis.questions.finding import Finding
from graph.analysis.questions.pair_facts import advice_for_pair, contact_phrase, is_covered

QUESTION = "sought_offered"


def find(case: Case, top: int) -> list[Finding]:
    """Return the pairs of whom one offers what the other seeks, without a contact."""
    complements = Complements(case)
    if not complements.has:
        return []
    asked = {case.arrays.ids[i] for i, wanted in enumerate(case.asked.tolist()) if wanted}
    found = [c for c in complements.find(top=10 * top) if {c.seeker.id, c.offerer.id} & asked]
    seen: dict[frozenset[str], Complement] = {}
    for one in found:  # two who each offer what the other seeks are one finding
        seen.setdefault(frozenset((one.seeker.id, one.offerer.id)), one)
    return [_finding(case, one) for one in list(seen.values())[:top]]


def _finding(case: Case, found: Complement) -> Finding:
    a, b = found.seeker, found.offerer
    places = [case.place[n.id] for n in (a, b) if n.id in case.place]
    covered = len(places) == 2 and is_covered(case, *places)
    topic = case.network.nodes[found.matches[0].seek.end]
    return Finding(
        QUESTION,
        (a.id, b.id),
        found.score,
        phrase("sought_offered_title", a=a, b=b, sought=found.matches[0].seek.role or topic.name),
        (*found.reasons(case.network), contact_phrase(case, a, b)),
        found.evidence,
        advice_for_pair(case, a, b, topic),
        covered,
    )
