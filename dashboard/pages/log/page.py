"""The page Protokoll: who looked at, changed, handed out or erased what and when; whether it is whole."""

from collections.abc import Iterable
from datetime import date

import streamlit as st

from dashboard.parts import choices
from dashboard.parts.frame import Context, notice
from dashboard.parts.markup import draw, element, text
from dashboard.parts.tables import Row, table
from graph.access import require
from graph.audit import LogLine, LogQuery, entries, here, verify
from graph.audit.reading import act_name, names

_MOST = 500
_NAMED = 3


def draw_page(context: Context) -> None:
    """Draw the page."""
    require("log")
    words, known = context.words, names()
    found = list(entries(here()))
    asked = _asked(context, found, known)
    fitting = [entry for entry in found if asked.fits(entry)]
    shown = fitting[::-1][:_MOST]
    draw(element("p", text(words("log_count", n=len(fitting))), css="an-shown", role="status"))
    if len(fitting) > _MOST:
        draw(element("p", text(words("log_cut", n=_MOST)), css="an-small"))
    if shown:
        table([_row(context, entry, known) for entry in shown], key="log_table", name=words("log_title"), most=20)
    if st.button(words("log_verify"), key="log_verify", icon=":material/verified:"):
        _verified(context)


def _asked(context: Context, found: Iterable[LogLine], known: dict[str, str]) -> LogQuery:
    words, some = context.words, list(found)
    people = ["", *sorted({entry.who for entry in some}, key=lambda who: known.get(who, who))]
    acts = ["", *sorted({entry.act for entry in some}, key=lambda act: act_name(act, words.language))]
    who, act, about, since, until = st.columns([2, 2, 2, 1.3, 1.3])
    with who:
        of = st.selectbox(
            words("log_who"), people, key=choices.field("log_who", ""),
            format_func=lambda one: known.get(one, one) or words("log_all"),
        )  # fmt: skip
    with act:
        what = st.selectbox(
            words("log_act"), acts, key=choices.field("log_act", ""),
            format_func=lambda one: act_name(one, words.language) if one else words("log_all"),
        )  # fmt: skip
    with about:
        node = st.text_input(words("log_about"), key=choices.field("log_about", ""), help=words("log_about_help"))
    with since:
        begin = st.date_input(words("log_since"), key=choices.field("log_since", None), format="DD.MM.YYYY")
    with until:
        end = st.date_input(words("log_until"), key=choices.field("log_until", None), format="DD.MM.YYYY")
    return LogQuery(of or "", what or "", _meant(context, node or ""), _day(begin), _day(end))


def _meant(context: Context, said: str) -> str:
    """Return the id of what is meant: an id as it is, else that of the one node of this name."""
    wanted = " ".join(said.split())
    if not wanted or wanted in context.network.nodes:
        return wanted
    same = [node.id for node in context.network.nodes.values() if node.name.casefold() == wanted.casefold()]
    return same[0] if len(same) == 1 else wanted


def _day(chosen: object) -> str:
    return chosen.isoformat() if isinstance(chosen, date) else ""


def _row(context: Context, entry: LogLine, known: dict[str, str]) -> Row:
    words, nodes = context.words, context.network.nodes
    named = [nodes[i].display if i in nodes else i for i in entry.ids[:_NAMED]]
    more = [words("log_more", n=entry.count - _NAMED)] if entry.count > _NAMED else []
    details = (f"{name}: {value}" for name, value in entry.details.items())
    return {
        words("log_line"): entry.number,
        words("log_at"): entry.at[:19].replace("T", " "),
        words("log_who"): known.get(entry.who, entry.who),
        words("log_act"): act_name(entry.act, words.language),
        words("log_about"): ", ".join([*named, *more]),
        words("log_details"): "; ".join(details),
    }


def _verified(context: Context) -> None:
    words, faults = context.words, verify(here())
    for fault in faults[:20]:
        notice(words("log_fault", line=fault.line, what=words(f"log_fault_{fault.kind}")), role="alert")
    head = here().head()
    if not faults and head:
        notice(words("log_sound", n=head.lines, fingerprint=head.hash))
