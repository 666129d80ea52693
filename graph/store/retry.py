"""Writes that are tried again: what another writer's success can make fail once and not the next time."""

import random
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, TypeVar

from graph.errors import StoreConflict, StoreError, StoreUnavailable
from graph.store.cluster import bookmarks_of, is_routed
from graph.store.transaction import Tx

if TYPE_CHECKING:  # slow to import, and needed where a database is asked
    from neo4j import Driver, Session
    from neo4j.exceptions import Neo4jError

T = TypeVar("T")
ATTEMPTS = 30
_LONGEST_PAUSE = 1.0


def is_conflict(error: Exception) -> bool:
    """Return whether a write failed because another one was faster.

    Deadlocks and the embedded engine's page conflicts are transient errors; a uniqueness violation under parallel
    MERGE is not, and yet succeeds the next time. A server that does not lead any more refuses by a transient error.
    """
    from graph.store.bolt import ConstraintError, TransientError

    return isinstance(error, ConstraintError | TransientError)


def _is_elsewhere_soon(lost: StoreUnavailable) -> bool:
    """Return whether a connection was lost before the end of a transaction: another server leads in a moment.

    One that was lost while it was committed may have been committed, and is not begun again.
    """
    from graph.store.bolt import DriverError

    return isinstance(lost.__cause__, DriverError) and lost.__cause__.is_retryable()


def may_be_there(lost: BaseException) -> bool:
    """Return whether a connection was lost while a transaction was committed: nobody here knows what became of it."""
    from graph.store.bolt import IncompleteCommit

    return isinstance(lost.__cause__, IncompleteCommit)


def _pause(attempt: int) -> None:
    time.sleep(random.uniform(0, min(_LONGEST_PAUSE, 0.01 * 2**attempt)))  # noqa: S311


def write(driver: "Driver", database: str, work: Callable[[Tx], T]) -> T:
    """Return what `work` returns, run in one transaction; tried again after conflicts, whole each time.

    Raises:
        StoreConflict: other writers were faster `ATTEMPTS` times.
        StoreUnavailable: the database went away; nothing was written.
    """
    from graph.store.bolt import Neo4jError

    for attempt in range(ATTEMPTS):
        try:
            with (
                session(driver, database) as current,
                current.begin_transaction() as tx,
                closing(Tx(tx)) as current_tx,
            ):
                result = work(current_tx)
                current_tx.settle()
                if current_tx.wrote:
                    tx.commit()
                else:
                    tx.rollback()  # leaving the block would commit
                return result
        except Neo4jError as error:
            if not is_conflict(error):
                raise StoreError("store_refused", detail=error.code or "") from error
            _pause(attempt)
        except StoreUnavailable as lost:
            if attempt + 1 == ATTEMPTS or not (is_routed(driver) and _is_elsewhere_soon(lost)):
                raise
            _pause(attempt)
    raise StoreConflict("store_conflict", attempts=ATTEMPTS)


@contextmanager
def session(driver: "Driver", database: str, *, only_reads: bool = False) -> Iterator["Session"]:
    """Give a session; losing the database inside it is a `StoreUnavailable`.

    What `only_reads` goes to the servers of a cluster that follow, also where it is no managed transaction.
    """
    from graph.store.bolt import AuthError, DriverError, ServiceUnavailable, SessionExpired

    try:
        mode = "READ" if only_reads else "WRITE"
        with driver.session(
            database=database, bookmark_manager=bookmarks_of(driver), default_access_mode=mode
        ) as current:
            yield current
    except (ServiceUnavailable, SessionExpired) as error:
        raise StoreUnavailable("store_unavailable") from error
    except AuthError as error:
        raise StoreUnavailable("store_login") from error
    except DriverError as error:
        if refused := _behind(error):
            raise refused from error
        raise StoreUnavailable("store_driver", detail=type(error).__name__) from error


def _behind(error: BaseException) -> "Neo4jError | None":
    """Return what the database refused, where the driver merely says that a result can not be read any more for that.

    The first one to meet a deadlock is told of it; a result that was still open is "failed" (`ResultFailedError`).
    """
    from graph.store.bolt import Neo4jError

    cause = error.__cause__
    while cause is not None and not isinstance(cause, Neo4jError):
        cause = cause.__cause__
    return cause


@contextmanager
def refusals() -> Iterator[None]:
    """Turn what the database refuses while reading into a `StoreError`."""
    from graph.store.bolt import Neo4jError

    try:
        yield
    except Neo4jError as error:
        raise StoreError("store_refused", detail=error.code or "") from error
