"""The report on what was loaded, or would be: what changes, what was rejected, merged, replaced, and how to undo it."""

from collections.abc import Sequence

import streamlit as st

from briefing.wording import load_preview as preview
from dashboard.pages.intake.uploads import Outcome
from dashboard.parts import navigation, tables
from dashboard.parts.frame import Context, notice
from dashboard.parts.markup import draw, element, items, text
from dashboard.state import current as store
from graph.account import me
from graph.model.bounded import total_of
from ingest.loading.report import FileReport, Merged

SHOWN = 20
DONE = "intake_done"


def draw_outcome(context: Context, outcome: Outcome) -> None:
    """Draw the report on all files."""
    words = context.words
    title = "intake_would_change" if outcome.dry_run else "intake_report"
    draw(element("h2", text(words(title)), css="an-section"))
    for problem in outcome.problems:
        notice(f"{problem.name}: {problem.reason}", role="alert")
    for index, report in enumerate(outcome.reports):
        with st.container(border=True, key=f"intake_report_{index}"):
            _file(context, report, index)
    for index, (name, content) in enumerate(outcome.rejected):
        st.download_button(
            words("intake_download"), content, file_name=name, mime="text/csv", key=f"intake_csv_{index}",
            icon=":material/download:", on_click="ignore",
        )  # fmt: skip
    if outcome.rejected:
        draw(element("p", text(words("intake_download_help")), css="an-small"))
    if not outcome.dry_run:
        with st.container(horizontal=True):
            navigation.page_link("review", words("intake_to_review"), ":material/rule:")
            navigation.page_link("sources", words("intake_to_sources"), ":material/source:")
            navigation.page_link("network", words("intake_to_network"), ":material/hub:")


def _file(context: Context, report: FileReport, index: int) -> None:
    words, changes = context.words, report.changes
    draw(element("h3", text(report.file), css="an-subsection"))
    counts = {
        "nodes": (len(changes.created), len(changes.changed), len(changes.unchanged)),
        "facts": (len(changes.facts_created), len(changes.facts_changed), len(changes.facts_unchanged)),
    }
    said = [words("intake_rows", rows=report.rows, rejected=words.number(total_of(report.rejected)))]
    for what, numbers in counts.items():
        new, changed, same = map(words.number, numbers)
        said.append(words(f"intake_{what}", new=new, changed=changed, same=same))
    if not changes.any:
        said.append(words("intake_nothing"))
    if report.event:
        said.append(words("intake_event_read", event=report.event, date=words.date(report.event_date)))
    said += [words("intake_replaced", source=old.title, nodes=old.nodes, facts=old.facts) for old in report.replaced]
    if report.waiting:
        said.append(words.count("intake_would_wait" if report.dry_run else "intake_waiting", report.waiting))
    draw(items([text(line) for line in said]))
    _changes(context, report)
    _rejected(context, report, index)
    _notes(context, report)
    for one in report.merged:
        if report.dry_run:
            draw(element("p", text(words("intake_would_merge", keep=one.keep, other=one.other))))
        else:
            _merged(context, one)
    if not report.dry_run and changes.any:
        _undo(context, report)


def _changes(context: Context, report: FileReport) -> None:
    words = context.words
    lines = list(preview.lines(report.changes, context.network.schema, words.language, SHOWN))
    if lines:
        with st.expander(words("intake_samples"), expanded=report.dry_run):
            draw(items([text(f"{words(f'intake_change_{change}')}: {said}") for change, said in lines]))


def _rejected(context: Context, report: FileReport, index: int) -> None:
    words = context.words
    rows: list[tables.Row] = [
        {
            words("intake_col_row"): error.row or "",
            words("intake_col_column"): error.column,
            words("intake_col_value"): str(error.value),
            words("intake_col_reason"): error.reason(words.language),
        }
        for error in report.rejected[:1000]
    ]
    if rows:
        draw(element("h4", text(words("intake_rejected")), css="an-subsection"))
        tables.table(rows, key=f"intake_rejected_{index}", name=words("intake_rejected"))


def _notes(context: Context, report: FileReport) -> None:
    if report.notes:
        with st.expander(context.words("intake_notes", n=len(report.notes))):
            draw(items([text(note.message(context.words.language)) for note in report.notes[:200]]))


def _merged(context: Context, one: Merged) -> None:
    words = context.words
    with st.container(horizontal=True, vertical_alignment="center"):
        draw(element("p", text(words("intake_merged", keep=one.keep, other=one.other))))
        if one.decision in _done():
            draw(element("p", text(words("intake_parted")), css="an-small"))
        elif st.button(words("intake_part"), key=f"intake_part_{one.decision}", icon=":material/call_split:"):
            store.database().curator().undo(one.decision, me())
            _note_done(one.decision)


def _undo(context: Context, report: FileReport) -> None:
    words = context.words
    if report.source in _done():
        draw(element("p", text(words("intake_undone"))))
    elif st.button(words("intake_undo"), key=f"intake_undo_{report.source}", icon=":material/undo:"):
        store.database().curator().withdraw(report.source, me())
        _note_done(report.source)


def _done() -> Sequence[str]:
    done: list[str] = st.session_state.setdefault(DONE, [])
    return done


def _note_done(item: str) -> None:
    st.session_state[DONE] = [*_done(), item]
    st.rerun()
