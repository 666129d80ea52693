"""Options that the commands of the analysis share, and the case they ask about."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Annotated

import typer

from cli.as_of import day_of
from cli.options import words
from cli.reading import opened
from graph.analysis.case import load_thresholds
from graph.analysis.goals import Goal
from graph.analysis.questions import Case
from graph.analysis.snapshot import take_snapshot
from graph.columns.opening import Opening
from graph.curation.goal_book import read_goals
from graph.curation.standings import Standings, read_standings
from graph.errors import UsageError
from graph.network import Network
from graph.network.search import find_one
from graph.settings import Settings

Top = Annotated[int, typer.Option("--top", min=1, max=100_000, help=words("analysis.top"))]
Persons = Annotated[bool, typer.Option("--persons", help=words("analysis.persons"))]
Region = Annotated[str, typer.Option("--region", help=words("analysis.region"))]
Topic = Annotated[str, typer.Option("--topic", help=words("analysis.topic"))]
KnownAt = Annotated[str, typer.Option("--known-at", help=words("analysis.known_at"))]
Actor = Annotated[str, typer.Argument(metavar="NAME", help=words("analysis.actor"))]
ACTORS = ("Person", "Organisation")


@dataclass(frozen=True, slots=True)
class Opened:
    """A case, the network of now in which names are looked up, what became of findings, and the office's goals."""

    case: Case
    names: Network
    standings: Standings
    goals: tuple[Goal, ...]


def open_findings(chosen: Settings, day: date | None, region: str = "", topic: str = "", known_at: str = "") -> Opened:
    """Return the network as of a day and as known at the end of one, narrowed to a region and a topic.

    Without a day it is as of today, or of the last day the sources reach where that is earlier.

    Raises:
        UsageError: nothing is loaded.
        UnknownName: there is no such region or topic, or several.
    """
    with opened(chosen) as found:
        view = found.view
        goals, standings = read_goals(view), read_standings(view, load_thresholds().back_after_days)
        case, names = _case(found, day, region, topic, known_at)
    return Opened(case, names, standings, goals)


def open_named(
    chosen: Settings, day: date | None, region: str = "", topic: str = "", known_at: str = ""
) -> tuple[Case, Network]:
    """Return such a case, and the network of now in which names are looked up.

    Raises:
        UsageError: nothing is loaded.
        UnknownName: there is no such region or topic, or several.
    """
    with opened(chosen) as found:
        return _case(found, day, region, topic, known_at)


def _case(found: Opening, day: date | None, region: str, topic: str, known_at: str) -> tuple[Case, Network]:
    moment = datetime.combine(day_of(known_at), time.max, UTC) if known_at else None
    names, network = found.network, found.network_at(moment)
    if not names.nodes:
        raise UsageError("empty_network")
    place = find_one(names, region, labels=["Region"]).id if region else ""
    theme = find_one(names, topic, labels=["Topic"]).id if topic else ""
    snapshot = None if moment else take_snapshot(network)
    day = day or network.reference_day(date.today())
    return Case(network, day, place, theme, moment, snapshot, kept=found.settings.snapshots), names


def open_case(chosen: Settings, day: date | None, region: str = "", topic: str = "", known_at: str = "") -> Case:
    """Return the case alone.

    Raises:
        UsageError: nothing is loaded.
        UnknownName: there is no such region or topic, or several.
    """
    return open_named(chosen, day, region, topic, known_at)[0]
