"""How much a finding counts beside those of other questions: one scale from 0 to 100.

Each question has a value of its own (a strength, a number of people cut off, a share). 50 is what `scale` of
`thresholds.yaml` calls half for that question, so that 50 means about as much everywhere: one contact missing between
two that matter, ten people cut off without one. From there it nears 100 and never gets there: 100 * value / (value +
half). The order within a question stays what it is.
"""

from collections.abc import Iterable

from graph.analysis.case import load_thresholds
from graph.analysis.questions.finding import Finding


def weight(finding: Finding) -> int:
    """Return the weight of a finding, a whole number from 0 to 100."""
    return weight_of(finding.question, finding.value)


def weight_of(question: str, value: float) -> int:
    """Return what a value of a question counts.

    >>> weight_of("fragile_bridges", 10.0), weight_of("fragile_bridges", 30.0), weight_of("goals", 0.0)
    (50, 75, 0)
    """
    half = load_thresholds().scale[question]
    return round(100 * max(value, 0.0) / (max(value, 0.0) + half))


def heaviest_first(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings of any questions, those first that count most."""
    return sorted(findings, key=lambda f: (-f.value / (f.value + load_thresholds().scale[f.question]), f.id))
