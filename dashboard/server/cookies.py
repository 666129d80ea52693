"""Cookies as they are called outside, and who a browser says it is by them.

Over TLS each has `__Host-` before its name: then no neighbouring host, and no page that came without TLS, can set one.
Streamlit knows its own names alone, so they are changed at the door. One stays as it is: Streamlit's page reads it.
"""

import json
from collections.abc import Awaitable, Callable, Iterable, Mapping, MutableMapping
from typing import Any

from streamlit.auth_util import get_cookie_with_chunks
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import (
    TOKENS_COOKIE_NAME,
    USER_COOKIE_NAME,
    XSRF_COOKIE_NAME,
)

from dashboard.state import sign_in

Message = MutableMapping[str, Any]
Send = Callable[[Message], Awaitable[None]]
PREFIX = b"__Host-"
_READ_BY_THE_PAGE = XSRF_COOKIE_NAME.encode()


def login_in(cookies: Mapping[str, str]) -> sign_in.Login | None:
    """Return who a browser says it is, by the cookie that this server signed."""
    claims, how = _signed(cookies, USER_COOKIE_NAME), sign_in.sign_in()
    return sign_in.read_login(claims, how.settings) if how and claims.get("is_logged_in") else None


def token_in(cookies: Mapping[str, str]) -> str:
    """Return the ID token itself, "" where there is none."""
    return str(_signed(cookies, TOKENS_COOKIE_NAME).get("id_token") or "")


def _signed(cookies: Mapping[str, str], name: str) -> dict[str, Any]:
    """Return what this server put into a cookie, and signed; nothing where it is not there, or not ours."""
    secret = get_cookie_secret()

    def single(part: str) -> bytes | None:
        value = cookies.get(part)
        return decode_signed_value(secret, part, value.encode("latin-1", "ignore")) if value else None

    raw = get_cookie_with_chunks(single, name)
    try:
        found = json.loads(raw) if raw else None
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def inward(headers: Iterable[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """Return the headers of a request over TLS with cookies as Streamlit calls them; others are no cookies of ours."""
    return [(name, _ours(value) if name.lower() == b"cookie" else value) for name, value in headers]


def _ours(cookies: bytes) -> bytes:
    found = (one.strip() for one in cookies.split(b";"))
    kept = (one for one in found if one.startswith((PREFIX, _READ_BY_THE_PAGE + b"=")))
    return b"; ".join(one.removeprefix(PREFIX) for one in kept)


def outward(send: Send) -> Send:
    """Return a way to answer on which each cookie is sent back over TLS alone, under its name outside."""

    async def securely(message: Message) -> None:
        if message["type"] in ("http.response.start", "websocket.accept"):
            message = {**message, "headers": [_secure(*header) for header in message.get("headers", ())]}
        await send(message)

    return securely


def _secure(name: bytes, value: bytes) -> tuple[bytes, bytes]:
    if name.lower() != b"set-cookie":
        return name, value
    secure = value if b"; secure" in value.lower() else value + b"; Secure"
    return name, secure if value.startswith(_READ_BY_THE_PAGE + b"=") else PREFIX + secure
