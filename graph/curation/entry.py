"""What somebody enters by hand, before it is checked: who said it, and what it states about whom."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from graph.model.facts import Confidentiality, Value

EntryKind = Literal["observation", "conversation", "correction"]
WAYS = ("telephone", "meeting", "video", "mail", "letter", "website", "own_knowledge")
CERTAINTIES = ("certain", "unsure")


@dataclass(frozen=True, slots=True)
class Provenance:
    """How the office knows: on which day, said by whom, by what way, and how sure that is."""

    day: str
    way: str = "own_knowledge"
    said_by: str = ""
    certainty: str = "certain"
    title: str = ""
    confidentiality: Confidentiality = "internal"


@dataclass(frozen=True, slots=True)
class NewNode:
    """A node that is to be made; facts of the same entry name it by `ref`."""

    ref: str
    label: str
    name: str
    values: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class StatedFact:
    """A fact between two nodes, each by its id or the ref of a new one; role and dates as somebody types them."""

    type: str
    start: str
    end: str
    role: str = ""
    valid_from: str = ""
    valid_to: str = ""


@dataclass(frozen=True, slots=True)
class ValueChange:
    """Another value for a field of a node, or its name; of a list `value` is added and `wrong` taken away.

    `seen` is what the field had when somebody looked at it, None where nobody did.
    """

    node: str
    field: str
    value: str = ""
    wrong: str = ""
    seen: str | None = None


@dataclass(frozen=True, slots=True)
class FactChange:
    """A fact that is stated and not so: `instead` is what is so, None where it is wrong at all.

    With `ended` all that is stated of this type between the two, and goes on, is over since that day.
    """

    fact: StatedFact
    instead: StatedFact | None = None
    ended: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """All that is entered at once; it is written, and undone, as a whole.

    `reason` says why doubts about it do not count; `note` is free text that stays in the history.
    """

    provenance: Provenance
    kind: EntryKind = "observation"
    nodes: tuple[NewNode, ...] = ()
    facts: tuple[StatedFact, ...] = ()
    about: tuple[str, ...] = ()
    values: tuple[ValueChange, ...] = ()
    changes: tuple[FactChange, ...] = ()
    note: str = ""
    reason: str = ""


def entry_of(body: Mapping[str, Any]) -> Entry:
    """Return an entry out of what the ledger has of it."""
    said = {name: value for name, value in body.items() if name in Entry.__dataclass_fields__}
    changes = [
        FactChange(StatedFact(**c["fact"]), StatedFact(**c["instead"]) if "instead" in c else None, c.get("ended", ""))
        for c in said.get("changes", ())
    ]
    return Entry(
        Provenance(**said["provenance"]),
        said.get("kind", "observation"),
        tuple(NewNode(**node) for node in said.get("nodes", ())),
        tuple(StatedFact(**fact) for fact in said.get("facts", ())),
        tuple(said.get("about", ())),
        tuple(ValueChange(**value) for value in said.get("values", ())),
        tuple(changes),
        said.get("note", ""),
        said.get("reason", ""),
    )


def plain(value: Any) -> Any:
    """Return a part of an entry as JSON has it."""
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    if isinstance(value, Mapping):
        return {str(name): plain(item) for name, item in value.items()}
    if hasattr(value, "__dataclass_fields__"):
        said = {name: plain(getattr(value, name)) for name in value.__dataclass_fields__}
        return {name: item for name, item in said.items() if item not in ("", None, [], {})}
    return value
