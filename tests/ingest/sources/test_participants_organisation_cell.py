"""What stands in a cell of organisations beside a name; all are invented."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from ingest.loading.pipeline import Prepared, prepare
from ingest.records import Options

Put = Callable[[str, str | bytes], Path]


def read(put: Put, organisation: str) -> Prepared:
    path = put("liste.csv", f'Name;Organisation\nAnna Auer;"{organisation}"\n')
    return prepare(path, Options(event="Forum", date="2024-02-20"), most_rejected=1)


def employers(prepared: Prepared) -> list[str]:
    return [e.name for record in prepared.records() for e in record.entities if e.label == "Organisation"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Fa. Lang", ["Lang"]),
        ("Firma Lang GmbH", ["Lang GmbH"]),
        ("Werk Nord GmbH, Hauptstr. 5, 01067 Dresden", ["Werk Nord GmbH"]),
        ("Werk Nord GmbH, 01067 Dresden", ["Werk Nord GmbH"]),
        ("Werk Nord GmbH\nHauptstraße 5\n01067 Dresden", ["Werk Nord GmbH"]),
        ("Verein Ost c/o Werk Nord", ["Verein Ost"]),
        ("c/o Werk Nord", ["Werk Nord"]),
        ("Werk Nord GmbH, Tel. 0351 123456", ["Werk Nord GmbH"]),
        ("Werk Nord (info@nord.example)", ["Werk Nord"]),
        ("Werk Nord, www.nord.example", ["Werk Nord"]),
        ("Werk Nord GmbH\nAbt. Energie", ["Werk Nord GmbH"]),
        ("Stadt Musterau\nAmt für Umwelt", ["Stadt Musterau"]),
        ("Werk Nord GmbH\nVerein Ost", ["Werk Nord GmbH", "Verein Ost"]),
        ("IHK Musterau\nWerk Nord", ["IHK Musterau", "Werk Nord"]),
        ("M&uuml;ller &amp; S&ouml;hne GmbH", ["Müller & Söhne GmbH"]),
        ("ehem. Werk Nord", []),
        ("Werk Nord (ehem.)", []),
        ("früher Werk Nord GmbH", []),
    ],
)
def test_what_is_no_part_of_the_name_is_left_out(put: Put, text: str, names: Sequence[str]) -> None:
    assert employers(read(put, text)) == list(names)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "Stadt\nMusterau",
            "Verband der\nIndustrie",
            "Ministerium für Wirtschaft\nund Energie",
            "Haus am Platz 3",
            "Amt 61",
        ),
        *(
            "Fachverband Weg 2",
            "1. FC Musterau 04",
            "Werk Nord GmbH, Dresden",
            "Firmenverbund Nord",
            "Fabrik Lang",
            "Exportverband Nord",
        ),
    ],
)
def test_a_name_stays_whole(put: Put, text: str) -> None:
    assert employers(read(put, text)) == [" ".join(text.split())]
