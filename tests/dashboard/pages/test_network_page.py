"""The page Netz: what is asked for is what is drawn, what a browser sends is done as far as its reader may."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.map import MapEdge
from dashboard.map.component import Selection
from dashboard.pages.network import beside, drawn, page
from dashboard.pages.network.layers import LayersAsked
from dashboard.pages.network.seeing import BANDS, first_band
from dashboard.pages.network.tables import _left_out
from dashboard.parts.frame import Context
from dashboard.parts.selection import Filter, Shown
from dashboard.state import on_map
from graph.audit import AuditLog, entries
from graph.model.schema import load
from graph.network import Network, Node, Relation
from graph.views.contacts import ContactTable
from tests.dashboard.pages.small_network import context_of, small_network
from tests.support.kept import forget_ties

Serve = Callable[[Network], None]
MANY = 5_000
STATE_TS = Path(__file__).resolve().parents[3] / "dashboard" / "map" / "frontend" / "src" / "state.ts"


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


def test_the_page_and_the_map_mean_the_same_bands_of_strength() -> None:
    said = re.search(r"const BANDS = \[(.*?)\]", STATE_TS.read_text("utf-8"))
    assert said
    assert tuple(map(float, said[1].split(","))) == BANDS


def layers_of(layer: str = "contacts", *sure: str, day: date = date(2022, 1, 1)) -> LayersAsked:
    return LayersAsked(layer, "mixed", frozenset(sure), day, date(2021, 1, 1))  # type: ignore[arg-type]


def table_of(count: int, old_from: int) -> ContactTable:
    """A chain of contacts, ever weaker; from a place on they are old."""
    import numpy as np

    a = np.arange(count, dtype=np.int64)
    zeros = np.zeros(count, dtype=np.int64)
    strength = np.linspace(9.0, 1.0, count)
    return ContactTable(tuple(f"o{k}" for k in range(count + 1)), a, a + 1, strength, zeros, zeros, a >= old_from)


@pytest.mark.parametrize(("most", "old"), [(3, 6), (6, 6), (7, 6)])
def test_the_weakest_old_contacts_are_drawn_when_only_old_ones_are_asked_for(
    monkeypatch: pytest.MonkeyPatch, most: int, old: int
) -> None:
    count = 10
    nodes = {f"o{k}": Node(f"o{k}", "Organisation", f"Werk {k}") for k in range(count + 2)}
    context = context_of(Network(load(), nodes, []))
    monkeypatch.setattr(on_map, "known_contacts", lambda *_: table_of(count, count - old))
    monkeypatch.setattr(drawn, "MOST_LINES", most)
    forget_ties()
    found = drawn.contacts(context, Filter(), layers_of("contacts", "old"), (), everything=False, keep="")
    assert [(c.a, c.is_old) for c in found.contacts] == [(f"o{count - old + k}", True) for k in range(min(most, old))]
    assert found.is_cut == (most < old)
    assert {n.id for n in found.shown.nodes} == {f"o{k}" for k in range(count - old, count + 1)}
    assert found.alone == 1  # o11 alone has no contact, of whatever sort
    forget_ties()


def netz(serve: Serve, network: Network, chosen: Selection | None = None, **address: str) -> str:
    serve(network)
    app = AppTest.from_string("from dashboard.menu import PAGES\nPAGES['network'].show()", default_timeout=120)
    for name, value in address.items():
        app.query_params[name] = value
    if chosen:
        app.session_state["_network_map:network_map"] = chosen
    app.run()
    assert not app.exception
    return "".join(block.value for block in app.html)


def test_days_that_are_the_wrong_way_round_are_a_sentence_and_no_map(serve: Serve) -> None:
    days = {"before": "2022-06-01", "after": "2021-06-01"}
    said = netz(serve, small_network(), layer="changes", **days)
    assert "Der frühere Tag liegt nicht vor dem späteren" in said
    assert "filter_before filter_after" in said
    said = netz(serve, small_network(), layer="changes", after="2021-06-01")  # the other day is a year before this one
    assert "Der frühere Tag" not in said


def test_a_line_of_facts_says_which_facts_it_stands_for(serve: Serve) -> None:
    chosen = Selection(serial=1, tie=("tagung", "treffen"))
    said = netz(serve, small_network(), chosen, layer="facts")
    assert "Was Tagung und Treffen verbindet" in said
    assert "kein Kontakt" not in said
    assert re.search("Treffen .*Tagung", said)
    assert "Bericht" in said


def test_a_guest_list_has_who_works_there_on_the_day_also_where_it_ends_later() -> None:
    network = small_network()
    facts = [replace(r, valid_to="2022-03") if r.id == "WORKS_FOR-mueller-amt" else r for r in network.relations]
    context = context_of(Network(network.schema, network.nodes, facts))
    people = [context.network.nodes["mueller"]]
    for day, house in ((date(2022, 3, 31), "Amt für Industrie"), (date(2022, 4, 1), "")):
        assert beside._guests(context, people, day)[1][:2] == ["Dr. Jürgen Müller", house]


@pytest.mark.parametrize(("roles", "taken"), [("", 1), ("read", 0), ("edit@partners", 0)])
def test_taking_away_is_noted_for_who_may_and_names_who_is_on_the_map(
    context: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, roles: str, taken: int
) -> None:
    monkeypatch.setenv("AKTEURSNETZ_DATA", str(tmp_path))
    monkeypatch.setenv("AKTEURSNETZ_ROLES", roles)
    shown = Shown([context.network.nodes["amt"]], [], 1, frozenset({"amt"}))
    page._act(context, shown, {"name": "took", "ids": ["amt", "mueller", "nobody", 7], "format": "png"})
    page._act(context, shown, {"name": "took", "ids": ["mueller"], "format": "png"})
    page._act(context, shown, {"name": "took", "ids": "amt"})
    noted = [entry for entry in entries(AuditLog(tmp_path)) if entry.act == "export"]
    assert [entry.ids for entry in noted] == [("amt",)] * taken


def test_what_no_browser_of_ours_sends_does_nothing(context: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AKTEURSNETZ_ROLES", "read")
    shown = Shown([context.network.nodes["amt"]], [], 1, frozenset({"amt"}))
    for act in ({"name": "keep"}, {"name": "brief", "places": {"amt": [1, 2]}}, {"name": "brief"}, {}):
        page._act(context, shown, act)
    monkeypatch.setenv("AKTEURSNETZ_ROLES", "")
    for places in ({"amt": "x"}, {"amt": [1]}, {"amt": [float("nan"), 1]}, {"mueller": [1, 2]}, [1], "amt"):
        page._act(context, shown, {"name": "brief", "places": places})


def test_a_table_says_what_it_leaves_out(context: Context) -> None:
    assert _left_out(context, 900).startswith("Gründe stehen bei den 300 stärksten Kontakten")
    assert _left_out(context, 2_500).startswith("Die Tabelle nennt die 1.000 stärksten Kontakte von 2.500. Gründe")
