"""Damaged and hostile files: every reader gives rows or an error about the input, and soon."""

import io
import json
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from graph.errors import InputError
from ingest.loading.pipeline import prepare
from ingest.records import Options

Put = Callable[[str, str | bytes], Path]
bounded = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
ENDINGS = ["csv", "tsv", "xlsx", "xls", "ods", "yaml", "json"]
LIST = "Vorname;Nachname;Organisation;E-Mail\r\nJürgen;Müller;Werk „Nord“;j@werk.example\r\n"
FACTS = {
    "source": {"title": "Bericht"},
    "nodes": [{"ref": "a", "type": "Person", "name": "Anna Lang"}, {"ref": "b", "type": "Event", "name": "X"}],
    "relationships": [{"type": "TOOK_PART_IN", "from": "a", "to": "b"}],
}


def workbook() -> bytes:
    book = openpyxl.Workbook()
    assert isinstance(book.active, Worksheet)
    for line in LIST.split("\r\n"):
        book.active.append(line.split(";"))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


VALID = {
    "csv": LIST.encode("cp1252"),
    "tsv": LIST.replace(";", "\t").encode("utf-16"),
    "xlsx": workbook(),
    "yaml": json.dumps(FACTS, indent=1).encode(),
    "json": json.dumps(FACTS).encode(),
}


def read_to_the_end(path: Path) -> None:
    """Read a file as a load would, and let through only errors about the input."""
    started = time.monotonic()
    refusal = None
    try:
        for _ in prepare(path, Options(event="Auftakt"), most_rejected=1).records():
            pass
    except InputError as error:
        refusal = error
    if refusal:
        assert refusal.file == path.name
        assert refusal.message("de")
        assert refusal.message("en")
    assert time.monotonic() - started < 5


@pytest.mark.parametrize("ending", ENDINGS)
@given(data=st.binary(min_size=1, max_size=400))
@bounded
def test_random_bytes(put: Put, ending: str, data: bytes) -> None:
    read_to_the_end(put(f"a.{ending}", data))


@pytest.mark.parametrize("ending", ["csv", "yaml", "json"])
@given(text=st.text(alphabet="ab;,\"'\n\t{}[]:-&*!|>#%~ÄÃ\u2028\x85\u200b🙂", min_size=1, max_size=80))
@bounded
def test_random_signs_of_the_format(put: Put, ending: str, text: str) -> None:
    read_to_the_end(put(f"a.{ending}", text))


changes = st.lists(
    st.tuples(
        st.floats(0, 1, exclude_max=True),
        st.sampled_from(["set", "cut", "double", "insert"]),
        st.binary(min_size=1, max_size=6),
    ),
    min_size=1,
    max_size=4,
)


def mutated(data: bytes, edits: list[tuple[float, str, bytes]]) -> bytes:
    for where, what, new in edits:
        at = int(where * len(data))
        if what == "set":
            data = data[:at] + new + data[at + len(new) :]
        elif what == "cut":
            data = data[:at] + data[at + len(new) * 7 :]
        elif what == "insert":
            data = data[:at] + new + data[at:]
        else:
            data = data[: at + 30] + data[at:]
    return data or b"x"


@pytest.mark.parametrize("ending", sorted(VALID))
@given(edits=changes)
@bounded
def test_valid_files_with_some_bytes_changed(put: Put, ending: str, edits: list[tuple[float, str, bytes]]) -> None:
    read_to_the_end(put(f"a.{ending}", mutated(VALID[ending], edits)))


PARTS = ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml", "[Content_Types].xml"]


@pytest.mark.parametrize("part", PARTS)
@given(edits=changes)
@bounded
def test_workbooks_with_a_part_changed_in_a_sound_archive(
    put: Put, part: str, edits: list[tuple[float, str, bytes]]
) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(VALID["xlsx"])) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            content = old.read(entry)
            new.writestr(entry.filename, mutated(content, edits) if entry.filename == part else content)
    read_to_the_end(put("a.xlsx", out.getvalue()))


@given(
    references=st.lists(
        st.sampled_from(["A1", "XFD1", "A9999", "ZZZZ9", "A0", "1", "A99999999999", "a1", "", "XFE9999", "A-1"]),
        min_size=1,
        max_size=4,
    )
)
@bounded
def test_workbooks_with_odd_addresses_of_cells(put: Put, references: list[str]) -> None:
    out = io.BytesIO()
    cells = "".join(f'<c r="{r}" t="inlineStr"><is><t>Name</t></is></c>' for r in references)
    with zipfile.ZipFile(io.BytesIO(VALID["xlsx"])) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == PARTS[0]:
                content = content.replace(b"</sheetData>", f'<row r="9">{cells}</row></sheetData>'.encode())
            new.writestr(entry.filename, content)
    read_to_the_end(put("a.xlsx", out.getvalue()))
