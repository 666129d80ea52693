"""Who looks after the actor, how often, when the last contact was; and the introductions it stands in."""

from datetime import date
from functools import partial

import streamlit as st

from briefing.wording.language import Words
from dashboard.parts.design import tell
from dashboard.parts.frame import Context, notice
from dashboard.parts.markup import draw, element, items, text
from dashboard.state import relationships as state
from graph.account import me
from graph.curation.care import ACTORS, Care, Rhythm, load_rhythms, usual_months
from graph.curation.introductions import NotedIntroduction
from graph.errors import AkteursnetzError
from graph.network import Node

_PROBLEM = "_care_problem"


def care_section(context: Context, node: Node) -> None:
    """Draw who looks after a person or an organisation, with the fields to set it."""
    if node.label not in ACTORS:
        return
    found = state.relationships(context.data)
    rhythm = next((r for r in found.rhythms if r.care.actor == node.id), None)
    draw(element("p", text(_said(context, rhythm)), css="an-small"))
    if error := st.session_state.pop(_PROBLEM, None):
        notice(error.message(context.words.language), role="alert")
    _form(context, node, rhythm, found.owners)
    mine = [i for i in found.introductions if node.id in i.ends]
    if mine:
        draw(items([text(_introduction(context, i)) for i in mine], "an-facts"))


def _said(context: Context, rhythm: Rhythm | None) -> str:
    words = context.words
    if rhythm is None:
        return words("care_nobody")
    said = words("care_by", name=rhythm.care.owner, n=rhythm.months)
    last = rhythm.last
    contact = words(f"care_last_{last.how}", day=words.date(last.day))
    due = words("care_overdue" if rhythm.is_overdue(date.today()) else "care_due", day=words.date(str(rhythm.due)))
    return f"{said} {contact} {due}"


def _form(context: Context, node: Node, rhythm: Rhythm | None, owners: list[str]) -> None:
    words, known = context.words, rhythm.care if rhythm else None
    with st.container(horizontal=True, vertical_alignment="bottom", key="care"):
        if known is None or known.owner != me():
            label = words("care_mine")
            mine = partial(_set, node.id, me(), 0, known, words("care_kept"))
            st.button(label, key=f"care_mine_{node.id}", on_click=mine)
        with st.popover(words("care_change")):
            options = list(dict.fromkeys([*([known.owner] if known else []), me(), *owners]))
            owner = st.selectbox(
                words("care_owner"),
                options,
                index=0 if known else None,
                accept_new_options=True,
                key=f"care_owner_{node.id}",
                placeholder=words("care_nobody_short"),
            )
            usual = usual_months(context.network, node, load_rhythms())
            months = st.number_input(
                words("care_months", n=usual),
                min_value=0,
                max_value=120,
                value=known.months if known else 0,
                key=f"care_months_{node.id}",
            )
            name = str(owner or "")
            said = words("care_kept" if name else "care_ended")
            keep = partial(_set, node.id, name, int(months), known, said)
            st.button(words("care_keep"), key=f"care_keep_{node.id}", type="primary", on_click=keep)


def _set(actor: str, owner: str, months: int, known: Care | None, done: str) -> None:
    try:
        state.look_after(actor, owner, months, known)
    except AkteursnetzError as error:
        st.session_state[_PROBLEM] = error
    else:
        tell(done)


def _introduction(context: Context, known: NotedIntroduction) -> str:
    words, nodes = context.words, context.network.nodes
    names = [context.says.name(nodes[end]) if end in nodes else end for end in known.ends]
    return f"{words('introduction_of', one=names[0], other=names[1])} {stage_said(words, known)}"


def stage_said(words: Words, known: NotedIntroduction) -> str:
    """Return how an introduction stands."""
    said = words(f"introduction_stage_{known.stage}", day=words.date(known.last_step), owner=known.owner)
    return f"{said} ({words(f'introduction_outcome_{known.outcome}')})" if known.outcome else said
