"""The database as a command opens it: as cheaply as it goes to read, and left ready for the next one after a change."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from cli.options import words
from cli.output.terminal import clean, messages, progress_bar

if TYPE_CHECKING:  # a command that only prints its help needs none of it
    from graph.columns.opening import Opening
    from graph.network import Network
    from graph.settings import Settings
    from graph.store import Store


@contextmanager
def opened(chosen: "Settings") -> "Iterator[Opening]":
    """Open the database that the settings name; a bar shows how far it is read where all of it has to be."""
    from graph.columns.opening import Opening

    with progress_bar() as show, Opening(chosen, lambda done, total: show(words("reading"), done, total)) as found:
        yield found
        if found.is_store_open:
            say_taken_back(found.store)


@contextmanager
def changing(chosen: "Settings") -> "Iterator[Store]":
    """Open the store to write into; in the end the network that is kept beside it is brought to where it is then."""
    from graph.engine import open_store

    with open_store(chosen) as store:
        say_taken_back(store)
        yield store
        left_ready(store)


def say_taken_back(store: "Store") -> None:
    """Say that loads broke off and were taken back, each in a sentence, beside the results."""
    for one in store.taken_back:
        messages().print(clean(words("load.taken_back", name=one.file or one.name)), soft_wrap=True)
    store.taken_back.clear()


def left_ready(store: "Store", brought: int = 0) -> None:
    """Bring the network that is kept beside a store to where the store is, for who reads next.

    `brought` is how many nodes and facts were written.
    """
    from graph.columns import Keeper
    from graph.errors import StoreError

    with suppress(StoreError):  # the next one reads what is missing here
        Keeper(store.snapshots).follow(store.view(), brought)


def kept_network(store: "Store") -> "Network":
    """Return the network of an open store as it is now, out of what is kept; a bar shows where all has to be read."""
    from graph.columns import Keeper

    with progress_bar() as show:
        return Keeper(store.snapshots).network(store.view(), lambda done, total: show(words("reading"), done, total))


def finished(chosen: "Settings") -> bool:
    """Do what erasures owe, with the store closed, behind a bar; return whether all is done."""
    from graph.privacy.erasing import finish  # slow to import, and seldom owed

    with progress_bar() as show:
        return finish(chosen, lambda done, total: show(words("privacy.rebuilding"), done, total))
