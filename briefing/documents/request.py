"""The request for a briefing: about whom, as of which day, for which audience, with which sections."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, get_args

from briefing.wording.sentences import Language
from graph.model.dates import last_day
from graph.model.facts import Confidentiality, digest
from graph.network import Network

Kind = Literal[
    "", "person", "organisation", "meeting", "region", "topic", "before", "after", "visit", "gaps", "handover", "year"
]
OF_ALL: tuple[Kind, ...] = ("gaps", "handover", "year")  # kinds that need no subjects
KINDS: tuple[Kind, ...] = tuple(kind for kind in get_args(Kind) if kind)
#: Of what the first subject of a kind has to be; kinds that are not named here take any.
FITS: dict[Kind, tuple[str, ...]] = {
    "person": ("Person",),
    "organisation": ("Person", "Organisation"),
    "region": ("Region",),
    "topic": ("Topic",),
    "before": ("Event",),
    "after": ("Event",),
    "visit": ("Region", "Topic"),
}
_OF_LABEL: dict[str, Kind] = {"Person": "person", "Organisation": "organisation", "Region": "region", "Topic": "topic"}


@dataclass(frozen=True, slots=True)
class Request:
    """A briefing as it is ordered; everybody named in it is named by id.

    In a `meeting` the subjects come together, an event stands for those who take part. With `gaps` it is about what is
    missing: round the subjects, else in the whole network; `question` narrows that to one question. `office` is from
    whose side the ways in are looked for. Without `sections` it has all that say something. With `places` (id, x and y
    as shares of the picture) the map shows just these, where somebody has put them. A `handover` is of what a
    `colleague` looks after, the report of a `year` of the twelve months up to its day.
    """

    subjects: tuple[str, ...]
    as_of: date
    language: Language = "de"
    audience: Confidentiality = "internal"
    sections: tuple[str, ...] = ()
    office: str = ""
    meeting: bool = False
    gaps: bool = False
    question: str = ""
    kind: Kind = ""
    annex: bool = True
    aim: str = ""
    colleague: str = ""
    poster: bool = False
    places: tuple[tuple[str, float, float], ...] = ()

    @property
    def series(self) -> str:
        """The name that all editions of this briefing share: same subjects, same audience."""
        usual = series_of(self.subjects, self.audience, meeting=self.meeting, gaps=self.gaps, question=self.question)
        return digest(usual, self.kind, self.colleague) if self.kind else usual


def series_of(subjects: Iterable[str], audience: str, *, meeting: bool, gaps: bool, question: str) -> str:
    """Return the name of a series of editions, the same whatever the order of subjects."""
    return digest("briefing", audience, str(meeting), str(gaps), question, *sorted(subjects))


def kind_of(request: Request, network: Network) -> Kind:
    """Return the kind of a briefing: the one asked for, else the one that goes with what it is about.

    The day decides whether an event is prepared or followed up, whichever of the two was asked for.
    """
    asked = request.kind or ("meeting" if request.meeting and request.subjects and not request.gaps else "")
    is_event = bool(request.subjects) and network.nodes[request.subjects[0]].label == "Event"
    if is_event and (asked in ("before", "after") or (asked in ("", "meeting") and len(request.subjects) == 1)):
        last = ends_on(network, request.subjects[0])
        if last or asked not in ("before", "after"):
            return "before" if last and last >= request.as_of else "after"
    if asked:
        return asked
    if request.gaps or not request.subjects:
        return "gaps"
    label = network.nodes[request.subjects[0]].label
    if label == "Event":
        return "after"
    return "organisation" if label == "Person" and len(request.subjects) > 1 else _OF_LABEL[label]


def ends_on(network: Network, event: str) -> date | None:
    """Return the last day of an event, the first it can have begun on where it has no end; None without any day."""
    end = str(network.nodes[event].fields.get("end", ""))
    known = [last_day(day) for day in (network.event_date(event), end) if day]
    return max(known, default=None)


def fits(kind: Kind, labels: Sequence[str]) -> bool:
    """Return whether a kind can be about subjects of some labels: what the first one is decides."""
    return kind not in FITS or (bool(labels) and labels[0] in FITS[kind])


def plain(request: Request, network: Network) -> Request:
    """Return a request without a kind that it has by itself, so that both have the same editions."""
    by_itself = replace(request, kind="")
    return by_itself if request.kind and kind_of(by_itself, network) == request.kind else request
