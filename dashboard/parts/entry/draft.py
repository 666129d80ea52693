"""What is being typed: it outlives a rerun, a closed dialog and a failed save, until it is saved or thrown away."""

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import streamlit as st

from dashboard.parts import choices

PREFIX = "entry_"
FORM = f"{PREFIX}form"
FORMS = ("talk", "tie", "node", "correction", "note")
# What errors call a field, where the form calls it otherwise.
_CALLED = {"valid_from": "since", "valid_to": "until", "note": "text", "ended": "ended", "emails": "value"}
_OPEN, _DONE = "_entry_open", "_entry_done"


@dataclass(frozen=True, slots=True)
class FormDraft:
    """The fields of one form; each has a key of its own in the state of the session."""

    form: str

    def key(self, name: str) -> str:
        """Return the key of a field."""
        return f"{PREFIX}{self.form}_{name}"

    def fields_of(self, name: str) -> list[str]:
        """Return the keys of the field that an error about `name` means, none where the form has no such field."""
        known = _CALLED.get(name, name)
        return [self.key(known)] if self.key(known) in st.session_state else []

    def field(self, name: str, default: object = None) -> str:
        """Return the key of a field that is drawn next, with what was typed in it before, at first with the default."""
        return choices.field(self.key(name), default)

    def get(self, name: str, default: object = None) -> Any:
        """Return what is typed in a field, the default where that is nothing."""
        found = choices.get(self.key(name), default)
        return default if found is None else found

    def put(self, name: str, value: object) -> None:
        """Make this what is typed; to be called before the field is drawn, or in a callback."""
        choices.put(self.key(name), value)

    def keep(self, name: str, options: Any) -> None:
        """Leave out what is not among the options any more; to be called before the field is drawn."""
        typed = self.get(name)
        if isinstance(typed, list):
            kept = [item for item in typed if item in options]
            if kept != typed:
                self.put(name, kept)
        elif typed is not None and typed not in options:
            self.put(name, None)

    @property
    def unique(self) -> str:
        """Return what makes the id of the entry: tried again after a failure it is not written twice."""
        if not self.get("unique"):
            self.put("unique", uuid4().hex)
        return str(self.get("unique"))

    def clear(self) -> None:
        """Throw away what is typed."""
        choices.forget_all(f"{PREFIX}{self.form}_")


def ask_for(form: str, **fields: object) -> None:
    """Open the dialog on a form with some fields filled; for the callback of a button."""
    st.session_state[_OPEN] = True
    choices.put(FORM, form)
    draft = FormDraft(form)
    for name, value in fields.items():
        draft.put(name, value)


def is_asked_for() -> bool:
    """Return, once, whether the dialog is to be opened."""
    return bool(st.session_state.pop(_OPEN, False))


def done(entry_id: str, kind: str, title: str, node: str = "") -> None:
    """Remember what was entered last, so that it can be undone at once."""
    st.session_state[_DONE] = (entry_id, kind, title, node)


def last() -> tuple[str, str, str, str] | None:
    """Return id, kind, title and main node of what was entered last."""
    found: tuple[str, str, str, str] | None = st.session_state.get(_DONE)
    return found


def forget_last() -> None:
    """Forget what was entered last."""
    st.session_state.pop(_DONE, None)
