"""Commands about ways in: `path`, `contacts` and `reach`."""

from typing import Annotated, Any

import typer

from briefing.wording.sentences import Sentences
from cli.analysis_options import Top, open_case
from cli.as_of import AsOf, asked_day
from cli.options import Data, Json, settings, words
from cli.output.finding_output import as_figure
from cli.output.terminal import print_json, print_table, say
from graph.analysis.paths import Step
from graph.analysis.ways import Way, Ways, WaysAsked
from graph.errors import UsageError
from graph.network import Network, Node
from graph.network.search import find_one

From = Annotated[str, typer.Argument(metavar="A", help=words("path.from"))]
To = Annotated[str, typer.Argument(metavar="B", help=words("path.to"))]
_AVOIDABLE = ("Person", "Organisation", "Event")
_NEAR = 3


def path(
    a: From,
    b: To,
    count: Annotated[int, typer.Option("--count", "-k", min=1, max=20, help=words("path.count"))] = 1,
    avoid: Annotated[list[str] | None, typer.Option("--avoid", metavar="NAME", help=words("path.avoid"))] = None,
    recent: Annotated[bool, typer.Option("--recent", help=words("path.recent"))] = False,
    max_steps: Annotated[int, typer.Option("--max-steps", min=0, max=50, help=words("path.max_steps"))] = 0,
    as_of: AsOf = "",
    as_json: Json = False,
    data: Data = None,
) -> None:
    """Show through whom A and B can be brought together, each step with its reason."""
    chosen = settings(data)
    ways = Ways(open_case(chosen, asked_day(as_of)))
    network, says = ways.case.network, Sentences(ways.case.network, chosen.language)
    start, end = find_one(network, a), find_one(network, b)
    avoided = frozenset(find_one(network, name, labels=_AVOIDABLE).id for name in avoid or [])
    found = ways.routes(start.id, end.id, WaysAsked(count, avoided, recent, max_steps))
    if as_json:
        print_json(_paths_json(says, ways, (start, end), found))
    elif found:
        _print_ways(says, found, count)
    else:
        _print_none(says, ways, (start, end), max_steps)
    ways.keep()
    if not found:
        raise typer.Exit(1)


def _paths_json(says: Sentences, ways: Ways, ends: tuple[Node, Node], found: list[Way]) -> dict[str, Any]:
    """Return the paths; the first also stands at the top, as it did when there was only one."""
    near = [[] if found else [says.step_json(s) for s in ways.near(node.id, _NEAR)] for node in ends]
    shared = [] if found else ways.shared_interests(ends[0].id, ends[1].id)
    return as_figure(
        ways.case,
        **{"from": says.brief(ends[0]), "to": says.brief(ends[1])},
        **says.path_json(found[0].path if found else None),
        paths=[says.way_json(way) for way in found],
        near={"from": near[0], "to": near[1]},
        shared=[says.brief(node) for node in shared],
    )


def _print_ways(says: Sentences, found: list[Way], count: int) -> None:
    for number, way in enumerate(found, 1):
        steps = len(way.path.steps)
        if count > 1:
            say(words("path.number", n=number, steps=steps))
        for line in says.way(way):
            say(f"  {line}" if count > 1 else line)
    if len(found) < count:
        say(words("path.fewer"))


def _print_none(says: Sentences, ways: Ways, ends: tuple[Node, Node], max_steps: int) -> None:
    """Print that there is no path, who is near at either end, and what would help."""
    names = {"a": says.name(ends[0]), "b": says.name(ends[1])}
    say(words("path.none_within" if max_steps else "path.none", n=max_steps, **names))
    for node in ends:
        near = ways.near(node.id, _NEAR)
        if near:
            say(words("path.near", a=says.name(node)))
        for step in near:
            say(f"  {says.step(step)}")
    say(says.shared_interests((ends[0].id, ends[1].id), ways.shared_interests(ends[0].id, ends[1].id)))


def contacts(a: From, b: To, top: Top = 20, as_of: AsOf = "", as_json: Json = False, data: Data = None) -> None:
    """Show who knows both A and B, with strength and reason for either side."""
    chosen = settings(data)
    ways = Ways(open_case(chosen, asked_day(as_of)))
    says = Sentences(ways.case.network, chosen.language)
    one, other = (find_one(ways.case.network, name) for name in (a, b))
    found = ways.common(one.id, other.id)
    if as_json:
        ends = {"a": says.brief(one), "b": says.brief(other)}
        print_json(as_figure(ways.case, **ends, contacts=[says.shared_json(c) for c in found[:top]]))
    elif found:
        columns = [words("contacts.who")]
        for node in (one, other):
            columns += [words("contacts.to", name=says.name(node)), words("reach.column.strength")]
        rows = [[says.name_of(c.person), *_cells(says, c.one, c.other)] for c in found[:top]]
        print_table(columns, rows)
    else:
        say(words("contacts.none", a=says.name(one), b=says.name(other)))
    ways.keep()
    if not found:
        raise typer.Exit(1)


def _cells(says: Sentences, *steps: Step) -> list[str]:
    return [cell for step in steps for cell in (says.step(step), says.decimal(step.strength))]


def office_of(network: Network, named: str, default: str) -> Node:
    """Return the organisation that is the user's own house.

    Raises:
        UsageError: none is named, here or in the settings.
    """
    if not (named or default):
        raise UsageError("no_office")
    return find_one(network, named or default, labels=["Organisation"])


def reach(
    target: Annotated[str, typer.Argument(metavar="TARGET", help=words("reach.target"))],
    us: Annotated[str, typer.Option("--us", metavar="ORGANISATION", help=words("reach.us"))] = "",
    top: Top = 20,
    as_of: AsOf = "",
    as_json: Json = False,
    data: Data = None,
) -> None:
    """Show who of your own house knows somebody there: first directly, then through somebody else."""
    chosen = settings(data)
    ways = Ways(open_case(chosen, asked_day(as_of)))
    says = Sentences(ways.case.network, chosen.language)
    ours, there = office_of(ways.case.network, us, chosen.office), find_one(ways.case.network, target)
    found = ways.reach(ours.id, there.id)
    if as_json:
        ends = {"us": says.brief(ours), "target": says.brief(there)}
        print_json(as_figure(ways.case, **ends, people=[says.reached_json(r) for r in found[:top]]))
    elif found:
        columns = [words(f"reach.column.{name}") for name in ("who", "whom", "how", "strength")]
        print_table(columns, [_reach_row(says, r.person, r.steps, r.strength) for r in found[:top]])
    else:
        say(words("reach.none", us=says.name(ours), target=says.name(there)))
    ways.keep()
    if not found:
        raise typer.Exit(1)


def _reach_row(says: Sentences, person: str, steps: tuple[Step, ...], strength: float) -> list[str]:
    names = " → ".join(says.name_of(step.b) for step in steps)
    return [says.name_of(person), names, " ".join(map(says.step, steps)), says.decimal(strength)]
