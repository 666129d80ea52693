import json

from streamlit.testing.v1 import AppTest

from dashboard.map import TEXT_KEYS, MapEdge, MapKey, MapNode
from dashboard.map.component import Selection, asset, payload

NODES = [
    MapNode("a", "Anna", "Person", 0, 0),
    MapNode("b", "Bund", "Organisation", 1, 0),
]
EDGES = [MapEdge("e", "a", "b")]


def send(selection: Selection, texts: dict[str, str] | None = None) -> dict[str, object]:
    return payload(
        NODES,
        EDGES,
        selection,
        key="k",
        focus=None,
        version="1",
        height=400,
        legend=[MapKey("kind", "Person", "Leute")],
        texts=texts or {},
    )


def test_the_bundle_is_there_and_exports_a_function() -> None:
    script = asset("map.js")
    assert 50_000 < len(script) < 200_000
    assert "export{" in script
    # Streamlit would take one line for the path of a file.
    assert all("\n" in asset(name).strip() for name in ("map.js", "style.css"))


def test_the_bundle_loads_nothing_from_elsewhere() -> None:
    script = asset("map.js")
    assert "cdn" not in script.lower()
    assert not any(word in script for word in ("fetch(", "XMLHttpRequest", "WebSocket", "sendBeacon", "importScripts"))
    assert "@import" not in asset("style.css")
    assert "url(" not in asset("style.css")


def test_the_payload_is_json_and_carries_all_words() -> None:
    sent = json.loads(json.dumps(send(Selection(), {"nodes": "nodes"})))
    assert sent["texts"] == {**TEXT_KEYS, "nodes": "nodes"}
    assert sent["legend"] == [["kind", "Person", "Leute"]]
    assert sent["looks"]["types"]["Person"]["shape"] == "circle"
    assert json.loads(sent["graph"])["nodes"]["id"] == ["a", "b"]
    assert sent["height"] == 400


def test_a_click_does_not_change_what_is_sent() -> None:
    selection = Selection()
    before = send(selection)
    selection.take_click({"id": "a", "serial": 5})
    selection.take_wish(None)
    assert selection.current == "a"
    assert send(selection) == before


def test_the_argument_counts_when_it_changes_and_not_when_it_repeats() -> None:
    selection = Selection()
    selection.take_wish("a")
    assert selection.current == "a"
    assert send(selection)["select"] == {"id": "a", "after": 0}
    selection.take_click({"id": "b", "serial": 5})
    selection.take_wish("a")
    assert selection.current == "b"
    selection.take_wish(None)
    assert not selection.current
    assert send(selection)["select"] == {"id": None, "after": 5}


def test_a_page_that_hands_the_click_back_orders_nothing() -> None:
    selection = Selection()
    before = send(selection)
    selection.take_click({"id": "b", "serial": 5})
    selection.take_wish("b")
    assert send(selection) == before


def test_the_same_node_clicked_again_after_the_argument_wins() -> None:
    selection = Selection()
    selection.take_click({"id": "a", "serial": 5})
    selection.take_wish("b")
    selection.take_click({"id": "a", "serial": 5})
    assert selection.current == "b"
    selection.take_click({"id": "a", "serial": 6})
    assert selection.current == "a"


def test_what_no_browser_of_ours_would_report_is_ignored() -> None:
    selection = Selection(current="a")
    for state in (None, "b", {"id": "b"}, {"id": 7, "serial": 9}, {"id": "b", "serial": "9"}):
        selection.take_click(state)
    assert selection.current == "a"


def page() -> None:
    import streamlit as st

    from dashboard.map import MapNode, network_map

    nodes = [MapNode("a", "Anna", "Person", 0, 0)] if st.session_state.get("full") else []
    event = network_map(nodes, [], key="map", selected="a")
    st.text(f"{event.selected} {event.expand}")


def test_a_page_with_no_data_runs_and_reports_nothing() -> None:
    app = AppTest.from_function(page, default_timeout=30).run()
    assert not app.exception
    assert app.text[0].value == "None None"


def test_a_page_reports_the_node_it_asked_for() -> None:
    app = AppTest.from_function(page, default_timeout=30)
    app.session_state["full"] = True
    app.run()
    assert not app.exception
    assert app.text[0].value == "a None"
