"""An introduction path: the people on it, and what each step from one to the next rests on."""

from dataclasses import dataclass

from graph.analysis.ties import TieReason


@dataclass(frozen=True, slots=True)
class Step:
    """One step from person to person: the strength of their tie and its strongest reason."""

    a: str
    b: str
    strength: float
    reason: TieReason


@dataclass(frozen=True, slots=True)
class Path:
    """The people on the way, and the steps between them; no steps where both ends share a person."""

    people: tuple[str, ...]
    steps: tuple[Step, ...]
