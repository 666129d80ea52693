"""How the office rates organisations: interest and influence, by hand, dated, with the name of who says so.

Nothing here is computed, and people are never rated.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import uuid4

from graph.account import is_same
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
    """What somebody thought of an organisation on a day: interest and influence from 1 to 3, and why.

    `id` is that of its entry, which says nothing of who rated; "" as long as there is none.
    """

    organisation: str
    interest: int
    influence: int
    day: str
    why: str = ""
    who: str = ""
    id: str = ""


def read_ratings(view: View, kept: Mapping[str, str]) -> dict[str, list[Rating]]:
    """Return the ratings of each organisation, the latest first; `kept` names what merged nodes have become."""
    found: dict[str, list[Rating]] = {}
    for entry in view.entries(BOOK):
        organisation = str(entry.body["organisation"])
        organisation = kept.get(organisation, organisation)
        said = entry.body
        levels = int(said["interest"]), int(said["influence"])
        rating = Rating(organisation, *levels, str(said["day"]), str(said["why"]), entry.who, entry.id)
        found.setdefault(organisation, []).append(rating)
    return {i: sorted(ratings, key=lambda r: r.day, reverse=True) for i, ratings in found.items()}


def rate(network: Network, curator: Curator, rating: Rating, who: str, known: Iterable[Rating] = ()) -> None:
    """Keep a rating; among those `known` of the organisation it takes the place of her own of the same day.

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
    earlier = (one.id for one in known if one.day == rating.day and is_same(one.who, who))
    own = next(earlier, f"{rating.organisation}:{rating.day}:{uuid4().hex[:12]}")
    curator.note([LedgerEntry(BOOK, own, who, body=body)])


def take_back(curator: Curator, rating: Rating) -> None:
    """Forget a rating."""
    curator.strike(BOOK, [rating.id])
