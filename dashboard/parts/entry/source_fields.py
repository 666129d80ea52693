"""How one knows: the fields for day, way, who said it and how sure that is, which each form has."""

from datetime import date

import streamlit as st

from dashboard.parts.entry.draft import Draft
from dashboard.parts.frame import Context
from graph.curation.entry import WAYS, Provenance


def day_field(
    context: Context, draft: Draft, name: str = "day", label: str = "entry_day", *, today: bool = True
) -> str:
    """Draw a field for a day and return it, "" for none."""
    first = date.today() if today else None
    found: object = st.date_input(context.words(label), key=draft.field(name, first), format="DD.MM.YYYY")
    return found.isoformat() if isinstance(found, date) else ""


def way_field(context: Context, draft: Draft, ways: tuple[str, ...] = WAYS, first: str = WAYS[0]) -> str:
    """Draw the ways to choose from and return one."""
    found = st.segmented_control(
        context.words("entry_way"),
        ways,
        key=draft.field("way", first),
        format_func=lambda way: context.words(f"entry_way_{way}"),
        required=True,
    )
    return str(found or first)


def source_fields(context: Context, draft: Draft, first: str = "telephone") -> Provenance:
    """Draw the fields and return how one knows."""
    words = context.words
    left, right = st.columns([1, 2.4], gap="medium")
    with left:
        day = day_field(context, draft)
    with right:
        said_by = st.text_input(words("entry_said_by"), key=draft.field("said_by", ""))
    way = way_field(context, draft, first=first)
    unsure = st.toggle(words("entry_unsure"), key=draft.field("unsure", False))
    return Provenance(day or date.today().isoformat(), way, said_by or "", "unsure" if unsure else "certain")
