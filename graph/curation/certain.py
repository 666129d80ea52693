"""Merging what is one for certain: pairs whose reason can not be chance, each as a decision that can be undone."""

from collections.abc import Iterable, Iterator

from graph.errors import UsageError
from graph.matching.pairs import Pair
from graph.model.decisions import BY_RULE, Decision
from graph.network import Network
from graph.store import Curator
from graph.store.merging import Reasons


def merge_certain(curator: Curator, network: Network, pairs: Iterable[Pair], who: str = BY_RULE) -> Iterator[Decision]:
    """Merge the pairs that are `same` and yield the decisions; the node with more facts about it stays."""
    now: dict[str, str] = {}
    for pair in (pair for pair in pairs if pair.judgement == "same"):
        a, b = _current(now, pair.a), _current(now, pair.b)
        if a == b:
            continue
        keep, other = sorted((a, b), key=lambda node_id: (-len(network.around(node_id)), node_id))
        compared = tuple(f"{reason.kind}: {reason.left} | {reason.right}" for reason in pair.reasons)
        try:
            yield curator.merge(keep, other, Reasons(who, "certain", compared))
        except UsageError:  # somebody else merged one of them meanwhile
            continue
        now[other] = keep


def _current(now: dict[str, str], node_id: str) -> str:
    while node_id in now:
        node_id = now[node_id]
    return node_id
