"""The map by who looks after whom: only the contacts of some colleagues, or those whose rhythm has run out."""

from dataclasses import dataclass

import streamlit as st

from dashboard.parts import address, choices
from dashboard.parts.frame import Context
from dashboard.state.relationships import relationships

_KEY, _OVERDUE = "filter_care", "-"  # the second is no name of a colleague


@dataclass(frozen=True, slots=True)
class CareAsked:
    """Whom a map is narrowed to (None: it is not), and whose rhythm has run out, who are marked on it."""

    only: frozenset[str] | None = None
    overdue: frozenset[str] = frozenset()


def choose(context: Context) -> CareAsked:
    """Draw the field, where somebody looks after anybody, and return what is chosen."""
    known, words = relationships(context.data), context.words
    if not known.rhythms:
        return CareAsked()
    options = [_OVERDUE, *known.owners]
    said = address.read("care")
    wanted = said if said is not None else choices.get(_KEY, [])
    choices.put(_KEY, [value for value in wanted if value in options])
    chosen = st.multiselect(
        words("filter_care"),
        options,
        key=choices.field(_KEY),
        format_func=lambda value: words("filter_care_overdue") if value == _OVERDUE else value,
        placeholder=words("filter_any"),
        filter_mode="contains",
        select_all=False,
    )
    address.write("care", chosen)
    overdue = known.actors(overdue=True)
    if not chosen:
        return CareAsked(None, overdue)
    owners = [value for value in chosen if value != _OVERDUE]
    only = frozenset().union(*(known.actors(owner) for owner in owners)) if owners else known.actors()
    return CareAsked(only & overdue if _OVERDUE in chosen else only, overdue)
