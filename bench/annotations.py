"""The SmartData corpus of marked German news, split once and for all; nothing in the program is learned of it."""

import gzip
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FILE = "press_annotations/smartdata_v1_train.json.gz"
PARTS = 4  # every fourth document, by the hash of its id, is kept back
SORTS = {
    "person": "PER",
    "organization": "ORG",
    "organization-company": "ORG",
    "location": "LOC",
    "location-city": "LOC",
    "location-stop": "LOC",
    "location-street": "LOC",
    "location-route": "LOC",
}


@dataclass(frozen=True, slots=True)
class Annotated:
    """A text with the names somebody marked in it: start, end, and PER, ORG or LOC."""

    id: str
    text: str
    names: tuple[tuple[int, int, str], ...]

    @property
    def kept_back(self) -> bool:
        """Return whether the text is for measuring only."""
        return int(hashlib.sha256(self.id.encode()).hexdigest(), 16) % PARTS == 0


def read(path: Path) -> list[Annotated]:
    """Return the texts of the corpus: JSON objects one behind the other, packed."""
    return [_annotated(entry) for entry in _objects(gzip.decompress(path.read_bytes()).decode())]


def _objects(text: str) -> Iterator[dict[str, Any]]:
    decoder, place = json.JSONDecoder(), 0
    while place < len(text):
        if text[place].isspace():
            place += 1
            continue
        entry, place = decoder.raw_decode(text, place)
        yield entry


def _annotated(entry: dict[str, Any]) -> Annotated:
    marked = (entry["conceptMentions"] or {"array": []})["array"]
    names = {(m["span"]["start"], m["span"]["end"], SORTS[m["type"]]) for m in marked if m["type"] in SORTS}
    return Annotated(entry["id"], entry["text"]["string"], tuple(sorted(names)))
