"""The two engines behind one call: `open_store` gives a migrated store on whichever is configured."""

from typing import TYPE_CHECKING

from graph.settings import Settings

if TYPE_CHECKING:  # slow to import, and not every command opens a store
    from graph.store import Store


def open_store(settings: Settings, *, migrate: bool = True, half: bool = False) -> "Store":
    """Return a store on the configured Neo4j server, else on the embedded engine of the data folder.

    Only who restores opens one into which a backup is being written back: that is `half` a store.

    Raises:
        StoreUnavailable: the server can not be reached, the engine does not start, or a backup is being written back.
        UsageError: unsafe settings.
        SchemaMismatch: the database was written by a newer program.
    """
    from graph.backup.places import shelf_of
    from graph.engine.embedded import open_embedded
    from graph.store import Store

    settings.check()
    if settings.neo4j_uri:
        store = Store(
            settings.neo4j_uri,
            settings.neo4j_username,
            settings.neo4j_password.get_secret_value(),
            settings.neo4j_database,
            snapshots=settings.snapshots,
            secure=shelf_of(settings).before,
        )
    else:
        store = open_embedded(settings)
    try:
        if migrate:
            store.migrate()
        if not half:
            store.refuse_half()
    except BaseException:
        store.close()
        raise
    return store


__all__ = ["open_store"]
