"""Proposals: what a text may say, with its sentence, until a person accepts or refuses it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

State = Literal["open", "accepted", "refused"]


@dataclass(frozen=True, slots=True)
class Proposal:
    """One reading of a place in a document; `payload` is what the reader of the document needs to make facts of it.

    `source_id` and `source` (as JSON) are those of the document; `sentence` holds the mention at `start` to `end`.
    """

    id: str
    source_id: str
    source: str
    kind: str
    name: str
    sentence: str
    start: int
    end: int
    confidence: float
    payload: str
    state: State = "open"
    who: str = ""
    at: str = ""

    @classmethod
    def parse(cls, properties: Mapping[str, Any]) -> "Proposal":
        """Return a proposal out of its stored form."""
        return cls(**properties)

    def stored(self) -> dict[str, Any]:
        """Return the proposal as properties of a node."""
        return asdict(self)
