"""The dashboard's side: has a piece of work done by a process of its own, where the network is large."""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from dashboard.state.apart.messages import about, receive, send
from graph.columns import ColumnNetwork
from graph.model.facts import LEVELS, Confidentiality
from graph.network import Network
from graph.settings import Settings

T = TypeVar("T")
Tell = Callable[..., object]
LARGE = 100_000  # facts from which on a process of its own is worth its start
_PROGRAM = "from dashboard.state.apart.inside import main; main()"


class Moved(Exception):
    """The files have a network of another version by now."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which network: of which database, which version of it, and as who sees it."""

    identity: str
    version: int
    level: Confidentiality = LEVELS[-1]


def is_large(network: Network) -> bool:
    """Return whether work on a network is done by a process of its own."""
    return len(network.relations) >= LARGE and network.known_at is None and isinstance(network, ColumnNetwork)


def apart(
    network: Network, of: Asked, task: Callable[..., T], tell: Tell, *asked: Any, within: Network | None = None
) -> T:
    """Return what a task gives that a process of its own does; `tell` hears what the task tells.

    `within` is the network of the answer, where that is not the same: an audience sees less of it.

    Raises:
        Moved: the files have another network by now.
        RuntimeError: the process ended without an answer.
    """
    process = subprocess.Popen([sys.executable, "-c", _PROGRAM], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert process.stdin
    assert process.stdout
    try:
        with about(network):
            send(process.stdin, (Settings(), of))
            send(process.stdin, (task, asked))
            while True:
                with about(within or network):
                    what, *said = receive(process.stdout)
                if what == "told":
                    tell(*said)
                elif what == "done":
                    return said[0]  # type: ignore[no-any-return]
                elif what == "failed":
                    raise _error(*said)
                else:
                    raise Moved
    except (EOFError, BrokenPipeError) as error:
        raise RuntimeError("a piece of work ended without an answer") from error
    finally:
        process.kill()
        process.stdin.close()
        process.stdout.close()
        process.wait()


def _error(kind: type[Exception], args: tuple[Any, ...], said: dict[str, Any]) -> Exception:
    error = kind.__new__(kind, *args)
    error.__dict__.update(said)
    return error
