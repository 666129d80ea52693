"""Settings that stand in files: `.env` in the working folder, and secrets a file each (`NEO4J_PASSWORD_FILE`).

They go into the environment before anybody asks it; what is set there already goes before them.
"""

import os
from collections.abc import Iterator, MutableMapping
from pathlib import Path

from graph.errors import UsageError

ENV_FILE = "AKTEURSNETZ_ENV_FILE"
SECRETS = (
    "NEO4J_PASSWORD",
    "AKTEURSNETZ_SIGN_IN_SECRET",
    "AKTEURSNETZ_AUDIT_KEY",
    "AKTEURSNETZ_METRICS_TOKEN",
    "AKTEURSNETZ_BACKUP_PASSPHRASE",
)
AUTH_FILE = "NEO4J_AUTH_FILE"
_OURS = ("AKTEURSNETZ_", "NEO4J_")
_LONGEST = 64 * 1024


def read_files(environment: MutableMapping[str, str] = os.environ) -> None:
    """Take what stands in files into the environment.

    Raises:
        UsageError: a file that is named can not be read.
    """
    for name, value in _of_env_file(environment):
        environment.setdefault(name, value)
    for name in SECRETS:
        if (path := environment.get(f"{name}_FILE")) and not environment.get(name):
            environment[name] = _read(Path(path)).strip("\r\n")
    if (path := environment.get(AUTH_FILE)) and not environment.get("NEO4J_PASSWORD"):  # as Neo4j's own image reads it
        user, _, password = _read(Path(path)).strip("\r\n").partition("/")
        environment["NEO4J_PASSWORD"] = password
        environment.setdefault("NEO4J_USERNAME", user)


def env_file(environment: MutableMapping[str, str] = os.environ) -> Path | None:
    """Return the file with settings, None where there is none."""
    named = environment.get(ENV_FILE, "")
    path = Path(named or ".env")
    return path if named or path.is_file() else None


def _of_env_file(environment: MutableMapping[str, str]) -> Iterator[tuple[str, str]]:
    """Give the settings of the file that are ours; others' are left alone."""
    path = env_file(environment)
    if path is None:
        return
    from io import StringIO

    from dotenv import dotenv_values

    for name, value in dotenv_values(stream=StringIO(_read(path)), interpolate=False).items():
        if name.startswith(_OURS) and value is not None:
            yield name, value


def _read(path: Path) -> str:
    try:
        with path.open(encoding="utf-8-sig") as file:
            return file.read(_LONGEST)
    except (OSError, UnicodeDecodeError) as error:
        detail = getattr(error, "strerror", "") or type(error).__name__
        raise UsageError("settings_file", file=str(path), detail=detail) from error
