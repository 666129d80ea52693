"""Places of boxes in named groups: columns from left to right, or zones round what the map is about.

Zones stand to its left and right, or on shelves above and below it, whichever lets fewer lines cross. Groups and the
boxes within them change places until that gets no better; who was there in the earlier edition stays about there.
"""

from briefing.drawing.columns import columns
from briefing.drawing.geometry import Points
from briefing.drawing.groups import Arranged
from briefing.drawing.picture import Picture
from briefing.drawing.plans import Judge, best
from briefing.drawing.shelves import shelves
from briefing.drawing.zones import zones


def has_room(picture: Picture, halves: Points, area: Points) -> bool:
    """Return whether there is an arrangement, in any order."""
    ways = (columns,) if picture.arranged == "columns" else (zones, shelves)
    return any(placing(plan) for way in ways for plans, placing in (way(picture, halves, area),) for plan in plans)


def arrange(picture: Picture, halves: Points, area: Points) -> Arranged | None:
    """Return where everything stands, None where there is no room."""
    judge = Judge(picture, halves, area)
    if picture.arranged == "columns":
        return best(*columns(picture, halves, area), judge, whole_groups=False)
    ways = (zones(picture, halves, area), shelves(picture, halves, area))
    found = [made for plans, placing in ways if (made := best(plans, placing, judge, whole_groups=True))]
    return min(found, key=judge.cost, default=None)
