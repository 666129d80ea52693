"""One person's rights: what is kept of her, restriction and its end, erasure after a look at what that takes away."""

from datetime import date
from functools import partial
from typing import Literal

import streamlit as st

from briefing.production.person_report import person_report
from dashboard.pages.privacy.documents import draw_document, written
from dashboard.parts import choices, tables
from dashboard.parts.frame import Context, notice
from dashboard.parts.markup import draw, element, text
from dashboard.parts.saving import save_button
from dashboard.state import current as store
from graph import access
from graph.account import me
from graph.errors import AkteursnetzError
from graph.privacy.confirming import ask, needs_second, open_for, refuse, requests
from graph.privacy.erasing import erase, preview
from graph.privacy.removing import Removed
from graph.privacy.reporting import PersonReport, report_on
from graph.privacy.restricting import lift, restrict
from graph.settings import Settings

_MESSAGE, _PROBLEM, _PREVIEW = "_privacy_message", "_privacy_problem", "_privacy_preview"


def keep_message(message: str) -> None:
    """Let the page say something once, at its next drawing."""
    st.session_state[_MESSAGE] = message


def keep_problem(error: AkteursnetzError) -> None:
    """Let the page say once what went wrong."""
    st.session_state[_PROBLEM] = error


def draw_message(context: Context) -> None:
    """Draw what the last act did, or why it could not be done, once."""
    with st.container(key="privacy_message"):
        if error := st.session_state.pop(_PROBLEM, None):
            notice(error.message(context.words.language), role="alert")
        if message := st.session_state.pop(_MESSAGE, None):
            notice(message, role="status")


def draw_person(context: Context) -> None:
    """Draw the field for a name, and what is kept under it."""
    words = context.words
    typed = st.text_input(words("privacy_who"), key=choices.field("privacy_who"), icon=":material/search:")
    if not (typed or "").strip():
        draw(element("p", text(words("privacy_who_help")), css="an-small"))
        _waiting(context)
        return
    try:
        found = report_on(store.database(), Settings(), str(typed).strip())
    except AkteursnetzError as error:
        notice(error.message(words.language), role="alert", fields=["privacy_who"])
        return
    _acts(context, found)
    version = store.database().view().data_version()
    paper = person_report(found, words.language, date.today(), version)
    if st.button(words("privacy_make_pdf"), key="privacy_make_pdf"):
        made, about = partial(written, paper, ".pdf"), [found.id]
        save_button(words("privacy_pdf"), made, "auskunft.pdf", kind="privacy-report", about=about, key="privacy_pdf")
    draw_document(paper, "report")


def _acts(context: Context, found: PersonReport) -> None:
    words = context.words
    draw(element("h2", text(found.name), css="an-section"))
    if found.restricted:
        notice(words("privacy_is_restricted"))
    st.text_input(words("privacy_reason"), key=choices.field("privacy_reason"))
    with st.container(horizontal=True):
        names = ("lift", "erase_look") if found.restricted else ("restrict", "object", "erase_look")
        for name in names:
            args = (name, found.id, words(f"privacy_done_{name}"))
            st.button(words(f"privacy_{name}"), key=f"privacy_{name}", on_click=_act, args=args)
    _erasure(context, found)


def _erasure(context: Context, found: PersonReport) -> None:
    """Draw what an erasure takes away, and the button for whoever may do the next step."""
    words, view = context.words, store.database().view()
    asked = open_for(view, found.id)
    if asked:
        notice(words("privacy_asked", who=asked.who, at=asked.at[:10], reason=asked.reason))
    if not asked and st.session_state.get(_PREVIEW) != found.id:
        return
    shown = preview(store.database(), Settings(), found.id)
    draw_removed(context, shown.removed, "privacy_preview")
    names: tuple[str, ...]
    if asked:
        can_confirm = asked.can_be_confirmed_by(access.person())
        help_with = "privacy_erase_help" if can_confirm else "privacy_asked_wait"
        names = ("confirm_erase", "refuse_erase") if can_confirm else ("refuse_erase",)
    else:
        needs_two = needs_second(Settings())
        help_with = "privacy_ask_help" if needs_two else "privacy_erase_help"
        names = ("ask_erase",) if needs_two else ("erase",)
    draw(element("p", text(words(help_with))))
    with st.container(horizontal=True):
        for name in names:
            kind: Literal["primary", "secondary"] = "secondary" if name == "refuse_erase" else "primary"
            done = words(f"privacy_done_{'erase' if name == 'confirm_erase' else name}")
            args = (name, found.id, done)
            st.button(words(f"privacy_{name}"), key=f"privacy_{name}", type=kind, on_click=_act, args=args)


def _waiting(context: Context) -> None:
    """Draw whose erasures wait for a second person."""
    view = store.database().view()
    found = [one.person for one in requests(view)]
    names = [str(node["name"]) for node in view.nodes_with("Person", found)] if found else []
    if names:
        notice(context.words("privacy_waiting", n=len(names), names=", ".join(sorted(names))))


def _act(name: str, person: str, done: str) -> None:
    reason, database = str(choices.get("privacy_reason") or ""), store.database()
    try:
        match name:
            case "restrict":
                restrict(database, person, me(), reason)
            case "object":
                restrict(database, person, me(), reason, "object")
            case "lift":
                lift(database, person, me(), reason)
            case "ask_erase":
                ask(database, person, reason)
            case "refuse_erase":
                refuse(database, person)
            case "erase" | "confirm_erase":
                erase(database, Settings(), person, who=me(), reason=reason)
                choices.forget("privacy_who")
            case _:
                st.session_state[_PREVIEW] = person
                return
    except AkteursnetzError as error:
        keep_problem(error)
        return
    choices.forget("privacy_reason")
    keep_message(done)


def draw_removed(context: Context, removed: Removed, key: str) -> None:
    """Draw how much would be deleted and changed."""
    words = context.words
    rows: list[tables.Row] = [
        {
            words("privacy_col_what"): name,
            words("privacy_col_deleted"): removed.deleted.get(name, 0),
            words("privacy_col_changed"): removed.changed.get(name, 0),
        }
        for name in sorted({*removed.deleted, *removed.changed})
    ]
    if rows:
        tables.table(rows, key=f"{key}_{len(rows)}", name=words("privacy_col_what"), most=15)
    else:
        notice(words("privacy_nothing_over"))
