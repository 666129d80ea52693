"""The button that saves a file: what it saves is made when it is clicked, and noted before."""

from collections.abc import Callable, Iterable, Iterator
from mimetypes import guess_type
from typing import Literal

import streamlit as st

from dashboard.state.exports import exported
from graph.access import person

Look = Literal["primary", "secondary", "tertiary"]


def save_button(
    label: str,
    make: Callable[[], bytes],
    file: str,
    *,
    kind: str,
    about: Iterable[str] = (),
    key: str | None = None,
    look: Look = "secondary",
) -> None:
    """Draw it; `kind` says in the audit log what is saved, `about` whom it is about, as ids."""
    data, mime = noted(make, file, kind, about), guess_type(file)[0] or "application/octet-stream"
    icon = ":material/download:"
    st.download_button(label, data, file, mime, key=key, icon=icon, type=look, on_click="ignore")


def noted(make: Callable[[], bytes], file: str, kind: str, about: Iterable[str] = ()) -> Callable[[], bytes]:
    """Return what makes a file and notes who takes it: whoever is at the desk now, in whichever thread it is made.

    Where that can not be noted there is no file.
    """
    here, form = person(), file.rpartition(".")[2].lower()
    told = tuple(about) if isinstance(about, Iterator) else about  # others are gone through once somebody saves

    def made() -> bytes:
        exported(kind, tuple(dict.fromkeys(told)), form=form, by=here)
        return make()

    return made
