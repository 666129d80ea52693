"""Files made to keep a load busy: each ends within seconds and in little memory, with a sentence that says where."""

import time
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from graph.errors import InputError
from graph.model.schema import load
from graph.network import Network
from ingest.documents import proposing
from ingest.loading.pipeline import prepare
from ingest.records import Options, allowance
from tests.support import hostile
from tests.support.confined import Ended, read_confined

Put = Callable[[str, str | bytes], Path]
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
def test_one_enormous_value_ends_soon_in_every_reader(tmp_path: Path, sort: str) -> None:
    found = ended(tmp_path, SORTS[sort](400_000))
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
    found = ended(tmp_path, hostile.pages(600_000))
    check(found)
    told = {one.name: one.key for one in found}
    assert told["buchstaben.pdf"] == told["nullen.pdf"] == "document_page_too_heavy"
    assert all(told.values())
    assert "Seite 1" in next(one.said for one in found if one.name == "nullen.pdf")


def test_a_file_that_takes_too_long_is_given_up_with_its_row(put: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(allowance, "SECONDS", 0.0)
    monkeypatch.setattr(allowance, "SECONDS_PER_MB", 0.0)
    with pytest.raises(InputError) as caught:
        prepare(put("liste.csv", "Vorname;Nachname\n" + "Anna;Lang\n" * 20), Options(event="Auftakt"))
    assert (caught.value.key, caught.value.file, caught.value.row) == ("file_too_slow", "liste.csv", 1)


def test_only_the_time_of_reading_counts(put: Put) -> None:
    path = put("liste.csv", "x" * (1 << 20))
    left = allowance.Allowance(path)
    assert left.seconds == allowance.SECONDS + allowance.SECONDS_PER_MB
    left.seconds = 0.2
    for _ in left.while_reading(iter(range(20))):
        started = time.thread_time()
        while time.thread_time() - started < 0.02:  # what is done with a record: twice the time there is
            pass
        left.check(1)


def test_a_name_beyond_its_length_rejects_its_row_alone_and_a_key_no_index_takes_as_well(put: Put) -> None:
    rows = "".join(f"Anna;{name};Werk\n" for name in ("Lang", "x" * 1_001, "Weiß", "y" * 2_001, "ﷺ" * 900))
    prepared = prepare(put("liste.csv", f"Vorname;Nachname;Firma\n{rows}"), Options(event="Auftakt"), most_rejected=1)
    assert {(e.key, e.row, e.context["limit"]) for e in prepared.row_log.rejected} == {
        ("value_too_long", 3, 1_000),
        ("value_too_long", 5, 2_000),
        ("value_too_long", 6, 4_000),
    }
    assert next(e.column for e in prepared.row_log.rejected if e.row == 5) == "Nachname"
    assert [r.entities[0].name for r in prepared.records()] == ["Anna Lang", "Anna Weiß"]


def test_a_facts_file_with_a_value_too_long_is_refused_as_a_whole(put: Put) -> None:
    nodes = "".join(f" - {{ref: a{n}, type: Topic, name: T{n}}}\n" for n in range(30))
    for name, row in (("z" * 1_001, 33), ("ﷺ" * 900, None)):
        text = f"source: {{title: B}}\nnodes:\n{nodes} - {{ref: b, type: Person, name: {name}}}\n"
        with pytest.raises(InputError) as caught:
            prepare(put("fakten.yaml", text), Options())
        assert caught.value.key == "value_too_long"
        assert row is None or (caught.value.row, caught.value.column) == (row, "name")


def test_what_a_file_says_of_itself_is_cut_and_not_refused() -> None:
    source = Options().source(
        Path("a.xml"), "0" * 64, "other", title="t" * 5_000, url="u" * 5_000, publisher="p" * 5_000
    )
    assert (len(source.title), len(source.publisher), len(source.url)) == (1_000, 1_000, 2_000)


def test_more_proposals_than_anybody_decides_about_are_refused(
    put: Put, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(proposing, "MOST", 3)
    text = "Anna Lang, Bo Weiß, Cem Arslan und Dora Ott leiten das Werk. Eva Kern kam nach Ulm.\n"
    prepared = prepare(put("brief.txt", text), Options())
    assert prepared.mapped.proposals
    with pytest.raises(InputError) as caught:
        prepared.mapped.proposals(Network(load(), {}, []))
    assert caught.value.key == "too_many_proposals"
    assert caught.value.message("de").startswith("brief.txt: ")
