"""Reasons as sentences."""

from datetime import date

import pytest

from dashboard.sentences import Sentences
from graph.analysis.ties import Ties
from tests.graph.networks import network


@pytest.mark.parametrize(
    ("dates", "said"),
    [
        (("2015",), "know each other as a source says (since 2015)"),
        (("2010", "2012"), "know each other as a source says (2010 to 2012)"),
        (("", "", "s1"), "know each other as a source says on 16 March 2021"),
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
