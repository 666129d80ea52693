"""The page Protokoll: who looked at, changed, handed out or erased what and when; whether it is whole."""

from datetime import date
from functools import partial
from itertools import islice

import streamlit as st

from dashboard.parts import choices
from dashboard.parts.frame import Context, notice
from dashboard.parts.markup import draw, element, text
from dashboard.parts.tables import Row, table
from graph.access import person, require
from graph.access.desk import PROGRAM
from graph.audit import LogLine, LogQuery, here, newest, verify
from graph.audit.reading import act_name, known_acts, names
from graph.model.fold import fold

_MOST = 200  # lines of one part; the rest is turned to
_NAMED = 3


def draw_page(context: Context) -> None:
    """Draw the page."""
    require("log")
    words, known = context.words, names()
    asked = _asked(context, known)
    before = _begins(asked)
    found = list(islice(newest(here(), asked, before[-1]), _MOST + 1))
    shown = found[:_MOST]
    if shown:
        said = words("log_shown", n=len(shown), last=shown[0].number, first=shown[-1].number)
    else:
        said = words("log_nothing")
    draw(element("p", text(said), css="an-shown", role="status"))
    if shown:
        about = [one for entry in shown for one in entry.ids]
        table([_row(context, entry, known) for entry in shown], key="log_table", name=words("log_title"), most=20,
              widths={words("log_line"): 70, words("log_act"): 190}, about=about)  # fmt: skip
    with st.container(horizontal=True):
        _turn(words("log_newer"), "log_newer", ":material/arrow_back:", before[:-1])
        _turn(words("log_older"), "log_older", ":material/arrow_forward:",
              [*before, shown[-1].number] if len(found) > _MOST else [])  # fmt: skip
    if st.button(words("log_verify"), key="log_verify", icon=":material/verified:"):
        _verified(context)


def _begins(asked: LogQuery) -> list[int]:
    """Return before which line each part begins that was turned to; another question begins at the latest."""
    if choices.get("log_asked") != asked:
        choices.put("log_asked", asked)
        choices.put("log_before", [0])
    found: list[int] = choices.get("log_before") or [0]
    return found


def _turn(label: str, key: str, icon: str, before: list[int]) -> None:
    """Draw the button that turns to a part; where there is none it can not be used."""
    st.button(label, key=key, icon=icon, disabled=not before, on_click=partial(choices.put, "log_before", before))


def _asked(context: Context, known: dict[str, str]) -> LogQuery:
    words = context.words
    nameless = [] if person().id in known else [person().id]
    people = ["", *sorted(known, key=lambda who: fold(known[who])), *nameless, PROGRAM.id]
    acts = ["", *known_acts(words.language)]
    who, act, about, since, until = st.columns([2, 2, 2, 1.3, 1.3])
    with who:
        of = st.selectbox(
            words("log_who"), people, key=choices.field("log_who", ""),
            format_func=lambda one: person_name(context, one, known) or words("log_all"),
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


def person_name(context: Context, who: str, known: dict[str, str]) -> str:
    """Return under what name somebody stands in the log: only who is at the desk may be without one."""
    if who == PROGRAM.id:
        return context.words("log_program")
    return known.get(who) or (context.words("log_nameless") if who == person().id else who)


def _row(context: Context, entry: LogLine, known: dict[str, str]) -> Row:
    words, nodes = context.words, context.network.nodes
    named = [nodes[i].display if i in nodes else i for i in entry.ids[:_NAMED]]
    more = [words("log_more", n=entry.count - _NAMED)] if entry.count > _NAMED else []
    return {
        words("log_line"): entry.number,
        words("log_at"): entry.at[:19].replace("T", " "),
        words("log_who"): person_name(context, entry.who, known),
        words("log_act"): act_name(entry.act, words.language),
        words("log_about"): ", ".join([*named, *more]),
        words("log_details"): "; ".join(_detail(context, *one, known) for one in entry.details.items()),
    }


def _detail(context: Context, name: str, value: object, known: dict[str, str]) -> str:
    """Return a detail in words; one that nobody has put into words stands as it was written."""
    words, said = context.words, str(value)
    if name == "page" and words.has(f"{said}_nav"):
        said = words(f"{said}_nav")
    elif name == "book" and words.has(f"log_book_{said}"):
        said = words(f"log_book_{said}")
    elif name == "asked_by":
        said = person_name(context, said, known)
    shown = words(f"log_detail_{name}") if words.has(f"log_detail_{name}") else name
    return f"{shown}: {said}"


def _verified(context: Context) -> None:
    words, faults = context.words, verify(here())
    for fault in faults[:20]:
        notice(words("log_fault", line=fault.line, what=words(f"log_fault_{fault.kind}")), role="alert")
    head = here().head()
    if not faults and head:
        notice(words("log_sound", n=head.lines, fingerprint=head.hash))
