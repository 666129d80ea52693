"""The pages Prüfen and Quellen on a real store, without a browser: their states, and what their buttons do."""

import csv
import io
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from briefing.exchange.sheets import rows_as_csv
from dashboard.pages.review.state import _owners
from dashboard.pages.sources.list import facts_of
from dashboard.parts import saving
from dashboard.state import current as data
from dashboard.state.pair_search import PairSearch
from graph.curation.pair_book import PairBook
from graph.network import Network
from graph.store import Store
from graph.store.export import lines
from ingest.loading.pipeline import load, prepare
from ingest.records import Options

pytestmark = pytest.mark.embedded
SECONDS = 240  # for one drawing: the machine may have much else to do
NASTY = '<img src=x onerror="alert(1)"> ![x](http://example.org/x.png) **b** :red[r] $x$'
LIST = "Vorname;Nachname;Organisation\nÄnne;Groß;Werk Nord GmbH\nBert;Kohl;Kammer Süd\n"
LATER = "Vorname;Nachname;Organisation\nÄ.;Groß;Werk Nord GmbH\n"
TEXT = "Dr. Anna Kern, Geschäftsführerin der Beispiel Werke GmbH, sprach gestern.\n"


@pytest.fixture
def store(kept_store: Store, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    kept_store.erase_everything()
    kept_store.migrate()
    monkeypatch.setattr(data, "database", lambda: kept_store)
    data._read.clear()
    yield kept_store
    data._read.clear()


def take(store: Store, folder: Path, **files: str) -> None:
    for name, text in files.items():
        file = folder / name.replace("__", ".")
        file.write_text(text, encoding="utf-8")
        load(store, prepare(file, Options()))


@pytest.fixture
def filled(store: Store, tmp_path: Path) -> Store:
    names = {"Nordtreffen_2021-06-10__csv": LIST, "Südtreffen_2021-09-23__csv": LATER, "bericht__txt": TEXT}
    take(store, tmp_path, **names)
    return store


def opened(page: str, **address: str) -> AppTest:
    app = AppTest.from_string(f"from dashboard.menu import PAGES\nPAGES[{page!r}].show()", default_timeout=SECONDS)
    for name, value in address.items():
        app.query_params[name] = value
    return ran(app)


def ran(app: AppTest) -> AppTest:
    app.run()
    assert not app.exception
    return app


def press(app: AppTest, key: str) -> AppTest:
    app.button(key=key).click()
    return ran(app)


def html(app: AppTest) -> str:
    return "".join(block.value for block in app.html)


def proposals_tab(app: AppTest) -> AppTest:
    label = next(tab.label for tab in app.tabs if tab.label.startswith("Vorschläge"))
    app.session_state["review_tab"] = label
    return ran(app)


def exported(store: Store) -> list[str]:
    return list(lines(store.view(), store.schema))


def people(store: Store) -> set[str]:
    return {n.name for n in Network.read(store.view()).nodes.values() if n.label == "Person"}


@pytest.mark.parametrize("page", ["review", "sources"])
def test_an_empty_store_is_said_in_a_sentence(store: Store, page: str) -> None:
    assert "akteursnetz ingest" in html(opened(page)) or "keine Paare" in html(opened(page))


def test_a_pair_stands_side_by_side_with_reasons_and_what_merging_would_do(filled: Store) -> None:
    drawn = html(opened("review"))
    assert ">Änne Groß</h3>" in drawn
    assert ">Ä. Groß</h3>" in drawn
    assert "Beide gehören zu derselben Organisation: Werk Nord GmbH." in drawn
    assert "Dasselbe heißt: " in drawn
    assert "1 von 1" in drawn


def test_a_pair_is_merged_and_undone_exactly_and_asked_again(filled: Store) -> None:
    before = exported(filled)
    app = press(opened("review"), "review_yes")
    assert people(filled) == {"Änne Groß", "Bert Kohl"}
    assert "Zusammengeführt: " in html(app)
    app = press(app, "review_undo")
    assert exported(filled) == before
    assert ">Ä. Groß</h3>" in html(app)


def test_a_pair_called_different_is_gone_for_good(filled: Store) -> None:
    press(opened("review"), "review_no")
    drawn = html(opened("review"))
    assert "Es wartet nichts" in drawn or "Anna Kern" in drawn
    assert ">Ä. Groß</h3>" not in drawn
    (decision,) = filled.view().decisions()
    assert decision.judgement == "different"


def test_a_proposal_shows_its_sentence_with_the_mention_marked(filled: Store) -> None:
    drawn = html(proposals_tab(opened("review")))
    assert "<mark>Dr. Anna Kern</mark>, Geschäftsführerin der Beispiel Werke GmbH" in drawn
    assert "bericht.txt" in drawn


def test_a_proposal_is_corrected_accepted_and_undone_exactly(filled: Store) -> None:
    before = exported(filled)
    app = proposals_tab(opened("review"))
    while "· Funktion ·" not in html(app):
        app = press(app, "review_later")
    (role,) = [field for field in app.text_input if field.key.startswith("review_role_")]
    role.set_value("Vorständin")
    app = press(app, "review_yes")
    assert "Vorständin" in {r.role for r in Network.read(filled.view()).relations}
    assert "Dazu gehören 2 weitere" in html(app)
    press(app, "review_undo")
    assert exported(filled) == before


def test_the_tab_stays_open_when_an_answer_changes_its_count(filled: Store) -> None:
    app = proposals_tab(opened("review"))
    waiting = len(filled.view().proposals("open"))
    for key, left in (("review_no", waiting - 1), ("review_undo", waiting)):
        app = press(app, key)
        assert f"Vorschläge aus Texten ({left})" in [tab.label for tab in app.tabs]
        assert "<mark>" in html(app)
        assert ">Ä. Groß</h3>" not in html(app)  # the pair, about which the same keys would decide


def test_a_correction_that_does_not_fit_is_said_and_nothing_is_written(filled: Store) -> None:
    before = exported(filled)
    app = proposals_tab(opened("review"))
    next(field for field in app.text_input if field.key.startswith("review_name_")).set_value(" ")
    app = press(app, "review_yes")
    assert "passt nicht in das Feld" in html(app)
    assert exported(filled) == before


def test_what_was_decided_is_undone_from_the_list(filled: Store) -> None:
    app = press(proposals_tab(opened("review")), "review_no")
    (refused,) = filled.view().proposals("refused")
    app.session_state["review_tab"] = "Entschieden"
    app.session_state["_review_chosen_past"] = refused.id
    app = press(ran(app), "review_undo_past")
    assert filled.view().proposals("refused") == []


def test_what_an_answer_taught_is_shown_and_taken_back_by_a_click(filled: Store) -> None:
    assert "Die Reihenfolge folgt den mitgelieferten Gewichten" in html(opened("review"))
    app = press(opened("review"), "review_no")
    assert "Gelernt aus 1 Antwort." in html(app)
    app = press(app, "review_forget")
    assert "Die Reihenfolge folgt den mitgelieferten Gewichten" in html(app)
    assert "Gelernt aus 1 Antwort." in html(press(app, "review_remember"))
    assert len(filled.view().decisions()) == 1


@pytest.mark.parametrize(("answer", "is_asked_again"), [("review_yes", False), ("review_no", True)])
def test_what_was_merged_stays_apart_and_what_was_called_different_is_asked_again_once_undone(
    filled: Store, answer: str, is_asked_again: bool
) -> None:
    before = exported(filled)
    press(opened("review"), answer)
    (decision,) = filled.view().decisions()
    app = opened("review")
    app.session_state["review_tab"] = "Entschieden"
    app.session_state["_review_chosen_past"] = decision.id
    press(ran(app), "review_undo_past")
    assert exported(filled) == before
    assert (">Ä. Groß</h3>" in html(opened("review"))) == is_asked_again


def test_who_loaded_a_source_is_shown(store: Store, tmp_path: Path) -> None:
    for who, name in (("anna", "Nordtreffen_2021-06-10.csv"), ("ben", "Kopie_2021-06-10.csv")):
        (tmp_path / name).write_text(LIST, encoding="utf-8")
        load(store, prepare(tmp_path / name, Options(event="Nordtreffen", date="2021-06-10", recorded_by=who)))
    (source,) = store.view().nodes("Source")
    drawn = html(opened("sources", source=source["id"]))
    assert "<dt>Erfasst von</dt><dd>anna</dd>" in drawn


def test_names_and_sentences_that_look_like_markup_stay_text(store: Store, tmp_path: Path) -> None:
    quoted = NASTY.replace("'", "''")
    facts = (
        f"source: {{title: 'Blatt {quoted}', kind: report}}\n"
        "nodes:\n"
        f"  - {{ref: a, type: Organisation, name: 'Glashütte Zebrahausen {quoted}'}}\n"
        f"  - {{ref: b, type: Organisation, name: 'Glashütte Zebrahausn {quoted}'}}\n"
        "relationships:\n"
        "  - {type: COOPERATES_WITH, from: a, to: c}\n"
    ).replace("relationships", "  - {ref: c, type: Organisation, name: Kammer Süd}\nrelationships")
    take(store, tmp_path, blatt__yaml=facts, bericht__txt=f"Dr. Anna Kern {NASTY} sprach gestern mit Herrn Kohl.")
    pairs, proposals, sources = opened("review"), proposals_tab(opened("review")), opened("sources")
    assert "Zebrahausn &lt;img" in html(pairs)
    assert "&lt;img" in html(proposals)
    for app in (pairs, proposals, sources):
        assert "<img" not in html(app)
        assert not any("example.org" in block.value for block in app.markdown)


def test_the_list_of_sources_tells_what_waits_and_what_is_loaded(filled: Store) -> None:
    table = opened("sources").dataframe[0].value
    rows = {row["Titel"]: row for row in table.to_dict("records")}
    waiting = rows["Dr. Anna Kern, Geschäftsführerin der Beispiel Werke GmbH, sprach gestern."]
    assert waiting["Stand"] == "wartet: Noch ist nichts angenommen"
    assert int(waiting["offene Vorschläge"]) == len(filled.view().proposals("open"))
    # Two people: each takes part and has an employer.
    assert int(rows["Nordtreffen 2021-06-10"]["Fakten"]) == 4


def source_of(store: Store, file: str) -> str:
    return next(str(s["id"]) for s in store.view().nodes("Source") if s["file"] == file)


def test_a_link_from_a_fact_leads_to_the_source_and_its_place(filled: Store) -> None:
    app = opened("sources", source=source_of(filled, "Nordtreffen_2021-06-10.csv"), place="row 2")
    assert "Stelle Zeile 2:" in html(app)
    assert "Änne Groß arbeitet für Werk Nord GmbH" in html(app)


def test_an_unknown_source_is_said(filled: Store) -> None:
    assert "Diese Quelle gibt es nicht" in html(opened("sources", source="src-0"))


def test_a_source_is_corrected_and_the_change_is_listed(filled: Store) -> None:
    source_id = source_of(filled, "Nordtreffen_2021-06-10.csv")
    app = opened("sources", source=source_id)
    app.text_input(key=f"sources_name_{source_id}").set_value("Anmeldungen Nord")
    app.text_input(key=f"sources_date_{source_id}").set_value("11.6.2021")
    app = press(app, "sources_save")
    assert ">Anmeldungen Nord</h2>" in html(app)
    assert "Titel von „Nordtreffen 2021-06-10“ zu „Anmeldungen Nord“" in html(app)
    app.text_input(key=f"sources_date_{source_id}").set_value("gestern")
    assert "passt nicht in das Feld" in html(press(app, "sources_save"))


def test_a_source_is_withdrawn_after_a_preview_and_comes_back_when_it_is_loaded(filled: Store, tmp_path: Path) -> None:
    before = exported(filled)
    app = press(opened("sources", source=source_of(filled, "Südtreffen_2021-09-23.csv")), "sources_preview")
    # The person, the event; attendance and employment: all else the other list says too.
    assert "Nicht mehr aktuell wären 2 Einträge und 2 Fakten" in html(app)
    assert exported(filled) == before
    app = press(app, "sources_withdraw_now")
    assert "„Südtreffen_2021-09-23.csv“ noch einmal laden" in html(app)
    assert "Ä. Groß" not in people(filled)
    take(filled, tmp_path, Südtreffen_2021_09_23__csv=LATER)
    assert "Ä. Groß" in people(filled)


def test_two_networks_of_one_version_have_their_own_facts_and_pairs(filled: Store, tmp_path: Path) -> None:
    one = Network.read(filled.view())
    other = Network(one.schema, dict(one.nodes), [], one.version)
    assert facts_of(one)[1]
    assert facts_of(other)[1] == {}
    assert _owners(one)[1] == _owners(other)[1]
    search = PairSearch(PairBook())
    assert len(search.found(filled, one, patience=SECONDS).pairs) == 1
    assert search.found(filled, Network(one.schema, {}, [], one.version), patience=SECONDS).pairs == []


def test_the_list_as_csv_holds_no_formula() -> None:
    (_, row) = csv.reader(
        io.StringIO(rows_as_csv([{"Titel": "=HYPERLINK(1)", "Fakten": 3}]).decode("utf-8-sig")), delimiter=";"
    )
    assert row == ["'=HYPERLINK(1)", "3"]


def test_a_file_of_what_waits_is_noted_with_whom_it_is_about(
    filled: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "Dr. Änne Groß, Leiterin der Werk Nord GmbH, sprach mit Herrn Bert Kohl.\n"
    take(filled, tmp_path, gespraech__txt=text)
    asked: dict[str, set[str]] = {}

    def noted(make: object, file: str, kind: str, about: Iterable[str] = ()) -> bytes:
        asked[kind] = set(about)
        return b"-"

    monkeypatch.setattr(saving, "noted", noted)
    proposals_tab(opened("review"))
    nodes = Network.read(filled.view()).nodes
    named = {nodes[one].name for one in asked["proposals"] if one in nodes and nodes[one].label != "Source"}
    assert {"Änne Groß", "Werk Nord GmbH"} <= named
    assert "Kammer Süd" not in named
    assert {p.source_id for p in filled.view().proposals("open")} <= asked["proposals"]
    assert {nodes[one].name for one in asked["review"]} == {"Änne Groß", "Ä. Groß"}
    asked.clear()
    opened("sources", source=next(p.source_id for p in filled.view().proposals("open") if "Bert" in p.sentence))
    assert "Änne Groß" in {nodes[one].name for one in asked["proposals"] if one in nodes}
