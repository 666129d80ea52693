"""What becomes of errors of the driver in a transaction."""

from contextlib import suppress

import pytest
from neo4j.exceptions import Neo4jError

from graph.store import Store
from graph.store.retry import session


def test_a_result_that_failed_with_another_one_is_what_the_database_refused(store: Store) -> None:
    with pytest.raises(Neo4jError):
        _reads_what_failed(store)


def _reads_what_failed(store: Store) -> None:
    with session(store._driver, store.database) as current, current.begin_transaction() as tx:
        open_still = tx.run("UNWIND range(1, 50000) AS number RETURN number")
        with suppress(Neo4jError):
            tx.run("RETURN no_such_function(1)").consume()
        list(open_still)
