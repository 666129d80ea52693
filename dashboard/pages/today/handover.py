"""A colleague leaves: what she looks after, has promised and sees to, handed over one by one or whole, with sheets."""

import io
import tempfile
import zipfile
from pathlib import Path

import streamlit as st

from briefing.production.sheets_of import FORMATS, write_sheets
from dashboard.parts import choices
from dashboard.parts.frame import Context, notice
from dashboard.parts.markup import draw, element, items, text
from dashboard.parts.saving import save_button
from dashboard.state import current as store
from dashboard.state import today as state
from dashboard.state.today import Today
from graph.curation.handover import Belonging
from graph.errors import AkteursnetzError

_WHOSE, _TO, _WHAT, _FORM = "handover_whose", "handover_to", "handover_what", "handover_form"


def handover_section(context: Context, known: Today) -> None:
    """Draw the section, closed until it is asked for."""
    words = context.words
    with st.expander(words("handover_title"), icon=":material/move_up:"):
        draw(element("p", text(words("handover_help")), css="an-small"))
        names = [known.asked.person, *known.colleagues]
        whose = st.selectbox(words("handover_whose"), names, index=None, key=choices.field(_WHOSE), placeholder="–")
        if not whose:
            return
        held = state.held(context.data, known, str(whose))
        if not held:
            notice(words("handover_nothing", name=str(whose)))
            return
        _fields(context, known, held, str(whose))


def _fields(context: Context, known: Today, held: list[Belonging], whose: str) -> None:
    words, says = context.words, context.says
    said = {thing.id: says.phrase(thing.said) for thing in held}
    draw(items([text(sentence) for sentence in said.values()], "an-facts"))
    wanted = st.multiselect(
        words("handover_what", n=len(held)), list(said), format_func=said.__getitem__, key=f"{_WHAT}_{whose}"
    )
    others = [name for name in (known.asked.person, *known.colleagues) if name != whose]
    to = st.selectbox(
        words("today_whom"),
        others,
        index=None,
        accept_new_options=True,
        key=_TO,
        placeholder=words("today_whom_placeholder"),
    )
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if st.button(words("handover_now"), type="primary", disabled=not to, icon=":material/move_up:"):
            _hand_over(context, known, held, wanted or list(said), str(to))
        _sheets(context, [s for t in held if t.kind == "contact" for s in t.subjects], str(to or ""))


def _hand_over(context: Context, known: Today, held: list[Belonging], wanted: list[str], to: str) -> None:
    try:
        state.hand_over(known, held, wanted, to)
    except AkteursnetzError as error:
        notice(error.message(context.words.language), role="alert")
        return
    st.toast(context.words("handover_done", n=len(wanted)))
    st.rerun()


def _sheets(context: Context, actors: list[str], to: str) -> None:
    if not actors:
        return
    words = context.words
    form = st.segmented_control(words("handover_form"), FORMATS, default=FORMATS[0], key=_FORM, required=True)

    def made() -> bytes:
        with tempfile.TemporaryDirectory(prefix="akteursnetz-") as folder:
            paths = write_sheets(
                store.database(),
                context.network,
                actors,
                Path(folder),
                form=str(form),
                language=context.says.language,
                recipient=to,
            )
            packed = io.BytesIO()
            with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
                for path in paths:
                    archive.write(path, path.name)
            return packed.getvalue()

    label = words("handover_sheets", n=len(actors))
    save_button(label, made, f"{words('handover_file')}.zip", kind="handover", about=actors)
