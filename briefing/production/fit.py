"""The two pages are two pages: a section that is too long for its page lists less, and says so."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from briefing.documents.document import Section
from briefing.documents.section_context import Matter
from briefing.renderers.room import height_of, height_of_notes, page_room

#: The least that each section lists, and what one leaves for it where it comes later, in points. Cards stand side by
#: side, so that fewer people take no less room.
_LEAST = {
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
_LEFT_FOR = {
    "map": 250.0,
    "people": 110.0,
    "seating": 150.0,
    "commitments": 70.0,
    "raise": 90.0,
    "todo": 60.0,
    "changes": 50.0,
}
_HEAD = 150.0  # letterhead and title
_WORTH_IT = 40.0  # less room than this is not filled
_TALLEST = 64  # a section that lists more than this is cut before it is tried
Make = Callable[[Matter, str, int], Section | None]


def fitted(matter: Matter, names: Sequence[str], page: int, make: Make) -> Iterator[Section]:
    """Yield the sections of a page, each with as many lines as there is room for.

    Where one was cut to leave room for later ones, and these need less, it is made once more with what they need.
    """
    notes, figures, most = matter.notes.kept(), dict(matter.figures), dict(matter.most)
    usual = {name: _LEFT_FOR.get(name, 60.0) for name in names}
    found, left = _filled(matter, names, page, make, usual)
    if matter.most != most and left > _WORTH_IT:
        matter.notes.back(notes)
        matter.figures, matter.most = figures, most
        found, _ = _filled(matter, names, page, make, {name: high for name, (_, high) in found.items()})
    yield from (section for section, _ in found.values() if section is not None)


def _filled(
    matter: Matter, names: Sequence[str], page: int, make: Make, needs: Mapping[str, float]
) -> tuple[dict[str, tuple[Section | None, float]], float]:
    """Return the sections of a page with their heights, and the room that is left."""
    left, found = page_room(page, _HEAD), dict[str, tuple[Section | None, float]]()
    for place, name in enumerate(names):
        later = sum(needs[other] for other in names[place + 1 :])
        found[name] = _made(matter, name, page, make, left - later)
        left -= found[name][1]
    return found, left


def _made(matter: Matter, name: str, page: int, make: Make, room: float) -> tuple[Section | None, float]:
    notes, figures = matter.notes.kept(), dict(matter.figures)
    while True:
        section = make(matter, name, page)
        high = _high(matter, section, len(notes)) if section else 0.0
        fewer = _fewer(matter, name, section, high / max(room, 1.0))
        if section is None or high <= room or fewer is None:
            return section, high
        matter.most[name] = fewer
        matter.notes.back({source: dict(places) for source, places in notes.items()})
        matter.figures = dict(figures)


def _high(matter: Matter, section: Section, known: int) -> float:
    """Return how high a section is with the footnotes that stand here first."""
    return height_of(section) + height_of_notes(note for note in matter.notes.all() if note.number > known)


def _fewer(matter: Matter, name: str, section: Section | None, times: float) -> int | None:
    """Return how many the section may list next time, None where it has come down to the least."""
    least = _LEAST.get(name)
    if least is None or section is None:
        return None
    now = min(matter.most.get(name, _TALLEST), _TALLEST, _listed(section))
    if now <= least:
        return None
    return max(least, min(now - 1, int(now / max(times, 1.0))))


def _listed(section: Section) -> int:
    """Return about how many lines a section lists: those of its longest block."""
    found = [0]
    for block in section.blocks:
        rows = getattr(block, "rows", None)
        if rows is not None:
            found.append(len(rows) * (2 if len(rows[0]) == 4 else 1) if rows else 0)
        found.append(len(getattr(block, "items", ())))
    return max(found)
