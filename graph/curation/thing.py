"""One thing that is due: of which kind, since when, and the sentence that says it."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, Self

from graph.analysis.phrases import Day, Phrase, phrase
from graph.model.dates import last_day

Kind = Literal["promise", "finding", "introduction", "review", "contact", "event", "source", "moved", "tie"]
_MONTHS_FROM = 90  # days from which months say more


@dataclass(frozen=True, slots=True)
class Due:
    """A thing that is due; `own` is its id among those of its kind, `day` when it was or will be due, "" for none.

    `subjects` are the nodes it is about, `giver` is who handed it on.
    """

    kind: Kind
    own: str
    said: Phrase
    day: str = ""
    subjects: tuple[str, ...] = ()
    giver: str = ""

    @property
    def id(self) -> str:
        """Return the id among all things."""
        return f"{self.kind}:{self.own}"

    def given_by(self, name: str) -> Self:
        """Return the thing with who handed it on, "" for nobody."""
        return replace(self, giver=name) if name else self

    def days_over(self, today: date) -> int:
        """Return for how many days it has been due, negative where it will be; 0 without a day."""
        return (today - last_day(self.day)).days if self.day else 0

    def when(self, today: date) -> Phrase | None:
        """Return how its day lies to today, None where there is nothing to say."""
        if self.kind in ("event", "source", "moved", "tie") or not self.day:
            return None
        over = self.days_over(today)
        if len(self.day) < 10 and over <= 0:  # known to the month
            return phrase("due_on", day=Day(self.day))
        if over > _MONTHS_FROM:
            return phrase("due_over_months", n=over // 30)
        if over > 0:
            return phrase("due_over", n=over)
        return phrase("due_on", day=Day(self.day)) if over < 0 else phrase("due_today")

    def is_over(self, today: date) -> bool:
        """Return whether its day has passed."""
        return self.kind not in ("event", "source", "moved", "tie") and self.days_over(today) > 0
