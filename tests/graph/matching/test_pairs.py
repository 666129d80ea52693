"""Which nodes are one: what may merge by itself, what a person has to say, and what nobody is asked about."""

from collections.abc import Iterable

import pytest

from graph.errors import LANGUAGES, catalogue, sentence
from graph.matching.pair_index import find_pairs
from graph.matching.pairs import Pair
from graph.model.schema import load
from graph.network import Network, Node, Relation


def person(id_: str, name: str, *emails: str, **fields: object) -> Node:
    return Node(id_, "Person", name, fields={"emails": list(emails), **fields})


def organisation(id_: str, name: str, **fields: object) -> Node:
    return Node(id_, "Organisation", name, fields=fields)


def network(nodes: Iterable[Node], *relations: tuple[str, str, str], source: str = "src") -> Network:
    facts = [
        Relation(f"f{i}", kind, start, end, evidence=(f"{source}-{i}#row 1",))
        for i, (kind, start, end) in enumerate(relations)
    ]
    return Network(load(), {node.id: node for node in nodes}, facts)


def judged(net: Network) -> dict[tuple[str, str], str]:
    return {(pair.a, pair.b): pair.judgement for pair in find_pairs(net)}


WERK, KAMMER = organisation("o1", "Glaswerk Musterstadt GmbH"), organisation("o2", "Kammer Süd")


def test_the_same_personal_address_under_two_spellings_is_one_person() -> None:
    net = network([person("p1", "Carla Bergkamp", "c@w.example"), person("p2", "C. Bergkamp", "C@w.example")])
    assert judged(net) == {("p1", "p2"): "same"}


def test_the_same_address_under_quite_different_names_is_no_reason() -> None:
    net = network([person("p1", "Carla Bergkamp", "c@w.example"), person("p2", "Ivo Tannhoff", "c@w.example")])
    assert judged(net) == {}


def test_a_rare_name_in_one_organisation_is_one_person() -> None:
    nodes = [WERK, person("p1", "Carla Bergkamp"), person("p2", "Bergkamp, Dr. Carla")]
    assert judged(network(nodes, ("WORKS_FOR", "p1", "o1"), ("WORKS_FOR", "p2", "o1"))) == {("p1", "p2"): "same"}


def test_a_name_of_birth_in_one_organisation_is_a_question() -> None:
    nodes = [WERK, person("p1", "Carla Tannhoff", variants=["Carla Bergkamp"]), person("p2", "Carla Bergkamp")]
    assert judged(network(nodes, ("WORKS_FOR", "p1", "o1"), ("WORKS_FOR", "p2", "o1"))) == {("p1", "p2"): "maybe"}


@pytest.mark.parametrize("other", ["Ivo Tannhoff sen.", "Ivo Tannhoff", "Tannhoff sen., Ivo"])
def test_father_and_son_in_one_organisation_are_two_until_a_person_says_otherwise(other: str) -> None:
    nodes = [WERK, KAMMER, person("p1", "Ivo Tannhoff jun.", "i@w.example"), person("p2", other, "i@w.example")]
    house = network(nodes, ("WORKS_FOR", "p1", "o1"), ("WORKS_FOR", "p2", "o1"))
    (pair,) = find_pairs(house)
    assert pair.judgement == "maybe"  # lists leave the addition out, or share the address of the firm
    assert "generation" in {reason.kind for reason in pair.reasons if reason.weight < 0}
    assert judged(network(nodes, ("WORKS_FOR", "p1", "o1"), ("WORKS_FOR", "p2", "o2"))) == {}


def test_a_common_name_in_one_organisation_is_a_question() -> None:
    nodes = [WERK, person("p1", "Anna Müller"), person("p2", "Anna Mueller")]
    assert judged(network(nodes, ("WORKS_FOR", "p1", "o1"), ("WORKS_FOR", "p2", "o1"))) == {("p1", "p2"): "maybe"}


def test_one_name_in_two_organisations_is_at_most_a_question() -> None:
    nodes = [WERK, KAMMER, person("p1", "Carla Bergkamp"), person("p2", "Carla Bergkamp")]
    net = network(nodes, ("WORKS_FOR", "p1", "o1"), ("WORKS_FOR", "p2", "o2"))
    assert judged(net) == {("p1", "p2"): "maybe"}


@pytest.mark.parametrize("other", ["Carl Bergkamp sen.", "Ivo Tannhoff", "Clara Bergkampf-Weber"])
def test_others_are_not_asked_about(other: str) -> None:
    nodes = [WERK, person("p1", "Carla Bergkamp jun."), person("p2", other)]
    assert judged(network(nodes, ("WORKS_FOR", "p1", "o1"), ("WORKS_FOR", "p2", "o1"))) == {}


def test_common_names_without_any_context_are_not_asked_about() -> None:
    assert judged(network([person("p1", "Anna Müller"), person("p2", "Anna Mueller")])) == {}


def test_who_stands_in_one_list_twice_does_not_merge_by_itself() -> None:
    event = Node("e1", "Event", "Glastag")
    nodes = [WERK, event, person("p1", "Carla Bergkamp"), person("p2", "Carla Bergkamp")]
    relations = [
        Relation("1", "WORKS_FOR", "p1", "o1", evidence=("s#row 1",)),
        Relation("2", "WORKS_FOR", "p2", "o1", evidence=("s#row 2",)),
        Relation("3", "TOOK_PART_IN", "p1", "e1", evidence=("s#row 1",)),
        Relation("4", "TOOK_PART_IN", "p2", "e1", evidence=("s#row 2",)),
    ]
    assert judged(Network(load(), {n.id: n for n in nodes}, relations)) == {("p1", "p2"): "maybe"}


def test_two_numbers_of_one_register_are_two_organisations() -> None:
    nodes = [
        organisation("o1", "Verband Glas e. V.", external_ids=["lobbyregister:R1"]),
        organisation("o2", "Verband Glas", external_ids=["lobbyregister:R2"]),
    ]
    assert judged(network(nodes)) == {}


def test_one_register_number_is_one_organisation_whatever_its_name() -> None:
    nodes = [
        organisation("o1", "Verband Glas e. V.", external_ids=["lobbyregister:R1"]),
        organisation("o2", "Glasbund", external_ids=["lobbyregister:R1"]),
    ]
    assert judged(network(nodes)) == {("o1", "o2"): "same"}


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Verband Glas e. V.", "Verband Glas", "same"),
        ("Verband der Glasindustrie e.V.", "Verband der Glasindustrie (VGI)", "same"),
        ("Glaswerk Nord GmbH", "Glaswerk Nord AG", "maybe"),
        ("Verband Glas und Keramik", "Verband Glas und Keramick", "maybe"),
        ("BMWi", "Bundesministerium für Wirtschaft und Klimaschutz", "maybe"),
        ("VDG", "Verband Deutscher Glaser", "maybe"),
        ("Verband Deutscher Brauer (VDB)", "Verband Deutscher Brücken (VDB)", None),
        ("Landesverband Bayern", "Landesverband Hessen", None),
        ("IHK Köln", "IHK Bonn", None),
        ("Beispiel GmbH", "Beispiel Stiftung", None),
    ],
)
def test_organisations_of_one_seat(one: str, other: str, expected: str | None) -> None:
    forms = [n.rsplit(" ", 1)[1] if n.endswith((" GmbH", " AG")) else "" for n in (one, other)]
    nodes = [
        organisation("o1", one, place="Ulm", legal_form=forms[0]),
        organisation("o2", other, place="Ulm", legal_form=forms[1]),
    ]
    assert judged(network(nodes)).get(("o1", "o2")) == expected


def test_the_same_name_with_another_seat_is_a_question() -> None:
    nodes = [organisation("o1", "Verband Glas", place="Ulm"), organisation("o2", "Verband Glas e.V.", place="Jena")]
    assert judged(network(nodes)) == {("o1", "o2"): "maybe"}


def test_what_is_part_of_each_other_or_was_called_different_is_not_asked_about() -> None:
    nodes = [organisation("o1", "Verband Glas", place="Ulm"), organisation("o2", "Verband Glas e.V.", place="Ulm")]
    assert judged(network(nodes, ("PART_OF", "o2", "o1"))) == {}
    assert not list(find_pairs(network(nodes), different=[("o1", "o2")]))


def test_within_gives_the_pairs_of_the_named_nodes_only() -> None:
    names = ["Verband Glas", "Verband Glas e. V.", "Kammer Süd", "Kammer Sued"]
    net = network([organisation(f"o{i}", name, place="Ulm") for i, name in enumerate(names)])
    assert {(p.a, p.b) for p in find_pairs(net)} == {("o0", "o1"), ("o2", "o3")}
    assert {(p.a, p.b) for p in find_pairs(net, within={"o3"})} == {("o2", "o3")}


@pytest.mark.parametrize(
    ("one", "other", "asked"),
    [
        ("Anna Groß", "Anna Groß-Maier", True),
        ("Anna Müller", "Anna Müller-Schmidt", True),
        ("Anna Groß-Maier", "Anna Maier-Groß", True),
        ("Anna Groß", "Anna Maier", False),
        ("Anna Groß", "Beate Groß-Maier", False),
        ("A. Groß", "Anna Groß-Maier", False),
    ],
)
def test_a_double_name_in_one_organisation_is_a_question(one: str, other: str, *, asked: bool) -> None:
    nodes = [WERK, KAMMER, person("p1", one), person("p2", other)]
    together = network(nodes, ("WORKS_FOR", "p1", "o1"), ("WORKS_FOR", "p2", "o1"))
    assert judged(together) == ({("p1", "p2"): "maybe"} if asked else {})
    assert judged(network(nodes, ("WORKS_FOR", "p1", "o1"), ("WORKS_FOR", "p2", "o2"))) == {}


def office(*holders: tuple[Node, str], listed_in: str = "", told_by: str = "") -> Network:
    """A network of one organisation with who has which function there."""
    works = [
        Relation(f"w{i}", "WORKS_FOR", node.id, "o1", role=role, evidence=(f"{told_by or f's{i}'}#row {i}",))
        for i, (node, role) in enumerate(holders)
    ]
    event = Node("e1", "Event", "Glastag")
    came = [
        Relation(f"t{i}", "TOOK_PART_IN", node.id, "e1", evidence=(f"{listed_in}#row {i}",))
        for i, (node, _) in enumerate(holders)
        if listed_in
    ]
    nodes = [WERK, event, *(node for node, _ in holders)]
    return Network(load(), {node.id: node for node in nodes}, [*works, *came])


ONE, OTHER = person("p1", "Friederike Bergkamp"), person("p2", "Friederike Tannhoff")


def test_a_changed_surname_is_a_question_where_only_these_two_ever_had_the_function() -> None:
    found = list(find_pairs(office((ONE, "Leiterin Energie"), (OTHER, "Leiterin  Energie"))))
    assert [(pair.a, pair.b, pair.judgement) for pair in found] == [("p1", "p2", "maybe")]
    assert {reason.kind for reason in found[0].reasons} == {"given_name", "function", "organisation"}
    beside = office((ONE, "Leiterin Energie"), (OTHER, "Leiterin Energie"), told_by="one")
    assert judged(beside) == {}
    third = person("p3", "Ivo Krantz")
    assert judged(office((ONE, "Referentin"), (OTHER, "Referentin"), (third, "Referentin"))) == {}
    assert judged(office((ONE, "Leiterin Energie"), (OTHER, "Leiterin Glas"))) == {}
    assert judged(office((ONE, "Leiterin Energie"), (OTHER, "Leiterin Energie"), listed_in="s")) == {}


def some_pair() -> Pair:
    nodes = [WERK, person("p1", "Carla Bergkamp"), person("p2", "Bergkamp, Dr. Carla")]
    return next(find_pairs(network(nodes, ("WORKS_FOR", "p1", "o1"), ("WORKS_FOR", "p2", "o1"))))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_has_a_sentence(language: str) -> None:
    pair = some_pair()
    assert {reason.kind for reason in pair.reasons} == {"name", "rare_name", "organisation"}
    shown = [sentence(f"match_reason_{r.kind}", language, left=r.left, right=r.right) for r in pair.reasons]
    assert any("Glaswerk Musterstadt GmbH" in text for text in shown)
    assert 0 < pair.score <= 1


def test_the_kinds_of_reasons_in_the_code_are_those_in_the_messages() -> None:
    from inspect import getsource

    from graph.matching import pairs

    known = {key.removeprefix("match_reason_") for key in catalogue("en") if key.startswith("match_reason_")}
    assert all(f'"{kind}"' in getsource(pairs) for kind in known)
