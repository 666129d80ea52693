"""Under what name somebody works at the pages: the one she signed in with, else that she has set on her own machine."""

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from dashboard.state import sign_in
from graph import account

COOKIE = "akteursnetz_browser"  # set with the page itself, see `web_app`
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


def register() -> None:
    """Have whatever is recorded with a name be recorded with that of the browser."""
    account.ask_first(_name)


def own_name() -> str:
    """Return the name she has set, "" where she has not been asked yet."""
    return account.own_name()


def keep(name: str) -> str:
    """Keep the name of who sits at this browser and return it.

    Raises:
        UsageError: it is none.
    """
    return account.keep_name(_key() or account.account_key(), name)


def is_signed_in() -> bool:
    """Whether her name comes from the sign-in, so that she does not set it herself."""
    return sign_in.sign_in() is not None


def _name() -> str:
    if is_signed_in():
        return sign_in.here().name
    key = _key()
    return account.kept_name(key) if key else ""


def _key() -> str:
    """Return under what the name of the browser is kept, "" where the machine has one user, whose name counts."""
    if get_script_run_ctx(suppress_warning=True) is None:  # a command in a process that has drawn pages before
        return ""
    if str(st.get_option("server.address")) in _LOOPBACK and "X-Forwarded-For" not in st.context.headers:
        return ""
    mark = st.context.cookies.get(COOKIE)
    return account.browser_key(mark) if isinstance(mark, str) else ""
