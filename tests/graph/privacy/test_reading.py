"""What the rights of a person read is what may be about her: the same as by reading everything, and far less of it.

Counted are statements sent and rows handed over, never time.
"""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from graph.model.facts import Entity, Fact, Record, Source
from graph.model.fold import fold
from graph.model.schema import load
from graph.privacy.erasing import erase, preview
from graph.privacy.fingerprints import Fingers, Matcher
from graph.privacy.others import others_of
from graph.privacy.removing import counted
from graph.privacy.reporting import report_on
from graph.privacy.restricting import restrict
from graph.privacy.retention import RetentionRules, _Ended, _of_fact, _of_person, _over
from graph.privacy.scrubbing import Scrubber
from graph.privacy.seen_lines import without_restricted
from graph.privacy.subject import erasure_of, families_of, find_person, words_of_person
from graph.privacy.traces import Search, Trace
from graph.settings import Settings
from graph.store import Store
from graph.store.export import lines
from graph.store.view import View
from tests.graph.privacy import planted
from tests.support.rows_read import count_reading

FAMILIES = [
    f"{a}{b}" for a in ("Ahl", "Bern", "Dorn", "Eich", "Fahr") for b in ("bach", "berg", "dorf", "feld", "heim")
]
GIVEN = ("Asta", "Bodo", "Carla", "Dirk", "Emma", "Falk", "Gesa", "Hanno")  # namesakes of nobody planted
YEAR = RetentionRules.model_validate({"rules": [{"kind": "list", "months": 12}, {"field": "phones", "months": 24}]})
LONG_AFTER = date(2028, 6, 1)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data=tmp_path / "data", neo4j_uri=None)


def many(count: int) -> Iterator[Record]:
    """Other people in a few houses who were at one event."""
    for n in range(count):
        place, work = f"row {n}", f"Werk {n % 9}"
        name = f"{GIVEN[n // 25 % 8]} {FAMILIES[n % 25]}"
        keys = (f"mail:p{n}@werk.example", f"name:{fold(name)}@{fold(work)}")
        person = Entity("Person", keys, name, place, {"emails": f"p{n}@werk.example"})
        house = Entity("Organisation", (f"org:{fold(work)}",), work, place)
        event = Entity("Event", ("event:messe@2020-01-02",), "Messe", place, {"start": "2020-01-02"})
        ends = (("WORKS_FOR", house.key), ("TOOK_PART_IN", event.key))
        yield Record((house, event, person), tuple(Fact(name, person.key, end, place) for name, end in ends))


def loaded(store: Store, count: int) -> None:
    source = Source("Messe", "1" * 64, kind="register", date="2027-01-01", invented=True)
    store.writer().load(source, many(count))


def told(traces: Iterator[Trace]) -> list[tuple[object, ...]]:
    """Returns traces in an order of their own."""
    return sorted((t.label, t.id, t.fate, str(t.changed), t.start, t.end) for t in traces)


@pytest.fixture
def full(store: Store, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Store, str]:
    """A store in which somebody stands in as many places as there are, among others."""
    monkeypatch.setattr(store, "keys", tmp_path / "data-keys")
    her = planted.plant(store, settings.data, tmp_path / "files")
    loaded(store, 30)
    return store, her


def over_by_reading_all(view: View, rules: RetentionRules, today: date) -> Iterator[Trace]:
    """Yields what is over, looked for in every person and every relationship."""
    schema, found = load(), list(view.nodes("Source"))
    over = [(r, s) for r in rules.rules for s in found if r.is_of(s) and "" < r.ends(s) <= today.isoformat()]
    ended = _Ended(
        frozenset(s["id"] for r, s in over if not r.field),
        frozenset((s["id"], r.field) for r, s in over if r.field),
        frozenset(s["id"] for s in found if s.get("kind") == "correction"),
    )
    people = [n for n in view.nodes("Person") if not n.get("restricted")]
    traces = [trace for n in people if (trace := _of_person(schema, n, ended))]
    gone = {t.id for t in traces if t.fate == "delete"}
    spared = {n["id"] for n in view.nodes("Person") if n.get("restricted")}
    yield from traces
    for name in schema.relationships:
        for row in view.facts(name):
            if {row["start"], row["end"]} & gone or not {row["start"], row["end"]} & spared:
                yield from _of_fact(schema, name, row, ended, gone)


def test_what_is_found_is_what_reading_everything_finds(full: tuple[Store, str], settings: Settings) -> None:
    store, her = full
    view, schema, fingers = store.view(), store.schema, Fingers(b"k")
    subject = find_person(view, schema, her)
    everybody, near = others_of(view, schema, {her}), others_of(view, schema, {her}, families_of(subject))
    known = [erasure_of(subject, fingers, others, at="", who="", reason="") for others in (everybody, near)]
    assert known[0] == known[1]
    ids, keys, matcher = frozenset({her}), frozenset(subject.keys), Matcher(fingers, (known[0],))
    slow, fast = (
        told(Search.of(view, schema, ids, keys, Scrubber(matcher), words).traces())
        for words in (None, words_of_person(subject))
    )
    assert fast == slow
    assert {"Source", "Person", "Organisation", "Event", "Entry", "Decision", "Proposal"} <= {t[0] for t in slow}
    assert {t[2] for t in slow if t[0] == "WORKS_FOR"} == {"delete", "change"}
    restrict(store, planted.BESIDE, "Otto", "bestritten")
    for day in (date(2022, 6, 1), LONG_AFTER):
        over = told(_over(view, schema, YEAR, day))
        assert over == told(over_by_reading_all(view, YEAR, day))
        assert over
    assert preview(store, settings, her).removed == counted(
        Search.of(view, schema, ids, keys, Scrubber(matcher)).traces()
    )
    _, seen = without_restricted(view, schema)
    assert "Müller" not in "\n".join(one for line in lines(view, schema) for one in seen(line))


def act(name: str, store: Store, settings: Settings, her: str) -> object:
    """Does one of the things somebody has a right to."""
    done: dict[str, Callable[[], object]] = {
        "preview": lambda: preview(store, settings, her),
        "report": lambda: report_on(store, settings, her),
        "retention": lambda: list(_over(store.view(), store.schema, YEAR, LONG_AFTER)),
        "restrict": lambda: restrict(store, her, "Otto", "bestritten"),
        "erase": lambda: erase(store, settings, her, who="Otto", reason="Antrag"),
    }
    return done[name]()


def meetings(people: int, rounds: int) -> Iterator[Record]:
    """Everybody who was there meets some others: so many facts more, and nobody new."""
    known = [record.entities[2] for record in many(people)]
    for n in range(rounds):
        for one, other in zip(known, known[n + 1 :], strict=False):
            yield Record((one, other), (Fact("KNOWS", one.key, other.key, f"row {n}", "met"),))


@pytest.mark.embedded
def test_what_is_read_does_not_grow_with_the_facts(
    kept_store: Store, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = kept_store
    monkeypatch.setattr(store, "keys", tmp_path / "data-keys")
    her = planted.plant(store, settings.data, tmp_path / "files")
    loaded(store, 60)
    spent: list[list[tuple[int, int]]] = []
    for rounds in (1, 4):
        source = Source("Treffen", "2" * 64, kind="register", date="2027-02-01", invented=True)
        store.writer().load(source, meetings(60, rounds))
        spent.append([read_by(name, store, settings, her) for name in ("preview", "report", "retention")])
    assert spent[0] == spent[1]
    nodes = store.view().count_nodes()
    assert [rows < 3 * nodes for _, rows in spent[0]] == [True, True, True]
    assert spent[0][2][1] < 30  # what is over are three people
    facts = sum(1 for name in store.schema.relationships for _ in store.view().facts(name))
    assert facts > 3 * nodes
    done = [read_by(name, store, settings, her)[1] for name in ("restrict", "erase")]
    assert max(done) < 5 * nodes


def read_by(name: str, store: Store, settings: Settings, her: str) -> tuple[int, int]:
    """Returns how many statements one of the acts sends, and how many rows come back."""
    with pytest.MonkeyPatch.context() as patch:
        read = count_reading(patch)
        act(name, store, settings, her)
        return read.statements, read.rows
