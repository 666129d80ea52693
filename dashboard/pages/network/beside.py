"""What stands beside the map: the facts of an actor, the reasons of a tie, or what to do with several actors."""

from collections.abc import Sequence
from datetime import date
from functools import partial

import streamlit as st

from briefing.exchange.sheets import as_csv
from dashboard.map import group_of
from dashboard.pages.network.beside_groups import draw_between, draw_groups
from dashboard.pages.network.drawn import Drawn
from dashboard.pages.network.layers import LayersAsked
from dashboard.parts import badge, navigation, strength, tables
from dashboard.parts.badge import mark
from dashboard.parts.entry import draft as drafts
from dashboard.parts.facts_panel import fact_item, more_sources, panel, verb
from dashboard.parts.frame import Context, notice
from dashboard.parts.introduce import introduce_button
from dashboard.parts.markup import draw, element, items, text
from dashboard.parts.saving import save_button
from dashboard.state import current as store
from dashboard.state import findings
from graph.access import person
from graph.analysis.explain import Share
from graph.analysis.questions import Finding
from graph.errors import UsageError
from graph.model.schema import ON_MAP
from graph.network import Node, Relation

_MOST_REASONS = 40
IN_A_BRIEFING = 40
_LISTED = 200


def draw_beside(
    context: Context, layers: LayersAsked, drawn: Drawn, chosen: Sequence[str], tie: tuple[str, str] | None, actor: str
) -> None:
    """Draw what is chosen: a tie, several actors, or one."""
    if drawn.gathering and tie and any(map(group_of, tie)):
        draw_between(context, drawn.gathering, tie)
        return
    dots = [i for i in chosen if group_of(i)]
    chosen = [i for i in chosen if i in context.network.nodes]
    if drawn.gathering and dots and not chosen:
        draw_groups(context, drawn.gathering, dots)
    elif tie and layers.layer == "facts":
        _facts(context, drawn, tie)
    elif tie:
        _tie(context, layers, drawn, tie)
    elif len(chosen) > 1:
        _several(context, layers, drawn, [context.network.nodes[i] for i in chosen])
    elif actor:
        _actor(context, context.network.nodes[actor])
    else:
        notice(context.words("panel_empty"))


def _actor(context: Context, node: Node) -> None:
    if node.label in ON_MAP:
        with st.container(horizontal=True):
            navigation.page_link("actor", context.words("open_profile"), ":material/badge:", actor=node.id)
            st.button(
                context.words("entry_connect"),
                key="network_connect",
                icon=":material/add_link:",
                type="tertiary",
                on_click=lambda: drafts.ask_for("tie", start=node.id, end=None),
            )
    panel(context, node)


def _tie(context: Context, layers: LayersAsked, drawn: Drawn, tie: tuple[str, str]) -> None:
    """Draw why two know each other, each reason with its sources; or why they should."""
    words, nodes = context.words, context.network.nodes
    one, other = (nodes[i] for i in tie)
    title = words("tie_title", one=one.display, other=other.display)
    found = store.case(context.data, layers.day).explainer.explain(*tie, limit=_MOST_REASONS)
    draw(element("h2", text(title), css="an-name"))
    if found.shares:
        draw(
            strength.bar(words, found.strength),
            items([_reason(context, share) for share in found.shares], "an-facts"),
            element("p", text(strength.caption(words)), css="an-small"),
        )
    else:
        notice(words("tie_none"))
    if finding := drawn.suggested.get(frozenset(tie)):
        _suggestion(context, finding)
    _profiles(context, tie)


def _facts(context: Context, drawn: Drawn, tie: tuple[str, str]) -> None:
    """Draw the facts that join two, each with its sources."""
    words, nodes = context.words, context.network.nodes
    one, other = (nodes[i] for i in tie)
    between = [r for r in drawn.shown.relations if {r.start, r.end} == set(tie)]
    draw(element("h2", text(words("tie_facts", one=one.display, other=other.display)), css="an-name"))
    draw(items([_fact(context, fact) for fact in between], "an-facts"))
    _profiles(context, tie)


def _fact(context: Context, fact: Relation) -> str:
    said = f"{context.network.nodes[fact.start].display} {verb(context, fact, fact.start)} "
    return element("span", text(said)) + fact_item(context, fact, fact.start)


def _profiles(context: Context, ids: Sequence[str]) -> None:
    with st.container(horizontal=True):
        for node in (context.network.nodes[i] for i in ids):
            navigation.page_link("actor", node.short, ":material/badge:", actor=node.id)


def _reason(context: Context, share: Share) -> str:
    reason = share.reason
    said = element("span", text(context.says.reason(reason)))
    return "".join(
        (said, " ", badge.invented(context.words, reason.invented), more_sources(context, reason.evidence, "sources"))
    )


def _suggestion(context: Context, finding: Finding) -> None:
    """Draw a gap with what can become of it, by the act of the page of gaps."""
    words, says = context.words, context.says
    state = findings.standings().of(finding).state
    reasons = [element("span", text(says.phrase(reason))) for reason in finding.reasons]
    draw(
        element("h3", text(says.phrase(finding.title)), css="an-verb"),
        items(reasons, "an-facts"),
        element("p", text(says.phrase(finding.advice))),
    )
    if not person().may("enter"):
        return
    with st.container(horizontal=True):
        if state not in ("accepted", "done") and st.button(
            words("gaps_accept"), icon=":material/check:", key="map_accept"
        ):
            try:
                findings.settle(finding, "accepted", "", says.phrase(finding.title))
            except UsageError as error:
                notice(error.message(words.language), role="alert")
                return
            st.toast(words("gaps_noted_accepted"))
            st.rerun()
        introduce_button(context, finding.subjects, "finding", finding.id, key="map")


def _several(context: Context, layers: LayersAsked, drawn: Drawn, nodes: Sequence[Node]) -> None:
    """Draw what several chosen actors can become: a list, a briefing, guests, groups, a file."""
    words, here = context.words, person()
    draw(element("h2", text(words("chosen_title", n=len(nodes))), css="an-name"))
    with st.container(horizontal=True):
        if here.may("brief") and len(nodes) <= IN_A_BRIEFING:
            subjects = [n.id for n in nodes]
            navigation.page_link("briefing", words("chosen_briefing"), ":material/summarize:", subject=subjects)
        if here.may("export"):
            _files(context, layers.day, drawn, nodes)
        navigation.page_link("events", words("chosen_groups"), ":material/groups:", part="groups")
    if len(nodes) > IN_A_BRIEFING:
        notice(words("chosen_beyond", most=IN_A_BRIEFING, n=words.number(len(nodes))))
    draw(element("h3", text(words("chosen_list")), css="an-verb"))
    tables.table(tables.node_rows(context, nodes[:_LISTED]), key="chosen_nodes", name=words("chosen_list"))


def _files(context: Context, day: date, drawn: Drawn, nodes: Sequence[Node]) -> None:
    words, ids = context.words, [n.id for n in nodes]
    guests, ties = _guests(context, nodes, day), _ties(context, drawn, frozenset(ids))
    for name, rows in (("guests", guests), ("export", ties)):
        if len(rows) > 1:
            made = partial(as_csv, rows[0], rows[1:])
            file = f"{words('map_file')}-{name}.csv"
            save_button(words(f"chosen_{name}"), made, file, kind=f"map-{name}", about=ids, key=f"chosen_{name}")


def _guests(context: Context, nodes: Sequence[Node], day: date) -> list[list[str]]:
    """Return the chosen people with where they work on a day, as a guest list has them."""
    words, network = context.words, context.network
    rows = [[words("chosen_guest_name"), words("chosen_guest_house"), words("chosen_invented")]]
    for node in nodes:
        if node.label == "Person":
            houses = [
                network.nodes[r.end].display
                for r in network.around(node.id)
                if r.type == "WORKS_FOR" and r.goes_on(day)
            ]
            rows.append([node.display, "; ".join(dict.fromkeys(houses)), mark(words, node.invented)])
    return rows


def _ties(context: Context, drawn: Drawn, ids: frozenset[str]) -> list[list[str]]:
    words, nodes = context.words, context.network.nodes
    rows = [[words("col_first"), words("col_second"), words("col_strength")]]
    inside = (c for c in drawn.contacts if c.a in ids and c.b in ids)
    return rows + [[nodes[c.a].display, nodes[c.b].display, words.decimal(round(c.strength, 3))] for c in inside]
