"""Files made to keep a load busy: each ends within seconds and in little memory, with a sentence that says where."""

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from tests.support import hostile
from tests.support.confined import Ended, read_confined

SECONDS = 15  # of the processor, for one file
MEGABYTES = 600
LONGEST = 2_600  # characters of anything that is stored
SORTS: dict[str, Callable[[int], Iterable[hostile.File]]] = {
    "tables": hostile.tables,
    "documents": hostile.documents,
    "blocks": hostile.blocks,
    "networks": hostile.networks,
}


def ended(folder: Path, files: Iterable[hostile.File]) -> list[Ended]:
    places = []
    for name, content in files:
        places.append(folder / name)
        places[-1].write_bytes(content)
    found = read_confined(places, timeout=300)
    for place in places:
        place.unlink()
    return found


def check(found: Iterable[Ended]) -> None:
    for one in found:
        assert one.seconds < SECONDS, one
        assert one.megabytes < MEGABYTES, one
        assert one.longest <= LONGEST, one
        for said in (one.said, *one.rejected):
            assert len(said) < 1_000, one.name
            assert not said or one.name in said, one


@pytest.mark.parametrize("sort", sorted(SORTS))
@pytest.mark.parametrize("size", [400_000, 4_000_000])
def test_one_enormous_value_ends_soon_in_every_reader(tmp_path: Path, sort: str, size: int) -> None:
    found = ended(tmp_path, SORTS[sort](size))
    check(found)
    for one in found:
        if not one.name.startswith(("merkmal", "titel", "absatz-", "fakten-ref", "programm", "kennung", "schluessel")):
            assert one.key or one.rejected or one.records <= 1, one


def test_a_value_of_twenty_megabytes_ends_soon(tmp_path: Path) -> None:
    text = "Anna Lang " * 1_900_000
    graph = f"<graphml><graph edgedefault='directed'><node id='{text}'/></graph></graphml>"
    facts = f'{{"source": {{"title": "B"}}, "nodes": [{{"ref": "a", "type": "Person", "name": "{text}"}}]}}'
    card = f"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:{text}\r\nEND:VCARD\r\n"
    files = [
        ("zelle.csv", f"Vorname;Nachname\nAnna;{text}\n".encode()),
        ("zelle.xlsx", hostile.in_sheet(text)),
        ("zelle.ods", hostile.in_ods(text)),
        ("absatz.txt", text.encode()),
        ("karte.vcf", card.encode()),
        ("fakten.json", facts.encode()),
        ("netz.graphml", graph.encode()),
    ]
    found = ended(tmp_path, files)
    check(found)
    assert all(one.key or one.rejected for one in found)


@pytest.mark.parametrize(
    ("name", "row", "column"),
    [
        ("zelle-wort.csv", "Zeile 2", "Spalte „B“"),
        ("zelle-woerter.tsv", "Zeile 2", "Spalte „B“"),
        ("zelle-wort.xlsx", "Zeile 2", "Spalte „B“"),
        ("zelle-wort.ods", "Zeile 2", "Spalte „B“"),
        ("zelle-wort.xls", "Zeile 2", "Spalte „B“"),
    ],
)
def test_the_sentence_names_file_row_and_column_of_an_enormous_cell(
    tmp_path: Path, name: str, row: str, column: str
) -> None:
    (one,) = ended(tmp_path, (file for file in hostile.tables(400_000) if file[0] == name))
    assert one.said.startswith(f"{name}, {row}, {column}: ")
    assert one.said.endswith("Bitte kürzen.")


def test_a_pdf_page_of_any_sort_of_operator_ends_soon(tmp_path: Path) -> None:
    found = ended(tmp_path, hostile.pages(3_000_000))
    check(found)
    told = {one.name: one.key for one in found}
    assert told["buchstaben.pdf"] == told["einzeln.pdf"] == told["nullen.pdf"] == "document_page_too_heavy"
    assert all(told.values())
    assert "Seite 1" in next(one.said for one in found if one.name == "nullen.pdf")
