"""A kept actor stays where it was: counted in widths of the picture, when a twentieth of all facts is new."""

import random
from dataclasses import replace

import numpy as np

from graph.analysis.layout import Positions, place
from graph.model.schema import load
from graph.network import Network, Node, Relation

ACTORS, FACTS = 240, 700


def facts(chance: random.Random) -> list[tuple[int, int]]:
    """Groups of twenty whose members mostly know each other."""
    found: set[tuple[int, int]] = set()
    while len(found) < FACTS:
        a = chance.randrange(ACTORS)
        b = chance.randrange(ACTORS) if chance.random() < 0.1 else a - a % 20 + chance.randrange(20)
        if a != b:
            found.add((min(a, b), max(a, b)))
    return chance.sample(sorted(found), FACTS)


def network(pairs: list[tuple[int, int]], places: Positions) -> Network:
    names = [f"n{k}" for k in sorted({end for pair in pairs for end in pair})]
    nodes = [replace(Node(name, "Organisation", name), position=places.get(name)) for name in names]
    relations = [Relation(f"r{a}-{b}", "COOPERATES_WITH", f"n{a}", f"n{b}", evidence=("s#1",)) for a, b in pairs]
    return Network(load(), {node.id: node for node in nodes}, relations)


def framed(places: Positions) -> dict[str, np.ndarray]:  # type: ignore[type-arg]
    """Places as the map draws them on a first look: all of them fill its width."""
    spots = np.array(list(places.values()))
    low, high = spots.min(axis=0), spots.max(axis=0)
    return {name: (np.array(spot) - low) / (high - low).max() for name, spot in places.items()}


def test_with_five_per_cent_of_facts_new_actors_move_less_than_five_per_cent_of_the_width() -> None:
    pairs = facts(random.Random(5))
    before = place(network(pairs[: FACTS * 95 // 100], {}))
    after = place(network(pairs, before))
    assert len(after) >= len(before) > ACTORS * 0.9
    assert {name: after[name] for name in before} == before
    one, other = framed(before), framed(after)
    moved = [float(np.hypot(*(other[name] - one[name]))) for name in before]
    assert np.mean(moved) < 0.05
    anew = framed(place(network(pairs, {})))  # what it would be without keeping places
    assert np.mean([float(np.hypot(*(anew[name] - one[name]))) for name in before]) > np.mean(moved)
