"""What stands beside the map for communities: who is in one, and which contacts join two sides of the map."""

from collections.abc import Sequence

from dashboard.map import group_of
from dashboard.pages.network.gathered import Gathering
from dashboard.parts import address, strength, tables
from dashboard.parts.frame import Context, notice
from dashboard.parts.markup import draw, element, items, text
from graph.network import Node
from graph.views.contacts import DrawnContact
from graph.views.gathered import bundles, numbered

_LISTED, _NEAR = 200, 8


def draw_groups(context: Context, gathering: Gathering, dots: Sequence[str]) -> None:
    """Draw who is in the communities that are chosen, and with which others each has most contacts."""
    words, nodes = context.words, context.network.nodes
    leaders = list(dict.fromkeys(leader for dot in dots if (leader := _leader(dot)) in gathering.members))
    for leader in leaders[:_NEAR]:
        draw(element("h2", text(gathering.names[leader]), css="an-name"))
        _near(context, gathering, leader)
    members = [nodes[i] for leader in leaders for i in gathering.members[leader]]
    draw(
        element("p", text(words("gathered_members", n=len(members)))),
        element("p", text(words("gathered_how")), css="an-small"),
    )
    people = sorted(members, key=lambda n: (n.name.casefold(), n.id))[:_LISTED]
    _table(context, people)
    if len(members) > _LISTED:
        draw(element("p", text(words("gathered_listed", n=_LISTED)), css="an-small"))


def _leader(dot: str) -> str:
    return group_of(dot).partition("/")[0]


def _table(context: Context, people: Sequence[Node]) -> None:
    words, key = context.words, "gathered_members"

    def choose() -> None:
        row = tables.chosen_row(key)
        address.look_at(people[row].id if row is not None else "")

    rows: list[tables.Row] = [{words("col_name"): n.display, words("col_kind"): context.says.type(n)} for n in people]
    tables.table(rows, key=key, name=words("gathered_table"), on_select=choose, about=[n.id for n in people])


def _near(context: Context, gathering: Gathering, leader: str) -> None:
    """Draw the communities that one has most contacts with."""
    places = {name: place for place, name in enumerate(gathering.members)}
    side = {node: places[name] for name, members in gathering.members.items() for node in members}
    own, names, known = places[leader], list(gathering.members), gathering.known
    found = [b for b in bundles(known, numbered(known, side), len(known)) if own in (b.a, b.b)][:_NEAR]
    if found:
        draw(
            element("h3", text(context.words("gathered_near")), css="an-verb"),
            items([_side(context, gathering, names[b.a if b.b == own else b.b], b.count) for b in found], "an-facts"),
        )


def _side(context: Context, gathering: Gathering, leader: str, count: int) -> str:
    return element("span", text(f"{gathering.names[leader]}: {context.words.count('contacts', count)}"))


def draw_between(context: Context, gathering: Gathering, tie: tuple[str, str]) -> None:
    """Draw who joins the two sides of a line: each contact between them, the strongest first."""
    words, nodes = context.words, context.network.nodes
    one, other = (gathering.side(end) for end in tie)
    names = [_called(context, gathering, end) for end in tie]
    draw(element("h2", text(words("gathered_between", one=names[0], other=names[1])), css="an-name"))
    found = [_turned(c, one) for c in gathering.known.between(one, other, _LISTED)]
    if not found:
        notice(words("tie_none"))
        return
    rows: list[tables.Row] = [
        {
            words("col_first"): nodes[c.a].display,
            words("col_second"): nodes[c.b].display,
            words("col_strength"): words(f"strength_{strength.band(c.strength)}"),
        }
        for c in found
    ]
    key = "gathered_between"

    def choose() -> None:
        row = tables.chosen_row(key)
        address.look_at(found[row].a if row is not None else "")

    draw(element("p", text(words("gathered_between_help")), css="an-small"))
    about = [end for c in found for end in (c.a, c.b)]
    tables.table(rows, key=key, name=words("tab_contacts"), on_select=choose, about=list(dict.fromkeys(about)))


def _turned(contact: DrawnContact, one: frozenset[str]) -> DrawnContact:
    """Return a contact with the end of the first side first."""
    if contact.a in one:
        return contact
    return DrawnContact(contact.b, contact.a, contact.strength, contact.last, contact.first, contact.is_old)


def _called(context: Context, gathering: Gathering, end: str) -> str:
    node = context.network.nodes.get(end)
    return node.display if node else gathering.names.get(_leader(end), "")
