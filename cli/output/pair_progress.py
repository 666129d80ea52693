"""The search for pairs at the terminal: where its results are kept, and a bar that shows how far it is."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from cli.options import words

if TYPE_CHECKING:
    from graph.curation.pair_book import PairBook
    from graph.matching.pair_index import Sought
    from graph.settings import Settings


def book_of(chosen: "Settings") -> "PairBook":
    """Return what is kept of the pairs in the data folder."""
    from graph.curation.pair_book import PairBook

    return PairBook(chosen.snapshots)


def search_shown(show: Callable[[str, int, int], object]) -> "Callable[[Sought], object]":
    """Return who hears of a search and shows it: comparisons done, their rate and the time left."""

    def tell(sought: "Sought") -> None:
        show(words("duplicates.searching"), sought.done, sought.total)

    return tell
