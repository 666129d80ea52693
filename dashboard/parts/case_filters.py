"""The filters of the page Lücken: question, region, topic, state, to whom it is assigned, and the day."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from briefing.wording.sentences import question_title
from dashboard.parts import address, choices, filters
from dashboard.parts.frame import Context
from dashboard.state import current as store
from dashboard.state import findings
from graph.analysis.questions import QUESTIONS, Finding
from graph.curation.standings import STATES, Standings

TODO = "todo"  # all that nobody has settled


@dataclass(frozen=True, slots=True)
class FindingsAsked:
    """Which findings are wanted; "" leaves a filter open."""

    day: date
    question: str = ""
    region: str = ""
    topic: str = ""
    state: str = TODO
    assigned_to: str = ""


def choose(context: Context, *, whole: bool = True) -> FindingsAsked:
    """Draw the fields, or of region, topic and day alone, and return what is asked."""
    if not whole:
        columns = st.columns([2, 2, 1.3])
        region, topic = _scope(context, columns[0], columns[1])
        return FindingsAsked(_day(context, columns[2]), "", region, topic)
    words = context.words
    given = {s.assigned_to for s in findings.standings().by_finding.values() if s.assigned_to}
    columns = st.columns([2.4, 1.6, 1.6, 1.5, 1.5, 1.3])
    with columns[0]:
        question = one(
            "question", words("gaps_question"), list(QUESTIONS), lambda q: question_title(q, words.language), context
        )
    region, topic = _scope(context, columns[1], columns[2])
    with columns[3]:
        state = one(
            "state", words("gaps_state"), STATES, lambda s: words(f"gaps_state_{s}"), context, words("gaps_todo")
        )
    with columns[4]:
        assigned = one("assigned", words("gaps_assigned"), sorted(given), str, context)
    return FindingsAsked(_day(context, columns[5]), question, region, topic, state or TODO, assigned)


def _scope(context: Context, left: DeltaGenerator, right: DeltaGenerator) -> tuple[str, str]:
    words, nodes = context.words, context.network.nodes
    with left:
        region = one("region", words("filter_region"), _ids(context, "Region"), lambda i: nodes[i].name, context)
    with right:
        topic = one("topic", words("filter_topic"), _ids(context, "Topic"), lambda i: nodes[i].name, context)
    return region, topic


def _day(context: Context, column: DeltaGenerator) -> date:
    with column:
        day = filters.day("as_of", context.words("gaps_as_of"), context)
    return date.fromisoformat(day) if day else store.reference_day(context.data)


def _ids(context: Context, label: str) -> list[str]:
    return [node.id for node in context.network.by_label(label)]


def one(
    name: str, label: str, options: Sequence[str], show: Callable[[str], str], context: Context, nothing: str = ""
) -> str:
    """Draw a list of which one, or none, is chosen; the choice stands in the address."""
    key = f"gaps_filter_{name}"
    said = address.read(name)
    wanted = (said[0] if said else None) if said is not None else choices.get(key)
    choices.put(key, wanted if wanted in options else None)
    chosen = st.selectbox(
        label,
        options,
        format_func=show,
        key=choices.field(key),
        placeholder=nothing or context.words("filter_any"),
        filter_mode="contains",
    )
    address.write(name, [chosen] if chosen else [])
    return str(chosen or "")


def fits(finding: Finding, standings: Standings, asked: FindingsAsked) -> bool:
    """Return whether a finding is wanted; region, topic and day were asked for before."""
    standing = standings.of(finding)
    if asked.question not in ("", finding.question) or asked.assigned_to not in ("", standing.assigned_to):
        return False
    if asked.state == TODO:
        return not standings.is_settled(finding, date.today())
    return standing.state == asked.state
