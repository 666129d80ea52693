"""The report on what was loaded, or would be: what changes, what was rejected, merged, replaced, and how to undo it."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from briefing.wording import load_preview as preview
from dashboard.pages.intake.uploads import Outcome
from dashboard.parts import navigation, tables
from dashboard.parts.frame import Context, notice
from dashboard.parts.markup import draw, element, items, text
from dashboard.parts.saving import save_button
from dashboard.state import current as store
from graph.account import me
from graph.model.bounded import total_of
from ingest.loading.report import FileReport, Merged, told_notes

SHOWN = 100
PLACE = "an-report"
# In a block of its own: the page runs it once for each report, and a name may be declared only once.
_INTO_VIEW = f"""<script>{{
const show = () => document.getElementById("{PLACE}")?.scrollIntoView();
document.getElementById("{PLACE}")?.focus({{ preventScroll: true }});
[0, 300, 900].forEach((wait) => setTimeout(show, wait));  // what stands below it comes bit by bit
}}</script>"""
DONE = "intake_done"


def draw_outcome(context: Context, outcome: Outcome, *, is_new: bool = False) -> None:
    """Draw the report on all files; one that `is_new` is brought into view, and said to screen readers."""
    words = context.words
    title = "intake_would_change" if outcome.dry_run else "intake_report"
    draw(element("h2", text(words(title)), css="an-section", id=PLACE, tabindex="-1"))
    said = _in_short(context, outcome)
    draw(element("p", text(said), css="an-shown", role="status"))
    if is_new:
        st.toast(said)
        st.html(_INTO_VIEW, unsafe_allow_javascript=True)
    for problem in outcome.problems:
        notice(f"{problem.name}: {problem.reason}", role="alert")
    for index, report in enumerate(outcome.reports):
        with st.container(border=True, key=f"intake_report_{index}"):
            _file(context, report, index)
    for index, (name, content) in enumerate(outcome.rejected):
        made, key = partial(bytes, content), f"intake_csv_{index}"
        save_button(words("intake_download"), made, name, kind="rejected", key=key)
    if outcome.rejected:
        draw(element("p", text(words("intake_download_help")), css="an-small"))
    if not outcome.dry_run:
        with st.container(horizontal=True):
            navigation.page_link("review", words("intake_to_review"), ":material/rule:")
            navigation.page_link("sources", words("intake_to_sources"), ":material/source:")
            navigation.page_link("network", words("intake_to_network"), ":material/hub:")


def _in_short(context: Context, outcome: Outcome) -> str:
    """Return what happened in a sentence: saved, tried, or nothing."""
    words = context.words
    if not outcome.reports:
        return words("intake_nothing_saved")
    if outcome.dry_run:
        return words("intake_only_tried")
    saved = words.count("intake_saved", len(outcome.reports))
    return f"{saved} {words.count('intake_left_out', len(outcome.problems))}" if outcome.problems else saved


def _file(context: Context, report: FileReport, index: int) -> None:
    words, changes = context.words, report.changes
    draw(element("h3", text(report.file), css="an-subsection"))
    said = [words("intake_rows", rows=report.rows, rejected=words.number(total_of(report.rejected)))]
    for what, numbers in zip(("nodes", "facts"), report.counts, strict=True):
        new, changed, same = map(words.number, numbers.values())
        said.append(words(f"intake_{what}", new=new, changed=changed, same=same))
    if not changes.any and not report.waiting:
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
        changes = report.changes
        counts = (changes.created, changes.changed, changes.facts_created, changes.facts_changed)
        left_out = sum(map(len, counts)) - len(lines)
        with st.expander(words("intake_samples"), expanded=report.dry_run):
            draw(items([text(f"{words(f'intake_change_{change}')}: {said}") for change, said in lines]))
            if left_out > 0:
                draw(element("p", text(words.count("intake_samples_left_out", left_out)), css="an-small"))


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
    if told := told_notes(report.notes, context.words.language):
        with st.expander(context.words("intake_notes", n=len(told))):
            draw(items(list(map(text, told))))


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
