"""How the office rates organisations: interest and influence, by hand, dated, with the name of who says so.

Nothing here is computed, and people are never rated.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from graph.curation.entry_check import LONGEST_NOTE, text
from graph.errors import UsageError
from graph.model.ledger import LedgerEntry
from graph.network import Network
from graph.store.curator import Curator
from graph.store.view import View

BOOK = "rating"
LEVELS = (1, 2, 3)  # low, middle, high


@dataclass(frozen=True, slots=True)
class Rating:
    """What somebody thought of an organisation on a day: interest and influence from 1 to 3, and why."""

    organisation: str
    interest: int
    influence: int
    day: str
    why: str = ""
    who: str = ""

    @property
    def id(self) -> str:
        """Under what it is kept: one a day for each organisation."""
        return f"{self.organisation}:{self.day}"


def read_ratings(view: View, kept: Mapping[str, str]) -> dict[str, list[Rating]]:
    """Return the ratings of each organisation, the latest first; `kept` names what merged nodes have become."""
    found: dict[str, list[Rating]] = {}
    for entry in view.entries(BOOK):
        organisation = str(entry.body["organisation"])
        organisation = kept.get(organisation, organisation)
        said = entry.body
        rating = Rating(
            organisation, int(said["interest"]), int(said["influence"]), str(said["day"]), str(said["why"]), entry.who
        )
        found.setdefault(organisation, []).append(rating)
    return {i: sorted(ratings, key=lambda r: r.day, reverse=True) for i, ratings in found.items()}


def rate(network: Network, curator: Curator, rating: Rating, who: str) -> None:
    """Keep a rating; one of the same organisation and day takes the place of the earlier.

    Raises:
        UsageError: it is about no organisation, a level is none, or the reason is too long.
    """
    node = network.nodes.get(rating.organisation)
    if node is None or node.label != "Organisation":
        raise UsageError("rating_only_organisations")
    if rating.interest not in LEVELS or rating.influence not in LEVELS:
        raise UsageError("rating_level")
    body = {
        "organisation": rating.organisation,
        "interest": rating.interest,
        "influence": rating.influence,
        "day": rating.day,
        "why": text("note", rating.why, LONGEST_NOTE),
    }
    curator.note([LedgerEntry(BOOK, rating.id, who, body=body)])


def take_back(curator: Curator, rating: Rating) -> None:
    """Forget a rating."""
    curator.strike(BOOK, [rating.id])
