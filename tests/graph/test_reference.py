from itertools import chain

import pytest

from graph.model.fold import fold
from graph.reference import Land, bund, find_land, laender


def test_there_are_sixteen_laender_with_their_nuts_codes() -> None:
    assert [land.code for land in laender()] == [f"DE{digit}" for digit in "123456789ABCDEFG"]
    assert len({land.name for land in laender()}) == 16
    assert all(land.capital and land.name_en for land in laender())


@pytest.mark.parametrize("land", [bund(), *laender()], ids=lambda land: land.code)
def test_every_name_and_alias_finds_its_land(land: Land) -> None:
    for name in (land.code, land.name, land.name_en, *land.aliases):
        assert find_land(name) == land
        assert find_land(f" {name.upper()} ") == land


def test_no_alias_belongs_to_two_laender() -> None:
    names = [{fold(n) for n in (x.code, x.name, x.name_en, *x.aliases)} for x in (bund(), *laender())]
    assert len(set(chain(*names))) == sum(map(len, names))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("NRW", "DEA"),
        ("Nordrhein Westfalen", "DEA"),
        ("NORDRHEIN-WESTFALEN", "DEA"),
        ("Baden Wuerttemberg", "DE1"),
        ("BW", "DE1"),
        ("Freistaat Bayern", "DE2"),
        ("Bavaria", "DE2"),
        ("Meck-Pomm", "DE8"),
        ("M-V", "DE8"),
        ("HH", "DE6"),
        ("Sachsen", "DED"),
        ("Sachsen-Anhalt", "DEE"),
        ("Niedersachsen", "DE9"),
        ("bundesweit", "DE"),
        ("Bund", "DE"),
        ("Deutschland", "DE"),
    ],
)
def test_a_land_is_found_in_any_spelling(text: str, code: str) -> None:
    land = find_land(text)
    assert land is not None
    assert land.code == code


def test_what_is_no_land_is_not_found() -> None:
    assert find_land("Lummerland") is None
    assert find_land("") is None
    assert find_land("Sachsen und Thüringen") is None
