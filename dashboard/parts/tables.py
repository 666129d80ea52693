"""Tables of nodes, facts and sources: plain text, sortable, each row with its source."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import pandas as pd
import streamlit as st
from pandas.api.types import is_float_dtype, is_integer_dtype
from pandas.io.formats.style import Styler

from briefing.exchange.sheets import as_csv
from briefing.wording.language import Words
from dashboard.parts import choices
from dashboard.parts.badge import mark
from dashboard.parts.facts_panel import verb
from dashboard.parts.frame import Context
from dashboard.parts.markup import draw, element, text
from dashboard.parts.saving import save_button
from graph.access import person
from graph.model.claims import source_of
from graph.model.fold import fold
from graph.network import Node, Relation

Row = dict[str, object]
_ROW, _HEAD, _THOUSAND = 35, 38, 1000
_MOST_WRITTEN = 50_000  # cells up to which writing them is quick; dates of larger tables stay as they sort
_DATES = re.compile(r"((\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?)(; (?=\d))?)*")
_TIMES = re.compile(r"(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}(?::\d{2})?)")
_NO_WIDTHS: Mapping[str, int] = MappingProxyType({})


def node_rows(context: Context, nodes: Iterable[Node]) -> list[Row]:
    """Return a row for each node: name, type, kind, number of facts and of sources."""
    return [_node_row(context, node) for node in nodes]


def _node_row(context: Context, node: Node) -> Row:
    words, facts = context.words, context.network.around(node.id)
    sources = {source_of(item) for relation in facts for item in relation.evidence}
    names = sorted({_title(context, source) for source in sources})
    return {
        words("col_name"): node.display,
        words("col_type"): context.words.of(context.network.schema.nodes[node.label].display),
        words("col_kind"): context.says.type(node) if node.kind else "",
        words("col_invented"): mark(words, node.invented),
        words("col_facts"): len(facts),
        words("col_sources"): "; ".join(names),
    }


def fact_rows(context: Context, relations: Iterable[Relation]) -> list[Row]:
    """Return a row for each fact with its role, dates, and all its sources."""
    return [_fact_row(context, relation) for relation in relations]


def _fact_row(context: Context, relation: Relation) -> Row:
    words, network = context.words, context.network
    return {
        words("col_start"): network.nodes[relation.start].display,
        words("col_fact"): words.of(network.schema.relationships[relation.type].display),
        words("col_end"): network.nodes[relation.end].display,
        **_details(context, relation),
    }


def profile_rows(context: Context, relations: Sequence[Relation], node_id: str) -> list[Row]:
    """Return a row for each fact as it reads from the node; the verb has a column only where it differs."""
    verbs = [verb(context, relation, node_id) for relation in relations]
    column = context.words("col_fact")
    return [
        {
            **({column: said} if len(set(verbs)) > 1 else {}),
            context.words("col_other"): context.network.nodes[relation.other(node_id)].display,
            **_details(context, relation),
        }
        for said, relation in zip(verbs, relations, strict=True)
    ]


def _details(context: Context, relation: Relation) -> Row:
    words = context.words
    begin, end = _stated_dates(context, relation)
    return {
        words("col_role"): context.says.role(relation),
        words("col_invented"): mark(words, relation.invented),
        # ISO dates keep their precision and sort as text.
        words("col_from"): begin,
        words("col_to"): end,
        **source_cells(context, relation.evidence),
    }


def _stated_dates(context: Context, relation: Relation) -> tuple[str, str]:
    """Return the dates of a fact or of its event. The day of a source is no beginning: it has a column of its own."""
    if context.network.nodes[relation.end].label == "Event":
        begin, end = context.network.dates(relation)
        return begin, end if end != begin else ""
    return relation.valid_from, relation.valid_to


def source_cells(context: Context, evidence: Sequence[str]) -> Row:
    """Return the cells that say where something stands: titles, places, and the dates of the sources."""
    words, network = context.words, context.network
    sources = [network.source(item) for item in evidence]
    dates = [str(source.fields.get("date", "")) if source else "" for source in sources]
    return {
        words("col_source"): "; ".join(_title(context, source_of(item)) for item in evidence),
        words("col_place"): "; ".join(map(context.says.place, evidence)),
        words("col_source_date"): "; ".join(dict.fromkeys(filter(None, dates))),
    }


def _title(context: Context, source_id: str) -> str:
    source = context.network.nodes.get(source_id)
    return source.name if source else source_id


def table(
    rows: list[Row],
    *,
    key: str,
    name: str,
    most: int = 12,
    on_select: Callable[[], object] | None = None,
    widths: Mapping[str, int] = _NO_WIDTHS,
    export: bool = True,
    kind: str = "",
    about: Iterable[str] = (),
    several: bool = False,
) -> None:
    """Draw rows as a table that grows to `most` rows, scrolls from there on and says so; what it shows is a file.

    Where it is saved the audit log says `kind` (else `key`, which then is no name), and `about` which nodes.
    """
    if not rows:
        words = Words(str(choices.get("language", "de")))
        draw(element("p", text(words("table_empty")), css="an-small"))
        return
    columns = list(dict.fromkeys(column for row in rows for column in row))
    frame = pd.DataFrame(rows, columns=columns)
    # A column that says nothing in any row only takes room.
    frame = frame.loc[:, [c for c in columns if c in frame and not _says_nothing(frame[c])]]
    st.dataframe(
        _written(frame),
        key=key,
        hide_index=True,
        height=_HEAD + _ROW * min(len(rows), most),
        row_height=_ROW,
        alt=name,
        column_config={column: st.column_config.Column(width=width) for column, width in widths.items()},
        placeholder="",
        on_select=_as_callback(on_select) if on_select else "ignore",
        selection_mode="multi-row" if several else "single-row",
    )
    _below(frame, _File(key, name, kind or key, tuple(about)), most, export=export)


def _says_nothing(column: pd.Series) -> bool:
    return bool((column.isna() | (column.astype(str) == "")).all())


@dataclass(frozen=True, slots=True)
class _File:
    key: str
    name: str
    kind: str
    about: tuple[str, ...]


def _below(frame: pd.DataFrame, file: _File, most: int, *, export: bool) -> None:
    """Say that a table scrolls, down or sideways, where it does, and offer what it shows as a file."""
    words = Words(str(choices.get("language", "de")))
    is_long, may_export = len(frame) > most, export and len(frame) > 0 and person().may("export")
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"{file.key}_below"):
        down = text(words("table_scrolls", shown=most, n=len(frame))) + " " if is_long else ""
        # Whether columns are out of sight is known in the browser alone (`server/browser.js`).
        sideways = element("span", text(words("table_sideways")), css="an-sideways")
        draw(element("p", down, sideways, css="an-small" if down else "an-small an-maybe"), width="content")
        if may_export:
            save_button(
                words("table_csv"),
                lambda: as_csv(list(map(str, frame.columns)), csv_lines(words, frame)),
                f"{fold(file.name).replace(' ', '-')}.csv",
                kind=file.kind,
                about=file.about,
                key=f"{file.key}_as_csv",
                look="tertiary",
            )


def csv_lines(words: Words, frame: pd.DataFrame) -> list[list[str]]:
    """Return the cells as a German or English spreadsheet reads them: days and decimals as the language writes them."""
    said = [_writing(words, frame[column]) or str for column in frame]
    return [
        ["" if cell is None or cell != cell else write(cell) for write, cell in zip(said, row, strict=True)]
        for row in frame.itertuples(index=False, name=None)
    ]


def _written(frame: pd.DataFrame) -> pd.DataFrame | Styler:
    """Return a table whose dates and decimals read as in the language of the page, and still sort as what they are."""
    words = Words(str(choices.get("language", "de")))
    said: dict[Any, str | Callable[[object], str] | None]
    said = {
        column: write for column in frame if (write := _writing(words, frame[column]) or _large(words, frame[column]))
    }
    return frame.style.format(said, na_rep="") if said and frame.size <= _MOST_WRITTEN else frame


def _large(words: Words, column: pd.Series) -> Callable[[Any], str] | None:
    """Return how whole numbers with thousands in them read; a file keeps them bare."""
    return words.number if is_integer_dtype(column) and len(column) and column.abs().max() >= _THOUSAND else None


def _writing(words: Words, column: pd.Series) -> Callable[[Any], str] | None:
    if is_float_dtype(column):
        return words.decimal
    if all(isinstance(cell, str) and _DATES.fullmatch(cell) for cell in column):
        return lambda cell: "; ".join(map(words.date, cell.split("; ")))
    if all(isinstance(cell, str) and _TIMES.fullmatch(cell) for cell in column):
        return lambda cell: f"{words.date(cell[:10])} {cell[11:]}"
    return None


def _as_callback(act: Callable[[], object]) -> Callable[[], None]:
    def callback() -> None:
        act()

    return callback


def chosen_row(key: str) -> int | None:
    """Return the row that is selected in a table, None where there is none yet."""
    found = st.session_state.get(key)
    rows = found.selection.rows if found else []
    return int(rows[0]) if rows else None
