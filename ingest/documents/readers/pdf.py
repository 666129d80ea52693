"""PDF files with text in them; pictures of text are not read.

A page of a few kilobytes may unpack to gigabytes. So a process of its own reads the file, with bounds on what the library
takes in (`pdf_bounds`) and, for what these do not know, a limit of time and, where the system has one, of memory.
"""

import json
import logging
import struct
import subprocess
import sys
import zlib
from pathlib import Path
from typing import Any

from graph.errors import InputError
from ingest.documents.readers.pdf_bounds import TooHeavyError, bound_library, is_too_heavy

MOST_PAGES = 500
MOST_LETTERS = 1_000_000
FEWEST_LETTERS = 20  # on all pages together; fewer are a scan
SECONDS = 120
PROCESSOR_SECONDS = 75
MEMORY = 800 << 20  # bytes of addresses; an ordinary document takes half of it
# What the library trips over in files that are none.
_BROKEN = (
    *(ValueError, LookupError, TypeError, AttributeError, RecursionError, AssertionError, OSError, ArithmeticError),
    *(struct.error, zlib.error),
)


def read_pdf(path: Path, *, seconds: float = SECONDS) -> tuple[str, str]:
    """Return the text of a PDF and its title; words hyphenated at a line's end are whole again.

    Raises:
        InputError: it is encrypted, broken, too long, holds pictures of text only, or takes too much time or memory.
    """
    command = [sys.executable, "-P", "-m", "ingest.documents.readers.pdf", str(path)]
    try:
        done = subprocess.run(command, capture_output=True, timeout=seconds, check=False)
        said: dict[str, Any] = json.loads(done.stdout)
    except (subprocess.TimeoutExpired, ValueError) as error:  # it was ended, by us or by the system
        raise InputError("document_too_heavy", file=path.name) from error
    if key := said.get("error"):
        raise InputError(key, file=path.name, **said["context"])
    return said["text"], said["title"]


def _answer(path: Path) -> dict[str, Any]:
    """Return text and title, or the key and context of the error."""
    try:
        text, title = _read(path)
    except MemoryError:
        return {"error": "document_too_heavy", "context": {}}
    except _PageError as error:
        return {"error": "document_page_too_heavy", "context": {"page": error.page}}
    except InputError as error:
        kept = {name: value for name, value in error.context.items() if name not in ("file", "row", "column")}
        return {"error": error.key, "context": kept}
    return {"text": text, "title": title}


class _PageError(Exception):
    """A page holds too much."""

    def __init__(self, page: int) -> None:
        super().__init__(page)
        self.page = page


def _read(path: Path) -> tuple[str, str]:
    import pdfplumber
    from pdfminer.pdfdocument import PDFPasswordIncorrect
    from pdfminer.pdfexceptions import PDFException
    from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    bound_library()
    try:
        with pdfplumber.open(path) as pdf:
            if len(pdf.pages) > MOST_PAGES:
                raise InputError("document_too_long", file=path.name, value=len(pdf.pages), limit=MOST_PAGES)
            text = _pages(pdf)
            title = str((pdf.metadata or {}).get("Title") or "")
    except (InputError, _PageError):
        raise
    except (PDFException, PdfminerException, PDFPasswordIncorrect) as error:
        locked = "Password" in f"{type(error).__name__}{error!r}"
        raise InputError("document_locked" if locked else "document_broken", file=path.name, detail="PDF") from error
    except (MalformedPDFException, *_BROKEN) as error:
        raise InputError("document_broken", file=path.name, detail="PDF") from error
    except TooHeavyError as error:
        raise InputError("document_too_heavy", file=path.name) from error
    if len(text.strip()) < FEWEST_LETTERS:
        raise InputError("document_scan", file=path.name)
    return text, title


def _pages(pdf: "object") -> str:
    import re

    parts: list[str] = []
    size = 0
    for number, page in enumerate(pdf.pages, start=1):  # type: ignore[attr-defined]
        try:
            found = page.extract_text() or ""
        except Exception as error:
            if is_too_heavy(error):
                raise _PageError(number) from error
            raise
        page.close()
        parts.append(found)
        size += len(found)
        if size > MOST_LETTERS:
            break
    text = "\n\n".join(parts)
    return re.sub(r"(?<=[a-zäöüß])-\n(?=[a-zäöüß])", "", text)


def _limit() -> None:
    try:
        import resource
    except ImportError:  # not on Windows
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR_SECONDS, PROCESSOR_SECONDS))


if __name__ == "__main__":
    _limit()
    sys.stdout.write(json.dumps(_answer(Path(sys.argv[1]))))
