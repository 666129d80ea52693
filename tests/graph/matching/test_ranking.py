"""The order in which pairs are asked, and what answers do to it."""

import random
from dataclasses import replace

from graph.matching.pairs import MatchReason, Pair
from graph.matching.ranking import DEFAULTS, Order, features_of, learn
from graph.model.decisions import BY_RULE, Decision, Judgement


def pair(name: str, *kinds: str, a: str = "Glasbund", b: str = "Glasbund Nord") -> Pair:
    return Pair(f"{name}1", f"{name}2", "maybe", 0.5, tuple(MatchReason(kind, a, b, 0.3) for kind in kinds))


def answer(number: int, judgement: Judgement, *kinds: str, who: str = "anna", at: str = "") -> Decision:
    compared = tuple(f"{kind}: Ivo Tannhoff | Ivo Tannhoff" for kind in kinds)
    at = at or f"2024-01-{number:02d}T10:00:00+00:00"
    return Decision(f"d{number}", judgement, "Person", "x", "y", "X", "Y", (), (), who, at, compared=compared)


def test_certain_pairs_come_first_then_what_more_speaks_for() -> None:
    sure = replace(pair("c", "external_id"), judgement="same")
    pairs = [pair("a", "name_initial", "other_organisation"), pair("b", "name_slip", "organisation"), sure]
    assert [p.a for p in Order().ordered(pairs)] == ["c1", "b1", "a1"]


def test_equal_letters_stand_before_other_letters() -> None:
    close = pair("b", "name_alike", a="Glaskraft Keramik", b="GlaskraftKeramik")
    far = pair("a", "name_alike", a="Gesellschaft für Glasrecht", b="Gesellschaft für Grabmale")
    assert [p.a for p in Order().ordered([far, close])] == ["b1", "a1"]
    assert Order().likely(close) > 0.9 > 0.5 > Order().likely(far)


def test_a_name_that_chance_makes_weighs_less_than_a_rare_one() -> None:
    rare = replace(pair("a", "name"), reasons=(MatchReason("rare_name", "X", "0.001", 0.3),))
    common = replace(pair("b", "name"), reasons=(MatchReason("rare_name", "X", "0.5", 0.3),))
    assert Order().likely(rare) > Order().likely(common)


def test_no_answers_change_nothing() -> None:
    assert learn([]) == Order()


def test_answers_move_what_they_were_about_and_the_next_pairs() -> None:
    before, after = Order(), learn([answer(n, "different", "name_slip", "event") for n in range(1, 9)])
    asked = pair("a", "name_slip", "event")
    assert after.answers == 8
    assert after.likely(asked) < before.likely(asked)
    assert after.likely(pair("b", "email")) > after.likely(asked)
    assert {name for name, _, _ in after.learned} == {"any", "name_slip", "event"}


def test_one_answer_moves_little() -> None:
    after = learn([answer(1, "different", "name_slip")])
    moved = [abs(now.weight - default.weight) for now, default in zip(after.features, DEFAULTS, strict=True)]
    assert 0 < max(moved) < 0.5


def test_what_rules_decided_what_was_undone_and_what_is_older_does_not_count() -> None:
    taken_back = replace(answer(1, "different", "name_slip"), undone_at="2024-02-01T00:00:00+00:00")
    by_rule = answer(2, "same", "name_slip", who=BY_RULE)
    assert learn([taken_back, by_rule]) == Order()
    old, new = answer(3, "different", "name_slip"), answer(9, "different", "name_slip")
    assert learn([old, new], since="2024-01-05T00:00:00+00:00") == learn([new])


def test_the_order_of_the_answers_makes_no_difference() -> None:
    answers = [
        answer(n, "same" if n % 3 else "different", "name", *(("event",) if n % 2 else ())) for n in range(1, 20)
    ]
    mixed = answers[:]
    random.Random(1).shuffle(mixed)
    assert learn(answers) == learn(mixed)


def test_unknown_reasons_of_older_decisions_are_passed_over() -> None:
    assert learn([answer(1, "same", "something_old")]).answers == 1
    assert features_of([MatchReason("rare_name", "X", "Ivo Tannhoff", 0.3)])["namesakes"] == 0
