"""What a backup says of itself: its parts with number of lines and checksum, and of which moment of what it is."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from graph.files.erasure_key import named

NAME = "manifest.json"
FORMAT = 2  # counts up when older programs could not read what is written
LINES_ONLY = 1  # the format where nothing lies beside the database: older programs read that
KIND = "akteursnetz backup"


@dataclass(frozen=True, slots=True)
class BackupPart:
    """A file of a backup: how many lines it has, none where it is a file of the data folder, and its SHA-256."""

    lines: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What stands in the manifest; `parts` by name, in the order in which they are written back.

    `erasure_key` names the key of the erasures that are to be done again; "" in backups of older versions.
    """

    made_at: str
    engine: str
    schema_version: int
    data_version: int
    identity: str
    writes: int
    reason: str = ""
    product: str = ""
    erasure_key: str = ""
    parts: Mapping[str, BackupPart] = field(default_factory=dict)
    format: int = FORMAT

    @property
    def lines(self) -> int:
        """Return how many nodes, relationships and records there are."""
        return sum(part.lines for part in self.parts.values())

    def text(self) -> str:
        """Return the manifest as it is written."""
        return json.dumps({"kind": KIND, **asdict(self), "lines": self.lines}, indent=1) + "\n"

    @classmethod
    def of(cls, text: str) -> "Manifest":
        """Return what a manifest says.

        Raises:
            ValueError: it is none.
        """
        try:
            said: dict[str, Any] = json.loads(text)
            if said.pop("kind") != KIND:
                raise ValueError(KIND)
            lines = said.pop("lines")
            parts = {str(name): BackupPart(int(p["lines"]), str(p["sha256"])) for name, p in said.pop("parts").items()}
            numbers: dict[str, Any] = {name: int(said[name]) for name in _NUMBERS}
            texts: dict[str, Any] = {name: str(said[name]) for name in _TEXTS}
            key = named(said.get("erasure_key", ""))
            found = cls(parts=parts, erasure_key=key, **numbers, **texts)
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError(NAME) from error
        if found.lines != lines:
            raise ValueError(NAME)
        return found


_NUMBERS = ("schema_version", "data_version", "writes", "format")
_TEXTS = ("made_at", "engine", "identity", "reason", "product")


def product() -> str:
    """Return the version of this program."""
    try:
        return version("akteursnetz")
    except PackageNotFoundError:
        return ""
