"""The Streamlit component: mounts the map and turns what the browser reports into a MapEvent."""

from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass, field
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

import streamlit as st

from briefing.drawing.style import screen
from dashboard.map.elements import TEXT_KEYS, MapEdge, MapEvent, MapKey, MapNode, Workbench, digest, graph_json

_HTML = '<div class="akteursnetz-map" data-testid="akteursnetz-map"></div>'
_NO_TEXTS: Mapping[str, str] = MappingProxyType({})


@dataclass(slots=True)
class Selection:
    """Who decided last about the selection of one map: the caller's argument or a click.

    Both must be able to win, and an argument that merely repeats itself must not undo a click.
    """

    wanted: str | None = None
    serial: int = 0
    current: str | None = None
    order: str | None = None
    order_after: int = 0
    chosen: tuple[str, ...] = ()
    tie: tuple[str, str] | None = None
    heard: list[str | None] = field(default_factory=list)

    def take_click(self, state: object) -> None:
        """Follows the browser's state, a mapping with ``id`` and a ``serial`` that grows with every click."""
        if not isinstance(state, Mapping):
            return
        serial, node = state.get("serial"), state.get("id")
        if isinstance(serial, int) and serial > self.serial and (node is None or isinstance(node, str)):
            self.serial = serial
            self.current = node
            self.heard = [*self.heard[-20:], node]
            self.chosen, self.tie = _words(state.get("ids")) or ((node,) if node else ()), None
            if len(ends := _words(state.get("tie"))) == 2:
                self.tie = (ends[0], ends[1])

    def take_wish(self, wanted: str | None) -> None:
        """Follows the caller's argument when it changed; where it differs, the browser is told."""
        if wanted == self.wanted:
            return
        self.wanted = wanted
        if wanted in self.heard:  # the caller hands a click back; there may have been others since
            del self.heard[: self.heard.index(wanted) + 1]
            return
        if wanted != self.current:
            self.current = wanted
            self.chosen, self.tie = ((wanted,) if wanted else ()), None
            self.order, self.order_after = wanted, self.serial


def _words(value: object) -> tuple[str, ...]:
    return tuple(v for v in value if isinstance(v, str)) if isinstance(value, Sequence) and value != "" else ()


def asset(name: str) -> str:
    """The text of a file of the checked-in bundle."""
    return (files("dashboard.map") / "bundle" / name).read_text(encoding="utf-8")


@cache
def _component() -> Any:
    return st.components.v2.component("akteursnetz_map", html=_HTML, css=asset("style.css"), js=asset("map.js"))


def payload(
    nodes: Sequence[MapNode],
    edges: Sequence[MapEdge],
    selection: Selection,
    *,
    key: str,
    focus: str | None,
    version: str,
    height: int,
    legend: Sequence[MapKey],
    texts: Mapping[str, str],
    work: Workbench | None = None,
) -> dict[str, Any]:
    """What is sent to the browser.

    The graph travels as a string with a fingerprint: the browser parses and redraws it only when it is new.
    """
    graph = graph_json(nodes, edges)
    return {
        "key": key,
        "digest": digest(graph, version),
        "graph": graph,
        "select": {"id": selection.order, "after": selection.order_after},
        "focus": focus,
        "height": height,
        "looks": screen(),
        "legend": [astuple(key) for key in legend],
        "texts": {**TEXT_KEYS, **texts},
        "work": work.sent() if work else None,
    }


def network_map(
    nodes: Sequence[MapNode],
    edges: Sequence[MapEdge],
    *,
    key: str,
    selected: str | None = None,
    focus: str | None = None,
    version: str = "",
    height: int = 620,
    legend: Sequence[MapKey] = (),
    texts: Mapping[str, str] = _NO_TEXTS,
    work: Workbench | None = None,
) -> MapEvent:
    """Draws the map and returns which node is selected and which was double-clicked in this run.

    Args:
        nodes: What to draw, at places that are final; nothing moves in the browser.
        edges: Lines between the nodes; those to nodes not drawn are left out.
        key: Names this map; camera and selection are kept under it, also while another page is shown.
        selected: Node to select. It counts whenever it changes; in between, clicks decide.
        focus: Node to move the camera to, once for each change.
        version: Any text; it is part of the fingerprint, so a new one makes the browser read the data anew.
        height: Height in CSS pixels, legend included.
        legend: What its signs mean: types of nodes, frames and lines.
        texts: Words of the interface by the keys of TEXT_KEYS (missing ones are German) and, with `work`, WORK_KEYS.
        work: What it is worked on with; None for a map that is only looked at.

    Raises:
        ValueError: if two nodes share an id, a place, size or weight is not a finite number, or a type has no look.
    """
    memory_key = f"_network_map:{key}"
    selection = st.session_state.setdefault(memory_key, Selection())
    before = st.session_state.get(key)
    selection.take_click(before.get("selected") if isinstance(before, Mapping) else None)
    selection.take_wish(selected)
    data = payload(
        nodes,
        edges,
        selection,
        key=key,
        focus=focus,
        version=version,
        height=height,
        legend=legend,
        texts=texts,
        work=work,
    )
    result = _component()(
        key=key,
        data=data,
        height=height,
        on_selected_change=_ignore,
        on_expand_change=_ignore,
        on_act_change=_ignore,
        on_opened_change=_ignore,
    )
    selection.take_click(result.get("selected"))
    known = {node.id for node in nodes}
    expand, act = result.get("expand"), result.get("act")
    return MapEvent(
        selected=selection.current if selection.current in known else None,
        expand=expand if expand in known else None,
        chosen=tuple(node for node in selection.chosen if node in known),
        tie=selection.tie if selection.tie and known.issuperset(selection.tie) else None,
        opened=opened(key),
        act=act if isinstance(act, Mapping) else {},
    )


def opened(key: str) -> tuple[str, ...]:
    """Return the communities that are open on a map, by the actors that name them, as the browser said last."""
    state = st.session_state.get(key)
    return _words(state.get("opened")) if isinstance(state, Mapping) else ()


def _ignore() -> None:
    """Streamlit keeps a value only for events that have a callback."""
