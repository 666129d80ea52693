"""Beyond the newest evidence the network is unknown, not ended."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from graph.analysis.diff import Effect, compare, effect_phrase
from graph.analysis.phrases import phrase, reach_said
from graph.analysis.questions import Case
from tests.graph.networks import network
from tests.support.worded import worded

TODAY = date(2026, 11, 29)
Row = tuple[str, ...]
NODES = [*((n, {}) for n in ("p1", "p2", "o1", "o2")), ("e1", {"start": "2022-06-30", "format": "workshop"})]
MET: list[Row] = [("TOOK_PART_IN", "p1", "e1", "participant"), ("TOOK_PART_IN", "p2", "e1", "participant")]


def test_the_newest_event_source_or_beginning_is_how_far_it_reaches() -> None:
    assert network(NODES, MET).reaches_to(TODAY) == date(2022, 6, 30)
    later = [*MET, ("WORKS_FOR", "p1", "o1", "", "2023-02")]
    assert network(NODES, later).reaches_to(TODAY) == date(2023, 2, 28)


def test_the_day_after_an_end_is_known_and_what_is_planned_is_not() -> None:
    ended = [("WORKS_FOR", "p1", "o1", "", "2010", "2023-01-31"), ("WORKS_FOR", "p2", "o1", "", "2010", "2030")]
    assert network(NODES, ended).reaches_to(TODAY) == date(2023, 2, 1)
    planned = network([*NODES, ("e2", {"start": "2027-01-15"})], MET)
    assert planned.reaches_to(TODAY) == date(2022, 6, 30)


def test_without_any_day_it_is_looked_at_as_of_today() -> None:
    bare = network(NODES[:4], [("WORKS_FOR", "p1", "o1")])
    assert bare.reaches_to(TODAY) is None
    assert bare.reference_day(TODAY) == TODAY


@given(st.dates(min_value=date(2022, 7, 1), max_value=date(2090, 1, 1)))
def test_nothing_is_lost_between_the_last_evidence_and_any_later_day(later: date) -> None:
    net = network(NODES, [*MET, ("WORKS_FOR", "p1", "o1"), ("WORKS_FOR", "p2", "o2")])
    for people in (False, True):
        assert compare(Case(net, date(2022, 6, 30)), Case(net, later), people=people).ties == ()


def test_how_far_the_sources_reach_is_said() -> None:
    assert "30.06.2022" in worded(reach_said(date(2022, 6, 30), date(2022, 6, 30)))
    assert reach_said(date(2022, 6, 30), TODAY).key == "sources_reach_past"


def test_what_came_after_an_event_is_a_sentence_for_none_one_and_many() -> None:
    assert worded(effect_phrase(Effect(3, 5, 2, 1))).startswith("3 Monate nach der Veranstaltung: 2 Paare")
    assert "1 Paar von Teilnehmenden" in worded(effect_phrase(Effect(6, 5, 1, 0)))
    assert "keinem der 5 Paare" in worded(effect_phrase(Effect(12, 5, 0, 0)))
    assert "kannten einander schon vorher" in worded(effect_phrase(Effect(12, 0, 0, 0)))


def test_a_faint_contact_is_never_said_to_have_no_strength() -> None:
    said = worded(phrase("known_weak", strength=0.003, reason="x"))
    assert "0,00" not in said
    assert "< 0,01" in said
