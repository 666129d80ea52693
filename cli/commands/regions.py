"""The command `regions`: two regions side by side."""

from typing import Annotated, Any

import typer

from briefing.wording.region_tables import TABLES, RegionTables
from briefing.wording.sentences import Sentences
from cli.analysis_options import KnownAt, Top, open_findings
from cli.as_of import AsOf, asked_day
from cli.options import Data, Json, settings, words
from cli.output.finding_output import as_figure, finding_json
from cli.output.terminal import print_json, print_table, say
from cli.output.working import working
from graph.analysis.regions import Regions, Side, compare_regions
from graph.errors import UsageError
from graph.network.search import find_one

RegionName = Annotated[str, typer.Argument(metavar="REGION", help=words("regions.region"))]


def regions(
    one: RegionName,
    other: RegionName,
    top: Top = 20,
    as_of: AsOf = "",
    known_at: KnownAt = "",
    as_json: Json = False,
    data: Data = None,
) -> None:
    """Show two regions side by side: who is there, their ties inside and between, who links them, what each lacks."""
    chosen = settings(data)
    opened = open_findings(chosen, asked_day(as_of), known_at=known_at)
    case, says = opened.case, Sentences(opened.case.network, chosen.language)
    ends = [find_one(opened.names, name, labels=["Region"]).id for name in (one, other)]
    if ends[0] == ends[1]:
        raise UsageError("regions_same")
    with working():
        found = compare_regions(case, ends[0], ends[1], top, opened.goals)
    if as_json:
        print_json(as_figure(case, **_json(says, found)))
        return
    tables = RegionTables(says, case, found)
    say(tables.summary())
    for table in TABLES:
        rows = tables.rows(table)[: None if table == "figures" else top]
        if rows:
            print_table(list(rows[0]), [list(row.values()) for row in rows], tables.word(table))


def _json(says: Sentences, found: Regions) -> dict[str, Any]:
    nodes = says.network.nodes
    return {
        "one": _side_json(says, found.one),
        "other": _side_json(says, found.other),
        "both": [says.brief(nodes[n]) for n in sorted(found.both)],
        "possible_links": found.possible,
        "links": [
            {"a": says.brief(nodes[x.a]), "b": says.brief(nodes[x.b]), "strength": round(x.strength, 6)}
            for x in found.links
        ],
        "linkers": [{**says.brief(nodes[n]), "pairs": pairs} for n, pairs in found.linkers],
        "communities": [
            {"members": [says.brief(nodes[m]) for m in s.community.members], "one": s.one, "other": s.other}
            for s in found.spanning
        ],
    }


def _side_json(says: Sentences, side: Side) -> dict[str, Any]:
    nodes = says.network.nodes
    return {
        "region": says.brief(nodes[side.region]),
        "organisations": len(side.organisations),
        "people": len(side.people),
        "kinds": dict(side.kinds),
        "topics": [{**says.brief(nodes[t]), "organisations": n} for t, n in side.topics.items()],
        "ties": side.ties,
        "possible": side.possible,
        "strength": round(side.strength, 6),
        "gaps": {name: [finding_json(says, f) for f in findings] for name, findings in side.gaps.items()},
    }
