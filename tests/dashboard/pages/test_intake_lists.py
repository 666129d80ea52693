"""The page Import asks what words about who came mean, and loads with the answers."""

from pathlib import Path

from streamlit.testing.v1 import AppTest

LIST = "Name;Organisation;Zusage\nAnna Lang;Werk;blau\nBo Weiß;Werk;rot\nCem Ott;Werk;ja\nDa Roth;Werk;blau\n"


def page(path: str) -> None:
    """Draw the questions of a list, and who of it came once they are answered."""
    from pathlib import Path
    from types import SimpleNamespace

    import streamlit as st

    from briefing.wording.language import Words
    from dashboard.pages.intake.lists import draw_kind
    from graph.errors import InputError
    from ingest.loading.pipeline import prepare
    from ingest.records import Options

    options = Options(event="Forum", date="2024-02-20")
    options = draw_kind(SimpleNamespace(words=Words("de")), Path(path), options, key="one")  # type: ignore[arg-type]
    try:
        records = prepare(Path(path), options).records()
    except InputError as error:
        st.text(error.key)
    else:
        st.text(", ".join(fact.role for record in records for fact in record.facts if fact.type == "TOOK_PART_IN"))


def shown(tmp_path: Path, text: str) -> AppTest:
    path = tmp_path / "Teilnehmende.csv"
    path.write_text(text, encoding="utf-8")
    return AppTest.from_function(page, default_timeout=60, kwargs={"path": str(path)}).run()


def test_each_unknown_word_is_asked_about_and_counts_as_it_is_answered(tmp_path: Path) -> None:
    app = shown(tmp_path, LIST)
    assert [radio.label for radio in app.radio] == ["„blau“ (2×)", "„rot“ (1×)"]
    assert app.text[0].value == "attendance_unknown"
    app.radio[0].set_value("came").run()
    assert app.text[0].value == "attendance_unknown"  # the other one is open
    app.radio[1].set_value("invited").run()
    assert not app.exception
    assert app.text[0].value == "participant, invited, participant, participant"


def test_the_words_of_a_second_column_are_asked_about_next(tmp_path: Path) -> None:
    app = shown(tmp_path, "Name;Organisation;Zusage;Anwesend\nAnna Lang;Werk;blau;grün\nBo Weiß;Werk;ja;ja\n")
    app.radio[0].set_value("nothing").run()
    assert [radio.label for radio in app.radio] == ["„blau“ (1×)", "„grün“ (1×)"]
    app.radio[1].set_value("invited").run()
    assert app.text[0].value == "invited, participant"


def test_more_words_than_anybody_answers_are_told_with_what_to_do(tmp_path: Path) -> None:
    rows = "".join(f"Anna Lang{a}{b};Werk;Wort {a}{b}\n" for a in "abcdefgh" for b in "ijklmnopq")
    app = shown(tmp_path, f"Name;Organisation;Zusage\n{rows}")
    assert not app.radio
    assert app.text[0].value == "attendance_unknown"
    assert "Bei 72 Angaben" in " ".join(block.value for block in app.html)
