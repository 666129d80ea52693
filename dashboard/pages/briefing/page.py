"""Briefing: choose about whom, see how it will be, save it in every format; and all that were made before."""

from datetime import date
from functools import partial

import streamlit as st

from briefing.production.produce import Made
from briefing.production.sheets_of import file_name
from briefing.renderers import endings
from dashboard.pages.briefing import order as briefing_order
from dashboard.pages.briefing.beginning import offer
from dashboard.pages.briefing.letterhead import letterhead
from dashboard.pages.briefing.order import BriefingOrder
from dashboard.pages.briefing.preview import preview, printed
from dashboard.pages.briefing.sentence import change
from dashboard.parts import choices, tables
from dashboard.parts.frame import Context, notice
from dashboard.parts.markup import draw, element, text
from dashboard.parts.saving import save_button
from dashboard.state import briefings
from graph.errors import UsageError

USUAL = (".pdf", ".docx")
_FILES, _LARGE = "briefing_files", "briefing_large"


def draw_page(context: Context) -> None:
    """Draw the page."""
    beginning = st.container()
    asked, seen = st.columns([1, 1.9], gap="large")
    with asked:
        order = briefing_order.choose(context)
    if order.request is None:
        with beginning:
            offer(context)
            if briefings.kept():
                _shelf(context)
            draw(element("h2", text(context.words("briefing_new")), css="an-section"))
        with seen:
            notice(context.words("briefing_choose"))
    else:
        with seen, st.spinner(context.words("loading")):
            made = briefings.made(context.data, order.request)
        with asked:
            _save(context, order, made)
        is_large = choices.get(_LARGE, False)
        with st.container() if is_large else seen:
            _printed(context, order, made)
        change(context, made)
        preview(context, made)
    letterhead(context)
    _templates(context, order)
    if order.request is not None or not briefings.kept():
        _shelf(context)


def _save(context: Context, order: BriefingOrder, made: Made) -> None:
    """Draw what makes the files, and the files that were made of just this."""
    words = context.words
    recipient = st.text_input(words("briefing_for"), key=choices.field("briefing_for"), help=words("briefing_for_help"))
    reference = st.text_input(words("briefing_reference"), key=choices.field("briefing_reference", ""))
    chosen = st.multiselect(
        words("briefing_formats"),
        list(endings()),
        key=choices.field("briefing_formats", list(USUAL)),
        format_func=lambda ending: ending.removeprefix(".").upper(),
    )
    wanted = st.button(words("briefing_make"), icon=":material/description:", type="primary", disabled=not chosen)
    whom_to, number = str(recipient or "").strip(), str(reference or "").strip()
    try:
        stamp = briefings.stamp(made, order.options, whom_to, number)
    except UsageError:  # the letterhead can not be read, which is said where the pages are drawn
        return
    if wanted:
        name = file_name(made.briefing)
        with st.spinner(words("briefing_writing")):
            files = briefings.handed_on(made, chosen, order.options, name, whom_to, number)
        st.session_state[_FILES] = (stamp, files)
    known, files = st.session_state.get(_FILES, (None, {}))
    if known == stamp and files:
        _downloads(context, files)


def _printed(context: Context, order: BriefingOrder, made: Made) -> None:
    """Draw the two pages as they will be printed."""
    recipient, reference = (str(choices.get(f"briefing_{name}") or "").strip() for name in ("for", "reference"))
    try:
        with st.spinner(context.words("loading")):
            found = briefings.pictures(made, order.options, recipient, reference)
    except UsageError as error:
        notice(error.message(context.words.language))
        return
    printed(context, made.briefing, found)
    st.toggle(context.words("briefing_printed_large"), key=choices.field(_LARGE, False))


def _downloads(context: Context, files: dict[str, bytes]) -> None:
    draw(element("p", text(context.words("briefing_made")), css="an-small", role="status"))
    with st.container(horizontal=True):
        for name, content in files.items():
            ending = name.rpartition(".")[2].upper()
            save_button(ending, partial(bytes, content), name, kind="briefing", key=f"briefing_file_{ending}")


def _templates(context: Context, order: BriefingOrder) -> None:
    words = context.words
    with st.expander(words("briefing_templates"), icon=":material/bookmark:"):
        name = str(st.text_input(words("briefing_template_name"), key="briefing_template_name") or "").strip()
        if st.button(words("briefing_template_save"), disabled=not name, key="briefing_template_save"):
            briefings.keep_template(name, order.body)
            st.rerun()
        chosen = st.selectbox(
            words("briefing_template_drop_which"), sorted(briefings.templates()), index=None, key="briefing_drop"
        )
        if st.button(words("briefing_template_drop"), disabled=not chosen, key="briefing_template_drop"):
            briefings.drop_template(str(chosen))
            st.rerun()


def _shelf(context: Context) -> None:
    """Draw the briefings made so far; the row that is selected fills the fields again."""
    words, kept = context.words, briefings.kept()
    draw(element("h2", text(words("briefing_shelf")), css="an-section"))
    if not kept:
        notice(words("briefing_shelf_empty"))
        return
    rows: list[tables.Row] = [
        {
            words("briefing_shelf_at"): k.at[:16].replace("T", " "),
            words("briefing_shelf_who"): k.who,
            words("briefing_shelf_about"): k.title(context.says),
            words("briefing_audience"): words(f"briefing_audience_{k.audience}"),
            words("briefing_for"): k.recipient,
            words("briefing_formats"): ", ".join(k.formats),
        }
        for k in kept
    ]
    draw(element("p", text(words("briefing_shelf_help")), css="an-small"))

    def again() -> None:
        row = tables.chosen_row("briefing_shelf")
        if row is not None:
            briefing_order.fill(kept[row].again(context.network, date.today()))

    tables.table(rows, key="briefing_shelf", name=words("briefing_shelf"), on_select=again)
