"""Kept pairs are those a search for all would find, after any changes; only what these touch is compared again."""

import random
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.matching.first_pairs import first_pairs
from graph.matching.pair_files import load as load_pairs
from graph.matching.pair_files import save
from graph.matching.pair_index import PairIndex, find_pairs
from graph.model.schema import load
from graph.network import Network, Node, Relation
from tests.graph.matching.all_pairs import all_pairs, told

GIVEN = ("Carla", "Karla", "Ivo", "K.")
FAMILY = ("Bergkamp", "Bergkampf", "Müller", "Bergkamp-Maier")
HOUSES = (
    "Verband der Glasindustrie e. V.",
    "Verband der Glasindustrie (VGI)",
    "VGI",
    "Glaswerk Nord GmbH",
    "Glaswerk Nord AG",
    "Glaswerk Nrod",
    "GLASKRAFT Verband der Glasindustrie",
    "GLASKRAFT",
    "Keramik Verband Ulm",
    "Verband Keramik Ulm",
    "Optik AG, vormals Linsen AG",
    "Linsen AG",
    "IHK Ulm",
    "Industrie- und Handelskammer Ulm",
    "Ministerium für Wirtschaft",
)
SOURCES = ("src-1", "src-2")


class World:
    """A small network that changes, with the nodes each change touches, as the notes of writes name them."""

    def __init__(self, chance: random.Random) -> None:
        self.chance, self.serial = chance, 0
        self.nodes: dict[str, Node] = {f"e{i}": Node(f"e{i}", "Event", f"Tag {i}") for i in range(3)}
        self.facts: dict[str, Relation] = {}
        self.touched = set[str]()
        for _ in range(14):
            self.add_actor()
        for _ in range(20):
            self.add_fact()

    @property
    def network(self) -> Network:
        return Network(load(), dict(sorted(self.nodes.items())), list(self.facts.values()), 1)

    def add_actor(self) -> None:
        self.serial += 1
        if self.chance.random() < 0.5:
            node_id, label = f"p{self.serial}", "Person"
            name = f"{self.chance.choice(GIVEN)} {self.chance.choice(FAMILY)}"
            fields: dict[str, object] = {"emails": ["a@w.example"] if self.chance.random() < 0.2 else []}
            if self.chance.random() < 0.2:
                fields["variants"] = [f"{self.chance.choice(GIVEN)} {self.chance.choice(FAMILY)}"]
        else:
            node_id, label = f"o{self.serial}", "Organisation"
            name, fields = self.chance.choice(HOUSES), {"place": self.chance.choice(("", "Ulm", "Jena"))}
        self.nodes[node_id] = Node(node_id, label, name, fields=fields)
        self.touched.add(node_id)

    def rename(self) -> None:
        if some := [n for n in self.nodes.values() if n.label != "Event"]:
            node = self.chance.choice(some)
            other = self.chance.choice([n for n in some if n.label == node.label])
            self.nodes[node.id] = replace(node, name=other.name)
            self.touched.add(node.id)

    def drop(self) -> None:
        some = [i for i in self.nodes if i[0] != "e"]
        if len(some) > 4:
            gone = self.chance.choice(some)
            del self.nodes[gone]
            self.touched.add(gone)
            for fact in [f for f in self.facts.values() if gone in (f.start, f.end)]:
                self.touched.add(fact.start)
                del self.facts[fact.id]

    def add_fact(self) -> None:
        self.serial += 1
        people = [i for i in self.nodes if i[0] == "p"]
        houses, events = ([i for i in self.nodes if i[0] == kind] for kind in "oe")
        kind = self.chance.choice(("WORKS_FOR", "TOOK_PART_IN", "KNOWS", "MEMBER_OF", "PART_OF"))
        starts = {"MEMBER_OF": houses, "PART_OF": events}.get(kind, people)
        ends = {"WORKS_FOR": houses, "MEMBER_OF": houses, "KNOWS": people}.get(kind, events)
        if not starts or not ends:
            return
        start, end = self.chance.choice(starts), self.chance.choice(ends)
        if start == end:
            return
        self.touched.add(start)
        if kind == "KNOWS":
            start, end = min(start, end), max(start, end)
        role = self.chance.choice(("", "Leiterin", "Vorstand"))
        evidence = (f"{self.chance.choice(SOURCES)}#row {self.serial}",)
        self.facts[f"f{self.serial}"] = Relation(f"f{self.serial}", kind, start, end, role, evidence=evidence)

    def drop_fact(self) -> None:
        if self.facts:
            fact = self.facts.pop(self.chance.choice(sorted(self.facts)))
            self.touched |= {fact.start, fact.end} if fact.type == "KNOWS" else {fact.start}


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 10**6), st.lists(st.sampled_from(["add", "rename", "drop", "fact", "unfact"]), max_size=12))
def test_kept_pairs_are_those_a_search_for_all_finds_whatever_changed(seed: int, changes: list[str]) -> None:
    world = World(random.Random(seed))
    index = PairIndex()
    index.update(world.network)
    assert told(index.pairs(world.network)) == all_pairs(world.network)
    acts = {"add": world.add_actor, "rename": world.rename, "drop": world.drop, "fact": world.add_fact}
    for change in changes:
        world.touched.clear()
        acts.get(change, world.drop_fact)()
        index.update(world.network, frozenset(world.touched))
        assert told(index.pairs(world.network)) == all_pairs(world.network)


def namesakes(*facts: tuple[str, str, str]) -> Network:
    """Return the people of one name, of whom these facts say where they work and where they were."""
    nodes = {f"p{i}": Node(f"p{i}", "Person", "Carla Bergkamp") for i in range(len({f[1] for f in facts}))}
    others = [Node("e0", "Event", "Tag"), *(Node(f"o{i}", "Organisation", f"{i}. Glaswerk") for i in range(3))]
    relations = [Relation(f"f{i}", *fact, evidence=(f"src-{i}#row 1",)) for i, fact in enumerate(facts)]
    return Network(load(), nodes | {node.id: node for node in others}, relations)


def test_a_third_of_the_name_in_another_house_is_heard_of_by_those_in_one() -> None:
    facts = [("WORKS_FOR", "p0", "o0"), ("WORKS_FOR", "p1", "o0"), ("WORKS_FOR", "p2", "o1")]
    two, three = namesakes(*facts[:2]), namesakes(*facts)
    index = PairIndex()
    for network in (two, three, two):
        index.update(network, {"p2"} if index.searched.rows else None)
        assert told(index.pairs(network)) == all_pairs(network)
    assert all_pairs(two) != all_pairs(three)


def test_a_third_of_a_common_name_at_the_event_is_heard_of_by_who_has_no_house() -> None:
    facts = [("TOOK_PART_IN", "p0", "e0"), ("TOOK_PART_IN", "p1", "e0"), ("WORKS_FOR", "p1", "o0")]
    facts += [("WORKS_FOR", "p2", "o1"), ("WORKS_FOR", "p3", "o2")]
    before, after = namesakes(*facts), namesakes(*facts, ("TOOK_PART_IN", "p2", "e0"))
    index = PairIndex()
    for network in (before, after, before):
        index.update(network, {"p2"} if index.searched.rows else None)
        assert told(index.pairs(network)) == all_pairs(network)
    assert [p for p in all_pairs(before) if p not in all_pairs(after)]


def test_a_name_a_third_has_as_well_is_rare_no_more() -> None:
    people = {f"p{i}": Node(f"p{i}", "Person", "Carla Bergkamp") for i in range(3)}
    two, three = (Network(load(), dict(list(people.items())[:n]), []) for n in (2, 3))
    index = PairIndex()
    index.update(two)
    assert [(p.a, p.b) for p in index.pairs(two)] == [("p0", "p1")]
    index.update(three, {"p2"})
    assert list(index.pairs(three)) == []
    index.update(two, {"p2"})
    assert [(p.a, p.b) for p in index.pairs(two)] == [("p0", "p1")]


def houses(*names: str) -> Network:
    return Network(load(), {f"o{i:03}": Node(f"o{i:03}", "Organisation", name) for i, name in enumerate(names)}, [])


def follows(*states: tuple[str, ...]) -> list[int]:
    """How many pairs there are after each state, each as a search for all would find it."""
    index, before, counts = PairIndex(), set[str](), []
    for names in states:
        network = houses(*names)
        index.update(network, network.nodes.keys() ^ before)
        before = set(network.nodes)
        found = told(index.pairs(network))
        assert found == all_pairs(network)
        counts.append(len(found))
    return counts


def test_a_word_several_use_is_no_misspelling_any_more() -> None:
    pair = ("Hüttenwerk Torfelde", "Hüttenwerk Torfelda")
    others = (
        "Torfelde Bau",
        "Torfelda Bahn",
        "Torfelde Chemie",
        "Torfelda Logistik",
        "Torfelde Wasser",
        "Torfelda Moor",
    )
    counts = follows(pair, *((*pair, *others[:n]) for n in range(1, 7)), pair)
    assert counts[0] == counts[-1] == 1
    assert counts[6] == 0


def test_all_names_count_a_little_otherwise_with_each_that_is_added() -> None:
    """The word that two names share is rare enough among all from some number of other names on."""
    base = ("Kronglas", "Kronglas Netzwerk", *(f"{word(i)} Kronglas" for i in range(118)))
    states = [(*base, *(word(1000 + i) for i in range(n))) for n in (0, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12)]
    asked = follows(*states)
    assert (asked[0], asked[-1]) == (0, 1)


def word(n: int) -> str:
    """A word of its own, like no other."""
    chance = random.Random(n)
    return "".join(
        chance.choices("bdfgklmnprstvwz", k=3) + chance.choices("aeiou", k=2) + chance.choices("bdgkmnrst", k=4)
    )


def test_one_change_among_many_compares_few() -> None:
    people = {f"p{i:03}": Node(f"p{i:03}", "Person", f"{GIVEN[i % 3]} {word(i).title()}") for i in range(300)}
    index = PairIndex()
    index.update(Network(load(), people, []))
    whole = index.compared
    changed = people | {"p007": Node("p007", "Person", f"Carla {word(8).title()}")}
    index.update(Network(load(), changed, []), {"p007"})
    assert 0 < index.compared < whole / 20
    index.update(Network(load(), changed, []), ())
    assert index.compared <= whole / 20  # and nothing touched compares nothing


def test_what_is_kept_on_disk_goes_on_where_it_ended(tmp_path: Path) -> None:
    world = World(random.Random(7))
    index = PairIndex()
    index.update(world.network)
    save(index.searched, ("here", 3, 2), tmp_path / "pairs-here.npz")
    kept = load_pairs(tmp_path / "pairs-here.npz")
    assert kept is not None
    assert kept[1] == ("here", 3, 2)
    again = PairIndex(kept[0])
    again.update(world.network, None)
    assert again.compared == 0
    world.touched.clear()
    world.rename()
    again.update(world.network, world.touched)
    assert told(again.pairs(world.network)) == all_pairs(world.network)


@pytest.mark.parametrize("damage", ["cut", "turned", "empty", "other"])
def test_a_damaged_file_counts_as_none(tmp_path: Path, damage: str) -> None:
    path = tmp_path / "pairs-x.npz"
    index = PairIndex()
    index.update(World(random.Random(1)).network)
    save(index.searched, ("x", 1, 1), path)
    whole = path.read_bytes()
    content = {
        "cut": whole[: len(whole) // 2],
        "turned": bytes(255 - b for b in whole),
        "empty": b"",
        "other": whole.replace(b'"judges":"', b'"judges":"x'),
    }
    path.write_bytes(content[damage])
    assert load_pairs(path) is None


def test_first_pairs_are_there_before_the_search_and_none_is_certain_that_the_whole_could_not_be() -> None:
    for seed in range(12):
        network = World(random.Random(seed)).network
        sure = {(p.a, p.b) for p in find_pairs(network) if p.judgement == "same"}
        assert {(p.a, p.b) for p in first_pairs(network) if p.judgement == "same"} <= sure
