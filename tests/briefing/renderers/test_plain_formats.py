"""Markdown, workbook, CSV, iCalendar and vCard: whatever is in a name arrives as text, read back by other readers."""

import csv
import errno
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from icalendar import Calendar
from markdown_it import MarkdownIt
from openpyxl import load_workbook
from vobject import readComponents

from briefing.documents.document import Briefing
from briefing.production import produce
from briefing.renderers import RenderOptions, endings, markdown, renderer, write
from graph.errors import UsageError
from graph.files.cells import restored
from tests.briefing.documents.little_network import asked, little_network

NASTY = (
    "<script>alert(1)</script>",
    '=HYPERLINK("http://h.example")',
    "+49 30 1234",
    "@SUM(A1)",
    "![x](http://h.example/x.png)",
    "[a](javascript:alert(1)) **b** `c` | d",
    "# eins\n## zwei",
    "Zeile\r\nATTENDEE:mailto:x@h.example",
    "a\x00b\x1b[31m",
    "; DETACH DELETE n //",
)
MINE = (".md", ".xlsx", ".csv", ".ics", ".vcf")


def briefing_of(name: str) -> Briefing:
    network = little_network()
    for node_id in ("anna", "treffen"):
        network.nodes[node_id] = replace(network.nodes[node_id], name=name)
    return produce.make(network, asked("werk", "anna", "treffen")).briefing


def written(folder: Path, name: str, ending: str) -> Path:
    out = folder / f"b{ending}"
    write(briefing_of(name), out, options=RenderOptions())
    return out


def squeezed(text: str) -> str:
    return " ".join(re.sub(r"[^\x20-\x7eÀ-ɏ–„“]", " ", text).split())


@pytest.mark.parametrize("name", NASTY)
def test_markdown_shows_a_name_as_text(tmp_path: Path, name: str) -> None:
    source = written(tmp_path, name, ".md").read_text(encoding="utf-8")
    page = MarkdownIt("commonmark", {"html": True}).enable("table").render(source)
    assert not re.search(r"<(script|img|a|code|strong|h3)\b", page.replace("<strong>", "", 0).replace("<strong>", ""))
    assert page.count("<h1>") == 1
    assert "javascript:" not in page or 'href="javascript:' not in page


@pytest.mark.parametrize("name", NASTY)
def test_a_workbook_has_texts_alone(tmp_path: Path, name: str) -> None:
    book = load_workbook(written(tmp_path, name, ".xlsx"))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert any(squeezed(name) in squeezed(str(cell.value)) for cell in cells)


@pytest.mark.parametrize("name", NASTY)
def test_no_cell_of_a_csv_is_a_formula_and_each_comes_back(tmp_path: Path, name: str) -> None:
    with written(tmp_path, name, ".csv").open(encoding="utf-8-sig", newline="") as file:
        cells = [cell for row in csv.reader(file, delimiter=";") for cell in row]
    assert not [cell for cell in cells if cell[:1] in "=@" and cell]
    assert any(squeezed(name) in squeezed(restored(cell)) for cell in cells)


@pytest.mark.parametrize("name", NASTY)
def test_a_calendar_has_the_dated_events_and_no_more(tmp_path: Path, name: str) -> None:
    calendar = Calendar.from_ical(written(tmp_path, name, ".ics").read_bytes())
    events = list(calendar.walk("VEVENT"))
    assert len(events) == 2
    assert all("ATTENDEE" not in event for event in events)
    first = next(e for e in events if squeezed(str(e["SUMMARY"])) == squeezed(name))
    assert (first["DTSTART"].dt.isoformat(), first["DTEND"].dt.isoformat()) == ("2021-03-16", "2021-03-17")


@pytest.mark.parametrize("name", NASTY)
def test_a_card_for_each_person_and_no_more(tmp_path: Path, name: str) -> None:
    cards = list(readComponents(written(tmp_path, name, ".vcf").read_text(encoding="utf-8")))
    assert len(cards) == 3
    assert squeezed(name) in [squeezed(card.fn.value) for card in cards]
    anna = next(card for card in cards if squeezed(card.fn.value) == squeezed(name))
    assert (anna.org.value, anna.title.value) == (["Werk Nord GmbH"], "Leiterin")


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.text(min_size=1, max_size=40).filter(str.strip), ending=st.sampled_from(MINE))
def test_any_name_is_written(tmp_path: Path, name: str, ending: str) -> None:
    if any("\ud800" <= c <= "\udfff" for c in name):
        return
    assert written(tmp_path, name, ending).stat().st_size > 0


def test_markdown_keeps_a_date_at_the_start_of_a_line() -> None:
    assert markdown.plain("a_b*c") == r"a\_b\*c"


def test_a_full_disk_is_a_sentence_and_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "b.md"
    out.write_text("before", encoding="utf-8")

    def full(self: Path, *_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_text", full)
    with pytest.raises(UsageError, match="No space left"):
        write(briefing_of("Anna"), out, options=RenderOptions())
    monkeypatch.undo()
    assert [p.name for p in tmp_path.iterdir()] == ["b.md"]
    assert out.read_text(encoding="utf-8") == "before"


def test_an_unknown_ending_names_the_known_ones() -> None:
    with pytest.raises(UsageError) as refused:
        renderer(Path("b.exe"))
    assert all(ending in refused.value.message("de") for ending in endings())
