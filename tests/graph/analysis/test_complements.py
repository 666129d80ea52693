"""Sought here, offered there: by topic, by the tree of topics, by words; not who is in contact or of one house."""

from datetime import date
from pathlib import Path

import yaml

from graph.analysis.case import Case
from graph.analysis.complements import Complements
from graph.analysis.likeness import load_complements, pieces, shared_words, telling_words
from graph.analysis.questions import ask
from graph.model.schema import load
from graph.network import Network, Node, Relation
from tests.support.worded import worded

DAY = date(2026, 11, 1)
PAIRS = yaml.safe_load(Path(__file__).with_name("likeness_pairs.yaml").read_text(encoding="utf-8"))


def taken(pairs: list[tuple[str, str]]) -> int:
    return sum(shared_words(*pair).share >= load_complements().least_words for pair in pairs)


def test_what_words_take_for_alike_mostly_is() -> None:
    """Words find few of the wordings, so they propose; a word model found no more of them at that precision."""
    right, wrong = taken(PAIRS["alike"]), taken(PAIRS["different"])
    assert right / (right + wrong) >= 0.75
    assert right / len(PAIRS["alike"]) >= 0.2


def test_which_text_comes_first_does_not_matter() -> None:
    for one, other in [*PAIRS["alike"], *PAIRS["different"]]:
        assert shared_words(one, other).share == shared_words(other, one).share


def test_whatever_shares_a_word_shares_a_piece() -> None:
    texts = sorted({text for pairs in PAIRS.values() for pair in pairs for text in pair})
    for one in texts:
        for other in texts:
            if shared_words(one, other).words:
                assert pieces(one) & pieces(other), (one, other)


def test_words_that_say_nothing_are_left_out() -> None:
    assert telling_words("Wir suchen Partner für den Austausch") == {}


def network(*wishes: tuple[str, str, str, str], more: tuple[Relation, ...] = ()) -> Network:
    topics = {topic for _, _, topic, _ in wishes} | {"Energie", "Wasserstoff"}
    nodes = [
        *(Node(n, "Person", n.title()) for n in ("ida", "jan", "eva")),
        *(Node(n, "Organisation", n.title(), kind="company") for n in ("werk", "amt")),
        *(Node(f"t:{t}", "Topic", t) for t in topics),
        Node("nord", "Region", "Nord"),
    ]
    facts = [
        Relation(f"f{i}", kind, who, f"t:{topic}", role, evidence=(f"s#row {i}",), recorded_at="2026")
        for i, (who, kind, topic, role) in enumerate(wishes)
    ]
    tree = Relation("tree", "PART_OF", "t:Wasserstoff", "t:Energie", evidence=("s#1",), recorded_at="2026")
    return Network(load(), {n.id: n for n in nodes}, [*facts, tree, *more], 1)


def fit(net: Network) -> list[tuple[str, str, str]]:
    return [(c.seeker.id, c.offerer.id, c.matches[0].how) for c in Complements(Case(net, DAY)).find()]


def fact(name: str, kind: str, start: str, end: str, **more: str) -> Relation:
    return Relation(name, kind, start, end, evidence=("s#1",), recorded_at="2026", **more)


def test_the_same_topic_goes_before_a_part_of_it_and_that_before_words() -> None:
    net = network(
        ("ida", "SEEKS", "Wasserstoff", ""),
        ("jan", "OFFERS", "Wasserstoff", ""),
        ("eva", "OFFERS", "Energie", ""),
        ("amt", "OFFERS", "Netze", "Wasserstoffnetze"),
    )
    assert fit(net) == [("ida", "jan", "same"), ("ida", "eva", "narrower"), ("ida", "amt", "words")]


def test_a_region_of_both_counts_and_is_said() -> None:
    net = network(
        ("ida", "SEEKS", "Wasserstoff", ""),
        ("jan", "OFFERS", "Wasserstoff", ""),
        ("amt", "OFFERS", "Wasserstoff", ""),
        more=(
            fact("w", "WORKS_FOR", "ida", "werk"),
            fact("r1", "ACTIVE_IN", "werk", "nord"),
            fact("r2", "ACTIVE_IN", "amt", "nord"),
        ),
    )
    found = Complements(Case(net, DAY)).find()
    assert [c.offerer.id for c in found] == ["amt", "jan"]
    said = [worded(reason, network=net) for reason in found[0].reasons(net)]
    assert said == [
        "Ida sucht „Wasserstoff“, Amt bietet „Wasserstoff“: dasselbe Thema.",
        "Beide sind aktiv in Nord.",
    ]
    assert found[0].evidence == ("s#row 0", "s#row 2")


def test_who_knows_each_other_or_works_in_one_house_needs_nobody() -> None:
    wishes = (("ida", "SEEKS", "Wasserstoff", ""), ("jan", "OFFERS", "Wasserstoff", ""))
    assert fit(network(*wishes)) == [("ida", "jan", "same")]
    assert fit(network(*wishes, more=(fact("k", "KNOWS", "ida", "jan", valid_from="2026-06"),))) == []
    house = (fact("w1", "WORKS_FOR", "ida", "werk"), fact("w2", "WORKS_FOR", "jan", "werk"))
    assert fit(network(*wishes, more=house)) == []


def test_in_a_large_house_where_nobody_knows_everybody_it_is_still_one_house() -> None:
    staff = tuple(fact(f"w{n}", "WORKS_FOR", n, "werk") for n in ("ida", "jan", *(f"x{i}" for i in range(60))))
    small = network(("ida", "SEEKS", "Wasserstoff", ""), ("jan", "OFFERS", "Wasserstoff", ""), more=staff[:0])
    crowd = {f"x{i}": Node(f"x{i}", "Person", f"X {i}") for i in range(60)}
    assert fit(Network(load(), {**small.nodes, **crowd}, [*small.relations, *staff], 1)) == []


def test_what_is_over_is_neither_sought_nor_offered() -> None:
    net = network(("jan", "OFFERS", "Wasserstoff", ""))
    over = fact("old", "SEEKS", "ida", "t:Wasserstoff", valid_to="2026-01")
    assert fit(network(("jan", "OFFERS", "Wasserstoff", ""), more=(over,))) == []
    assert fit(net) == []


def test_the_question_tells_each_pair_once_with_its_evidence() -> None:
    net = network(
        ("ida", "SEEKS", "Wasserstoff", ""),
        ("jan", "OFFERS", "Wasserstoff", ""),
        ("jan", "SEEKS", "Räume", ""),
        ("ida", "OFFERS", "Räume", ""),
    )
    found = ask(Case(net, DAY), "sought_offered")["sought_offered"]
    assert [set(f.subjects) for f in found] == [{"ida", "jan"}]
    assert worded(found[0].title, network=net).startswith(("Jan bietet, was Ida sucht:", "Ida bietet, was Jan sucht:"))
    assert ask(Case(network(), DAY), "sought_offered") == {"sought_offered": []}


def test_suggestions_say_who_offers_what_the_other_seeks() -> None:
    works = (fact("w1", "WORKS_FOR", "ida", "werk"), fact("w2", "WORKS_FOR", "jan", "amt"))
    net = network(("ida", "SEEKS", "Wasserstoff", "Netze"), ("jan", "OFFERS", "Wasserstoff", ""), more=works)
    said = [worded(p, network=net) for p in Complements(Case(net, DAY)).between("werk", "amt")]
    assert said == ["Werk sucht, was Amt bietet: „Netze“."]
    assert Complements(Case(net, DAY)).between("werk", "eva") == []
