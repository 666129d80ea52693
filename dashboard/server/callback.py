"""What becomes of the provider's answer: who is taken begins a new session; what is refused is told, and noted.

Streamlit (by Authlib) checks state, PKCE, signature, time and nonce; `read_login` that it is said of us, by the
provider that was set. The algorithms are ours to name: Authlib takes those the provider names, and one may name "none",
with which a token that nobody signed would do. An answer that is refused leads to the page that says so, and leaves
nobody signed in.
"""

import base64
import json
import logging
from collections import deque
from http import HTTPStatus
from http.cookies import CookieError, SimpleCookie
from time import monotonic
from urllib.parse import parse_qs

from starlette.requests import HTTPConnection
from streamlit.web.server.starlette.starlette_server_config import TOKENS_COOKIE_NAME, USER_COOKIE_NAME

from dashboard.server import figures
from dashboard.server.cookies import Message, Send, login_in, token_in
from dashboard.state import sign_in
from graph import audit
from graph.access.desk import NOBODY

PATH = "/oauth2callback"
SIGN_IN = "/_akteursnetz/sign-in"
#: Anybody can send such answers, and must not fill the log with them: beyond so many in an hour they are counted alone.
MOST, HOUR = 60, 3600.0
#: Signed with a key the provider alone has.
ALGORITHMS = frozenset(f"{kind}{size}" for kind in ("RS", "PS", "ES") for size in (256, 384, 512)) | {"EdDSA"}
_LOG = logging.getLogger(__name__)
_noted: deque[float] = deque(maxlen=MOST)


def judged(scope: Message, send: Send) -> Send:
    """Return a way to answer on which the answer to the provider's own is looked at."""
    asked = parse_qs(str(scope["query_string"], "latin-1"))
    is_answer = bool(asked.keys() & {"code", "error", "state"})
    before = login_in(HTTPConnection(scope).cookies)

    async def looking(message: Message) -> None:
        if message["type"] == "http.response.start":
            message = _taken_or_refused(message, before) if is_answer else _led(message, "signed_out")
        await send(message)

    return looking


def _taken_or_refused(message: Message, before: sign_in.Login | None) -> Message:
    given = _set_by(message)
    login = login_in(given)
    if login is None or _algorithm(token_in(given)) not in ALGORITHMS:
        note_refusal()
        return _led(message, "refused")
    if before and before.session != login.session:
        sign_in.end(before)
    return message


def _algorithm(token: str) -> str:
    """Return by what a token says it is signed, "" where it is none."""
    head = token.partition(".")[0]
    try:
        said = json.loads(base64.urlsafe_b64decode(head + "=" * (-len(head) % 4)))
    except ValueError:
        return ""
    return str(said.get("alg") or "") if isinstance(said, dict) else ""


def note_refusal() -> None:
    """Note in the audit log that somebody was not let in; of very many within an hour the first ones."""
    figures.errors["sign_in"] += 1
    now = monotonic()
    if len(_noted) == MOST and now - _noted[0] < HOUR:
        _LOG.warning("%d refused sign-ins so far", figures.errors["sign_in"])
        return
    _noted.append(now)
    audit.record("sign_in_refused", by=NOBODY)


def _set_by(message: Message) -> dict[str, str]:
    """Return the cookies an answer sets, by name."""
    found: dict[str, str] = {}
    for name, value in message["headers"]:
        if name.lower() == b"set-cookie":
            try:
                found |= {key: one.value for key, one in SimpleCookie(value.decode("latin-1")).items() if one.value}
            except CookieError:
                continue
    return found


def _led(message: Message, why: str) -> Message:
    """Return an answer that leads to the page which says why nobody is signed in, and takes away who was."""
    kept = [(name, value) for name, value in message["headers"] if name.lower() == b"set-cookie"]
    names = {USER_COOKIE_NAME, TOKENS_COOKIE_NAME}
    names |= {name for name in _set_by(message) if name.startswith(f"{USER_COOKIE_NAME}_")}
    gone = [(b"set-cookie", f'{name}=""; Max-Age=0; Path=/; HttpOnly; SameSite=Lax'.encode()) for name in sorted(names)]
    kept = [one for one in kept if not one[1].startswith(USER_COOKIE_NAME.encode())]
    where = [(b"location", f"{SIGN_IN}?why={why}".encode()), (b"cache-control", b"no-store"), (b"content-length", b"0")]
    return {**message, "status": int(HTTPStatus.SEE_OTHER), "headers": [*kept, *gone, *where]}
