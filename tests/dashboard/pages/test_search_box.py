import pytest

from dashboard.parts.search_box import find
from graph.network import Network


@pytest.mark.parametrize(
    "typed",
    [
        "Müller",
        "mueller",
        "MUELLER",
        "Müller, Jürgen",
        "juergen mueller",
        "Dr. Müller",
        "Herr Dr. Jürgen Müller",
        "ülle",
    ],
)
def test_a_person_is_found_in_any_spelling(network: Network, typed: str) -> None:
    assert [n.id for n in find(network, typed)] == ["mueller"]


def test_organisations_are_found_by_their_short_names(network: Network) -> None:
    assert [n.id for n in find(network, "afi")] == ["amt"]


@pytest.mark.parametrize("typed", ["", "  ", "Zacharias", "?!"])
def test_nothing_is_found_without_a_reason(network: Network, typed: str) -> None:
    assert find(network, typed) == []


def test_sources_are_no_actors(network: Network) -> None:
    assert find(network, "Bericht") == []
