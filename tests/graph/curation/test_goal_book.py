"""The office's own goals: those of the program until somebody changes one, in any order, none at all."""

from pathlib import Path

import pytest

from graph.analysis.goals import load_goals
from graph.curation.goal_book import as_yaml, made_goal, read_goals, write_goals
from graph.errors import UsageError
from graph.store import Store

MINE = {
    "id": "meins",
    "title": {"de": "Jede Kammer kennt zwei Gewerkschaften", "en": "Every chamber knows two unions"},
    "every": {"type": "Organisation", "kind": "chamber"},
    "needs": [{"how": "contact", "who": {"kind": "union"}, "at_least": 2}],
}


def test_goals_come_back_in_their_order_and_can_all_be_deleted(store: Store) -> None:
    view, curator = store.view(), store.curator()
    assert read_goals(view) == load_goals()
    wanted = (made_goal(MINE), *reversed(load_goals()))
    write_goals(view, curator, wanted, "anna")
    assert read_goals(view) == wanted
    write_goals(view, curator, wanted[1:], "ben")
    assert read_goals(view) == wanted[1:]
    write_goals(view, curator, (), "ben")
    assert read_goals(view) == ()


def test_a_written_file_says_the_same(tmp_path: Path) -> None:
    path = tmp_path / "ziele.yaml"
    goals = (made_goal(MINE), *load_goals())
    path.write_text(as_yaml(goals), encoding="utf-8")
    assert load_goals(path) == goals


def test_what_is_no_goal_is_refused_by_the_field(store: Store) -> None:
    with pytest.raises(UsageError, match=r"needs\.0\.at_least"):
        made_goal({**MINE, "needs": [{"how": "contact", "who": {}, "at_least": 0}]})
    with pytest.raises(UsageError, match="meins"):
        write_goals(store.view(), store.curator(), [made_goal(MINE), made_goal(MINE)], "anna")
