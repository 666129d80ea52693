"""What others meet: sign-in, the password of the database, and the proxy with its encryption."""

import json
import ssl
from collections.abc import Iterator
from urllib.error import URLError
from urllib.parse import urlsplit

from cli.health.finding import Checked, doubtful, sound, wrong
from dashboard.server.safe import LEAST_PASSWORD, LOOPBACK, check
from dashboard.state.asking import ask
from graph.access.desk import granted
from graph.errors import UsageError
from graph.settings import WEAK_PASSWORDS, Settings

_HEADERS = ("Content-Security-Policy", "Strict-Transport-Security", "X-Frame-Options")


def password(settings: Settings) -> Iterator[Checked]:
    """Look whether the database has a password that nobody guesses."""
    if not settings.neo4j_uri:
        return
    said = settings.neo4j_password.get_secret_value().strip()
    is_weak = len(said) < LEAST_PASSWORD or said.lower() in WEAK_PASSWORDS
    yield doubtful("password_weak", least=LEAST_PASSWORD) if is_weak else sound("password")


def roles(settings: Settings) -> Iterator[Checked]:
    """Look whether the roles of this machine are set, and can be read."""
    if settings.roles:
        try:
            granted(settings.roles)
            yield sound("roles", roles=settings.roles)
        except UsageError as error:
            yield wrong("roles_bad", detail=error.message(settings.language))


def sign_in(settings: Settings) -> Iterator[Checked]:
    """Look whether people can sign in: what is set, and whether the provider answers."""
    if not settings.has_sign_in:
        yield sound("sign_in_none")
        return
    try:
        check(settings, "0.0.0.0")  # noqa: S104 - what would hold if it were open
    except UsageError as error:
        yield wrong("sign_in_bad", detail=error.message(settings.language))
        return
    try:
        with ask(settings.sign_in_url) as answer:
            told = json.loads(answer.read(1_000_000))
        missing = [end for end in ("authorization_endpoint", "token_endpoint", "jwks_uri") if not told.get(end)]
    except (URLError, OSError, ValueError, AttributeError) as error:
        yield wrong("provider_away", detail=str(getattr(error, "reason", error))[:200])
        return
    if str(told.get("issuer")).rstrip("/") != settings.sign_in_issuer:
        missing.append("issuer")
    yield wrong("provider_odd", names=", ".join(missing)) if missing else sound("sign_in")


def proxy(settings: Settings) -> Iterator[Checked]:
    """Look whether the address that browsers use answers, encrypted and with the headers of the proxy."""
    address = settings.sign_in_address.rstrip("/")
    if not settings.has_sign_in or urlsplit(address).hostname in LOOPBACK:
        return
    try:
        with ask(f"{address}/_stcore/health") as answer:
            missing = [name for name in _HEADERS if not answer.headers.get(name)]
    except (URLError, OSError, ValueError) as error:
        reason = getattr(error, "reason", error)
        key = "tls_bad" if isinstance(reason, ssl.SSLError) else "proxy_away"
        yield wrong(key, address=address, detail=str(reason)[:200])
        return
    yield doubtful("headers", names=", ".join(missing)) if missing else sound("proxy", address=address)
