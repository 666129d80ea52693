"""What has to hold before the dashboard opens its door: sign-in, a good password, encrypted ways."""

from pathlib import Path
from secrets import token_urlsafe
from typing import Any
from urllib.parse import urlsplit

from graph.access.groups import read_grants
from graph.errors import UsageError
from graph.files.drafts import write_whole
from graph.settings import WEAK_PASSWORDS, Settings

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
LEAST_PASSWORD = 12
_KEY = "sign-in.key"


def cookie_secret(folder: Path) -> str:
    """Return what cookies are signed with: made once for a data folder, its owner's alone.

    Raises:
        UsageError: it can not be kept.
    """
    path = folder / _KEY
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not path.exists():
            write_whole(path, token_urlsafe(48))
        return path.read_text(encoding="ascii").strip()
    except OSError as error:
        raise UsageError("can_not_write", file=str(path), detail=error.strerror or str(error)) from error


def secrets(settings: Settings) -> dict[str, Any]:
    """Return what Streamlit is told about sign-in; nothing where nobody signs in."""
    if not settings.has_sign_in:
        return {}
    auth = {
        "redirect_uri": f"{settings.sign_in_address.rstrip('/')}/oauth2callback",
        "cookie_secret": cookie_secret(settings.data_folder),
        "client_id": settings.sign_in_client,
        "client_secret": settings.sign_in_secret.get_secret_value(),
        "server_metadata_url": settings.sign_in_url,
        "expose_tokens": ["access"],
    }
    return {"auth": auth}


def check(settings: Settings, address: str) -> None:
    """Refuse to open a door that anybody could walk through.

    Raises:
        UsageError: it can be reached from outside and nobody has to sign in, or the password of the database is none;
            or something is missing for the sign-in.
    """
    if settings.has_sign_in:
        needed = {
            "AKTEURSNETZ_SIGN_IN_CLIENT": settings.sign_in_client,
            "AKTEURSNETZ_SIGN_IN_SECRET": settings.sign_in_secret.get_secret_value(),
            "AKTEURSNETZ_SIGN_IN_ADDRESS": settings.sign_in_address,
            "AKTEURSNETZ_GROUPS": settings.groups,
        }
        if missing := [name for name, value in needed.items() if not value.strip()]:
            raise UsageError("sign_in_incomplete", names=", ".join(missing))
        read_grants(settings.groups)
        _all_encrypted(settings)
    elif address not in LOOPBACK:
        raise UsageError("no_sign_in", address=address)
    if settings.neo4j_uri and (settings.has_sign_in or address not in LOOPBACK):
        password = settings.neo4j_password.get_secret_value().strip()
        if len(password) < LEAST_PASSWORD or password.lower() in WEAK_PASSWORDS:
            raise UsageError("weak_outside")


def _all_encrypted(settings: Settings) -> None:
    places = {"SIGN_IN_URL": settings.sign_in_url, "SIGN_IN_ADDRESS": settings.sign_in_address}
    for name, place in places.items():
        parts = urlsplit(place)
        if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in LOOPBACK):
            raise UsageError("sign_in_plain", name=f"AKTEURSNETZ_{name}")
