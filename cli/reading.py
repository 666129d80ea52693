"""What a command reads, opened as cheaply as it goes."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from cli.options import words
from cli.output.terminal import progress_bar

if TYPE_CHECKING:  # a command that only prints its help needs none of it
    from graph.columns.opening import Opening
    from graph.settings import Settings


@contextmanager
def opened(chosen: "Settings") -> "Iterator[Opening]":
    """Open the database that the settings name; a bar shows how far it is read where all of it has to be."""
    from graph.columns.opening import Opening

    with progress_bar() as show, Opening(chosen, lambda done, total: show(words("reading"), done, total)) as found:
        yield found
