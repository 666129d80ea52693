"""From when to when somebody works somewhere: the dates in columns like "seit" and "bis"."""

import re
from collections.abc import Iterable

from graph.model.dates import parse_date

_SLASHED = re.compile(r"\s*(\d{1,2})/(\d{1,2})/(\d{4})\s*")
_CLOCK = re.compile(r"\d{1,2}:\d\d")
_OPEN = frozenset({"heute", "jetzt", "laufend", "aktuell", "today", "present", "now", "ongoing", "-", "–", "?"})


def month_first(texts: Iterable[str]) -> bool | None:
    """Return whether dates with slashes have the month first, None where no one of them tells.

    >>> month_first(["03/04/2021", "03/28/2021"]), month_first(["03/04/2021"])
    (True, None)
    """
    for text in texts:
        if (found := _SLASHED.fullmatch(text)) and max(int(found[1]), int(found[2])) > 12:
            return int(found[2]) > 12
    return None


def read_since(text: str, *, months_first: bool | None = None) -> str:
    """Return the date in a text, "" for a time of day and for "heute".

    Raises:
        ValueError: it is no date, or the order of day and month is open.

    >>> read_since("seit 3/2018"), read_since("03/04/2021", months_first=False), read_since("09:55")
    ('2018-03', '2021-04-03', '')
    """
    bare = re.sub(r"(?i)^(?:seit|ab|von|bis|since|from|until|to)\s+", "", text.strip())
    if not bare or bare.lower() in _OPEN or _CLOCK.search(bare):
        return ""
    if (found := _SLASHED.fullmatch(bare)) and months_first is not None:
        day, month = (found[2], found[1]) if months_first else (found[1], found[2])
        return parse_date(f"{day}.{month}.{found[3]}")
    if found := re.fullmatch(r"(\d{1,2})/(\d{4})", bare):
        return parse_date(f"{found[1]}.{found[2]}")
    return parse_date(re.sub(r"^(\d{4})[.,]0$", r"\1", bare))
