"""What several servers, or several processes on one, ask for: whoever reads sees what was written before.

On a cluster (`neo4j://`) writes go to the leader and reads to the others, which follow a little later. Bookmarks make a
read wait until its server has all that this process has seen. Where the database is now (`Moment`) is asked of the
leader: whoever does so before it reads the rest, as every page does, sees what other processes wrote, too. So no
process has to hand its bookmarks to another one.
"""

from threading import Lock
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

if TYPE_CHECKING:  # slow to import, and needed where a database is asked
    from neo4j import Driver
    from neo4j.api import BookmarkManager

_lock = Lock()
_shared: "dict[tuple[str, str], BookmarkManager]" = {}
_of_drivers: "WeakKeyDictionary[Driver, BookmarkManager]" = WeakKeyDictionary()


def share_bookmarks(driver: "Driver", uri: str, database: str) -> None:
    """Let all drivers of this process for one database wait for what any of them wrote."""
    from graph.store.bolt import GraphDatabase

    with _lock:
        known = _shared.setdefault((uri, database), GraphDatabase.bookmark_manager())
        _of_drivers[driver] = known


def bookmarks_of(driver: "Driver") -> "BookmarkManager | None":
    """Return the bookmarks a driver shares, None where it has none: there is one server, and no other to wait for."""
    return _of_drivers.get(driver)


def is_routed(driver: "Driver") -> bool:
    """Return whether a driver finds servers by itself: the address began with `neo4j`."""
    from graph.store.bolt import Neo4jDriver

    return isinstance(driver, Neo4jDriver)
