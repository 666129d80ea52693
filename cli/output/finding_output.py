"""How commands print findings, and what every figure says of itself: date, filter, data version."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from briefing.wording.sentences import Sentences, question_title
from cli.options import words
from cli.output.terminal import print_table, say
from graph.analysis.phrases import reach_said
from graph.analysis.questions import Case, Finding
from graph.analysis.questions.weight import weight
from graph.curation.standings import Standing, Standings

_NO_STANDINGS = Standings()


def as_figure(case: Case, **content: Any) -> dict[str, Any]:
    """Return the content with the day, the filter and the data version it holds for."""
    known = {"known_at": case.known_at.date().isoformat()} if case.known_at else {}
    return {
        "as_of": case.as_of.isoformat(),
        **known,
        "sources_reach_to": reached.isoformat() if (reached := case.network.reaches_to(date.today())) else "",
        "data_version": case.network.version,
        "filter": {"region": case.region, "topic": case.topic},
        **content,
    }


def finding_json(says: Sentences, finding: Finding, standings: Standings = _NO_STANDINGS) -> dict[str, Any]:
    """Return a finding with its sentences and what became of it."""
    nodes = says.network.nodes
    subjects = [says.brief(nodes[s]) if s in nodes else {"id": s} for s in finding.subjects]
    return {
        "id": finding.id,
        "question": finding.question,
        "subjects": subjects,
        "title": says.phrase(finding.title),
        "value": round(finding.value, 6),
        "weight": weight(finding),
        "reasons": list(map(says.phrase, finding.reasons)),
        "evidence": list(finding.evidence),
        "advice": says.phrase(finding.advice),
        "covered": finding.covered,
        **standing_json(standings.of(finding)),
        "back": standings.is_back(finding, date.today()),
    }


def say_reach(says: Sentences, case: Case) -> None:
    """Say up to when the sources reach, where that is not today."""
    reached = case.network.reaches_to(date.today())
    if reached and reached < date.today():
        say(says.phrase(reach_said(reached, case.as_of)))


def standing_json(standing: Standing) -> dict[str, str]:
    """Return what became of a finding, by whom and when."""
    return {
        "state": standing.state,
        "why": standing.why,
        "assigned_to": standing.assigned_to,
        "who": standing.who,
        "at": standing.at,
    }


def standing_words(standings: Standings, finding: Finding) -> str:
    """Return what became of a finding in a few words, "" where nothing did."""
    standing = standings.of(finding)
    if standing.state == "open":
        return ""
    said = standing_line(standing)
    return words("finding.back", said=said) if standings.is_back(finding, date.today()) else said


def standing_line(standing: Standing) -> str:
    """Return a step with who, when, and why or to whom."""
    state = words(f"finding.state.{standing.state}")
    given = f" {words('finding.to', name=standing.assigned_to)}" if standing.assigned_to else ""
    why = f": {standing.why}" if standing.why else ""
    return f"{state}{given} ({standing.who}, {standing.at[:10]}){why}"


def print_findings(
    says: Sentences,
    findings: Sequence[Finding],
    standings: Standings = _NO_STANDINGS,
    *,
    with_question: bool = False,
) -> None:
    """Print findings as a table, or that there are none."""
    if not findings:
        say(words("gaps.none"))
        return
    states = [standing_words(standings, f) for f in findings]
    names = [
        "weight",
        *(["question"] if with_question else []),
        "finding",
        "reason",
        "advice",
        *(["state"] if any(states) else []),
        "id",
    ]
    rows = [
        [
            weight(f),
            *([question_title(f.question, says.language)] if with_question else []),
            says.phrase(f.title),
            " ".join(map(says.phrase, f.reasons)),
            says.phrase(f.advice),
            *([state] if any(states) else []),
            f.id,
        ]
        for f, state in zip(findings, states, strict=True)
    ]
    print_table([words(f"analysis.column.{name}") for name in names], rows)
