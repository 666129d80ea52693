"""Pages on the small network, without a database."""

from collections.abc import Callable, Iterator

import pytest

from dashboard.parts.frame import Context
from dashboard.state import background, findings
from dashboard.state import current as store
from graph.columns import ColumnNetwork, columns_of
from graph.network import Network
from tests.dashboard.pages.small_network import context_of, data_of, small_network
from tests.support.kept import forget_ties


@pytest.fixture(autouse=True)
def whole_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page waits for what it shows, however busy the machine is."""
    monkeypatch.setattr(background, "PATIENCE", 240.0)


@pytest.fixture
def network() -> Network:
    return small_network()


@pytest.fixture
def context(network: Network) -> Context:
    return context_of(network)


class NoNotes:
    """A ledger nobody has written into."""

    def entries(self, book: str) -> list[object]:
        return []

    def decisions(self) -> list[object]:
        return []

    def shown(self, text: str) -> str:
        return text


@pytest.fixture
def serve(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Network], None]]:
    """Make the pages show a network."""

    def show(network: Network) -> None:
        kept = ColumnNetwork(network.schema, columns_of(network), network.version)  # as the database is read
        monkeypatch.setattr(store, "current", lambda _=None: data_of(kept))
        monkeypatch.setattr(findings, "notes", NoNotes)

    yield show
    for cache in (store._ties, store._ways):
        cache.clear()
    forget_ties()
