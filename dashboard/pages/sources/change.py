"""Changing a source: correcting its own fields, and withdrawing what it says, after a look at what that does."""

from collections.abc import Callable

import streamlit as st

from dashboard.pages.sources.list import Listed
from dashboard.parts.frame import Context, notice
from dashboard.parts.markup import draw, element, text
from dashboard.state import current as store
from graph.account import me
from graph.errors import AkteursnetzError
from graph.store.curator import CORRECTIONS

_MESSAGE, _PROBLEM, _PREVIEW = "_sources_message", "_sources_problem", "_sources_preview"
_TYPED = ("name", "publisher", "date", "url")


def draw_message(context: Context) -> None:
    """Draw what the last change did, or why it could not be done, once."""
    with st.container(key="sources_message"):  # always there, so that nothing below it is made anew
        if error := st.session_state.pop(_PROBLEM, None):
            notice(error.message(context.words.language), role="alert")
        if message := st.session_state.pop(_MESSAGE, None):
            notice(message, role="status")


def draw_correction(context: Context, source: Listed) -> None:
    """Draw the form in which the source's own fields are corrected, and who corrected what before."""
    words, schema = context.words, context.network.schema.nodes["Source"]
    before = {"name": source.title, "publisher": source.publisher, "date": source.date, "url": source.url}
    with st.expander(words("sources_correct"), icon=":material/edit:"):
        draw(element("p", text(words("sources_correct_help")), css="an-small"))
        for column, name in zip(st.columns([3, 2, 1, 2]), _TYPED, strict=True):
            with column:
                st.text_input(words(f"sources_field_{name}"), value=before[name], key=_key(source, name))
        left, right, last = st.columns([2, 2, 3], vertical_alignment="bottom")
        with left:
            kinds = list(schema.kinds)
            index = kinds.index(source.kind) if source.kind in kinds else None
            st.selectbox(words("col_kind"), kinds, index, lambda k: words.of(schema.kinds[k]), _key(source, "kind"))
        with right:
            values = list(schema.fields["confidentiality"].values)
            index = values.index(source.confidentiality) if source.confidentiality in values else None
            label, key = words("sources_col_confidentiality"), _key(source, "confidentiality")
            st.selectbox(label, values, index, lambda v: words(f"sources_conf_{v}"), key)
        with last:
            done = words("sources_corrected")
            st.button(words("sources_save"), key="sources_save", type="primary", on_click=_correct, args=(source, done))
        _corrected_before(context, source)


def _key(source: Listed, field: str) -> str:
    return f"sources_{field}_{source.id}"


def _correct(source: Listed, done: str) -> None:
    names = (*_TYPED, "kind", "confidentiality")
    typed = {name: st.session_state.get(_key(source, name)) for name in names}
    fields = {name: str(value) for name, value in typed.items() if value is not None}
    _safely(lambda: store.database().curator().correct_source(source.id, fields, me()), done)


def _corrected_before(context: Context, source: Listed) -> None:
    words = context.words
    entries = [e for e in store.ledger().entries(CORRECTIONS) if e.body.get("source") == source.id]
    lines = []
    for entry in entries:
        for name, after in entry.body["after"].items():
            before = entry.body["before"].get(name) or "–"
            change = words("sources_change", field=_field(context, name), before=before, after=after or "–")
            lines.append(element("li", text(f"{words.date(entry.at)}, {entry.who or '–'}: {change}")))
    if lines:
        draw(element("h4", text(words("sources_changes")), css="an-verb"), element("ul", *lines, css="an-reasons"))


def _field(context: Context, name: str) -> str:
    fields = context.network.schema.nodes["Source"].fields
    return context.words.of(fields[name].display) if name in fields else context.words("sources_field_name")


def draw_withdrawal(context: Context, source: Listed) -> None:
    """Draw the way to withdraw a source: first what that would do, then the confirmation."""
    words = context.words
    with st.expander(words("sources_withdraw"), icon=":material/delete_history:"):
        draw(element("p", text(words("sources_withdraw_help")), css="an-small"))
        preview = st.session_state.get(_PREVIEW)
        if preview is None or preview[0] != source.id:
            st.button(words("sources_preview"), key="sources_preview", on_click=_preview, args=(source,))
            return
        _, nodes, facts, kept_nodes, kept_facts, names = preview
        counts = {"nodes": nodes, "facts": facts}
        rest = {"nodes": kept_nodes, "facts": kept_facts}
        draw(
            element("p", text(words("sources_would_go", **counts)), css="an-shown", role="status"),
            element("p", text(", ".join(names)), css="an-small") if names else "",
            element("p", text(words("sources_would_stay", **rest)), css="an-small"),
        )
        with st.container(horizontal=True):
            done = words("sources_was_withdrawn", file=source.file or source.title)
            label = words("sources_withdraw_now")
            st.button(label, key="sources_withdraw_now", type="primary", on_click=_withdraw, args=(source, done))
            st.button(words("sources_keep"), key="sources_keep", on_click=_forget)


def _preview(source: Listed) -> None:
    def look() -> None:
        would = store.database().curator().withdraw(source.id, me(), dry_run=True)
        network = store.current().network
        names = [network.nodes[node_id].display for node_id in would.retired if node_id in network.nodes]
        counts = (len(would.retired), len(would.facts_retired), len(would.changed), len(would.facts_changed))
        st.session_state[_PREVIEW] = (source.id, *counts, sorted(names)[:12])

    _safely(look)


def _withdraw(source: Listed, done: str) -> None:
    _safely(lambda: store.database().curator().withdraw(source.id, me()), done)
    _forget()


def _forget() -> None:
    st.session_state.pop(_PREVIEW, None)


def _safely(act: Callable[[], object], done: str = "") -> None:
    """Do it and keep what is to be said on the next run."""
    try:
        act()
    except AkteursnetzError as error:
        st.session_state[_PROBLEM] = error
    else:
        if done:
            st.session_state[_MESSAGE] = done
