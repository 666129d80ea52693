"""The question of the page Wege: both ends, whom to avoid, the day, recent contacts first; all of it in the address."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard.parts import address, choices, filters
from dashboard.parts.facts_panel import heading
from dashboard.parts.frame import Context, notice
from dashboard.parts.markup import draw
from dashboard.parts.search_box import choose_hit, find
from graph.model.schema import ON_MAP
from graph.network import Node
from graph.network.search import similar

AVOIDABLE = ("Person", "Organisation", "Event")
_AVOID, _RECENT = "ways_avoid", "ways_recent"
_ALL = 2000  # nodes up to which everybody can be chosen to be avoided; above, those on the ways


@dataclass(frozen=True, slots=True)
class WayQuestion:
    """Both ends (ids, "" where not chosen), whom to avoid, the day (None: today), recent contacts first."""

    start: str
    end: str
    avoid: frozenset[str]
    day: date | None
    recent: bool


def ask(context: Context) -> tuple[WayQuestion, DeltaGenerator]:
    """Draw the fields and return what is asked, and the place for `avoid_box`."""
    left, right = st.columns(2, gap="medium")
    with left:
        start = end_box(context, "a", context.words("ways_from"))
    with right:
        end = end_box(context, "b", context.words("ways_to"))
    place, when, how = st.columns([3, 1.1, 1.4], gap="medium", vertical_alignment="bottom")
    with when:
        day = filters.day("as_of", context.words("ways_as_of"), context)
    with how:
        recent = _recent(context)
    asked = WayQuestion(start, end, frozenset(_avoided(context)), date.fromisoformat(day) if day else None, recent)
    return asked, place


def _key(name: str) -> str:
    return f"ways_end_{name}"


def take(name: str, node_id: str) -> None:
    """Choose a node as one of the ends."""
    st.session_state[_key(name)] = node_id


def end_box(context: Context, name: str, label: str, labels: Collection[str] = ON_MAP, default: str = "") -> str:
    """Draw a search box for one end and what is chosen, and return its id; an only hit is chosen by itself."""
    words, network, key = context.words, context.network, _key(name)
    said = address.read(name)
    if said is not None:
        st.session_state[key] = said[0] if said else ""
    chosen = str(st.session_state.setdefault(key, default))
    typed = st.text_input(
        label,
        key=choices.field(f"{key}_typed"),
        type="search",
        placeholder=words("ways_end_placeholder" if len(labels) > 1 else "ways_us_placeholder"),
        icon=":material/search:",
        live=True,
    )
    if typed and typed.strip():
        hits = find(network, typed, labels)
        if len(hits) == 1 and st.session_state.get(f"{key}_done") != typed:
            chosen = hits[0].id
            take(name, chosen)
        st.session_state[f"{key}_done"] = typed
        _offer(context, name, typed, hits)
    node = network.nodes.get(chosen)
    chosen = chosen if node and node.label in labels else ""
    address.write(name, [chosen])
    if node and chosen:
        draw(heading(context, node, "h3"))
    return chosen


def _offer(context: Context, name: str, typed: str, hits: Sequence[Node]) -> None:
    """Draw the hits to choose from where there are several, or similar names where there is none."""
    words, key = context.words, _key(name)
    if len(hits) > 1:
        choose_hit(context, hits, key=f"{key}_hits_{typed}", take=lambda node: take(name, node))
    elif not hits:
        notice(words("search_none"))
        near = [n for n in similar(context.network, typed) if n.label in ON_MAP]
        if near:
            label = words("search_similar")
            choose_hit(context, near, key=f"{key}_near_{typed}", label=label, take=lambda node: take(name, node))


def _recent(context: Context) -> bool:
    said = address.read("recent")
    if said is not None:
        choices.put(_RECENT, said == ["1"])
    words = context.words
    asked = st.toggle(words("ways_recent"), key=choices.field(_RECENT, False), help=words("ways_recent_help"))
    address.write("recent", ["1"] if asked else [])
    return bool(asked)


def _avoided(context: Context) -> list[str]:
    """Return whom to avoid as far as is known before the field is drawn; see `avoid_box`."""
    said = address.read("avoid")
    if said is not None:
        choices.put(_AVOID, said)
    nodes = context.network.nodes
    chosen = [n for n in choices.get(_AVOID, []) if n in nodes and nodes[n].label in AVOIDABLE]
    choices.put(_AVOID, chosen)
    address.write("avoid", chosen)
    return chosen


def avoid_box(context: Context, on_ways: Collection[str]) -> None:
    """Draw the field for whom to avoid: everybody in a small network, in a large one those the ways go through."""
    nodes = context.network.by_label(*AVOIDABLE)
    chosen = choices.get(_AVOID)
    if len(nodes) > _ALL:
        nodes = [n for n in nodes if n.id in {*on_ways, *chosen}]
    st.multiselect(
        context.words("ways_avoid"),
        [n.id for n in nodes],
        key=choices.field(_AVOID),
        format_func=lambda node_id: context.network.nodes[node_id].display,
        placeholder=context.words("ways_avoid_any"),
        filter_mode="contains",
        select_all=False,
    )
