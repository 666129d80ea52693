"""Proposals out of texts: the sentence with the mention marked, what would be written, corrections, several at once."""

from collections.abc import Sequence

import streamlit as st

from dashboard.pages.review import filter as review_filter
from dashboard.pages.review import state as review_state
from dashboard.parts import badge, tables
from dashboard.parts.frame import Context, notice
from dashboard.parts.markup import draw, element, text
from graph.model.proposals import Proposal
from ingest.documents import keeping
from ingest.documents import review as reviewing

_FIELDS = ("name", "other", "role", "organisation", "event", "date")
_ONLY = {
    "person": ("name",),
    "organisation": ("name",),
    "place": ("name",),
    "topic": ("name",),
    "event": ("name", "date"),
    "function": ("name", "role", "organisation", "date"),
    "membership": ("name", "organisation"),
    "participation": ("name", "event", "date"),
    "acquaintance": ("name", "other", "date"),
}
_MOST = 12


def draw_tab(context: Context, waiting: Sequence[Proposal]) -> None:
    """Draw filters, the case that is asked now, and the table in which several are chosen."""
    words = context.words
    draw(element("p", text(words("review_proposals_help")), css="an-small"))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        shown = _filtered(context, waiting)
    if not shown:
        notice(words("review_proposals_none" if not waiting else "nothing_fits"))
        return
    ordered = review_filter.put_off_last(shown, lambda p: p.id)
    current = review_filter.current(ordered, lambda p: p.id, "proposal")
    _case(context, current, ordered.index(current) + 1, len(ordered))
    _several(context, ordered)


def _filtered(context: Context, waiting: Sequence[Proposal]) -> list[Proposal]:
    words = context.words
    documents = {p.source_id: p.document.title for p in waiting}
    source = review_filter.choice(context, "proposal_source", words("review_filter_document"), documents)
    kinds = {kind: words(f"review_kind_{kind}") for kind in _ONLY if any(p.kind == kind for p in waiting)}
    kind = review_filter.choice(context, "proposal_kind", words("filter_kind"), kinds)
    least = review_filter.confidence(context, "proposal_score")
    return [p for p in waiting if source in ("", p.source_id) and kind in ("", p.kind) and p.confidence >= least]


def _case(context: Context, proposal: Proposal, n: int, total: int) -> None:
    words, document = context.words, proposal.document
    where = words("review_case", n=words.number(n), total=words.number(total))
    sure = words("review_confidence", score=words.number(round(proposal.confidence * 100)))
    draw(
        element("p", text(f"{where} · {words(f'review_kind_{proposal.kind}')} · {sure}"), css="an-shown", role="status")
    )
    with st.container(horizontal=True, key="review_answers"):
        st.button(words("review_accept"), key="review_yes", type="primary", icon=":material/check:", shortcut="A",
                  on_click=_accept, args=(proposal,))  # fmt: skip
        st.button(words("review_refuse"), key="review_no", icon=":material/close:", shortcut="V",
                  on_click=review_state.settle, args=([proposal], "refused"))  # fmt: skip
        st.button(words("review_later"), key="review_later", icon=":material/schedule:", shortcut="S",
                  on_click=review_state.later, args=(proposal.id,))  # fmt: skip
    said = reviewing.statement(proposal)
    mark = badge.invented(words, document.invented)
    place = words(
        "review_place", title=document.title, file=document.file, n=words.number(keeping.read(proposal).number)
    )
    with st.container(border=True, key="review_case"):
        draw(
            element("p", text(said.text), css="an-name"),
            element(
                "blockquote",
                text(said.before),
                element("mark", text(said.mention)),
                text(said.after),
                css="an-sentence",
            ),
            element("p", text(place), " " if mark else "", mark, css="an-source"),
        )
        _form(context, proposal)


def _form(context: Context, proposal: Proposal) -> None:
    """Draw the fields in which the reading is corrected before it is accepted."""
    words, said = context.words, keeping.read(proposal)
    with st.expander(words("review_correct"), icon=":material/edit:"):
        draw(element("p", text(words("review_correct_help")), css="an-small"))
        for column, name in zip(st.columns(len(_ONLY[proposal.kind])), _ONLY[proposal.kind], strict=True):
            with column:
                st.text_input(words(f"review_field_{name}"), value=getattr(said, name), key=_key(proposal, name))


def _key(proposal: Proposal, field: str) -> str:
    return f"review_{field}_{proposal.id}"


def _accept(proposal: Proposal) -> None:
    typed = {name: st.session_state.get(_key(proposal, name)) for name in _FIELDS}
    said = keeping.read(proposal)
    fields = {name: str(v) for name, v in typed.items() if v is not None and v != getattr(said, name)}
    review_state.settle([proposal], "accepted", {proposal.id: fields} if fields else None)


def _several(context: Context, ordered: Sequence[Proposal]) -> None:
    """Draw the table of what waits; the chosen rows are accepted or refused at once, a single one is asked next."""
    words = context.words
    draw(element("h2", text(words("review_queue")), css="an-section"))
    draw(element("p", text(words("review_several_help")), css="an-small"))
    key = f"review_queue_proposals_{len(ordered)}_{ordered[0].id}"
    with st.container(horizontal=True, key="review_several"):
        chosen = _chosen(key, ordered)
        n = words.number(len(chosen))
        st.button(words("review_accept_several", n=n), key="review_several_yes", disabled=not chosen,
                  on_click=review_state.settle, args=(chosen, "accepted"))  # fmt: skip
        st.button(words("review_refuse_several", n=n), key="review_several_no", disabled=not chosen,
                  on_click=review_state.settle, args=(chosen, "refused"))  # fmt: skip
        st.button(words("review_ask_chosen"), key="review_ask", disabled=len(chosen) != 1, type="tertiary",
                  on_click=_ask, args=(chosen,))  # fmt: skip
    rows = [_row(context, p) for p in ordered]
    name, kind, about = words("review_queue"), "proposals", review_state.about(context.network, ordered)
    tables.table(rows, key=key, name=name, most=_MOST, on_select=lambda: None, several=True, kind=kind, about=about)


def _ask(chosen: Sequence[Proposal]) -> None:
    st.session_state["_review_chosen_proposal"] = chosen[0].id


def _chosen(key: str, ordered: Sequence[Proposal]) -> list[Proposal]:
    state = st.session_state.get(key)
    rows = state.selection.rows if state else []
    return [ordered[row] for row in rows if row < len(ordered)]


def _row(context: Context, proposal: Proposal) -> tables.Row:
    words, said = context.words, reviewing.statement(proposal)
    return {
        words("col_kind"): words(f"review_kind_{proposal.kind}"),
        words("review_col_said"): said.text,
        words("review_col_score"): round(proposal.confidence * 100),
        words("review_col_sentence"): proposal.sentence,
        words("col_source"): proposal.document.title,
    }
