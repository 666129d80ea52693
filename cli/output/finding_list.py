"""A list of findings as a file, CSV or workbook by its ending."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from briefing.exchange.sheets import Line, write_table
from briefing.wording.sentences import Sentences, question_title
from cli.options import words
from cli.output.finding_output import standing_words
from graph.analysis.questions import Finding
from graph.analysis.questions.weight import weight
from graph.curation.standings import Standings
from graph.errors import UsageError

_COLUMNS = ("question", "finding", "reason", "advice", "source", "weight", "state", "assigned_to", "id")


def check_ending(out: Path) -> None:
    """Refuse a file that is neither CSV nor workbook, before the work is done.

    Raises:
        UsageError: another ending.
    """
    if out.suffix.lower() not in {".csv", ".xlsx"}:
        raise UsageError("list_ending", file=str(out))


def write_list(says: Sentences, standings: Standings, found: Mapping[str, Sequence[Finding]], out: Path) -> int:
    """Write findings in the format of the file's ending and return how many there are.

    Raises:
        UsageError: another ending, or the file can not be written.
    """
    check_ending(out)
    head = [words(f"analysis.column.{name}") for name in _COLUMNS]
    lines = [_line(says, standings, f) for findings in found.values() for f in findings]
    write_table(out, head, lines, words("analysis.column.finding"))
    return len(lines)


def _line(says: Sentences, standings: Standings, finding: Finding) -> Line:
    return (
        question_title(finding.question, says.language),
        says.phrase(finding.title),
        " ".join(map(says.phrase, finding.reasons)),
        says.phrase(finding.advice),
        "; ".join(map(says.citation, finding.evidence)),
        str(weight(finding)),
        standing_words(standings, finding),
        standings.of(finding).assigned_to,
        finding.id,
    )
