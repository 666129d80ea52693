"""What somebody decided about a value or a fact, so that it stands whatever other sources say.

A decision is a claim with a mark behind the name of its field; its evidence ends in the moment it was entered, so that
of several the latest counts, and taking one away leaves what counts then.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from graph.model.dates import first_day
from graph.model.facts import is_entered

IS = "!"  # the field has this value, "" for none
IS_NOT = "-"  # the field does not have this value
FACT = "fact-"  # a fact is not as stated: the value says which
Moment = tuple[str, str]
"""When somebody entered something, and the id of its source where two came at once."""


def moment(evidence: str) -> Moment:
    """Return when a piece of evidence was entered by hand; what was not is before all that was."""
    source, _, at = evidence.partition("#")
    return (at, source) if is_entered(evidence) else ("", "")


def latest(evidence: Iterable[str]) -> Moment:
    """Return the latest moment of some evidence."""
    return max(map(moment, evidence), default=("", ""))


@dataclass(frozen=True, slots=True)
class FactCorrection:
    """Which statement is not so: a type between two keys with role and time.

    With `ended` every statement of that type between the two that is open to the present is out of date from that day.
    """

    type: str
    start: str
    end: str
    role: str = ""
    valid_from: str = ""
    valid_to: str = ""
    ended: str = ""

    @classmethod
    def parse(cls, text: str) -> "FactCorrection":
        """Return a correction out of the value of its claim."""
        return cls(*json.loads(text))

    @property
    def claim(self) -> tuple[str, str]:
        """Return field and value of the claim."""
        parts = (self.type, self.start, self.end, self.role, self.valid_from, self.valid_to, self.ended)
        return FACT, json.dumps(parts, ensure_ascii=False, separators=(",", ":"))

    def covers(self, name: str, fact: Mapping[str, Any]) -> bool:
        """Return whether a fact between the two is one that is not so."""
        role, begin, until = (str(fact.get(key) or "") for key in ("role", "valid_from", "valid_to"))
        if name != self.type:
            return False
        if self.ended:
            return not until and (not begin or first_day(begin) <= first_day(self.ended))
        return (role, begin, until) == (self.role, self.valid_from, self.valid_to)


def overruled_by(
    name: str, fact: Mapping[str, Any], corrections: Iterable[tuple[FactCorrection, Iterable[str]]]
) -> list[str]:
    """Return the ids of the sources that say a fact is not so; none where somebody entered it again since.

    `fact` has role, times and evidence; each correction comes with its own evidence.
    """
    stated = latest(fact.get("evidence") or ())
    found = [latest(evidence) for correction, evidence in corrections if correction.covers(name, fact)]
    return sorted(source for at, source in found if (at, source) > stated)
