"""What the rows of a table mean."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ingest.sources.participants.list_kinds import ListKind
from ingest.sources.participants.owner import Owner
from ingest.tables.event import EventReference
from ingest.tables.header import CHOICE, ParticipantHeader

_UNUSED_BY_PARTICIPANTS = frozenset(
    {"seat", "seat_since", "seat_until", "website", "topics", "organisation_kind", "latitude", "longitude"}
)
_OF_EVENTS = frozenset({"attendance", "workshop", CHOICE, "event", "event_date", "event_end"})


@dataclass(frozen=True, slots=True)
class Meaning:
    """What the rows of a table mean: the kind of the list, the event, and the organisation or body it is of.

    `role` is that of all participants who have none of their own. `context` is the key in which the lone name of
    somebody stands who has no organisation. With `by_row` people of a body sit in the organisation of their row.
    `told` are the meanings a user gave to words about who came.
    """

    kind: ListKind
    event: EventReference | None = None
    owner: Owner | None = None
    role: str = ""
    context: str = ""
    by_row: bool = False
    told: Mapping[str, str] = field(default_factory=dict)


def unused_titles(header: ParticipantHeader, kind: ListKind) -> list[str]:
    """Return the titles of columns whose meaning a list of some kind has no use for."""
    unused = _UNUSED_BY_PARTICIPANTS if kind == "participants" else _OF_EVENTS
    if kind == "participants" and "body" in header.columns:
        unused = unused - {"seat", "seat_since", "seat_until"}
    return [header.titles[index] for index in sorted(i for m in unused for i in header.columns.get(m, ()))]


def is_before(header: ParticipantHeader, meaning: str, others: Sequence[str]) -> bool:
    """Return whether the first column of a meaning stands before those of some others."""
    first = header.columns.get(meaning, ())
    return bool(first) and all(first[0] < index for other in others for index in header.columns.get(other, ()))
