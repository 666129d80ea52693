"""The command `finding`: what became of one finding, and what becomes of it now."""

from typing import Annotated

import typer

from briefing.wording.sentences import Sentences
from cli.analysis_options import ACTORS, Region, Topic, open_findings
from cli.as_of import AsOf, asked_day
from cli.options import Data, Json, settings, words
from cli.output.finding_output import finding_json, print_findings, standing_json, standing_line
from cli.output.terminal import print_json, say
from cli.reading import changing
from graph.account import me
from graph.curation.lookup import find_any
from graph.curation.standings import Standing, State, history, read_standings, settled, with_history
from graph.errors import UsageError
from graph.network.search import find_one
from graph.store.hiding import seen

Step = tuple[State, str]


def finding(
    finding_id: Annotated[str, typer.Argument(metavar="ID", help=words("finding.id"))],
    accept: Annotated[bool, typer.Option("--accept", help=words("finding.accept"))] = False,
    dismiss: Annotated[str | None, typer.Option("--dismiss", metavar="WHY", help=words("finding.dismiss"))] = None,
    assign: Annotated[str | None, typer.Option("--assign", metavar="NAME", help=words("finding.assign"))] = None,
    done: Annotated[bool, typer.Option("--done", help=words("finding.done"))] = False,
    reopen: Annotated[bool, typer.Option("--reopen", help=words("finding.reopen"))] = False,
    for_: Annotated[str, typer.Option("--for", metavar="NAME", help=words("finding.for"))] = "",
    region: Region = "",
    topic: Topic = "",
    as_of: AsOf = "",
    as_json: Json = False,
    data: Data = None,
) -> None:
    """Accept, dismiss, assign or close a finding, or show what became of it."""
    step = _step(accept=accept, dismiss=dismiss, assign=assign, done=done, reopen=reopen)
    chosen = settings(data)
    with changing(chosen) as store:
        opened = open_findings(chosen, asked_day(as_of), region, topic)
        actor = find_one(opened.names, for_, labels=ACTORS).id if for_ else ""
        standings = opened.standings
        found = find_any(opened.case, finding_id, standings, actor, opened.goals)
        if step:
            state, value = step
            title = Sentences(opened.case.network, chosen.language).phrase(found.title)
            entry = settled(found, standings.of(found), state, me(), value, title)
            store.curator().note(with_history(entry))
            standings = read_standings(seen(store.view()), standings.back_after)
        told = history(seen(store.view()), found.id)
    says = Sentences(opened.case.network, chosen.language)
    if as_json:
        print_json({**finding_json(says, found, standings), "history": [standing_json(s) for s in told]})
        return
    print_findings(says, [found], standings)
    _print_history(told)


def _step(*, accept: bool, dismiss: str | None, assign: str | None, done: bool, reopen: bool) -> Step | None:
    """Return the one step that is asked for.

    Raises:
        UsageError: several.
    """
    steps: list[Step] = []
    steps += [("accepted", "")] if accept else []
    steps += [("dismissed", dismiss)] if dismiss is not None else []
    steps += [("assigned", assign)] if assign is not None else []
    steps += [("done", "")] if done else []
    steps += [("open", "")] if reopen else []
    if len(steps) > 1:
        raise UsageError("one_step_only")
    return steps[0] if steps else None


def _print_history(told: list[Standing]) -> None:
    say(words("finding.history" if told else "finding.no_history"))
    for standing in told:
        say(f"  {standing_line(standing)}")
