"""A tie taken apart: its shares add up and its reasons read as sentences."""

from datetime import date

import pytest

from graph.analysis.explain import Explainer, Explanation
from graph.analysis.snapshot import take_snapshot
from graph.analysis.strengths import Strengths
from graph.analysis.ties import Ties
from tests.graph.networks import network
from tests.support.worded import worded

DAY = date(2022, 6, 30)
NODES = [
    *((f"p{i}", {"name": f"Person {i}"}) for i in range(1, 5)),
    ("o1", {"name": "Werk"}),
    ("o2", {"name": "Amt"}),
    ("e1", {"name": "Runde", "format": "workshop", "start": "2022-06-30"}),
]
ROWS = [
    ("WORKS_FOR", "p1", "o1", "", "2010"),
    ("WORKS_FOR", "p2", "o1", "", "2012"),
    ("WORKS_FOR", "p3", "o2"),
    ("KNOWS", "p1", "p3", "met", "2022-06-30", "2022-06-30"),
    *(("TOOK_PART_IN", p, "e1", "participant", "", "", f"src-{p}") for p in ("p1", "p2", "p3", "p4")),
]


def explain(a: str, b: str) -> Explanation:
    net = network(NODES, ROWS)
    return Explainer(net, Strengths(take_snapshot(net), DAY)).explain(a, b)


def test_two_people_have_the_reasons_that_ties_gives() -> None:
    found, reference = explain("p1", "p2"), Ties(network(NODES, ROWS), DAY).between("p1", "p2")
    assert reference is not None
    assert found.strength == pytest.approx(reference.strength)
    assert [(s.reason.kind, s.reason.via, s.reason.date) for s in found.shares] == [
        (r.kind, r.via, r.date) for r in reference.reasons
    ]
    assert sum(s.share for s in found.shares) == pytest.approx(1)


def test_organisations_are_tied_through_named_people() -> None:
    """p1 and p3: acquaintance 8 and the workshop of four 3/3 = 1; p2 and p3: the workshop, 1."""
    found = explain("o1", "o2")
    assert found.strength == pytest.approx(10)
    assert [worded(s.reason, network=network(NODES, ROWS)) for s in found.shares] == [
        "Person 1 und Person 3: kennen einander laut Quelle (30.06.2022)",
        "Person 1 und Person 3: gemeinsam bei „Runde“ (30.06.2022, 4 Personen)",
        "Person 2 und Person 3: gemeinsam bei „Runde“ (30.06.2022, 4 Personen)",
    ]
    assert {"src-p1#row 1", "src-p2#row 1", "src-p3#row 1"} <= set(found.evidence)


def test_a_person_is_tied_to_an_organisation_by_belonging_to_it_and_by_knowing_its_people() -> None:
    """p3 knows p1 of o1 (8 + 1) and met p2 of o1 (1). p1 belongs to o1 (4) and met p2 elsewhere (1)."""
    assert explain("p3", "o1").strength == pytest.approx(10)
    assert explain("o1", "p3").strength == pytest.approx(10)
    assert explain("p1", "o1").strength == pytest.approx(5)


def test_without_anything_shared_no_contact_is_known() -> None:
    assert explain("p4", "o2").strength == pytest.approx(1)
    net = network(NODES, [])
    assert Explainer(net, Strengths(take_snapshot(net), DAY)).explain("p4", "o2").shares == ()
