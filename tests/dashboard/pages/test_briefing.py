"""The page Briefing without a browser: its states, the choice, what is left out, files, templates, the shelf."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from briefing.documents.request import Request
from briefing.production import produce
from briefing.renderers import RenderOptions, pdf
from dashboard.state import briefings, findings
from dashboard.state import current as data
from graph.model.ledger import LedgerEntry
from graph.network import Network
from tests.briefing.documents.grown import grown
from tests.briefing.documents.little_network import SECRET, fact, little_network

Serve = Callable[[Network], None]


class Ledger:
    """A ledger in memory, for both sides of a store."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], LedgerEntry] = {}

    def view(self) -> "Ledger":
        return self

    def curator(self) -> "Ledger":
        return self

    def entries(self, book: str) -> list[LedgerEntry]:
        return [entry for (name, _), entry in reversed(self.kept.items()) if name == book]

    def decisions(self) -> list[object]:
        return []

    def note(self, entries: list[LedgerEntry]) -> None:
        for entry in entries:
            at = f"2026-01-01T00:00:{len(self.kept):02}+00:00"
            self.kept[entry.book, entry.id] = LedgerEntry(entry.book, entry.id, entry.who, at, entry.body)

    def strike(self, book: str, ids: list[str]) -> None:
        for name in ids:
            self.kept.pop((book, name), None)


@pytest.fixture
def ledger(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> Ledger:
    serve(little_network())
    kept = Ledger()
    monkeypatch.setattr(findings, "notes", lambda: kept)
    monkeypatch.setattr(data, "database", lambda: kept)
    briefings._made.clear()
    return kept


def opened(**address: Any) -> AppTest:
    app = AppTest.from_string("from dashboard.menu import PAGES\nPAGES['briefing'].show()", default_timeout=60)
    for name, value in address.items():
        app.query_params[name] = value
    return shown(app)


def shown(app: AppTest) -> AppTest:
    app.run()
    assert not app.exception, app.exception
    return app


def html(app: AppTest) -> str:
    return "".join(block.value for block in app.html)


def press(app: AppTest, label: str) -> AppTest:
    next(b for b in app.button if b.label == label).click()
    return shown(app)


def test_nothing_chosen_says_what_to_do(ledger: Ledger) -> None:
    said = html(opened())
    assert "Suchen Sie oben, worum es geht" in said
    assert "Noch wurde kein Briefing erstellt" in said


def test_the_actor_looked_at_is_the_first_subject(ledger: Ledger) -> None:
    assert ">Briefing: Werk Nord GmbH</h2>" in html(opened(actor="werk"))


def test_subjects_come_from_the_address_and_go_into_it(ledger: Ledger) -> None:
    app = opened(subject=["anna", "nobody", "src-report", "carla"])
    assert app.query_params["subject"] == ["anna", "carla"]
    assert "Anna Weiß, Dr. Carla Roth" in html(app)


def test_an_only_hit_is_added_and_one_of_several_is_chosen(ledger: Ledger) -> None:
    app = opened(subject="anna")
    app.text_input(key="briefing_typed").set_value("Amt")
    assert shown(app).query_params["subject"] == ["anna", "amt"]
    app.text_input(key="briefing_typed").set_value("Nord")
    app = shown(app)
    app.text_input(key="briefing_typed").set_value("r")
    hits = next(box for box in shown(app).selectbox if str(box.key).startswith("briefing_hits"))
    hits.set_value("carla")
    assert shown(app).query_params["subject"] == ["anna", "amt", "werk", "carla"]


def test_a_slip_of_the_pen_is_answered_with_similar_names(ledger: Ledger) -> None:
    app = opened()
    app.text_input(key="briefing_typed").set_value("Anna Weisz")
    assert any("Anna Weiß" in option for box in shown(app).selectbox for option in box.options)


def test_the_audience_decides_what_is_seen_and_the_rest_is_listed(ledger: Ledger) -> None:
    app = opened(subject="werk")
    assert SECRET in html(app)
    app.segmented_control(key="briefing_audience").set_value("public")
    said = html(shown(app))
    assert "In der Fassung „Öffentlich“ fehlt:" in said
    assert "Quelle „Quelle talk“" in said
    assert SECRET not in said
    assert all(SECRET not in str(table.value) for table in app.dataframe)


def test_a_subject_the_audience_may_not_see_is_a_sentence(ledger: Ledger) -> None:
    app = opened(subject="ben")
    app.segmented_control(key="briefing_audience").set_value("public")
    assert "steht nur in Quellen, die nicht freigegeben sind" in html(shown(app))


def test_gaps_need_no_subject(ledger: Ledger) -> None:
    app = opened()
    app.segmented_control(key="briefing_purpose").set_value("gaps")
    assert "Lücken im Netz" in html(shown(app))


def test_files_are_made_and_noted(ledger: Ledger) -> None:
    app = opened(subject="werk")
    app.multiselect(key="briefing_formats").set_value([".md", ".csv"])
    app.text_input(key="briefing_for").set_value("Staatssekretärin")
    shown(app)
    press(app, "Dateien erstellen")
    labels = [button.proto.label for button in app.get("download_button")]
    assert [label for label in labels if label != "Als CSV"] == ["MD", "CSV"]  # tables have their own
    (entry,) = ledger.entries("export")
    assert (entry.body["formats"], entry.body["for"]) == (["csv", "md"], "Staatssekretärin")
    assert len(ledger.entries("briefing")) == 1
    assert "Staatssekretärin" in str(shown(app).dataframe[-1].value)
    assert "Gegenüber der letzten Ausgabe (erstellt am 01.01.2026) hat sich nichts geändert." in html(app)


def test_files_of_another_choice_are_not_offered(ledger: Ledger) -> None:
    app = opened(subject="werk")
    app.multiselect(key="briefing_formats").set_value([".md"])
    press(shown(app), "Dateien erstellen")
    app.segmented_control(key="briefing_audience").set_value("public")
    assert [b.proto.label for b in shown(app).get("download_button") if b.proto.label != "Als CSV"] == []


def test_a_template_keeps_the_choice_without_names(ledger: Ledger) -> None:
    app = opened(subject="werk")
    app.multiselect(key="briefing_sections").set_value(["summary", "who"])
    app.segmented_control(key="briefing_audience").set_value("partners")
    app.text_input(key="briefing_template_name").set_value("Kurz")
    press(shown(app), "Als Vorlage speichern")
    (entry,) = ledger.entries("briefing_template")
    assert "werk" not in str(entry.body).lower()
    other = opened(subject="amt")
    other.selectbox(key="briefing_template").set_value("Kurz")
    shown(other)
    assert other.segmented_control(key="briefing_audience").value == "partners"
    assert other.multiselect(key="briefing_sections").value == ["summary", "who"]
    other.selectbox(key="briefing_drop").set_value("Kurz")
    press(shown(other), "Löschen")
    assert not ledger.entries("briefing_template")


@pytest.mark.parametrize("subject", ["anna", "treffen", "wasserstoff", "harz", "dora", "amt"])
@pytest.mark.parametrize("language", ["de", "en"])
def test_every_kind_of_subject_is_drawn_in_both_languages(ledger: Ledger, subject: str, language: str) -> None:
    assert "an-section" in html(opened(subject=subject, language=language))


@pytest.mark.parametrize("subject", ["werk", "h0"])
def test_the_pages_are_shown_as_they_will_be_printed(ledger: Ledger, serve: Serve, subject: str) -> None:
    network = little_network() if subject == "werk" else grown(2, 24, 12, 4)
    serve(network)
    request = Request((subject,), network.reference_day(date.today()), annex=False)
    pages = pdf.pages(produce.make(network, request).briefing, RenderOptions(), dots=20)
    said = html(opened(subject=subject))
    assert len(pages) == (1 if subject == "werk" else 2)
    assert said.count("data:image/png;base64,") == len(pages)
    assert f"Seite {len(pages)} von „Briefing: " in said


def instead(app: AppTest, typed: str, subject: str) -> AppTest:
    """Search for another subject, and take away all others."""
    app.text_input(key="briefing_typed").set_value(typed)
    shown(app).multiselect(key="briefing_subjects").set_value([subject])
    return shown(app)


def sentence_of(app: AppTest) -> Any:
    return next(area for area in app.text_area if area.label == "So soll er lauten")


def test_what_is_typed_for_a_sentence_is_not_in_the_field_of_another_subject(ledger: Ledger) -> None:
    app = opened(subject="werk")
    app.selectbox(key="briefing_sentence").set_value("lead.who")
    sentence_of(shown(app)).set_value("Nur vom Werk.")
    shown(app)
    assert "Das Amt für Industrie" in sentence_of(instead(app, "Amt", "amt")).value
    press(app, "Satz übernehmen")
    assert "Nur vom Werk." not in str(ledger.entries("briefing_sentence"))


def test_a_change_that_fits_no_more_does_not_stand_and_is_shown_and_dropped(
    ledger: Ledger, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened(subject="werk")
    app.selectbox(key="briefing_sentence").set_value("lead.who")
    sentence_of(shown(app)).set_value("Das Haus kennen wir gut.")
    press(shown(app), "Satz übernehmen")
    serve(little_network(more_facts=[fact("WORKS_FOR", "dora", "werk", role="Vorstand")]))
    monkeypatch.setattr(findings, "notes", lambda: ledger)
    later = opened(subject="werk")
    (told,) = [block.value for block in later.html if "Das Haus kennen wir gut." in block.value]
    assert '<p class="an-small">Geändert am' in told  # the line above the field, not the sentence in the briefing
    press(later, "Änderung verwerfen")
    assert ledger.entries("briefing_sentence") == []


def test_the_aim_goes_with_its_subject(ledger: Ledger) -> None:
    app = opened(subject="werk")
    app.text_input(key="briefing_aim").set_value("Die Förderung bleibt")
    assert "Unser Anliegen: Die Förderung bleibt." in html(shown(app))
    app.text_input(key="briefing_typed").set_value("Carla")
    assert "Die Förderung bleibt" in html(shown(app))  # one more is no other
    assert "Die Förderung bleibt" not in html(instead(app, "Amt", "amt"))
    assert app.text_input(key="briefing_aim").value == ""


def test_only_kinds_that_go_with_the_subject_are_offered(ledger: Ledger) -> None:
    app = opened(subject="harz")
    box = app.selectbox(key="briefing_kind")
    assert "Region" in box.options
    assert "Person (vor einem Anruf)" not in box.options
    box.set_value("visit")
    shown(app)
    assert instead(app, "Anna", "anna").selectbox(key="briefing_kind").value is None


def test_files_are_not_offered_once_their_sentence_or_reference_changed(ledger: Ledger) -> None:
    app = opened(subject="werk")
    app.multiselect(key="briefing_formats").set_value([".md"])
    press(shown(app), "Dateien erstellen")

    def offered() -> list[str]:
        return [b.proto.label for b in shown(app).get("download_button") if b.proto.label != "Als CSV"]

    assert offered() == ["MD"]  # that they were made changes nothing
    app.text_input(key="briefing_reference").set_value("Az. 7")
    assert offered() == []
    app.text_input(key="briefing_reference").set_value("")
    assert offered() == ["MD"]
    app.selectbox(key="briefing_sentence").set_value("lead.who")
    sentence_of(shown(app)).set_value("Das Haus kennen wir gut.")
    press(shown(app), "Satz übernehmen")
    assert offered() == []


def test_a_sentence_is_changed_by_hand_kept_and_taken_back(ledger: Ledger) -> None:
    app = opened(subject="werk")
    app.selectbox(key="briefing_sentence").set_value("lead.who")
    sentence_of(shown(app)).set_value("Das Haus kennen wir gut.")
    press(shown(app), "Satz übernehmen")
    assert "Das Haus kennen wir gut." in html(app)
    assert "Von Hand geändert am 01.01.2026" in html(app)
    (entry,) = ledger.entries("briefing_sentence")
    assert (entry.body["place"], entry.body["text"]) == ("lead.who", "Das Haus kennen wir gut.")
    assert "Das Haus kennen wir gut." in html(opened(subject="werk"))
    assert "Das Haus kennen wir gut." not in html(opened(subject="amt"))
    press(app, "Wieder wie vom Programm")
    assert "Das Haus kennen wir gut." not in html(app)


def test_the_letterhead_is_kept_in_the_folder_of_the_data(
    ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AKTEURSNETZ_DATA", str(tmp_path))
    app = opened(subject="werk")
    app.text_area(key="briefing_face_sender").set_value("Servicestelle Muster\nMusterweg 1")
    app.text_input(key="briefing_face_colour").set_value("#FFFF00")
    press(app, "Briefkopf speichern")
    assert "colour" in html(app)
    assert not (tmp_path / "letterhead").exists()
    app.text_input(key="briefing_face_colour").set_value("#7A1F3D")
    press(app, "Briefkopf speichern")
    assert "Musterweg 1" in (tmp_path / "letterhead" / "letterhead.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(("kind", "title"), [("year", "Netzbericht"), ("handover", "Übergabe: ")])
def test_a_kind_that_is_of_all_needs_no_subject(ledger: Ledger, kind: str, title: str) -> None:
    app = opened()
    app.selectbox(key="briefing_kind").set_value(kind)
    assert title in html(shown(app))


def test_a_visit_of_a_region_is_a_kind_one_can_choose(ledger: Ledger) -> None:
    app = opened(subject="harz")
    app.selectbox(key="briefing_kind").set_value("visit")
    app.text_input(key="briefing_aim").set_value("Die Förderung bleibt")
    said = html(shown(app))
    assert "Wer im Harz aktiv ist" in said
    assert "Unser Anliegen: Die Förderung bleibt." in said
