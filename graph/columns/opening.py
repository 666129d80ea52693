"""A database as somebody opens it who only reads: the network out of the files where they are of now, else a store.

An embedded engine that ended in order left a note of its last moment. Where the files of the network are of that very
moment nothing has to be started to answer. What is in no such file (notes, decisions, proposals) is asked of the store,
which is opened when somebody does.
"""

from contextlib import ExitStack, suppress
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Self

from graph.access import person, require
from graph.columns.counted import keep_counts, kept_counts
from graph.columns.keeper import Keeper, stored
from graph.engine import open_store
from graph.engine.rest import Rest, at_rest
from graph.errors import StoreError
from graph.model.schema import load
from graph.network import Network
from graph.network.audience import seen_by
from graph.network.near import Near
from graph.network.network import READS
from graph.settings import Settings
from graph.store.hiding import seen
from graph.store.migrate import STEPS
from graph.store.progress import Progress
from graph.store.view import Counts, Moment

if TYPE_CHECKING:  # slow to import, and not every command opens a store
    from graph.store import Store, View


class Opening:
    """What is read of a database; use it in a `with` statement. `progress` is told how far a whole read is."""

    def __init__(self, settings: Settings, progress: Progress | None = None) -> None:
        self.settings, self._progress = settings, progress
        self.schema = load()
        self._open = ExitStack()

    @cached_property
    def network(self) -> Network:
        """The network as it is now.

        Raises:
            AkteursnetzError: the store can not be opened or read.
        """
        return _seen(self.at_hand or self._keeper.network(self.view, self._progress))

    @cached_property
    def at_hand(self) -> Network | None:
        """The network as it is now where files have it, or have it but for what was touched since; else None.

        Raises:
            AkteursnetzError: the store can not be opened or read.
        """
        if self.rest and not self.is_store_open:
            moment = Moment(self.rest.identity, self.rest.writes, self.rest.data_version)
            if found := stored(self.settings.snapshots, moment):
                return found
        return self._keeper.at_hand(self.store.view())

    def about(self, text: str) -> Network:
        """Return what tells all of the one actor that a name or id means: the network, or the part around the actor.

        Raises:
            AkteursnetzError: the store can not be opened or read.
        """
        if self.at_hand is None:
            for _ in range(READS):
                before, part = self.view.writes(), Near(self.view).network(text)
                if part and self.view.writes() == before:
                    return _seen(part)
        return self.network

    def counts(self) -> Counts:
        """Return how much there is: counted in the columns, or by the database.

        Raises:
            AkteursnetzError: the store can not be opened or read.
        """
        if found := self._counts_at_rest():
            return found
        if self.at_hand is None and (found := self._counted()):
            return found
        return Counts(self.network.count_labels(), self.network.count_types())

    def _counts_at_rest(self) -> Counts | None:
        """Return what was counted of the database as its engine left it, for somebody who may see all."""
        if not self.rest or self.is_store_open or person().level != "internal":
            return None
        require("see")
        moment = Moment(self.rest.identity, self.rest.writes, self.rest.data_version)
        return kept_counts(self.settings.snapshots, moment, self.schema)

    def _counted(self) -> Counts | None:
        """Return what the database counts, or what it counted when nobody had written since."""
        if person().level != "internal" or self.store.snapshots is None:
            return self.view.counts()
        before, folder = self.view.moment(), self.store.snapshots
        if found := kept_counts(folder, before, self.schema):
            return found
        found = self.view.counts()
        if found and self.view.moment() == before:
            keep_counts(folder, before, found)
        return found

    @cached_property
    def _keeper(self) -> Keeper:
        return Keeper(self.store.snapshots)

    def network_at(self, known_at: datetime | None) -> Network:
        """Return the network as it was known at a time; None is now."""
        return self.network if known_at is None else _seen(Network.read(self.view, known_at=known_at))

    @cached_property
    def rest(self) -> Rest | None:
        """Where the database is, as its engine wrote down at its end; None where only the store can tell."""
        if self.settings.neo4j_uri:
            return None
        found = at_rest(self.settings.data_folder)
        return found if found and found.schema_version == len(STEPS) else None

    @property
    def is_store_open(self) -> bool:
        """Whether the store was needed so far."""
        return "store" in self.__dict__

    @cached_property
    def store(self) -> "Store":
        """The store, opened when it is first asked for.

        Raises:
            AkteursnetzError: it can not be opened.
        """
        return self._open.enter_context(open_store(self.settings))

    @property
    def view(self) -> "View":
        """The reading side of the store, without who is restricted."""
        return seen(self.store.view())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        with self._open:
            if self.is_store_open and kind is None:
                with suppress(StoreError):  # the next one reads what is missing here
                    self._keeper.at_hand(self.view)


def _seen(network: Network) -> Network:
    """Return what the person at the desk may see of a network.

    Raises:
        NotAllowed: that is nothing.
    """
    require("see")
    return seen_by(network, person().level)
