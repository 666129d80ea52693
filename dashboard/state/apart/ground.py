"""What a piece of work stands on, whichever process does it: a network, its ties, the cases asked of it."""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Protocol

from graph.analysis.questions import Case
from graph.analysis.snapshot import Snapshot, take_snapshot
from graph.analysis.strengths import Strengths
from graph.analysis.ways.kept import contacts_of
from graph.columns import seen_in_columns
from graph.model.facts import LEVELS, Confidentiality
from graph.network import Network
from graph.settings import Settings


class Ground(Protocol):
    """A network as somebody sees it, and what is worked out of it."""

    @property
    def network(self) -> Network:
        """The network."""
        ...

    @property
    def settings(self) -> Settings:
        """Where it is kept."""
        ...

    def ties(self, day: date) -> Strengths:
        """Return the ties as of a day; those of people are out of the file where they are many."""
        ...

    def case(self, day: date, region: str = "", topic: str = "") -> Case:
        """Return the network as of a day, of a region and a topic (ids)."""
        ...

    def seen(self, level: Confidentiality) -> "Ground":
        """Return the same as an audience sees it."""
        ...


@dataclass
class OwnGround:
    """The ground of a process that does one piece of work: what it made it keeps to its end."""

    network: Network
    settings: Settings
    _ties: dict[date, Strengths] = field(default_factory=dict)

    @cached_property
    def _arrays(self) -> Snapshot:
        return take_snapshot(self.network)

    def ties(self, day: date) -> Strengths:
        """Return the ties as of a day."""
        if day not in self._ties:
            found = self._ties[day] = Strengths(self._arrays, day, self.network.known_at)
            contacts_of(found, self.settings.snapshots, least=0)  # however many: who waits reads them there
        return self._ties[day]

    def case(self, day: date, region: str = "", topic: str = "") -> Case:
        """Return the network as of a day."""
        ties = self.ties(day)
        return Case(self.network, day, region, topic, snapshot=self._arrays, kept=self.settings.snapshots, ties=ties)

    def seen(self, level: Confidentiality) -> "OwnGround":
        """Return the same as an audience sees it."""
        return self if level == LEVELS[-1] else OwnGround(seen_in_columns(self.network, level), self.settings)
