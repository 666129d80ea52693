"""Work on a network is done beside the pages by this process, and where the network is large by one of its own."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from dashboard.state import current as store
from dashboard.state.apart import Ground, apart, is_large
from dashboard.state.apart.parting import Moved, Tell
from dashboard.state.current import Data
from graph.analysis.questions import Case
from graph.analysis.strengths import Strengths
from graph.model.facts import LEVELS, Confidentiality
from graph.network import Network
from graph.settings import Settings

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Shared:
    """The ground of this process: what pages have worked out already is shared."""

    data: Data
    settings: Settings

    @property
    def network(self) -> Network:
        """The network of the pages."""
        return self.data.network

    def ties(self, day: date) -> Strengths:
        """Return the ties of the pages."""
        return store.settled_ties(self.data, day)

    def case(self, day: date, region: str = "", topic: str = "") -> Case:
        """Return the case of the pages."""
        return store.case(self.data, day, region, topic)

    def seen(self, level: Confidentiality) -> Ground:
        """Return the same as an audience sees it."""
        return _Shared(store.seen(self.data, level), self.settings)


def done(data: Data, task: Callable[..., T], tell: Tell, *asked: Any, audience: Confidentiality = LEVELS[-1]) -> T:
    """Return what a task gives for some data; the answer is about what an audience sees of them."""
    if is_large(data.network):
        within = store.seen(data, audience).network
        try:
            return apart(data.network, store.version_of(data), task, tell, *asked, within=within)
        except Moved:  # somebody wrote just now: who asks next asks about what is there then
            pass
    return task(_Shared(data, Settings()), tell, *asked)
