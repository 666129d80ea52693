"""The finding with an id, whether a question finds it or an introduction is suggested."""

from graph.analysis.goals import Goals
from graph.analysis.questions import Case, Finding, find_finding
from graph.analysis.questions.finding import finding_id
from graph.analysis.suggestions.introductions import QUESTION, Matchmaker
from graph.curation.standings import Standings
from graph.errors import UsageError


def find_any(case: Case, wanted: str, standings: Standings, actor: str = "", goals: Goals = None) -> Finding:
    """Return the finding with an id; `actor` is whom it was suggested for, where it is not among the best of all.

    An introduction that somebody has noted something of is found also when both have met since; `goals` are the
    office's.

    Raises:
        UsageError: there is none now.
    """
    if pair := _noted(case, wanted, standings):
        return Matchmaker(case, people=_has_person(case, pair), goals=goals).of_pair(*pair)
    try:
        return find_finding(case, wanted, goals)
    except UsageError:
        for people in (False, True):
            if people or not _has_person(case, (actor,)):
                found = Matchmaker(case, people=people, goals=goals).find(wanted, actor)
                if found:
                    return found
        raise


def _noted(case: Case, wanted: str, standings: Standings) -> tuple[str, ...]:
    """Return the pair of an introduction that something was noted of, none where one of them is gone."""
    standing = standings.by_finding.get(wanted)
    if standing is None or standing.question != QUESTION or finding_id(QUESTION, "", standing.subjects) != wanted:
        return ()
    return standing.subjects if all(s in case.network.nodes for s in standing.subjects) else ()


def _has_person(case: Case, nodes: tuple[str, ...]) -> bool:
    return any(n and case.network.nodes[n].label == "Person" for n in nodes)
