"""PDF files with text in them; pictures of text are not read."""

import logging
import struct
import zlib
from pathlib import Path

from graph.errors import InputError

MOST_PAGES = 500
MOST_LETTERS = 2_000_000
FEWEST_LETTERS = 20  # on all pages together; fewer are a scan
# What the library trips over in files that are none.
_BROKEN = (
    *(ValueError, LookupError, TypeError, AttributeError, RecursionError, AssertionError, OSError, ArithmeticError),
    *(struct.error, zlib.error),
)


def read_pdf(path: Path) -> tuple[str, str]:
    """Return the text of a PDF and its title; words hyphenated at a line's end are whole again.

    Raises:
        InputError: it is encrypted, broken, too long, or holds pictures of text only.
    """
    import pdfplumber
    from pdfminer.pdfdocument import PDFPasswordIncorrect
    from pdfminer.pdfexceptions import PDFException
    from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    try:
        with pdfplumber.open(path) as pdf:
            if len(pdf.pages) > MOST_PAGES:
                raise InputError("document_too_long", file=path.name, value=len(pdf.pages), limit=MOST_PAGES)
            text = _pages(pdf)
            title = str((pdf.metadata or {}).get("Title") or "")
    except InputError:
        raise
    except (PDFException, PdfminerException, PDFPasswordIncorrect) as error:
        locked = "Password" in f"{type(error).__name__}{error!r}"
        raise InputError("document_locked" if locked else "document_broken", file=path.name, detail="PDF") from error
    except (MalformedPDFException, *_BROKEN) as error:
        raise InputError("document_broken", file=path.name, detail="PDF") from error
    if len(text.strip()) < FEWEST_LETTERS:
        raise InputError("document_scan", file=path.name)
    return text, title


def _pages(pdf: "object") -> str:
    import re

    parts: list[str] = []
    size = 0
    for page in pdf.pages:  # type: ignore[attr-defined]
        found = page.extract_text() or ""
        page.close()
        parts.append(found)
        size += len(found)
        if size > MOST_LETTERS:
            break
    text = "\n\n".join(parts)
    return re.sub(r"(?<=[a-zäöüß])-\n(?=[a-zäöüß])", "", text)
