import pytest

from graph.errors import SchemaMismatch
from graph.store import Store
from graph.store.migrate import STEPS, migrate


def test_an_empty_database_gets_the_newest_version_once(store: Store) -> None:
    assert store.view().schema_version() == len(STEPS)
    assert store.migrate() == 0


def test_a_new_step_runs_once_and_only_it(store: Store) -> None:
    ran: list[str] = []
    steps = (*STEPS, lambda driver, database, schema: ran.append(database))
    assert migrate(store._driver, store.database, store.schema, steps) == 1
    assert migrate(store._driver, store.database, store.schema, steps) == 0
    assert ran == [store.database]


def test_an_interrupted_step_runs_again(store: Store) -> None:
    calls: list[int] = []

    def step(*_: object) -> None:
        calls.append(1)
        if len(calls) == 1:
            raise RuntimeError("killed")

    with pytest.raises(RuntimeError):
        migrate(store._driver, store.database, store.schema, (*STEPS, step))
    assert store.view().schema_version() == len(STEPS)
    assert migrate(store._driver, store.database, store.schema, (*STEPS, step)) == 1


def test_a_database_newer_than_the_program_is_refused(store: Store) -> None:
    migrate(store._driver, store.database, store.schema, (*STEPS, lambda *_: None))
    with pytest.raises(SchemaMismatch) as caught:
        store.migrate()
    assert "neueres Programm" in caught.value.message("de")
