"""The door: without a session nothing passes, be it a page, a file, an upload, a component or a websocket.

Only what is needed to sign in does: the page that says so, Streamlit's own script files, and its three addresses for
it. Where nobody signs in, the dashboard is one person's on her own machine: what comes through a proxy is refused.
"""

import json
from collections.abc import Awaitable, Callable, MutableMapping
from http import HTTPStatus
from typing import Any

from starlette.requests import HTTPConnection, Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from streamlit.auth_util import get_cookie_with_chunks
from streamlit.user_info import generate_login_redirect_url
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value

from briefing.wording.language import Words
from dashboard.parts.markup import element, text
from dashboard.server import figures
from dashboard.state import sign_in
from graph.errors import sentence
from graph.settings import Settings

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
SIGN_IN, GO = "/_akteursnetz/sign-in", "/_akteursnetz/sign-in/go"
_COOKIE = "_streamlit_user"
_OPEN = frozenset({"/_stcore/health", "/auth/login", "/auth/logout", "/oauth2callback", "/favicon.png", "/favicon.ico"})
_OPEN_BELOW = ("/static/", "/_akteursnetz/")
_NO_PAGE = ("/_stcore/", "/media/", "/component/", "/app/")
_REFUSED = 4403
_PAGE = """<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>{title}</title>
<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,"><style>
body{{font:18px/1.5 system-ui,sans-serif;max-width:32em;margin:12vh auto;padding:0 1em;color:#1b2733;background:#fff}}
a{{display:inline-block;padding:.6em 1.2em;background:#1d4f7c;color:#fff;border-radius:4px;text-decoration:none}}
a:focus{{outline:3px solid #1b2733;outline-offset:3px}}</style></head><body><main>{body}</main></body></html>"""


class Door:
    """Lets through what belongs to a session that is not over."""

    def __init__(self, app: Callable[[Message, Receive, Send], Awaitable[None]]) -> None:
        self._app = app

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Hand a request on, or answer it here."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        send = figures.counted(scope["type"], send)
        how = sign_in.sign_in()
        refusal = _refusal(scope) if how else _from_elsewhere(scope)
        if refusal is None:
            is_secure = how is not None and how.settings.sign_in_address.startswith("https://")
            await self._app(scope, receive, _secured(send) if is_secure else send)
        elif scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": _REFUSED})
        else:
            await refusal(scope, receive, send)


def _refusal(scope: Message) -> Response | None:
    """Return the answer to who has no session; None: go on."""
    path = str(scope["path"])
    if scope["type"] == "http" and (path in _OPEN or path.startswith(_OPEN_BELOW)):
        return None
    login = _login(HTTPConnection(scope))
    over, may_see = sign_in.looked_at(login) if login else ("unknown", False)
    if not over and may_see:
        return None
    if scope["type"] == "http" and not path.startswith(_NO_PAGE) and scope["method"] in ("GET", "HEAD"):
        reason = over or "no_role"
        return RedirectResponse(f"{SIGN_IN}?why={reason}", HTTPStatus.SEE_OTHER, {"Cache-Control": "no-store"})
    return PlainTextResponse("sign in first\n", HTTPStatus.UNAUTHORIZED, {"Cache-Control": "no-store"})


def _from_elsewhere(scope: Message) -> Response | None:
    """Return the refusal of what comes through a proxy to a dashboard where nobody signs in."""
    names = {name.lower() for name, _ in scope["headers"]}
    if not names & {b"x-forwarded-for", b"forwarded", b"x-real-ip"}:
        return None
    address = sentence("no_sign_in", Settings().language, address="Proxy")
    return PlainTextResponse(f"{address}\n", HTTPStatus.FORBIDDEN, {"Cache-Control": "no-store"})


def _login(connection: HTTPConnection) -> sign_in.Login | None:
    """Return who a browser says it is, by the cookie that this server signed."""
    secret = get_cookie_secret()

    def single(name: str) -> bytes | None:
        value = connection.cookies.get(name)
        return decode_signed_value(secret, name, value.encode("latin-1", "ignore")) if value else None

    raw = get_cookie_with_chunks(single, _COOKIE)
    try:
        claims = json.loads(raw) if raw else None
    except ValueError:
        return None
    how = sign_in.sign_in()
    if not isinstance(claims, dict) or not claims.get("is_logged_in") or how is None:
        return None
    return sign_in.read_login(claims, how.settings.sign_in_claim)


def _secured(send: Send) -> Send:
    """Have every cookie be sent over TLS alone: Streamlit leaves that out."""

    async def securely(message: Message) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": [_secure(*header) for header in message["headers"]]}
        await send(message)

    return securely


def _secure(name: bytes, value: bytes) -> tuple[bytes, bytes]:
    is_open = name.lower() == b"set-cookie" and b"; secure" not in value.lower()
    return (name, value + b"; Secure") if is_open else (name, value)


async def ask(request: Request) -> Response:
    """Answer with the page that asks to sign in, and says why."""
    words = Words(Settings().language)
    why = request.query_params.get("why", "")
    reasons = {"idle", "old", "signed_out", "ended", "no_role"}
    title = words("sign_in_title")
    body = element("h1", text(words("product"))) + element(
        "p", text(words(f"sign_in_{why}" if why in reasons else "sign_in_lead"))
    )
    body += element("p", element("a", text(words("sign_in_button")), href=GO))
    if why == "no_role":
        body += element("p", element("a", text(words("sign_in_other")), href="/auth/logout"))
    page = _PAGE.format(language=words.language, title=text(f"{title} · {words('product')}"), body=body)
    return HTMLResponse(page, headers={"Cache-Control": "no-store"})


async def go(request: Request) -> Response:
    """Lead on to the provider."""
    if sign_in.sign_in() is None:
        return RedirectResponse("/", HTTPStatus.SEE_OTHER)
    return RedirectResponse(generate_login_redirect_url("default"), HTTPStatus.SEE_OTHER, {"Cache-Control": "no-store"})
