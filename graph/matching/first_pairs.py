"""The likeliest pairs at once, before all names are read: one name to the letter, one address, one number.

What needs all others to be known is left open here: such a pair is a question, and not certain, until all are read.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, islice

from graph.matching.actor import LABELS, ComparedActor, read_actor
from graph.matching.actor_row import row_of
from graph.matching.counted import Counted
from graph.matching.pairs import (
    DOUBTFUL,
    Known,
    Pair,
    are_two,
    judge_organisations,
    judge_people,
    organisation_scores,
    with_names,
)
from graph.model.fold import fold
from graph.network import Network, Node

_MOST = 400  # pairs looked at
_CROWD = 5  # from so many of one name on it tells little
_SURE = {"external_id", "email"}


def first_pairs(network: Network) -> list[Pair]:
    """Return pairs that are or may be one of those easily found, in no order; `PairIndex` finds all.

    Of all that is counted only how many have a name is counted over everybody here.
    """
    wanted = list(islice(_alike(network), _MOST))
    actors = {i: read_actor(network, network.nodes[i]) for i in sorted({i for ends in wanted for i in ends})}
    known = Counted(row_of(actor, []) for actor in actors.values()).known(actors.__getitem__)
    known = replace(known, named=Counter(fold(n.name) for n in network.nodes.values() if n.label == "Person"))
    judged = (_judged(actors[a], actors[b], known) for a, b in wanted)
    return [with_names(network, _open(pair)) for pair in judged if pair]


def _alike(network: Network) -> Iterator[tuple[str, str]]:
    """Yield pairs of nodes that share a name, an address or a number, each once, in order."""
    under: dict[tuple[str, str], list[str]] = defaultdict(list)
    for node in network.nodes.values():
        if node.label in LABELS:
            for sign in _signs(node):
                under[node.label, sign].append(node.id)
    groups = [sorted(set(ids)) for ids in under.values() if 1 < len(ids) < _CROWD]
    yield from dict.fromkeys(pair for ids in groups for pair in combinations(ids, 2))


def _signs(node: Node) -> Iterator[str]:
    if name := fold(node.name):
        yield name
    for field in ("emails", "external_ids"):
        values = node.fields.get(field, ())
        yield from (f"{field} {value}" for value in ([values] if isinstance(values, str) else values))


def _judged(a: ComparedActor, b: ComparedActor, known: Known) -> Pair | None:
    if are_two(a, b):
        return None
    if a.node.label == "Person":
        return judge_people(a, b, known)
    ours, theirs = (tuple(map(known.aliases.of, actor.forms)) for actor in (a, b))
    return judge_organisations(a, b, organisation_scores(ours, theirs, known.weights))


def _open(pair: Pair) -> Pair:
    """Return a pair without what only the whole can tell."""
    reasons = tuple(reason for reason in pair.reasons if reason.kind != "rare_name")
    if pair.judgement == "same" and not _SURE.isdisjoint(reason.kind for reason in reasons):
        return replace(pair, reasons=reasons)
    return replace(pair, judgement="maybe", score=min(pair.score, DOUBTFUL), reasons=reasons)
