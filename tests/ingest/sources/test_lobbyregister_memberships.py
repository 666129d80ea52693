"""Cells of memberships as people type them, taken apart; all names invented."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.sources.lobbyregister.membership import LONGEST_CELL, NamedOrganisation, Splitter
from ingest.sources.lobbyregister.places import is_address, without_address, without_pages


def names(cell: str, known: tuple[str, ...] = (), places: tuple[str, ...] = ()) -> list[str]:
    return [mention.name for mention in Splitter(known, places).split(cell)]


@pytest.mark.parametrize(
    "name",
    [
        "Bundesverband Glas, Ton, Steine e.V.",
        "Verband für Glas, Keramik und Porzellan e.V. (VGKP)",
        "Verband der Glas-, Ton- und Steinwirtschaft",
        "Gesellschaft für Glaspflege, Ofenbau und Ästhetik GmbH",
        "Vereinigung der Hütten- und Ofenläden",
        "Arbeitskreis Glas in Medizin, Therapie und Gesellschaft e.V.",
        "GGS - Fachverband Glas, Garten und Stein e.V.",
        "Bündnis „Glas, Licht und Wärme“",
        "Bund der Hütten (BH, Sektion Nord)",
        "Bund der Hütten e.V., Landesverband Nord",
        "Bündnis 90 / Die Grünen",
        "Bund Deutscher Hütten/Öfen",
        "glasdeutschland.example",
        "Wir haben es satt",
    ],
)
def test_a_name_with_commas_dashes_or_und_stays_whole(name: str) -> None:
    assert names(name) == [name]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("Bund der Werke e.V.; VDX", ["Bund der Werke e.V.", "VDX"]),
        ("Bund der Werke\nVDX\r\n\r\nInitiative Glas", ["Bund der Werke", "VDX", "Initiative Glas"]),
        ("- Bund der Werke\n- VDX", ["Bund der Werke", "VDX"]),
        ("• Bund der Werke • VDX", ["Bund der Werke", "VDX"]),
        ("1. Bund der Werke\n2. VDX", ["Bund der Werke", "VDX"]),
        ("1) Bund der Werke 2) VDX 3) Initiative Glas", ["Bund der Werke", "VDX", "Initiative Glas"]),
        ("VDX, BFG, KLM", ["VDX", "BFG", "KLM"]),
        ("VDX / BFG", ["VDX", "BFG"]),
        (
            "VDX, Bund der Werke e.V., Verein für Glas- und Ofenbau (VGO), Initiative Licht",
            ["VDX", "Bund der Werke e.V.", "Verein für Glas- und Ofenbau (VGO)", "Initiative Licht"],
        ),
        ("Bund der Werke e.V. (BdW) und Kuratorium Glas", ["Bund der Werke e.V. (BdW)", "Kuratorium Glas"]),
        ("Bund der Werke e.V. / Verein der Öfen e.V.", ["Bund der Werke e.V.", "Verein der Öfen e.V."]),
        ("Bund der Werke e.V., Bund der Werke e.V.", ["Bund der Werke e.V."]),
    ],
)
def test_a_list_comes_apart(cell: str, expected: list[str]) -> None:
    assert names(cell) == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("VGO, Verein für Glas- und Ofenbau", "Verein für Glas- und Ofenbau (VGO)"),
        ("Verein für Glas- und Ofenbau e.V., VGO", "Verein für Glas- und Ofenbau e.V. (VGO)"),
        ("VGO; Verein für Glas- und Ofenbau", "Verein für Glas- und Ofenbau (VGO)"),
        ("VGO e.V., Verein für Glas- und Ofenbau e.V.", "Verein für Glas- und Ofenbau e.V. (VGO e.V.)"),
    ],
)
def test_an_abbreviation_beside_its_name_is_one_organisation(cell: str, expected: str) -> None:
    assert names(cell) == [expected]


@pytest.mark.parametrize(
    "cell",
    [
        "Bund der Werke e.V., Jena",
        "Bund der Werke e.V., Ofenstr. 12, 07743 Jena",
        "Bund der Werke e.V., c/o Hochschule Jena, Am Ofen 1, 07743 Jena",
        "Bund der Werke e.V. Leipziger Platz 10 - 10117 Berlin",
        "Bund der Werke e.V., Steinhöft 11 (Ofenhaus), D-20459 Hamburg",
        "Bund der Werke e.V., Brüssel, Belgien",
        "Bund der Werke e.V. (https://werke.example/wir/mitglieder_2024)",
        "Bund der Werke e.V., www.werke.example",
        "Bund der Werke e.V. - www.werke.example",
        "Bund der Werke e.V. https://www.werke.example/a?b=c",
        "Mitglied im Bund der Werke e.V.",
        "Der Glasverband (GV) e.V. ist Mitglied im Bund der Werke e.V.; www.werke.example",
        "Bund der Werke e.V., Dr. Anna Lang, Stellvertreter Bo Weiß",
        "  *  Bund der Werke e.V. ,",
    ],
)
def test_address_page_person_and_remark_are_no_part_of_a_name(cell: str) -> None:
    assert names(cell) == ["Bund der Werke e.V."]


@pytest.mark.parametrize(
    ("cell", "role"),
    [
        ("VDX (Fördermitglied)", "Fördermitglied"),
        ("VDX - außerordentliche Mitgliedschaft", "außerordentliche Mitgliedschaft"),
        ("Assoziiertes Mitglied im VDX", "Assoziiertes Mitglied"),
        ("Mitglied im VDX", ""),
    ],
)
def test_the_kind_of_membership_is_the_role(cell: str, role: str) -> None:
    assert Splitter().split(cell) == (NamedOrganisation("VDX", role),)


def test_a_register_number_in_a_cell_tells_who_is_meant() -> None:
    cell = "Bund der Werke e.V. (werke.de Lobbyregister R999001), Initiative Glas (R999002)"
    assert [(m.name, m.number) for m in Splitter().split(cell)] == [
        ("Bund der Werke e.V.", "R999001"),
        ("Initiative Glas", "R999002"),
    ]


@pytest.mark.parametrize(
    "cell",
    [
        "", "-", "...", "keine", "k. A.", "4", "https://werke.example/mitglieder", "\n \n",
        "Gemeinsam mit anderen Netzwerken organisiert der Verband gelegentlich Veranstaltungen zum Thema Glas.",
        "Der Verband hat bei der Weltorganisation einen beratenden Status und kann dadurch an Sitzungen teilnehmen.",
    ],
)  # fmt: skip
def test_what_names_nobody_gives_nobody(cell: str) -> None:
    assert names(cell) == []


def test_towns_and_names_that_the_file_knows_help() -> None:
    assert names("Glasfreunde, Ofenstadt") == ["Glasfreunde, Ofenstadt"]
    assert names("Glasfreunde, Ofenstadt", places=("ofenstadt",)) == ["Glasfreunde"]
    assert names("Glasfreunde, Lichtfreunde", known=("glasfreunde", "lichtfreunde")) == ["Glasfreunde", "Lichtfreunde"]
    whole = "Bund der Öfen, Verband der Herde"
    assert names(whole) == ["Bund der Öfen", "Verband der Herde"]
    assert names(whole, known=("bund der oefen verband der herde",)) == [whole]


def test_pages_and_addresses() -> None:
    assert without_pages("Bund (BW, werke.de)") == "Bund (BW)"
    assert without_pages("werke.de") == "werke.de"
    assert without_address("Verband 50plus") == "Verband 50plus"
    assert not is_address("Bund der Werke 2030 e.V.")


PIECES = [
    "e.V.",
    ",",
    ";",
    "/",
    "(",
    ")",
    "und",
    "VDX",
    "Bund",
    "der",
    "-",
    "•",
    "1.",
    "10117",
    "Str.",
    "5",
    "\n",
    "www.x.de",
]


@given(st.text(max_size=300) | st.lists(st.sampled_from(PIECES)).map(" ".join))
@settings(max_examples=300, deadline=None)
def test_any_cell_comes_apart_into_names_that_stand_in_it(cell: str) -> None:
    for mention in Splitter(("bund der werke",)).split(cell):
        assert any(map(str.isalpha, mention.name))
        assert mention.name == mention.name.strip()


@pytest.mark.parametrize(
    "piece", ["a", "(", "e.V. ", "a, ", "/ ", "Str. 1 ", "www.a.", "und A ", "Mitglied im ", "- ", "1. "]
)
def test_a_cell_as_long_as_can_be_is_read_in_no_time(piece: str) -> None:
    cell = (piece * LONGEST_CELL)[:LONGEST_CELL]
    before = time.process_time()
    Splitter().split(cell)
    assert time.process_time() - before < 5
