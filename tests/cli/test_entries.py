"""Writing by hand as a person types it: add, edit, note, history, undo."""

import json
from pathlib import Path

import pytest

from graph.curation.conversations import read_promises
from graph.network import Network
from graph.store import Store
from graph.store.export import lines
from tests.support.typed import Run

pytestmark = pytest.mark.embedded
LIST = "Vorname;Nachname;Organisation;Funktion\nÄnne;Groß;Werk Nord GmbH;Leiterin Einkauf\nBert;Kohl;Kammer Süd;\n"


@pytest.fixture
def run(emptied: None, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("AKTEURSNETZ_NAME", "anna")
    people = tmp_path / "Nordtreffen_2021-06-10.csv"
    people.write_text(LIST, encoding="utf-8")
    assert run("ingest", str(people))[0] == 0
    return run


def written(run: Run, *words: str) -> str:
    code, out, err = run(*words, "--json")
    assert code == 0, err
    return str(json.loads(out)["id"])


def test_what_is_added_and_corrected_is_shown_told_and_undone_to_the_letter(run: Run, kept_store: Store) -> None:
    before = list(lines(kept_store.view(), kept_store.schema))
    made = written(run, "add", "person", "Dr. Dora Weiß", "--at", "Werk Nord", "--role", "Referentin", "--from", "2026")
    left = written(
        run, "edit", "Änne Groß", "--fact", "Werk Nord", "--no-longer", "31.1.2026", "--said-by", "Frau Muster"
    )
    tied = written(run, "add", "fact", "Dora Weiß", "kennt", "Bert Kohl", "--role", "begegnet", "--way", "meeting")
    shown = json.loads(run("show", "Änne Groß", "--json")[1])
    assert [f["valid_to"] for f in shown["facts"] if f["type"] == "WORKS_FOR"] == ["2026-01-31"]
    assert "notiert von anna" in run("show", "Dora Weiß")[1].replace("\n", " ")
    told = json.loads(run("history", "Änne Groß", "--json")[1])
    assert [(past["kind"], past["who"]) for past in told] == [("correction", "anna"), ("loaded", "anna")]
    for entry in (made, left, tied):
        assert run("undo", entry)[0] == 0
    assert list(lines(kept_store.view(), kept_store.schema)) == before
    gone = json.loads(run("history", "Dora Weiß", "--json")[1])
    assert all(past["undone"]["who"] == "anna" for past in gone)
    assert run("undo", made)[0] == 2


def test_doubts_end_with_2_and_write_nothing_until_a_reason_is_given(run: Run, kept_store: Store) -> None:
    code, _, err = run("add", "person", "Aenne Groß")
    assert (code, "gibt es vielleicht schon: Änne Groß" in err.replace("\n", " ")) == (2, True)
    assert len(Network.read(kept_store.view()).by_label("Person")) == 2
    written(run, "add", "person", "Aenne Groß", "--anyway", "ihre Tochter")
    assert len(Network.read(kept_store.view()).by_label("Person")) == 3


def test_a_note_with_a_promise_is_kept_and_one_without_names_offers_whom_it_means(run: Run, kept_store: Store) -> None:
    code, _, err = run("note", "Herr Kohl schickt das Konzept.")
    assert (code, "Bert Kohl" in err) == (2, True)
    assert kept_store.view().entries("entry") == []
    written(
        run,
        "note",
        "Sucht Partner.",
        "--with",
        "Bert Kohl",
        "--promise",
        "Konzept",
        "--from",
        "Bert Kohl",
        "--until",
        "30.4.2026",
    )
    (promise,) = read_promises(kept_store.view())
    assert (promise.text, promise.day) == ("Konzept", "2026-04-30")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("add", "fact", "Bert Kohl", "works-for", "Werk Nord", "--from", "31.2.2026"), "Seit: „31.2.2026“"),
        (("add", "fact", "Bert Kohl", "works-fo", "Werk Nord"), "Art: „works-fo“ gibt es nicht"),
        (("add", "persn", "X Y"), "Art: „persn“ gibt es nicht"),
        (("add", "person", "x" * 301), "Name: 301 Zeichen sind zu viel"),
        (("add", "person", "X Y", "--field", "Ort"), "„Ort“ ist kein Feld mit Wert"),
        (("add", "person", "X Y", "--way", "fax"), "Weg: „fax“ gibt es nicht"),
        (("add", "person", "X Y", "--role", "Chef", "--until", "2020"), "--role, --until gehört zu"),
        (("add", "fact", "Bert Kohl", "works-for", "Werk Nord", "--at", "Werk Nord"), "kennt --at nicht"),
        (("edit", "Bert Kohl", "--role", "Chef"), "Welche Angabe?"),
        (
            (
                "edit",
                "Bert Kohl",
            ),
            "Es gibt nichts zu speichern",
        ),
        (("note", "x", "--about", "Bert Kohl", "--promise", "y", "--until", "bald"), "Bis wann: „bald“"),
    ],
)
def test_what_can_not_be_written_is_a_sentence_with_field_and_next_step(
    run: Run, kept_store: Store, words: tuple[str, ...], said: str
) -> None:
    code, _, err = run(*words)
    assert (code, said in err.replace("\n", " ")) == (2, True), err
    assert kept_store.view().entries("entry") == []


def test_a_later_file_is_told_what_a_correction_stands_against(run: Run, tmp_path: Path) -> None:
    written(run, "edit", "Änne Groß", "--fact", "Werk Nord", "--not-so")
    later = tmp_path / "Mitglieder_2026-05-01.csv"
    later.write_text(LIST, encoding="utf-8")
    code, out, _ = run("ingest", str(later), "--event", "Südtreffen", "--date", "2026-05-01")
    assert code == 0
    assert "Korrektur gilt weiter" in out.replace("\n", " ")
