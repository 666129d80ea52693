"""The request for a briefing: about whom, as of which day, for which audience, with which sections."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from briefing.wording.sentences import Language
from graph.model.facts import Confidentiality, digest


@dataclass(frozen=True, slots=True)
class Request:
    """A briefing as it is ordered; everybody named in it is named by id.

    In a `meeting` the subjects come together, an event stands for those who take part. With `gaps` it is about what is
    missing: round the subjects, else in the whole network; `question` narrows that to one question. `office` is from
    whose side the ways in are looked for. Without `sections` it has all that say something. With `places` (id, x and y
    as shares of the picture) the map shows just these, where somebody has put them.
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
    places: tuple[tuple[str, float, float], ...] = ()

    @property
    def series(self) -> str:
        """The name that all editions of this briefing share: same subjects, same audience."""
        return series_of(self.subjects, self.audience, meeting=self.meeting, gaps=self.gaps, question=self.question)


def series_of(subjects: Iterable[str], audience: str, *, meeting: bool, gaps: bool, question: str) -> str:
    """Return the name of a series of editions, the same whatever the order of subjects."""
    return digest("briefing", audience, str(meeting), str(gaps), question, *sorted(subjects))
