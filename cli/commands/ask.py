"""Commands that answer: `search`, `show`, `info`, `check` and `export`."""

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from briefing.wording.sentences import Sentences
from cli.as_of import AsOf, asked_day
from cli.options import Data, Json, settings, words
from cli.output.terminal import print_json, print_table, progress_bar, say
from cli.reading import opened
from graph.analysis.ties import Tie, Ties
from graph.engine.files import DATABASE
from graph.logs import log_file
from graph.model.dates import first_day
from graph.network import Network, Node, Relation
from graph.network.search import find_one
from graph.network.search import search as search_network

if TYPE_CHECKING:  # slow to import
    from graph.columns.opening import Opening
    from graph.settings import Settings


def _known_by(network: Network, node: Node, day: date | None) -> list[Relation]:
    """Return the facts of a node, without those that begin after a day."""
    if day is None:
        return network.around(node.id)
    begins = ((r, network.dates(r)[0]) for r in network.around(node.id))
    return [r for r, begin in begins if not begin or first_day(begin) <= day]


def _ties(network: Network, person: Node, day: date | None) -> list[Tie]:
    """Return the strongest ties of a person as of a day; without one, of the last that sources reach."""
    return Ties(network, day or network.reference_day(date.today())).of(person.id)[:20]


def search(
    text: Annotated[str, typer.Argument(metavar="TEXT", help=words("search.text"))],
    top: Annotated[int, typer.Option("--top", "--limit", min=1, max=1000, help=words("search.top"))] = 20,
    as_json: Json = False,
    data: Data = None,
) -> None:
    """Find actors, events, topics, regions and sources by parts of their names."""
    chosen = settings(data)
    with opened(chosen) as source:
        network = source.network
    found = search_network(network, text, limit=top)
    says = Sentences(network, chosen.language)
    if as_json:
        print_json([says.brief(node) for node in found])
    elif found:
        columns = [words(f"column.{name}") for name in ("name", "type", "facts", "id")]
        print_table(columns, [[says.name(n), says.type(n), len(network.around(n.id)), n.id] for n in found])
    else:
        say(words("search.nothing", text=text))


def show(
    name: Annotated[str, typer.Argument(metavar="NAME", help=words("show.name"))],
    as_of: AsOf = "",
    as_json: Json = False,
    data: Data = None,
) -> None:
    """Show all that is known of one actor, with sources."""
    chosen = settings(data)
    with opened(chosen) as source:
        network = source.about(name)
        node = find_one(network, name)
        day = asked_day(as_of)
        ties = _ties(network, node, day) if node.label == "Person" else []
    says = Sentences(network, chosen.language)
    facts = sorted(_known_by(network, node, day), key=lambda r: (*network.dates(r), r.type, r.id))
    if as_json:
        told = [says.fact_json(r) for r in facts]
        print_json({"node": says.node_json(node), "facts": told, "ties": [says.tie_json(t) for t in ties]})
        return
    say(f"{says.name(node)} ({says.type(node)}, {node.id})")
    for field, value in says.fields(node):
        say(f"  {field}: {value}")
    columns = [words(f"column.{name}") for name in ("fact", "when", "source")]
    print_table(columns, [[says.fact(r), says.period(r), says.sources(r)] for r in facts])
    if ties:
        columns = [words(f"column.{name}") for name in ("tie", "strength", "reason")]
        print_table(columns, [[says.name_of(t.b), says.decimal(t.strength), says.reason(t.reasons[0])] for t in ties])


def info(as_json: Json = False, data: Data = None) -> None:
    """Show which database is used and what is in it."""
    chosen = settings(data)
    with opened(chosen) as source:
        counts = source.counts()
        values: dict[str, Any] = {
            **_served(source),
            "data": str(chosen.data),
            "log": str(log_file(chosen.data).parent),
            **_versions(source),
            "backup": _last_backup(chosen),
            "nodes": {label: counts.nodes.get(label, 0) for label in source.schema.nodes},
            "relationships": {name: counts.facts.get(name, 0) for name in source.schema.relationships},
        }
    if as_json:
        print_json(values)
        return
    rows = [[words(f"info.{name}"), value] for name, value in values.items() if not isinstance(value, dict)]
    kinds = {n.label: n.plural for n in source.schema.nodes.values()}
    rows += [[getattr(kinds[label], chosen.language), count] for label, count in values["nodes"].items()]
    rows += [[words("info.relationships"), sum(values["relationships"].values())]]
    print_table([words("column.what"), words("column.value")], rows)


def _last_backup(chosen: "Settings") -> str:
    """Return where the last good backup is and when it was made, in its name; "" where there is none."""
    from graph.backup.places import shelf_of

    last = shelf_of(chosen).last()
    return f"{last.at:%Y-%m-%d %H:%M} UTC: {last.path}" if last else ""


def _served(source: "Opening") -> dict[str, str]:
    """Return what serves the database; one at rest has no address."""
    if source.rest and not source.is_store_open:
        return {"engine": "embedded", "server": source.rest.server, "uri": "", "database": DATABASE}
    store = source.store
    return {"engine": store.engine, "server": store.server(), "uri": store.uri, "database": store.database}


def _versions(source: "Opening") -> dict[str, int | None]:
    if source.rest and not source.is_store_open:
        return {"schema_version": source.rest.schema_version, "data_version": source.rest.data_version}
    view = source.view
    return {"schema_version": view.schema_version(), "data_version": view.data_version()}


_LOAD_AGAIN = ("load_is_finished", "withdrawal_is_finished", "backup_is_restored")


def _step(rule: str) -> str:
    """Return the key of the sentence that says what to do next."""
    return f"check.next.{rule}" if rule in _LOAD_AGAIN else "check.next"


def check(as_json: Json = False, data: Data = None) -> None:
    """Check whether everything in the store fits together."""
    from graph.engine import open_store
    from graph.store.consistency import check as check_store

    chosen = settings(data)
    with open_store(chosen) as store, progress_bar() as show:
        problems = check_store(store.view(), store.schema, lambda done, total: show(words("checking"), done, total))
    if as_json:
        told = [{"rule": p.rule, "subject": p.subject, "detail": p.detail} for p in problems]
        print_json([{**one, "says": words(f"rule.{one['rule']}"), "next": words(_step(one["rule"]))} for one in told])
    elif problems:
        columns = [words(f"column.{name}") for name in ("rule", "id", "detail")]
        print_table(columns, [[words(f"rule.{p.rule}"), p.subject, p.detail] for p in problems])
        for step in dict.fromkeys(_step(p.rule) for p in problems):
            say(words(step))
    else:
        say(words("check.sound"))
    raise typer.Exit(1 if problems else 0)
