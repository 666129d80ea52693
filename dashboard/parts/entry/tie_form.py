"""Verbindung festhalten: a fact of the schema between two actors; role and ends follow from its type."""

from datetime import date

import streamlit as st

from dashboard.parts.entry import actors
from dashboard.parts.entry.draft import FormDraft
from dashboard.parts.entry.saving import Saved, reason_field, save_bar
from dashboard.parts.entry.source_fields import source_fields
from dashboard.parts.frame import Context
from dashboard.state import current as store
from graph.account import me
from graph.curation.entries import enter
from graph.curation.entry import Entry, StatedFact
from graph.model.schema import load

TIE = FormDraft("tie")
_MOST_ROLES = 300


def tie_form(context: Context) -> None:
    """Draw the form."""
    words, draft = context.words, TIE
    left, right = st.columns(2, gap="medium")
    with left:
        start = actors.one(context, draft, "start", words("entry_tie_from"))
    with right:
        end = actors.one(context, draft, "end", words("entry_tie_to"))
    types = _types(context, start, end)
    draft.keep("type", types)
    kind = st.selectbox(
        words("entry_tie_type"), types, key=draft.field("type"), index=0 if types else None,
        format_func=lambda name: words.of(load().relationships[name].display),
    )  # fmt: skip
    role, since, until = timed_fields(context, draft, kind or "")
    said = source_fields(context, draft)
    fact = _fact(context, kind or "", start, end, role, since, until)
    entry = Entry(said, facts=(fact,)) if fact else None
    reason = reason_field(context, draft, entry)

    def write() -> Saved:
        network = store.current().network
        stated = (fact,) if fact else ()
        done = enter(
            store.database(), network, Entry(said, facts=stated, reason=reason), me(), date.today(), unique=draft.unique
        )
        return Saved(done.id, actors.names(context, [start, end]), start)

    save_bar(context, draft, write, disabled=entry is None)


def timed_fields(context: Context, draft: FormDraft, kind: str) -> tuple[str, str, str]:
    """Draw role, beginning and end of a fact, and return them as typed."""
    words = context.words
    left, middle, right = st.columns([2, 1, 1], gap="medium")
    known = load().relationships[kind].roles if kind in load().relationships else {}
    with left:
        role = _role(context, draft, kind, list(known))
    with middle:
        since = st.text_input(words("entry_since"), key=draft.field("since", ""), placeholder=words("entry_date_hint"))
    with right:
        until = st.text_input(words("entry_until"), key=draft.field("until", ""), placeholder=words("entry_date_hint"))
    return role, since or "", until or ""


def _role(context: Context, draft: FormDraft, kind: str, known: list[str]) -> str:
    words = context.words
    options = known or _roles(store.state_of(context.data), kind, context)
    typed = draft.get("role")
    if known:
        draft.keep("role", known)
    elif typed and typed not in options:
        options = [typed, *options]
    named = load().relationships[kind].roles if known else {}
    found = st.selectbox(
        words("entry_role"),
        options,
        index=None,
        key=draft.field("role"),
        format_func=lambda role: words.of(named[role].display) if role in named else role,
        placeholder=words("entry_role_hint"),
        accept_new_options=not known,
        filter_mode="contains",
    )
    return str(found or "")


@st.cache_resource(show_spinner=False, max_entries=20)
def _roles(state: store.State, kind: str, _context: Context) -> list[str]:
    """Return the roles the network has for a type, the most frequent first."""
    counts: dict[str, int] = {}
    for relation in _context.network.relations:
        if relation.type == kind and relation.role:
            counts[relation.role] = counts.get(relation.role, 0) + 1
    return sorted(counts, key=lambda role: (-counts[role], role))[:_MOST_ROLES]


def _types(context: Context, start: str, end: str) -> list[str]:
    """Return the types that may lead from one to the other, or back."""
    nodes = context.network.nodes
    labels = [nodes[i].label if i in nodes else "" for i in (start, end)]
    if not all(labels):
        return [name for name, kind in load().relationships.items() if not labels[0] or labels[0] in kind.start]
    return [name for name, kind in load().relationships.items() if kind.allows(*labels) or kind.allows(*labels[::-1])]


def _fact(context: Context, kind: str, start: str, end: str, role: str, since: str, until: str) -> StatedFact | None:
    """Return what is stated, turned round where only that is possible; None where something is missing."""
    nodes = context.network.nodes
    if not (kind and start in nodes and end in nodes):
        return None
    if not load().relationships[kind].allows(nodes[start].label, nodes[end].label):
        start, end = end, start
    return StatedFact(kind, start, end, role, since, until)
