"""The two engines behind one call: `open_store` gives a migrated store on whichever is configured."""

from typing import TYPE_CHECKING

from graph.access import require
from graph.audit import AuditLog
from graph.settings import Settings

if TYPE_CHECKING:  # slow to import, and not every command opens a store
    from graph.store import Store
    from graph.store.load_locks import LoadLocks


def open_store(settings: Settings, *, migrate: bool = True, half: bool = False, tidy: bool = True) -> "Store":
    """Return a store on the configured Neo4j server, else on the embedded engine of the data folder.

    Only who restores opens one into which a backup is being written back: that is `half` a store. A load that broke off
    is taken back, but not by who is about to load himself: `tidy` is False then.

    Raises:
        StoreUnavailable: the server can not be reached, the engine does not start, or a backup is being written back.
        UsageError: unsafe settings.
        SchemaMismatch: the database was written by a newer program.
    """
    from graph.backup.places import shelf_of
    from graph.engine.embedded import open_embedded
    from graph.store import Store

    require("see")
    settings.check()
    if settings.neo4j_uri:
        store = Store(
            settings.neo4j_uri,
            settings.neo4j_username,
            settings.neo4j_password.get_secret_value(),
            settings.neo4j_database,
            snapshots=settings.snapshots,
            log=AuditLog(settings.data),
            presence=_presence(settings),
            secure=shelf_of(settings).before,
            keys=settings.keys_folder,
        )
    else:
        store = open_embedded(settings)
    try:
        if migrate:
            store.migrate()
        if not half:
            store.refuse_half()
        if migrate and tidy and not half:
            store.take_back_broken()
    except BaseException:
        store.close()
        raise
    return store


def _presence(settings: Settings) -> "LoadLocks":
    """Return how those who load from the data folder into a server know of each other; without a folder nobody does."""
    from graph.engine import files, lease
    from graph.store.load_locks import LoadLocks

    try:
        files.make_folder(settings.snapshots.parent)
        settings.snapshots.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError:
        return LoadLocks()
    return lease.presence(settings.snapshots)


__all__ = ["open_store"]
