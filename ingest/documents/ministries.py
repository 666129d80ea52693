"""Ministries under all their names: "Bundeswirtschaftsministerium", "BMWi", "Wirtschaftsministerium NRW"."""

import re
from functools import cache

from graph.reference import MinistryName, laender, ministries

_LAND = re.compile(
    r"(?P<field>[A-ZÄÖÜ][a-zäöüß-]+)(?P<what>ministeriums?|senatsverwaltung)\s(?:des Landes |in |von |der |des Freistaats? |Land )?(?P<land>[A-ZÄÖÜ][\w-]+)"
)


@cache
def _names() -> tuple[MinistryName, ...]:
    return tuple(name for ministry in ministries() for name in ministry.names if name.short)


@cache
def _by_short() -> dict[str, tuple[MinistryName, ...]]:
    found: dict[str, tuple[MinistryName, ...]] = {}
    for name in _names():
        for form in (name.short, *(f"Bundes{field}minister" for field in name.fields)):
            found[form] = (*found.get(form, ()), name)
    return found


def short_names() -> frozenset[str]:
    """Return the abbreviations of federal ministries."""
    return frozenset(ministry.short for ministry in _names())


@cache
def full_names() -> re.Pattern[str]:
    """Return a pattern for federal ministries and those of the Länder, in the nominative and the genitive."""
    names = sorted({m.name for m in _names()}, key=len, reverse=True)
    forms = "|".join(re.escape(name).replace("Bundesministerium", "Bundesministeriums?") for name in names)
    places = (
        "|".join(re.escape(land) for land in sorted([land.name for land in laender()], key=len, reverse=True)) + "|NRW"
    )
    land = rf"(?:[A-ZÄÖÜ][a-zäöüß]+m|M)inisteriums?(?:\s(?:für|der|des)\s[A-ZÄÖÜ]\w+(?:,\s[A-ZÄÖÜ]\w+)*(?:\sund\s[A-ZÄÖÜ]\w+)?)?\s(?:des Landes |von |in |des Freistaate?s |der )?(?:{places})"
    return re.compile(
        rf"(?<![\w-])(?:{forms}|{land}|Bundes[a-zäöü]+ministeriums?|Bundeskanzleramt(?:e?s)?|Auswärtige[ns]?\sAmt(?:e?s)?)(?!\w)"
    )


def ministry_of(name: str, date: str = "") -> str:
    """Return the full name of the federal ministry that a short name means on a day, "" where it means none.

    >>> ministry_of("Bundeswirtschaftsministeriums", "2021-03-16"), ministry_of("BMWK"), ministry_of("Rathaus")
    ('Bundesministerium für Wirtschaft und Energie', 'Bundesministerium für Wirtschaft und Klimaschutz', '')
    """
    form = re.sub(r"(?i)(minister)(?:iums?|ien|in|innen|s|n)?$", r"\1", name.strip())
    candidates = _by_short().get(form, ())
    if not candidates:
        return ""
    fitting = [m for m in candidates if date and m.since <= date and (not m.until or date < m.until)]
    return (fitting or [m for m in candidates if not m.until] or list(candidates))[0].name


def land_ministry(name: str) -> str:
    """Return a ministry of a Land in the nominative, as it is written: "Wirtschaftsministerium NRW".

    >>> land_ministry("Wirtschaftsministeriums des Landes Brandenburg")
    'Wirtschaftsministerium Brandenburg'
    """
    found = _LAND.fullmatch(name.strip())
    if not found:
        return ""
    return f"{found['field']}{found['what'].removesuffix('s')} {found['land']}"
