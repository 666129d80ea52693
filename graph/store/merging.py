"""Merging two nodes into one, and undoing it exactly: keys move, and claims and relationships follow their keys."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from graph.bookkeeping import PLACE
from graph.errors import UsageError
from graph.model.claims import Claims
from graph.model.decisions import Decision, Judgement
from graph.model.facts import digest
from graph.store.stored import Edge, NodeSaid, States


@dataclass(frozen=True, slots=True)
class Reasons:
    """Who decides, why, and what was compared."""

    who: str
    why: str = ""
    compared: tuple[str, ...] = ()


def decide(states: States, judgement: Judgement, keep: str, other: str, reasons: Reasons, at: str) -> Decision:
    """Return the decision about two nodes as they are now.

    Raises:
        UsageError: one of them does not exist, both are one, or they are of different types.
    """
    nodes = states.nodes({keep, other})
    for node_id in (keep, other):
        if node_id not in nodes or nodes[node_id].get("retired_at"):
            raise UsageError("no_such_node", name=node_id)
    if keep == other:
        raise UsageError("merge_itself", name=nodes[keep]["name"])
    label = states.schema.label_of(keep)
    if label != states.schema.label_of(other) or label == "Source":
        raise UsageError("merge_types", a=nodes[keep]["name"], b=nodes[other]["name"])
    position = [nodes[other][name] for name in PLACE if name in nodes[other]]
    return Decision(
        id=f"dec-{digest(judgement, keep, other, at)}",
        judgement=judgement,
        label=label,
        keep=keep,
        other=other,
        keep_name=nodes[keep]["name"],
        other_name=nodes[other]["name"],
        keep_keys=tuple(sorted(nodes[keep]["keys"])),
        keys=tuple(sorted(nodes[other]["keys"])),
        who=reasons.who,
        at=at,
        why=reasons.why,
        compared=reasons.compared,
        position=tuple(position),
    )


def merge(states: States, decision: Decision) -> None:
    """Make `other` part of `keep`: its keys, claims and relationships are those of `keep` from now on."""
    keep, other = decision.keep, decision.other
    nodes = states.nodes({keep, other})
    states.own(decision.keys, keep)
    claims = Claims.parse([*nodes[keep]["claims"], *nodes[other]["claims"]])
    keys = {*nodes[keep]["keys"], *decision.keys}
    former = Claims.parse(text for n in nodes.values() for text in n.get("former_claims", ()))
    states.restate([states.described(NodeSaid(keep, claims, keys, nodes[keep], decision.at, former))])
    states.move(
        [
            (edge, keep if edge.start == other else edge.start, keep if edge.end == other else edge.end)
            for edge in states.edges(other)
        ]
    )
    states.delete(other)


def unmerge(states: States, decision: Decision, at: str) -> None:
    """Make `other` a node of its own again, with what is said under the keys that had moved.

    Raises:
        UsageError: the keys have gone elsewhere since, so there is nothing to part.
    """
    owners = states.owners(decision.keys)
    keep = owners.get(_home(decision), decision.keep)
    moved = {key for key, owner in owners.items() if owner == keep}
    nodes = states.nodes({keep, decision.other})
    if not moved or keep not in nodes or decision.other in nodes:
        raise UsageError("nothing_to_part", name=decision.other_name)
    before = nodes[keep]
    theirs, ours = _split(before["claims"], moved), _split(before["claims"], set(before["keys"]) - moved)
    former = before.get("former_claims", ())
    place = dict(zip(PLACE, decision.position, strict=False))
    states.create(
        states.described(NodeSaid(decision.other, theirs, moved, place, at, _split(former, moved), decision.other_name))
    )
    states.own(moved, decision.other)
    states.move(_follow(states.edges(keep), keep, decision.other, moved))
    rest = set(before["keys"]) - moved
    states.restate([states.described(NodeSaid(keep, ours, rest, before, at, _split(former, rest), decision.keep_name))])


def _follow(edges: Iterable[Edge], old: str, new: str, keys: Collection[str]) -> list[tuple[Edge, str, str]]:
    """Return the relationships whose ends are named by the keys, with where they lead to now."""
    led = (
        (
            edge,
            new if edge.start == old and edge.properties["from_key"] in keys else edge.start,
            new if edge.end == old and edge.properties["to_key"] in keys else edge.end,
        )
        for edge in edges
    )
    return [(edge, start, end) for edge, start, end in led if (start, end) != (edge.start, edge.end)]


def _split(claims: Iterable[str], keys: Collection[str]) -> Claims:
    return Claims({claim: evidence for claim, evidence in Claims.parse(claims).items.items() if claim[2] in keys})


def _home(decision: Decision) -> str:
    """Return the key the node was made for: it tells where the node is now, whatever was merged since."""
    wanted = decision.other.partition("-")[2]
    return next((key for key in decision.keys if digest(key) == wanted), decision.keys[0])
