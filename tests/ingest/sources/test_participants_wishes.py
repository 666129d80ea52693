"""What those of a registration list seek and offer: the cells as people fill them in, taken apart and kept."""

from pathlib import Path

import pytest

from ingest.sources.participants.wishes import split_both, split_wishes
from ingest.tables.header import meaning_of


@pytest.mark.parametrize(
    ("cell", "things"),
    [
        ("Fördermittel, Räume", ["Fördermittel", "Räume"]),
        (
            "Fördermittel; Partner für ein Projekt, gern aus Sachsen",
            ["Fördermittel", "Partner für ein Projekt, gern aus Sachsen"],
        ),
        ("- Räume\n- Technik\n", ["Räume", "Technik"]),
        ("Räume / Technik", ["Räume", "Technik"]),
        ("Räume; räume;", ["Räume", "räume"]),
        ("keine", []),
        ("k. A.", []),
        ("-", []),
        ("", []),
        ("CO2-Bilanz", ["CO2-Bilanz"]),
    ],
)
def test_a_cell_with_several_things_is_taken_apart(cell: str, things: list[str]) -> None:
    assert split_wishes(cell) == things


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("Suche: Räume; Biete: Technik", [("SEEKS", "Räume"), ("OFFERS", "Technik")]),
        ("ich biete Technik, suche Räume", [("OFFERS", "Technik"), ("SEEKS", "Räume")]),
        ("Wir suchen Fachkräfte\nAngebot: Ausbildung", [("SEEKS", "Fachkräfte"), ("OFFERS", "Ausbildung")]),
        ("Räume", []),
        ("", []),
    ],
)
def test_a_cell_for_both_says_which_is_which(cell: str, said: list[tuple[str, str]]) -> None:
    assert list(split_both(cell)) == said


@pytest.mark.parametrize(
    ("title", "meaning"),
    [
        ("Ich suche", "seeks"),
        ("Ich biete", "offers"),
        ("Erwartungen", "expects"),
        ("Suche/Biete", "seeks_offers"),
        ("Was ich biete", "offers"),
        ("Ihre Erwartungen an die Veranstaltung", "expects"),
    ],
)
def test_columns_of_registrations_are_known(title: str, meaning: str) -> None:
    assert meaning_of(title) == meaning


def test_a_registration_says_what_somebody_seeks_in_her_own_words(tmp_path: Path) -> None:
    from ingest.loading.pipeline import prepare
    from ingest.records import Options

    path = tmp_path / "anmeldung.csv"
    long = (
        "Partner für ein Vorhaben zu grünem Wasserstoff in der Stahlindustrie und zu den Netzen, die es dafür braucht"
    )
    path.write_text(
        f"Vorname;Nachname;Organisation;Ich suche;Ich biete\nIda;Muster;Werk Erfunden GmbH;{long};Räume, Technik\n",
        encoding="utf-8",
    )
    prepared = prepare(path, Options(event="Probe", date="2026-11-01"))
    facts = [f for r in prepared.records() for f in r.facts if f.type in ("SEEKS", "OFFERS")]
    names = {e.key: e.name for r in prepared.records() for e in r.entities}
    assert sorted((f.type, names[f.start], f.role) for f in facts) == [
        ("OFFERS", "Ida Muster", ""),
        ("OFFERS", "Ida Muster", ""),
        ("SEEKS", "Ida Muster", long),
    ]
    sought = next(names[f.end] for f in facts if f.type == "SEEKS")
    assert sought.endswith(" …")
    assert long.startswith(sought.removesuffix(" …"))
