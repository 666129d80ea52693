"""Fields to choose actors in: typing finds them; in a large network the search narrows what there is to choose from."""

from collections.abc import Collection, Sequence

import streamlit as st

from dashboard.parts.badge import mark
from dashboard.parts.entry.draft import Draft
from dashboard.parts.frame import Context
from dashboard.parts.search_box import find
from dashboard.state import current as store
from graph.model.schema import BELONGS, ON_MAP
from graph.network import Network, Node

_ALL = 3000  # actors up to which all can be chosen from at once


def one(
    context: Context, draft: Draft, name: str, label: str, labels: Collection[str] = ON_MAP, *, new: bool = False
) -> str:
    """Draw a field for one actor and return its id, "" for none; with `new` a name nobody has comes back as typed."""
    options = _options(context, draft, name, label, labels)
    chosen = draft.get(name)
    if not new:
        draft.keep(name, options)
    elif chosen and chosen not in options:
        options = [*options, chosen]
    found = st.selectbox(
        label,
        options,
        index=None,
        key=draft.field(name),
        format_func=lambda item: _shown(context, item),
        placeholder=context.words("entry_choose_new" if new else "entry_choose"),
        accept_new_options=new,
        filter_mode="contains",
    )
    return str(found or "")


def several(
    context: Context, draft: Draft, name: str, label: str, labels: Collection[str] = ON_MAP, *, new: bool = False
) -> list[str]:
    """Draw a field for several actors and return their ids; with `new` names nobody has come back as typed."""
    options = _options(context, draft, name, label, labels)
    if not new:
        draft.keep(name, options)
    else:
        options = [*options, *(item for item in draft.get(name, []) if item not in options)]
    found = st.multiselect(
        label,
        options,
        key=draft.field(name, []),
        format_func=lambda item: _shown(context, item),
        placeholder=context.words("entry_choose_several_new" if new else "entry_choose_several"),
        accept_new_options=new,
        filter_mode="contains",
        select_all=False,
    )
    return [str(item) for item in found]


def _options(context: Context, draft: Draft, name: str, label: str, labels: Collection[str]) -> list[str]:
    """Return the ids to choose from: all, or those that a search finds and those chosen before."""
    network = context.network
    if len(network.nodes) <= _ALL:
        return [n.id for n in network.by_label(*labels)]
    typed = st.text_input(
        context.words("entry_search", field=label),
        key=draft.field(f"{name}_search", ""),
        type="search",
        icon=":material/search:",
        live=True,
    )
    chosen = draft.get(name, [])
    before = [i for i in ([chosen] if isinstance(chosen, str) else chosen) if i in network.nodes]
    hits = find(network, typed or "", labels) if (typed or "").strip() else []
    return list(dict.fromkeys([*before, *(n.id for n in hits)]))


def _shown(context: Context, item: str) -> str:
    names = _names(store.state_of(context.data), context.words.language, context)
    return names.get(item, item)


@st.cache_resource(show_spinner=False, max_entries=4)
def _names(state: store.State, language: str, _context: Context) -> dict[str, str]:
    """Return how each actor is named in a choice: with house or kind, and apart from all others."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for node in _context.network.by_label(*ON_MAP):
        shown = name_of(_context, node)
        while shown in taken:
            shown = f"{shown} · {node.id}"
        taken.add(shown)
        found[node.id] = shown
    return found


def name_of(context: Context, node: Node) -> str:
    """Return a name with what tells it apart: the house of a person, the kind of all others."""
    more = _house(context.network, node) if node.label == "Person" else context.says.type(node)
    said = f"{node.display} · {more}" if more else node.display
    return f"{said} · {mark(context.words, True)}" if node.invented else said


def _house(network: Network, node: Node) -> str:
    houses = sorted(network.nodes[r.end].short for r in network.around(node.id) if r.type in BELONGS and not r.valid_to)
    return houses[0] if houses else ""


def names(context: Context, ids: Sequence[str]) -> str:
    """Return the names of actors in one line."""
    return ", ".join(context.network.nodes[i].display if i in context.network.nodes else i for i in ids)
