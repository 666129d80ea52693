"""A small OpenID Connect provider: people with groups, the code flow with PKCE, signed tokens, and nothing more.

It is real where it counts: codes are used once, secrets and verifiers are checked, a token that was taken back is
refused, and what it says of somebody changes while she is signed in. `spoiled` names what is wrong with its tokens.
"""

import base64
import hashlib
import hmac
import json
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey
from pydantic import SecretStr

from graph.settings import Settings

CLIENT, SECRET = "akteursnetz", "a-secret-of-the-tests"
Body = dict[str, Any]


@dataclass
class Provider:
    """What the provider knows; tests change `groups` while it runs."""

    url: str = ""
    groups: dict[str, list[str]] = field(default_factory=dict)
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "one"}))
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)
    asked: int = 0
    spoiled: str = ""
    described: dict[str, Any] = field(default_factory=dict)  # in place of what it says of itself
    nonces: list[str] = field(default_factory=list)

    def settings(self, data: Path, address: str, groups: str, **more: Any) -> Settings:
        """The settings of a dashboard at `address` that signs people in here."""
        return Settings(
            data=data,
            neo4j_uri=None,
            sign_in_url=f"{self.url}/.well-known/openid-configuration",
            sign_in_client=CLIENT,
            sign_in_secret=SecretStr(SECRET),
            sign_in_address=address,
            groups=groups,
            **more,
        )

    def metadata(self) -> dict[str, Any]:
        ends = {name: f"{self.url}/{name}" for name in ("authorize", "token", "userinfo", "jwks", "logout")}
        return {
            "issuer": self.url,
            "authorization_endpoint": ends["authorize"],
            "token_endpoint": ends["token"],
            "userinfo_endpoint": ends["userinfo"],
            "jwks_uri": ends["jwks"],
            "end_session_endpoint": ends["logout"],
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "code_challenge_methods_supported": ["S256"],
            **self.described,
        }

    def form(self, asked: dict[str, str]) -> str:
        links = (
            f'<a href="/login?{escape(urlencode({**asked, "who": name}))}">{escape(name)}</a>' for name in self.groups
        )
        return "<br>".join(links)

    def code_for(self, name: str, asked: dict[str, str]) -> str:
        code = secrets.token_urlsafe(16)
        self.codes[code] = {**asked, "name": name}
        return code

    def token_for(self, sent: dict[str, str], client: str, secret: str) -> dict[str, Any] | None:
        asked = self.codes.pop(sent.get("code", ""), None)
        if asked is None or (client, secret) != (CLIENT, SECRET) or asked["redirect_uri"] != sent.get("redirect_uri"):
            return None
        made = hashlib.sha256(sent.get("code_verifier", "").encode()).digest()
        if base64.urlsafe_b64encode(made).rstrip(b"=").decode() != asked.get("code_challenge"):
            return None
        name, now = asked["name"], int(time.time())
        body = {"iss": self.url, "aud": CLIENT, "iat": now, "exp": now + 3600, "nonce": asked.get("nonce", "")}
        token = secrets.token_urlsafe(24)
        self.tokens[token] = name
        self.nonces.append(str(body["nonce"]))
        identity = SPOILED.get(self.spoiled, signed)(self, body | self.claims(name))
        return {"access_token": token, "token_type": "Bearer", "expires_in": 3600, "id_token": identity}

    def claims(self, name: str) -> dict[str, Any]:
        return {"sub": f"sub-{name}", "name": name, "groups": self.groups[name]}


def signed(provider: Provider, body: Body) -> str:
    return jwt.encode({"alg": "RS256", "kid": "one"}, body, provider.key)


def signed_otherwise(provider: Provider, body: Body) -> str:
    return jwt.encode({"alg": "RS256", "kid": "one"}, body, RSAKey.generate_key(2048, {"kid": "one"}))


def changed_later(provider: Provider, body: Body) -> str:
    """With the signature of another body."""
    head, _, signature = signed(provider, body).split(".")
    return f"{head}.{_part(body | {'groups': ['administration']})}.{signature}"


def unsigned(provider: Provider, body: Body) -> str:
    return f"{_part({'alg': 'none', 'typ': 'JWT'})}.{_part(body)}."


def signed_by_the_public_key(provider: Provider, body: Body) -> str:
    """With the provider's public key, which everybody has, as the secret of a HMAC."""
    said = f"{_part({'alg': 'HS256', 'kid': 'one'})}.{_part(body)}"
    return f"{said}.{_encoded(hmac.digest(provider.key.as_pem(private=False), said.encode(), 'sha256'))}"


def _part(body: Body) -> str:
    return _encoded(json.dumps(body).encode())


def _encoded(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def _saying(change: Callable[[Provider, Body], Body], *without: str) -> Callable[[Provider, Body], str]:
    """Signed as it should be, and said otherwise."""

    def spoil(provider: Provider, body: Body) -> str:
        said = body | change(provider, body)
        return signed(provider, {name: value for name, value in said.items() if name not in without})

    return spoil


HOUR = 3600
#: What can be wrong with a token, each by what it is called.
SPOILED: dict[str, Callable[[Provider, Body], str]] = {
    "signed by another key": signed_otherwise,
    "changed after it was signed": changed_later,
    "not signed": unsigned,
    "signed by the public key": signed_by_the_public_key,
    "expired": _saying(lambda _, body: {"iat": body["iat"] - 2 * HOUR, "exp": body["iat"] - HOUR}),
    "without an end": _saying(lambda *_: {}, "exp"),
    "not yet valid": _saying(lambda _, body: {"nbf": body["iat"] + HOUR}),
    "made in the future": _saying(lambda _, body: {"iat": body["iat"] + HOUR, "exp": body["iat"] + 2 * HOUR}),
    "for another program": _saying(lambda *_: {"aud": "elsewhere"}),
    "for another program, shown by us": _saying(lambda *_: {"aud": "elsewhere", "azp": CLIENT}),
    "for us, shown by another program": _saying(lambda *_: {"azp": "elsewhere"}),
    "for nobody": _saying(lambda *_: {}, "aud"),
    "by another issuer": _saying(lambda *_: {"iss": "https://elsewhere.example"}),
    "without nonce": _saying(lambda *_: {}, "nonce"),
    "with the nonce of before": _saying(lambda provider, _: {"nonce": provider.nonces[0]}),
    "about nobody": _saying(lambda *_: {}, "sub"),
    "no token": lambda *_: "no.token.atall",
}


@contextmanager
def provided(groups: dict[str, list[str]]) -> Iterator[Provider]:
    """A provider that knows people by name, each with her groups."""
    provider = Provider(groups=groups)

    class Answers(BaseHTTPRequestHandler):
        def log_message(self, *_: object) -> None: ...

        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
            if parts.path in ("/.well-known/openid-configuration", "/jwks"):
                keys = {"keys": [provider.key.as_dict(private=False)]}
                self._json(keys if parts.path == "/jwks" else provider.metadata())
            elif parts.path == "/authorize":
                self._send(200, "text/html; charset=utf-8", provider.form(asked).encode())
            elif parts.path == "/login" and asked.get("client_id") == CLIENT:
                code = provider.code_for(asked["who"], asked)
                self._go(f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}")
            elif parts.path == "/userinfo":
                provider.asked += 1
                name = provider.tokens.get(self.headers.get("Authorization", "").removeprefix("Bearer "))
                self._json(provider.claims(name) if name else {"error": "invalid_token"}, 200 if name else 401)
            elif parts.path == "/logout":
                self._go(asked["post_logout_redirect_uri"])
            else:
                self._json({"error": "not_found"}, 404)

        def do_POST(self) -> None:
            sent = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
            fields = {name: values[0] for name, values in parse_qs(sent).items()}
            basic = self.headers.get("Authorization", "").removeprefix("Basic ")
            client, _, secret = base64.b64decode(basic).decode().partition(":")
            found = provider.token_for(fields, client, secret) if self.path == "/token" else None
            self._json(found or {"error": "invalid_grant"}, 200 if found else 400)

        def _go(self, where: str) -> None:
            self.send_response(302)
            self.send_header("Location", where)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def _json(self, body: dict[str, Any], status: int = 200) -> None:
            self._send(status, "application/json", json.dumps(body).encode())

        def _send(self, status: int, kind: str, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    provider.url = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join(10)
