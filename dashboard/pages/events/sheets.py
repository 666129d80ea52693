"""Buttons that save a table as a file for spreadsheets."""

from collections.abc import Mapping, Sequence

import streamlit as st

from briefing.exchange.sheets import as_csv, as_workbook
from briefing.wording.language import Words


def save_buttons(words: Words, rows: Sequence[Mapping[str, str]], name: str) -> None:
    """Draw the buttons that save rows as CSV and as workbook; all rows have the same columns."""
    head, lines = list(rows[0]), [list(row.values()) for row in rows]
    with st.container(horizontal=True):
        st.download_button(words("events_save_csv"), as_csv(head, lines), f"{name}.csv", "text/csv")
        st.download_button(words("events_save_xlsx"), as_workbook(head, lines, name), f"{name}.xlsx")
