"""How the columns of a list are understood, and the correction of that, which is kept for the next list like it."""

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

import streamlit as st

from dashboard.parts.frame import Context, notice
from dashboard.parts.markup import draw, element, text
from graph.errors import InputError, sentence
from ingest.records import Options
from ingest.sources.participants import columns_of
from ingest.tables.columns import ColumnGuess, known_meanings
from ingest.tables.saved_mapping import IGNORED, save_mapping

MEANINGS = ("", IGNORED, *sorted(known_meanings()))


def draw_columns(context: Context, path: Path, options: Options, *, key: str, in_short: bool = False) -> None:
    """Draw each column with its title, examples and meaning, and what saves another meaning."""
    words = context.words
    try:
        columns = columns_of(path, options)
    except InputError as error:
        notice(error.message(words.language), role="alert")
        return
    unknown = sum(not column.meaning for column in columns)
    draw(
        element("p", text(words("intake_columns_known", known=len(columns) - unknown, unknown=unknown)), css="an-small")
    )
    with st.expander(words("intake_columns"), expanded=bool(unknown) and not in_short):
        for sheet, some in groupby(columns, lambda column: column.sheet):
            if sheet:
                draw(element("h3", text(sheet), css="an-small"))
            _correction(context, path, list(some), options, key=f"{key}_{sheet}")


def _correction(context: Context, path: Path, columns: Sequence[ColumnGuess], options: Options, *, key: str) -> None:
    words = context.words
    chosen = {}
    for index, column in enumerate(columns):
        left, right = st.columns([2, 1], vertical_alignment="center")
        with left:
            samples = "; ".join(column.samples) or words("intake_column_empty")
            why = words(f"intake_why_{column.why}")
            draw(
                element("strong", text(column.title or "–")),
                element("p", text(f"{samples} – {why}"), css="an-small"),
            )
        chosen[column.title] = right.selectbox(
            words("intake_column", n=index + 1),
            MEANINGS,
            index=MEANINGS.index(column.meaning),
            format_func=lambda value: sentence(f"column_means_{value or 'none'}", words.language),
            key=f"{key}_{index}_{column.meaning}",
        )
    if st.button(words("intake_save_mapping"), icon=":material/save:", key=f"{key}_save"):
        _save(context, path, chosen, columns, options)


def _save(
    context: Context, path: Path, chosen: dict[str, str], columns: Sequence[ColumnGuess], options: Options
) -> None:
    """Keep the meanings for all lists of this shape, unless this very list could not be read with them."""
    if options.mappings is None:
        return
    saved = save_mapping(options.mappings, chosen, header=columns[0].header > 0)
    try:
        columns_of(path, options)
    except InputError as error:
        saved.unlink()
        notice(error.message(context.words.language), role="alert")
        return
    st.rerun()
