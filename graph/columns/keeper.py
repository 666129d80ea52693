"""Keeps the network of one database: in memory and in a folder, brought up to date by what each write touched."""

from collections.abc import Callable
from pathlib import Path

from graph.model.schema import Schema
from graph.network import Network
from graph.network.reading import Reader
from graph.store.view import Moment, View

Progress = Callable[[int, int], object]


class Keeper:
    """Keeps the network of one database; threads may share it. Without a folder it is kept in memory only."""

    def __init__(self, folder: Path | None = None, schema: Schema | None = None) -> None:
        self._folder, self._reader = folder, Reader(schema)

    @property
    def whole(self) -> int:
        """How often everything was read."""
        return self._reader.whole

    def network(self, view: View, progress: Progress | None = None) -> Network:
        """Return the network as it is in the database now; `progress` is told how much of a whole read is done.

        Raises:
            StoreUnavailable: the database can not be reached.
        """
        return self._reader.read(view)

    def ahead(self, view: View) -> Network:
        """Return the network as a unit of work sees it, of which nothing is kept: it may be rolled back."""
        return self._reader.ahead(view)


def stored(folder: Path, moment: Moment) -> Network | None:
    """Return the network of exactly this moment from the files of a folder, without a database; None without it."""
    return None
