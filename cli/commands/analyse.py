"""Commands that ask the analysis: `metrics`, `communities`, `ego`, `brokers` and `explain`."""

import math
from typing import Annotated, Any

import typer

from briefing.wording.sentences import Sentences
from cli.analysis_options import ACTORS, Actor, KnownAt, Persons, Region, Top, Topic, open_case, open_named
from cli.as_of import AsOf, asked_day
from cli.options import Data, Json, settings, words
from cli.output.finding_output import as_figure
from cli.output.terminal import print_json, print_table, say
from graph.analysis import communities as found_communities
from graph.analysis.ego import ego as ego_of
from graph.analysis.metrics import METRICS, measure
from graph.analysis.metrics.centrality import bridges
from graph.analysis.questions import Case
from graph.analysis.tie_graph import TieGraph
from graph.errors import UsageError
from graph.network.search import find_one


def _graph(case: Case, *, persons: bool) -> TieGraph:
    whole = case.strengths.people_graph if persons else case.organisations
    graph = whole.at_least(case.thresholds.contact)
    return graph.among(i for i in graph.ids if case.asked[case.place[i]]) if case.region or case.topic else graph


def _rank(item: tuple[float, str]) -> tuple[bool, float, str]:
    value, node = item
    return math.isnan(value), -value, node


def metrics(
    metric: Annotated[str, typer.Option("--metric", help=words("metrics.metric", known=", ".join(METRICS)))] = "degree",
    persons: Persons = False,
    top: Top = 20,
    region: Region = "",
    topic: Topic = "",
    as_of: AsOf = "",
    known_at: KnownAt = "",
    as_json: Json = False,
    data: Data = None,
) -> None:
    """Show a metric of the organisations; of people only where asked for."""
    if metric not in METRICS:
        raise UsageError("unknown_metric", value=metric, known=", ".join(METRICS))
    chosen = settings(data)
    if persons and chosen.person_metrics == "never":
        raise UsageError("persons_never")
    case = open_case(chosen, asked_day(as_of), region, topic, known_at)
    graph, says = _graph(case, persons=persons), Sentences(case.network, chosen.language)
    found = measure(graph, metric)
    sign = -1 if metric == "constraint" else 1  # the least constrained come first
    ranked = sorted(((sign * v, i) for v, i in zip(found.values.tolist(), graph.ids, strict=True)), key=_rank)
    ranked = [(sign * v, i) for v, i in ranked]
    if as_json:
        rows = [
            {**says.brief(case.network.nodes[i]), "value": None if math.isnan(v) else round(v, 9)}
            for v, i in ranked[:top]
        ]
        ties = [list(edge) for edge in sorted(bridges(graph))] if metric == "articulation" else []
        more = {"metric": metric, "meaning": words(f"metrics.{metric}"), "engine": found.engine, "sample": found.sample}
        print_json(as_figure(case, **more, bridges=ties, values=rows))
        return
    say(words(f"metrics.{metric}"))
    print_table(
        [words("analysis.column.name"), words("analysis.column.value")],
        [[says.name_of(i), f"{v:.4g}"] for v, i in ranked[:top]],
    )
    if found.sample:
        say(words("metrics.sampled", count=found.sample))


def brokers(
    one: Annotated[str, typer.Argument(metavar="KIND", help=words("brokers.kind"))],
    other: Annotated[str, typer.Argument(metavar="KIND", help=words("brokers.kind"))],
    top: Top = 20,
    as_of: AsOf = "",
    as_json: Json = False,
    data: Data = None,
) -> None:
    """Show which organisations could introduce two kinds of organisations to each other."""
    chosen = settings(data)
    case = open_case(chosen, asked_day(as_of))
    says, nodes = Sentences(case.network, chosen.language), case.network.by_label("Organisation")
    known = case.network.schema.nodes["Organisation"].kinds
    if unknown := [kind for kind in (one, other) if kind not in known]:
        raise UsageError("no_such_kind", value=unknown[0], known=", ".join(known))
    groups = [[n.id for n in nodes if n.kind == kind] for kind in (one, other)]
    found = found_communities.brokers(case.organisations, *groups)[:top]
    if as_json:
        print_json(as_figure(case, brokers=[{**says.brief(case.network.nodes[i]), "pairs": n} for i, n in found]))
    elif found:
        print_table([words("analysis.column.name"), words("brokers.pairs")], [[says.name_of(i), n] for i, n in found])
    else:
        say(words("gaps.none"))
    raise typer.Exit(0 if found else 1)


def communities(
    persons: Persons = False,
    top: Top = 20,
    as_of: AsOf = "",
    as_json: Json = False,
    data: Data = None,
) -> None:
    """Show the communities, named by topics and regions."""
    chosen = settings(data)
    case = open_case(chosen, asked_day(as_of))
    graph, says = _graph(case, persons=persons), Sentences(case.network, chosen.language)
    found = found_communities.describe(case.network, graph, found_communities.partition(graph))[:top]
    named = [", ".join(map(says.name_of, [*c.topics, *c.regions] or c.members[:1])) for c in found]
    if as_json:
        rows = [
            {"name": name, "size": len(c.members), "members": [says.brief(case.network.nodes[m]) for m in c.members]}
            for name, c in zip(named, found, strict=True)
        ]
        print_json(as_figure(case, communities=rows))
        return
    columns = [words(f"analysis.column.{name}") for name in ("name", "size", "members")]
    rows_of_text = [
        [name, len(c.members), ", ".join(map(says.name_of, c.members[:5]))]
        for name, c in zip(named, found, strict=True)
    ]
    print_table(columns, rows_of_text)


def ego(name: Actor, top: Top = 20, as_of: AsOf = "", as_json: Json = False, data: Data = None) -> None:
    """Show who is one or two steps from an actor, the near and strong first."""
    chosen = settings(data)
    case = open_case(chosen, asked_day(as_of))
    node, says = find_one(case.network, name, labels=ACTORS), Sentences(case.network, chosen.language)
    found = ego_of(case.near(node.id), node.id, top)
    if as_json:
        rows = [
            {
                **says.brief(case.network.nodes[n.id]),
                "steps": n.steps,
                "through": n.through,
                "strength": round(n.strength, 6),
            }
            for n in found
        ]
        print_json(as_figure(case, node=says.brief(node), near=rows))
        return
    columns = [words(f"analysis.column.{c}") for c in ("name", "steps", "through", "strength")]
    print_table(
        columns, [[says.name_of(n.id), n.steps, says.name_of(n.through), says.decimal(n.strength)] for n in found]
    )


def explain(
    a: Actor, b: Actor, as_of: AsOf = "", known_at: KnownAt = "", as_json: Json = False, data: Data = None
) -> None:
    """Show why two are tied: the shared facts with their share of the strength and their sources."""
    chosen = settings(data)
    case, names = open_named(chosen, asked_day(as_of), known_at=known_at)
    says = Sentences(case.network, chosen.language)
    one, other = (find_one(names, name, labels=ACTORS) for name in (a, b))
    tie = case.explainer.explain(one.id, other.id)
    if as_json:
        shares: list[dict[str, Any]] = [
            {
                "reason": says.reason(s.reason),
                "kind": s.reason.kind,
                "value": round(s.reason.value, 6),
                "share": round(s.share, 6),
                "evidence": list(s.reason.evidence),
            }
            for s in tie.shares
        ]
        print_json(
            as_figure(case, a=says.brief(one), b=says.brief(other), strength=round(tie.strength, 6), shares=shares)
        )
    elif tie.shares:
        say(words("explain.strength", a=says.name(one), b=says.name(other), strength=says.decimal(tie.strength)))
        columns = [words(f"analysis.column.{c}") for c in ("share", "reason", "source")]
        rows = [
            [f"{100 * s.share:.0f} %", says.reason(s.reason), "; ".join(map(says.citation, s.reason.evidence))]
            for s in tie.shares
        ]
        print_table(columns, rows)
    else:
        say(says.say("known_none"))
    if not tie.shares:
        raise typer.Exit(1)
