"""Contacts as lines: as strong as their reasons say, with the days of these, and old where all is long ago."""

from datetime import date

import pytest

from graph.analysis.case import Case
from graph.views.contacts import BETWEEN, Between, contacts
from graph.views.lands import NONE, SEVERAL, land_code, lands, places, tiles
from tests.dashboard.pages.small_network import small_network

DAY = date(2021, 6, 1)


@pytest.mark.parametrize("between", BETWEEN)
def test_a_line_is_as_strong_as_its_reasons_and_ends_with_the_last_of_them(between: Between) -> None:
    case = Case(small_network(), DAY)
    table = contacts(case, between)
    found = table.among(table.tied)
    assert found
    for contact in found:
        why = case.explainer.explain(contact.a, contact.b)
        assert contact.strength == pytest.approx(why.strength, rel=1e-6)
        assert contact.strength >= case.thresholds.contact
        assert contact.last <= DAY.toordinal()
        assert contact.is_old == (contact.last < DAY.toordinal() - case.thresholds.stale_years * 365.25)
    assert [c.strength for c in found] == sorted((c.strength for c in found), reverse=True)


def test_those_who_met_at_one_event_only_have_its_day_and_grow_old() -> None:
    met = {frozenset((c.a, c.b)): c for c in contacts(Case(small_network(), DAY), "people").among({"mueller", "anna"})}
    assert date.fromordinal(met[frozenset(("mueller", "anna"))].last) == date(2021, 3, 16)
    later = contacts(Case(small_network(), date(2026, 6, 1)), "people").among({"mueller", "anna"})
    assert [c.is_old for c in later] == [True] * len(later)


def test_the_strongest_lines_choose_who_is_drawn_first() -> None:
    table = contacts(Case(small_network(), DAY), "mixed")
    first = table.among(table.tied)[0]
    assert table.strongest(table.tied, 2) == {first.a, first.b}
    assert table.among({first.a}) == []


def test_contacts_that_are_long_ago_and_the_others_are_all() -> None:
    table = contacts(Case(small_network(), date(2024, 6, 1)), "mixed")
    parts = [table.only(certain=certain, old=not certain) for certain in (True, False)]
    assert [{c.is_old for c in part.among(part.tied)} for part in parts] == [{False}, {True}]
    assert sum(map(len, parts)) == len(table) == len(table.only(certain=True, old=True))
    nothing = table.only(certain=False, old=False)
    assert (len(nothing), nothing.tied) == (0, frozenset())


def test_who_has_no_region_stands_where_its_organisation_is() -> None:
    found = lands(Case(small_network(), DAY))
    assert (found["amt"], found["mueller"], found["tagung"]) == ("DED", "DED", "DED")
    assert (found["werk"], found["anna"]) == (NONE, NONE)


def test_every_actor_stands_in_its_own_tile_and_no_two_on_one_spot() -> None:
    where = {f"n{k}": code for k, code in enumerate(["DED"] * 40 + [SEVERAL] * 5 + [NONE])}
    found = places(where, where)
    assert len(set(found.values())) == len(where)
    for node, (x, y) in found.items():
        tile = tiles()[where[node]]
        assert abs(x - tile.x) < 10
        assert abs(y - tile.y) < 10


@pytest.mark.parametrize(("code", "land"), [("DED2", "DED"), ("14", "DED"), ("14713", "DED"), ("DE", ""), ("FR1", "")])
def test_codes_of_regions_name_their_land(code: str, land: str) -> None:
    assert land_code(code) == land
