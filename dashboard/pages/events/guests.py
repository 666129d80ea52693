"""Guests of an event: suggestions with the gap each closes, who is missing, and the list of invitations."""

import streamlit as st

from dashboard.pages.events.occasion import Invitation, Occasion, invitations, invite, strike
from dashboard.pages.events.sheets import save_buttons
from dashboard.parts import badge, navigation
from dashboard.parts.frame import Context, notice
from dashboard.parts.markup import draw, element, items, link, text
from dashboard.state import current as store
from dashboard.state import findings
from graph.analysis.suggestions.guests import Guest, Guests, Planner, organisations_at, told

_SHOWN = 8
_MISSING = 12


def draw_part(context: Context, occasion: Occasion) -> None:
    """Draw suggestions, what is missing, and the list."""
    if not (occasion.topic or occasion.region):
        notice(context.words("events_choose_topic"))
        return
    listed = [i for i in invitations(occasion) if i.organisation in context.network.nodes]
    there = organisations_at(context.network, occasion.event) if occasion.event else frozenset()
    with st.spinner(context.words("loading")):
        planner = Planner(store.case(context.data), occasion.topic, occasion.region, findings.goals())
        found = planner.suggest({*there, *(i.organisation for i in listed)}, _SHOWN)
    left, right = st.columns([1.7, 1], gap="large")
    with left:
        _suggestions(context, occasion, found)
    with right:
        _list(context, occasion, listed, planner)
        _missing(context, found)
        _there(context, there)


def _suggestions(context: Context, occasion: Occasion, found: Guests) -> None:
    words = context.words
    draw(
        element("h2", text(words("guests_title")), css="an-section"),
        element("p", text(words("guests_help")), css="an-small"),
    )
    if not found.suggested:
        notice(words("guests_nobody"))
    for guest in found.suggested:
        card, act = st.columns([5, 1], vertical_alignment="center")
        with card:
            draw(_card(context, guest))
        with act:
            st.button(
                words("guests_select"),
                key=f"invite_{guest.node.id}",
                icon=":material/person_add:",
                disabled=not occasion.is_named,
                on_click=_invite,
                args=(occasion, guest.node.id, words("guests_invited")),
            )


def _invite(occasion: Occasion, organisation: str, said: str) -> None:
    invite(occasion, [organisation])
    st.toast(said)  # in view wherever one is in the list, and read aloud


def _strike(entry: str, said: str) -> None:
    strike([entry])
    st.toast(said)


def _card(context: Context, guest: Guest) -> str:
    """Return a suggestion as HTML: who, what they are, what gap closes, whom one knows there."""
    name = link(navigation.PATHS["actor"], guest.node.display, actor=guest.node.id, language=context.words.language)
    mark = badge.invented(context.words, guest.node.invented)
    head = element("span", name, " ", mark, css="an-other")
    kind = element("span", text(f" · {context.says.type(guest.node)}"), css="an-details")
    reasons = [text(context.says.phrase(reason)) for reason in guest.finding.reasons]
    people = element("span", text(context.says.phrase(guest.finding.advice)), css="an-source")
    return element("div", head, kind, items(reasons), people, css="an-facts")


def _list(context: Context, occasion: Occasion, listed: list[Invitation], planner: Planner) -> None:
    words, nodes = context.words, context.network.nodes
    count = element("span", text(words.number(len(listed))), css="an-count")
    draw(element("h2", text(words("guests_list")), " ", count, css="an-section"))
    if not listed:
        draw(element("p", text(words("guests_list_empty")), css="an-small"))
        return
    for entry in listed:
        name, act = st.columns([4, 1.4], vertical_alignment="center")
        node = nodes[entry.organisation]
        with name:
            said = f"{words('guests_col_who')} {entry.who}, {words.date(entry.at)}"
            mark = badge.invented(words, node.invented)
            draw(
                element("span", text(node.display), " ", mark, css="an-other"),
                element("span", text(said), css="an-source"),
            )
        with act:
            said = words("guests_struck")
            st.button(words("guests_col_remove"), key=f"strike_{entry.id}", on_click=_strike, args=(entry.id, said))
    _save(context, occasion, listed, planner)


def _save(context: Context, occasion: Occasion, listed: list[Invitation], planner: Planner) -> None:
    words, nodes = context.words, context.network.nodes
    rows = [
        {
            words("events_event"): occasion.name,
            words("col_name"): nodes[i.organisation].display,
            words("col_kind"): context.says.type(nodes[i.organisation]),
            words("guests_people"): ", ".join(p.display for p in planner.people(i.organisation)),
            words("col_invented"): badge.mark(words, nodes[i.organisation].invented),
            words("guests_col_who"): i.who,
            words("guests_col_at"): words.date(i.at),
        }
        for i in listed
    ]
    about = [person.id for i in listed for person in planner.people(i.organisation)]
    save_buttons(words, rows, words("guests_list"), kind="guests", about=about)


def _missing(context: Context, found: Guests) -> None:
    words = context.words
    draw(element("h2", text(words("guests_missing")), css="an-section"))
    gaps = told(found.missing)
    if not gaps:
        draw(element("p", text(words("guests_missing_none")), css="an-small"))
        return
    unknown = element("span", text(f" ({words('guests_missing_unknown')})"), css="an-details")
    entries = [text(context.says.phrase(g.said)) + ("" if g.covered_by else unknown) for g in gaps]
    draw(items(entries[:_MISSING], "an-facts"))
    if len(entries) > _MISSING:
        with st.expander(words("panel_more", n=words.number(len(entries) - _MISSING))):
            draw(items(entries[_MISSING:], "an-facts"))


def _there(context: Context, there: frozenset[str]) -> None:
    words = context.words
    if not there:
        return
    with st.expander(f"{words('guests_there')} ({words.number(len(there))})"):
        nodes = sorted((context.network.nodes[n] for n in there), key=lambda n: n.name)
        draw(items([text(n.display) + " " + badge.invented(words, n.invented) for n in nodes], "an-facts"))
