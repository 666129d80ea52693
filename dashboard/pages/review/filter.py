"""The parts both lists of cases share: filters, which case is asked now, and the table of those that follow."""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

import streamlit as st

from dashboard.pages.review import state as review_state
from dashboard.parts import choices, tables
from dashboard.parts.frame import Context
from dashboard.parts.markup import draw, element, text

T = TypeVar("T")
PAGE = 50  # cases in one part of the table


def choice(context: Context, key: str, label: str, options: Mapping[str, str]) -> str:
    """Draw a choice of one of the options, by id and name, and return its id, "" for all."""
    names = {"": context.words("review_all"), **options}
    return str(
        st.selectbox(
            label,
            list(names),
            format_func=lambda option: names[option],
            key=choices.field(f"review_{key}"),
            filter_mode="contains",
            width=260,
        )
        or ""
    )


def confidence(context: Context, key: str) -> float:
    """Draw a slider for the least confidence, in per cent, and return it between 0 and 1."""
    label = context.words("review_filter_confidence")
    least = st.slider(label, 0, 100, 0, 5, key=choices.field(f"review_{key}"), width=260)
    return int(least) / 100


def put_off_last(cases: list[T], name: Callable[[T], str]) -> list[T]:
    """Return the cases, those that were put off behind the others, in the order in which they were put off."""
    off = {case: n for n, case in enumerate(review_state.put_off(), start=1)}
    return sorted(cases, key=lambda case: off.get(name(case), 0))


def current(cases: Sequence[T], name: Callable[[T], str], kind: str) -> T:
    """Return the case that was chosen in the table, else the first."""
    chosen = st.session_state.get(f"_review_chosen_{kind}", "")
    return next((case for case in cases if name(case) == chosen), cases[0])


def queue(
    context: Context,
    kind: str,
    cases: Sequence[T],
    name: Callable[[T], str],
    row: Callable[[T], tables.Row],
    about: Callable[[T], Sequence[str]],
) -> None:
    """Draw the cases that wait as a table, in parts of `PAGE`; the row one selects is asked next.

    `about` says as ids whom a case is about, for the log.
    """
    words = context.words
    draw(element("h2", text(words("review_queue")), " ", _count(context, len(cases)), css="an-section"))
    parts = max(1, -(-len(cases) // PAGE))
    part = 1
    if parts > 1:
        label = words("review_part", n=words.number(parts))
        key = f"review_part_{kind}_{parts}"
        part = int(st.number_input(label, 1, parts, 1, key=key, width=200))
    shown = cases[(part - 1) * PAGE : part * PAGE]
    key = f"review_queue_{kind}_{part}_{name(shown[0])}"

    def choose() -> None:
        chosen = tables.chosen_row(key)
        st.session_state[f"_review_chosen_{kind}"] = name(shown[chosen]) if chosen is not None else ""

    rows, name_of = [row(case) for case in shown], words("review_queue")
    among = [one for case in shown for one in about(case)]
    tables.table(rows, key=key, name=name_of, on_select=choose, kind="review", about=among)


def _count(context: Context, n: int) -> str:
    return element("span", text(context.words.number(n)), css="an-count")
