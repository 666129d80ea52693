"""Whole pages without a browser: the four states, both languages, and names that look like markup."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from briefing.wording.language import catalogue
from dashboard.menu import PAGES
from dashboard.state import current as store
from graph.errors import StoreUnavailable
from graph.model.schema import load
from graph.network import Network
from tests.dashboard.pages.small_network import small_network

NEED_DATA = tuple(page.id for page in PAGES.values() if not page.works_without_data)
NASTY = '<img src=x onerror="alert(1)"> ![x](http://example.org/x.png) **b** :red[r] $x$'
Serve = Callable[[Network], None]
# Three of the pages ask the store themselves.
WITH_ENGINE = [
    pytest.param(page, marks=pytest.mark.embedded) if page in {"today", "review", "sources"} else page for page in PAGES
]


def opened(page: str, **address: str) -> AppTest:
    app = AppTest.from_string(f"from dashboard.menu import PAGES\nPAGES[{page!r}].show()", default_timeout=60)
    for name, value in address.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return app


def html(app: AppTest) -> str:
    return "".join(block.value for block in app.html)


@pytest.mark.parametrize("page", NEED_DATA)
def test_without_data_a_page_says_what_to_do(serve: Serve, page: str) -> None:
    serve(Network(load(), {}, []))
    assert "akteursnetz sample" in html(opened(page))


@pytest.mark.parametrize("page", PAGES)
def test_an_error_is_a_sentence_and_can_be_tried_again(
    serve: Serve, monkeypatch: pytest.MonkeyPatch, page: str
) -> None:
    def fail(_: object = None) -> None:
        raise StoreUnavailable("store_unavailable")

    monkeypatch.setattr(store, "current", fail)
    app = opened(page)
    assert "Die Datenbank ist nicht erreichbar." in html(app)
    assert "Traceback" not in html(app)
    serve(small_network())
    app.button[0].click().run()
    assert "nicht erreichbar" not in html(app)


@pytest.mark.parametrize("page", WITH_ENGINE)
@pytest.mark.parametrize(("language", "word"), [("de", "Personen"), ("en", "People")])
def test_pages_speak_the_language_of_the_address(serve: Serve, page: str, language: str, word: str) -> None:
    serve(small_network())
    app = opened(page, language=language, actor="mueller")
    titles = {key: text for key, text in catalogue(language).items() if key.endswith("_title")}
    assert f">{titles[f'{page}_title']}</h1>" in html(app)
    if page == "overview":
        assert word in html(app)


def test_an_unknown_language_in_the_address_is_passed_over(serve: Serve) -> None:
    serve(small_network())
    assert "Überblick" in html(opened("overview", language="<b>"))


def test_the_language_can_be_switched(serve: Serve) -> None:
    serve(small_network())
    app = opened("overview")
    app.segmented_control(key="language").set_value("en").run()
    assert ">Overview</h1>" in html(app)
    assert app.query_params["language"] == "en"


@pytest.mark.parametrize("node", ["mueller", "amt", "treffen", "wasserstoff", "sachsen"])
def test_every_type_of_actor_has_a_profile_with_sources(serve: Serve, node: str) -> None:
    network = small_network()
    serve(network)
    app = opened("actor", actor=node)
    assert f">{network.nodes[node].display}</h2>" in html(app)
    assert any("Bericht" in str(table.value) for table in app.dataframe)


def test_ties_have_reasons_and_words_for_their_strength(serve: Serve) -> None:
    serve(small_network())
    drawn = html(opened("actor", actor="mueller"))
    assert "gemeinsam bei „Treffen“ (16.03.2021, 2 Personen)" in drawn
    assert "sehr stark ab 2".lower() in drawn.lower()
    assert "akteur?actor=anna" in drawn


def test_an_unknown_actor_is_said_to_be_unknown(serve: Serve) -> None:
    serve(small_network())
    assert "Diesen Eintrag gibt es nicht" in html(opened("actor", actor="per-0"))


def test_a_region_in_the_address_shrinks_the_tables(serve: Serve) -> None:
    serve(small_network())
    whole, part = opened("network", layer="facts"), opened("network", layer="facts", region="sachsen")
    assert [len(app.dataframe[0].value) for app in (whole, part)] == [10, 5]
    assert [app.tabs[1].label.rpartition(" ")[2] for app in (whole, part)] == ["(11)", "(4)"]
    assert len(whole.dataframe) == 1  # the closed tab is not drawn


def test_a_choice_goes_into_the_address_and_can_be_taken_back(serve: Serve) -> None:
    serve(small_network())
    app = opened("network", layer="facts")
    app.multiselect(key="filter_type").set_value(["Event"]).run()
    assert app.query_params["type"] == "Event"
    assert "2 Einträge" in html(app)
    next(b for b in app.button if b.label == "Filter aufheben").click().run()
    assert "type" not in app.query_params
    assert "10 Einträge" in html(app)


@pytest.mark.parametrize("bad", ["yesterday", "2021-99-99", "9999-01-01", ""])
def test_a_day_that_is_none_in_the_address_is_passed_over(serve: Serve, bad: str) -> None:
    serve(small_network())
    assert "10 Einträge" in html(opened("network", layer="facts", **{"from": bad}))


def test_filters_that_fit_nothing_say_so(serve: Serve) -> None:
    serve(small_network())
    assert "Zu diesen Filtern passt nichts" in html(opened("network", layer="facts", to="1950-01-01"))


def test_the_only_hit_of_a_search_becomes_the_actor(serve: Serve) -> None:
    serve(small_network())
    app = opened("network", layer="facts")
    app.text_input(key="network_search").set_value("Mueller, Juergen").run()
    assert app.query_params["actor"] == "mueller"
    assert ">Dr. Jürgen Müller</h2>" in html(app)
    assert "Quelle: Bericht, Zeile 7, 20.03.2021" in html(app)


def test_of_several_hits_one_is_chosen(serve: Serve) -> None:
    serve(small_network())
    app = opened("network", layer="facts")
    app.text_input(key="network_search").set_value("werk").run()
    hits = app.selectbox[0]
    assert hits.options == ["Werk Nord GmbH · Unternehmen · erfunden", "Bund der Werke · Verband"]
    hits.set_value("bund").run()
    assert ">Bund der Werke</h2>" in html(app)


def found_by(app: AppTest, typed: str) -> str:
    box = next(field for field in app.text_input if str(field.key).startswith("find_"))
    box.set_value(typed).run()
    assert not app.exception
    return html(app)


@pytest.mark.parametrize("page", ["overview", "gaps", "help"])
def test_the_box_on_every_page_lists_what_it_finds_and_why(serve: Serve, page: str) -> None:
    serve(small_network())
    drawn = found_by(opened(page), "Jürgen Müler")
    assert 'href="/akteur?actor=mueller&amp;language=de"' in drawn
    assert "ähnlich geschrieben" in drawn
    assert "data-only" not in drawn
    assert 'data-only="1"' in found_by(opened(page), "AfI")
    assert "Nichts gefunden für „Zzzz“" in found_by(opened(page), "Zzzz")


def test_a_page_without_a_choice_begins_with_something_to_click(serve: Serve) -> None:
    serve(small_network())
    for page in ("actor", "ways", "events", "intake"):
        assert "an-card" in html(opened(page)), page


def test_the_card_of_a_person_says_role_ties_and_what_is_open(serve: Serve) -> None:
    serve(small_network())
    drawn = html(opened("actor", actor="mueller"))
    card = drawn[drawn.index("an-call") :]
    for words in ("Jetzt", "Amt für Industrie", "Referent", "Letzter Kontakt", "Offene Zusagen", "Stärkste Kontakte"):
        assert words in card, words


def test_a_slip_of_the_pen_is_answered_with_similar_names(serve: Serve) -> None:
    serve(small_network())
    app = opened("network", layer="facts")
    app.text_input(key="network_search").set_value("Jürgen Müler").run()
    assert (app.selectbox[0].label, app.selectbox[0].options) == ("Ähnliche Namen", ["Dr. Jürgen Müller · Person"])
    assert app.query_params["actor"] == "mueller"


@pytest.mark.parametrize("page", WITH_ENGINE)
def test_names_that_look_like_markup_stay_text(serve: Serve, page: str) -> None:
    serve(small_network(lambda name: f"{name} {NASTY}"))
    app = opened(page, actor="mueller")
    found_by(app, "Müller")
    searched = page in {"network", "actor"}
    if page == "network":
        app.text_input(key="network_search").set_value("Müller").run()
    assert "<img src=x" not in html(app)
    if searched:
        assert "&lt;img src=x" in html(app)
    # Streamlit reads Markdown in all of these.
    read_as_markdown = [*app.markdown, *app.caption, *app.title, *app.header, *app.subheader]
    said = [str(e.value) for e in read_as_markdown]
    said += [e.label for e in [*app.button, *app.tabs, *app.expander, *app.metric, *app.selectbox, *app.multiselect]]
    marks = ("img",) if page == "help" else ("img", "**")  # the handbook is Markdown of ours
    assert [words for words in said if any(mark in words for mark in marks)] == []


def test_the_overview_leads_to_the_import_and_names_no_command(serve: Serve) -> None:
    serve(small_network())
    drawn = html(opened("overview"))
    assert 'href="/import?language=de"' in drawn
    assert "akteursnetz ingest" not in drawn
