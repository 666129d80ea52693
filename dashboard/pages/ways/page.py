"""Wege: introduction paths as cards, map and table, the text of a mail; common contacts, who of us knows somebody."""

from collections.abc import Sequence
from itertools import chain

import streamlit as st

from briefing.wording.language import LANGUAGES
from dashboard.pages.ways import cards as ways_cards
from dashboard.pages.ways.contacts import common_contacts, section, who_of_us
from dashboard.pages.ways.mail import mail
from dashboard.parts import strength, tables
from dashboard.parts.design import Choice, begin
from dashboard.parts.end_box import WayQuestion, ask, avoid_box
from dashboard.parts.facts_panel import citation
from dashboard.parts.frame import Context, notice
from dashboard.parts.introduce import introduce_button
from dashboard.parts.map_view import draw_map
from dashboard.parts.markup import draw, element, items, text
from dashboard.state import current as store
from dashboard.state.known import most_known
from graph.analysis.ways import Way, Ways, WaysAsked

_WAYS = 5
_NEAR = 3


def draw_page(context: Context) -> None:
    """Draw the page."""
    words = context.words
    asked, place = ask(context)
    found: list[Way] = []
    if not (asked.start and asked.end):
        notice(words("ways_choose_other" if asked.start or asked.end else "ways_choose"))
        _offer(context)
    elif asked.start == asked.end:
        notice(words("ways_same_end"))
    else:
        with st.spinner(words("loading")):
            ways = store.ways(context.data, asked.day)
            found = ways.routes(asked.start, asked.end, WaysAsked(_WAYS, asked.avoid, asked.recent))
        _answers(context, ways, asked, found)
    with place:  # drawn last: in a large network the choices follow from the ways
        avoid_box(context, _on(found))


def _offer(context: Context) -> None:
    """Draw some pairs between whom one may look for a way."""
    words = context.words
    people = most_known(context.network, "Person")[:3]
    houses = most_known(context.network, "Organisation")[:3]
    pairs = zip(people, reversed(houses), strict=False)
    choices = [
        Choice(f"{one.display} → {other.display}", words("ways_example_note"), "ways", (("a", one.id), ("b", other.id)))
        for one, other in pairs
    ]
    begin(context, words("ways_examples"), choices)


def _on(found: Sequence[Way]) -> set[str]:
    """Return whom and what ways go through."""
    facts = chain.from_iterable(map(ways_cards.facts_of, found))
    return {p for way in found for p in way.path.people} | {end for fact in facts for end in (fact.start, fact.end)}


def _answers(context: Context, ways: Ways, asked: WayQuestion, found: list[Way]) -> None:
    if found:
        _ways(context, asked, found)
        _mail(context, asked, found)
    else:
        _none(context, ways, asked)
    common_contacts(context, ways, asked)
    who_of_us(context, ways, asked)


def _ways(context: Context, asked: WayQuestion, found: list[Way]) -> None:
    words = context.words
    left, right = st.columns([1.5, 1], gap="large")
    with left:
        section(words.count("ways_found", len(found)))
        draw(element("p", text(words("ways_rule")), css="an-small"))
        for number, way in enumerate(found, 1):
            with st.container(border=True, key=f"way_{number}"):
                ways_cards.card(context, number, way)
                between = way.path.people[1:-1] or way.path.people
                ends = (asked.start, asked.end)
                introduce_button(context, ends, "way", "/".join(ends), between=between, key=str(number))
        draw(element("p", text(strength.caption(words)), css="an-small"))
    with right:
        section(words("ways_map_title"))
        ends = (asked.start, asked.end)
        draw_map(context, ways_cards.shown(context, found, ends), key="ways_map", emphasis=ends, height=520)
    if not (rows := ways_cards.rows(context, found)):
        return  # no step at all: one is at both ends
    section(words("ways_table_title"))
    widths, about = {words("ways_col_how"): 420}, [person for way in found for person in way.path.people]
    tables.table(rows, key="ways_table", name=words("ways_table_title"), widths=widths, about=about)


def _mail(context: Context, asked: WayQuestion, found: list[Way]) -> None:
    words, nodes = context.words, context.network.nodes
    section(words("ways_mail_title"))
    draw(element("p", text(words("ways_mail_help")), css="an-small"))
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        number = st.selectbox(
            words("ways_mail_way"),
            range(len(found)),
            format_func=lambda i: ways_cards.title(context, i + 1, found[i]),
            key="ways_mail_way",
        )
        language = st.segmented_control(
            words("ways_mail_language"),
            LANGUAGES,
            default=words.language,
            format_func={"de": "Deutsch", "en": "English"}.__getitem__,
            key="ways_mail_language",
            required=True,
        )
    way, says = found[number or 0], ways_cards.sentences(context, str(language))
    facts = ways_cards.facts_of(way)
    if any(fact.invented for fact in facts):
        notice(words("ways_mail_invented"))
    st.code(mail(says, way, nodes[asked.start], nodes[asked.end]), language=None, wrap_lines=True)
    evidence = sorted(set(chain.from_iterable(fact.evidence for fact in facts)))
    cited = items([citation(context, item) for item in evidence])
    draw(element("details", element("summary", text(words("ways_mail_facts"))), cited, css="an-sources"))


def _none(context: Context, ways: Ways, asked: WayQuestion) -> None:
    """Say that there is no way, who is near at either end, and what would help."""
    words, nodes = context.words, context.network.nodes
    says = context.says
    shared = ways.shared_interests(asked.start, asked.end)
    notice(f"{words('ways_none')} {says.shared_interests((asked.start, asked.end), shared)}")
    for column, end in zip(st.columns(2, gap="medium"), (asked.start, asked.end), strict=True):
        with column:
            near = ways.near(end, _NEAR)
            said = words("ways_near" if near else "ways_near_none", name=context.says.name(nodes[end]))
            section(said)
            draw(items([text(says.step(step)) for step in near], "an-facts"))
