"""What columns are taken to mean, shown and corrected: by their cells, by a mapping, by one saved before."""

from collections.abc import Callable
from pathlib import Path

import pytest

from graph.errors import InputError
from graph.model.facts import Entity
from ingest.loading.pipeline import Prepared, prepare
from ingest.records import Options
from ingest.sources.participants import columns_of
from ingest.tables.saved_mapping import ENDING, mappings_in, read_mapping, save_mapping

Put = Callable[[str, str | bytes], Path]
MEANINGS = {"family_name", "given_name", "name", "organisation", "email"}
ODD = "Wer;Haus;Draht\nAnna Lang;Werk Nord;anna@werk.example\nBo Weiß;Stadt Köln;bo@stadt.example\n"
WITHOUT_HEADER = (
    "Dr.;Mia;Hahn;Bundesverband Beispiel e.V.;mia@verband.example;Berlin\n"
    ";Leo;Busch;IHK Nord;leo@ihk.example;Hessen\n"
    "Prof. Dr.;Karin;Dorn;Universität Musterstadt;karin@uni.example;Bayern\n"
)


def read(path: Path, mapping: Path | None = None, mappings: Path | None = None) -> Prepared:
    return prepare(path, Options(event="Forum", date="2024-02-20", mapping=mapping, mappings=mappings))


def persons(prepared: Prepared) -> list[Entity]:
    return [entity for record in prepared.records() for entity in record.entities if entity.label == "Person"]


def notes(prepared: Prepared) -> list[tuple[str, str]]:
    return [(note.key, note.column) for note in prepared.row_log.notes]


def meanings(path: Path, options: Options | None = None) -> dict[str, tuple[str, str]]:
    return {guess.title: (guess.meaning, guess.why) for guess in columns_of(path, options)}


def test_titles_and_cells_tell_what_columns_mean_and_why(put: Put) -> None:
    path = put(
        "liste.csv",
        "Name;Firma;Kontakt;Wo;Grad des Hauses;Farbe;Telefon\n"
        "Anna Lang;Werk Nord;anna@werk.example;Bayern;Dr.;rot;1\n"
        "Bo Weiß;Werk Süd;bo@werk.example;NRW;;blau;2\n",
    )
    assert meanings(path) == {
        "Name": ("name", "title"),
        "Firma": ("organisation", "title"),
        "Kontakt": ("email", "content"),
        "Wo": ("land", "content"),
        "Grad des Hauses": ("title", "content"),
        "Farbe": ("", "unknown"),
        "Telefon": ("ignored", "title"),
    }
    assert columns_of(path)[2].samples == ("anna@werk.example", "bo@werk.example")
    prepared = read(path)
    assert persons(prepared)[0].values["emails"] == ("anna@werk.example",)
    assert ("note_guessed_column", "Kontakt") in notes(prepared)
    said = [n.message("de") for n in prepared.row_log.notes if n.key == "note_guessed_column"]
    assert any("als „E-Mail“ gelesen" in sentence for sentence in said)
    assert ("note_unused_column", "Farbe") in [(n.key, n.context.get("column")) for n in prepared.row_log.notes]


def test_what_the_cells_seem_to_say_does_not_go_before_a_title(put: Put) -> None:
    path = put("liste.csv", "Name;E-Mail;Kontakt der Leitung\nAnna Lang;a@x.example;chef@x.example\n")
    assert meanings(path)["Kontakt der Leitung"] == ("", "unknown")


def test_a_list_without_a_header_is_read_by_its_cells(put: Put) -> None:
    path = put("liste.csv", WITHOUT_HEADER)
    assert [(g.title, g.meaning, g.header) for g in columns_of(path)] == [
        ("A", "title", 0),
        ("B", "given_name", 0),
        ("C", "family_name", 0),
        ("D", "organisation", 0),
        ("E", "email", 0),
        ("F", "land", 0),
    ]
    prepared = read(path)
    assert [(p.name, p.place) for p in persons(prepared)] == [
        ("Mia Hahn", "row 1"),
        ("Leo Busch", "row 2"),
        ("Karin Dorn", "row 3"),
    ]
    assert notes(prepared) == [("note_no_header", "")]


@pytest.mark.parametrize(
    "content",
    [
        "Berlin;Hamburg\nKöln;Bonn\n",
        "Anna;Lang\nLeo;Busch\n",  # names alone could be anything
        "1;2;3\n4;5;6\n",
        "Artikel;Preis\nTisch;12,50\n",
    ],
)
def test_a_table_of_something_else_is_no_list_without_a_header(put: Put, content: str) -> None:
    with pytest.raises(InputError) as caught:
        columns_of(put("liste.csv", content))
    assert caught.value.key in {"no_header", "missing_column"}


def test_a_mapping_tells_what_no_title_does(put: Put) -> None:
    path = put("liste.csv", ODD)
    mapping = put("odd.yaml", "rows: 2\ncolumns:\n  Wer: name\n  Haus: organisation\n  Draht: ignored\n")
    (first, _) = persons(read(path, mapping))
    assert first.name == "Anna Lang"
    assert "emails" not in first.values
    assert meanings(path, Options(mapping=mapping)) == {
        "Wer": ("name", "mapping"),
        "Haus": ("organisation", "mapping"),
        "Draht": ("ignored", "mapping"),
    }


def test_a_mapping_goes_before_the_title_and_unused_is_left_over(put: Put) -> None:
    path = put("liste.csv", "Name;Firma;Funktion\nAnna Lang;Referentin;Werk Nord\n")
    mapping = put("m.yaml", "columns: {Firma: function, Funktion: unused}\n")
    prepared = read(path, mapping)
    assert [n.context["column"] for n in prepared.row_log.notes if n.key == "note_unused_column"] == ["Funktion"]
    assert meanings(path, Options(mapping=mapping))["Firma"] == ("function", "mapping")


def test_a_saved_mapping_is_found_for_the_next_file_of_the_same_shape(put: Put, tmp_path: Path) -> None:
    folder = tmp_path / "data" / "mappings"
    save_mapping(folder, {"Wer": "name", "Haus": "organisation", "Draht": "email"})
    next_file = put("neu.csv", "Vorab\n\nDRAHT;wer;Haus\nmia@x.example;Mia Hahn;Werk Ost\n".replace("Vorab", "Vorab;;"))
    (person,) = persons(read(next_file, mappings=folder))
    assert (person.name, person.values["emails"]) == ("Mia Hahn", ("mia@x.example",))
    other = put("anders.csv", "Wer;Haus\nMia Hahn;Werk Ost\n")
    with pytest.raises(InputError) as caught:
        read(other, mappings=folder)
    assert caught.value.key == "no_header"


def test_a_mapping_is_saved_for_a_file_without_a_header_too(put: Put, tmp_path: Path) -> None:
    save_mapping(tmp_path / "m", {"A": "name", "B": "organisation"}, header=False)
    (person, _) = persons(read(put("liste.csv", "Zora Quell;Werk\nYlva Stern;Werk\n"), mappings=tmp_path / "m"))
    assert (person.name, person.place) == ("Zora Quell", "row 1")


def test_saving_again_replaces_what_was_saved_for_the_shape(tmp_path: Path) -> None:
    save_mapping(tmp_path, {"Name": "name", "No": "ignored", "Rest": ""}, rows=7)
    path = save_mapping(tmp_path, {"NAME": "family_name", "no": "ignored", "Rest": ""}, rows=8)
    ((_, found),) = mappings_in(tmp_path, "participants", MEANINGS).items()
    assert (found.file, found.rows) == (path.name, 8)
    assert found.columns == {"NAME": "family_name", "no": "ignored", "Rest": "unused"}
    assert path.name.endswith(ENDING)


def test_another_number_of_rows_than_declared_is_refused(put: Put) -> None:
    mapping = put("m.yaml", "rows: 170\ncolumns: {Wer: name, Haus: organisation}\n")
    with pytest.raises(InputError) as caught:
        read(put("liste.csv", ODD), mapping)
    assert (caught.value.key, caught.value.value, caught.value.context["expected"]) == ("mapping_rows", "2", 170)


@pytest.mark.parametrize(
    ("content", "key", "row"),
    [
        ("columns:\n  Wer: name\n  Haus: firma\n", "mapping_meaning", 3),
        ("colums:\n  Wer: name\n", "mapping_field", 1),
        ("rows: 3\n", "mapping_no_columns", 1),
        ("rows: viele\ncolumns: {Wer: name}\n", "mapping_value", 1),
        ("header: vielleicht\ncolumns: {Wer: name}\n", "mapping_value", 1),
        ("columns:\n  Wer: name\n  Telegramm: email\n", "mapping_missing_column", 3),
        ("columns:\n  Haus: place\n", "mapping_no_name", None),
        ("- Wer\n", "mapping_no_columns", 1),
        ("columns:\n  Wer: [name]\n", "mapping_value", 2),
        ("columns: {Wer: !!python/object:os.x name}\n", "bad_yaml", 1),
    ],
)
def test_a_mapping_that_can_not_be_used_is_refused_with_its_line(put: Put, content: str, key: str, row: int) -> None:
    with pytest.raises(InputError) as caught:
        read(put("liste.csv", ODD), put("m.yaml", content))
    assert (caught.value.key, caught.value.file, caught.value.row) == (key, "m.yaml", row)


def test_a_mapping_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        read_mapping(tmp_path / "keine.yaml", MEANINGS)
    assert caught.value.key == "no_such_file"
