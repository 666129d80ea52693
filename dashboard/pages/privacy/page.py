"""Datenschutz: one person's rights, who has to be told, retention, the register."""

from datetime import date
from functools import partial

import streamlit as st

from briefing.production.privacy_papers import letter, register_document
from dashboard.pages.privacy import person as privacy_person
from dashboard.pages.privacy.documents import draw_document, written
from dashboard.parts import choices, tables
from dashboard.parts.frame import Context, notice
from dashboard.parts.markup import draw, element, text
from dashboard.parts.saving import save_button
from dashboard.state import current as store
from graph.account import me
from graph.errors import AkteursnetzError
from graph.privacy.bases import Bases, Basis, set_basis
from graph.privacy.informing import Duty, duties, settle
from graph.privacy.register import register_entry
from graph.privacy.retention import is_alone_for_whole_people, preview, read_rules
from graph.settings import Settings


def draw_page(context: Context) -> None:
    """Draw the page."""
    words = context.words
    privacy_person.draw_message(context)
    titles = [words(f"privacy_tab_{name}") for name in ("person", "inform", "retention", "register")]
    tabs = st.tabs(titles, key="privacy_tab", on_change="rerun")
    drawn = (privacy_person.draw_person, _inform, _retention, _register)
    for tab, draw_tab in zip(tabs, drawn, strict=True):
        if tab.open:
            with tab:
                draw_tab(context)


def _inform(context: Context) -> None:
    words = context.words
    found = [d for d in duties(store.database().view()) if d.state == "open"]
    if not found:
        notice(words("privacy_nobody_to_tell"))
        return
    today = date.today()
    draw(element("p", text(words("privacy_inform_help")), css="an-small"))
    rows: list[tables.Row] = [
        {
            words("col_name"): d.name,
            words("privacy_col_source"): d.source_name,
            words("privacy_col_since"): d.since,
            words("privacy_col_article"): d.article,
            words("privacy_col_due"): d.due + (f" – {words('privacy_late')}" if d.is_late(today) else ""),
        }
        for d in found
    ]
    tables.table(
        rows,
        key=f"privacy_duties_{len(rows)}",
        name=words("privacy_tab_inform"),
        most=15,
        about=[d.person for d in found],
    )
    by_name = {f"{d.name} ({d.due})": d for d in found}
    chosen = by_name[st.selectbox(words("privacy_whom"), list(by_name), key=choices.field("privacy_whom"))]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        basis = Bases.read(store.database().view()).of(chosen.source)
        paper = letter(chosen, basis, Settings().office, words.language, today)
        made, about = partial(written, paper, ".docx"), [chosen.person]
        key = "privacy_letter"
        save_button(words(key), made, "brief.docx", kind="privacy-letter", about=about, key=key)
        st.button(words("privacy_sent"), key="privacy_sent", on_click=_sent, args=(chosen, words("privacy_sent_done")))


def _sent(duty: Duty, done: str) -> None:
    try:
        settle(store.database(), duty.person, me(), on=date.today().isoformat())
    except AkteursnetzError as error:
        privacy_person.keep_problem(error)
    else:
        privacy_person.keep_message(done)


def _retention(context: Context) -> None:
    words, settings = context.words, Settings()
    rules = read_rules(settings)
    if not rules.rules:
        notice(words("privacy_no_rules"))
        return
    found = preview(store.database().view(), context.network.schema, rules, date.today())
    draw(element("p", text(words("privacy_retention_help")), css="an-small"))
    privacy_person.draw_removed(context, found, "privacy_over")
    if is_alone_for_whole_people(found, settings):
        notice(words("privacy_retention_alone", n=found.deleted["Person"]))


def _register(context: Context) -> None:
    words = context.words
    office = Bases.read(store.database().view()).of_office
    with st.form("privacy_basis"):
        basis = st.text_input(words("privacy_basis"), value=office.basis)
        purpose = st.text_input(words("privacy_purpose"), value=office.purpose)
        if st.form_submit_button(words("privacy_basis_save")):
            set_basis(store.database().curator(), Basis(basis or "", purpose or ""), me())
    paper = register_document(register_entry(store.database(), Settings(), date.today()), words.language, date.today())
    draw_document(paper, "register")
    made, key = partial(written, paper, ".md"), "privacy_register"
    save_button(words(key), made, "verzeichnis.md", kind="privacy-register", key=key)
