"""Communities first: one dot for each on the map, and the members of those that were opened."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

import streamlit as st

from dashboard.map import MapEdge, MapGroup, MapNode, group_id
from dashboard.pages.network.seeing import group_name
from dashboard.parts.frame import Context
from dashboard.state import current as store
from dashboard.state.on_map import MapGroups
from graph.views.contacts import ContactTable, DrawnContact
from graph.views.gathered import Bundle, Circle, bundles, circles, numbered, within

FROM = 10_000  # actors above which communities come first
MOST_DOTS = 400
MOST_MEMBERS = 800  # of one community that are drawn
_MOST_OPEN = 2_400  # members that are drawn together
_MOST_LINES = 500
_REST = "/rest"


@dataclass(frozen=True, slots=True)
class Gathering:
    """What stands on the map: dots, circles, where members stand and in which community; `members` are all by leader.

    `opened` is what the browser asked for; `left` are actors in communities too small to have a dot.
    """

    dots: list[MapNode]
    circles: list[MapGroup]
    members: Mapping[str, tuple[str, ...]]
    names: Mapping[str, str]
    of: Mapping[str, str] = field(default_factory=dict)
    number: Mapping[str, int] = field(default_factory=dict)
    where: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    opened: tuple[str, ...] = ()
    left: int = 0

    def side(self, node: str) -> frozenset[str]:
        """Return whom a node of the map stands for: the members of a community, or an actor."""
        return frozenset(self.members.get(node.removeprefix(group_id("")).removesuffix(_REST), (node,)))


@dataclass(frozen=True, slots=True)
class _Group:
    """A community by the first of its members by id, its number, and who of it is asked for."""

    leader: str
    number: int
    members: tuple[str, ...]


def gather(
    context: Context, known: ContactTable, groups: MapGroups, tied: frozenset[str], opened: Sequence[str], keep: str
) -> tuple[Gathering, list[DrawnContact], list[MapEdge]]:
    """Return the communities of some actors; the contacts among members that are drawn; the lines to and between dots.

    The community of `keep` is there with its members in any case.
    """
    present = _present(groups, tied)
    own = groups.of.get(keep, -1) if keep in tied else -1
    asked = set(opened)
    shown = [g for place, g in enumerate(present) if place < MOST_DOTS or g.number == own or g.leader in asked]
    places = _circles(context, tuple((g.leader, g.members) for g in shown))
    name = {g.leader: group_name(context, groups, g.number) for g in shown}
    drawn = _members(known, [g for g in shown if g.leader in asked or g.number == own], opened, keep)
    where: dict[str, tuple[float, float]] = {}
    for g in shown:
        if g.leader in drawn:
            where |= within(places[g.leader], drawn[g.leader], context.data.positions)
    ids = frozenset(where)
    gathering = Gathering(
        [dot for g in shown for dot in _dots(context, g, name[g.leader], places[g.leader], drawn.get(g.leader))],
        [MapGroup(g.leader, name[g.leader], c.x, c.y, c.radius) for g in shown for c in (places[g.leader],)],
        {g.leader: g.members for g in shown},
        name,
        {node: g.leader for g in shown for node in drawn.get(g.leader, ())},
        {g.leader: g.number for g in shown},
        where,
        tuple(g.leader for g in shown if g.leader in asked),
        len(tied) - sum(len(g.members) for g in shown),
    )
    return gathering, known.among(ids, _MOST_LINES * 4), _lines(context, known, shown, drawn)


def _present(groups: MapGroups, tied: frozenset[str]) -> list[_Group]:
    """Return the communities as far as their members are asked for, the largest first."""
    found = []
    for number, group in enumerate(groups.groups):
        if members := tuple(i for i in group.members if i in tied):
            found.append(_Group(min(group.members), number, members))
    return sorted(found, key=lambda g: (-len(g.members), g.number))


# The places of a data version are the same for all who ask.
@st.cache_resource(show_spinner=False, max_entries=4)
def _placed(
    state: store.State, asked: tuple[tuple[str, int], ...], _places: object, _groups: object
) -> dict[str, Circle]:
    groups: Sequence[tuple[str, Sequence[str]]] = _groups  # type: ignore[assignment]
    places: Mapping[str, tuple[float, float]] = _places  # type: ignore[assignment]
    found = circles(places, [members for _, members in groups])
    return {leader: circle for (leader, _), circle in zip(groups, found, strict=True)}


def _circles(context: Context, groups: tuple[tuple[str, tuple[str, ...]], ...]) -> dict[str, Circle]:
    asked = tuple((leader, len(members)) for leader, members in groups)
    return _placed(store.state_of(context.data), asked, context.data.positions, groups)


def _members(known: ContactTable, groups: Iterable[_Group], opened: Sequence[str], keep: str) -> dict[str, list[str]]:
    """Return who of opened communities is drawn; the latest first, as far as there is room."""
    order = {leader: place for place, leader in enumerate(opened)}
    found: dict[str, list[str]] = {}
    room = _MOST_OPEN
    for g in sorted(groups, key=lambda g: (keep not in g.members, -order.get(g.leader, -1))):
        ids = frozenset(g.members)
        if len(ids) > MOST_MEMBERS:
            ids = known.strongest(ids, MOST_MEMBERS) | ({keep} & ids)
        if len(ids) > room:
            break
        room -= len(ids)
        found[g.leader] = sorted(ids)
    return found


def _dots(context: Context, g: _Group, name: str, circle: Circle, drawn: Sequence[str] | None) -> list[MapNode]:
    """Return the dot of a community, and one for those of its members that are not drawn where it is opened."""
    words, count = context.words, len(g.members)
    found = [_dot(context, group_id(g.leader), g, f"{name} ({words.number(count)})", circle, count)]
    if drawn is not None and (left := count - len(drawn)) > 0:
        said = words("gathered_rest", n=left)
        found.append(_dot(context, f"{group_id(g.leader)}{_REST}", g, said, circle, left))
    return found


def _dot(context: Context, node: str, g: _Group, name: str, circle: Circle, inside: int) -> MapNode:
    nodes = context.network.nodes
    labels = Counter(nodes[i].label for i in g.members)
    of = context.network.schema.nodes
    said = ", ".join(
        f"{context.words.of(of[label].plural)}: {context.words.number(n)}" for label, n in labels.most_common()
    )
    return MapNode(
        id=node,
        label=name,
        type=labels.most_common(1)[0][0],
        x=circle.x,
        y=circle.y,
        size=dot_size(inside),
        kind=context.words("gathered_kind"),
        tooltip=f"{said}\n{context.words('gathered_how')}",
        invented=False,
        group=g.leader,
        inside=inside,
    )


def dot_size(inside: int) -> float:
    """Return the radius of a dot in CSS pixels: its area follows how many are in it, as far as there is room."""
    return round(min(34.0, 6.0 + 1.1 * math.sqrt(inside)), 2)


def _lines(
    context: Context, known: ContactTable, groups: Sequence[_Group], drawn: Mapping[str, Sequence[str]]
) -> list[MapEdge]:
    """Return lines between dots, and between members that are drawn and dots, by the contacts they stand for."""
    side = {node: place for place, g in enumerate(groups) for node in g.members}
    ends = [group_id(g.leader) for g in groups]
    found = bundles(known, numbered(known, side), _MOST_LINES)
    if drawn:
        members = [node for ids in drawn.values() for node in ids]
        alone = side | {node: len(groups) + place for place, node in enumerate(members)}
        ends += members
        # One end is a dot, the other a member, and not of that very community.
        mixed = (b for b in bundles(known, numbered(known, alone), _MOST_LINES * 6) if b.a < len(groups) <= b.b)
        found += islice((b for b in mixed if side[ends[b.b]] != b.a), _MOST_LINES * 2)
    return [_line(context, ends[b.a], ends[b.b], b) for b in found]


def _line(context: Context, a: str, b: str, bundle: Bundle) -> MapEdge:
    return MapEdge(f"{a}|{b}", a, b, context.words.count("contacts", bundle.count), bundle.strength)
