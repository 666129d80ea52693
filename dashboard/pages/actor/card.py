"""The card one reads before a call: role now, who of us knows whom, last contact, promises, strongest ties, topics."""

from collections.abc import Iterable
from datetime import date

import streamlit as st

from dashboard.pages.actor.talks import promise_said
from dashboard.parts import navigation, strength
from dashboard.parts.design import badge, card
from dashboard.parts.frame import Context
from dashboard.parts.markup import draw, element, items, text
from dashboard.state import current as store
from dashboard.state import relationships as state
from dashboard.state.entries import Conversations
from graph.curation.care import ACTORS, LastContact
from graph.model.schema import BELONGS
from graph.network import Node, Relation
from graph.network.search import search
from graph.settings import Settings

_FEW = 3
_MOST_TOPICS = 12
_WIDE = {"card_ties": "an-tall", "card_topics": "an-whole"}  # tiles that take more room than one


def call_card(context: Context, node: Node, talks: Conversations) -> None:
    """Draw the card of a person or an organisation; other actors have none."""
    if node.label not in ACTORS:
        return
    with st.spinner(context.words("loading")):
        parts = [
            (_now_title(node), _now(context, node)),
            ("card_us", _of_us(context, node)),
            ("card_ties", _ties(context, node)),
            ("card_last", _last(context, node)),
            ("card_promises", _promises(context, talks)),
            ("card_topics", _topics(context, node)),
        ]
    words = context.words
    tiles = [
        element("li", card(words(title), inner), css=f"an-card {_WIDE.get(title, '')}".strip())
        for title, inner in parts
        if inner
    ]
    draw(element("ul", *tiles, css="an-list an-call", aria_label=words("card_label")))


def _now_title(node: Node) -> str:
    return "card_now" if node.label == "Person" else "card_people"


def _paragraph(said: str, css: str = "") -> str:
    return element("p", said, css=css) if css else element("p", said)


def current(context: Context, facts: Iterable[Relation], day: date) -> list[Relation]:
    """Return the facts that no source says have ended by a day, the latest begun first."""
    going = [r for r in facts if r.goes_on(day)]
    return sorted(going, key=lambda r: (context.network.dates(r), r.id), reverse=True)


def _now(context: Context, node: Node) -> str:
    """Return the roles a person has now, or the people of an organisation, with since when."""
    mine = node.label == "Person"
    around = context.network.around(node.id)
    people = context.network.nodes
    facts = [
        r
        for r in around
        if r.type in BELONGS and (r.start if mine else r.end) == node.id and (mine or people[r.start].label == "Person")
    ]
    going = current(context, facts, store.reference_day(context.data))
    if not going:
        return _paragraph(text(context.words("card_now_none" if mine else "card_people_none")), "an-small")
    said = [_fact(context, fact, node) for fact in going[:_FEW]]
    if len(going) > _FEW:
        said.append(text(context.words("card_more", n=len(going) - _FEW)))
    return items(said)


def _fact(context: Context, fact: Relation, node: Node) -> str:
    other = context.network.nodes[fact.other(node.id)]
    details = ", ".join(filter(None, (context.says.role(fact), context.says.period(fact))))
    return _link(context, other) + (element("span", text(f" – {details}"), css="an-details") if details else "")


def _link(context: Context, node: Node) -> str:
    address = navigation.href("actor", actor=node.id, language=context.words.language)
    return element("a", text(node.display), href=address, target="_self")


def _of_us(context: Context, node: Node) -> str:
    """Return who of the own house knows somebody directly, the best first, and who looks after it."""
    words = context.words
    office = search(context.network, Settings().office, labels=["Organisation"], limit=1)
    owner = next((r.care.owner for r in state.relationships(context.data).rhythms if r.care.actor == node.id), "")
    said = [text(words("card_owner", name=owner))] if owner else []
    if office and office[0].id != node.id:
        reached = store.ways(context.data).reach(office[0].id, node.id)
        for found in [r for r in reached if len(r.steps) == 1][:_FEW]:
            person = context.network.nodes[found.person]
            known = words(f"strength_{strength.band(found.strength)}")
            said.append(_link(context, person) + text(f" ({known})"))
    return items(said) if said else _paragraph(text(words("card_us_none")), "an-small")


def _last(context: Context, node: Node) -> str:
    words, found = context.words, state.last_contact_with(context.data, node.id)
    due = next((r for r in state.relationships(context.data).rhythms if r.care.actor == node.id), None)
    said = _paragraph(text(words(f"care_last_{found.how}", day=words.date(found.day))))
    via = _via(context, found)
    over = badge(words("card_overdue"), "open") if due and due.is_overdue(date.today()) else ""
    return said + (_paragraph(via, "an-small") if via else "") + over


def _via(context: Context, found: LastContact) -> str:
    node = context.network.nodes.get(found.via)
    return _link(context, node) if node and node.label == "Event" else ""


def _promises(context: Context, talks: Conversations) -> str:
    due = [promise for _, promises in talks for promise in promises if promise.is_open]
    said = [text(promise_said(context, promise)) for promise in sorted(due, key=lambda p: p.day or "9999")]
    return items(said) if said else _paragraph(text(context.words("card_promises_none")), "an-small")


def _ties(context: Context, node: Node) -> str:
    if node.label != "Person":
        return ""
    found = store.ties(context.data).of(node.id)[:_FEW]
    people = context.network.nodes
    said = [
        _link(context, people[tie.b]) + _paragraph(text(context.says.reason(tie.reasons[0])), "an-small")
        for tie in found
    ]
    return items(said) if said else _paragraph(text(context.words("ties_none")), "an-small")


def _topics(context: Context, node: Node) -> str:
    ends = [r.end for r in context.network.around(node.id) if r.type == "DEALS_WITH" and r.start == node.id]
    names = [_link(context, context.network.nodes[end]) for end in dict.fromkeys(ends)][:_MOST_TOPICS]
    return _paragraph(", ".join(names)) if names else ""
