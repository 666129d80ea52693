"""The command `evaluate`: how well suggestions come true on the office's own data."""

from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from cli.analysis_options import Persons, open_case
from cli.as_of import day_of
from cli.commands.introductions import taken_up
from cli.options import Data, Json, settings, words
from cli.output.terminal import print_json, print_table, say
from cli.output.working import working
from graph.analysis.suggestions.evaluate import Evaluation
from graph.analysis.suggestions.evaluate import evaluate as evaluate_meetings
from graph.analysis.suggestions.meeting_file import read_meetings
from graph.analysis.suggestions.on_network import evaluate_network

evaluate = typer.Typer(help=words("evaluate.help"), no_args_is_help=True, rich_markup_mode=None)
MeetingFile = Annotated[Path | None, typer.Argument(metavar="[FILE.csv]", help=words("evaluate.suggestions.file"))]
Until = Annotated[str, typer.Option("--until", "--cut", metavar="DATE", help=words("evaluate.suggestions.until"))]


@evaluate.command("suggestions", help=words("evaluate.suggestions.help"), epilog=words("evaluate.suggestions.example"))
def suggestions(
    until: Until, file: MeetingFile = None, persons: Persons = False, as_json: Json = False, data: Data = None
) -> None:
    """Show how many of the first pairs suggested on a day met later, against other methods."""
    day = day_of(until)
    with working():
        if file is not None:
            found = evaluate_meetings(read_meetings(file), day)
        else:
            found = evaluate_network(open_case(settings(data), date.today()), day, people=persons)
    if as_json:
        print_json(_json(found))
    else:
        say(
            words(
                "evaluate.said",
                day=found.until,
                actors=found.actors,
                candidates=found.candidates,
                new=found.new,
                reachable=found.reachable,
            )
        )
        if not found.every_pair:
            say(words("suggest.likely"))
        first = [words("evaluate.column.first", count=n) for n in found.first]
        print_table([words("evaluate.column.method"), *first], [_row(found, m) for m in found.hits])
        for place, n in enumerate(found.first):
            if times := found.times_best(place):
                say(words("evaluate.times", count=n, **_times(times)))
    if not found.new:
        say(words("evaluate.none")) if not as_json else None
        raise typer.Exit(1)


evaluate.command(
    "introductions", help=words("evaluate.introductions.help"), epilog=words("evaluate.introductions.example")
)(taken_up)


def _times(times: tuple[float, float, float]) -> dict[str, str]:
    return {name: f"{value:.2f}" for name, value in zip(("times", "low", "high"), times, strict=True)}


def _row(found: Evaluation, method: str) -> list[str]:
    shares = [f"{hits} ({100 * hits / n:.1f} %)" for hits, n in zip(found.hits[method], found.first, strict=True)]
    return [words(f"evaluate.method.{method}"), *shares]


def _rounded(times: tuple[float, float, float] | None) -> list[float] | None:
    return None if times is None else [round(value, 4) for value in times]


def _json(found: Evaluation) -> dict[str, Any]:
    return {
        "until": found.until.isoformat(),
        "actors": found.actors,
        "candidates": found.candidates,
        "every_pair": found.every_pair,
        "met_later": found.new,
        "reachable": found.reachable,
        "first": list(found.first),
        "hits": {method: list(hits) for method, hits in found.hits.items()},
        "times_best": [_rounded(found.times_best(place)) for place in range(len(found.first))],
    }
