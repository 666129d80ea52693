"""What a load does to the network, counted in little memory: nine bytes for each id, names only of the first few."""

from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, field
from enum import IntEnum
from hashlib import blake2b

import numpy as np
import numpy.typing as npt

from graph.model.bounded import FirstMany

NAMED = 20_000  # ids of each tally that are kept as they are: those that were created, changed or retired
SAMPLES = 50  # nodes and facts of which a preview can speak
_RECENT = 100_000  # ids that are collected before they are packed


class ChangeState(IntEnum):
    """What became of a node or a relationship; where several apply, the first of them counts."""

    CREATED = 0
    CHANGED = 1
    UNCHANGED = 2
    RETIRED = 3


class ChangeTally:
    """How many ids are in which state, each id once.

    Packed ids are told apart by 64 bits of a hash: among six million a single mistake has a chance of one in a million.
    """

    def __init__(self) -> None:
        self._recent: dict[str, ChangeState] = {}
        self._named: dict[str, ChangeState] = {}
        self._marks: npt.NDArray[np.uint64] = np.empty(0, np.uint64)
        self._states: npt.NDArray[np.uint8] = np.empty(0, np.uint8)

    def note(self, item: str, state: ChangeState) -> None:
        """Count an id in a state, unless it is known in an earlier one."""
        if self._recent.get(item, ChangeState.RETIRED + 1) <= state:
            return
        self._recent[item] = state
        self._name(item, state)
        if len(self._recent) > _RECENT:
            self._pack()

    def is_named(self, item: str) -> bool:
        """Return whether an id is kept as it is."""
        return item in self._named

    def take(self, later: "ChangeTally") -> None:
        """Count all that another tally has."""
        self._pack()
        later._pack()
        self._merge(later._marks, later._states)
        for item, state in later._named.items():
            self._name(item, state)

    def count(self, state: ChangeState) -> int:
        """Return how many ids are in a state."""
        self._pack()
        return int(np.count_nonzero(self._states == state))

    def named(self, state: ChangeState) -> list[str]:
        """Return the first ids in a state as they are; of those that are unchanged there are none."""
        return [item for item, known in self._named.items() if known == state]

    def has(self, item: str) -> bool:
        """Return whether an id was counted in any state."""
        self._pack()
        at = int(np.searchsorted(self._marks, _mark(item)))
        return at < len(self._marks) and int(self._marks[at]) == _mark(item)

    def beside(self, state: ChangeState, other: "ChangeTally") -> int:
        """Return how many ids are in a state here and do not occur in another tally."""
        self._pack()
        other._pack()
        return int(np.count_nonzero(~np.isin(self._marks[self._states == state], other._marks)))

    def _name(self, item: str, state: ChangeState) -> None:
        known = self._named.get(item)
        if known is not None:
            self._named[item] = min(known, state)
        elif state != ChangeState.UNCHANGED and len(self._named) < NAMED:
            self._named[item] = state

    def _pack(self) -> None:
        if self._recent:
            marks = np.fromiter(map(_mark, self._recent), np.uint64, len(self._recent))
            states = np.fromiter(self._recent.values(), np.uint8, len(self._recent))
            order = np.argsort(marks, kind="stable")
            self._recent = {}
            self._merge(marks[order], states[order])

    def _merge(self, marks: npt.NDArray[np.uint64], states: npt.NDArray[np.uint8]) -> None:
        """Take in sorted marks, each of them once."""
        at = np.searchsorted(self._marks, marks)
        known = np.zeros(len(marks), bool)
        inside = at < len(self._marks)
        known[inside] = self._marks[at[inside]] == marks[inside]
        self._states[at[known]] = np.minimum(self._states[at[known]], states[known])
        self._marks = np.insert(self._marks, at[~known], marks[~known])
        self._states = np.insert(self._states, at[~known], states[~known])


def _mark(item: str) -> int:
    return int.from_bytes(blake2b(item.encode(), digest_size=8).digest())


@dataclass(frozen=True, slots=True, eq=False)
class Ids(Set[str]):
    """The ids of a tally in one state: all are counted, the first can be read."""

    tally: ChangeTally
    state: ChangeState

    def add(self, item: str) -> None:
        """Count one more."""
        self.tally.note(item, self.state)

    def __contains__(self, item: object) -> bool:
        """Return whether an id is among the first of them."""
        return item in self.tally.named(self.state)

    def __len__(self) -> int:
        """Return how many there are."""
        return self.tally.count(self.state)

    def __iter__(self) -> Iterator[str]:
        """Yield the first of them."""
        return iter(self.tally.named(self.state))

    @classmethod
    def _from_iterable(cls, it: Iterable[str]) -> set[str]:  # type: ignore[override]
        return set(it)

    def are_all_named(self) -> bool:
        """Return whether iterating gives every one."""
        return len(self.tally.named(self.state)) == len(self)


@dataclass(frozen=True, slots=True)
class NodeSample:
    """A node a load makes or changes."""

    id: str
    label: str
    name: str
    state: ChangeState


@dataclass(frozen=True, slots=True)
class FactSample:
    """A relationship a load makes or changes, with the names of its ends."""

    type: str
    start: str
    end: str
    role: str
    state: ChangeState


@dataclass(frozen=True, slots=True)
class Overruled:
    """What a load states otherwise than somebody decided, which goes on to hold: of whom, and by which source.

    Of a value `what` is the field, of a fact its type, and `holds` is then the other end.
    """

    node: str
    name: str
    what: str
    said: str
    holds: str
    by: str


@dataclass(slots=True)
class Changes:
    """What a load does: nodes and relationships by state, and the first of them in names.

    `loops` are type and place of relationships that would lead from a node to itself, `apart` are name and place of
    entities whose every key is that of another one of the same place; `overruled` is what a correction stands against.
    """

    nodes: ChangeTally = field(default_factory=ChangeTally)
    facts: ChangeTally = field(default_factory=ChangeTally)
    loops: FirstMany[tuple[str, str]] = field(default_factory=lambda: FirstMany(most=100))
    apart: FirstMany[tuple[str, str]] = field(default_factory=lambda: FirstMany(most=100))
    overruled: FirstMany[Overruled] = field(default_factory=lambda: FirstMany(most=100))
    node_samples: FirstMany[NodeSample] = field(default_factory=lambda: FirstMany(most=SAMPLES))
    fact_samples: FirstMany[FactSample] = field(default_factory=lambda: FirstMany(most=SAMPLES))

    @property
    def created(self) -> Ids:
        """Return the nodes that were made."""
        return Ids(self.nodes, ChangeState.CREATED)

    @property
    def changed(self) -> Ids:
        """Return the nodes that were there and are not as they were."""
        return Ids(self.nodes, ChangeState.CHANGED)

    @property
    def unchanged(self) -> Ids:
        """Return the nodes of which nothing new was said."""
        return Ids(self.nodes, ChangeState.UNCHANGED)

    @property
    def retired(self) -> Ids:
        """Return the nodes that no source names any more."""
        return Ids(self.nodes, ChangeState.RETIRED)

    @property
    def facts_created(self) -> Ids:
        """Return the relationships that were made."""
        return Ids(self.facts, ChangeState.CREATED)

    @property
    def facts_changed(self) -> Ids:
        """Return the relationships that were there and have other evidence now."""
        return Ids(self.facts, ChangeState.CHANGED)

    @property
    def facts_unchanged(self) -> Ids:
        """Return the relationships of which nothing new was said."""
        return Ids(self.facts, ChangeState.UNCHANGED)

    @property
    def facts_retired(self) -> Ids:
        """Return the relationships that no source states any more."""
        return Ids(self.facts, ChangeState.RETIRED)

    @property
    def any(self) -> bool:
        """Return whether anything was created, changed or retired."""
        done = (self.created, self.changed, self.retired, self.facts_created, self.facts_changed, self.facts_retired)
        return any(map(len, done))

    def counts(self) -> str:
        """Return how many nodes and relationships are new, changed, retired: numbers only, fit for a log."""
        nodes = (len(ids) for ids in (self.created, self.changed, self.retired))
        facts = (len(ids) for ids in (self.facts_created, self.facts_changed, self.facts_retired))
        said = "{} new, {} changed, {} retired"
        return f"nodes {said.format(*nodes)}; facts {said.format(*facts)}"

    def touched(self) -> list[str] | None:
        """Return the ids of all nodes that were made or changed, None where there are too many to name them."""
        both = (self.created, self.changed)
        return [item for ids in both for item in ids] if all(ids.are_all_named() for ids in both) else None

    def add(self, later: "Changes") -> None:
        """Take in what a later part of the same load changed."""
        self.nodes.take(later.nodes)
        self.facts.take(later.facts)
        self.loops += later.loops
        self.apart += later.apart
        self.overruled += later.overruled
        self.node_samples += later.node_samples
        self.fact_samples += later.fact_samples
