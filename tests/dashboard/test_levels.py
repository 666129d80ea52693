"""Who sees a part finds nothing above her level on any page, by any command, in any file; who sees all finds it.

A source, a field (a value out of a source above her level beside open ones) and notes are planted. All that is hidden
holds `Zqx`.
"""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from briefing.documents.edits import BOOK as EDITS
from briefing.documents.request import Request
from briefing.exchange.formats import FORMATS
from briefing.production.face import Face
from cli.main import COMMANDS
from cli.options import _OUTSIDE
from dashboard.menu import PAGES
from dashboard.state import background, briefings, on_map
from dashboard.state import current as state
from graph.columns import Keeper
from graph.curation.care import Care
from graph.curation.conversations import PromiseMade, Talk, note_conversation
from graph.curation.ratings import Rating, rate
from graph.errors import NotAllowed
from graph.model.facts import Confidentiality
from graph.network import Network
from graph.network.search import find_one
from graph.store import Store
from graph.views.named import NamedView, keep_story, keep_view, read_stories
from tests.support.kept import forget_ties
from tests.support.site import load_texts
from tests.support.typed import typed

pytestmark = [pytest.mark.embedded, pytest.mark.timeout(600)]
HIDDEN, OPEN_NOTE = "Zqx", "Wolfram will einladen"
OPEN = """
source: {title: 'Erfunden: offen', kind: report, date: 2022-01-01, invented: true, confidentiality: partners}
nodes:
  - {ref: a, type: Person, name: 'Ida Erfunden', emails: ['ida.zqx@erfunden.example']}
  - {ref: b, type: Person, name: 'Uwe Erfunden'}
  - {ref: o, type: Organisation, name: 'Werk Offen GmbH', kind: company}
  - {ref: e, type: Event, name: 'Auftakt', start: '2022-01-01'}
relationships:
  - {type: WORKS_FOR, from: a, to: o}
  - {type: TOOK_PART_IN, from: a, to: e}
  - {type: TOOK_PART_IN, from: b, to: e}
"""
SECRET = """
source: {title: 'Erfunden: Zqxquelle', kind: report, date: 2022-01-01, invented: true, confidentiality: internal}
nodes:
  - {ref: a, type: Person, name: 'Ida Erfunden', title: 'Dr. Zqxtitel', emails: ['ida.zqx@erfunden.example']}
  - {ref: k, type: Person, name: 'Kurt Zqxverborgen'}
  - {ref: o, type: Organisation, name: 'Werk Offen GmbH', kind: company, website: 'https://zqxfeld.example'}
  - {ref: g, type: Organisation, name: 'Geheimbund Zqx', kind: association}
  - {ref: e, type: Event, name: 'Auftakt', start: '2022-01-01'}
relationships:
  - {type: WORKS_FOR, from: a, to: o, role: 'Zqxleiterin'}
  - {type: MEMBER_OF, from: a, to: g}
  - {type: MEMBER_OF, from: k, to: g}
  - {type: TOOK_PART_IN, from: k, to: e}
"""
OFFICE, GUEST = "", "read@partners"


@pytest.fixture(scope="module")
def network(kept_store: Store, tmp_path_factory: pytest.TempPathFactory) -> Network:
    load_texts(kept_store, tmp_path_factory.mktemp("levels"), {"offen.yaml": OPEN, "geheim.yaml": SECRET})
    found = Keeper(kept_store.snapshots).network(kept_store.view())
    ida, uwe, kurt, house = (find_one(found, n).id for n in ("Ida Erfunden", "Uwe Erfunden", "Kurt", "Werk Offen"))
    promise = PromiseMade("Zqxzusage halten", "Otto Zqxkollege")
    talks: list[tuple[str, tuple[str, ...], str, Confidentiality]] = [
        (OPEN_NOTE, (ida, uwe), "telephone", "partners"),
        ("Zqxnotiz über beide", (ida, uwe), "meeting", "internal"),
        ("Zqxnotiz über Kurt", (ida, kurt), "", "internal"),
    ]
    for number, (said, people, way, level) in enumerate(talks):
        talk = Talk("2022-05-20", people, said, way, promises=(promise,), confidentiality=level, reason="ja")
        note_conversation(kept_store, found, talk, "Otto Zqxkollege", date(2022, 6, 1), str(number))
        found = Keeper(kept_store.snapshots).network(kept_store.view())
    kept_store.curator().note([Care(ida, "Otto Zqxkollege").entry("Otto Zqxkollege")])
    rate(found, kept_store.curator(), Rating(house, 3, 3, "2022-06-01", "Zqxgrund"), "Otto Zqxkollege")
    return found


@pytest.fixture(autouse=True)
def pages(kept_store: Store, engine_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(state, "database", lambda: kept_store)
    monkeypatch.setattr(background, "PATIENCE", 240.0)
    for name, value in (("DATA", str(engine_folder)), ("NAME", "Eva Probe"), ("OFFICE", "Werk Offen GmbH")):
        monkeypatch.setenv(f"AKTEURSNETZ_{name}", value)
    forget()
    yield
    forget()


def forget() -> None:
    for cache in (state._read, state._seen, state._ties, state._ways):
        cache.clear()
    forget_ties()


def shown(page: str, typed: str = "", **address: str) -> str:
    """All that a page sends to the browser: texts, tables, the map and what its box finds; "" where it is refused."""
    app = AppTest.from_string(f"from dashboard.menu import PAGES\nPAGES[{page!r}].show()", default_timeout=240)
    for name, value in address.items():
        app.query_params[name] = value
    app.run()
    if app.exception:
        assert "NotAllowed" in str(app.exception), app.exception
        return ""
    if typed:
        box = next((one for one in app.text_input if str(one.key).startswith("find_")), None)
        assert box is not None
        box.input(typed).run()
    return " ".join(str(part.proto) for part in app._tree if hasattr(part, "proto"))


def addresses(network: Network) -> Iterator[tuple[str, str, dict[str, str]]]:
    ids = {name: find_one(network, name).id for name in ("Ida Erfunden", "Kurt", "Werk Offen", "Geheimbund")}
    for page in PAGES:
        yield page, "", {}
    for one in ids.values():
        yield "actor", "", {"actor": one}
    yield "network", "", {"actor": ids["Ida Erfunden"]}
    yield "network", "", {"actor": ids["Kurt"]}
    yield "ways", "", {"a": ids["Ida Erfunden"], "b": ids["Kurt"]}
    for typed_word in ("Kurt", "Geheimbund", "Verborgen", "erfunden"):
        yield "overview", typed_word, {}


def test_no_page_shows_a_guest_what_is_hidden_and_some_show_it_to_the_office(
    network: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: dict[str, list[str]] = {}
    for role in (OFFICE, GUEST):
        monkeypatch.setenv("AKTEURSNETZ_ROLES", role)
        seen[role] = [shown(*one[:2], **one[2]) for one in addresses(network)]
    leaks = [one for one, said in zip(addresses(network), seen[GUEST], strict=True) if HIDDEN.lower() in said.lower()]
    assert leaks == []
    everything = " ".join(seen[OFFICE])
    planted = ("Zqxquelle", "Zqxverborgen", "Geheimbund Zqx", "Zqxtitel", "Zqxleiterin", "zqxfeld", "ida.zqx@")
    for word in (*planted, "Zqxnotiz", "Zqxzusage", "Zqxkollege", "Zqxgrund"):
        assert word in everything, word
    assert "Ida Erfunden" in " ".join(seen[GUEST])
    assert sum(map(bool, seen[GUEST])) > 8


def test_a_note_for_partners_is_read_by_them_without_the_colleague_and_what_was_promised(
    network: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    ida = find_one(network, "Ida Erfunden").id
    said = shown("actor", actor=ida)
    assert OPEN_NOTE in said
    assert "Zqxkollege, f" in said  # who it was, and for whom it is
    monkeypatch.setenv("AKTEURSNETZ_ROLES", GUEST)
    assert OPEN_NOTE in shown("actor", actor=ida)
    monkeypatch.setenv("AKTEURSNETZ_ROLES", "read@public")
    assert OPEN_NOTE not in shown("actor", actor=ida)


ARGUMENTS = {
    "search": [["Kurt"], ["Zqx"], ["erfunden"]],
    "show": [["Kurt"], ["Ida Erfunden"], ["Werk Offen"], ["Geheimbund"]],
    "path": [["Ida Erfunden", "Uwe Erfunden"], ["Ida Erfunden", "Kurt"]],
    "ego": [["Ida Erfunden"], ["Kurt"]],
    "contacts": [["Ida Erfunden", "Uwe Erfunden"]],
    "reach": [["Werk Offen", "Uwe Erfunden"]],
    "name": [[]],
    "doctor": [[]],
}


def test_no_command_tells_a_guest_what_is_hidden(
    network: Network, engine_folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert set(ARGUMENTS) == _OUTSIDE
    told: dict[str, str] = {}
    for role in (OFFICE, GUEST):
        monkeypatch.setenv("AKTEURSNETZ_ROLES", role)
        for command, given in ARGUMENTS.items():
            for arguments in given:
                for form in ([], ["--json"]):
                    _, out, err = typed(capsys, command, *arguments, *form, "--data", str(engine_folder))
                    asked = [word for word in arguments if HIDDEN in word]
                    told[role] = told.get(role, "") + "".join((out + err).replace(word, "") for word in asked or [""])
    assert HIDDEN.lower() not in told[GUEST].lower()
    assert "Uwe Erfunden" in told[GUEST]
    for word in ("Zqxverborgen", "Zqxtitel", "Zqxleiterin", "Geheimbund Zqx"):
        assert word in told[OFFICE], word


INSIDE = {
    "note": ["x", "--about", "Ida Erfunden"],
    "history": ["Ida Erfunden"],
    "export": ["--out", "x.csv"],
    "brief": ["Ida Erfunden", "--out", "x.md"],
    "undo": ["x"],
    "edit": ["Ida Erfunden", "--field", "place=Bonn"],
    "merge": ["Ida Erfunden", "Uwe Erfunden"],
    "explain": ["Ida Erfunden", "Uwe Erfunden"],
    "handover": ["Otto Zqxkollege", "Eva"],
    "backup": ["--out", "x.zip"],
}


def test_every_other_command_is_refused_to_a_guest(
    network: Network, engine_folder: Path, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    """A command that is asked wrongly says how it is called, and nothing of the data."""
    monkeypatch.setenv("AKTEURSNETZ_ROLES", GUEST)
    monkeypatch.chdir(tmp_path)
    for command in set(COMMANDS) - _OUTSIDE - {"demo", "serve"}:
        code, out, err = typed(capsys, command, *INSIDE.get(command, []), "--data", str(engine_folder))
        assert code == 2, command
        assert out == "" or "Usage" in out or "Beispiel" in out, (command, out)
        assert HIDDEN not in err.replace("Otto Zqxkollege", ""), command
    assert [*tmp_path.iterdir()] == []


def test_what_is_handed_to_partners_holds_none_of_it_in_any_format(
    network: Network, engine_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    import zipfile

    def written(audience: str) -> dict[str, str]:
        folder = tmp_path / audience
        folder.mkdir()
        for name, form in FORMATS.items():
            out = folder / f"{name}{form.ending}"
            done = typed(capsys, "export", "--out", str(out), "--format", name, "--audience", audience, "--data",
                         str(engine_folder))  # fmt: skip
            assert done[0] == 0, done
        for ending in (".md", ".html", ".docx", ".csv"):
            out = folder / f"brief{ending}"
            typed(capsys, "brief", "Ida Erfunden", "--out", str(out), "--audience", audience, "--data",
                  str(engine_folder))  # fmt: skip
        texts = {}
        for path in folder.iterdir():
            parts = [path.read_bytes()]
            if zipfile.is_zipfile(path):
                with zipfile.ZipFile(path) as archive:
                    parts = [archive.read(part) for part in archive.namelist()]
            texts[path.name] = b" ".join(parts).decode("utf-8", "replace")
        return texts

    partners, internal = written("partners"), written("internal")
    assert set(partners) == set(internal)
    assert len(partners) > 12
    assert [name for name, text in partners.items() if HIDDEN.lower() in text.lower()] == []
    hold = [name for name, text in internal.items() if "Zqxverborgen" in text or "Zqxleiterin" in text]
    assert len(hold) >= len(partners) - 3, sorted(set(internal) - set(hold))
    # Notes are in no export; what was talked about stands in briefings of the house alone.
    assert {name.partition(".")[0] for name, text in internal.items() if "Zqxnotiz" in text} <= {"brief"}
    assert all("Zqxnotiz" not in text for text in partners.values())
    assert json.loads(partners["node-link.json"])["nodes"]


def test_only_who_makes_briefings_changes_a_sentence_of_one(
    network: Network, kept_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = Request((find_one(network, "Ida Erfunden").id,), date(2022, 12, 31))
    for role in ("read", "review", GUEST):
        monkeypatch.setenv("AKTEURSNETZ_ROLES", role)
        for change in (
            lambda: briefings.keep_sentence(request, "lead.who", "Von Hand.", "Vorher."),
            lambda: briefings.drop_sentence(request, "lead.who"),
            lambda: briefings.keep_face(Face(), None),
        ):
            with pytest.raises(NotAllowed):
                change()
        assert shown("briefing") == ""
    assert list(kept_store.view().entries(EDITS)) == []
    monkeypatch.setenv("AKTEURSNETZ_ROLES", "edit")
    briefings.keep_sentence(request, "lead.who", "Von Hand.", "Vorher.")
    assert [entry.body["text"] for entry in kept_store.view().entries(EDITS)] == ["Von Hand."]
    briefings.drop_sentence(request, "lead.who")
    assert list(kept_store.view().entries(EDITS)) == []


def test_a_view_of_the_map_shows_a_guest_nothing_of_who_is_hidden(
    network: Network, kept_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    ida, kurt, bund = (find_one(network, name).id for name in ("Ida Erfunden", "Kurt", "Geheimbund"))
    done = {
        "pins": {kurt: [1, 2]},
        "selection": [kurt],
        "tie": [ida, kurt],
        "hidden": [bund],
        "off": ["owner:Otto Zqxkollege"],
    }
    asked = {"actor": [kurt], "layer": ["facts"]}
    moment = datetime.now(UTC).isoformat(timespec="seconds")
    views = [
        keep_view(
            kept_store.curator(),
            NamedView("", f"Zqxansicht {k}", "Zqxhinweis", network.version, frozen, asked, done),
            "Otto Zqxkollege",
            str(k),
        )
        for k, frozen in enumerate(("", moment))
    ]
    story = keep_story(kept_store.curator(), "Zqxfolge", [(views[0].id, "Zqxsatz")], "Otto Zqxkollege", "1")
    addresses: list[dict[str, str]] = [
        *({"map": view.id} for view in views),
        *({"story": story.id}, {"actor": kurt}),
        *({"layer": layer, "between": "people", "before": "2021-01-01"} for layer in ("contacts", "facts", "changes")),
    ]
    told = {}
    for role in (OFFICE, GUEST):
        monkeypatch.setenv("AKTEURSNETZ_ROLES", role)
        told[role] = [shown("network", **address) for address in addresses]
    for said, address in zip(told[GUEST], addresses, strict=True):
        assert HIDDEN.lower() not in said.lower(), address
        assert address.get("actor") == kurt or kurt not in said, address
        assert bund not in said, address
    for number in (0, 1, 2):
        assert "Diese Ansicht gibt es nicht" in told[GUEST][number] or number == 2
        assert "Zqxhinweis" in told[OFFICE][number]
        assert kurt in told[OFFICE][number]
    assert "Zqxsatz" in told[OFFICE][2]


def test_another_view_ends_a_story_and_a_story_is_deleted(network: Network, kept_store: Store) -> None:
    views = [keep_view(kept_store.curator(), NamedView("", f"Blick {k}"), "Eva Probe", f"b{k}") for k in range(2)]
    story = keep_story(kept_store.curator(), "Zwei Blicke", [(views[0].id, "Satz")], "Eva Probe", "b")
    app = AppTest.from_string("from dashboard.menu import PAGES\nPAGES['network'].show()", default_timeout=240)
    app.query_params["story"] = story.id

    def open_one() -> str:
        assert not app.exception
        return next(block.value for block in app.html if "an-notice" in block.value)

    app.run()
    assert "Blick 0" in open_one()
    app.selectbox(next(str(box.key) for box in app.selectbox if box.label == "Ansicht öffnen")).select(
        views[1].id
    ).run()
    assert "Blick 1" in open_one()
    app.run()
    assert "Blick 1" in open_one()
    assert "story" not in app.query_params
    app.selectbox("network_story_chosen").select(story.id).run()
    app.button("story_open").click().run()
    assert "Blick 0" in open_one()
    app.button("story_forget").click().run()
    assert story.id not in read_stories(kept_store.view())
    assert "story" not in app.query_params
    assert not any(box.key == "network_story_chosen" and story.id in box.options for box in app.selectbox)


def test_what_is_loaded_after_a_view_was_frozen_is_not_in_it(
    network: Network, kept_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    frozen = datetime.now(UTC) - timedelta(seconds=1)
    later = """
source: {title: 'Erfunden: danach', kind: report, date: 2022-01-02, invented: true, confidentiality: public}
nodes: [{ref: n, type: Person, name: 'Nora Nachgeladen'}, {ref: o, type: Organisation, name: 'Werk Offen GmbH'}]
relationships: [{type: WORKS_FOR, from: n, to: o}]
"""
    load_texts(kept_store, tmp_path, {"danach.yaml": later})
    data = state.current()
    names = {node.name for node in data.network.nodes.values()}
    then, day = on_map.frozen(data, frozen)
    assert "Nora Nachgeladen" in names
    assert "Nora Nachgeladen" not in {node.name for node in then.network.nodes.values()}
    assert then.positions is data.positions
    assert day == date(2022, 1, 1) or day < frozen.date()
    now, _ = on_map.frozen(data, datetime.now(UTC))
    assert "Nora Nachgeladen" in {node.name for node in now.network.nodes.values()}
