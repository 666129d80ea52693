"""What became of findings: not asked twice, not lost in a merge, back where it was not done after all."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest

from graph.analysis.questions import Case, Finding, ask, find_finding
from graph.curation.standings import (
    Standing,
    Standings,
    history,
    kept_nodes,
    read_standings,
    settled,
    with_history,
)
from graph.curation.worklist import Wanted, worklist
from graph.errors import UsageError
from graph.model.decisions import Decision
from graph.model.facts import Entity, Fact, Record, Source
from graph.network import Network
from graph.store import Store
from graph.store.merging import Reasons
from tests.support.worded import worded

TODAY = date(2022, 6, 30)
NAMES = ("Küstenbund", "Glaskreis", "Stahlrunde")
LIST = Source(title="Liste", sha256="a" * 64, kind="list", date="2022-01-01")


def initiative(name: str) -> Entity:
    return Entity("Organisation", (f"org:{name.lower()}",), name, "row 1", {"kind": "initiative"})


@pytest.fixture
def filled(store: Store) -> Iterator[Store]:
    """Three initiatives on one topic in one region: three missing ties."""
    topic, land = (Entity(label, (f"{label}:x",), label, "row 1") for label in ("Topic", "Region"))
    organisations = [initiative(name) for name in NAMES]
    facts = [
        Fact(kind, o.key, end.key, "row 1")
        for o in organisations
        for kind, end in (("DEALS_WITH", topic), ("ACTIVE_IN", land))
    ]
    store.writer().load(LIST, [Record((topic, land, *organisations), tuple(facts))])
    before = store._clock
    yield store
    store._clock = before


def case_of(store: Store) -> Case:
    return Case(Network.read(store.view()), TODAY)


def missing(store: Store) -> list[Finding]:
    return ask(case_of(store), "missing_ties")["missing_ties"]


def step(store: Store, finding: Finding, state: str, value: str = "") -> None:
    before = read_standings(store.view(), 90).of(finding)
    store.curator().note(with_history(settled(finding, before, state, "anna", value, worded(finding.title))))  # type: ignore[arg-type]


def shown(store: Store, today: date = TODAY, **wanted: object) -> list[str]:
    asked = Wanted("missing_ties", **wanted)  # type: ignore[arg-type]
    return [f.id for f in worklist(case_of(store), read_standings(store.view(), 90), today, asked)["missing_ties"]]


def test_what_was_dismissed_or_done_is_not_asked_again_and_others_move_up(filled: Store) -> None:
    first, second, third = missing(filled)
    step(filled, first, "dismissed", "kennen sich")
    step(filled, second, "done")
    assert shown(filled, datetime.now(UTC).date(), top=1) == [third.id]
    assert set(shown(filled, datetime.now(UTC).date(), everything=True)) == {first.id, second.id, third.id}


def test_a_step_says_who_and_why_and_the_history_is_kept(filled: Store) -> None:
    version = filled.view().data_version()
    first = missing(filled)[0]
    step(filled, first, "accepted")
    step(filled, first, "assigned", "Ben")
    step(filled, first, "done")
    now = read_standings(filled.view(), 90).of(first)
    assert (now.state, now.assigned_to, now.who, now.title) == ("done", "Ben", "anna", worded(first.title))
    assert [s.state for s in history(filled.view(), first.id)] == ["done", "assigned", "accepted"]
    assert filled.view().data_version() == version


def test_findings_are_chosen_by_state_and_by_whom_they_were_given_to(filled: Store) -> None:
    first, second, _ = missing(filled)
    step(filled, first, "assigned", "Ben")
    step(filled, second, "dismissed", "nein")
    assert shown(filled, assigned_to="Ben") == [first.id]
    assert shown(filled, state="dismissed") == [second.id]
    assert len(shown(filled, state="open")) == 1


def test_a_finding_that_is_still_there_long_after_it_was_done_comes_back(filled: Store) -> None:
    first = missing(filled)[0]
    filled._clock = lambda: datetime(2022, 1, 1, tzinfo=UTC)
    step(filled, first, "done")
    done = date(2022, 1, 1)
    assert first.id not in shown(filled, done + timedelta(days=89))
    assert first.id in shown(filled, done + timedelta(days=90))
    assert read_standings(filled.view(), 90).is_back(first, done + timedelta(days=90))


def test_a_word_about_a_node_that_was_merged_counts_for_the_one_that_stays(filled: Store) -> None:
    by_name = {n.name: n.id for n in case_of(filled).network.by_label("Organisation")}
    gone, kept = by_name["Stahlrunde"], by_name["Glaskreis"]
    about_gone = next(f for f in missing(filled) if set(f.subjects) == {gone, by_name["Küstenbund"]})
    step(filled, about_gone, "dismissed", "kennen sich")
    decision = filled.curator().merge(kept, gone, Reasons("anna", "eine", ()))
    (left,) = missing(filled)
    assert set(left.subjects) == {kept, by_name["Küstenbund"]}
    assert read_standings(filled.view(), 90).of(left).why == "kennen sich"
    assert shown(filled) == []
    filled.curator().undo(decision.id, "anna")
    assert about_gone.id not in shown(filled)
    assert left.id in shown(filled)


@pytest.mark.parametrize(("state", "value"), [("dismissed", "  "), ("assigned", "")])
def test_a_reason_and_a_name_are_asked_for(filled: Store, state: str, value: str) -> None:
    with pytest.raises(UsageError, match="Please"):
        step(filled, missing(filled)[0], state, value)


def test_reopening_takes_it_from_whom_it_was_given_to(filled: Store) -> None:
    first = missing(filled)[0]
    step(filled, first, "assigned", "Ben")
    step(filled, first, "open")
    assert shown(filled, assigned_to="Ben") == []
    assert first.id in shown(filled)


def test_an_unknown_finding_is_said_to_be_unknown(filled: Store) -> None:
    assert find_finding(case_of(filled), missing(filled)[1].id) == missing(filled)[1]
    with pytest.raises(UsageError, match="nothing"):
        find_finding(case_of(filled), "nothing")


def decided(keep: str, other: str, undone: str = "") -> Decision:
    return Decision(f"{keep}{other}", "same", "Person", keep, other, "", "", (), (), "anna", "2022", undone_at=undone)


def test_merges_of_merges_lead_to_the_last_and_circles_end() -> None:
    assert kept_nodes([decided("b", "a"), decided("c", "b")]) == {"a": "c", "b": "c"}
    assert kept_nodes([decided("b", "a", "2023")]) == {}
    assert set(kept_nodes([decided("b", "a"), decided("a", "b")])) == {"a", "b"}


def test_nothing_said_is_open() -> None:
    assert Standings().by_finding == {}
    assert Standing().state == "open"
