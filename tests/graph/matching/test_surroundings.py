"""What people have in common is seen from columns as from objects, and nothing that counts is missed."""

import random
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from graph.columns.network import ColumnNetwork, columns_of
from graph.matching.actor import read_actor
from graph.matching.surroundings import Surroundings
from tests.graph.matching.test_pair_index import World


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 10**6), st.integers(0, 40))
def test_who_is_near_meets_whichever_way_it_is_looked_at(seed: int, facts: int) -> None:
    world = World(random.Random(seed))
    for _ in range(facts):
        world.add_fact()
    plain = world.network
    ways = Surroundings(plain), Surroundings(ColumnNetwork(plain.schema, columns_of(plain), plain.version))
    people = [read_actor(plain, node) for node in plain.nodes.values() if node.label == "Person"]
    for a, b in combinations(people, 2):
        found = [way.meet(a.node.id, b.node.id) for way in ways]
        assert found[0] == found[1]
        common = (a.organisations & b.organisations, a.events & b.events, a.domains & b.domains, a.ids & b.ids)
        assert found[0] or not any(common)
