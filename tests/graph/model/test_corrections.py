"""What somebody decided about values: the latest counts, and taking it away leaves what counts then."""

from graph.model.claims import Claims
from graph.model.corrections import FactCorrection, overruled_by
from graph.model.schema import load

ORGANISATION = load().nodes["Organisation"]
FIRST, SECOND = "entry-a#2026-03-01", "entry-b#2026-03-02"


def claims(**more: str) -> Claims:
    """Two lists say Bonn; each further claim is field, mark and value to its evidence."""
    said = {("name", "Werk", "k"): ["src-1#2", "src-2#2"], ("place", "Bonn", "k"): ["src-1#2", "src-2#2"]}
    found = Claims(said)
    for text, evidence in more.items():
        name, value = text.split("=")
        found.items[name, value, "k"] = [evidence]
    return found


def test_the_latest_decision_stands_before_what_two_lists_say() -> None:
    both = claims(**{"place!=Berlin": FIRST, "place!=Ulm": SECOND})
    assert both.properties(ORGANISATION)["place"] == "Ulm"
    assert both.without({"entry-b"}).properties(ORGANISATION)["place"] == "Berlin"
    assert both.without({"entry-a", "entry-b"}).properties(ORGANISATION)["place"] == "Bonn"


def test_a_value_that_was_taken_away_is_none_until_a_later_decision() -> None:
    assert "place" not in claims(**{"place!=": SECOND, "place!=Berlin": FIRST}).properties(ORGANISATION)
    assert claims(**{"place!=": FIRST, "place!=Berlin": SECOND}).properties(ORGANISATION)["place"] == "Berlin"


def test_of_several_values_the_wrong_one_is_left_out() -> None:
    said = claims(**{"aliases=Wrk": "src-1#2", "aliases=W": "src-1#2", "aliases-=Wrk": FIRST})
    assert said.properties(ORGANISATION)["aliases"] == ["W"]
    said.items["aliases!", "Wrk", "k"] = [SECOND]
    assert said.properties(ORGANISATION)["aliases"] == ["W", "Wrk"]


def test_who_may_not_see_a_correction_sees_neither_the_wrong_value_nor_the_right_one() -> None:
    said = claims(**{"place!=Berlin": FIRST}).seen({"src-1", "src-2"})
    assert "place" not in said.properties(ORGANISATION)
    assert claims(**{"place!=Berlin": FIRST}).seen({"src-1", "entry-a"}).properties(ORGANISATION)["place"] == "Berlin"


def test_no_longer_covers_what_is_open_and_began_before() -> None:
    gone = FactCorrection("WORKS_FOR", "a", "b", ended="2026-01-31")
    assert gone.covers("WORKS_FOR", {"role": "Chef", "valid_from": "2020"})
    assert gone.covers("WORKS_FOR", {})
    assert not gone.covers("WORKS_FOR", {"valid_from": "2026-02-01"})
    assert not gone.covers("WORKS_FOR", {"valid_to": "2025"})
    assert not gone.covers("MEMBER_OF", {})


def test_a_fact_entered_again_after_its_correction_stands() -> None:
    wrong = [(FactCorrection("KNOWS", "a", "b"), [FIRST])]
    assert overruled_by("KNOWS", {"evidence": ["src-1#2"]}, wrong) == ["entry-a"]
    assert overruled_by("KNOWS", {"evidence": ["src-1#2", SECOND]}, wrong) == []
