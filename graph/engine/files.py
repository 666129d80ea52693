"""The files of the embedded engine in a data folder: password, state, log."""

import json
import os
import secrets
import socket
from dataclasses import asdict, dataclass
from pathlib import Path

from graph.files.drafts import write_whole

DATABASE = "netz"
COMMAND_TIMEOUT = 600  # seconds; the timeout asked for over Bolt is ignored by this engine
PASSWORD = "password"  # noqa: S105 - the name of a file
SHORTEST_PASSWORD = 20
STATE = "engine.json"
LOG = "engine.log"


@dataclass(frozen=True, slots=True)
class EngineState:
    """A running engine: its process, its port, and which folder it serves (a copied state file names another one)."""

    pid: int
    port: int
    folder: str


def free_port() -> int:
    """Return a port of the loopback interface nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def make_folder(folder: Path) -> None:
    """Make the data folder, readable by its owner only; on Windows it is as open as the folder it is in."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if hasattr(os, "getuid") and folder.stat().st_uid == os.getuid():
        folder.chmod(0o700)


def password(folder: Path) -> str:
    """Return the engine's password, made on the first call (under the lock for starting) and kept with mode 0600.

    Raises:
        ValueError: the password file is empty, too short, or no text.
    """
    path = folder / PASSWORD
    if not path.exists():
        write_whole(path, secrets.token_urlsafe(32))
    secret = path.read_text(encoding="ascii").strip()
    if len(secret) < SHORTEST_PASSWORD:
        raise ValueError(PASSWORD)
    return secret


def identity(folder: Path) -> str:
    """Return what tells a folder from its copy: device and number of its inode."""
    status = folder.stat()
    return f"{status.st_dev}:{status.st_ino}"


def write_state(folder: Path, state: EngineState) -> None:
    """Say where the engine is, in one step."""
    write_whole(folder / STATE, json.dumps(asdict(state)))


def read_state(folder: Path) -> EngineState | None:
    """Return where the engine of this very folder is said to be, or None."""
    try:
        said = json.loads((folder / STATE).read_text(encoding="ascii"))
        state = EngineState(int(said["pid"]), int(said["port"]), str(said["folder"]))
        return state if state.folder == identity(folder) else None
    except (OSError, ValueError, TypeError, KeyError):
        return None


def remove_state(folder: Path) -> None:
    """Forget the engine."""
    (folder / STATE).unlink(missing_ok=True)
