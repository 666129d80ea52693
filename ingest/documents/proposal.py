"""What is proposed out of a text: a mention with all that the text says about it. Nothing is true before a person accepts."""

from dataclasses import asdict, dataclass
from typing import Literal

Kind = Literal[
    "person",
    "organisation",
    "function",
    "membership",
    "event",
    "participation",
    "acquaintance",
    "place",
    "topic",
    "date",
]
FIELDS = ("kind", "name", "role", "organisation", "event", "date", "sentence", "start", "end", "confidence")


@dataclass(frozen=True, slots=True)
class TextProposal:
    """One mention, or one fact, that a text seems to state; `start` and `end` are offsets in the document's text.

    A person carries the function and organisation found beside the name, and the `title` in front of it. `sentence` is the sentence the mention
    stands in, `number` says which one it is (from 1), `offset` where it begins. Of a function, `date` and `until` say since
    when and until when it is held, where the sentence does. Of an acquaintance, `other` is the second
    person, and `event` and `date` say on what occasion and when they spoke, where the text is the note of a conversation.
    """

    kind: Kind
    name: str
    sentence: str
    start: int
    end: int
    confidence: float
    role: str = ""
    organisation: str = ""
    event: str = ""
    date: str = ""
    title: str = ""
    number: int = 0
    offset: int = 0
    other: str = ""
    until: str = ""

    @property
    def place(self) -> str:
        """Return where the mention stands, as evidence names it: "sentence 3, 120-134"."""
        return f"sentence {self.number}, {self.start}-{self.end}"

    def shown(self) -> dict[str, object]:
        """Return the fields a JSON list of proposals has, in their order; `other` only where there is a second person."""
        values = asdict(self)
        fields = (*FIELDS, "other") if self.other else FIELDS
        return {name: values[name] for name in fields}
