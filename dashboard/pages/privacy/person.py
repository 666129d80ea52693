"""One person's rights: what is kept of her, restriction and its end, erasure after a look at what that takes away."""

from datetime import date
from functools import partial
from typing import Literal

import streamlit as st

from briefing.production.person_report import person_report
from dashboard.pages.privacy.beginning import draw_beginning
from dashboard.pages.privacy.documents import draw_document, written
from dashboard.parts import address, choices, tables
from dashboard.parts.design import tell
from dashboard.parts.frame import Context, notice
from dashboard.parts.markup import draw, element, text
from dashboard.parts.saving import save_button
from dashboard.state import current as store
from graph import access
from graph.account import me
from graph.errors import AkteursnetzError
from graph.model.fold import fold
from graph.privacy.confirming import ask, needs_second, open_for, refuse, requests
from graph.privacy.erasing import erase, preview
from graph.privacy.removing import Removed
from graph.privacy.reporting import PersonReport, report_on
from graph.privacy.restricting import lift, restrict
from graph.settings import Settings

_PROBLEM, _PREVIEW = "_privacy_problem", "_privacy_preview"
_LINKED = "_privacy_linked"


def keep_problem(error: AkteursnetzError) -> None:
    """Let the page say once what went wrong."""
    st.session_state[_PROBLEM] = error


def draw_message(context: Context) -> None:
    """Draw why the last act could not be done, once."""
    with st.container(key="privacy_message"):
        if error := st.session_state.pop(_PROBLEM, None):
            notice(error.message(context.words.language), role="alert")


def draw_person(context: Context) -> None:
    """Draw the field for a name, and what is kept under it."""
    words = context.words
    said = address.read("person")
    if said is not None:
        linked = (said[0], _shown(said[0])) if said else ("", "")
        st.session_state[_LINKED] = linked
        choices.put("privacy_who", linked[1])
    typed = st.text_input(words("privacy_who"), key=choices.field("privacy_who"), icon=":material/search:")
    linked = st.session_state.get(_LINKED, ("", ""))
    address.write("person", [linked[0]] if typed == linked[1] else [])
    if not (typed or "").strip():
        draw(element("p", text(words("privacy_who_help")), css="an-small"))
        _waiting(context)
        draw_beginning(context)
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


def _shown(node_id: str) -> str:
    """Return what stands in the field for somebody a link names: her name, where nobody else has it."""
    view = store.database().view()
    name = next((str(node["name"]) for node in view.nodes_with("Person", [node_id])), "")
    same = [n for n in view.named("Person", fold(name).split()) if fold(str(n["name"])) == fold(name)] if name else []
    return name if len(same) == 1 else node_id


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
        notice(words("privacy_asked", who=asked.who, at=words.date(asked.at), reason=asked.reason))
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
    tell(done)


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
