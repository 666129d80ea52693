"""A document as text, with its title and, where its name says it, its date."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from graph.errors import InputError
from graph.model.dates import parse_date
from graph.model.fold import visible
from ingest.documents.days import first_date
from ingest.documents.readers.page import read_page
from ingest.documents.readers.pdf import read_pdf
from ingest.documents.readers.plain import read_plain
from ingest.documents.readers.word import read_word
from ingest.readers.checksum import checksum

LARGEST = 50 * 1024 * 1024
MOST_LETTERS = 1_000_000  # some 400 printed pages
LONGEST_PARAGRAPH = 100_000
LONGEST_TITLE = 300
_READERS: Mapping[str, Callable[[Path], tuple[str, str]]] = {
    ".txt": read_plain,
    ".md": read_plain,
    ".html": read_page,
    ".htm": read_page,
    ".docx": read_word,
    ".pdf": read_pdf,
}
ENDINGS = tuple(_READERS)
_DATE = re.compile(r"(?<!\d)(\d{4})[-_.]?(\d{2})[-_.]?(\d{2})(?!\d)")


@dataclass(frozen=True, slots=True)
class Document:
    """The text of a document; the offsets of proposals count in it. `date` is "" where neither name nor text tells it."""

    text: str
    title: str
    date: str = ""
    sha256: str = ""


def read_document(path: Path) -> Document:
    """Return the text of a TXT, HTML, DOCX or PDF file.

    Raises:
        InputError: no such file, another kind of file, broken, locked, not safe to open, or without text.
    """
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        known = ", ".join(ENDINGS)
        raise InputError("unknown_file_type", file=path.name, value=path.suffix or path.name, known=known)
    sha256 = checksum(path)
    if (size := path.stat().st_size) > LARGEST:
        raise InputError("too_large", file=path.name, detail=f"{size >> 20} MB > {LARGEST >> 20} MB")
    text, title = reader(path)
    if len(text) > MOST_LETTERS:
        raise InputError("document_too_long", file=path.name, value=len(text), limit=MOST_LETTERS)
    if not text.strip():
        raise InputError("document_no_text", file=path.name)
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    _refuse_long_paragraph(path, text)
    return Document(
        text, visible(title[:MOST_LETTERS])[:LONGEST_TITLE] or _first_line(text) or path.stem, _date(path, text), sha256
    )


def _refuse_long_paragraph(path: Path, text: str) -> None:
    for number, line in enumerate(text.split("\n"), start=1):
        if len(line) > LONGEST_PARAGRAPH:
            size = len(line)
            raise InputError("paragraph_too_long", file=path.name, row=number, value=size, limit=LONGEST_PARAGRAPH)


def _first_line(text: str) -> str:
    return next((visible(line)[:120] for line in text.splitlines() if line.strip()), "")


def _date(path: Path, text: str) -> str:
    if found := _DATE.search(path.stem):
        try:
            return parse_date("-".join(found.groups()))
        except ValueError:
            pass
    return first_date(text)
