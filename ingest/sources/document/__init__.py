"""Press reports, minutes, notes of conversations: proposals, which say nothing before a person accepts them."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from graph.model.facts import Record
from ingest.documents.conversation import is_note
from ingest.documents.document import ENDINGS, read_document
from ingest.documents.proposing import proposals
from ingest.readers.probe import Probe
from ingest.records import Kind, Mapped, Note, Options, RowLog

_DELIMITERS = ";\t|"
_LINES = 40  # lines of a text file that are looked at
_WORDS = 4  # words in a line from which on it is no cell
_SENTENCE = re.compile(r"[a-zäöüß\d]{2}[)“”\"»]?[.!?](?=\s+[A-ZÄÖÜ„\"»]|\s*$)", re.MULTILINE)


def understand(path: Path, sha256: str, options: Options) -> Mapped:
    """Return the source a document is, and what it proposes; it has no records of its own.

    Raises:
        InputError: broken, locked, not safe to open, or without text.
    """
    document = read_document(path)
    day = options.day(path) or document.date
    kind = "conversation" if is_note(document.text) else "report"
    source = options.source(path, sha256, kind, title=document.title, date=day)

    def records(row_log: RowLog) -> Iterator[Record]:
        if options.event:
            row_log.notes.append(Note("note_document_event", context={"value": options.event}))
        return iter(())

    return Mapped(source, records, proposals=partial(proposals, document, source))


def recognises(probe: Probe) -> bool:
    """Return whether a file is a text; a text file may also be a list."""
    return probe.ending != ".txt" or is_prose(probe.head)


def is_prose(text: str) -> bool:
    r"""Return whether a text is written in sentences, and not in rows of cells.

    >>> is_prose("Vorname;Nachname\nAnna;Kern\n"), is_prose("Anna Kern leitet das Werk.")
    (False, True)
    """
    lines = [line for line in text.splitlines()[: 2 * _LINES] if line.strip()][:_LINES]
    if not lines or any(_is_delimited(lines, sign) for sign in _DELIMITERS):
        return False
    words = sum(len(line.split()) for line in lines)
    return bool(_SENTENCE.search("\n".join(lines))) or words >= _WORDS * len(lines)


def _is_delimited(lines: list[str], sign: str) -> bool:
    """Return whether nearly all lines have the same number of a sign, at least one."""
    (count, most), *_ = Counter(line.count(sign) for line in lines).most_common(1)
    return count > 0 and most >= 0.7 * len(lines)


KIND = Kind("document", ENDINGS, understand, recognises)
