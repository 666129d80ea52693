"""The door: without a session nothing passes, be it a page, a file, an upload, a component or a websocket.

Only what is needed to sign in does: the page that says so, Streamlit's own script files, and its three addresses for
it. Where nobody signs in, the dashboard is one person's on her own machine: what comes through a proxy is refused.
"""

from collections.abc import Awaitable, Callable, MutableMapping
from http import HTTPStatus
from typing import Any

from starlette.requests import HTTPConnection, Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from streamlit.user_info import generate_login_redirect_url

from briefing.wording.language import Words
from dashboard.parts.markup import element, text
from dashboard.server import callback, cookies, figures, messages
from dashboard.state import sign_in
from graph.errors import sentence
from graph.settings import Settings

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
SIGN_IN, GO, OUT = callback.SIGN_IN, f"{callback.SIGN_IN}/go", "/auth/logout"
_OPEN = frozenset({"/_stcore/health", "/auth/login", OUT, callback.PATH, "/favicon.png", "/favicon.ico"})
_OPEN_BELOW = ("/static/", "/_akteursnetz/")
_NO_PAGE = ("/_stcore/", "/media/", "/component/", "/app/")
_HOLDS_DATA = ("/media/", "/_stcore/upload_file/")
_OVER = frozenset({"idle", "old", "signed_out", "ended", "refused"})
_REFUSED = 4403
# What the browser kept of our pages goes when a session does; cookies are taken away one by one.
_CLEARED = ("Clear-Site-Data", '"cache", "storage"')
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
        if how and how.settings.sign_in_address.startswith("https://"):
            scope, send = {**scope, "headers": cookies.inward(scope["headers"])}, cookies.outward(send)
        refusal = _refusal(scope) if how else _from_elsewhere(scope)
        if refusal is None and scope["type"] == "websocket":
            await self._app(scope, messages.sifted(receive), send)
        elif refusal is None:
            await self._app(scope, receive, _marked(scope, send))
        elif scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": _REFUSED})
        else:
            await refusal(scope, receive, send)


def _marked(scope: Message, send: Send) -> Send:
    """Return a way to answer that says what a browser may keep, and looks at what the provider answered."""
    path = str(scope["path"])
    if path == callback.PATH and sign_in.sign_in():
        return callback.judged(scope, send)
    if path.startswith(_HOLDS_DATA):
        return _with(send, "Cache-Control", "no-store")
    if path != OUT:
        return send
    if sign_in.sign_in() and (login := cookies.login_in(HTTPConnection(scope).cookies)):
        sign_in.end(login)
    return _with(send, *_CLEARED)


def _with(send: Send, name: str, value: str) -> Send:
    """Return a way to answer on which a header says this, whatever it said."""

    async def saying(message: Message) -> None:
        if message["type"] == "http.response.start":
            others = [one for one in message["headers"] if one[0].lower() != name.lower().encode()]
            message = {**message, "headers": [*others, (name.lower().encode(), value.encode())]}
        await send(message)

    return saying


def _refusal(scope: Message) -> Response | None:
    """Return the answer to who has no session; None: go on."""
    path = str(scope["path"])
    if scope["type"] == "http" and (path in _OPEN or path.startswith(_OPEN_BELOW)):
        return None
    login = cookies.login_in(HTTPConnection(scope).cookies)
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


async def ask(request: Request) -> Response:
    """Answer with the page that asks to sign in, and says why."""
    words = Words(Settings().language)
    why = request.query_params.get("why", "")
    title = words("sign_in_title")
    body = element("h1", text(words("product"))) + element(
        "p", text(words(f"sign_in_{why}" if why in _OVER | {"no_role"} else "sign_in_lead"))
    )
    body += element("p", element("a", text(words("sign_in_button")), href=GO))
    if why == "no_role":
        body += element("p", element("a", text(words("sign_in_other")), href=OUT))
    page = _PAGE.format(language=words.language, title=text(f"{title} · {words('product')}"), body=body)
    kept = dict([_CLEARED]) if why in _OVER else {}
    return HTMLResponse(page, headers={"Cache-Control": "no-store", **kept})


async def go(request: Request) -> Response:
    """Lead on to the provider."""
    if sign_in.sign_in() is None:
        return RedirectResponse("/", HTTPStatus.SEE_OTHER)
    return RedirectResponse(generate_login_redirect_url("default"), HTTPStatus.SEE_OTHER, {"Cache-Control": "no-store"})
