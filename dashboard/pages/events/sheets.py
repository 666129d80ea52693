"""Buttons that save a table as a file for spreadsheets."""

from collections.abc import Iterable, Mapping, Sequence

import streamlit as st

from briefing.exchange.sheets import as_csv, as_workbook
from briefing.wording.language import Words
from dashboard.parts.saving import save_button


def save_buttons(
    words: Words, rows: Sequence[Mapping[str, str]], name: str, *, kind: str, about: Iterable[str] = ()
) -> None:
    """Draw the buttons that save rows as CSV and as workbook; all rows have the same columns."""
    head, lines, ids = list(rows[0]), [list(row.values()) for row in rows], list(about)
    with st.container(horizontal=True):
        save_button(words("events_save_csv"), lambda: as_csv(head, lines), f"{name}.csv", kind=kind, about=ids)
        made = f"{name}.xlsx"
        save_button(words("events_save_xlsx"), lambda: as_workbook(head, lines, name), made, kind=kind, about=ids)
