"""Named views: kept as they were, cut to who may be seen, and without a person once she is erased."""

import json
from pathlib import Path

import pytest

from graph.errors import UsageError
from graph.privacy.erasing import erase
from graph.privacy.reporting import report_on
from graph.settings import Settings
from graph.store import Store
from graph.views.named import BOOK, STORIES, NamedView, forget, keep_story, keep_view, read_stories, read_views
from graph.views.sent import state_of
from tests.graph.privacy import planted

STATE = {
    "open": ["a"],
    "pins": {"a": [1.0, 2.0], "b": [3.0, 4.0]},
    "hidden": ["c"],
    "folded": {"a": ["*"]},
    "selection": ["a", "b"],
    "tie": ["a", "b"],
    "off": ["kind:Event"],
    "colour": "region",
    "strength": None,
    "something": "else",
}


def test_a_view_is_found_as_it_was_kept_and_can_be_deleted(store: Store) -> None:
    asked = {"layer": ["facts"]}
    new = NamedView(
        "", "  Wer mit\nwem ", "Zum  Vorzeigen", 7, "2026-01-02", asked, STATE, {"x": 1, "y": 2, "ratio": 0.5}
    )
    kept = keep_view(store.curator(), new, "Eva", "2026-01-03T10:00:00")
    found = read_views(store.view())[kept.id]
    assert (found.title, found.note, found.who) == ("Wer mit wem", "Zum Vorzeigen", "Eva")
    assert (found.version, found.frozen, found.asked, found.camera) == (7, "2026-01-02", asked, new.camera)
    assert found.state == {name: value for name, value in STATE.items() if name != "something"}
    assert found.actors == {"a", "b", "c"}
    story = keep_story(store.curator(), "Rundgang", [(kept.id, "Das  ist der Anfang.")], "Eva", "2026-01-03T10:01:00")
    assert read_stories(store.view())[story.id].steps == ((kept.id, "Das ist der Anfang."),)
    forget(store.curator(), BOOK, kept.id)
    assert read_views(store.view()) == {}
    forget(store.curator(), STORIES, story.id)
    assert read_stories(store.view()) == {}


def test_what_a_browser_sends_beside_a_state_is_not_kept(store: Store) -> None:
    sent = {
        "pins": {"a": [1, 2], "b": ["x" * 9_000, 1], "e" * 300: [1, 2],
                 "c": [1e300, float("nan")], "d": [True, 1], 7: [1, 2]},
        "hidden": ["c", "c", 7, {"deep": ["nest"]}, "z" * 9_000, ""],
        "folded": {"a": ["*", "Person", "WORKS_FOR", "something", 3], "b": "Person", "c": ["none"]},
        "selection": "everything",
        "tie": ["a"],
        "off": ["kind:Event", "y" * 9_000, *(f"kind:{k}" for k in range(9_000))],
        "colour": "octarine",
        "size": ["ties"],
        "place": "land",
        "outlines": {"deep": "x" * 9_000},
        "until": "x" * 9_000,
        "strength": [[1], {"a": "x" * 9_000}],
    }  # fmt: skip
    asked: dict[str, list[str]] = {"layer": ["facts", "x" * 9_000], "password": ["x"], "topic": ["t"] * 9_000}
    camera = {"x": 1, "y": float("inf"), "ratio": 1}
    kept = keep_view(store.curator(), NamedView("", "Alles", asked=asked, state=sent, camera=camera), "Eva", "2026")
    found = read_views(store.view())[kept.id]
    off = found.state["off"]
    assert (off[0], len(off)) == ("kind:Event", 300)
    assert {name: value for name, value in found.state.items() if name != "off"} == {
        "pins": {"a": [1, 2]},
        "hidden": ["c"],
        "folded": {"a": ["*", "Person", "WORKS_FOR"]},
        "selection": [],
        "tie": None,
        "place": "land",
        "open": [],
        "outlines": False,
        "until": None,
        "strength": None,
    }
    assert (found.asked, found.camera) == ({"layer": ["facts"], "topic": ["t"]}, {})
    good = {"outlines": True, "until": 2021.5, "strength": [1, 3], "colour": "owner", "size": "bridging"}
    kept = keep_view(store.curator(), NamedView("", "Gut", state=good), "Eva", "2026")
    assert good.items() <= dict(read_views(store.view())[kept.id].state).items()


def test_one_of_the_same_title_by_the_same_person_takes_the_place_of_the_earlier(store: Store) -> None:
    def keep(title: str, who: str, moment: str) -> str:
        known = read_views(store.view()).values()
        return keep_view(store.curator(), NamedView("", title, moment), who, moment, known).id

    first = keep("Wer mit wem", "Eva", "1")
    assert keep("  Wer mit\nwem", "Eva", "2") == first
    others = {keep("Wer mit wem", "Otto", "3"), keep("Wer mit wem?", "Eva", "4")}
    found = read_views(store.view())
    assert found.keys() == {first, *others}
    assert found[first].note == "2"
    told = [
        keep_story(store.curator(), "Rundgang", [(first, said)], "Eva", said, read_stories(store.view()).values()).id
        for said in ("a", "b")
    ]
    assert told[0] == told[1]
    assert [story.steps for story in read_stories(store.view()).values()] == [((first, "b"),)]


def test_a_view_is_frozen_at_a_moment_and_at_the_end_of_a_day() -> None:
    day = NamedView("v", "Tag", frozen="2026-01-02")
    assert str(day.moment) == "2026-01-02 23:59:59.999999+00:00"
    assert str(NamedView("v", "Jetzt", frozen="2026-01-02T10:11:12+00:00").moment) == "2026-01-02 10:11:12+00:00"
    assert str(NamedView("v", "Jetzt", frozen="2026-01-02T10:11:12").moment) == "2026-01-02 10:11:12+00:00"
    assert NamedView("v", "Heute").moment is None
    with pytest.raises(ValueError, match="Invalid"):
        _ = NamedView("v", "Nie", frozen="irgendwann").moment


def test_of_actors_that_are_gone_or_not_to_be_seen_nothing_is_left_in_a_view() -> None:
    whole = NamedView("v", "Alle", state=STATE)
    part = whole.seen({"a"})
    assert part.actors == {"a"}
    assert (part.state["pins"], part.state["tie"]) == ({"a": [1.0, 2.0]}, None)
    assert "b" not in json.dumps(dict(part.state)).replace("hidden", "")
    assert whole.seen(set()).actors == frozenset()
    assert whole.seen({"a", "b", "c"}) == whole


@pytest.mark.parametrize("title", ["", "   ", "x" * 121])
def test_a_view_without_a_usable_title_is_refused(store: Store, title: str) -> None:
    with pytest.raises(UsageError):
        keep_view(store.curator(), NamedView("", title), "Eva", "2026")
    with pytest.raises(UsageError):
        keep_story(store.curator(), title, [("v", "")], "Eva", "2026")


def test_a_view_of_too_many_actors_and_a_story_without_steps_are_refused(store: Store) -> None:
    many = {"selection": [f"n{k}" for k in range(5_001)]}
    with pytest.raises(UsageError):
        keep_view(store.curator(), NamedView("", "Zu viele", state=many), "Eva", "2026")
    keep_view(store.curator(), NamedView("", "Noch gut", state={"selection": many["selection"][1:]}), "Eva", "2026")
    with pytest.raises(UsageError):
        keep_story(store.curator(), "Leer", [], "Eva", "2026")


def test_what_views_keep_of_a_person_is_reported_and_gone_after_she_is_erased(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings(data=tmp_path / "data", neo4j_uri=None)
    monkeypatch.setattr(store, "keys", tmp_path / "data-keys")
    planted.load(store, tmp_path / "files", "liste.csv")
    ids = {str(node["name"]): str(node["id"]) for node in store.view().nodes("Person")}
    her, other = ids[planted.NAME], ids[planted.BESIDE]
    state = {
        "pins": {her: [1, 2], other: [3, 4], f"group:{her}": [5, 6]},
        "folded": {her: ["*"]},
        "hidden": [f"group:{her}", f"group:{her}/rest"],
        "selection": [other, her, f"group:{her}", f"group:{her}/rest"],
        "open": [her],
        "tie": [her, other],
    }
    new = NamedView("", f"Rund um {planted.NAME}", f"{planted.NAME} fehlt", asked={"actor": [her]}, state=state)
    view = keep_view(store.curator(), new, "Eva", "2026-01-03")
    story = keep_story(store.curator(), "Rundgang", [(view.id, f"Hier steht {planted.NAME}.")], "Eva", "2026-01-03")
    books = {record.book for record in report_on(store, settings, planted.MAIL).records}
    assert {BOOK, STORIES} <= books
    erase(store, settings, her, who="Otto", reason="Antrag")
    left, told = read_views(store.view())[view.id], read_stories(store.view())[story.id]
    assert left.actors == {other}
    assert left.state["pins"] == {other: [3, 4]}
    said = f"{left} {told}"
    assert her not in said
    assert planted.FAMILY not in said
    assert left.seen({other}).state["tie"] is None


def test_a_community_is_kept_by_the_actor_that_names_it_apart_from_actors() -> None:
    sent = {
        "tie": ["group:a", "b"],
        "selection": ["c", "group:a", "group:a/rest"],
        "open": ["a"],
        "pins": {"group:a": [1, 2], "c": [3, 4]},
        "hidden": ["group:a", "group:d/rest"],
        "arrangement": "groups-people",
    }
    kept = state_of(sent)
    assert {name: kept[name] for name in sent} == {
        "tie": ["b"],
        "selection": ["c"],
        "open": ["a"],
        "pins": {"c": [3, 4]},
        "hidden": [],
        "arrangement": "groups-people",
    }
    dots = {name: value for name, value in kept.items() if name.startswith("dot_")}
    assert dots == {
        "dot_tie": ["a"],
        "dot_selection": ["a"],
        "dot_hidden": ["a"],
        "dot_pins": {"a": [1, 2]},
    }
    assert state_of(kept) == kept
    view = NamedView("", "x", state=kept)
    assert view.actors == {"a", "b", "c"}
    seen = view.seen({"a", "b", "c"})
    assert (seen.actors, seen.state["dot_pins"], seen.state["tie"]) == (view.actors, {"a": [1, 2]}, ["b"])
    gone = view.seen({"b", "c"})
    assert (gone.actors, gone.state["dot_pins"], gone.state["tie"]) == ({"c"}, {}, None)
    assert state_of({"tie": ["group:a"]})["tie"] is None
    assert "dot_tie" not in state_of({"tie": ["group:a"]})
