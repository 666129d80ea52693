"""The office's own networking goals, kept in the ledger: all colleagues who share the database have the same."""

from collections.abc import Iterable, Sequence
from typing import Any

import yaml
from pydantic import ValidationError

from graph.analysis.goals import Goal, load_goals
from graph.errors import UsageError
from graph.model.ledger import LedgerEntry
from graph.store.curator import Curator
from graph.store.view import View

BOOK = "goal"
_WRITTEN = "-"  # no id of a goal; says that the book counts, even with no goal left in it


def read_goals(view: View) -> tuple[Goal, ...]:
    """Return the office's goals in their order; until somebody changes one, those the program comes with."""
    entries = {e.id: e for e in view.entries(BOOK)}
    if _WRITTEN not in entries:
        return load_goals()
    order: Sequence[str] = entries[_WRITTEN].body.get("order", ())
    goals = {e.id: Goal.model_validate(e.body["goal"]) for e in entries.values() if e.id != _WRITTEN}
    return tuple(goals[i] for i in sorted(goals, key=lambda i: (order.index(i) if i in order else len(order), i)))


def write_goals(view: View, curator: Curator, goals: Sequence[Goal], who: str) -> None:
    """Make these the office's goals.

    Raises:
        UsageError: two goals have the same id.
    """
    ids = [goal.id for goal in goals]
    if twice := next((i for i in ids if ids.count(i) > 1), ""):
        raise UsageError("goal_twice", name=twice)
    entries = [LedgerEntry(BOOK, _WRITTEN, who, body={"order": ids})]
    entries += [LedgerEntry(BOOK, goal.id, who, body={"goal": _plain(goal)}) for goal in goals]
    gone = {e.id for e in view.entries(BOOK)} - {e.id for e in entries}
    curator.note(entries)
    if gone:
        curator.strike(BOOK, sorted(gone))


def made_goal(values: dict[str, Any]) -> Goal:
    """Return the goal that a form describes.

    Raises:
        UsageError: it is none; the sentence names the field.
    """
    try:
        return Goal.model_validate(values)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(map(str, first["loc"]))
        raise UsageError("goal_unreadable", field=field, detail=first["msg"]) from error


def as_yaml(goals: Iterable[Goal]) -> str:
    """Return goals as a file of goals has them."""
    return yaml.safe_dump({"goals": [_plain(goal) for goal in goals]}, allow_unicode=True, sort_keys=False)


def _plain(goal: Goal) -> dict[str, Any]:
    return goal.model_dump(mode="json", exclude_defaults=True)
