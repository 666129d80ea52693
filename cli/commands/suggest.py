"""Commands that say what to do: `suggest introductions`, `suggest guests` and `suggest groups`."""

from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from briefing.wording.sentences import Sentences
from cli.analysis_options import ACTORS, Persons, Region, Top, Topic, open_findings
from cli.as_of import AsOf, asked_day
from cli.options import Data, Json, settings, words
from cli.output.finding_list import check_ending
from cli.output.finding_output import as_figure, finding_json, print_findings, say_reach
from cli.output.suggest_groups import figures_json, figures_rows, group_json, write_seats
from cli.output.terminal import print_json, print_table, progress_bar, say
from graph.analysis.groups.account import tell
from graph.analysis.groups.mixing import SECONDS, mix
from graph.analysis.groups.people import before_event, plan_of, planning_day, recognised, tie_values
from graph.analysis.groups.plan import read_plan
from graph.analysis.suggestions.guests import Planner, organisations_at, told
from graph.analysis.suggestions.introductions import Introduction, Matchmaker
from graph.curation.standings import Standings
from graph.errors import UsageError
from graph.network import Network, Node
from graph.network.search import find_one

suggest = typer.Typer(help=words("suggest.help"), no_args_is_help=True, rich_markup_mode=None)
EventOption = Annotated[str, typer.Option("--event", help=words("suggest.event"))]


@suggest.command(
    "introductions", help=words("suggest.introductions.help"), epilog=words("suggest.introductions.example")
)
def introductions(
    for_: Annotated[str, typer.Option("--for", metavar="NAME", help=words("suggest.for"))] = "",
    persons: Persons = False,
    region: Region = "",
    topic: Topic = "",
    top: Top = 20,
    as_of: AsOf = "",
    as_json: Json = False,
    data: Data = None,
) -> None:
    """Show who should meet, why, and who could introduce them; not what was dismissed or done."""
    chosen = settings(data)
    opened = open_findings(chosen, asked_day(as_of), region, topic)
    case, says = opened.case, Sentences(opened.case.network, chosen.language)
    actor = find_one(opened.names, for_, labels=ACTORS) if for_ else None
    people = persons or (actor is not None and actor.label == "Person")
    maker = Matchmaker(case, people=people, goals=opened.goals)
    found = maker.suggest(top, actor.id if actor else "", settled(opened.standings))
    every = maker.every_pair(actor.id if actor else "")
    if as_json:
        rows = (introduction_json(says, i, opened.standings) for i in found)
        print_json([as_figure(case, **row, every_pair=every) for row in rows])
    else:
        say_reach(says, case)
        if not every:
            say(words("suggest.likely"))
        print_findings(says, [i.finding for i in found], opened.standings)
    raise typer.Exit(0 if found else 1)


def settled(standings: Standings) -> frozenset[str]:
    """Return the ids of findings nobody needs to be asked about again."""
    return frozenset(i for i, s in standings.by_finding.items() if s.state in {"dismissed", "done"})


def introduction_json(says: Sentences, found: Introduction, standings: Standings) -> dict[str, Any]:
    """Return an introduction with its pair, who could introduce them, the way through people, and what became of it."""
    return {
        "a": says.brief(found.a),
        "b": says.brief(found.b),
        "introducer": says.brief(found.introducer) if found.introducer else None,
        "score": round(found.finding.value, 6),
        **finding_json(says, found.finding, standings),
        "path": says.path_json(found.path),
        "steps": list(map(says.step, found.path.steps)) if found.path else [],
    }


@suggest.command("guests", help=words("suggest.guests.help"), epilog=words("suggest.guests.example"))
def guests(
    topic: Annotated[str, typer.Option("--topic", help=words("suggest.topic"))] = "",
    region: Annotated[str, typer.Option("--region", help=words("suggest.region"))] = "",
    event: EventOption = "",
    top: Top = 20,
    as_of: AsOf = "",
    as_json: Json = False,
    data: Data = None,
) -> None:
    """Show whom to invite to an event on a topic and in a region, what gap each closes, and who is missing so far."""
    chosen = settings(data)
    opened = open_findings(chosen, asked_day(as_of), region, topic)
    case = opened.case
    node = find_one(case.network, event, labels=["Event"]) if event else None
    planner = planner_for(case.network, Planner(case, case.topic, case.region, opened.goals), node)
    invited = organisations_at(case.network, node.id) if node else frozenset()
    found, says = planner.suggest(invited, top), Sentences(case.network, chosen.language)
    missing = told(found.missing)
    if as_json:
        rows = [
            {"rank": i, **finding_json(says, g.finding), "people": [says.brief(p) for p in g.people]}
            for i, g in enumerate(found.suggested, start=1)
        ]
        open_ = [{"missing": says.phrase(g.said), "sort": g.sort, "known": len(g.covered_by)} for g in missing]
        print_json(as_figure(case, invited=[says.brief(n) for n in found.invited], missing=open_, guests=rows))
    else:
        print_findings(says, [g.finding for g in found.suggested])
        if node:
            say(words("suggest.missing", count=len(found.invited)))
            for gap in missing:
                say(f"  {says.phrase(gap.said)}{'' if gap.covered_by else words('suggest.unknown')}")
    raise typer.Exit(0 if found.suggested else 1)


def planner_for(network: Network, planner: Planner, event: Node | None) -> Planner:
    """Return the planner with the topic and region of the event where none is given.

    Raises:
        UsageError: neither a topic nor a region, and the event has none.
    """
    if event is not None:
        ends = {r.type: r.end for r in network.around(event.id) if r.start == event.id}
        planner.topic = planner.topic or ends.get("DEALS_WITH", "")
        planner.region = planner.region or ends.get("ACTIVE_IN", "")
    if not (planner.topic or planner.region):
        raise UsageError("guests_what")
    return planner


@suggest.command("groups", help=words("suggest.groups.help"), epilog=words("suggest.groups.example"))
def groups(
    source: Annotated[str, typer.Argument(metavar="FILE.yaml|EVENT", help=words("suggest.groups.source"))],
    count: Annotated[int, typer.Option("--groups", min=1, max=50, help=words("suggest.groups.groups"))] = 4,
    balance: Annotated[int, typer.Option("--balance", min=-1, max=100, help=words("suggest.groups.balance"))] = 1,
    seconds: Annotated[float, typer.Option("--time", min=0.1, max=3600, help=words("suggest.groups.time"))] = SECONDS,
    seed: Annotated[int, typer.Option("--seed", min=0, max=2**31 - 1, help=words("suggest.groups.seed"))] = 1,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE.csv|xlsx", help=words("suggest.groups.out"))
    ] = None,
    top: Top = 20,
    as_of: AsOf = "",
    as_json: Json = False,
    data: Data = None,
) -> None:
    """Put participants into parallel groups so that as many valuable new ties as possible arise."""
    chosen = settings(data)
    if out:
        check_ending(out)
    plan = read_plan(Path(source)) if source.lower().endswith((".yaml", ".yml")) else None
    opened = open_findings(chosen, asked_day(as_of))
    case, event = opened.case, ""
    if plan is None:
        event = find_one(case.network, source, labels=["Event"]).id
        names = [words("suggest.groups.name", number=i) for i in range(1, count + 1)]
        plan = plan_of(case.network, event, names, None if balance < 0 else balance)
    else:
        plan = recognised(case.network, plan)
    case.as_of = case.as_of if as_of else planning_day(case.network, event, date.today())
    case = before_event(case, event)
    value = tie_values(case, plan)
    with progress_bar() as show:
        mixing = mix(
            plan, value, seconds=seconds, seed=seed, progress=lambda share, _: show(source, int(100 * share), 100)
        )
    told_groups, says = tell(case, plan, mixing, value), Sentences(case.network, chosen.language)
    if out:
        write_seats(told_groups, out)
        say(words("suggest.groups.written", count=len(plan.people), file=out))
    elif as_json:
        found = [group_json(says, group, top) for group in told_groups]
        print_json(as_figure(case, groups=found, **figures_json(mixing)))
    else:
        for group in told_groups:
            say(words("suggest.groups.group", name=group.name, count=len(group.seats)))
            print_table(
                [words("analysis.column.name"), words("analysis.column.organisation")],
                [[seat.person.name, seat.person.organisation] for seat in group.seats],
            )
        names = ["way", "value", "new", "valuable", "wishes"]
        print_table([words(f"suggest.column.{name}") for name in names], figures_rows(mixing))
