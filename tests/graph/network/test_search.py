import pytest

from graph.errors import UnknownName
from graph.model.fold import search_text
from graph.model.schema import load
from graph.network import Network, Node
from graph.network.search import find_one, search


def built(*people: tuple[str, str]) -> Network:
    nodes = {i: Node(i, "Person", name, search_text=search_text(name)) for i, name in people}
    return Network(load(), nodes, [])


NET = built(("p1", "Änne Groß"), ("p2", "Hans-Peter Müller"), ("p3", "Peter Müller"), ("p4", "Petra Mühlmann"))


@pytest.mark.parametrize("text", ["Müller, Hans-Peter", "hans peter mueller", "MUELLER Hans"])
def test_words_are_found_folded_and_in_any_order(text: str) -> None:
    assert [n.id for n in search(NET, text)] == ["p2"]


def test_whole_names_come_before_parts_of_names() -> None:
    assert [n.id for n in search(NET, "peter müller")] == ["p3", "p2"]


def test_nothing_typed_finds_nothing() -> None:
    assert search(NET, "  ") == []


def test_an_exact_name_is_meant_even_where_others_hold_it() -> None:
    assert find_one(NET, "Peter Müller").id == "p3"
    assert find_one(NET, "p4").name == "Petra Mühlmann"


def test_several_are_named_as_candidates() -> None:
    with pytest.raises(UnknownName) as caught:
        find_one(NET, "Mü")
    assert len(caught.value.candidates) == 3


def test_a_slip_of_the_pen_gives_the_similar_name() -> None:
    with pytest.raises(UnknownName) as caught:
        find_one(NET, "Aenne Grosz")
    assert caught.value.candidates == ("Änne Groß",)


@pytest.mark.parametrize(
    "text", ["Dr. Peter Müller", "Frau Prof. Dr. Änne Groß", "Groß, Dr. Änne", "Dr. Peter Müller MdB"]
)
def test_a_name_as_a_page_shows_it_is_found_without_its_title(text: str) -> None:
    assert find_one(NET, text).id == ("p3" if "Peter" in text else "p1")


def test_a_house_is_meant_by_its_abbreviation_before_those_whose_names_hold_it() -> None:
    names = {
        "o1": ("BDI Initiative Gesundheit", {}),
        "o2": ("Bundesverband der Deutschen Industrie e. V. (BDI)", {}),
        "o3": ("BDEW - Bundesverband der Energiewirtschaft", {}),
        "o4": ("Muster und BDEW Verein", {}),
        "o5": ("Musteramt", {"aliases": ["Amt M"]}),
        "o6": ("Amt M Nord", {}),
    }
    nodes = {
        i: Node(i, "Organisation", name, fields=fields, search_text=search_text(name, *fields.get("aliases", ())))
        for i, (name, fields) in names.items()
    }
    net = Network(load(), nodes, [])
    assert (find_one(net, "BDI").id, search(net, "BDI")[0].id) == ("o2", "o2")
    assert (find_one(net, "bdew").id, find_one(net, "Amt M").id) == ("o3", "o5")
