"""The page Wege on the small network: ends out of the address, every state, the text of the mail, names like markup."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.pages.ways.mail import mail
from graph.analysis.questions import Case
from graph.analysis.ways import Ways
from graph.network import Network, Node, Relation
from tests.dashboard.pages.small_network import context_of, small_network
from tests.dashboard.pages.test_pages import NASTY, html, opened

Serve = Callable[[Network], None]


@pytest.fixture(autouse=True)
def data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AKTEURSNETZ_DATA", str(tmp_path))
    monkeypatch.delenv("AKTEURSNETZ_OFFICE", raising=False)


def with_carla(rename: Callable[[str], str] = lambda name: name) -> Network:
    """The small network, and Carla of the Bund, who knows Anna; Otto knows nobody."""
    known = small_network(rename)
    people = [Node("carla", "Person", rename("Carla Berg")), Node("otto", "Person", rename("Otto Rand"))]
    facts = [
        Relation("f1", "KNOWS", "carla", "anna", "met", evidence=("src-1#row 3",)),
        Relation("f2", "WORKS_FOR", "carla", "bund", evidence=("src-1#row 4",)),
    ]
    nodes = {**known.nodes, **{p.id: replace(p, search_text=p.name.lower()) for p in people}}
    return Network(known.schema, nodes, [*known.relations, *facts], 1)


def tables(app: AppTest) -> list[str]:
    return [table.value.to_string() for table in app.dataframe]


def test_with_no_end_or_one_the_page_says_what_is_missing(serve: Serve) -> None:
    serve(with_carla())
    assert "Suchen Sie oben, von wem zu wem" in html(opened("ways"))
    assert "Nun fehlt noch die andere Seite" in html(opened("ways", a="mueller"))
    assert "Beide Seiten sind dieselbe" in html(opened("ways", a="mueller", b="mueller"))


def test_a_way_is_told_step_by_step_with_reason_strength_and_source(serve: Serve) -> None:
    serve(with_carla())
    app = opened("ways", a="mueller", b="bund")
    drawn = html(app)
    assert "Weg 1: über 1 Person" in drawn
    assert "gemeinsam bei „Treffen“ (16.03.2021, 2 Personen)" in drawn
    assert "Carla Berg arbeitet für Bund der Werke." in drawn
    assert "Quelle: Bericht, Zeile 3, 20.03.2021" in drawn
    assert any("kennen einander laut Quelle" in table for table in tables(app))
    assert "akteur?actor=anna" in drawn


def test_who_is_typed_becomes_an_end_and_stands_in_the_address(serve: Serve) -> None:
    serve(with_carla())
    app = opened("ways", b="bund")
    app.text_input(key="ways_end_a_typed").set_value("Mueller, Juergen").run()
    assert app.query_params["a"] == "mueller"
    assert "Weg 1: über 1 Person" in html(app)


def test_of_several_hits_one_is_chosen(serve: Serve) -> None:
    serve(with_carla())
    app = opened("ways", b="anna")
    app.text_input(key="ways_end_a_typed").set_value("Bund").run()
    assert app.query_params["a"] == "bund"
    app.text_input(key="ways_end_a_typed").set_value("er").run()
    box = next(box for box in app.selectbox if "Treffer" in box.label)
    box.set_value("mueller").run()
    assert app.query_params["a"] == "mueller"
    assert "Weg 1: direkt" in html(app)


def test_who_is_to_be_avoided_stands_in_the_address_and_is_gone_round(serve: Serve) -> None:
    serve(with_carla())
    app = opened("ways", a="mueller", b="bund")
    app.multiselect(key="ways_avoid").set_value(["anna"]).run()
    assert app.query_params["avoid"] == "anna"
    assert "ist kein Weg über bekannte Kontakte" in html(app)
    assert "ist kein Weg" in html(opened("ways", a="mueller", b="bund", avoid="anna"))


def test_without_a_way_the_nearest_of_both_sides_and_what_would_help_are_said(serve: Serve) -> None:
    serve(with_carla())
    drawn = html(opened("ways", a="mueller", b="otto"))
    assert "Am nächsten bei Dr. Jürgen Müller" in drawn
    assert "Zu Otto Rand ist kein Kontakt bekannt." in drawn
    assert "Helfen würde ein Anlass, bei dem Dr. Jürgen Müller und Otto Rand zusammenkommen" in drawn


def test_before_they_met_there_was_no_way(serve: Serve) -> None:
    serve(with_carla())
    app = opened("ways", a="mueller", b="anna", as_of="2021-03-15")
    assert "ist kein Weg" in html(app)
    assert "Weg 1: direkt" in html(opened("ways", a="mueller", b="anna", as_of="2021-03-16"))


def test_common_contacts_and_who_of_us_stand_in_tables(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AKTEURSNETZ_OFFICE", "Amt für Industrie")
    serve(with_carla())
    app = opened("ways", a="mueller", b="carla")
    common, ours = tables(app)[-2:]
    assert "Anna Weiß" in common
    assert "Dr. Jürgen Müller" in ours
    assert "2" in ours
    assert app.query_params["us"] == "amt"
    assert "Wählen Sie die Organisation" in html(opened("ways", a="mueller", b="carla", us="nobody"))


def test_what_is_not_in_the_data_is_passed_over(serve: Serve) -> None:
    serve(with_carla())
    assert "Suchen Sie oben" in html(opened("ways", a="per-0", b="src-1", avoid="sachsen", as_of="gestern"))


def test_the_profile_leads_to_the_page(serve: Serve) -> None:
    serve(with_carla())
    assert not opened("actor", actor="carla").exception


def test_the_mail_holds_the_names_and_reasons_of_the_way_and_the_sentences_of_the_template() -> None:
    network = with_carla()
    (way,) = Ways(Case(network, date(2022, 1, 1))).routes("mueller", "bund")
    text = mail(context_of(network).says, way, network.nodes["mueller"], network.nodes["bund"])
    assert text.splitlines() == [
        "Betreff: Kontakt zwischen Dr. Jürgen Müller und Bund der Werke",
        "",
        "Guten Tag Anna Weiß [erfunden]!",
        "",
        "Dr. Jürgen Müller und Bund der Werke möchten wir miteinander bekannt machen.",
        "",
        "Der Weg führt nach unseren Unterlagen über Sie:",
        "- Dr. Jürgen Müller und Anna Weiß [erfunden]: gemeinsam bei „Treffen“ (16.03.2021, 2 Personen).",
        "- Anna Weiß [erfunden] und Carla Berg: kennen einander laut Quelle (belegt 20.03.2021).",
        "- Carla Berg arbeitet für Bund der Werke.",
        "",
        "Könnten Sie beide einander vorstellen?",
        "",
        "Mit freundlichen Grüßen",
    ]
    english = mail(context_of(network, "en").says, way, network.nodes["mueller"], network.nodes["bund"])
    assert english.startswith("Subject: contact between Dr. Jürgen Müller and Bund der Werke")


def test_the_mail_is_shown_to_be_copied_and_says_where_it_is_invented(serve: Serve) -> None:
    serve(with_carla())
    app = opened("ways", a="mueller", b="bund")
    assert "Guten Tag Anna Weiß [erfunden]!" in app.code[0].value
    assert "Der Text ist nur zum Ausprobieren da" in html(app)
    app.segmented_control(key="ways_mail_language").set_value("en").run()
    assert "Dear Anna Weiß [invented]," in app.code[0].value


@pytest.mark.parametrize("ends", [("mueller", "bund"), ("mueller", "otto")])
def test_names_like_markup_arrive_as_text(serve: Serve, ends: tuple[str, str]) -> None:
    serve(with_carla(lambda name: f"{name} {NASTY}"))
    app = opened("ways", a=ends[0], b=ends[1])
    drawn = html(app)
    assert "<img" not in drawn
    assert "&lt;img src=x" in drawn
    words = [*app.markdown, *app.caption, *app.info, *app.warning, *app.header, *app.subheader]
    assert not any("img src" in block.value for block in words)
    assert not any("img src" in str(widget.label) for widget in [*app.text_input, *app.multiselect, *app.toggle])
