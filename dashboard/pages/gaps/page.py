"""Lücken: what is missing in the network, why, what could be done, and what became of it; and the networking goals."""

import streamlit as st

from briefing.wording.sentences import question_why
from dashboard.pages.gaps import goals as gaps_goals
from dashboard.pages.gaps import list as gaps_list
from dashboard.pages.gaps.finding import finding_panel
from dashboard.parts import address, choices
from dashboard.parts.case_filters import FindingsAsked, choose, fits
from dashboard.parts.frame import Context, notice
from dashboard.parts.markup import draw, element, text
from dashboard.parts.reach import reach_line
from dashboard.parts.time_left import time_left
from dashboard.parts.view_choice import choose_view
from dashboard.parts.working import draw_working
from dashboard.state import findings
from dashboard.state.background import Working
from graph.analysis.questions import Finding
from graph.analysis.questions.weight import heaviest_first
from graph.curation.standings import Standings

_CHOSEN = "gaps_finding"
VIEWS = ("list", "goals")


def draw_page(context: Context) -> None:
    """Draw the page."""
    words = context.words
    view = choose_view(words("gaps_view"), "gaps_view", VIEWS, lambda v: words(f"gaps_view_{v}"))
    asked = choose(context, whole=view == "list")
    if view == "goals":
        with st.spinner(words("gaps_working")):
            checked = findings.checked(context.data, asked.day, asked.region, asked.topic)
        gaps_goals.draw_goals(context, checked)
        return
    with st.spinner(words("gaps_working")):
        found = findings.found(context.data, asked.day, asked.region, asked.topic)
    if isinstance(found, Working):
        where = (context.data, asked.day, asked.region, asked.topic)
        draw_working(context, lambda: findings.found(*where, patience=0), lambda now: _said(context, now))
        return
    standings = findings.standings()
    wanted = [f for group in found.values() for f in group if fits(f, standings, asked)]
    wanted = heaviest_first(wanted)
    _say_what_is_shown(context, asked, wanted)
    if not wanted:
        notice(words("gaps_nothing"))
        return
    _results(context, standings, wanted)


def _said(context: Context, now: Working) -> str:
    words = context.words
    if not now.total:
        return words("gaps_begun")
    said = words("gaps_progress", done=words.number(now.done), total=words.number(now.total))
    return f"{said} {words('left_about', left=time_left(words, now.seconds))}" if now.seconds >= 0 else said


def _say_what_is_shown(context: Context, asked: FindingsAsked, wanted: list[Finding]) -> None:
    words = context.words
    said = words(
        "gaps_shown",
        findings=words.count("gaps_findings", len(wanted)),
        day=words.date(asked.day.isoformat()),
        version=context.network.version,
    )
    draw(element("p", text(said), css="an-shown", role="status"), reach_line(context, asked.day))


def _results(context: Context, standings: Standings, wanted: list[Finding]) -> None:
    by_id = {f.id: f for f in wanted}
    said = address.read("finding")
    if said is not None:
        choices.put(_CHOSEN, said[0] if said else "")
    if choices.get(_CHOSEN) not in by_id:
        choices.put(_CHOSEN, wanted[0].id)
    with st.container(key="beside_gaps"):
        left, right = st.columns([1.25, 1], gap="large")
    with left:
        gaps_list.draw_list(context, standings, wanted, take=_take)
    with right:
        st.selectbox(
            context.words("gaps_choose"),
            list(by_id),
            format_func=lambda i: context.says.phrase(by_id[i].title),
            key=choices.field(_CHOSEN),
            filter_mode="contains",
        )
        chosen = by_id[str(choices.get(_CHOSEN))]
        address.write("finding", [chosen.id])
        draw(element("p", text(question_why(chosen.question, context.says.language)), css="an-small"))
        finding_panel(context, chosen, standings)


def _take(finding_id: str) -> None:
    choices.put(_CHOSEN, finding_id)
