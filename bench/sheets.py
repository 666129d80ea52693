"""The sheets a map is printed on, and what of a network stands there: as the program chooses it, seeded."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random

from briefing.drawing.picture import Figure, Link, Picture

FIRST, LINKS = 25, 1.3  # boxes of the first map, and its lines for each
_COLUMN = 5


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet by its name, how large the map on it is in points, how many boxes it may have, what stands there."""

    name: str
    width: float
    height: float
    most: int
    picture: Callable[[Picture], Picture]


def groups_round(network: Picture) -> Picture:
    """Return the subject and the strongest near it in groups by kind, with the strongest lines, its own first."""
    subject = _subject(network)
    near = {subject, *_partners(network, subject)}
    order = sorted(network.figures, key=lambda f: (f.id != subject, f.id not in near, -f.weight, f.id))[:FIRST]
    there = {figure.id for figure in order}
    links = sorted(
        (link for link in network.links if {link.a, link.b} <= there),
        key=lambda link: (subject not in (link.a, link.b), -link.weight, link.a, link.b),
    )[: round(LINKS * len(order))]
    figures = tuple(replace(f, group="" if f.id == subject else f.kind) for f in order)
    names = {kind: f"{name}: Gruppe" for kind, name in network.kinds.items() if any(f.group == kind for f in figures)}
    return replace(network, figures=figures, links=tuple(links), groups=names, arranged="zones")


def ways(network: Picture) -> Picture:
    """Return the subject at the right, who is next to it and next to those, in columns of five at most."""
    subject = _subject(network)
    column, last = {subject: "d"}, [subject]
    weight = {figure.id: figure.weight for figure in network.figures}
    for name in "cba":
        found = {i for end in last for i in _partners(network, end)} - set(column)
        last = sorted(found, key=lambda i: (-weight[i], i))[:_COLUMN]
        column |= dict.fromkeys(last, name)
    figures = tuple(replace(f, group=column[f.id]) for f in network.figures if f.id in column)
    links = tuple(
        link
        for link in network.links
        if link.a in column and link.b in column and abs(ord(column[link.a]) - ord(column[link.b])) == 1
    )
    names = {"a": "Aus unserem Haus", "b": "Öffnen die Tür", "c": "Kennen wir dort", "d": ""}
    used = {key: name for key, name in names.items() if key in column.values()}
    return replace(network, figures=figures, links=links, groups=used, arranged="columns")


def poster(network: Picture) -> Picture:
    """Return the whole network."""
    return network


def earlier(picture: Picture) -> Picture:
    """Return the picture of the last edition: without one line in twenty, nor who stood there through it alone."""
    chance = Random(7)
    gone = set(chance.sample(range(len(picture.links)), k=len(picture.links) // 20))
    links = tuple(link for n, link in enumerate(picture.links) if n not in gone)
    return replace(picture, figures=tuple(f for f in picture.figures if _stays(f, picture.links, links)), links=links)


def _stays(figure: Figure, now: tuple[Link, ...], then: tuple[Link, ...]) -> bool:
    def tied(links: tuple[Link, ...]) -> bool:
        return any(figure.id in (link.a, link.b) for link in links)

    return figure.subject or tied(then) or not tied(now)


def _subject(network: Picture) -> str:
    return next((f.id for f in network.figures if f.subject), network.figures[0].id)


def _partners(network: Picture, of: str) -> list[str]:
    return [b if a == of else a for a, b in ((k.a, k.b) for k in network.links) if of in (a, b)]


SHEETS = (
    Sheet("First map, groups round the subject", 523, 330, FIRST, groups_round),
    Sheet("First map, ways from left to right", 523, 300, FIRST, ways),
    Sheet("Poster", 1118, 660, 60, poster),
)
