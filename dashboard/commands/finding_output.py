"""How commands print findings, and what every figure says of itself: date, filter, data version."""

from collections.abc import Sequence
from typing import Any

from dashboard.commands.options import words
from dashboard.commands.output import print_table, say
from dashboard.sentences import Sentences
from graph.analysis.questions import Case, Finding


def as_figure(case: Case, **content: Any) -> dict[str, Any]:
    """Return the content with the day, the filter and the data version it holds for."""
    return {
        "as_of": case.as_of.isoformat(),
        "data_version": case.network.version,
        "filter": {"region": case.region, "topic": case.topic},
        **content,
    }


def finding_json(says: Sentences, finding: Finding) -> dict[str, Any]:
    """Return a finding with its sentences."""
    nodes = says.network.nodes
    subjects = [says.brief(nodes[s]) if s in nodes else {"id": s} for s in finding.subjects]
    return {
        "id": finding.id,
        "question": finding.question,
        "subjects": subjects,
        "title": finding.title.text(says.language),
        "value": round(finding.value, 6),
        "reasons": [reason.text(says.language) for reason in finding.reasons],
        "evidence": list(finding.evidence),
        "advice": finding.advice.text(says.language),
        "covered": finding.covered,
    }


def print_findings(says: Sentences, findings: Sequence[Finding]) -> None:
    """Print findings as a table, or that there are none."""
    if not findings:
        say(words("gaps.none"))
        return
    columns = [words(f"analysis.column.{name}") for name in ("finding", "reason", "advice", "id")]
    rows = [
        [
            f.title.text(says.language),
            " ".join(reason.text(says.language) for reason in f.reasons),
            f.advice.text(says.language),
            f.id,
        ]
        for f in findings
    ]
    print_table(columns, rows)
