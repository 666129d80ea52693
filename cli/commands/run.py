"""Commands that keep running: `demo` and `serve`."""

from collections.abc import Callable
from typing import Annotated

import typer

from cli.options import Data, settings, words
from cli.output.terminal import messages, progress_bar, say
from cli.reading import changing, finished
from dashboard.server.safe import check
from dashboard.server.serve import HOST, free_port_from, run_dashboard
from graph.columns import Keeper
from graph.curation.places import kept_places
from graph.settings import Settings
from graph.store import Store
from ingest.loading.sample_load import load_sample

Port = Annotated[int, typer.Option("--port", min=1024, max=65535, help=words("port"))]
NoBrowser = Annotated[bool, typer.Option("--no-browser", help=words("no_browser"))]
PORT = 8501


def demo(port: Port = PORT, no_browser: NoBrowser = False, data: Data = None) -> None:
    """Load the sample and open the dashboard."""
    chosen = settings(data)
    check(chosen, HOST)
    messages().print(words("demo.start"))
    with changing(chosen) as store:
        with progress_bar() as progress:
            loaded = len(list(load_sample(store, progress)))
        say(words("demo.loaded", count=loaded) if loaded else words("sample.known"))
        _serve(chosen, port, HOST, lambda: _prepare(store), no_browser=no_browser)


def serve(
    port: Port = PORT,
    address: Annotated[str, typer.Option("--address", help=words("address"))] = HOST,
    no_browser: NoBrowser = False,
    data: Data = None,
) -> None:
    """Open the dashboard on what is loaded."""
    chosen = settings(data)
    check(chosen, address)
    finished(chosen)
    with changing(chosen):
        _serve(chosen, port, address, no_browser=no_browser)
    finished(chosen)  # who was erased on a page, with the database open


def _prepare(store: Store) -> None:
    """Have what was just loaded ready for the first page: it is small."""
    kept_places(store, Keeper(store.snapshots).network(store.view()))


def _serve(
    chosen: Settings, port: int, address: str, meanwhile: Callable[[], object] = lambda: None, *, no_browser: bool
) -> None:
    """Run the dashboard; the caller's open store keeps the engine up until it has ended.

    What is large is read by the first page, which shows how far it is, and not once more here.
    """
    free = free_port_from(port, address)
    if free != port:
        say(words("serve.port_taken", port=port, free=free))
    run_dashboard(
        chosen,
        free,
        address=address,
        open_browser=not no_browser,
        meanwhile=meanwhile,
        ready=lambda url: say(words("serve.ready", url=url)),
    )
    say(words("serve.ended"))
