"""The dashboard's side: has a piece of work done by a process of its own, where the network is large."""

import logging
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, TypeVar

from dashboard.state.apart.messages import about, receive, send
from graph.columns import ColumnNetwork
from graph.errors import AkteursnetzError
from graph.model.facts import LEVELS, Confidentiality
from graph.network import Network
from graph.settings import Settings

T = TypeVar("T")
Tell = Callable[..., object]
LARGE = 100_000  # facts from which on a process of its own is worth its start
_LOG = logging.getLogger(__name__)
ENDED = "work_ended"  # the sentence of a piece of work that gave no answer
_LAST = 5.0  # seconds a process has to end that says nothing any more
_PROGRAM = "from dashboard.state.apart.inside import main; main()"


class Moved(Exception):
    """The files have a network of another version by now."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Which network: of which database, which version of it, and as who sees it."""

    identity: str
    version: int
    level: Confidentiality = LEVELS[-1]


def is_large(network: Network) -> bool:
    """Return whether work on a network is done by a process of its own."""
    return len(network.relations) >= LARGE and network.known_at is None and isinstance(network, ColumnNetwork)


def apart(
    network: Network, of: Reading, task: Callable[..., T], tell: Tell, *asked: Any, within: Network | None = None
) -> T:
    """Return what a task gives that a process of its own does; `tell` hears what the task tells.

    `within` is the network of the answer, where that is not the same: an audience sees less of it.

    Raises:
        Moved: the files have another network by now.
        AkteursnetzError: there was no memory for it, or the process ended without an answer.
    """
    process = _begun()
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
    except (EOFError, BrokenPipeError, MemoryError) as error:
        raise _ended(process) from error
    finally:
        process.kill()
        with suppress(OSError):  # what was not said yet hears nobody
            process.stdin.close()
        process.stdout.close()
        process.wait()


def _begun() -> "subprocess.Popen[bytes]":
    try:
        return subprocess.Popen([sys.executable, "-c", _PROGRAM], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    except OSError as error:  # the system has no room for one more
        _LOG.warning("no process for a piece of work, error %s", error.errno)
        raise AkteursnetzError(ENDED) from error


def _ended(process: "subprocess.Popen[bytes]") -> AkteursnetzError:
    """Return what is said of a process that gave no answer; the log has its code, -9 where it was killed."""
    code: int | None = None
    with suppress(subprocess.TimeoutExpired):
        code = process.wait(_LAST)
    _LOG.warning("a piece of work ended without an answer, with code %s", code)
    return AkteursnetzError(ENDED)


def _error(kind: type[Exception], args: tuple[Any, ...], said: dict[str, Any]) -> Exception:
    error = kind.__new__(kind, *args)
    error.__dict__.update(said)
    return error
