"""Which findings wait for somebody: those that nobody has dismissed or done."""

from dataclasses import dataclass
from datetime import date

from graph.analysis.case import Case
from graph.analysis.goals import Goals
from graph.analysis.questions import QUESTIONS, Finding, ask
from graph.curation.standings import Standings

_MOST = 1000  # findings of a question that are looked through for those in a state


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which findings are wanted: of a question, in a state, given to somebody; settled ones only with `everything`."""

    question: str = ""
    top: int = 20
    everything: bool = False
    state: str = ""
    assigned_to: str = ""


def worklist(
    case: Case, standings: Standings, today: date, wanted: Wanted, goals: Goals = None
) -> dict[str, list[Finding]]:
    """Return findings by question without what somebody has dismissed or done; others move up.

    `goals` are the office's.

    Raises:
        UsageError: there is no such question.
    """
    asks = bool(wanted.state or wanted.assigned_to)
    found: dict[str, list[Finding]] = {}
    for name in [wanted.question] if wanted.question else QUESTIONS:
        more = _MOST if asks else wanted.top + standings.settled_of(name)
        asked = ask(case, name, more, goals)[name]
        found[name] = [f for f in asked if _is_wanted(standings, f, today, wanted)][: wanted.top]
    return found


def _is_wanted(standings: Standings, finding: Finding, today: date, wanted: Wanted) -> bool:
    standing = standings.of(finding)
    if wanted.state and standing.state != wanted.state:
        return False
    if wanted.assigned_to and standing.assigned_to != wanted.assigned_to:
        return False
    return wanted.everything or bool(wanted.state) or not standings.is_settled(finding, today)
