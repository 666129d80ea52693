"""Communities first: one dot for each on the map, and the members of those that were opened."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import streamlit as st

from dashboard.map import MapEdge, MapGroup, MapNode, group_id, group_of
from dashboard.pages.network.seeing import group_name
from dashboard.parts.frame import Context
from dashboard.state import current as store
from dashboard.state.apart.tasks import MapGroups
from graph.views.contacts import ContactTable, DrawnContact
from graph.views.gathered import Bundle, Circle, beside, bundles, circles, numbered, outward, within

FROM = 10_000  # actors above which communities come first
MOST_DOTS = 400
MOST_MEMBERS = 800  # of one community that are drawn
_MOST_OPEN = 2_400  # members that are drawn together
_MOST_LINES, _MOST_CONTACTS, _MOST_MIXED = 500, 2_000, 1_000  # among dots, among members, from one to the other
_REST = "/rest"


@dataclass(frozen=True, slots=True)
class Gathering:
    """What stands on the map: dots, circles, where members stand and in which community; `members` are all by leader.

    `known` are the contacts that are asked for; `asked` is what the browser wants open, `opened` what of it is drawn;
    `left` are actors in communities too small to have a dot; `is_cut` says that weaker lines are left out.
    """

    known: ContactTable
    dots: list[MapNode]
    circles: list[MapGroup]
    members: Mapping[str, tuple[str, ...]]
    names: Mapping[str, str]
    of: Mapping[str, str] = field(default_factory=dict)
    number: Mapping[str, int] = field(default_factory=dict)
    where: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    asked: tuple[str, ...] = ()
    opened: tuple[str, ...] = ()
    left: int = 0
    is_cut: bool = False

    def side(self, node: str) -> frozenset[str]:
        """Return whom a node of the map stands for: the members of a community, or an actor."""
        leader = group_of(node).removesuffix(_REST)
        return frozenset(self.members.get(leader, ()) if leader else (node,))


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
    places = _circles(context, groups, shown)
    name = {g.leader: group_name(context, groups, g.number) for g in shown}
    drawn = _members(known, [g for g in shown if g.leader in asked or g.number == own], opened, keep)
    where: dict[str, tuple[float, float]] = {}
    for g in shown:
        if g.leader in drawn:
            # Where one stands does not hang on who else is drawn.
            inside = within(places[g.leader], sorted(groups.groups[g.number].members), context.data.positions)
            where |= {node: inside[node] for node in drawn[g.leader]}
    found = known.among(frozenset(where), _MOST_CONTACTS + 1)
    lines, is_cut = _lines(context, known, shown, drawn)
    gathering = Gathering(
        known,
        [dot for g in shown for dot in _dots(context, g, name[g.leader], places[g.leader], drawn.get(g.leader))],
        [MapGroup(g.leader, name[g.leader], c.x, c.y, c.radius) for g in shown for c in (places[g.leader],)],
        {g.leader: g.members for g in shown},
        name,
        {node: g.leader for g in shown for node in drawn.get(g.leader, ())},
        {g.leader: g.number for g in shown},
        where,
        tuple(opened),
        tuple(leader for leader in dict.fromkeys(opened) if leader in drawn),
        len(tied) - sum(len(g.members) for g in shown),
        is_cut or len(found) > _MOST_CONTACTS,
    )
    return gathering, found[:_MOST_CONTACTS], lines


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


def _circles(context: Context, groups: MapGroups, shown: Sequence[_Group]) -> dict[str, Circle]:
    """Return where communities stand. The largest stand where they do whatever is asked for; others around them."""
    largest = [(min(group.members), group.members) for group in groups.groups[:MOST_DOTS]]
    asked = tuple((leader, len(members)) for leader, members in largest)
    found = _placed(store.state_of(context.data), asked, context.data.positions, largest)
    further = sorted((g for g in shown if g.leader not in found), key=lambda g: g.number)
    sizes = [len(groups.groups[g.number].members) for g in further]
    around = beside(list(found.values()), sizes)
    return found | {g.leader: circle for g, circle in zip(further, around, strict=True)}


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
            continue
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
) -> tuple[list[MapEdge], bool]:
    """Return lines between dots, and between members that are drawn and dots, by the contacts they stand for.

    Whether weaker ones are left out comes with them.
    """
    side = numbered(known, {node: place for place, g in enumerate(groups) for node in g.members})
    ends = [group_id(g.leader) for g in groups]
    found = bundles(known, side, _MOST_LINES + 1)
    members = [node for ids in drawn.values() for node in ids]
    ends += members
    alone = numbered(known, {node: len(groups) + place for place, node in enumerate(members)})
    mixed = bundles(known, np.where(alone >= 0, alone, side), _MOST_MIXED + 1, outward(known, side, alone))
    is_cut = len(found) > _MOST_LINES or len(mixed) > _MOST_MIXED
    kept = [*found[:_MOST_LINES], *mixed[:_MOST_MIXED]]
    return [_line(context, ends[b.a], ends[b.b], b) for b in kept], is_cut


def _line(context: Context, a: str, b: str, bundle: Bundle) -> MapEdge:
    return MapEdge(f"{a}|{b}", a, b, context.words.count("contacts", bundle.count), bundle.strength)
