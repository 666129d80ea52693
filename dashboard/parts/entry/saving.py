"""The end of each form: what speaks against it, why it is right all the same, and saving; nothing gets lost."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import streamlit as st

from briefing.wording.sentences.doubts import doubt_sentence
from dashboard.parts.entry import draft as drafts
from dashboard.parts.entry.draft import FormDraft
from dashboard.parts.frame import Context, notice
from graph.curation.doubts import Doubt
from graph.curation.entries import DoubtedEntry, preview
from graph.curation.entry import Entry
from graph.curation.entry_error import EntryError
from graph.errors import AkteursnetzError

# What is missing is no mistake while somebody still types.
_MISSING = frozenset({"entry_no_name", "entry_empty", "entry_no_day", "entry_itself"})


@dataclass(frozen=True, slots=True)
class Saved:
    """What was written: the id of its entry, its title, and the node to look at."""

    id: str
    title: str
    node: str = ""


def reason_field(context: Context, draft: FormDraft, entry: Entry | None) -> str:
    """Draw what speaks against an entry as it is typed, and the field for why it is right; return that reason.

    None is an entry that is not complete yet.
    """
    with st.container():
        found = _doubts(context, draft, entry)
        for doubt in found:
            notice(doubt_sentence(context.says, doubt))
        if not found:
            return ""
        return str(st.text_input(context.words("entry_anyway"), key=draft.field("reason", "")) or "")


def _doubts(context: Context, draft: FormDraft, entry: Entry | None) -> list[Doubt]:
    try:
        return preview(entry, context.network, date.today()) if entry else []
    except EntryError as error:
        if error.key not in _MISSING:
            fields = draft.fields_of(str(error.context.get("field", "")))
            notice(error.message(context.words.language), role="alert", fields=fields)
    except AkteursnetzError:
        pass  # said when it is saved
    return []


def save_bar(context: Context, draft: FormDraft, write: Callable[[], Saved], *, disabled: bool = False) -> None:
    """Draw the buttons; what can not be saved stays in the fields, with a sentence on why."""
    words = context.words
    place = st.container()
    with st.container(horizontal=True, horizontal_alignment="distribute"):
        saves = st.button(
            words("entry_save"), key=draft.key("save"), type="primary", icon=":material/check:", disabled=disabled
        )
        st.button(words("entry_discard"), key=draft.key("discard"), type="tertiary", on_click=draft.clear)
    if not saves:
        return
    with place:
        try:
            with st.spinner(words("entry_saving")):
                saved = write()
        except DoubtedEntry:
            notice(words("entry_needs_reason"), role="alert", fields=draft.fields_of("reason"))
            return
        except AkteursnetzError as error:
            said = f"{error.message(words.language)} {words('entry_still_there')}"
            notice(said, role="alert", fields=draft.fields_of(str(error.context.get("field", ""))))
            return
    draft.clear()
    drafts.done(saved.id, draft.form, saved.title, saved.node)
    st.rerun()
