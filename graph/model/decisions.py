"""Decisions: what a person, or a rule with a reason that can not be chance, said about two nodes.

A merge is kept as the set of keys that moved, so that undoing it is exact; `different` is kept by keys too, so
that it holds whatever the nodes are merged with later. Decisions are never deleted, an undone one says when.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

Judgement = Literal["same", "different"]
BY_RULE = "akteursnetz"  # who decided: nobody in person


@dataclass(frozen=True, slots=True)
class Decision:
    """One judgement: `other` became part of `keep`, or both are different; who said so, when and why.

    `keys` are those of `other` and `keep_keys` those of `keep` at that moment; `compared` are the values side by side.
    """

    id: str
    judgement: Judgement
    label: str
    keep: str
    other: str
    keep_name: str
    other_name: str
    keep_keys: tuple[str, ...]
    keys: tuple[str, ...]
    who: str
    at: str
    why: str = ""
    compared: tuple[str, ...] = ()
    undone_at: str = ""
    undone_by: str = ""
    position: tuple[float, ...] = ()

    @property
    def stands(self) -> bool:
        """Whether the decision has not been undone."""
        return not self.undone_at

    @classmethod
    def parse(cls, properties: Mapping[str, Any]) -> "Decision":
        """Return a decision out of its stored form."""
        values: dict[str, Any] = {name: tuple(v) if isinstance(v, list) else v for name, v in properties.items()}
        return cls(**values)

    def stored(self) -> dict[str, Any]:
        """Return the decision as properties of a node."""
        return {name: list(v) if isinstance(v, tuple) else v for name, v in asdict(self).items()}


def kept_nodes(decisions: Iterable[Decision]) -> dict[str, str]:
    """Return for each node that was merged into another one the node it is part of now."""
    direct = {d.other: d.keep for d in decisions if d.judgement == "same" and d.stands}
    found = {}
    for node, last in direct.items():
        seen = {node}
        while last in direct and last not in seen:
            seen.add(last)
            last = direct[last]
        found[node] = last
    return found


def named_keys(decisions: Iterable[Decision]) -> Iterator[str]:
    """Yield the keys by which decisions name their nodes."""
    for decision in decisions:
        yield from decision.keep_keys
        yield from decision.keys


def parted(decisions: Iterable[Decision], owners: Mapping[str, str]) -> set[tuple[str, str]]:
    """Return the pairs of node ids that are not to be suggested again: called different, or merged and parted since.

    `owners` tells which node owns each key now; a pair that has been merged since is no pair.
    """
    pairs: set[tuple[str, str]] = set()
    for decision in decisions:
        if (decision.judgement == "same") == decision.stands:
            continue
        for a in {owners[key] for key in decision.keep_keys if key in owners}:
            pairs |= {(min(a, b), max(a, b)) for key in decision.keys if (b := owners.get(key, a)) != a}
    return pairs
