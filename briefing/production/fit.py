"""The two pages are two pages: a section that is too long for its page lists less, and says so."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from briefing.documents.document import Section
from briefing.documents.section_context import Matter
from briefing.renderers.room import height_of, height_of_notes, page_room

#: The least that each section lists, and what one leaves for it where it comes later, in points. Cards stand side by
#: side, so that fewer people take no less room.
_LEAST = {
    "initiatives": 3,
    "newcomers": 4,
    "letters": 3,
    "handed": 6,
    "introductions": 2,
    "closed": 2,
    "coverage": 4,
    "participants": 6,
    "doors": 1,
    "commitments": 2,
    "raise": 1,
    "todo": 1,
    "changes": 2,
    "seating": 2,
}
_LEFT_FOR = {"map": 250.0, "people": 110.0}
#: What one leaves at most for others that come later, where they need it.
_MOST_LEFT = {
    "seating": 230.0,
    "participants": 180.0,
    "raise": 200.0,
    "letters": 200.0,
    "newcomers": 150.0,
    "coverage": 180.0,
    "introductions": 170.0,
}
_USUALLY_LEFT = 100.0
_HEAD = 125.0  # letterhead and title
_LOOSE = 1.12  # what is reckoned is higher than what is set
_LITTLE = 140.0  # a second page with less than this is none
_FOR_THE_MAP = 90.0  # beside the least it needs
_TALLEST = 64  # a section that lists more than this is cut before it is tried
Make = Callable[[Matter, str, int], Section | None]


def fitted(matter: Matter, names: Sequence[str], page: int, make: Make) -> Iterator[Section]:
    """Yield the sections of a page, each with as many lines as there is room for."""
    left = page_room(page, _HEAD) * _LOOSE
    for place, name in enumerate(names):
        later = sum(_later(matter, other, page, make) for other in names[place + 1 :]) if name in _LEAST else 0.0
        section, high = _made(matter, name, page, make, left - later)
        left -= high
        if section is not None:
            yield section


def one_page(matter: Matter, names: Sequence[str], make: Make) -> list[Section] | None:
    """Return all sections on one page, None where they have no room there."""
    notes, figures = matter.notes.kept(), dict(matter.figures)
    found = [section for name in names if (section := make(matter, name, 1)) is not None]
    if sum(map(height_of, found)) + height_of_notes(matter.notes.all()) <= page_room(1, _HEAD) * _LOOSE:
        return found
    _go_back(matter, notes, figures)
    return None


def on_first(matter: Matter, first: list[Section], second: list[Section]) -> list[Section]:
    """Return all sections: those of a second page that holds little on the first, where there is room."""
    few = sum(map(height_of, second))
    taken = sum(map(height_of, first)) + height_of_notes(matter.notes.all())
    if few <= _LITTLE and taken + few + _FOR_THE_MAP <= page_room(1, _HEAD) * _LOOSE:
        return [*first, *(replace(section, page=1) for section in second)]
    return [*first, *second]


def _later(matter: Matter, name: str, page: int, make: Make) -> float:
    """Return how much room to leave for a section that comes later."""
    if name in _LEFT_FOR:
        return _LEFT_FOR[name]
    notes, figures = matter.notes.kept(), dict(matter.figures)
    section = make(matter, name, page)
    high = _high(matter, section, len(notes)) if section else 0.0
    _go_back(matter, notes, figures)
    return min(high, _MOST_LEFT.get(name, _USUALLY_LEFT))


def _go_back(matter: Matter, notes: dict[str, dict[str, None]], figures: dict[str, int]) -> None:
    matter.notes.back({source: dict(places) for source, places in notes.items()})
    matter.figures = dict(figures)


def _made(matter: Matter, name: str, page: int, make: Make, room: float) -> tuple[Section | None, float]:
    notes, figures = matter.notes.kept(), dict(matter.figures)
    while True:
        section = make(matter, name, page)
        high = _high(matter, section, len(notes)) if section else 0.0
        fewer = _fewer(matter, name, section, high / max(room, 1.0))
        if section is None or high <= room or fewer is None:
            return section, high
        matter.most[name] = fewer
        _go_back(matter, notes, figures)


def _high(matter: Matter, section: Section, known: int) -> float:
    """Return how high a section is with the footnotes that stand here first."""
    return height_of(section) + height_of_notes(note for note in matter.notes.all() if note.number > known)


def _fewer(matter: Matter, name: str, section: Section | None, times: float) -> int | None:
    """Return how many the section may list next time, None where it has come down to the least."""
    least = _LEAST.get(name)
    if least is None or section is None:
        return None
    now = min(matter.most.get(name, _TALLEST), _TALLEST, _longest(section))
    if now <= least:
        return None
    return max(least, min(now - 1, int(now / max(times, 1.0))))


def _longest(section: Section) -> int:
    """Return about how many lines a section lists: those of its longest block."""
    found = [0]
    for block in section.blocks:
        rows = getattr(block, "rows", None)
        if rows is not None:
            found.append(len(rows) * (2 if len(rows[0]) == 4 else 1) if rows else 0)
        found.append(len(getattr(block, "items", ())))
    return max(found)
