"""The ledger: notes people keep beside the network, such as what became of a finding or which export was made.

Each kind of note is a book. Notes are no part of the network: writing one leaves the data version as it is.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """One note in a book of the ledger; a later entry with the same id replaces it."""

    book: str
    id: str
    who: str
    at: str = ""
    body: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def parse(cls, properties: Mapping[str, Any]) -> "LedgerEntry":
        """Return an entry out of its stored form."""
        own = str(properties["id"]).removeprefix(f"{properties['book']}:")
        return cls(**{**properties, "id": own, "body": json.loads(properties["body"])})

    def stored(self) -> dict[str, Any]:
        """Return the entry as properties of a node."""
        body = json.dumps(self.body, ensure_ascii=False, sort_keys=True)
        return {**asdict(self), "id": f"{self.book}:{self.id}", "body": body}
