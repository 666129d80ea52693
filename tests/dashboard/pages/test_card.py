"""The card of an actor: which roles are held now."""

from datetime import date

from dashboard.pages.actor.card import held_now
from dashboard.parts.frame import Context
from graph.network import Relation

DAY = date(2022, 12, 31)


def role(name: str, end: str, said: str = "Referentin", **dates: str) -> Relation:
    return Relation(name, "WORKS_FOR", "anna", end, role=said, evidence=("src-1#row 7",), **dates)


def held(context: Context, *facts: Relation) -> list[str]:
    return [fact.id for fact in held_now(context, facts, DAY)]


def test_a_role_that_a_source_ends_is_not_held_though_a_list_saw_it(context: Context) -> None:
    seen, ended = role("seen", "werk"), role("ended", "werk", valid_from="2018", valid_to="2022-03")
    assert held(context, seen, ended) == []
    assert held(context, seen) == ["seen"]


def test_a_role_that_several_sources_name_stands_once_and_another_one_beside_it(context: Context) -> None:
    seen, since = role("seen", "werk", "Leiterin"), role("since", "werk", "leiterin", valid_from="2022-04")
    assert held(context, seen, since) == ["since"]
    assert sorted(held(context, seen, since, role("other", "werk", "Beirätin"), role("amt", "amt", "Leiterin"))) == [
        "amt",
        "other",
        "since",
    ]


def test_who_came_back_holds_the_role_again(context: Context) -> None:
    before, again = role("before", "werk", valid_from="2015", valid_to="2018"), role("again", "werk", valid_from="2021")
    assert held(context, before, again) == ["again"]
