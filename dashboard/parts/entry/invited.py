"""A calendar invitation, or an event of the network, as the beginning of a conversation."""

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import streamlit as st

from dashboard.parts.entry import draft as drafts
from dashboard.parts.entry.draft import Draft
from dashboard.parts.frame import Context, notice
from graph.errors import AkteursnetzError
from graph.network import Node
from ingest.loading.invitation import Invitation, read_invitation

_PROBLEM = "_entry_calendar_problem"


def calendar(context: Context, draft: Draft) -> None:
    """Draw the field for a calendar file; what it invites to is put into the fields, where it can be changed."""
    key = draft.key("calendar")
    st.file_uploader(
        context.words("entry_calendar"), type=["ics"], key=key, on_change=_take, args=(context, draft, key)
    )
    if problem := st.session_state.pop(_PROBLEM, ""):
        notice(problem, role="alert")


def _take(context: Context, draft: Draft, key: str) -> None:
    file = st.session_state.get(key)
    if file is None:
        return
    with TemporaryDirectory() as folder:
        path = Path(folder) / "einladung.ics"
        path.write_bytes(file.getvalue())
        try:
            fill(draft, read_invitation(path, context.network))
        except AkteursnetzError as error:
            st.session_state[_PROBLEM] = error.message(context.words.language)


def fill(draft: Draft, said: Invitation) -> None:
    """Put an invitation into the fields of a conversation."""
    draft.put("people", [*said.people, *said.unknown])
    draft.put("way", "meeting")
    draft.put("event", said.event or None)
    if said.title and not draft.get("text"):
        draft.put("text", said.title)
    if len(said.day) == len("2026-03-12"):
        draft.put("day", date.fromisoformat(said.day))


def event_button(context: Context, node: Node) -> None:
    """Draw the button that makes a conversation of the office's own part in an event."""
    st.button(
        context.words("entry_from_event"), key=f"{node.id}_talk", icon=":material/forum:", type="tertiary",
        on_click=_ask, args=(node,),
    )  # fmt: skip


def _ask(node: Node) -> None:
    day = str(node.fields.get("start", ""))
    when = date.fromisoformat(day) if len(day) == len("2026-03-12") else date.today()
    drafts.ask_for("talk", people=[], begun=True, event=node.id, day=when, way="meeting")
