"""The header of a participant list: found below titles, its columns understood."""

from collections.abc import Sequence
from importlib.resources import files

import pytest
import yaml

from graph.errors import InputError
from graph.model.fold import fold
from ingest.readers.table import Row, Sheet
from ingest.tables.header import ParticipantHeader, find_header, meaning_of, meanings


def sheet(*rows: Sequence[str]) -> Sheet:
    return Sheet("a.csv", "", lambda: (Row(number, tuple(cells)) for number, cells in enumerate(rows, start=1)))


def header(*titles: str) -> ParticipantHeader:
    return find_header(sheet(titles))


def refused(*rows: Sequence[str]) -> InputError:
    with pytest.raises(InputError) as caught:
        find_header(sheet(*rows))
    return caught.value


@pytest.mark.parametrize(
    ("title", "meaning"),
    [
        ("Vorname", "given_name"),
        ("VORNAME(N)", "given_name"),
        ("First Name", "given_name"),
        ("Nachname", "family_name"),
        ("Familienname", "family_name"),
        ("last name", "family_name"),
        ("Surname", "family_name"),
        ("Name", "name"),
        ("Name, Vorname", "name"),
        ("Vorname/Nachname", "name"),
        ("Vor- und Nachname", "name"),
        ("Titel, Vorname, Name", "name"),
        ("Teilnehmer*in", "name"),
        ("Teilnehmer:in", "name"),
        ("Teilnehmer/in", "name"),
        ("Full Name", "name"),
        ("E-Mail", "email"),
        ("E-Mail\n(dienstlich)", "email"),
        ("Ihre E-Mail-Adresse*", "email"),
        ("Email Address", "email"),
        ("e\u2011mail", "email"),
        ("Firma/Institution", "organisation"),
        ("Firma / Institution / Behörde", "organisation"),
        ("Organisation bzw. Unternehmen", "organisation"),
        ("Name der Organisation", "organisation"),
        ("Behörde", "organisation"),
        ("Beho\u0308rde", "organisation"),
        ("Company", "organisation"),
        ("Arbeitgeber (falls vorhanden)", "organisation"),
        ("Funktion", "function"),
        ("Job Title", "function"),
        ("Position / Funktion", "function"),
        ("Titel", "title"),
        ("Akad. Grad", "title"),
        ("Anrede", "salutation"),
        ("Bundesland", "land"),
        ("Land", "land"),
        ("Ort", "place"),
        ("PLZ / Ort", "place"),
        ("City", "place"),
        ("Workshop-Wahl", "workshop"),
        ("Workshop", "workshop"),
        ("Rolle", "role"),
        ("Lfd. Nr.", "ignored"),
        ("No.", "ignored"),
        ("Telefon", "ignored"),
        ("", "ignored"),
        (" * ", "ignored"),
        ("Lieblingsfarbe", None),
        ("Ort, Datum", None),
        ("E-Mail der Assistenz", None),
        ("Name der Assistenz", None),
    ],
)
def test_a_title_means(title: str, meaning: str | None) -> None:
    assert meaning_of(title) == meaning


def test_no_title_stands_under_two_meanings() -> None:
    text = files("ingest.tables").joinpath("columns.yaml").read_text(encoding="utf-8")
    entries = yaml.safe_load(text)
    assert all(isinstance(title, str) for titles in entries.values() for title in titles)
    owners: dict[str, set[str]] = {}
    for meaning, words in entries.items():
        if meaning != "fillers":
            for word in words:
                owners.setdefault(fold(word), set()).add(meaning)
    assert {word: found for word, found in owners.items() if len(found) > 1} == {}
    assert set(owners) == set(meanings())


def test_the_usual_header_is_understood_column_by_column() -> None:
    found = header("Anrede", "Titel", "Vorname", "Nachname", "Organisation", "E-Mail", "Land")
    assert found.columns == {
        "salutation": (0,),
        "title": (1,),
        "given_name": (2,),
        "family_name": (3,),
        "organisation": (4,),
        "email": (5,),
        "land": (6,),
    }
    assert (found.row, found.unused, found.title("email")) == (1, (), "E-Mail")


def test_name_beside_a_given_name_is_the_family_name() -> None:
    assert header("Name", "Vorname", "Firma").columns == {
        "family_name": (0,),
        "given_name": (1,),
        "organisation": (2,),
    }


def test_name_alone_is_the_whole_name() -> None:
    assert header("Name", "Firma").columns == {"name": (0,), "organisation": (1,)}


@pytest.mark.parametrize(
    ("title", "family_first"),
    [
        ("Name, Vorname", True),
        ("Nachname Vorname", True),
        ("Nachname, Vorname", True),
        ("Last name, first name", True),
        ("Vorname Nachname", False),
        ("Vor- und Nachname", False),
        ("Name", False),
    ],
)
def test_the_title_tells_which_name_comes_first(title: str, family_first: bool) -> None:
    assert header(title, "Firma").family_first() is family_first


def test_titles_above_the_header_are_passed_over() -> None:
    found = find_header(
        sheet((), ("Servicestelle",), ("Teilnehmende am Workshop", ""), (), ("Nr.", "Name", "Firma"), ("1", "x", "y"))
    )
    assert (found.row, found.columns) == (5, {"name": (1,), "organisation": (2,)})


def test_a_column_nobody_knows_is_listed_with_its_title() -> None:
    assert header("Name", "Essen\n(vegetarisch?)", "Firma", "Nr", "").unused == ("Essen (vegetarisch?)",)


def test_two_columns_with_the_same_title_are_refused() -> None:
    error = refused(("Liste",), ("Name", "E-Mail", "e-mail"))
    assert (error.key, error.row, error.column, error.value) == ("double_column", 2, "e-mail", "e-mail")


def test_two_titles_with_the_same_meaning_are_both_kept() -> None:
    assert header("Name", "Firma", "Institution").columns["organisation"] == (1, 2)


def test_two_columns_that_are_ignored_may_have_the_same_title() -> None:
    assert header("Name", "Telefon", "Telefon", "Ort").columns == {"name": (0,), "place": (3,)}


def test_a_header_without_a_column_for_names_says_so() -> None:
    error = refused(("Liste",), ("Vorname", "Firma", "Ort"))
    assert (error.key, error.row, error.value) == ("missing_column", 2, "Nachname")
    assert error.context["found"] == "Vorname, Firma, Ort"


def test_a_table_without_a_header_shows_its_first_row() -> None:
    error = refused(("", ""), ("Anna Lang", "Werk Nord"), ("Bo Weiß", "Werk Süd"))
    assert (error.key, error.row, error.value) == ("no_header", 2, "Anna Lang, Werk Nord")


def test_one_known_title_is_no_header() -> None:
    error = refused(("Name", "Blau"), ("Lang", "Rot"))
    assert (error.key, error.row, error.value) == ("header_too_short", 1, "Name, Blau")


def test_blank_rows_alone_are_an_empty_file() -> None:
    assert refused(("", ""), ()).key == "empty_file"


def test_a_header_far_down_is_not_looked_for() -> None:
    assert refused(*[("x", "")] * 30, ("Name", "Firma")).key == "no_header"
    assert find_header(sheet(*[("x", "")] * 29, ("Name", "Firma"))).row == 30
