"""The networking goals: how far each holds, and a form in which they are written, changed and deleted."""

from collections.abc import Sequence

import streamlit as st

from dashboard.pages.gaps.goal_form import NEW, goal_form
from dashboard.parts import choices, design, navigation, tables
from dashboard.parts.frame import Context, notice
from dashboard.parts.markup import draw, element, items, text
from dashboard.parts.saving import save_button
from dashboard.state import findings
from graph.analysis.goals import CheckedGoal, Goal, parse_goals
from graph.curation.goal_book import as_yaml
from graph.errors import AkteursnetzError

_CHOSEN, _LARGEST = "goals_chosen", 1
_MOST_NAMED = 12


def draw_goals(context: Context, checked: Sequence[CheckedGoal]) -> None:
    """Draw the goals with how many they hold for, the form, and the way to and from a file."""
    words, goals = context.words, [c.goal for c in checked]
    design.done()
    if checked:
        draw(design.grid(_card(context, c) for c in checked))
        with st.expander(words("goals_as_table")):
            rows = [_row(context, c) for c in checked]
            tables.table(rows, key="goals_table", name=words("goals_title"), widths={words("goals_col_title"): 640})
    else:
        notice(words("goals_none"))
    with st.expander(words("goals_edit"), expanded=not checked, icon=":material/edit:"):
        _form(context, goals)
    with st.expander(words("goals_files"), icon=":material/description:"):
        _files(context, goals)


def _card(context: Context, checked: CheckedGoal) -> str:
    """Return how far a goal is, and for whom it does not hold yet."""
    words = context.words
    said = words("goals_said", met=checked.met, n=checked.subjects)
    missing = [n for u in checked.unmet for n in [context.network.nodes.get(u.subject.id)] if n]
    named = list(dict.fromkeys(node.id for node in missing))
    links = [
        element("a", text(context.network.nodes[i].display), href=navigation.href("actor", actor=i), target="_self")
        for i in named[:_MOST_NAMED]
    ]
    if len(named) > _MOST_NAMED:
        links.append(text(words("card_more", n=len(named) - _MOST_NAMED)))
    is_met = checked.met >= checked.subjects
    badge = design.badge(words("goals_met" if is_met else "goals_open"), "good" if is_met else "open")
    parts = [design.bar(checked.met, checked.subjects, said), element("p", text(said), " ", badge)]
    if links:
        summary = element("summary", text(words("goals_missing", n=len(named))))
        parts.append(element("details", summary, items(links), css="an-sources"))
    return design.card(words.of(checked.goal.title), *parts)


def _form(context: Context, goals: list[Goal]) -> None:
    words = context.words
    by_id = {goal.id: goal for goal in goals}
    if choices.get(_CHOSEN) not in (NEW, *by_id):
        choices.put(_CHOSEN, NEW)
    chosen = st.selectbox(
        words("goals_choose"),
        [NEW, *by_id],
        format_func=lambda i: words.of(by_id[i].title) if i in by_id else words("goals_new"),
        key=choices.field(_CHOSEN),
    )
    _edit(context, goals, by_id.get(str(chosen)))


def _row(context: Context, checked: CheckedGoal) -> tables.Row:
    words = context.words
    return {
        words("goals_col_title"): words.of(checked.goal.title),
        words("goals_col_met"): checked.met,
        words("goals_col_subjects"): checked.subjects,
        words("goals_col_missing"): checked.subjects - checked.met,
    }


def _edit(context: Context, goals: list[Goal], before: Goal | None) -> None:
    """Draw the form and write what was asked for."""
    words = context.words
    try:
        made = goal_form(context, goals, before)
        if made is not None:
            kept = [made if g == before else g for g in goals] if before else [*goals, made]
            _keep(context, kept, "goals_kept")
        if before and st.button(words("goals_delete"), icon=":material/delete:", key=f"goal_delete_{before.id}"):
            _keep(context, [g for g in goals if g != before], "goals_deleted")
    except AkteursnetzError as error:
        fields = [f"de_{before.id if before else NEW}"] if error.key == "goal_needs_title" else []
        notice(error.message(words.language), role="alert", fields=fields)


def _keep(context: Context, goals: Sequence[Goal], said: str) -> None:
    findings.keep_goals(goals)
    choices.forget(_CHOSEN)
    design.tell(context.words(said))
    st.rerun()


def _files(context: Context, goals: Sequence[Goal]) -> None:
    words = context.words
    save_button(words("goals_export"), lambda: as_yaml(goals).encode(), words("goals_file"), kind="goals")
    with st.form("goals_import", clear_on_submit=True):
        given = st.file_uploader(words("goals_upload"), type=["yaml", "yml"], max_upload_size=_LARGEST)
        if st.form_submit_button(words("goals_import"), icon=":material/upload:") and given is not None:
            try:
                _keep(
                    context, parse_goals(given.getvalue().decode("utf-8", errors="replace"), given.name), "goals_kept"
                )
            except AkteursnetzError as error:
                notice(error.message(words.language), role="alert")
