"""The strongest ties of a person, each with its reasons as sentences."""

from collections.abc import Sequence

import streamlit as st

from dashboard.parts import badge, navigation, strength, tables
from dashboard.parts.badge import mark
from dashboard.parts.facts_panel import more_sources
from dashboard.parts.frame import Context
from dashboard.parts.markup import draw, element, items, link, text
from graph.analysis.ties import Tie, TieReason

_MOST_TIES = 8
_FEW = 3
_MOST_ROWS = 500
_MOST_REASONS = 3


def ties_list(context: Context, ties: Sequence[Tie]) -> None:
    """Draw the ties, given strongest first: those worth a word as a list, the many weak ones as a table."""
    words = context.words
    telling = [tie for tie in ties if strength.band(tie.strength) != "weak"]
    first = list(telling or ties[:_FEW])[:_MOST_TIES]
    rest = ties[len(first) :]
    draw(
        element("p", text(words("ties_help")), css="an-small"),
        items([_entry(context, tie) for tie in first], "an-ties"),
        element("p", text(strength.caption(words)), css="an-small"),
    )
    if rest:
        with st.expander(words.count("ties_rest", len(rest))):
            rows = [_row(context, tie) for tie in rest[:_MOST_ROWS]]
            about = [ties[0].a, *(tie.b for tie in rest[:_MOST_ROWS])]
            key = f"{ties[0].a}_ties"
            tables.table(rows, key=key, name=words("section_ties"), kind="actor-ties", about=about)


def _row(context: Context, tie: Tie) -> tables.Row:
    words, reason = context.words, tie.reasons[0]
    return {
        words("col_name"): context.network.nodes[tie.b].display,
        words("col_strength"): words(f"strength_{strength.band(tie.strength)}"),
        words("col_reason"): context.says.reason(reason),
        words("col_invented"): mark(words, reason.invented),
        **tables.source_cells(context, reason.evidence),
    }


def _entry(context: Context, tie: Tie) -> str:
    other = context.network.nodes[tie.b]
    name = link(navigation.PATHS["actor"], other.display, actor=other.id, language=context.words.language)
    reasons = [_reason(context, reason) for reason in tie.reasons[:_MOST_REASONS]]
    if len(tie.reasons) > _MOST_REASONS:
        reasons.append(text(context.words.count("more_reasons", len(tie.reasons) - _MOST_REASONS)))
    head = element("span", name, " ", badge.invented(context.words, other.invented), css="an-other")
    return element("div", head, strength.bar(context.words, tie.strength), css="an-tie") + items(reasons)


def _reason(context: Context, reason: TieReason) -> str:
    said = text(context.says.reason(reason))
    mark = badge.invented(context.words, reason.invented)
    sources = more_sources(context, reason.evidence, "sources")
    return "".join((said, " " if mark else "", mark, sources))
