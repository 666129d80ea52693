"""The two engines behind one call: `open_store` gives a migrated store on whichever is configured."""

from typing import TYPE_CHECKING

from graph.settings import Settings

if TYPE_CHECKING:  # slow to import, and not every command opens a store
    from graph.store import Store


def open_store(settings: Settings, *, migrate: bool = True) -> "Store":
    """Return a store on the configured Neo4j server, else on the embedded engine of the data folder.

    Raises:
        StoreUnavailable: the server can not be reached, or the engine does not start.
        UsageError: unsafe settings.
        SchemaMismatch: the database was written by a newer program.
    """
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
            keys=settings.keys_folder,
        )
    else:
        store = open_embedded(settings)
    try:
        if migrate:
            store.migrate()
    except BaseException:
        store.close()
        raise
    return store


__all__ = ["open_store"]
