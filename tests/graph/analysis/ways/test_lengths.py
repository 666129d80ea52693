"""Lengths of the contacts a search looks at are those that all contacts have, worked out one by one."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.analysis.snapshot import Floats
from graph.analysis.ways import Ways, WaysAsked
from graph.analysis.ways.lengths import Lengths, UsedAgain
from tests.graph.analysis.ways.test_search import PEOPLE, networks

some = st.sets(st.integers(0, 7), max_size=3)
ways_used = st.lists(st.tuples(some, some, some), max_size=3)


def slow(lengths: Lengths, avoided: set[int], silent: set[int]) -> tuple[list[float], list[int]]:
    """Return length and occasion of each contact, reason by reason."""
    contacts, rules, found = lengths.contacts, lengths.settings, []
    for c in range(len(contacts)):
        rows = contacts.rows.take(np.arange(contacts.first[c], contacts.first[c + 1]))
        counted = []
        for a, b, via, value, day in zip(rows.a, rows.b, rows.via, rows.value, rows.day, strict=True):
            years = max((contacts.as_of - day) / 365.25, 0) if day > 0 else rules.undated_years
            counts = 0.0 if {int(a), int(b)} & silent or int(via) in avoided else float(value)
            counted.append(counts * 0.5 ** (years / rules.recent_half_life) if lengths.recent else counts)
        best, total = int(np.argmax(counted)), sum(counted)
        via = int(rows.via[best])
        found.append((rules.step + 1 / total if total else np.inf, via if via >= 0 else -1 - c))
    return [x for x, _ in found], [x for _, x in found]


@settings(max_examples=100, deadline=None)
@given(networks, st.booleans(), st.frozensets(st.sampled_from([*PEOPLE[2:], "e1", "e2", "o1"]), max_size=2), ways_used)
def test_lengths_as_asked_and_as_used_before(
    ways: Ways, recent: bool, avoid: frozenset[str], used: list[tuple[set[int], set[int], set[int]]]
) -> None:
    avoid = frozenset(node for node in avoid if node in ways.case.network.nodes)
    lengths = ways._lengths(WaysAsked(recent=recent, avoid=avoid), ways._without(avoid), [])
    contacts, every = lengths.contacts, np.arange(len(lengths.contacts))
    length, occasion = slow(lengths, set(lengths.without.tolist()), set(lengths.silent.tolist()))
    np.testing.assert_allclose(lengths.of(every), length)
    assert lengths.occasions(every).tolist() == occasion

    again, expected = UsedAgain(lengths), np.array(length)
    for people, about, of_way in used:
        kept = [
            [x for x in found if x < limit]
            for found, limit in ((people, len(contacts.start) - 1), (of_way, len(every)))
        ]
        again.add(kept[0], about, kept[1])
        for c in range(len(every)):
            times = bool({int(contacts.a[c]), int(contacts.b[c])} & people) + (occasion[c] in about) + (c in kept[1])
            expected[c] *= lengths.settings.used_again**times
    np.testing.assert_allclose(again.of(every, contacts.a, contacts.b), expected)


@settings(max_examples=100, deadline=None)
@given(networks, st.lists(st.sampled_from([0.0, 0.2, 1.0, 3.0, 8.0, np.inf]), min_size=40, max_size=40))
def test_of_the_contacts_of_each_those_are_found_that_are_strong_enough(ways: Ways, least: list[float]) -> None:
    contacts = ways.contacts
    nodes = np.arange(len(contacts.start) - 1)
    wanted: Floats = np.array(least[: len(nodes)] + [1.0] * max(0, len(nodes) - 40))
    places, which = contacts.around(nodes)
    strong = contacts.strength[contacts.contact[places]] >= wanted[which]
    some_places, some_which = contacts.around(nodes, wanted)
    assert (some_places.tolist(), some_which.tolist()) == (places[strong].tolist(), which[strong].tolist())
    for c, (a, b) in enumerate(zip(contacts.a.tolist(), contacts.b.tolist(), strict=True)):
        assert contacts.between(a, b) == contacts.between(b, a) == c
