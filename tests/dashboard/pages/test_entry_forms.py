"""The forms of "Festhalten" without a browser: each is drawn, knows the schema, and says doubts while one types."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.parts.entry.draft import FORMS
from graph.network import Network
from tests.dashboard.pages.small_network import small_network
from tests.dashboard.pages.test_pages import NASTY, html, opened

Serve = Callable[[Network], None]


def dialog(form: str, actor: str = "mueller", **typed: object) -> AppTest:
    app = opened("actor", actor=actor)
    app.session_state["_choices"]["entry_form"] = form
    for name, value in typed.items():
        app.session_state["_choices"][f"entry_{form}_{name}"] = value
    app.button(key="entry_button").click().run()
    assert not app.exception
    return app


@pytest.mark.parametrize("form", FORMS)
def test_each_form_is_drawn_with_a_button_to_save(serve: Serve, form: str) -> None:
    serve(small_network())
    app = dialog(form)
    assert [b.label for b in app.button if b.key == f"entry_{form}_save"] == ["Speichern"] or form == "correction"


def test_the_actor_one_looks_at_is_filled_in(serve: Serve) -> None:
    serve(small_network())
    assert dialog("talk").multiselect(key="entry_talk_people").value == ["mueller"]
    assert dialog("tie").selectbox(key="entry_tie_start").value == "mueller"


def test_who_is_like_somebody_known_is_shown_while_one_types(serve: Serve) -> None:
    serve(small_network())
    app = dialog("node", label="Person", name="Jürgen Müler")
    assert "gibt es vielleicht schon: Dr. Jürgen Müller" in html(app)
    assert app.text_input(key="entry_node_reason").label == "Es stimmt trotzdem, weil"


def test_a_date_that_can_not_be_read_is_said_with_its_field(serve: Serve) -> None:
    serve(small_network())
    app = dialog("tie", start="mueller", end="werk", type="WORKS_FOR", since="31.2.2026")
    assert "Seit: „31.2.2026“ ist kein lesbares Datum" in html(app)


def test_fields_and_facts_of_an_actor_can_be_corrected(serve: Serve) -> None:
    serve(small_network())
    options = dialog("correction").selectbox(key="entry_correction_what").options
    assert "Titel: Dr." in options
    assert any("arbeitet für" in option for option in options)


def test_names_in_a_note_are_offered_and_taken_with_a_click(serve: Serve) -> None:
    serve(small_network())
    app = dialog("note", text="Anruf von Jürgen Müller: er schickt das Konzept.", begun=True, people=[])
    assert "Dr. Jürgen Müller" in html(app)
    assert app.multiselect(key="entry_note_people").value == []
    next(b for b in app.button if b.label == "Übernehmen").click().run()
    assert app.session_state["_choices"]["entry_note_people"] == ["mueller"]


@pytest.mark.parametrize("form", FORMS)
def test_names_that_look_like_markup_stay_text_in_forms(serve: Serve, form: str) -> None:
    serve(small_network(lambda name: f"{name} {NASTY}"))
    app = dialog(form, text="Jürgen Müller")
    assert "<img" not in html(app)
    said = [e.label for e in [*app.button, *app.tabs, *app.expander, *app.selectbox, *app.multiselect, *app.text_input]]
    assert [words for words in said if "img" in words or "**" in words] == []
