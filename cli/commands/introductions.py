"""Commands about introductions: begun, made, met, what came of them, and the figures of a year."""

from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import date
from typing import Annotated, Any

import typer

from briefing.wording.sentences import Sentences
from cli.as_of import day_of
from cli.options import Data, Json, settings, words
from cli.output.terminal import print_json, print_table, say
from cli.reading import changing, kept_network
from graph.account import me
from graph.curation.care import ACTORS
from graph.curation.introducing import keep_step, places_of
from graph.curation.introductions import (
    OUTCOMES,
    NotedIntroduction,
    Origin,
    Stage,
    begun,
    ended,
    grouped,
    in_year,
    moved_on,
    one_with,
    read_introductions,
    uptake,
)
from graph.model.decisions import kept_nodes
from graph.network.search import find_one
from graph.store import Store
from graph.store.hiding import seen
from graph.store.view import View

_RESULTS = ", ".join(OUTCOMES)
introduction = typer.Typer(help=words("introduction.help"), no_args_is_help=True, rich_markup_mode=None)
Id = Annotated[str, typer.Argument(metavar="ID", help=words("introduction.id"))]
On = Annotated[str, typer.Option("--on", metavar="DAY", help=words("introduction.on"))]
Note = Annotated[str, typer.Option("--note", help=words("introduction.note"))]
Step = Callable[[NotedIntroduction], NotedIntroduction]


@introduction.command("list", help=words("introduction.list.help"), epilog=words("introduction.list.example"))
def list_(as_json: Json = False, data: Data = None) -> None:
    """List all introductions with how they stand."""
    chosen = settings(data)
    with changing(chosen) as store:
        says, found = Sentences(kept_network(store), chosen.language), _all(store)
    if as_json:
        print_json([_json(says, i) for i in found])
    elif found:
        names = ("id", "one", "other", "stage", "day", "asked", "owner", "outcome")
        print_table([words(f"introduction.column.{n}") for n in names], [_row(says, i) for i in found])
    else:
        say(words("introduction.none"))


@introduction.command("new", help=words("introduction.new.help"), epilog=words("introduction.new.example"))
def new(
    one: Annotated[str, typer.Argument(metavar="A", help=words("introduction.ends"))],
    other: Annotated[str, typer.Argument(metavar="B", help=words("introduction.ends"))],
    asked: Annotated[str, typer.Option("--asked", metavar="WHOM", help=words("introduction.asked"))] = "",
    on: On = "",
    finding: Annotated[str, typer.Option("--finding", metavar="ID", help=words("introduction.finding"))] = "",
    suggestion: Annotated[str, typer.Option("--suggestion", metavar="ID", help=words("introduction.finding"))] = "",
    note: Note = "",
    as_json: Json = False,
    data: Data = None,
) -> None:
    """Note that two are to be introduced to each other, and who was asked for it."""
    origin: Origin = "suggestion" if suggestion else "finding" if finding else "hand"
    chosen = settings(data)
    with changing(chosen) as store:
        network = kept_network(store)
        ends = [find_one(network, name, labels=ACTORS).id for name in (one, other)]
        made = replace(begun(ends[0], ends[1], me(), origin, suggestion or finding, asked), note=note)
        if asked:
            made = moved_on(made, "asked", day_of(on))
        made = keep_step(store, network, made, None, me(), date.today())
    _print(Sentences(network, chosen.language), made, as_json=as_json)


@introduction.command("made", help=words("introduction.made.help"), epilog=words("introduction.made.example"))
def made(
    introduction_id: Id,
    on: On = "",
    note: Note = "",
    as_json: Json = False,
    data: Data = None,
) -> None:
    """Note that the introduction was made."""
    _step(introduction_id, _to("made", on, note), as_json=as_json, data=data)


@introduction.command("met", help=words("introduction.met.help"), epilog=words("introduction.met.example"))
def met(introduction_id: Id, on: On = "", note: Note = "", as_json: Json = False, data: Data = None) -> None:
    """Note that both met; that is a fact from then on."""
    _step(introduction_id, _to("met", on, note), as_json=as_json, data=data)


@introduction.command("outcome", help=words("introduction.outcome.help"), epilog=words("introduction.outcome.example"))
def outcome(
    introduction_id: Id,
    result: Annotated[
        str, typer.Argument(metavar="RESULT", help=words("introduction.result", known=", ".join(OUTCOMES)))
    ],
    on: On = "",
    note: Note = "",
    as_json: Json = False,
    data: Data = None,
) -> None:
    """Note what came of it."""
    _step(introduction_id, lambda i: ended(i, result, day_of(on), note), as_json=as_json, data=data)


def _to(stage: Stage, on: str, note: str) -> Step:
    return lambda known: moved_on(known, stage, day_of(on), note=note)


def _step(introduction_id: str, step: Step, *, as_json: bool, data: Data) -> None:
    chosen = settings(data)
    with changing(chosen) as store:
        network = kept_network(store)
        before = one_with(_all(store), introduction_id)
        stored = one_with(_all(store, store.view()), before.id)  # what is written again has all names
        keep_step(store, network, step(stored), stored, me(), date.today())
        after = one_with(_all(store), before.id)
    _print(Sentences(network, chosen.language), after, as_json=as_json)


def introductions(
    year: Annotated[int | None, typer.Option("--year", min=1990, max=2200, help=words("introductions.year"))] = None,
    as_json: Json = False,
    data: Data = None,
) -> None:
    """Show the introductions of a year in figures, by region and topic."""
    chosen, wanted = settings(data), year or date.today().year
    with changing(chosen) as store:
        network, found = kept_network(store), _all(store)
    whole = in_year(found, wanted)
    rows: list[tuple[str, str, Any]] = [("", "", whole)]
    for kind in ("ACTIVE_IN", "DEALS_WITH"):
        of = {end: places_of(network, replace(i, one=end, other=end))[kind] for i in found for end in i.ends}
        parts = {node: in_year(some, wanted) for node, some in grouped(found, of).items()}
        rows += [(kind, network.nodes[n].display, part) for n, part in parts.items() if not part.is_empty]
    if as_json:
        print_json([{"by": kind, "name": name, **asdict(part)} for kind, name, part in rows])
        return
    says = Sentences(network, chosen.language)
    asked, made_, met_, led = whole.asked, whole.made, whole.met, whole.led_on
    say(words("introductions.said", year=str(wanted), asked=asked, made=made_, met=met_, led=led))
    say(words("introductions.no_cause"))
    if len(rows) > 1:
        names = ("by", "name", "asked", "made", "met", "led")
        shown = {k: says.text(network.schema.relationships[k].display) for k in ("ACTIVE_IN", "DEALS_WITH")}
        lines = [[shown[k], name, *map(str, (p.asked, p.made, p.met, p.led_on))] for k, name, p in rows[1:]]
        print_table([words(f"introductions.column.{n}") for n in names], lines)


def taken_up(as_json: Json = False, data: Data = None) -> None:
    """Show how many introductions came out of suggestions, ways and findings, and how far they came."""
    with changing(settings(data)) as store:
        found = uptake(_all(store))
    if as_json:
        print_json([asdict(one) for one in found])
        return
    if not found:
        say(words("introduction.none"))
        return
    names = ("origin", "begun", "asked", "made", "met", "led")
    lines = [
        [words(f"introduction.origin.{u.origin}"), *map(str, (u.begun, u.asked, u.made, u.met, u.led_on))]
        for u in found
    ]
    print_table([words(f"introductions.column.{n}") for n in names], lines)
    say(words("introductions.no_cause"))


def _all(store: Store, whole: View | None = None) -> list[NotedIntroduction]:
    view = whole or seen(store.view())
    return read_introductions(view, kept_nodes(view.decisions()))


def _row(says: Sentences, known: NotedIntroduction) -> list[str]:
    came = words(f"introduction.result.{known.outcome}") if known.outcome else ""
    stage, day = words(f"introduction.stage.{known.stage}"), says.date(known.last_step)
    return [known.id, *(_name(says, e) for e in known.ends), stage, day, known.asked, known.owner, came]


def _name(says: Sentences, end: str) -> str:
    return says.name_of(end) if end in says.network.nodes else end


def _json(says: Sentences, known: NotedIntroduction) -> dict[str, Any]:
    return {**asdict(known), "names": [_name(says, end) for end in known.ends]}


def _print(says: Sentences, known: NotedIntroduction, *, as_json: bool) -> None:
    if as_json:
        print_json(_json(says, known))
        return
    one, other = (_name(says, end) for end in known.ends)
    stage = words(f"introduction.stage.{known.stage}")
    say(words("introduction.now", id=known.id, one=one, other=other, stage=stage))
