"""The version of the schema in a database, and the steps from one version to the next.

A step is a function that gets a transaction function runner; it must leave a database it has already run on as it
is, since a step that was interrupted runs again.
"""

import logging
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from graph.bookkeeping import META
from graph.errors import SchemaMismatch, StoreConflict
from graph.model.schema import Schema
from graph.store import cypher
from graph.store.cypher import Write, nothing
from graph.store.retry import is_conflict, session, write
from graph.store.transaction import Tx
from graph.store.view import View

if TYPE_CHECKING:  # slow to import, and needed where a database is asked
    from neo4j import Driver

_log = logging.getLogger(__name__)
Step = Callable[["Driver", str, Schema], None]


def _first(driver: "Driver", database: str, schema: Schema) -> None:
    """Version 1: constraints only; they are made for every version below."""


def _decisions(driver: "Driver", database: str, schema: Schema) -> None:
    """Version 2: constraints for decisions and proposals, which are made before."""


def _ledger(driver: "Driver", database: str, schema: Schema) -> None:
    """Version 3: a constraint for the ledger, which is made before."""


STEPS: tuple[Step, ...] = (_first, _decisions, _ledger)
SET_VERSION = Write(f"MERGE (m:{META} {{id: 'store'}}) SET m.schema_version = $version", nothing)


def migrate(driver: "Driver", database: str, schema: Schema, steps: tuple[Step, ...] = STEPS) -> int:
    """Bring a database to the newest schema version and return the number of steps taken.

    Constraints are made first, so that they exist before the first write.

    Raises:
        SchemaMismatch: the database is newer than this program.
    """
    present = View(driver, database, schema).schema_version() or 0
    if present > len(steps):
        raise SchemaMismatch("schema_newer", database=present, program=len(steps))
    if present == len(steps):
        return 0
    make_constraints(driver, database, schema)
    for version, step in enumerate(steps[present:], start=present + 1):
        step(driver, database, schema)
        write(driver, database, partial(_set_version, version=version))
    _log.info("migrated from version %d to %d", present, len(steps))
    return len(steps) - present


def _set_version(tx: Tx, version: int) -> None:
    tx.write(SET_VERSION, version=version)


def make_constraints(driver: "Driver", database: str, schema: Schema) -> None:
    """Make all constraints; two programs that start at once do not hinder each other."""
    for statement in cypher.constraints(schema):
        for _ in range(5):
            try:
                with session(driver, database) as current:
                    current.run(statement).consume()
                break
            except Exception as error:
                if not is_conflict(error):
                    raise
        else:
            raise StoreConflict("store_conflict", attempts=5)
