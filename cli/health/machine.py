"""What the machine gives: the data folder and its rights, room on the disk, the port."""

import os
import shutil
import socket
import stat
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from cli.health.finding import Checked, doubtful, sound, wrong
from graph import account
from graph.settings import Settings
from graph.settings_files import SECRETS, env_file

LEAST, LOW = 500_000_000, 2_000_000_000  # bytes: below the first nothing larger may be begun
_MOUNTED = Path("/run/secrets")
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def name(settings: Settings) -> Iterator[Checked]:
    """Look whether what is written bears a name."""
    own = account.own_name()
    yield sound("name", name=own) if own or settings.has_sign_in else doubtful("name_missing")


def folder(settings: Settings) -> Iterator[Checked]:
    """Look at the data folder: whether it can be written, and by nobody else."""
    path = settings.data_folder
    if not path.exists():
        yield sound("folder_new", folder=path)
        return
    if not os.access(path, os.R_OK | os.W_OK | os.X_OK):
        yield wrong("folder_shut", folder=path)
        return
    is_closed = not path.stat().st_mode & _OTHERS
    open_ones = [] if is_closed else [each for each in _private(path) if each.stat().st_mode & _OTHERS]
    yield (
        doubtful("folder_open", folder=path, names=_names(open_ones, path))
        if open_ones
        else sound("folder", folder=path)
    )


def _private(path: Path) -> Iterator[Path]:
    for part in ("engine", "audit", "logs", "snapshots", "backups", "sign-in.key", "sessions.json", "names.json"):
        if part == "snapshots":
            yield from (path / part).glob("*")
        elif (path / part).exists():
            yield path / part


def _names(paths: list[Path], base: Path) -> str:
    return ", ".join(str(path.relative_to(base)) for path in paths)


def disk(settings: Settings) -> Iterator[Checked]:
    """Look how much room is left where the data are."""
    path = settings.data_folder
    there = next(each for each in (path, *path.parents) if each.exists())
    free = shutil.disk_usage(there).free
    key = "disk_full" if free < LEAST else "disk_low" if free < LOW else "disk"
    made = wrong if free < LEAST else doubtful if free < LOW else sound
    yield made(key, free=f"{free / 1e9:.1f}", folder=there)


def port(settings: Settings) -> Iterator[Checked]:
    """Look whether the dashboard's port is free, or a dashboard is on it."""
    with closing(socket.socket()) as probe:
        probe.settimeout(2)
        is_taken = probe.connect_ex(("127.0.0.1", 8501)) == 0
    yield doubtful("port_taken", port=8501) if is_taken else sound("port", port=8501)


def secret_files(settings: Settings) -> Iterator[Checked]:
    """Look whether files with secrets can be read by their owner alone."""
    named = [Path(value) for name in SECRETS if (value := os.environ.get(f"{name}_FILE"))]
    settings_file = env_file()
    named = [path for path in named if _MOUNTED not in path.parents]  # in a container the mount keeps others away
    for path in [*named, *([settings_file] if settings_file else [])]:
        if path.exists() and path.stat().st_mode & (stat.S_IROTH | stat.S_IWOTH | stat.S_IWGRP):
            yield doubtful("secret_open", file=path)
        else:
            yield sound("secret", file=path)
