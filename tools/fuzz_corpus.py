"""The files fuzzing begins with: those of our own tests, by kind of source."""

import gzip
import io
import json
import tempfile
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import docx

from tests.ingest.documents.test_press import TEXTS
from tests.ingest.documents.test_readers import SENTENCE, pdf
from tests.ingest.readers.test_fuzz import LIST
from tests.ingest.readers.test_fuzz import VALID as LISTS
from tests.ingest.sources import test_calendar, test_contacts, test_schedule
from tests.ingest.sources.test_exchange_fuzz import BLUEPRINT, FILES, NODE_LINK
from tests.ingest.sources.test_facts import GOOD, SESSIONS
from tests.ingest.sources.test_lobbyregister_files import LINES, TWO
from tests.ingest.sources.test_participants_rows import HEADER
from tests.ingest.sources.test_sessions import HEADER as PROGRAMME

_ANNA, _WORK = {"id": "a", "name": "Anna Lang", "type": "Person"}, {"id": "b", "name": "Werk", "type": "Organisation"}
_TIE = {"id": "t", "source": "a", "target": "b", "interaction": "arbeitet für", "role": "Leiterin"}
CYTOSCAPE = {"elements": {"nodes": [{"data": _ANNA}, {"data": _WORK}], "edges": [{"data": _TIE}]}}
GRAPHOLOGY = {
    "options": {"type": "directed"},
    "nodes": [
        {"key": said["id"], "attributes": {"label": said["name"], "type": said["type"]}} for said in (_ANNA, _WORK)
    ],
    "edges": [{"source": "a", "target": "b", "attributes": {"type": "arbeitet für"}}],
}


def _same(data: bytes) -> bytes:
    return data


@dataclass(frozen=True, slots=True)
class Target:
    """A kind of source, the ending of a file, valid files, and how an input becomes one."""

    kind: str
    ending: str
    files: Sequence[bytes]
    wrap: Callable[[bytes], bytes] = _same


def targets() -> dict[str, Target]:
    """Return all targets by name; every kind of source has one."""
    calendars, schedules = [test_calendar.VALID], test_schedule.VALID
    cards = [content for name, content in test_contacts.VALID.items() if name.endswith(".vcf")]
    books = [content for name, content in test_contacts.VALID.items() if name.endswith(".csv")]
    lists = [LISTS["csv"], LIST.encode(), f"{HEADER}\nFrau;Dr.;Eva;Weiß;Werk;Leiterin;e@w.example;Ulm;TH;A\n".encode()]
    programme = f"{PROGRAMME}2021-03-16 10:00;11:00;Glas;Vortrag;Saal;Eva Weiß (Werk);;Glas\n".encode()
    found = {
        "calendar": Target("calendar", ".ics", calendars),
        "vcard": Target("vcard", ".vcf", cards),
        "address_book": Target("address_book", ".csv", books),
        "document": Target("document", ".txt", [str(text["text"]).encode() for text in TEXTS]),
        "document_page": Target("document", ".html", [f"<html><body><p>{SENTENCE}</p></body></html>".encode()]),
        "document_word": Target("document", ".docx", [_word_part()], _in_word),
        "document_pdf": Target("document", ".pdf", [_pdf()]),
        "followthemoney": Target("followthemoney", ".jsonl", [FILES["followthemoney"][1]]),
        "graphml": Target("graphml", ".graphml", [FILES["graphml"][1]]),
        "gexf": Target("gexf", ".gexf", [FILES["gexf"][1]]),
        "cytoscape": Target("cytoscape", ".cyjs", [json.dumps(CYTOSCAPE).encode()]),
        "graphology": Target("graphology", ".json", [json.dumps(GRAPHOLOGY).encode()]),
        "nodelink": Target("nodelink", ".json", [json.dumps(NODE_LINK).encode()]),
        "kumu": Target("kumu", ".xlsx", [_sheet()], _in_workbook),
        "kumu_json": Target("kumu_json", ".json", [json.dumps(BLUEPRINT).encode()]),
        "littlesis": Target("littlesis", ".csv", [FILES["littlesis"][1]]),
        "lobbyregister": Target("lobbyregister", ".jsonl", [LINES.encode()]),
        "lobbyregister_list": Target("lobbyregister", ".json.gz", [json.dumps(TWO).encode()], gzip.compress),
        "meetings": Target("meetings", ".csv", [FILES["meetings"][1]]),
        "nodelists": Target("nodelists", ".csv", [FILES["nodelists"][1]]),
        "popolo": Target("popolo", ".json", [FILES["popolo"][1]]),
        "schedule": Target("schedule", ".xml", [schedules["a.xml"]]),
        "schedule_json": Target("schedule_json", ".json", [schedules["a.json"], schedules["b.json"]]),
        "sessions": Target("sessions", ".csv", [programme]),
        "facts": Target("facts", ".yaml", [GOOD.encode(), SESSIONS.encode()]),
        "participants": Target("participants", ".csv", lists),
        "participants_sheet": Target("participants", ".xlsx", [_sheet()], _in_workbook),
        "participants_zip": Target("participants", ".xlsx", [LISTS["xlsx"]]),
    }
    _check(found)
    return found


def _check(found: dict[str, Target]) -> None:
    from ingest.sources import kinds

    missing = {kind.name for kind in kinds()} - {target.kind for target in found.values()}
    assert not missing, f"no files to fuzz {sorted(missing)} with"


def _sheet() -> bytes:
    """Return the XML of a sheet as openpyxl writes it."""
    return _part(LISTS["xlsx"], "xl/worksheets/sheet1.xml")


def _in_workbook(data: bytes) -> bytes:
    return _with_part(LISTS["xlsx"], "xl/worksheets/sheet1.xml", data)


def _word() -> bytes:
    document, out = docx.Document(), io.BytesIO()
    document.add_heading("Auftakt")
    document.add_paragraph(SENTENCE)
    document.save(out)
    return out.getvalue()


def _word_part() -> bytes:
    return _part(_word(), "word/document.xml")


def _in_word(data: bytes) -> bytes:
    return _with_part(_word(), "word/document.xml", data)


def _pdf() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        return pdf(Path(folder, "a.pdf"), [SENTENCE]).read_bytes()


def _part(archive: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(archive)) as found:
        return found.read(name)


def _with_part(archive: bytes, name: str, content: bytes) -> bytes:
    """Return an archive with other content in one of its files."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            new.writestr(entry, content if entry.filename == name else old.read(entry))
    return out.getvalue()
