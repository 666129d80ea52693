"""What a note offers: whom it names, and what sounds like a promise; a click takes it over, nothing else does."""

from datetime import date

import streamlit as st

from dashboard.parts.entry.actors import name_of
from dashboard.parts.entry.draft import FormDraft
from dashboard.parts.frame import Context
from dashboard.parts.markup import draw, element, text
from dashboard.state import current as store
from graph.network import Node
from ingest.documents.noted import NamedActor, NoteRead, NoteReader, PromiseInText

_MOST = 6
_FIELD_OF = {"Topic": "topics"}


@st.cache_resource(show_spinner=False, max_entries=2)
def _reader(state: store.State, _context: Context) -> NoteReader:
    return NoteReader(_context.network)


def read_note(context: Context, typed: str) -> NoteRead:
    """Return what a note offers; the names of a network are collected once."""
    return _reader(store.state_of(context.data), context).read(typed) if typed.strip() else NoteRead()


def offered(context: Context, draft: FormDraft, read: NoteRead) -> None:
    """Draw what a note offers and was not taken over yet."""
    words = context.words
    actors = [a for a in read.actors if context.network.nodes[a.node].label in ("Person", "Organisation", "Topic")]
    waiting = [a for a in actors if a.node not in draft.get(_field(draft, context.network.nodes[a.node]), [])]
    taken = {str(draft.get(f"promise_{i}_text", "")) for i in range(int(draft.get("promises", 1)))}
    promises = [p for p in read.promises if p.text not in taken]
    with st.container():  # drawn or not: a field below that moved would begin anew and lose what is being typed
        if waiting or promises:
            draw(element("p", text(words("entry_in_text")), css="an-small"))
        for actor in waiting[:_MOST]:
            shown = name_of(context, context.network.nodes[actor.node])
            _row(context, shown, draft.key(f"take_{actor.node}"), draft, actor)
        for number, promise in enumerate(promises[:_MOST]):
            shown = f"{words('entry_promise')}: {promise.text}"
            _row(context, shown, draft.key(f"take_promise_{number}"), draft, promise)


def _row(context: Context, shown: str, key: str, draft: FormDraft, what: NamedActor | PromiseInText) -> None:
    left, right = st.columns([4, 1], vertical_alignment="center")
    with left:
        draw(element("span", text(shown)))
    with right:
        st.button(
            context.words("entry_take"), key=key, icon=":material/add:", on_click=_take, args=(context, draft, what)
        )


def _take(context: Context, draft: FormDraft, what: NamedActor | PromiseInText) -> None:
    if isinstance(what, PromiseInText):
        take_promise(draft, what.text, what.due)
        return
    field = _field(draft, context.network.nodes[what.node])
    draft.put(field, [*draft.get(field, []), what.node])


def take_promise(draft: FormDraft, said: str, due: str = "") -> None:
    """Put a promise into the first free row."""
    count = int(draft.get("promises", 1))
    free = next((i for i in range(count) if not draft.get(f"promise_{i}_text", "")), count)
    draft.put("promises", max(count, free + 1))
    draft.put(f"promise_{free}_text", said)
    if len(due) == len("2026-03-12"):
        draft.put(f"promise_{free}_due", date.fromisoformat(due))


def _field(draft: FormDraft, node: Node) -> str:
    if draft.form == "note":  # it has one field for all it is about
        return "people"
    return _FIELD_OF.get(node.label, "people")
