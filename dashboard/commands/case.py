"""Options that the commands of the analysis share, and the case they ask about."""

from datetime import UTC, date, datetime, time
from typing import Annotated

import typer

from dashboard.commands.ask import day_of, read_network
from dashboard.commands.options import words
from graph.analysis.questions import Case
from graph.analysis.snapshot_files import snapshot_of
from graph.errors import UsageError
from graph.search import find_one
from graph.settings import Settings

Top = Annotated[int, typer.Option("--top", min=1, max=1000, help=words("analysis.top"))]
Persons = Annotated[bool, typer.Option("--persons", help=words("analysis.persons"))]
Region = Annotated[str, typer.Option("--region", help=words("analysis.region"))]
Topic = Annotated[str, typer.Option("--topic", help=words("analysis.topic"))]
KnownAt = Annotated[str, typer.Option("--known-at", help=words("analysis.known_at"))]
Actor = Annotated[str, typer.Argument(metavar="NAME", help=words("analysis.actor"))]
ACTORS = ("Person", "Organisation")


def open_case(chosen: Settings, day: date, region: str = "", topic: str = "", known_at: str = "") -> Case:
    """Return the network as of a day and as known at the end of one, narrowed to a region and a topic.

    Raises:
        UsageError: nothing is loaded.
        UnknownName: there is no such region or topic, or several.
    """
    moment = datetime.combine(day_of(known_at), time.max, UTC) if known_at else None
    network = read_network(chosen, moment)
    if not network.nodes:
        raise UsageError("empty_then" if moment else "empty_network", day=known_at)
    place = find_one(network, region, labels=["Region"]).id if region else ""
    theme = find_one(network, topic, labels=["Topic"]).id if topic else ""
    snapshot = None if moment else snapshot_of(network, chosen.data / "snapshots")
    return Case(network, day, place, theme, moment, snapshot=snapshot)
