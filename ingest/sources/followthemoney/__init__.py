"""FollowTheMoney: entities as JSON lines, nodes and links alike, as OpenSanctions, Aleph and others publish them."""

import json
import re
from pathlib import Path

from ingest.exchange.mapping import understand_network
from ingest.exchange.words import read_words
from ingest.readers.probe import Probe
from ingest.records import Kind, Mapped, Options
from ingest.sources.followthemoney.statements import read_entities

ENDINGS = (".json", ".jsonl", ".ndjson", ".ijson", ".ftm", ".json.gz", ".jsonl.gz", ".ndjson.gz", ".ftm.gz")
_SCHEMA = re.compile(r'"schema"\s*:\s*"[A-Z][A-Za-z]+"')
_PROPERTIES = re.compile(r'"properties"\s*:\s*\{')


def recognises(probe: Probe) -> bool:
    """Return whether the first line is an entity: an object with id, schema and properties."""
    first = next((line for line in probe.head.splitlines() if line.strip()), "").strip()
    if not (first.startswith("{") and _SCHEMA.search(first) and _PROPERTIES.search(first)):
        return False
    if not first.endswith("}"):  # longer than what is looked at
        return True
    try:
        json.loads(first)
    except (ValueError, RecursionError):
        return False
    return True


def understand(path: Path, sha256: str, options: Options) -> Mapped:
    """Return source and records of a file of entities."""
    words = read_words("ingest.exchange", form="followthemoney")
    return understand_network(read_entities(path), words, path, sha256, options)


KIND = Kind("followthemoney", ENDINGS, understand, recognises)
