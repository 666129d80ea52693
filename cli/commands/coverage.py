"""The command `coverage`: how far our sources reach."""

from typing import Annotated

import typer

from briefing.wording.sentences import Sentences
from cli.analysis_options import Region, open_case
from cli.as_of import AsOf, asked_day
from cli.options import Data, Json, settings, words
from cli.output.finding_output import as_figure
from cli.output.terminal import print_json, print_table, say
from graph.analysis.coverage import Coverage
from graph.analysis.coverage import coverage as coverage_of
from graph.errors import UsageError
from graph.model.schema import load

_YEARS = 3


def coverage(
    region: Region = "",
    kind: Annotated[str, typer.Option("--kind", help=words("coverage.kind"))] = "",
    first: Annotated[int, typer.Option("--from", min=0, max=2100, help=words("coverage.from"))] = 0,
    last: Annotated[int, typer.Option("--to", min=0, max=2100, help=words("coverage.to"))] = 0,
    as_of: AsOf = "",
    as_json: Json = False,
    data: Data = None,
) -> None:
    """Show for each region, kind and year of how many known organisations our sources show a contact at all."""
    kinds = load().nodes["Organisation"].kinds
    if kind and kind not in kinds:
        raise UsageError("no_such_kind", value=kind, known=", ".join(kinds))
    chosen = settings(data)
    case = open_case(chosen, asked_day(as_of), region)
    last = last or case.as_of.year
    first = first or last - _YEARS + 1
    if first > last:
        raise UsageError("years_backwards", first=first, last=last)
    says = Sentences(case.network, chosen.language)
    found = [c for c in coverage_of(case, range(first, last + 1)) if kind in ("", c.kind)]
    if as_json:
        print_json(as_figure(case, meaning=words("coverage.meaning"), coverage=[_json(says, c) for c in found]))
    elif found:
        say(words("coverage.meaning"))
        columns = ("region", "kind", "year", "known", "observed", "share")
        rows = [
            [says.name_of(c.region), _kind(says, c), c.year, c.known, c.observed, f"{100 * c.share:.0f} %"]
            for c in found
        ]
        print_table([words(f"coverage.column.{name}") for name in columns], rows)
    else:
        say(words("coverage.none"))
    if not found:
        raise typer.Exit(1)


def _json(says: Sentences, c: Coverage) -> dict[str, object]:
    return {
        "region": says.brief(says.network.nodes[c.region]),
        "kind": c.kind,
        "year": c.year,
        "known": c.known,
        "observed": c.observed,
        "share": round(c.share, 4),
    }


def _kind(says: Sentences, c: Coverage) -> str:
    kinds = says.network.schema.nodes["Organisation"].kinds
    return says.text(kinds[c.kind]) if c.kind in kinds else c.kind
