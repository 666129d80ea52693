"""Fewer figures where there are too many: leaves are drawn as one box, then the weakest left out, and that is said."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from briefing.drawing.picture import Figure, Link, Picture
from briefing.drawing.words import words

MOST = 60
_NAMED = 12  # names in a sentence before it counts the rest


def condense(picture: Picture, most: int = MOST) -> tuple[Picture, tuple[str, ...]]:
    """Return the picture with at most so many figures, and sentences on what is not drawn as it is.

    Leaves (figures with one neighbour) of one kind at one hub become one figure; where that is not enough, those
    with the weakest ties go, never a subject while others are left.
    """
    picture = _sound(picture)
    sentences: list[str] = []
    for leaves in _leaves(picture):
        if len(picture.figures) <= most:
            break
        picture, sentence = _together(picture, leaves)
        sentences.append(sentence)
    if len(picture.figures) > most:
        picture, sentence = _without_weakest(picture, most)
        sentences.append(sentence)
    return picture, tuple(sentences)


def strongest(picture: Picture, most: int) -> tuple[Picture, tuple[str, ...]]:
    """Return the picture with the subjects and the strongest figures, and in one sentence how many are left out."""
    picture = _sound(picture)
    if len(picture.figures) <= most:
        return picture, ()
    order = sorted(
        range(len(picture.figures)), key=lambda n: (not picture.figures[n].subject, -picture.figures[n].weight, n)
    )
    kept = {picture.figures[n].id for n in order[:most]}
    figures = tuple(figure for figure in picture.figures if figure.id in kept)
    links = tuple(link for link in picture.links if {link.a, link.b} <= kept)
    left = len(picture.figures) - most
    return replace(picture, figures=figures, links=links), (not_shown(picture, left),)


def not_shown(picture: Picture, left: int) -> str:
    """Return how many are left out, and why: among columns it is want of room, else those whose ties are weaker go."""
    return words("no_room" if picture.arranged == "columns" else "not_shown", picture.language, n=left)


def _sound(picture: Picture) -> Picture:
    """Return the picture with each figure once, and without links to themselves or to figures that are not there."""
    figures = {figure.id: figure for figure in picture.figures}
    links = tuple(k for k in picture.links if k.a != k.b and k.a in figures and k.b in figures)
    return replace(picture, figures=tuple(figures.values()), links=links)


def _partners(links: Iterable[Link]) -> dict[str, set[str]]:
    partners: dict[str, set[str]] = defaultdict(set)
    for link in links:
        partners[link.a].add(link.b)
        partners[link.b].add(link.a)
    return partners


def _leaves(picture: Picture) -> list[list[Figure]]:
    """Return bunches of two and more leaves of one kind at one hub, the largest first."""
    partners = _partners(picture.links)
    bunches: dict[tuple[str, str], list[Figure]] = defaultdict(list)
    for figure in picture.figures:
        if not figure.subject and len(partners[figure.id]) == 1:
            bunches[next(iter(partners[figure.id])), figure.kind].append(figure)
    several = [bunch for bunch in bunches.values() if len(bunch) > 1]
    return sorted(several, key=lambda bunch: (-len(bunch), bunch[0].id))


def _together(picture: Picture, leaves: Sequence[Figure]) -> tuple[Picture, str]:
    gone = {figure.id for figure in leaves}
    ties = [link for link in picture.links if gone & {link.a, link.b}]
    hub_id = next(x for x in (ties[0].a, ties[0].b) if x not in gone)
    hub = next(figure for figure in picture.figures if figure.id == hub_id)
    kind = picture.kinds.get(leaves[0].kind) or words("other_kind", picture.language)
    first = leaves[0]
    one = Figure(
        id=f"together+{hub_id}+{first.kind}",
        name=words("drawn_together", picture.language, n=len(leaves), kind=kind),
        kind=first.kind,
        group=first.group if all(f.group == first.group for f in leaves) else hub.group,
        invented=all(f.invented for f in leaves),
        weight=sum(f.weight for f in leaves),
    )
    lines = {tie.line for tie in ties}
    link = Link(
        hub_id,
        one.id,
        line=ties[0].line if len(lines) == 1 else "firm",
        invented=all(tie.invented for tie in ties),
        weight=max(tie.weight for tie in ties),
    )
    figures = (*(f for f in picture.figures if f.id not in gone), one)
    links = (*(k for k in picture.links if not gone & {k.a, k.b}), link)
    sentence = words(
        "together",
        picture.language,
        n=len(leaves),
        kind=kind,
        hub=hub.name,
        names=_names(leaves, picture.language),
    )
    return replace(picture, figures=figures, links=links), sentence


def _without_weakest(picture: Picture, most: int) -> tuple[Picture, str]:
    strength: dict[str, float] = defaultdict(float)
    for link in picture.links:
        strength[link.a] += link.weight
        strength[link.b] += link.weight
    ranked = sorted(picture.figures, key=lambda f: (not f.subject, -strength[f.id], -f.weight, f.id))
    kept, gone = {f.id for f in ranked[:most]}, ranked[most:]
    figures = tuple(f for f in picture.figures if f.id in kept)
    links = tuple(k for k in picture.links if k.a in kept and k.b in kept)
    sentence = words("left_out", picture.language, n=len(gone), names=_names(gone, picture.language))
    return replace(picture, figures=figures, links=links), sentence


def _names(figures: Sequence[Figure], language: str) -> str:
    names = [f.name or words("nameless", language) for f in figures[:_NAMED]]
    if len(figures) > _NAMED:
        return ", ".join(names) + " " + words("rest", language, n=len(figures) - _NAMED)
    return ", ".join(names)
