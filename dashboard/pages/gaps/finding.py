"""One finding: how much it counts, why, from which sources, what to do, where on the map, and what becomes of it."""

import streamlit as st

from dashboard.pages.gaps.list import said_state, said_step
from dashboard.parts import navigation
from dashboard.parts.design import tell
from dashboard.parts.facts_panel import citation, more_sources
from dashboard.parts.frame import Context, notice
from dashboard.parts.introduce import introduce_button
from dashboard.parts.map_view import draw_map
from dashboard.parts.markup import draw, element, items, link, text
from dashboard.parts.selection import Shown, around
from dashboard.state import findings
from graph.analysis.questions import Finding
from graph.analysis.questions.weight import weight
from graph.curation.standings import Standings, State
from graph.errors import UsageError
from graph.model.schema import ON_MAP
from graph.network import Network

_FIRST_SOURCES, _NEIGHBOURS = 3, 25
_WEIGHTS = ((60, "high"), (35, "medium"), (0, "low"))


def finding_panel(context: Context, finding: Finding, standings: Standings) -> None:
    """Draw a finding."""
    words = context.words
    counts = weight(finding)
    level = next(name for least, name in _WEIGHTS if counts >= least)
    state = said_state(words, standings, finding)
    with st.container(border=True, key="finding_panel"):
        draw(
            element("h2", text(context.says.phrase(finding.title)), css="an-name"),
            element("p", text(words(f"gaps_weight_{level}", value=words.number(counts))), css="an-kind"),
            items([element("span", text(context.says.phrase(reason))) for reason in finding.reasons], "an-facts"),
            "" if finding.covered else element("p", text(words("gaps_uncovered_help")), css="an-small"),
            element("h3", text(words("gaps_advice")), css="an-verb"),
            element("p", text(context.says.phrase(finding.advice))),
            *_sources(context, finding),
            element("p", text(words("gaps_now", said=state)), css="an-shown") if state else "",
        )
        _steps(context, finding, standings)
        introduce_button(context, finding.subjects, "finding", finding.id, key="finding")
        _told(context, finding)
    _map(context, finding)


def _sources(context: Context, finding: Finding) -> list[str]:
    if not finding.evidence:
        return []
    title = element("h3", text(context.words("gaps_evidence")), css="an-verb")
    shown = [citation(context, item) for item in finding.evidence[:_FIRST_SOURCES]]
    return [
        title,
        *shown,
        more_sources(context, finding.evidence[_FIRST_SOURCES:], shown=finding.evidence[:_FIRST_SOURCES]),
    ]


def _steps(context: Context, finding: Finding, standings: Standings) -> None:
    """Draw what can be said of the finding; each click is written at once."""
    words, state, key = context.words, standings.of(finding).state, finding.id
    step: tuple[State, str] | None = None
    with st.container(horizontal=True):
        if state not in ("accepted", "done", "dismissed") and st.button(
            words("gaps_accept"), icon=":material/check:", key=f"accept_{key}"
        ):
            step = ("accepted", "")
        if state not in ("done", "dismissed") and st.button(
            words("gaps_done"), icon=":material/task_alt:", key=f"done_{key}"
        ):
            step = ("done", "")
        if state != "open" and st.button(words("gaps_reopen"), icon=":material/undo:", key=f"reopen_{key}"):
            step = ("open", "")
    left, right = st.columns(2)
    with left, st.form(f"dismiss_form_{key}", border=False, clear_on_submit=True):
        why = st.text_input(words("gaps_why"), key=f"why_{key}")
        if st.form_submit_button(words("gaps_dismiss"), icon=":material/close:"):
            step = ("dismissed", why)
    with right, st.form(f"assign_form_{key}", border=False, clear_on_submit=True):
        name = st.text_input(words("gaps_whom"), key=f"whom_{key}")
        if st.form_submit_button(words("gaps_assign"), icon=":material/person_add:"):
            step = ("assigned", name)
    if step:
        _take_step(context, finding, *step)


def _take_step(context: Context, finding: Finding, state: State, value: str) -> None:
    try:
        findings.settle(finding, state, value, context.says.phrase(finding.title))
    except UsageError as error:
        notice(error.message(context.words.language), role="alert")
        return
    tell(context.words(f"gaps_noted_{state}"))
    st.rerun()


def _told(context: Context, finding: Finding) -> None:
    told = findings.said_of(finding)
    if told:
        summary = element("summary", text(context.words("gaps_history")))
        steps = items([element("span", text(said_step(context.words, s))) for s in told])
        draw(element("details", summary, steps, css="an-sources"))


def _map(context: Context, finding: Finding) -> None:
    words, network = context.words, context.network
    subjects = [s for s in finding.subjects if s in network.nodes]
    if not subjects:
        return
    links = [link(navigation.PATHS["actor"], network.nodes[s].display, actor=s) for s in subjects]
    draw(
        element("h3", text(words("gaps_map")), css="an-verb"),
        element("p", " · ".join(links), css="an-small"),
    )
    draw_map(context, between(network, subjects), key=f"gaps_map_{finding.id}", emphasis=set(subjects), height=340)


def between(network: Network, subjects: list[str]) -> Shown:
    """Return some nodes with what two of them have in common; one alone, or without anything, with its neighbours."""
    near = [{r.other(s) for r in network.around(s) if network.nodes[r.other(s)].label in ON_MAP} for s in subjects]
    common = {n for i, some in enumerate(near) for others in near[i + 1 :] for n in some & others}
    if not common:
        alone = [around(network, s, _NEIGHBOURS // len(subjects)) for s in subjects]
        common = {node.id for shown in alone for node in shown.nodes}
    kept = {*sorted(common)[:_NEIGHBOURS], *subjects}
    nodes = [network.nodes[n] for n in sorted(kept) if network.nodes[n].label in ON_MAP]
    ids = frozenset(node.id for node in nodes)
    relations = {r.id: r for n in ids for r in network.around(n) if r.start in ids and r.end in ids}
    return Shown(nodes, list(relations.values()), len(nodes), ids)
