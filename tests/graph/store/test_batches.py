"""What a load writes does not depend on the parts it is written in, and a part that fails takes all of it along."""

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.errors import StoreError
from graph.model.facts import Entity, Fact, Record, Source
from graph.store import Store
from graph.store.batch_size import batched
from graph.store.export import whole
from graph.store.making import MadeFact, Making
from graph.store.retry import write
from graph.store.transaction import Tx

FIRST, SECOND = (Source(f"Liste {n}", f"{n}" * 64, kind="list", invented=True) for n in range(2))
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
Row = tuple[int, int, str, bool]
ROWS = st.lists(
    st.tuples(st.integers(0, 4), st.integers(0, 2), st.sampled_from(["", "Chef"]), st.booleans()),
    min_size=1,
    max_size=8,
)


def records(rows: Sequence[Row]) -> list[Record]:
    """Records that name the same few people and houses again and again, some with an address, some without."""
    found = []
    for n, (who, where, role, has_mail) in enumerate(rows):
        place, house = f"row {n}", ("glaswerk", "stahlwerk", "kammer")[where]
        mails = (f"mail:p{who}@{house}.example",) if has_mail else ()
        person = Entity("Person", (*mails, f"name:eva muster{who}@{house}"), f"Eva Muster{who}", place)
        work = Entity("Organisation", (f"org:{house}",), house.title(), place, {"place": f"Ort {who % 2}"})
        event = Entity("Event", ("event:messe@2020-01-02",), "Messe", place, {"start": "2020-01-02"})
        stated = (
            Fact("WORKS_FOR", person.key, work.key, place, role),
            Fact("TOOK_PART_IN", person.key, event.key, place),
        )
        found.append(Record((person, work, event), stated))
    return found


def loaded(store: Store, patch: pytest.MonkeyPatch, size: int, first: list[Record], second: list[Record]) -> list[str]:
    """What is stored after two loads, a withdrawal, and the withdrawn one loaded again."""
    store.erase_everything()
    store.migrate()
    patch.setattr(store, "_clock", lambda: NOW)
    patch.setattr("graph.store.writer.RECORDS", size)
    counted = [store.writer().load(FIRST, first).counts(), store.writer().load(SECOND, second).counts()]
    store.curator().withdraw(FIRST.id, "anna")
    counted.append(store.writer().load(FIRST, first).counts())
    return [*counted, *whole(store.view(), store.schema)]


@pytest.mark.embedded
@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=ROWS, second=ROWS)
def test_a_load_writes_the_same_in_parts_of_any_size(kept_store: Store, first: list[Row], second: list[Row]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        at_once, one_by_one, some = (
            loaded(kept_store, patch, size, records(first), records(second)) for size in (2000, 1, 3)
        )
    assert at_once == one_by_one == some


@pytest.mark.embedded
def test_what_is_done_later_and_fails_takes_the_whole_transaction_along(kept_store: Store) -> None:
    before = list(whole(kept_store.view(), kept_store.schema))

    def work(tx: Tx) -> None:
        tx.touched = set()
        making = Making(tx)
        node = {"id": "per-1", "name": "Eva", "keys": ["mail:e@e.example"], "claims": [], "search_text": "eva"}
        tx.later(lambda: making.nodes("Person", [node]))
        tx.later(lambda: making.facts([MadeFact("KNOWS", "per-1", "per-2", {"id": "x"})]))

    with pytest.raises(KeyError):  # nobody has found the second end
        write(kept_store._driver, kept_store.database, work)

    def lost(tx: Tx) -> None:
        tx.touched = set()
        making = Making(tx, {"per-1": "#1:999999", "per-2": "#1:999998"})
        making.facts([MadeFact("KNOWS", "per-1", "per-2", {"id": "x"})])

    with pytest.raises(StoreError):  # ends that are not there are not passed over
        write(kept_store._driver, kept_store.database, lost)
    assert list(whole(kept_store.view(), kept_store.schema)) == before


def test_rows_are_handed_on_in_parts() -> None:
    assert list(batched("abcde", 2)) == [["a", "b"], ["c", "d"], ["e"]]
