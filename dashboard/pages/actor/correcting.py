"""Correcting from a profile: the row that is chosen in a table of facts, and the history in which one undoes."""

from collections.abc import Sequence

import streamlit as st

from briefing.wording.sentences.past import past_sentences
from dashboard.parts import tables
from dashboard.parts.entry import draft as drafts
from dashboard.parts.entry.correction_form import fact_option
from dashboard.parts.entry.dialog import take_back
from dashboard.parts.frame import Context
from dashboard.parts.markup import draw, element, text
from dashboard.state import entries as state
from graph.curation.entry_history import PastChange
from graph.network import Node, Relation


def facts_table(context: Context, node: Node, relations: Sequence[Relation], title: str) -> None:
    """Draw facts as a table; of the row that is chosen one can say that it is wrong, or no longer so."""
    words, key = context.words, f"{node.id}_{title}"
    rows = tables.profile_rows(context, relations, node.id)
    widths = {words("col_source"): 260}
    tables.table(
        rows,
        key=key,
        name=words(title),
        most=8,
        widths=widths,
        on_select=lambda: None,
        kind="actor-facts",
        about=[node.id, *(r.other(node.id) for r in relations)],
    )
    row = tables.chosen_row(key)
    if row is None or row >= len(relations):
        return
    relation = relations[row]
    with st.container(horizontal=True, vertical_alignment="center"):
        draw(element("span", text(context.says.dated(relation))), width="content")
        for how, icon in (("changed", "edit"), ("ended", "event_busy")):
            label = words("entry_correct" if how == "changed" else "entry_no_longer")
            st.button(
                label, key=f"{key}_{how}", icon=f":material/{icon}:", on_click=_correct, args=(node.id, relation, how)
            )


def _correct(node: str, relation: Relation, how: str) -> None:
    fields = dict.fromkeys(("value", "wrong", "seen", "seen_now", "set_for", "reason", "unique"))
    drafts.ask_for("correction", **fields, node=node, what=fact_option(relation), how=how)


def correct_fields(context: Context, node: Node) -> None:
    """Draw the button by which a value of an actor is corrected."""
    st.button(
        context.words("entry_correct"),
        key=f"{node.id}_correct",
        icon=":material/edit:",
        type="tertiary",
        on_click=lambda: drafts.ask_for("correction", node=node.id, what=None),
    )


def history(context: Context, node: Node) -> list[PastChange]:
    """Return what was done to an actor, the latest first."""
    return state.history(context.data, node)


def history_table(context: Context, past: Sequence[PastChange], key: str) -> None:
    """Draw who changed what when; the entry of the row that is chosen can be undone."""
    words = context.words
    rows: list[tables.Row] = [
        {
            words("history_when"): change.at[:10],
            words("history_who"): change.who,
            words("history_what"): "; ".join(past_sentences(context.says, change)),
            words("history_undone"): _undone(context, change),
        }
        for change in past
    ]
    if any(change.can_be_undone for change in past):
        draw(element("p", text(words("history_select")), css="an-small"))
    tables.table(
        rows,
        key=key,
        name=words("section_history"),
        widths={words("history_what"): 640},
        on_select=lambda: None,
        kind="actor-history",
        about=[key.partition("_")[0]],
    )
    row = tables.chosen_row(key)
    if row is not None and row < len(past) and past[row].can_be_undone:
        entry, language = past[row].id, words.language
        icon = ":material/undo:"
        st.button(words("history_undo"), key=f"{key}_undo", icon=icon, on_click=take_back, args=(entry, language))


def _undone(context: Context, change: PastChange) -> str:
    day = context.words.date(change.undone_at[:10])
    return ", ".join(filter(None, (day, change.undone_by)))
