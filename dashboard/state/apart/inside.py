"""The other side: opens the network out of the files, does one piece of work, and ends."""

import os
import sys
import threading
from typing import IO

from dashboard.state.apart.ground import OwnGround
from dashboard.state.apart.messages import about, receive, send
from dashboard.state.apart.parting import Asked
from graph.columns.files import read_kept
from graph.columns.keeper import network_of
from graph.columns.overall import columnar
from graph.model.schema import load
from graph.network import Network
from graph.settings import Settings

_NICE = 5  # pages go first


def main() -> None:
    """Do what is asked for on the way in, and answer on the way out."""
    out, into = os.fdopen(os.dup(1), "wb"), sys.stdin.buffer
    os.dup2(2, 1)  # what anything prints is no answer
    if hasattr(os, "nice"):
        os.nice(_NICE)
    settings, of = receive(into)
    network = opened(settings, of)
    if network is None:
        send(out, ("moved",))
        return
    with about(network):
        task, asked = receive(into)
        threading.Thread(target=_end_with, args=(into,), daemon=True).start()
        try:
            result = task(OwnGround(network, settings), lambda *said: send(out, ("told", *said)), *asked)
        except Exception as error:  # noqa: BLE001 - raised again where somebody waits
            send(out, ("failed", type(error), error.args, error.__dict__))
        else:
            with about(getattr(result, "network", network)):
                send(out, ("done", result))
    out.flush()
    os._exit(0)  # nothing is left to do but to give back what was filled


def opened(settings: Settings, of: Asked) -> Network | None:
    """Return the network that is asked for out of the files; None where they have another one."""
    schema = load()
    kept = read_kept(settings.snapshots, schema)
    if kept is None or (kept.moment.identity, kept.moment.version) != (of.identity, of.version):
        return None
    return columnar(OwnGround(network_of(schema, kept), settings).seen(of.level).network)


def _end_with(into: IO[bytes]) -> None:
    """End once nobody waits for the answer any more."""
    into.read(1)
    os._exit(1)
