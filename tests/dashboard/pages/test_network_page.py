"""The page Netz with a great deal on it: a choice of 5,000 actors is a list and a sentence."""

from collections.abc import Callable
from itertools import pairwise

from streamlit.testing.v1 import AppTest

from dashboard.map import MapEdge
from dashboard.map.component import Selection
from dashboard.pages.network.seeing import first_band
from graph.model.schema import load
from graph.network import Network, Node, Relation

Serve = Callable[[Network], None]
MANY = 5_000


def test_five_thousand_chosen_actors_are_a_list_and_a_sentence(serve: Serve) -> None:
    names = [f"o{k}" for k in range(MANY)]
    nodes = {name: Node(name, "Organisation", f"Werk {name}") for name in names}
    pairs = pairwise(names)
    facts = [Relation(f"r{a}", "COOPERATES_WITH", a, b, evidence=("s#1",)) for a, b in pairs]
    serve(Network(load(), nodes, facts))
    app = AppTest.from_string("from dashboard.menu import PAGES\nPAGES['network'].show()", default_timeout=120)
    app.query_params["layer"] = "facts"
    app.session_state["network_everything"] = True
    app.session_state["_network_map:network_map"] = Selection(serial=1, current=names[-1], chosen=tuple(names))
    app.run()
    assert not app.exception
    said = "".join(block.value for block in app.html)
    assert "5.000 Einträge ausgewählt" in said
    assert "In ein Briefing passen höchstens 40 Einträge; ausgewählt sind 5.000" in said


def edges(*strengths: float) -> list[MapEdge]:
    return [MapEdge(f"e{k}", "a", "b", strength=strength) for k, strength in enumerate(strengths)]


def test_the_first_picture_draws_as_many_lines_as_can_be_told_apart() -> None:
    assert first_band(edges()) == 0
    assert first_band(edges(0.01, 0.2)) == 0
    assert first_band(edges(*[0.2] * 600, *[0.7] * 300)) == 2
    assert first_band(edges(*[0.2] * 600)) == 1  # all alike: better too many than none
    assert first_band(edges(*[0.7] * 600, 3.0)) == 3
