"""The dashboard as a web application: Streamlit, with our error page and one address for its own requests."""

import secrets
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from pathlib import Path
from typing import Any

import streamlit as st
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dashboard.server import door, error_page, figures, safe
from dashboard.server.browser_script import browser_script
from dashboard.state import sign_in
from dashboard.state.who import COOKIE
from graph.logs import start_log
from graph.settings import Settings

_YEARS = 2 * 365 * 24 * 3600
_ADDRESS = "/_akteursnetz/browser.js"
_FIGURES = "/_stcore/metrics"  # Streamlit tells anybody how large its caches are, and which functions fill them
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]


class OwnHead:
    """Puts our script and the language of the pages into Streamlit's one HTML page, and gives each browser a mark.

    The mark is a cookie without meaning of its own, by which the name she has set is found again.
    """

    def __init__(self, app: Callable[[Message, Receive, Send], Awaitable[None]]) -> None:
        self._app = app

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Hand a request on, and its answer back, changed where it is the page."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if scope["path"].rstrip("/").endswith(_FIGURES):
            await Response(status_code=404)(scope, receive, send)
            return
        start: Message = {}
        parts: list[bytes] = []

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start" and _is_page(message):
                start.update(message)
            elif not start:
                await send(message)
            else:
                parts.append(message.get("body", b""))
                if not message.get("more_body"):
                    body = _with_head(b"".join(parts))
                    headers = [(k, v) for k, v in start["headers"] if k.lower() not in (b"content-length", b"etag")]
                    headers += _mark(scope["headers"])
                    await send({**start, "headers": [*headers, (b"content-length", str(len(body)).encode())]})
                    await send({"type": "http.response.body", "body": body})

        plain = [(name, value) for name, value in scope["headers"] if name.lower() != b"accept-encoding"]
        is_asset = "." in scope["path"].rpartition("/")[2]
        await self._app(scope if is_asset else {**scope, "headers": plain}, receive, answer)


def _mark(asked: Iterable[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """Return the header that gives a browser its mark, none where it has one."""
    given = {name.lower(): value for name, value in asked}
    if f"{COOKIE}=".encode() in given.get(b"cookie", b""):
        return []
    secure = "; Secure" if given.get(b"x-forwarded-proto") == b"https" else ""
    # Lax: with Strict, who follows a link out of a mail would come without it and be given another one.
    cookie = f"{COOKIE}={secrets.token_urlsafe(24)}; Path=/; HttpOnly; SameSite=Lax; Max-Age={_YEARS}{secure}"
    return [(b"set-cookie", cookie.encode())]


def _is_page(message: Message) -> bool:
    headers = {name.lower(): value for name, value in message["headers"]}
    plain = b"content-encoding" not in headers
    return message["status"] == 200 and plain and headers.get(b"content-type", b"").startswith(b"text/html")


def _with_head(page: bytes) -> bytes:
    page = page.replace(b'<html lang="en">', f'<html lang="{Settings().language}">'.encode(), 1)
    return page.replace(b"<head>", f'<head>\n    <script src="{_ADDRESS}"></script>'.encode(), 1)


async def _address(request: Request) -> Response:
    return Response(browser_script(Settings().language), media_type="text/javascript; charset=utf-8")


_settings = Settings()
_is_json = _settings.log_format == "json"
start_log(_settings.data, "dashboard", verbose=_is_json, as_json=_is_json)
sign_in.register()
app = st.App(
    Path(__file__).with_name("app.py"),
    secrets=safe.secrets(_settings),
    on_script_error=error_page.tell,
    middleware=[Middleware(door.Door), Middleware(OwnHead)],
    routes=[Route(_ADDRESS, _address), Route(door.SIGN_IN, door.ask), Route(door.GO, door.go), *figures.ROUTES],
)
