"""The button "Festhalten" on every page, the dialog it opens, and what can be undone of what was entered last."""

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from dashboard.parts import address, choices, navigation
from dashboard.parts.entry import draft as drafts
from dashboard.parts.entry.correction_form import CORRECTION, correction_form
from dashboard.parts.entry.draft import FORM, FORMS
from dashboard.parts.entry.node_form import node_form
from dashboard.parts.entry.talk_form import NOTE, TALK, note_form, talk_form
from dashboard.parts.entry.tie_form import TIE, tie_form
from dashboard.parts.frame import Context, notice
from dashboard.parts.markup import draw, element, text
from dashboard.state import current as store
from graph.account import me
from graph.curation.entries import undo
from graph.errors import AkteursnetzError
from graph.model.schema import ON_MAP

_DRAWN: dict[str, Callable[[Context], None]] = {
    "talk": talk_form,
    "tie": tie_form,
    "node": node_form,
    "correction": correction_form,
    "note": note_form,
}
_PROBLEM = "_entry_problem"
# A text counts when its field is left; Escape would close the dialog, and the field with it, before that.
_TYPED_IS_KEPT = """<script>
for (const dialog of document.querySelectorAll("[role=dialog]")) {
  dialog.addEventListener("keydown", (pressed) => {
    if (pressed.key === "Escape" && pressed.target.matches("textarea, input:not([role=combobox])")) {
      pressed.target.blur();
    }
  }, true);
}
</script>"""
KEY = "F"


def button(context: Context) -> None:
    """Draw the button; where somebody has asked for it, open the dialog."""
    words = context.words
    choices.keep(drafts.PREFIX)
    st.button(
        words("entry_button"), key="entry_button", icon=":material/edit_note:", type="primary", shortcut=KEY,
        on_click=_ask, help=words("entry_button_help"),
    )  # fmt: skip
    if drafts.is_asked_for():
        st.dialog(words("entry_title"), width="large")(_dialog)(context)


def _ask() -> None:
    drafts.ask_for(str(choices.get(FORM, FORMS[0])))


def _dialog(context: Context) -> None:
    """Draw the dialog: which form, and the form, with the data as they are now."""
    data = store.current()
    if data is not context.data:
        context = replace(context, data=data, says=type(context.says)(data.network, context.says.language))
    words = context.words
    st.html(_TYPED_IS_KEPT, unsafe_allow_javascript=True)
    _begin(context)
    form = st.segmented_control(
        words("entry_form"), FORMS, key=choices.field(FORM, FORMS[0]), required=True, label_visibility="collapsed",
        format_func=lambda name: words(f"entry_form_{name}"),
    )  # fmt: skip
    _DRAWN[str(form or FORMS[0])](context)


def _begin(context: Context) -> None:
    """Fill in the actor one looks at, where nothing else is typed yet."""
    actor = address.actor()
    node = context.network.nodes.get(actor)
    if node is None or node.label not in ON_MAP:
        return
    for draft, name, more in ((CORRECTION, "node", "what"), (TIE, "start", "end")):
        if draft.get(name) is None or (draft.get(name) == draft.get("begun_with") and not draft.get(more)):
            draft.put(name, actor)
            draft.put("begun_with", actor)
    for draft in (TALK, NOTE):
        wanted = draft is NOTE or node.label in ("Person", "Organisation")
        first = draft.get("begun_with")
        untouched = not draft.get("text") and not draft.get("event") and draft.get("people", []) in ([], [first])
        if wanted and first != actor and untouched:
            draft.put("begun_with", actor)  # who looked at another one before and typed nothing means this one
            draft.put("people", [actor])


def last_entry(context: Context) -> None:
    """Draw what was entered last, with a button to undo it."""
    words = context.words
    if problem := st.session_state.pop(_PROBLEM, ""):
        notice(problem, role="alert")
    found = drafts.last()
    if found is None:
        return
    entry_id, kind, title, node = found
    with st.container(horizontal=True, vertical_alignment="center", key="entry_done"):
        draw(element("span", text(words(f"entry_done_{kind}", title=title)), role="status"), width="content")
        if node in context.network.nodes:
            navigation.page_link("actor", words("open_profile"), ":material/badge:", actor=node)
        st.button(
            words("entry_undo"), key="entry_undo", icon=":material/undo:", type="tertiary",
            on_click=take_back, args=(entry_id, words.language),
        )  # fmt: skip
        st.button(words("entry_fine"), key="entry_fine", type="tertiary", on_click=drafts.forget_last)


def take_back(entry_id: str, language: str) -> None:
    """Undo an entry; what goes wrong is said on the page."""
    try:
        undo(store.database(), entry_id, me())
    except AkteursnetzError as error:
        st.session_state[_PROBLEM] = error.message(language)
        return
    found = drafts.last()
    if found and found[0] == entry_id:
        drafts.forget_last()
