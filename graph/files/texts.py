"""What files say: texts in UTF-8 or as old editors on Windows write them, and documents of Word and PowerPoint."""

import re
from html import unescape
from pathlib import Path
from zipfile import BadZipFile, ZipFile

_NO_TEXT = re.compile(rb"[\x00-\x08\x0b\x0e-\x1f]")
_MOST = 16 << 20  # of a part of a document
_LINE_END = re.compile(r"</(?:\w+:)?p>|<(?:\w+:)?(?:br|tab|cr)\b[^>]*>")
_TAG = re.compile(r"<[^>]*>")
_SAYING = re.compile(r'\b(?:\w+:)?(?:author|descr|title|name|initials)="([^"]*)"')


def text_of(data: bytes) -> str:
    """Return the text of a file, its lines with one sign for their end.

    A line that is no UTF-8 is read as old editors on Windows write, so that none is passed over in silence.

    >>> text_of("Möller".encode("cp1252")) == text_of("Möller".encode()) == "Möller"
    True

    Raises:
        UnicodeDecodeError: it is no text: there are signs in it that no editor writes.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        if _NO_TEXT.search(data):
            raise
        text = "".join(map(_line, data.splitlines(keepends=True)))
    return text.replace("\r\n", "\n")


def _line(data: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")


def text_of_document(path: Path) -> str:
    """Return what stands in a document of Word or PowerPoint, comments and authors too; "" for what is none.

    It is there twice, since a name may be written in several pieces, or in one beside others: together, and apart.
    """
    try:
        with ZipFile(path) as document:
            parts = [
                document.open(name).read(_MOST) for name in document.namelist() if name.endswith((".xml", ".rels"))
            ]
    except (BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError, ValueError):
        return ""
    marked = "\n".join(part.decode("utf-8", "replace") for part in parts)
    together = _TAG.sub("", _LINE_END.sub("\n", marked))
    return unescape("\n".join((together, _TAG.sub("\n", marked), *_SAYING.findall(marked))))
