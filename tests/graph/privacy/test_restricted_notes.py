"""While somebody is restricted nothing of hers is lost in notes, and afterwards nothing of hers is left in any."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from briefing.documents.edits import BOOK as EDITS
from briefing.documents.edits import edit_entry
from briefing.documents.request import Request
from graph.analysis.goals import Goal, load_goals
from graph.bookkeeping import PRIVACY
from graph.curation.care import Care, set_care
from graph.curation.conversations import PromiseMade, Talk, note_conversation, read_promises, settle_promise
from graph.curation.goal_book import read_goals, write_goals
from graph.curation.ratings import Rating, rate, read_ratings, take_back
from graph.errors import UsageError
from graph.model.decisions import kept_nodes
from graph.model.facts import Entity, Record, Source
from graph.model.hidden import HIDDEN
from graph.network import Network
from graph.privacy.confirming import ask, open_for, refuse
from graph.privacy.erasing import erase
from graph.privacy.reporting import report_on
from graph.privacy.restricting import lift, restrict
from graph.settings import Settings
from graph.store import Store
from graph.store.hiding import HiddenPeople, seen
from graph.store.merging import Reasons
from graph.store.view import View
from tests.graph.privacy.test_rights import all_lines

pytestmark = pytest.mark.embedded

LIST = Source(title="Liste", sha256="c" * 64, kind="list", date="2022-01-01")
IDA, JENS, OLD = "ida.zqxlauf@werk.example", "jens@werk.example", "i.zqxlauf@alt.example"
PEOPLE = {
    IDA: "Ida Zqxlauf",
    JENS: "Jens Zqxlauf",
    OLD: "I. Zqxlauf",
    "uta@werk.example": "Uta Probe",
    "u@werk.example": "Uta Wendel",
}
WHY = Reasons("Otto", "dieselbe")


@pytest.fixture
def net(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Network:
    monkeypatch.setattr(store, "keys", tmp_path / "data-keys")
    people = [Entity("Person", (f"mail:{mail}",), name, f"row {n}") for n, (mail, name) in enumerate(PEOPLE.items())]
    houses = [Entity("Organisation", (f"org:{name}",), name, "row 9") for name in ("Werk", "Werk Nord")]
    store.writer().load(LIST, [Record((*people, *houses), ())])
    return Network.read(store.view())


def named(net: Network, name: str) -> str:
    return next(n.id for n in net.nodes.values() if n.name == name)


def hidden(store: Store) -> HiddenPeople:
    found = HiddenPeople.read(store.view())
    assert found
    return found


def goal(own: str, title: str) -> Goal:
    first = load_goals()[0].model_dump(mode="json", exclude_defaults=True)
    return Goal.model_validate(first | {"id": own, "title": {"de": title, "en": title}})


def test_changing_one_goal_leaves_the_names_in_all_others(store: Store, net: Network) -> None:
    mine = [goal("one", "Ida Zqxlauf trifft alle"), goal("two", "Alle treffen alle")]
    write_goals(store.view(), store.curator(), mine, "Otto")
    restrict(store, IDA, "Otto", "bestritten")
    one = read_goals(seen(store.view()))[0]
    assert one.title.de == f"{HIDDEN} trifft alle"
    changed = goal("two", "Alle treffen Werk")
    write_goals(seen(store.view()), store.curator(), [one, changed], "Otto")
    lift(store, IDA, "Otto", "geklärt")
    assert read_goals(seen(store.view())) == (mine[0], changed)


def test_a_sentence_that_names_her_is_not_rewritten_without_her(store: Store, net: Network) -> None:
    mine = [goal("one", "Ida Zqxlauf trifft alle")]
    write_goals(store.view(), store.curator(), mine, "Otto")
    restrict(store, IDA, "Otto", "bestritten")
    with pytest.raises(UsageError):
        write_goals(seen(store.view()), store.curator(), [goal("one", f"{HIDDEN} trifft keinen")], "Otto")
    assert read_goals(store.view()) == tuple(mine)


def test_a_promise_that_is_kept_meanwhile_says_what_it_said_in_its_history_too(store: Store, net: Network) -> None:
    talk = Talk(
        "2026-03-01",
        (named(net, "Uta Probe"),),
        "Über Ida Zqxlauf",
        promises=(PromiseMade("Ida Zqxlauf anrufen", "Otto"),),
    )
    note_conversation(store, net, talk, "Otto", date(2026, 3, 2))
    before = read_promises(store.view())[0]
    restrict(store, IDA, "Otto", "bestritten")
    (shown,) = read_promises(seen(store.view()))
    assert shown.text == f"{HIDDEN} anrufen"
    settle_promise(store.curator(), shown, "Otto", state="done")
    lift(store, IDA, "Otto", "geklärt")
    (after,) = read_promises(seen(store.view()))
    assert after == replace(before, state="done", at=after.at)
    told = [entry.body["text"] for entry in store.view().entries("promise_history")]
    assert told == ["Ida Zqxlauf anrufen"] * 2


def test_ids_stay_and_are_no_words_to_look_for(store: Store, net: Network) -> None:
    ida = named(net, "Ida Zqxlauf")
    restrict(store, IDA, "Otto", "bestritten")
    found = hidden(store)
    assert found.without({"to": ida, "said": "Ida Zqxlauf kam"}) == {"to": ida, "said": f"{HIDDEN} kam"}
    assert not {"person", ida.partition("-")[2]} & {*found.words}


def stripped(store: Store) -> None:
    """Leave the note of the restriction as it was written before it said any words."""
    (note,) = store.view().entries(PRIVACY)
    body: Mapping[str, Any] = {name: value for name, value in note.body.items() if name != "hidden"}
    store.curator().note([replace(note, body=body)])


def test_a_restriction_from_before_there_were_words_hides_the_same_texts(store: Store, net: Network) -> None:
    restrict(store, "uta@werk.example", "Otto", "bestritten")
    stated = hidden(store)
    stripped(store)
    assert hidden(store) == stated
    assert stated.alone == {"probe"}
    assert stated.without("Uta Wendel, Uta Probe und Frau Probe") == f"Uta Wendel, {HIDDEN} und Frau {HIDDEN}"


def test_of_old_restrictions_too_a_family_name_of_two_names_neither(store: Store, net: Network) -> None:
    restrict(store, IDA, "Otto", "bestritten")
    stated = hidden(store)
    stripped(store)
    assert hidden(store) == stated
    assert stated.without("Ida Zqxlauf und Herr Zqxlauf") == f"{HIDDEN} und Herr Zqxlauf"


def test_who_is_erased_leaves_no_words_in_the_note_of_her_restriction_after_a_merge_either(
    store: Store, net: Network, tmp_path: Path
) -> None:
    ida, old, curator = named(net, "Ida Zqxlauf"), named(net, "I. Zqxlauf"), store.curator()
    set_care(curator, Care(ida, "Otto", 6, "", "", ""), "Otto", date(2026, 1, 1))
    restrict(store, IDA, "Otto", "bestritten")
    curator.merge(old, ida, WHY)
    assert seen(store.view()).entries("care") == []
    erase(store, Settings(data=tmp_path / "data", neo4j_uri=None), old, who="Otto", reason="Antrag")
    (note,) = [entry for entry in store.view().entries(PRIVACY) if entry.body["what"] == "restrict"]
    assert note.body["hidden"] == {}
    lines = all_lines(store)
    assert b"zqxlauf" in lines  # that of Jens stays
    assert [line for line in lines.splitlines() if ida.encode() in line or old.encode() in line] == []
    assert HiddenPeople.read(store.view()) is None


def test_a_request_for_erasure_follows_her_through_a_merge(store: Store, net: Network) -> None:
    ida, old = named(net, "Ida Zqxlauf"), named(net, "I. Zqxlauf")
    ask(store, ida, "Antrag")
    store.curator().merge(old, ida, WHY)
    asked = open_for(store.view(), old)
    assert asked
    assert asked.person == old
    with pytest.raises(UsageError):
        ask(store, old, "noch einmal")
    refuse(store, old)
    assert open_for(store.view(), old) is None


def test_after_a_merge_a_rating_is_taken_back_and_colleagues_do_not_overwrite_each_other(
    store: Store, net: Network
) -> None:
    werk, nord, curator = named(net, "Werk"), named(net, "Werk Nord"), store.curator()
    rate(net, curator, Rating(nord, 3, 1, "2026-01-05"), "Uta Probe")
    curator.merge(werk, nord, WHY)

    def now() -> list[Rating]:
        return read_ratings(store.view(), kept_nodes(store.view().decisions())).get(werk, [])

    rate(net, curator, Rating(werk, 1, 1, "2026-01-05"), "Ben Probe", now())
    rate(net, curator, Rating(werk, 2, 2, "2026-01-05"), "Uta Probe", now())
    assert {(r.who, r.interest) for r in now()} == {("Uta Probe", 2), ("Ben Probe", 1)}
    assert not any("probe" in r.id.lower() for r in now())
    take_back(curator, next(r for r in now() if r.who == "Uta Probe"))
    assert [r.who for r in now()] == ["Ben Probe"]


def test_a_sentence_changed_by_hand_goes_with_her_though_it_names_nobody(
    store: Store, net: Network, tmp_path: Path
) -> None:
    """One about the house of others, in which the program named her; one about somebody else stays."""
    house, ida, uta = (named(net, name) for name in ("Werk", "Ida Zqxlauf", "Uta Probe"))
    request = Request((house,), date(2026, 3, 1))
    hers = edit_entry(request, "lead.us", "Man kennt sich gut.", "Das Programm sagt es anders.", "Otto", [ida])
    other = edit_entry(request, "lead.who", "Ein Haus.", "Das Programm sagt es anders.", "Otto", [uta])
    store.curator().note([hers, other])

    def places(view: View) -> set[str]:
        return {entry.body["place"] for entry in view.entries(EDITS)}

    settings = Settings(data=tmp_path / "data", neo4j_uri=None)
    told = report_on(store, settings, ida)
    assert [record.says["place"] for record in told.records if record.book == EDITS] == ["lead.us"]
    restrict(store, IDA, "Otto", "bestritten")
    assert places(seen(store.view())) == {"lead.who"}
    lift(store, IDA, "Otto", "geklärt")
    assert places(seen(store.view())) == {"lead.us", "lead.who"}
    erase(store, settings, IDA, who="Otto", reason="Antrag")
    assert places(store.view()) == {"lead.who"}
