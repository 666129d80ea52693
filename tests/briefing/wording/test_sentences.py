"""Reasons as sentences."""

from datetime import date

import pytest

from briefing.wording.sentences import Sentences
from graph.analysis.ties import Ties
from tests.graph.networks import network


@pytest.mark.parametrize(
    ("dates", "said"),
    [
        (("2015",), "know each other as a source says (since 2015)"),
        (("2010", "2012"), "know each other as a source says (2010 to 2012)"),
        (("", "", "s1"), "know each other as a source says (as of 16 March 2021)"),
        ((), "know each other as a source says"),
    ],
)
def test_an_acquaintance_is_told_with_its_own_dates_not_with_the_day_asked_for(
    dates: tuple[str, ...], said: str
) -> None:
    built = network([("p1", {}), ("p2", {}), ("s1", {"date": "2021-03-16"})], [("KNOWS", "p1", "p2", "met", *dates)])
    tie = Ties(built, date(2026, 1, 1)).between("p1", "p2")
    assert tie is not None
    assert Sentences(built, "en").reason(tie.reasons[0]) == said


def test_what_two_sources_saw_is_not_told_as_ended_with_the_later_one() -> None:
    built = network(
        [("p1", {}), ("o1", {}), ("s1", {"date": "2021-03-16"}), ("s2", {"date": "2022-05-10"})],
        [("WORKS_FOR", "p1", "o1", "Leiterin", "", "", "s1", "s2")],
    )
    (fact,) = built.relations
    assert Sentences(built, "de").period(fact) == "belegt 16.03.2021 bis 10.05.2022"
