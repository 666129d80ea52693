"""Leaving: who is signed in, with what rights, and the ways out; and what is shown when a session is over."""

from datetime import UTC, datetime
from time import time

import streamlit as st

from briefing.wording.language import Words
from dashboard.parts.frame import notice
from dashboard.parts.markup import draw, element, text
from dashboard.state import sign_in
from graph import account
from graph.access import ROLES, person
from graph.errors import sentence

SIGN_IN = "/_akteursnetz/sign-in"

_SOON = 120.0  # seconds before the idle end it is said, half the time where that is short


def session_is_over(words: Words, why: str) -> None:
    """Draw why nothing is shown any more, with the way back in."""
    notice(words(f"sign_in_{why}" if why != "unknown" else "sign_in_lead"), role="alert")
    draw(element("p", element("a", text(words("sign_in_button")), href=f"{SIGN_IN}/go", target="_self")))


def menu(words: Words) -> None:
    """Draw who is signed in, and how to leave; nothing where nobody signs in."""
    if sign_in.sign_in() is None:
        return
    _ending(words)
    here = person()
    with st.popover(words("sign_in_me"), icon=":material/account_circle:", key="me"):
        draw(element("p", text(words("sign_in_as", name=here.name)), css="an-shown"))
        roles = ", ".join(sentence(f"role_{role}", words.language) for role in ROLES if role in here.roles)
        draw(element("p", text(words("sign_in_roles", roles=roles)), css="an-small"))
        _sessions(words)
        st.button(words("sign_out"), key="sign_out", on_click=_leave)
        st.button(words("sign_out_everywhere"), key="sign_out_everywhere", on_click=_leave_everywhere)


@st.fragment
def _ending(words: Words) -> None:
    """Draw what is said before the session ends, and what keeps it; `server/session.js` shows it in time."""
    person()  # to be here is a click, also where only this is drawn again
    left = sign_in.left()
    if left is None:  # what nobody is signed in for any more does not stay in view
        st.rerun(scope="app")
    idle, longest = left
    with st.container(key="leaving", horizontal=True, vertical_alignment="center"):
        told = element("p", text(words("sign_in_soon")), css="an-leaving-idle")
        again = element("a", text(words("sign_in_anew")), href=f"{SIGN_IN}/go", target="_blank", rel="noopener")
        told += element("p", text(words("sign_in_soon_over")), " ", again, css="an-leaving-longest")
        back = element("a", text(words("sign_in_button")), href=f"{SIGN_IN}/go", target="_self")
        told += element("p", text(words("sign_in_over")), " ", back, css="an-leaving-over")
        until = {"data_idle": f"{idle:.0f}", "data_longest": f"{longest:.0f}", "data_stamp": f"{time():.3f}"}
        until["data_soon"] = f"{min(_SOON, idle / 2):.0f}"
        keys = "off" if account.keys_are_off(person().id) else "on"
        draw(element("div", told, css="an-leaving", role="alert", data_own_keys=keys, **until))
        st.button(words("sign_in_stay"), key="stay", type="primary")


def _sessions(words: Words) -> None:
    """Draw where else she is signed in, each to be ended."""
    others = list(sign_in.own_sessions().items())[1:]
    if others:
        draw(element("p", text(words("sign_in_sessions", n=len(others))), css="an-small"))
    for number, (session, one) in enumerate(others):
        told = words("sign_in_session", begun=_moment(one.begun), seen=_moment(one.seen))
        draw(element("p", text(told), css="an-small"))
        st.button(words("sign_in_end"), key=f"end_session_{number}", on_click=sign_in.end_own, args=(session,))


def _moment(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).astimezone().strftime("%d.%m.%Y %H:%M")


def _leave() -> None:
    sign_in.sign_out()
    st.logout()


def _leave_everywhere() -> None:
    sign_in.sign_out(everywhere=True)
    st.logout()
