"""Akteur: the profile of a person, organisation, event, topic or region."""

import streamlit as st

from dashboard.pages.actor.beginning import looked_at, offer
from dashboard.pages.actor.card import call_card
from dashboard.pages.actor.care import care_section
from dashboard.pages.actor.correcting import correct_fields, facts_table, history, history_table
from dashboard.pages.actor.sayings import said_about
from dashboard.pages.actor.sections import ROLES, sections
from dashboard.pages.actor.talks import talks
from dashboard.pages.actor.ties_list import ties_list
from dashboard.pages.actor.timeline import timeline
from dashboard.parts import address, navigation, tables
from dashboard.parts.entry.invited import event_button
from dashboard.parts.facts_panel import heading
from dashboard.parts.frame import Context, notice
from dashboard.parts.map_view import draw_map
from dashboard.parts.markup import draw, element, text
from dashboard.parts.selection import around
from dashboard.state import current as store
from dashboard.state import entries
from graph.model.schema import ON_MAP
from graph.network import Node


def draw_page(context: Context) -> None:
    """Draw the page."""
    chosen = address.actor()
    node = context.network.nodes.get(chosen)
    if node is None or node.label not in ON_MAP:
        notice(context.words("actor_unknown" if chosen else "actor_choose"))
        offer(context)
        return
    address.look_at(node.id)
    looked_at(node.id)
    draw(heading(context, node))
    found = entries.conversations_with(node.id)
    call_card(context, node, found)
    left, right = st.columns([2.4, 1], gap="medium")
    with left:
        navigation.page_link("ways", context.words("ways_find"), ":material/route:", b=node.id)
        care_section(context, node)
        if node.label == "Event":
            event_button(context, node)
        _facts(context, node)
    with right:
        _fields(context, node)
        _small_map(context, node)
    if found:
        _section(context, "section_talks", len(found))
        talks(context, found)
    _said(context, node)
    past = history(context, node)
    _section(context, "section_history", len(past))
    history_table(context, past, f"{node.id}_history")


def _facts(context: Context, node: Node) -> None:
    words = context.words
    if context.network.around(node.id):
        draw(element("p", text(words("entry_select_row")), css="an-small"))
    else:
        notice(words("actor_no_facts"))
    found = list(sections(context.network, node.id))
    for section, relations in found:
        _section(context, section.title, len(relations))
        facts_table(context, node, relations, section.title)
        if section == ROLES:
            timeline(context, node.id)
    if node.label == "Person":
        _ties(context, node)


def _ties(context: Context, node: Node) -> None:
    with st.spinner(context.words("loading")):
        ties = store.ties(context.data).of(node.id)
    _section(context, "section_ties", len(ties))
    if ties:
        ties_list(context, ties)
    else:
        notice(context.words("ties_none"))


def _fields(context: Context, node: Node) -> None:
    pairs = [element("dt", text(label)) + element("dd", text(value)) for label, value in context.says.fields(node)]
    if pairs:
        draw(element("dl", *pairs, css="an-fields"))
    correct_fields(context, node)


def _small_map(context: Context, node: Node) -> None:
    words, shown = context.words, around(context.network, node.id)
    draw(element("h2", text(words("small_map_title")), css="an-section"))
    if shown.is_cut:
        said = words("small_map_part", n=words.number(len(shown.nodes)), total=words.number(shown.total))
        draw(element("p", text(said), css="an-small"))
    event = draw_map(context, shown, key=f"small_map_{node.id}", emphasis={node.id}, height=460)
    if event.selected and event.selected != node.id:
        draw(heading(context, context.network.nodes[event.selected], "h3"))
        navigation.page_link("actor", words("open_profile"), ":material/badge:", actor=event.selected)
    navigation.page_link("network", words("open_in_network"), ":material/hub:", actor=node.id)


def _said(context: Context, node: Node) -> None:
    """Draw what sources say about the node itself: names, spellings, addresses, keys."""
    words = context.words
    rows = said_about(context, node)
    if rows:
        _section(context, "section_said", len(rows))
        widths = {words("col_source"): 420}
        key = f"{node.id}_said"
        tables.table(rows, key=key, name=words("section_said"), widths=widths, kind="actor-said", about=[node.id])
    if node.keys:
        _section(context, "section_keys", len(node.keys))
        draw(
            element("p", text(words("keys_help")), css="an-small"),
            element("ul", *(element("li", element("code", text(key))) for key in node.keys), css="an-keys"),
        )


def _section(context: Context, title: str, n: int) -> None:
    count = element("span", text(context.words.number(n)), css="an-count")
    draw(element("h2", text(context.words(title)), " ", count, css="an-section"))
