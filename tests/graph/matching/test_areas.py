"""Länder and towns in names, and addresses behind them."""

import pytest

from graph.matching.areas import is_place, read_areas, regions
from graph.matching.around import split_front, take_seat
from graph.matching.form import read_form
from graph.names.address import take_address
from graph.names.organisation import parse_organisation


@pytest.mark.parametrize(
    "words",
    ["nrw", "nordrhein westfalen", "nordrhein westfaelischen", "nordrhein westfalens", "nordrhein westf"],
)
def test_a_land_has_one_spelling(words: str) -> None:
    assert read_areas(words.split()).lands == {"nordrheinwestfalen"}


@pytest.mark.parametrize(
    ("word", "land"), [("bayerischer", "bayern"), ("hessens", "hessen"), ("thuerigen", "thueringen")]
)
def test_adjectives_genitives_and_slips(word: str, land: str) -> None:
    assert read_areas([word]).lands == {land}


@pytest.mark.parametrize("word", ["bayer", "hess", "sachs", "brand"])
def test_family_names_are_no_land(word: str) -> None:
    assert not read_areas([word]).lands
    assert word not in regions()


def test_a_town_and_what_tells_which_one() -> None:
    assert read_areas(["bank", "frankfurt", "main"]).words == ("bank", "frankfurt")
    assert read_areas(["koelner"]).places == {"koeln"}
    assert is_place("wilhelmshaven")
    assert is_place("wilhlmshaven")
    assert not is_place("glas")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Muster Glas GmbH, Postfach 12 34, 12345 Neustadt", ("Muster Glas GmbH", "Neustadt")),
        ("Muster, Eva, Hauptstraße 5 a", ("Muster, Eva", "")),
        ("Muster Glas GmbH Bachweg 3", ("Muster Glas GmbH", "")),
        ("Verein Glas 2000 e. V.", ("Verein Glas 2000 e. V.", "")),
        ("Glaswerk 4 GmbH", ("Glaswerk 4 GmbH", "")),
        ("", ("", "")),
    ],
)
def test_an_address_is_taken_off(text: str, expected: tuple[str, str]) -> None:
    assert take_address(text) == expected


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Muster, Eva, Köln", "Köln"),
        ("Muster, Eva, Haus Sonnenberg", "Haus Sonnenberg"),
        ("Glasbund e. V., Frankfurt am Main", "Frankfurt am Main"),
        ("Glasbund e. V., VGB", ""),
        ("Muster, Eva, Dr.", ""),
        ("Muster, Eva, jun.", ""),
        ("Fachverband für, flüssiges Glas", ""),
        ("Glasbund e. V., Landesverband Hessen", ""),
        ("Glasbund https://glas.example", ""),
    ],
)
def test_a_place_behind_a_comma(text: str, place: str) -> None:
    assert take_seat(text)[1] == place


@pytest.mark.parametrize(
    ("text", "front"),
    [
        ("Glas Nordkraft Verband der Glasindustrie", "Glas Nordkraft"),
        ("GLASKRAFT | Verband der Glasindustrie", "GLASKRAFT"),
        ("GLASKRAFT (Verband der Glasindustrie)", "GLASKRAFT"),
        ("Verband der Glasindustrie (Südglasind)", "Südglasind"),
        ("Verband der Glasindustrie (Fördermitglied)", None),
        ("Verband der Glasindustrie (Hessen)", None),
        ("Märkischer Verband der Glasindustrie", None),
        ("Kölner Verein der Glasfreunde", None),
        ("Glas-Verband der Händler", None),
        ("Glaskraft Verband Hessen", None),
        ("Haus und Grund Verband der Glaser", None),
        ("Glaskraft NRW Verband der Glasindustrie", None),
    ],
)
def test_a_short_name_in_front(text: str, front: str | None) -> None:
    found = split_front(parse_organisation(text))
    assert (found[0] if found else None) == front


def test_a_name_told_with_its_address_says_where_it_is() -> None:
    form = read_form("Muster Glas GmbH, Am Ring 5, 12345 Köln").organisation
    assert form is not None
    assert (form.joined, form.places) == ("musterglas", frozenset({"koeln"}))
