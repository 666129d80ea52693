"""The GermEval 2014 corpus of marked German sentences (CC BY 4.0), of which the model in the program is learned."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from bench.annotations import Annotated

SORTS = {"PER": "PER", "ORG": "ORG", "LOC": "LOC"}
_NONE_BEFORE = frozenset(".,;:!?)]}%…“”’")
_NONE_BEHIND = frozenset("([{„‚")


def read(paths: Iterable[Path]) -> list[Annotated]:
    """Return the sentences of TSV files (number, word, outer label, inner label), each as a text of its own.

    An adjective or noun made of a name ("deutschen", LOCderiv) is no name; of a compound ("BDI-Präsident", ORGpart) the
    part in front is one. Titles of works and the like (OTH) are left out.
    """
    found = []
    for path in paths:
        lines = path.read_text(encoding="utf-8").splitlines()
        blocks = (list(rows) for empty, rows in groupby(lines, key=lambda line: not line.strip()) if not empty)
        for number, block in enumerate(blocks, 1):
            rows = [line.split("\t") for line in block if not line.startswith("#\t")]
            if words := [(row[1], row[2]) for row in rows if len(row) > 2]:
                text, places = _text([word for word, _ in words])
                found.append(Annotated(f"{path.stem} {number}", text, tuple(_names(words, places))))
    return found


def _text(words: Iterable[str]) -> tuple[str, list[int]]:
    """Return a sentence as it is written, and where each word begins in it."""
    text, places, opened = "", [], False
    for word in words:
        closes = word in _NONE_BEFORE or (word == '"' and opened)
        glued = not text or closes or text[-1] in _NONE_BEHIND or (text[-1] == '"' and opened)
        if word == '"':
            opened = not opened
        text += "" if glued else " "
        places.append(len(text))
        text += word
    return text, places


def _names(words: list[tuple[str, str]], places: list[int]) -> Iterator[tuple[int, int, str]]:
    begun: tuple[int, int, str] | None = None
    for (word, label), start in zip(words, places, strict=True):
        sort = label[2:]
        if begun and label.startswith("I-") and sort == begun[2]:
            begun = (begun[0], start + len(word), sort)
            continue
        if begun:
            yield begun
        begun = (start, start + len(word), sort) if sort in SORTS else None
        first, dash, _ = word.rpartition("-")
        if dash and first and sort in ("ORGpart", "PERpart"):
            yield start, start + len(first), sort[:3]
    if begun:
        yield begun
