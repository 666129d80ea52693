"""Commands that say what is missing and what changed: `gaps`, `diff` and `effect`."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from briefing.wording.sentences import Sentences, question_title, question_why
from cli.analysis_options import KnownAt, Persons, Region, Top, Topic, open_case, open_findings
from cli.as_of import AsOf, asked_day, day_of
from cli.options import Data, Json, settings, words
from cli.output.finding_list import check_ending, write_list
from cli.output.finding_output import as_figure, finding_json, print_findings, say_reach
from cli.output.terminal import print_json, print_table, say
from cli.output.working import working
from graph.analysis.case import load_thresholds
from graph.analysis.diff import compare, effect_phrase
from graph.analysis.diff import effect as effect_of
from graph.analysis.questions import QUESTIONS, Case
from graph.analysis.questions.weight import heaviest_first
from graph.curation.standings import STATES
from graph.curation.worklist import Wanted, worklist
from graph.errors import UsageError
from graph.network.search import find_one

BACK_AFTER = load_thresholds().back_after_days


def gaps(
    question: Annotated[str, typer.Option("--question", help=words("gaps.question", known=", ".join(QUESTIONS)))] = "",
    region: Region = "",
    topic: Topic = "",
    top: Top = 10,
    everything: Annotated[bool, typer.Option("--all", help=words("gaps.all"))] = False,
    state: Annotated[str, typer.Option("--state", help=words("gaps.state", known=", ".join(STATES)))] = "",
    assigned: Annotated[str, typer.Option("--assigned", help=words("gaps.assigned"))] = "",
    back_after: Annotated[float, typer.Option("--back-after", min=0, help=words("gaps.back_after"))] = BACK_AFTER,
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help=words("gaps.out"))] = None,
    as_of: AsOf = "",
    known_at: KnownAt = "",
    as_json: Json = False,
    data: Data = None,
) -> None:
    """Show where the network is missing something, why, and what could be done; not what was dismissed or done."""
    chosen = settings(data)
    if out:
        check_ending(out)
    if state and state not in STATES:
        raise UsageError("no_such_state", value=state, known=", ".join(STATES))
    opened = open_findings(chosen, asked_day(as_of), region, topic, known_at)
    case, standings = opened.case, replace(opened.standings, back_after=back_after)
    with working():
        wanted = Wanted(question, top, everything, state, assigned)
        found = worklist(case, standings, date.today(), wanted, opened.goals)
    says = Sentences(case.network, chosen.language)
    if out:
        count = write_list(says, standings, found, out)
        say(words("gaps.written", count=count, file=out))
        return
    if as_json:
        asked = [(QUESTIONS[q], findings) for q, findings in found.items()]
        rows = [
            {
                "question": q.id,
                "title": question_title(q.id, chosen.language),
                "explanation": question_why(q.id, chosen.language),
                "findings": [finding_json(says, f, standings) for f in findings],
            }
            for q, findings in asked
        ]
        print_json(as_figure(case, questions=rows))
        return
    say_reach(says, case)
    if question:
        say(question_title(question, chosen.language))
    heaviest = heaviest_first(f for findings in found.values() for f in findings)[:top]
    print_findings(says, heaviest, standings, with_question=not question)


def diff(
    before: Annotated[str, typer.Argument(metavar="DATE", help=words("diff.before"))],
    after: Annotated[str, typer.Argument(metavar="DATE", help=words("diff.after"))],
    persons: Persons = False,
    top: Top = 50,
    known_at: KnownAt = "",
    as_json: Json = False,
    data: Data = None,
) -> None:
    """Show what changed between two days: ties, arrivals, departures and what is to be handed over."""
    chosen = settings(data)
    old = open_case(chosen, day_of(before), known_at=known_at)
    new = Case(old.network, day_of(after), snapshot=old.arrays)
    with working():
        found = compare(old, new, people=persons)
    says = Sentences(old.network, chosen.language)
    name = says.name_of
    if as_json:
        ties = [
            {
                "change": t.what,
                "a": t.a,
                "b": t.b,
                "names": [name(t.a), name(t.b)],
                "before": round(t.before, 6),
                "after": round(t.after, 6),
            }
            for t in found.ties
        ]
        moves = [
            {
                "change": m.what,
                "person": m.person,
                "organisation": m.organisation,
                "fact": m.fact.id,
                "contacts": list(m.contacts),
                "kept": list(m.kept),
            }
            for m in found.moves
        ]
        print_json({"before": old.as_of.isoformat(), **as_figure(new, ties=ties, moves=moves)})
        return
    rows = [
        [words(f"diff.{t.what}"), name(t.a), name(t.b), _strength(t.before), _strength(t.after)] for t in found.ties
    ]
    say_reach(says, new)
    print_table([words(f"analysis.column.{c}") for c in ("change", "a", "b", "was", "is")], rows[:top])
    moved = [
        [
            words(f"diff.{m.what}"),
            name(m.person),
            name(m.organisation),
            ", ".join(name(c) for c in m.contacts if c not in m.kept),
        ]
        for m in found.moves
    ]
    say_reach(says, new)
    print_table([words(f"analysis.column.{c}") for c in ("change", "person", "organisation", "handover")], moved[:top])


def _strength(value: float) -> str:
    """Return a strength as a cell; no tie is a dash, not a strength of nothing."""
    return f"{value:.2f}" if value >= 0.005 else "–" if not value else "< 0.01"


def effect(
    event: Annotated[str, typer.Argument(metavar="EVENT", help=words("effect.event"))],
    as_of: AsOf = "",
    as_json: Json = False,
    data: Data = None,
) -> None:
    """Show what came 3, 6 and 12 months after an event, without a claim that it was the cause."""
    chosen = settings(data)
    case = open_case(chosen, asked_day(as_of))
    node = find_one(case.network, event, labels=["Event"])
    found = effect_of(case, node.id)
    says = Sentences(case.network, chosen.language)
    said = [says.phrase(effect_phrase(e)) for e in found]
    if as_json:
        rows = [
            {"months": e.months, "pairs": e.pairs, "met": e.met, "before": e.before, "said": s}
            for e, s in zip(found, said, strict=True)
        ]
        print_json(as_figure(case, event=says.brief(node), effect=rows))
        return
    for text in [*said, says.say("effect_caution")] if said else [says.say("effect_not_yet")]:
        say(text)
