"""Introductions: whom we asked to bring whom together, when it was made, whether they met, and what came of it.

An introduction moves on by steps: planned, asked, made, met, over. What came of it is what people say, not what we
caused. Rules are pure; reading and writing stand at the end.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from typing import Literal, Self, get_args
from uuid import uuid4

from graph.account import is_same
from graph.errors import UsageError
from graph.model.ledger import LedgerEntry
from graph.store.curator import Curator
from graph.store.view import View

BOOK, HISTORY = "introduction", "introduction_history"
Stage = Literal["planned", "asked", "made", "met", "over"]
Outcome = Literal["", "nothing", "exchange", "cooperation", "project"]
Origin = Literal["hand", "suggestion", "way", "finding"]
STAGES: tuple[Stage, ...] = get_args(Stage)
OUTCOMES: tuple[Outcome, ...] = tuple(o for o in get_args(Outcome) if o)
ASK_AFTER = (28, 84)  # days after the last step: four weeks, and once more after twelve


@dataclass(frozen=True, slots=True)
class NotedIntroduction:
    """One introduction of two actors; `asked` is whom we asked for it, `owner` who of us sees to it.

    `origin` and `origin_id` say what it came from: a suggestion or finding by its id, a way by its ends. `nothing_yet`
    counts how often the owner has answered that nothing has come of the step yet.
    """

    id: str
    one: str
    other: str
    owner: str
    stage: Stage = "planned"
    asked: str = ""
    asked_on: str = ""
    made_on: str = ""
    met_on: str = ""
    over_on: str = ""
    outcome: Outcome = ""
    note: str = ""
    origin: Origin = "hand"
    origin_id: str = ""
    source: str = ""
    nothing_yet: int = 0
    before: str = ""
    who: str = ""
    at: str = ""

    @classmethod
    def parse(cls, entry: LedgerEntry) -> Self:
        """Return what an entry of the ledger says."""
        known = {name: value for name, value in entry.body.items() if name in _BODY}
        return cls(**known, who=entry.who, at=entry.at)

    def entries(self, who: str) -> list[LedgerEntry]:
        """Return what is written into the ledger: how it stands, and the step in its history."""
        body = {name: value for name, value in asdict(self).items() if name in _BODY}
        return [
            LedgerEntry(BOOK, self.id, who, body=body),
            LedgerEntry(HISTORY, f"{self.id}:{uuid4().hex}", who, body=body),
        ]

    @property
    def ends(self) -> tuple[str, str]:
        """Return the two who are introduced."""
        return self.one, self.other

    @property
    def last_step(self) -> str:
        """Return the day of the step it stands at."""
        days = {"asked": self.asked_on, "made": self.made_on, "met": self.met_on, "over": self.over_on}
        return days.get(self.stage, self.at[:10])

    def ask_on(self) -> date | None:
        """Return the day on which to ask what became of it: four weeks after a step, once more after twelve."""
        if self.stage in ("planned", "over") or not self.last_step or self.nothing_yet >= len(ASK_AFTER):
            return None
        return date.fromisoformat(self.last_step) + timedelta(days=ASK_AFTER[self.nothing_yet])


_BODY = frozenset(NotedIntroduction.__dataclass_fields__) - {"who", "at"}
_DAYS: Mapping[Stage, str] = {"asked": "asked_on", "made": "made_on", "met": "met_on", "over": "over_on"}


def begun(
    one: str, other: str, owner: str, origin: Origin = "hand", origin_id: str = "", asked: str = ""
) -> NotedIntroduction:
    """Return a new introduction that is only planned.

    Raises:
        UsageError: both are one.
    """
    if one == other:
        raise UsageError("introduction_of_one")
    first, second = sorted((one, other))
    return NotedIntroduction(uuid4().hex[:12], first, second, owner, asked=asked, origin=origin, origin_id=origin_id)


def moved_on(
    known: NotedIntroduction, stage: Stage, day: date, *, asked: str = "", note: str = ""
) -> NotedIntroduction:
    """Return an introduction a step further, or a step back where that is what is said.

    Days of later steps are forgotten; of steps passed over nothing is made up.

    Raises:
        UsageError: the day is before that of an earlier step.
    """
    place = STAGES.index(stage)
    later = {_DAYS[s]: "" for s in STAGES[place + 1 :] if s in _DAYS}
    kept = replace(known, **later, outcome="", nothing_yet=0, stage=stage)  # type: ignore[arg-type]
    before = max((getattr(kept, _DAYS[s]) for s in STAGES[:place] if s in _DAYS), default="")
    if stage in _DAYS:
        if before > day.isoformat():
            raise UsageError("introduction_day", day=day.isoformat(), before=before)
        kept = replace(kept, **{_DAYS[stage]: day.isoformat()})  # type: ignore[arg-type]
    return replace(kept, asked=asked or kept.asked, note=note or kept.note)


def ended(known: NotedIntroduction, outcome: str, day: date, note: str = "") -> NotedIntroduction:
    """Return an introduction with what came of it.

    Raises:
        UsageError: there is no such outcome.
    """
    if outcome not in OUTCOMES:
        raise UsageError("bad_outcome", value=outcome, known=", ".join(OUTCOMES))
    return replace(moved_on(known, "over", day, note=note), outcome=outcome)


def not_yet(known: NotedIntroduction) -> NotedIntroduction:
    """Return an introduction of which nothing has come yet: it is asked about once more, then no more."""
    return replace(known, nothing_yet=known.nothing_yet + 1)


@dataclass(frozen=True, slots=True)
class Year:
    """What was done for introductions in a year, and how many of those came to more; each step in its own year."""

    year: int
    asked: int
    made: int
    met: int
    led_on: int
    by_outcome: Mapping[str, int]

    @property
    def is_empty(self) -> bool:
        """Whether nothing happened."""
        return not (self.asked or self.made or self.met or self.by_outcome)


def in_year(introductions: Iterable[NotedIntroduction], year: int) -> Year:
    """Return the figures of a year: how many were asked, made, met and led to something in it."""
    return in_period(introductions, date(year - 1, 12, 31), date(year, 12, 31))


def in_period(introductions: Iterable[NotedIntroduction], since: date, until: date) -> Year:
    """Return the figures of the days after one and up to another, under the year in which they end."""
    known, first, last = list(introductions), since.isoformat(), until.isoformat()
    ended = [i for i in known if first < i.over_on <= last]
    outcomes: Counter[str] = Counter(i.outcome for i in ended if i.outcome)
    asked, made, met = (sum(first < day <= last for day in days) for days in _days(known))
    led_on = sum(n for outcome, n in outcomes.items() if outcome != "nothing")
    return Year(until.year, asked, made, met, led_on, dict(outcomes))


def grouped(
    introductions: Iterable[NotedIntroduction], of: Mapping[str, Sequence[str]]
) -> dict[str, list[NotedIntroduction]]:
    """Return introductions by a region or topic that one of both has; `of` says which each actor has."""
    found: dict[str, list[NotedIntroduction]] = {}
    for known in introductions:
        for node in sorted({node for end in known.ends for node in of.get(end, ())}):
            found.setdefault(node, []).append(known)
    return found


@dataclass(frozen=True, slots=True)
class Uptake:
    """How many of our suggestions became introductions, and how far those came."""

    origin: Origin
    begun: int
    asked: int
    made: int
    met: int
    led_on: int


def uptake(introductions: Iterable[NotedIntroduction]) -> list[Uptake]:
    """Return by what they came from how many introductions were begun and how far they came."""
    by_origin: dict[Origin, list[NotedIntroduction]] = {}
    for known in introductions:
        by_origin.setdefault(known.origin, []).append(known)
    return [_uptake(origin, by_origin[origin]) for origin in get_args(Origin) if origin in by_origin]


def _uptake(origin: Origin, known: Sequence[NotedIntroduction]) -> Uptake:
    asked, made, met = (sum(map(bool, days)) for days in _days(known))
    return Uptake(origin, len(known), asked, made, met, sum(i.outcome not in ("", "nothing") for i in known))


def _days(known: Sequence[NotedIntroduction]) -> tuple[list[str], list[str], list[str]]:
    """Return the days on which introductions were asked for, were made, and led to a meeting."""
    return [i.asked_on for i in known], [i.made_on for i in known], [i.met_on for i in known]


def read_introductions(view: View, kept: Mapping[str, str]) -> list[NotedIntroduction]:
    """Return all introductions, the latest first; `kept` says for each merged node what it is part of now."""
    found = (NotedIntroduction.parse(entry) for entry in view.entries(BOOK))
    return [replace(i, one=kept.get(i.one, i.one), other=kept.get(i.other, i.other)) for i in found]


def history_of(view: View, introduction: str) -> list[NotedIntroduction]:
    """Return the steps of an introduction, the latest first."""
    return [i for i in map(NotedIntroduction.parse, view.entries(HISTORY)) if i.id == introduction]


def one_with(introductions: Iterable[NotedIntroduction], text: str) -> NotedIntroduction:
    """Return the introduction with an id, or the one whose id begins so.

    Raises:
        UsageError: there is none, or there are several.
    """
    found = [i for i in introductions if text and i.id.startswith(text)]
    if len(found) != 1:
        raise UsageError("no_such_introduction", name=text)
    return found[0]


def for_owner(introductions: Iterable[NotedIntroduction], owner: str) -> list[NotedIntroduction]:
    """Return the introductions somebody sees to."""
    return [i for i in introductions if is_same(i.owner, owner)]


def keep(curator: Curator, introduction: NotedIntroduction, who: str) -> NotedIntroduction:
    """Write how an introduction stands and return it."""
    curator.note(introduction.entries(who))
    return introduction
