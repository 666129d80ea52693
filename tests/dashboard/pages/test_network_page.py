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
from dashboard.pages.network import beside, drawn, page, seeing
from dashboard.pages.network import gathered as gathering
from dashboard.pages.network.layers import LayersAsked
from dashboard.pages.network.seeing import BANDS, first_band
from dashboard.pages.network.tables import _left_out
from dashboard.parts.frame import Context
from dashboard.parts.selection import Filter, Shown
from dashboard.state import on_map
from dashboard.state.background import Working
from graph.analysis.communities import Community
from graph.analysis.phrases import Phrase
from graph.analysis.questions import Finding
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
    shown = drawn.Drawn(Shown([context.network.nodes["amt"]], [], 1, frozenset({"amt"})), [])
    page._act(context, shown, {"name": "took", "ids": ["amt", "mueller", "nobody", 7], "format": "png"})
    page._act(context, shown, {"name": "took", "ids": ["mueller"], "format": "png"})
    page._act(context, shown, {"name": "took", "ids": "amt"})
    noted = [entry for entry in entries(AuditLog(tmp_path)) if entry.act == "export"]
    assert [entry.ids for entry in noted] == [("amt",)] * taken


def test_what_no_browser_of_ours_sends_does_nothing(context: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AKTEURSNETZ_ROLES", "read")
    shown = drawn.Drawn(Shown([context.network.nodes["amt"]], [], 1, frozenset({"amt"})), [])
    for act in ({"name": "keep"}, {"name": "brief", "places": {"amt": [1, 2]}}, {"name": "brief"}, {}):
        page._act(context, shown, act)
    monkeypatch.setenv("AKTEURSNETZ_ROLES", "")
    for places in ({"amt": "x"}, {"amt": [1]}, {"amt": [float("nan"), 1]}, {"mueller": [1, 2]}, [1], "amt"):
        page._act(context, shown, {"name": "brief", "places": places})


def test_a_table_says_what_it_leaves_out(context: Context) -> None:
    assert _left_out(context, 900).startswith("Gründe stehen bei den 300 stärksten Kontakten")
    assert _left_out(context, 2_500).startswith("Die Tabelle nennt die 1.000 stärksten Kontakte von 2.500. Gründe")


def test_colours_of_communities_come_once_they_are_known(context: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AKTEURSNETZ_ROLES", "read@partners")
    nodes, day = list(context.network.nodes.values())[:5], date(2022, 1, 1)
    known = seeing.colourings(context, nodes, day, "people").keys()
    monkeypatch.setattr(on_map, "groups_beside", lambda *_: Working())
    assert known - seeing.colourings(context, nodes, day, "people").keys() == {"community"}


HALVES = 12  # people of each of two groups
PEOPLE = [f"{side}{k:02}" for side in "ab" for k in range(HALVES)]


def gathered(monkeypatch: pytest.MonkeyPatch, opened: tuple[str, ...] = (), *sure: str) -> tuple[Context, drawn.Drawn]:
    """Two groups, each a chain of ever weaker contacts, and one old and one firm contact between them."""
    import numpy as np

    nodes = {name: Node(name, "Person", f"Frau {name}", invented=name < "b06") for name in PEOPLE}
    context = context_of(Network(load(), nodes, []))
    inner = [k for k in range(2 * HALVES - 1) if k != HALVES - 1]
    a = np.array([*inner, 0, 3], dtype=np.int64)
    b = np.array([*(k + 1 for k in inner), HALVES, HALVES + 3], dtype=np.int64)
    zeros, count = np.zeros(len(a), dtype=np.int64), len(a)
    table = ContactTable(tuple(PEOPLE), a, b, np.linspace(9.0, 1.0, count), zeros, zeros, np.arange(count) == count - 2)
    halves = [Community(tuple(PEOPLE[k * HALVES : (k + 1) * HALVES]), (), ()) for k in (0, 1)]
    groups = on_map.MapGroups(tuple(halves), {name: k for k, half in enumerate(halves) for name in half.members})
    monkeypatch.setattr(on_map, "known_contacts", lambda *_: table)
    monkeypatch.setattr(on_map, "groups_of", lambda *_: groups)
    forget_ties()
    layers = layers_of("contacts", *(sure or ("certain", "old")))
    return context, drawn.gathered(context, Filter(), layers, opened, "")


def gathering_of(found: drawn.Drawn) -> gathering.Gathering:
    assert found.gathering is not None
    return found.gathering


def lines(found: drawn.Drawn) -> dict[str, str]:
    return {edge.id: edge.label for edge in found.edges}


def test_a_line_to_an_actor_is_about_her_also_where_her_group_is_called_after_her(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = gathering_of(gathered(monkeypatch)[1])
    assert found.side("a00") == {"a00"}
    assert found.side("group:a00") == found.side("group:a00/rest") == frozenset(PEOPLE[:HALVES])


def test_lines_and_lists_are_of_the_contacts_that_are_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    between = "group:a00|group:b00"
    for sure, count in ((("certain", "old"), 2), (("certain",), 1), (("old",), 1)):
        found = gathered(monkeypatch, (), *sure)[1]
        assert lines(found)[between].split()[0] == str(count)
        known = gathering_of(found).known
        assert len(known.between({*PEOPLE[:HALVES]}, {*PEOPLE[HALVES:]}, 9)) == count


def test_what_there_is_no_room_for_is_said_not_to_be_open(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gathering, "_MOST_OPEN", HALVES + 3)
    found = gathering_of(gathered(monkeypatch, ("a00", "b00"))[1])
    assert (found.asked, found.opened) == (("a00", "b00"), ("b00",)), "the latest one stays"
    monkeypatch.setattr(gathering, "_MOST_OPEN", 2 * HALVES)
    found = gathering_of(gathered(monkeypatch, ("a00", "b00"))[1])
    assert found.opened == ("a00", "b00")


def test_a_large_group_does_not_keep_a_small_one_shut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gathering, "_MOST_OPEN", 7)
    monkeypatch.setattr(drawn, "_fitting", lambda *_: frozenset(PEOPLE[:5] + PEOPLE[HALVES:]))
    found = gathering_of(gathered(monkeypatch, ("a00", "b00"))[1])
    assert found.opened == ("a00",)


def test_lines_that_are_left_out_are_said(monkeypatch: pytest.MonkeyPatch) -> None:
    context, found = gathered(monkeypatch, ("a00",))
    assert not found.is_cut
    assert "weggelassen" not in page._said_gathered(context, found, "heute")
    for name, most in (("_MOST_CONTACTS", 5), ("_MOST_MIXED", 1), ("_MOST_LINES", 0)):
        with monkeypatch.context() as patch:
            patch.setattr(gathering, name, most)
            context, found = gathered(patch, ("a00",))
            assert found.is_cut, name
            assert "Schwächere Linien sind weggelassen" in page._said_gathered(context, found, "heute")


def test_a_filter_moves_no_group_and_nobody_in_it(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = gathering_of(gathered(monkeypatch, ("a00", "b00"))[1])
    monkeypatch.setattr(drawn, "_fitting", lambda *_: frozenset(PEOPLE[4 : HALVES + 8]))
    part = gathering_of(gathered(monkeypatch, ("a00", "b00"))[1])
    assert part.circles == whole.circles
    assert part.where.keys() < whole.where.keys()
    assert all(whole.where[i] == spot for i, spot in part.where.items())


def test_dots_alone_go_into_no_briefing_and_a_sentence_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    context, found = gathered(monkeypatch)
    told: list[str] = []
    monkeypatch.setattr(page, "notice", lambda said, **_: told.append(said))
    page._act(context, found, {"name": "brief", "places": {"group:a00": [1, 2]}})
    assert told == [context.words("gathered_brief")]


def test_suggested_contacts_are_drawn_between_who_is_drawn_singly(monkeypatch: pytest.MonkeyPatch) -> None:
    pair = frozenset({"a00", "a05"})
    finding = Finding("missing_ties", tuple(sorted(pair)), 1.0, Phrase("x"), (), (), Phrase("y"))
    monkeypatch.setattr(drawn, "_suggested", lambda *_: ({pair: finding, frozenset({"a01", "b01"}): finding}, False))
    assert "gap|a00|a05" not in lines(gathered(monkeypatch)[1])
    found = gathered(monkeypatch, ("a00",))[1]
    assert [i for i in lines(found) if i.startswith("gap")] == ["gap|a00|a05"]


def test_who_is_found_is_gone_to_also_where_she_was_clicked_before(
    context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[str] = []
    monkeypatch.setattr(page.address, "look_at", looked.append)
    monkeypatch.setattr(page.st, "rerun", lambda: None)
    monkeypatch.setattr(page, "find_on_map", lambda *_, **__: "amt")
    session = {page._CLICKED: "amt"}
    monkeypatch.setattr(page.st, "session_state", session)
    page._act(context, drawn.Drawn(Shown([], [], 0, frozenset()), []), {"name": "find", "text": "Amt"})
    assert looked == ["amt"]
    assert page._CLICKED not in session, "the camera goes to whom was not clicked"
