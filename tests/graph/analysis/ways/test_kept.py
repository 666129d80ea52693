"""Contacts out of a file are those worked out; a file that is damaged, or of other facts, is not believed."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.analysis.case import Case
from graph.analysis.ways import Contacts, Ways, WaysAsked
from graph.analysis.ways import kept as kept_module
from tests.graph.analysis.ways.tiny import DAY, know, names_in, took_part
from tests.graph.networks import network

PEOPLE = ["p0", "p1", "p2", "p3", "p4"]
FACTS = [*know("p0", "p1", "p2"), *took_part("e1", "p1", "p2", "p3"), *took_part("e2", "p3", "p4")]
facts = st.lists(
    st.one_of(
        st.tuples(st.just("KNOWS"), st.sampled_from(PEOPLE), st.sampled_from(PEOPLE), st.just("met")),
        st.tuples(st.just("TOOK_PART_IN"), st.sampled_from(PEOPLE), st.sampled_from(["e1", "e2"]), st.just("speaker")),
    ),
    max_size=12,
)


def ways(rows: list[tuple[str, ...]], folder: Path | None, day: date = DAY) -> Ways:
    event = {"format": "workshop", "start": "2021-01-01"}
    nodes = [(name, event if name[0] == "e" else {}) for name in sorted({*PEOPLE, *names_in(rows)})]
    return Ways(Case(network(nodes, rows), day, kept=folder))


def all_routes(found: Ways) -> list[object]:
    asked = (WaysAsked(2), WaysAsked(2, recent=True), WaysAsked(1, avoid=frozenset({"p2"})))
    routes = [found.routes(a, b, wanted) for wanted in asked for a in PEOPLE[:2] for b in PEOPLE[2:]]
    found.keep()
    return routes


@pytest.fixture(autouse=True)
def few_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_module, "LARGE", 1)


@given(facts)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_ways_out_of_a_file_are_those_worked_out(tmp_path: Path, rows: list[tuple[str, ...]]) -> None:
    expected = all_routes(ways(rows, None))
    assert all_routes(ways(rows, tmp_path)) == expected
    assert all_routes(ways(rows, tmp_path)) == expected


def test_what_is_in_a_file_is_not_worked_out_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = all_routes(ways(FACTS, tmp_path))
    with monkeypatch.context() as patch:
        patch.setattr(Contacts, "of", lambda strengths: pytest.fail("worked out again"))
        assert all_routes(ways(FACTS, tmp_path)) == expected
    assert (next(tmp_path.iterdir()).stat().st_mode & 0o077) == 0


def test_the_file_is_written_once_the_answer_is_there(tmp_path: Path) -> None:
    found = ways(FACTS, tmp_path)
    assert found.routes("p0", "p4", WaysAsked())
    assert not list(tmp_path.iterdir())
    found.keep()
    assert len(list(tmp_path.iterdir())) == 1


def test_a_damaged_file_is_not_believed_and_written_anew(tmp_path: Path) -> None:
    expected = all_routes(ways(FACTS, tmp_path))
    (path,) = tmp_path.iterdir()
    whole = path.read_bytes()
    for damaged in (whole[:-64], b"garbage", b""):
        path.write_bytes(damaged)
        assert all_routes(ways(FACTS, tmp_path)) == expected
        assert path.read_bytes() == whole


def test_other_facts_and_other_days_have_other_files_of_which_two_stay(tmp_path: Path) -> None:
    names = set()
    for rows, day in ((FACTS, DAY), (FACTS, date(2021, 3, 17)), (FACTS[1:], DAY), (FACTS[:-1], DAY)):
        assert all_routes(ways(rows, tmp_path, day)) == all_routes(ways(rows, None, day))
        names |= {path.name for path in tmp_path.iterdir()}
        assert len(list(tmp_path.iterdir())) <= 2
    assert len(names) == 4


def test_a_folder_that_can_not_be_written_changes_no_answer(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert all_routes(ways(FACTS, tmp_path / "file")) == all_routes(ways(FACTS, None))
