"""What was decided, by whom and when, the latest first; each decision can be undone."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby

import streamlit as st

from dashboard.pages.review import filter as review_filter
from dashboard.pages.review import state as review_state
from dashboard.parts import tables
from dashboard.parts.frame import Context, notice
from dashboard.parts.markup import draw, element, text
from graph.model.decisions import Decision
from graph.model.proposals import Proposal
from ingest.documents import review as reviewing


@dataclass(frozen=True, slots=True)
class Past:
    """One decision as a row, and how it is undone, None where it is already."""

    id: str
    at: str
    who: str
    judgement: str
    what: str
    why: str
    undo: Callable[[], None] | None


def draw_tab(context: Context, decisions: Sequence[Decision], proposals: Sequence[Proposal]) -> None:
    """Draw the list, and the decision one has chosen with its undoing."""
    words = context.words
    past = sorted(
        [*_of_pairs(context, decisions), *_of_proposals(context, proposals)], key=lambda p: p.at, reverse=True
    )
    if not past:
        notice(words("review_history_none"))
        return
    draw(element("p", text(words("review_history_help")), css="an-small"))
    chosen = next((p for p in past if p.id == st.session_state.get("_review_chosen_past")), None)
    if chosen:
        _chosen(context, chosen)
    pairs, texts = {d.id: (d.keep, d.other) for d in decisions}, {p.id: [p] for p in proposals}

    def about(one: Past) -> Sequence[str]:
        return pairs.get(one.id) or review_state.about(context.network, texts.get(one.id, []))

    review_filter.queue(context, "past", past, lambda p: p.id, lambda p: _row(context, p), about)


def _chosen(context: Context, past: Past) -> None:
    words = context.words
    with st.container(border=True, horizontal=True, vertical_alignment="center", key="review_past"):
        draw(element("p", text(f"{past.judgement}: {past.what}"), css="an-shown"), width="content")
        if past.undo:
            label, icon = words("review_undo_this"), ":material/undo:"
            st.button(label, icon=icon, key="review_undo_past", on_click=past.undo)
        else:
            draw(element("p", text(words("review_undone_already")), css="an-small"), width="content")


def _of_pairs(context: Context, decisions: Sequence[Decision]) -> list[Past]:
    words = context.words
    return [
        Past(
            d.id,
            d.undone_at or d.at,
            d.undone_by or d.who,
            words(f"review_judged_{d.judgement if d.stands else 'undone'}"),
            f"{d.keep_name} / {d.other_name}",
            d.why,
            (lambda d=d: review_state.undo_decision(d.id)) if d.stands else None,  # type: ignore[misc]
        )
        for d in decisions
    ]


def _of_proposals(context: Context, proposals: Sequence[Proposal]) -> list[Past]:
    """Return one row for each answer: what was decided together is undone together."""
    words = context.words
    decided = sorted((p for p in proposals if p.state != "open"), key=_together)
    found = []
    for (at, who, state, _), some in groupby(decided, key=_together):
        group = list(some)
        said = "; ".join(reviewing.statement(p).text for p in group)
        ids = [p.id for p in group]
        fixed = words("review_was_corrected") if any(p.correction for p in group) else ""
        what = f"{said} ({group[0].document.title})"
        undo = lambda ids=ids: review_state.undo_proposals(ids)  # noqa: E731
        found.append(Past(ids[0], at, who, words(f"review_judged_{state}"), what, fixed, undo))
    return found


def _together(proposal: Proposal) -> tuple[str, str, str, str]:
    return proposal.at, proposal.who, proposal.state, proposal.source_id


def _row(context: Context, past: Past) -> tables.Row:
    words = context.words
    return {
        words("review_col_when"): past.at[:16].replace("T", " "),
        words("review_col_who"): past.who,
        words("review_col_judgement"): past.judgement,
        words("review_col_what"): past.what,
        words("review_col_why"): past.why,
    }
