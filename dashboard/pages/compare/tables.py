"""What changed as tables, and as files: ties by what became of them, arrivals, departures with what is handed over."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, overload

import streamlit as st

from briefing.exchange.sheets import rows_as_csv
from briefing.wording.sentences import Sentences
from dashboard.parts import tables
from dashboard.parts.frame import Context, notice
from dashboard.parts.markup import draw, element, text
from dashboard.parts.saving import save_button
from graph.analysis.diff import Change, Diff, Move

_TIES = ("new", "lost", "strengthened", "weakened")
_MOVES = ("departed", "arrived")
_MOST = 500  # rows of a table; the file has all


def draw_tables(context: Context, says: Sentences, found: Diff) -> None:
    """Draw a tab for each kind of change that there is."""
    words = context.words
    draw(element("h2", text(words("table_title")), css="an-section"))
    groups: dict[str, Sequence[tables.Row]] = {}
    for what in _TIES:
        groups[what] = Rows([t for t in found.ties if t.what == what], partial(_tie_row, context, says))
    for what in _MOVES:
        groups[what] = Rows([m for m in found.moves if m.what == what], partial(_move_row, context, says))
    names = [f"{words(f'compare_{what}')} ({words.number(len(rows))})" for what, rows in groups.items()]
    for tab, (what, rows) in zip(st.tabs(names), groups.items(), strict=True):
        with tab:
            _table(context, what, rows, About(found, what))


class Rows(Sequence[tables.Row]):
    """Rows of which each is made when somebody looks at it: of a country's changes a page shows the first."""

    def __init__(self, things: Sequence[Any], make: Callable[[Any], tables.Row]) -> None:
        self._things, self._make = things, make

    def __len__(self) -> int:
        return len(self._things)

    @overload
    def __getitem__(self, index: int) -> tables.Row: ...
    @overload
    def __getitem__(self, index: slice) -> list[tables.Row]: ...
    def __getitem__(self, index: int | slice) -> tables.Row | list[tables.Row]:
        """Return a row, or some."""
        if isinstance(index, slice):
            return list(map(self._make, self._things[index]))
        return self._make(self._things[index])


@dataclass(frozen=True, slots=True)
class About:
    """Whom the rows of one kind of change are about, told to who saves them."""

    found: Diff
    what: str

    def __iter__(self) -> Iterator[str]:
        for tie in self.found.ties:
            if tie.what == self.what:
                yield from (tie.a, tie.b)
        for move in self.found.moves:
            if move.what == self.what:
                yield from (move.person, *move.contacts)


def _table(context: Context, what: str, rows: Sequence[tables.Row], about: Iterable[str]) -> None:
    words = context.words
    if rows and what == "departed":
        draw(element("p", text(words("compare_handover_help")), css="an-small"))
    draw_rows(context, rows, f"compare_{what}", words(f"compare_{what}"), words(f"compare_file_{what}"), about)


def draw_rows(
    context: Context, rows: Sequence[tables.Row], key: str, name: str, file: str = "", about: Iterable[str] = ()
) -> None:
    """Draw rows as a table with a button that saves all of them, or that there are none."""
    words = context.words
    if not rows:
        notice(words("compare_none"))
        return
    tables.table(list(rows[:_MOST]), key=key, name=name, export=False)
    if len(rows) > _MOST:
        draw(element("p", text(words("compare_more", n=words.number(len(rows) - _MOST))), css="an-small"))
    made = f"{file or name}.csv"
    save_button(words("gaps_csv"), lambda: rows_as_csv(rows), made, kind=key, about=about, key=f"{key}_csv")


def _tie_row(context: Context, says: Sentences, tie: Change) -> tables.Row:
    words = context.words
    return {
        words("compare_col_a"): says.name_of(tie.a),
        words("compare_col_b"): says.name_of(tie.b),
        words("compare_col_before"): _strength(tie.before),
        words("compare_col_after"): _strength(tie.after),
    }


def _strength(value: float) -> float | None:
    """Return a strength as a cell, empty where there is no tie; a faint one is not called nothing."""
    return max(round(value, 2), 0.01) if value else None


def _move_row(context: Context, says: Sentences, move: Move) -> tables.Row:
    words = context.words
    row: tables.Row = {
        words("compare_col_person"): says.name_of(move.person),
        words("compare_col_organisation"): says.name_of(move.organisation),
    }
    if move.what == "departed":
        handed = [c for c in move.contacts if c not in move.kept]
        row[words("compare_col_handover")] = ", ".join(map(says.name_of, handed)) or words("compare_no_handover")
        row[words("compare_col_kept")] = ", ".join(map(says.name_of, move.kept))
    return {**row, words("col_source"): says.sources(move.fact)}
