"""Sizes as they are found: few are large, most are small. Each is drawn from a distribution with a heavy tail.

The figures were measured on open data (median, 90th, 99th percentile, most):

- board seats, Lobbyregister 2024, legal representatives of 2,277 entries: 2, 6, 12, 50
- staff, the same register, entrusted persons: 2, 8, 34, 122
- memberships, the same register: 1, 6, 15, more than 19
- meetings, European Parliament 2019-2021, organisations at one of 23,050 meetings: 1, 2, 6, 151
- meetings of one member of parliament: 31, 158, 288, 321; of one organisation: 1, 2, 12, 96
- guests of 139 talk shows: 5, 7, 8, 9
- speakers of 306 sessions of re:publica 2013: 1, 4, 6, 8

A lognormal fits the first three (median 2, sigma 0.85; 2.2 and 1.15; 1.2 and 1.2). Workshops and conferences have no
open list of their participants; theirs are assumed: medians 18 and 70, the largest some hundred.
"""

import math
from random import Random

MOST_AT_ONE_EVENT = 1500


def lognormal(chance: Random, median: float, sigma: float, least: int, most: int) -> int:
    """Return a whole number drawn from a lognormal distribution, within bounds."""
    return max(least, min(most, round(chance.lognormvariate(math.log(median), sigma))))


def seats(chance: Random) -> int:
    """Return how many seats a board has."""
    return lognormal(chance, 2, 0.85, 1, 50)


def staff(chance: Random) -> float:
    """Return the weight of an organisation by its staff."""
    return chance.lognormvariate(math.log(2.2), 1.15)


def memberships(chance: Random) -> int:
    """Return in how many associations an organisation is."""
    return lognormal(chance, 1.2, 1.2, 0, 20)


def topics(chance: Random) -> int:
    """Return how many topics an organisation deals with; the register's 11 in the middle are ticked boxes."""
    return lognormal(chance, 2, 0.8, 1, 20)


def speakers(chance: Random) -> int:
    """Return who speaks in one session of a programme."""
    return lognormal(chance, 1.4, 0.75, 1, 8)


def participants(chance: Random, kind: str) -> int:
    """Return how many people come to an event of this kind."""
    match kind:
        case "meeting":  # at least one from each side; the tail is that of the Parliament's lists
            return min(151, 2 + int(chance.paretovariate(1.6)) - 1)
        case "panel":
            return max(3, min(9, round(chance.gauss(5.3, 1.3))))
        case "workshop":
            return lognormal(chance, 18, 0.5, 6, 120)
        case _:
            return lognormal(chance, 70, 0.8, 20, MOST_AT_ONE_EVENT)


def kind(chance: Random) -> str:
    """Return the kind of an event: most are meetings, one in forty is a conference."""
    drawn = chance.random()
    return "meeting" if drawn < 0.62 else "panel" if drawn < 0.8 else "workshop" if drawn < 0.975 else "conference"
