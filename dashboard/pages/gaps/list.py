"""The list of findings as a table, and as a file."""

from collections.abc import Callable, Sequence
from datetime import date

import streamlit as st

from briefing.exchange.sheets import as_csv, as_workbook
from briefing.wording.language import Words
from briefing.wording.sentences import question_title
from dashboard.parts import tables
from dashboard.parts.frame import Context
from dashboard.parts.saving import save_button
from graph.analysis.questions import Finding
from graph.analysis.questions.weight import weight
from graph.curation.standings import Standing, Standings

_TABLE = "gaps_table"


def draw_list(context: Context, standings: Standings, wanted: Sequence[Finding], take: Callable[[str], object]) -> None:
    """Draw the table, whose selected row is handed to `take`, and the list as files."""
    words = context.words

    def choose() -> None:
        row = tables.chosen_row(_TABLE)
        if row is not None:
            take(wanted[row].id)

    rows = [_row(context, standings, f) for f in wanted]
    widths = {words("gaps_col_finding"): 420, words("gaps_col_question"): 200}
    tables.table(rows, key=_TABLE, name=words("gaps_title"), most=16, on_select=choose, widths=widths, export=False)
    lines = [[str(cell) for cell in _whole_row(context, standings, f).values()] for f in wanted]
    head = list(_whole_row(context, standings, wanted[0]))
    about = [subject for f in wanted for subject in f.subjects]
    name = f"{words('gaps_file')}-{date.today().isoformat()}"
    with st.container(horizontal=True):
        save_button(words("gaps_csv"), lambda: as_csv(head, lines), f"{name}.csv", kind="findings", about=about)
        save_button(
            words("gaps_xlsx"),
            lambda: as_workbook(head, lines, words("gaps_title")),
            f"{name}.xlsx",
            kind="findings",
            about=about,
        )


def _row(context: Context, standings: Standings, finding: Finding) -> tables.Row:
    words, language = context.words, context.says.language
    nodes = context.network.nodes
    return {
        words("gaps_col_weight"): weight(finding),
        words("gaps_col_finding"): context.says.phrase(finding.title),
        words("gaps_col_subjects"): ", ".join(nodes[s].display for s in finding.subjects if s in nodes),
        words("gaps_col_question"): question_title(finding.question, language),
        words("gaps_col_state"): said_state(words, standings, finding),
        words("gaps_col_covered"): "" if finding.covered else words("gaps_uncovered"),
    }


def _whole_row(context: Context, standings: Standings, finding: Finding) -> tables.Row:
    words, says = context.words, context.says
    return {
        **_row(context, standings, finding),
        words("gaps_col_reason"): " ".join(map(says.phrase, finding.reasons)),
        words("gaps_col_advice"): says.phrase(finding.advice),
        words("col_source"): "; ".join(map(says.citation, finding.evidence)),
        words("gaps_col_id"): finding.id,
    }


def said_state(words: Words, standings: Standings, finding: Finding) -> str:
    """Return what became of a finding, "" where nothing did."""
    standing = standings.of(finding)
    if standing.state == "open":
        return ""
    said = said_step(words, standing)
    return words("gaps_back", said=said) if standings.is_back(finding, date.today()) else said


def said_step(words: Words, standing: Standing) -> str:
    """Return one step: what, to whom, by whom and when, why."""
    to = words("gaps_to", name=standing.assigned_to) if standing.assigned_to else ""
    why = f": {standing.why}" if standing.why else ""
    state = words("gaps_reopened") if standing.state == "open" else words(f"gaps_state_{standing.state}")
    return f"{state}{to} ({standing.who}, {words.date(standing.at)}){why}"
