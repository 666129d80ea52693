"""How one knows: the fields for day, way, who said it, how sure that is and who may see it, which each form has."""

from datetime import date

import streamlit as st

from dashboard.parts.entry.draft import FormDraft
from dashboard.parts.frame import Context
from graph.curation.entry import WAYS, Provenance
from graph.model.facts import LEVELS, Confidentiality


def day_field(
    context: Context, draft: FormDraft, name: str = "day", label: str = "entry_day", *, today: bool = True
) -> str:
    """Draw a field for a day and return it, "" for none."""
    first = date.today() if today else None
    found: object = st.date_input(context.words(label), key=draft.field(name, first), format="DD.MM.YYYY")
    return found.isoformat() if isinstance(found, date) else ""


def way_field(context: Context, draft: FormDraft, ways: tuple[str, ...] = WAYS, first: str = WAYS[0]) -> str:
    """Draw the ways to choose from and return one."""
    found = st.segmented_control(
        context.words("entry_way"),
        ways,
        key=draft.field("way", first),
        format_func=lambda way: context.words(f"entry_way_{way}"),
        required=True,
    )
    return str(found or first)


def level_field(context: Context, draft: FormDraft) -> Confidentiality:
    """Draw who may see it, the office alone at first, and return that."""
    levels: list[Confidentiality] = list(reversed(LEVELS))
    found: Confidentiality | None = st.selectbox(
        context.words("intake_confidentiality"),
        levels,
        key=draft.field("level", levels[0]),
        format_func=lambda level: context.words(f"intake_confidentiality_{level}"),
        help=context.words("entry_level_help"),
    )
    return found or levels[0]


def source_fields(context: Context, draft: FormDraft, first: str = "telephone") -> Provenance:
    """Draw the fields and return how one knows."""
    words = context.words
    left, right = st.columns([1, 2.4], gap="medium")
    with left:
        day = day_field(context, draft)
    with right:
        said_by = st.text_input(words("entry_said_by"), key=draft.field("said_by", ""))
    way = way_field(context, draft, first=first)
    left, right = st.columns([1, 2.4], gap="medium", vertical_alignment="bottom")
    with left:
        level = level_field(context, draft)
    with right:
        unsure = st.toggle(words("entry_unsure"), key=draft.field("unsure", False))
    sure = "unsure" if unsure else "certain"
    return Provenance(day or date.today().isoformat(), way, said_by or "", sure, confidentiality=level)
