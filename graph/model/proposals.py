"""Proposals: what a text may say, with its sentence, until a person accepts or refuses it."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

from graph.model.facts import Source

State = Literal["open", "accepted", "refused"]


@dataclass(frozen=True, slots=True)
class Proposal:
    """One reading of a place in a document; `payload` is what the reader of the document needs to make facts of it.

    `source_id` and `source` (as JSON) are those of the document, in whose text the mention stands at `start` to `end`.
    `correction` holds, as JSON, what the person who accepted it wrote in place of what was read.
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
    correction: str = ""

    @property
    def document(self) -> Source:
        """The source the document is."""
        return Source(**json.loads(self.source))

    @property
    def corrected(self) -> dict[str, str]:
        """The corrected fields, by name."""
        return dict(json.loads(self.correction)) if self.correction else {}

    @classmethod
    def parse(cls, properties: Mapping[str, Any]) -> "Proposal":
        """Return a proposal out of its stored form."""
        return cls(**properties)

    def stored(self) -> dict[str, Any]:
        """Return the proposal as properties of a node."""
        return asdict(self)
