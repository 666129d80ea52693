"""What became of findings: accepted, assigned, done, dismissed; kept in the ledger, so that nobody is asked twice.

A finding is known by its id, which follows from the ids of the nodes it is about. A merge leaves the kept node its id;
what was said of the node that is gone counts for the kept one, and for itself again when the merge is undone.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime
from typing import Any, Literal, Self
from uuid import uuid4

from graph.analysis.questions.finding import Finding, finding_id
from graph.errors import UsageError
from graph.model.decisions import kept_nodes
from graph.model.ledger import LedgerEntry
from graph.store.view import View

State = Literal["open", "accepted", "assigned", "done", "dismissed"]
STATES: tuple[State, ...] = ("open", "accepted", "assigned", "done", "dismissed")
BOOK, HISTORY = "finding", "finding_history"
_SETTLED = frozenset({"done", "dismissed"})


@dataclass(frozen=True, slots=True)
class Standing:
    """What somebody said of a finding, who and when; `title` is how the finding read at that time."""

    state: State = "open"
    why: str = ""
    assigned_to: str = ""
    question: str = ""
    subjects: tuple[str, ...] = ()
    detail: str = ""
    title: str = ""
    who: str = ""
    at: str = ""

    @classmethod
    def parse(cls, entry: LedgerEntry) -> Self:
        """Return what an entry of the ledger says."""
        known = {name: value for name, value in entry.body.items() if name in _FIELDS}
        subjects = tuple(map(str, known.pop("subjects", ())))
        return cls(**known, subjects=subjects, who=entry.who, at=entry.at)

    def body(self) -> dict[str, Any]:
        """Return what is written into the ledger; who and when stand beside it."""
        return {name: value for name, value in asdict(self).items() if name in _FIELDS}

    def finding_now(self, kept: Mapping[str, str]) -> str:
        """Return the id its finding has now: merges change the ids of nodes, and with them the ids of findings."""
        return finding_id(self.question, self.detail, [kept.get(s, s) for s in self.subjects])


_FIELDS = frozenset(Standing.__dataclass_fields__) - {"who", "at"}
OPEN = Standing()


@dataclass(frozen=True, slots=True)
class Standings:
    """What became of all findings, by the ids they have now; what was done may come back after `back_after` days."""

    by_finding: Mapping[str, Standing] = field(default_factory=dict)
    back_after: float = 90.0

    def of(self, finding: Finding) -> Standing:
        """Return the standing of a finding; one nobody has said anything about is open."""
        return self.by_finding.get(finding.id, OPEN)

    def is_back(self, finding: Finding, today: date) -> bool:
        """Return whether a finding is asked about again: it was called done at least `back_after` days ago."""
        return self._is_over(self.of(finding), today)

    def _is_over(self, standing: Standing, today: date) -> bool:
        return standing.state == "done" and (today - _day(standing.at)).days >= self.back_after

    def is_settled(self, finding: Finding, today: date) -> bool:
        """Return whether a finding needs no more attention: dismissed, or done and not come back."""
        return self.of(finding).state in _SETTLED and not self.is_back(finding, today)

    def settled(self, today: date) -> frozenset[str]:
        """Return the ids of all findings that need no more attention."""
        found = self.by_finding.items()
        return frozenset(i for i, s in found if s.state in _SETTLED and not self._is_over(s, today))

    def settled_of(self, question: str) -> int:
        """Return how many findings of a question are settled at most; so many more have to be looked for."""
        return sum(s.question == question and s.state in _SETTLED for s in self.by_finding.values())


def read_standings(view: View, back_after: float) -> Standings:
    """Return what became of findings, as the ledger has it now."""
    kept = kept_nodes(view.decisions())
    found: dict[str, Standing] = {}
    for standing in sorted(map(Standing.parse, view.entries(BOOK)), key=lambda s: s.at):
        found[standing.finding_now(kept)] = standing  # of two that a merge made one, the later word counts
    return Standings(found, back_after)


def history(view: View, finding: str) -> list[Standing]:
    """Return all that was said of a finding, the latest first."""
    kept = kept_nodes(view.decisions())
    said = map(Standing.parse, view.entries(HISTORY))
    return [s for s in said if s.finding_now(kept) == finding]


def settled(
    finding: Finding, before: Standing, state: State, who: str, value: str = "", title: str = ""
) -> LedgerEntry:
    """Return the entry that says what became of a finding.

    `value` is the reason, or to whom it was given; `title` is what the finding was called.

    Raises:
        UsageError: dismissed without a reason, or assigned to nobody.
    """
    value = value.strip()
    if state in {"dismissed", "assigned"} and not value:
        raise UsageError(f"finding_needs_{state}")
    standing = Standing(
        state,
        why="" if state == "assigned" else value,
        assigned_to=value if state == "assigned" else "" if state == "open" else before.assigned_to,
        question=finding.question,
        subjects=finding.subjects,
        detail=finding.detail,
        title=title,
    )
    return LedgerEntry(BOOK, finding.id, who, body=standing.body())


def restated(finding: str, before: Standing, state: State, who: str, value: str = "") -> LedgerEntry:
    """Return the entry that says what became of a finding by its id, without looking for it in the network again.

    Raises:
        UsageError: assigned to nobody.
    """
    value = " ".join(value.split())
    if state == "assigned" and not value:
        raise UsageError("finding_needs_assigned")
    to = value if state == "assigned" else before.assigned_to
    return LedgerEntry(BOOK, finding, who, body=replace(before, state=state, why="", assigned_to=to).body())


def with_history(entry: LedgerEntry) -> tuple[LedgerEntry, LedgerEntry]:
    """Return an entry and its copy for the history, which no later one replaces."""
    return entry, LedgerEntry(HISTORY, f"{entry.id}:{uuid4().hex}", entry.who, body=entry.body)


def _day(at: str) -> date:
    return datetime.fromisoformat(at).date() if at else date.max
