"""Who is signed in at the dashboard: what the provider said of somebody, held against the book of sessions.

It is asked on every run, and by the store before every write; a session that is over has no rights, whatever cookie a
browser still holds.
"""

import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from http import HTTPStatus
from time import time
from urllib.error import HTTPError

from streamlit.runtime.scriptrunner import get_script_run_ctx

from dashboard.state.asking import ask
from graph import access, audit
from graph.access.desk import NOBODY, person_id
from graph.access.groups import Grants, groups_in, of_groups, read_grants
from graph.access.sessions import Limits, Over, Session, SessionBook, session_id
from graph.settings import Settings

_LOG = logging.getLogger(__name__)
_LONGEST_ANSWER = 1_000_000
_told: set[str] = set()  # sessions whose beginning is in the log


@dataclass(frozen=True, slots=True)
class SignIn:
    """How people sign in here: what is asked of the provider, what its groups mean, how long a session lasts."""

    settings: Settings
    grants: Grants
    limits: Limits
    book: SessionBook


@dataclass(frozen=True, slots=True)
class Login:
    """Somebody as the provider named her when she signed in."""

    session: str
    person: str
    name: str
    begun: float
    groups: tuple[str, ...]


@cache
def sign_in() -> SignIn | None:
    """Return how people sign in here; None where nobody does."""
    settings = Settings()
    if not settings.has_sign_in:
        return None
    limits = Limits(settings.idle_minutes * 60.0, settings.session_hours * 3600.0)
    return SignIn(settings, read_grants(settings.groups), limits, SessionBook(settings.data_folder))


def register() -> None:
    """Have whoever is signed in be the person at the desk."""
    if sign_in():
        access.ask_first(here)


def here() -> access.Person:
    """Return who is signed in at the browser this run is for; nobody where a session is over, or no run goes on."""
    how, claims = sign_in(), _claims()
    if how is None or not claims:
        return NOBODY
    login = read_login(claims, how.settings)
    return NOBODY if login is None else _person(how, login, _used(how, login))


def over() -> Over:
    """Return why there is nobody at this browser: "" where there is somebody."""
    how, claims = sign_in(), _claims()
    if how is None:
        return ""
    login = read_login(claims, how.settings) if claims else None
    return "unknown" if login is None else _used(how, login).over


def looked_at(login: Login) -> tuple[Over, bool]:
    """Return why a session is over ("": it is not), and whether its person may see anything, without a click."""
    how = sign_in()
    assert how is not None
    found = how.book.state(login.session, how.limits)
    if found is None:
        is_new = time() - login.begun < how.limits.longest
        return ("" if is_new else "old"), bool(of_groups(how.grants, login.groups)[0])
    return found.over, _person(how, login, found).may("see") or bool(found.over)


def sign_out(*, everywhere: bool = False) -> None:
    """End the session of this browser, or all sessions of its person."""
    how, claims = sign_in(), _claims()
    login = read_login(claims, how.settings) if how and claims else None
    if how and login:
        audit.record("sign_out_everywhere" if everywhere else "sign_out", [login.person])
        how.book.sign_out(login.session)
        if everywhere:
            how.book.sign_out_everywhere(login.person)


def end(login: Login) -> None:
    """End a session, also one that nobody has used yet."""
    if how := sign_in():
        how.book.used(login.session, login.person, login.begun, login.groups, how.limits)
        how.book.sign_out(login.session)


def own_sessions() -> dict[str, Session]:
    """Return the sessions of whoever is here that are not over, by id, the one of this browser first."""
    how, claims = sign_in(), _claims()
    login = read_login(claims, how.settings) if how and claims else None
    if how is None or login is None:
        return {}
    found = how.book.sessions_of(login.person, how.limits)
    return dict(sorted(found.items(), key=lambda one: (one[0] != login.session, -one[1].seen)))


def end_own(session: str) -> None:
    """End another session of whoever is here; that of anybody else stays."""
    how = sign_in()
    if how and session in own_sessions():
        audit.record("sign_out", [here().id])
        how.book.sign_out(session)


def read_login(claims: Mapping[str, object], settings: Settings) -> Login | None:
    """Return who somebody is after what the provider said; None where that is not enough to know her again.

    It has to be said of this program, by the provider that is set: Authlib takes what names another program as the one
    it is for, and whatever name a provider gives itself.
    """
    subject, issuer = str(claims.get("sub") or ""), str(claims.get("iss") or "")
    begun = claims.get("iat")
    if not subject or not issuer or not isinstance(begun, int | float):
        return None
    if not _is_for(claims, settings.sign_in_client) or issuer.rstrip("/") != settings.sign_in_issuer:
        return None
    names = (str(claims.get(key) or "") for key in ("name", "preferred_username", "email"))
    name = " ".join(next(filter(None, names), "").split())[:80]
    person = person_id(f"oidc:{issuer} {subject}")
    groups = groups_in(claims, settings.sign_in_claim) or ()
    return Login(session_id(claims), person, name or person, float(begun), groups)


def _is_for(claims: Mapping[str, object], client: str) -> bool:
    """Return whether a token names this program as the one it is for, and as the one that may show it."""
    given = claims.get("aud")
    return client in (given if isinstance(given, list) else [given]) and claims.get("azp", client) == client


def _claims() -> dict[str, object]:
    run = get_script_run_ctx(suppress_warning=True)
    claims: dict[str, object] = dict(run.user_info) if run else {}
    return claims if claims.get("is_logged_in") else {}


def _used(how: SignIn, login: Login) -> Session:
    session = how.book.used(login.session, login.person, login.begun, login.groups, how.limits)
    if not session.over and login.session not in _told:
        _told.add(login.session)
        audit.record("sign_in", [login.person], by=_person(how, login, session))
    if not session.over and time() - session.checked > how.settings.recheck_seconds:
        session = _asked_again(how, login, session)
    return session


def _person(how: SignIn, login: Login, session: Session) -> access.Person:
    if session.over:
        return NOBODY
    roles, level = of_groups(how.grants, session.groups)
    since = datetime.fromtimestamp(session.begun, UTC).isoformat()
    return access.Person(login.person, login.name, roles, since, level)


def _asked_again(how: SignIn, login: Login, session: Session) -> Session:
    """Ask the provider for somebody's groups as they are now; where it is away, what it said before holds."""
    run = get_script_run_ctx(suppress_warning=True)
    tokens = run.user_info.get("tokens") if run else None
    token = tokens.get("access") if isinstance(tokens, Mapping) else None
    if not token:
        return session
    try:
        claims = _get(_user_info_address(how.settings.sign_in_url), token)
        now = groups_in(claims, how.settings.sign_in_claim)
        how.book.checked(login.session, session.groups if now is None else now)
    except HTTPError as error:
        if error.code not in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
            _LOG.warning("the provider answers %d", error.code)
            return session
        how.book.checked(login.session, None)
    except (OSError, ValueError) as error:
        _LOG.warning("the provider does not answer: %s", type(error).__name__)
        return session
    return how.book.used(login.session, login.person, login.begun, login.groups, how.limits)


@cache
def _user_info_address(metadata: str) -> str:
    return str(_get(metadata).get("userinfo_endpoint") or "")


def _get(address: str, token: str = "") -> dict[str, object]:
    with ask(address, token) as answer:
        found = json.loads(answer.read(_LONGEST_ANSWER))
    if not isinstance(found, dict):
        raise ValueError("no object")
    return found
