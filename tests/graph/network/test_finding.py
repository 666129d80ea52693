"""Names as people remember them: misspelt, grown together, with a title, a former name; known answers by hand."""

import random
import time
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.model.fold import search_text
from graph.model.schema import ON_MAP, load
from graph.network import Network, Node
from graph.network.finding import Names, heard


def person(node_id: str, name: str, *variants: str) -> Node:
    return Node(node_id, "Person", name, fields={"variants": variants}, search_text=search_text(name, *variants))


def house(node_id: str, name: str, short: str = "", *aliases: str) -> Node:
    fields = {"short_name": short, "aliases": aliases}
    return Node(node_id, "Organisation", name, fields=fields, search_text=search_text(name, short, *aliases))


NODES = (
    person("lindemeier", "Michael Lindemeier"),
    person("schmidt", "Karl-Heinz Schmidt"),
    person("mueller", "Jürgen Müller", "Juergen Mueller-Lang"),
    house("igm", "Industriegewerkschaft Metall", "IG Metall"),
    house("wirtschaft", "Bundesministerium für Wirtschaft und Klimaschutz", "BMWK"),
    house("stahl", "Stahlwerk Nord GmbH", "", "Nordstahl"),
    house("close", "Close AG"),
    Node("thema", "Topic", "Stahl", search_text="stahl"),
)
NET = Network(load(), {node.id: node for node in NODES}, [])
NAMES = Names(NET, ON_MAP)


@pytest.mark.parametrize(
    ("typed", "node_id", "how"),
    [
        ("Michael Lindemeier", "lindemeier", "whole"),
        ("Dr. Michael Lindemeier", "lindemeier", "whole"),
        ("Lindemeier, Michael", "lindemeier", "whole"),
        ("Lindemaier", "lindemeier", "similar"),
        ("Lindmeier", "lindemeier", "similar"),
        ("Michel Lindemayer", "lindemeier", "similar"),
        ("Karlheinz Schmidt", "schmidt", "together"),
        ("Schmitt", "schmidt", "similar"),
        ("IGMetall", "igm", "together"),
        ("ig-metall", "igm", "whole"),
        ("IGM etall", "igm", "together"),
        ("BMWi", "wirtschaft", "former"),
        ("Bundeswirtschaftsministerium", "wirtschaft", "former"),
        ("Nordstahl", "stahl", "whole"),
        ("Nordst", "stahl", "alias"),
        ("Mueller-Lang", "mueller", "alias"),
    ],
)
def test_an_actor_is_found_as_somebody_remembers_it(typed: str, node_id: str, how: str) -> None:
    first = NAMES.find(typed)[0]
    assert (first.node.id, first.how) == (node_id, how)


def test_letters_that_only_meet_across_two_words_are_no_name() -> None:
    assert NAMES.find("gmet") == []
    assert [hit.node.id for hit in NAMES.find("igmet")] == ["igm"]


def test_the_only_whole_name_is_meant_also_where_others_hold_it() -> None:
    hits = NAMES.find("Stahl")
    assert {hit.node.id for hit in hits} == {"thema", "stahl"}
    found = NAMES.only(hits)
    assert found is not None
    assert found.id == "thema"
    assert NAMES.only(NAMES.find("Lindemaier")) is None


@pytest.mark.parametrize("typed", ["", "  ", "?!", "Xylophonquintett", "qq"])
def test_what_is_like_nothing_finds_nothing(typed: str) -> None:
    assert NAMES.find(typed) == []


@given(st.text(max_size=40))
def test_whatever_is_typed_nobody_is_named_twice(typed: str) -> None:
    found = [hit.node.id for hit in NAMES.find(typed)]
    assert len(found) == len(set(found))


@given(st.sampled_from(NODES), st.data())
def test_a_letter_left_out_of_a_long_name_still_finds_it(node: Node, data: st.DataObject) -> None:
    words = [word for word in node.name.split() if len(word) > 6 and word.isalpha()]
    if not words:
        return
    word = data.draw(st.sampled_from(words))
    at = data.draw(st.integers(1, len(word) - 1))
    assert node.id in {hit.node.id for hit in NAMES.find(word[:at] + word[at + 1 :])}


def test_names_that_sound_alike_are_heard_alike() -> None:
    assert len({heard(name) for name in ("meier", "maier", "meyer", "mayer")}) == 1
    assert heard("hoffmann") == heard("hofmann")
    assert heard("becker") != heard("bauer")


def test_fifty_thousand_actors_are_searched_in_a_tenth_of_a_second() -> None:
    chance = random.Random(7)
    parts = [
        "".join(pair) for pair in product(("lin", "ber", "hof", "kra", "stein", "mar"), ("den", "ger", "ner", "lau"))
    ]
    nodes = {}
    for n in range(50_000):
        name = f"{chance.choice(parts).title()} {chance.choice(parts).title()}{chance.choice(parts)}{n % 700:x}"
        nodes[f"p{n}"] = person(f"p{n}", name)
    nodes["igm"] = house("igm", "Industriegewerkschaft Metall", "IG Metall")
    names = Names(Network(load(), nodes, []), ON_MAP)
    some = nodes["p4711"].name.split()[1]
    for typed in ("IGMetall", some, some[:4] + some[5:], "Lindner", "Marlau Steinger", "qwertzuiop"):
        times = []
        for _ in range(3):
            begin = time.perf_counter()
            names.find(typed)
            times.append(time.perf_counter() - begin)
        assert min(times) < 0.4, (typed, times)  # a tenth of a second, on a machine that does nothing else
