"""The rights of people as commands: told, corrected, restricted, erased."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from functools import wraps
from pathlib import Path
from typing import Annotated

import typer

from briefing.documents.document import Briefing, Table
from briefing.production.person_report import person_report
from briefing.renderers import RenderOptions, write
from briefing.renderers.text import sentences, with_notes
from briefing.wording.sentences import Sentences
from cli.commands.editing import value_changes
from cli.options import Data, Json, settings, words
from cli.output.entering import EntryCommand, SaidBy, Values, provenance
from cli.output.terminal import print_json, print_table, say
from cli.reading import changing, finished, kept_network
from graph.access import require
from graph.account import look_in, me
from graph.curation.entry import Entry
from graph.engine import open_store
from graph.privacy.confirming import refuse, requests
from graph.privacy.erasing import erase, preview
from graph.privacy.removing import Removed
from graph.privacy.reporting import report_on
from graph.privacy.restricting import Restriction, Right, lift, restrict
from graph.privacy.subject import find_person

privacy = typer.Typer(help=words("privacy.help"), no_args_is_help=True, rich_markup_mode=None)
Person = Annotated[str, typer.Argument(metavar="PERSON", help=words("privacy.person"))]
Reason = Annotated[str, typer.Option("--reason", help=words("privacy.reason"))]


def command(name: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Return what makes a command of a function, with its words; who may not see what it tells is refused."""
    register = privacy.command(name, help=words(f"privacy.{name}.help"), epilog=words(f"privacy.{name}.example"))

    def mark(function: Callable[..., None]) -> Callable[..., None]:
        @wraps(function)
        def allowed(**given: object) -> None:
            if isinstance(folder := given.get("data"), Path):
                look_in(folder)  # a refusal is noted where it was asked
            require("protect")
            function(**given)

        return register(allowed)

    return mark


@command("report")
def report_command(
    person: Person,
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help=words("privacy.out"))] = None,
    as_json: Json = False,
    data: Data = None,
) -> None:
    """Tell everything that is kept about a person."""
    chosen = settings(data)
    with open_store(chosen) as store:
        found = report_on(store, chosen, person)
        version = store.view().data_version()
    if as_json:
        print_json(asdict(found))
        return
    document = person_report(found, chosen.language, date.today(), version)
    if out:
        write(document, out, options=RenderOptions(landscape=True))
        say(words("privacy.written", file=out))
        return
    print_document(document)


@command("erase")
def erase_command(
    person: Person,
    reason: Reason = "",
    confirmed_by: Annotated[str, typer.Option("--confirmed-by", help=words("privacy.confirmed_by"))] = "",
    yes: Annotated[bool, typer.Option("--yes", help=words("privacy.yes"))] = False,
    as_json: Json = False,
    data: Data = None,
) -> None:
    """Erase a person everywhere; without --yes only say what that would take away."""
    chosen = settings(data)
    with open_store(chosen) as store:
        found = (
            erase(store, chosen, person, who=me(), reason=reason, confirmed_by=confirmed_by)
            if yes
            else preview(store, chosen, person)
        )
    is_rebuilt = yes and finished(chosen)
    if as_json:
        print_json({"erased": yes, "complete": is_rebuilt, "files": list(found.files), **asdict(found.removed)})
        return
    tell_removed(found.removed)
    for file in found.files:
        say(words("privacy.erase.file", file=file))
    told = "done" if is_rebuilt else "owed" if yes else "preview"
    say(words(f"privacy.erase.{told}"))


@command("requests")
def requests_command(
    drop: Annotated[str, typer.Option("--refuse", metavar="PERSON", help=words("privacy.requests.refuse"))] = "",
    as_json: Json = False,
    data: Data = None,
) -> None:
    """List erasures that wait for a second person, or take one off the table."""
    with open_store(settings(data)) as store:
        if drop:
            refuse(store, drop)
        view = store.view()
        found = requests(view)
        names = {str(n["id"]): str(n["name"]) for n in view.nodes_with("Person", [one.person for one in found])}
    if as_json:
        print_json([{"name": names.get(one.person, ""), **asdict(one)} for one in found])
        return
    if drop:
        say(words("privacy.requests.refused"))
    if not found:
        say(words("privacy.requests.none"))
        return
    columns = [words(f"privacy.column.{name}") for name in ("person", "asked_by", "asked_at", "reason")]
    print_table(columns, [[names.get(one.person, one.person), one.who, one.at[:10], one.reason] for one in found])


@command("finish")
def finish_command(data: Data = None) -> None:
    """Do what an erasure that broke off still owes."""
    is_done = finished(settings(data))
    say(words("privacy.erase.done" if is_done else "privacy.erase.owed"))
    raise typer.Exit(0 if is_done else 1)


@command("restrict")
def restrict_command(person: Person, reason: Reason = "", as_json: Json = False, data: Data = None) -> None:
    """Restrict processing: she is on no map, in no figure, suggestion or export until that is lifted."""
    _restrict(person, reason, "restrict", data, as_json=as_json)


@command("object")
def object_command(person: Person, reason: Reason = "", as_json: Json = False, data: Data = None) -> None:
    """Note that a person objects, which restricts at once."""
    _restrict(person, reason, "object", data, as_json=as_json)


@command("lift")
def lift_command(person: Person, reason: Reason = "", as_json: Json = False, data: Data = None) -> None:
    """Lift a restriction, with the reason."""
    with changing(settings(data)) as store:
        done = lift(store, person, me(), reason)
    _tell_of(done, as_json=as_json)


@command("correct")
def correct_command(
    person: Person,
    fields: Values = None,
    wrong: Annotated[list[str] | None, typer.Option("--wrong", metavar="NAME=VALUE", help=words("edit.wrong"))] = None,
    reason: Reason = "",
    said_by: SaidBy = "",
    as_json: Json = False,
    data: Data = None,
) -> None:
    """Correct what is said of a person; the correction holds whatever later files say."""
    chosen = settings(data)
    with changing(chosen) as store:
        network = kept_network(store)
        node = network.nodes[find_person(store.view(), store.schema, person).id]
        said = provenance("", "own_knowledge", said_by or node.name, unsure=False)
        values = value_changes(node, fields or [], wrong or [])
        entry = Entry(said, "correction", values=values, note=reason, reason=words("privacy.correct.anyway"))
        EntryCommand(store, network, Sentences(network, chosen.language), as_json).write(entry)


def _restrict(person: str, reason: str, right: Right, data: Path | None, *, as_json: bool) -> None:
    with changing(settings(data)) as store:
        done = restrict(store, person, me(), reason, right)
    _tell_of(done, as_json=as_json)


def _tell_of(done: Restriction, *, as_json: bool) -> None:
    if as_json:
        print_json(asdict(done))
    else:
        say(words("privacy.lift.done" if done.lifted_at else "privacy.restrict.done", id=done.id))


def tell_removed(removed: Removed) -> None:
    """Print how much was, or would be, deleted and changed."""
    names = sorted({*removed.deleted, *removed.changed})
    columns = [words(f"privacy.column.{name}") for name in ("what", "deleted", "changed")]
    print_table(columns, [[name, removed.deleted.get(name, 0), removed.changed.get(name, 0)] for name in names])


def print_document(document: Briefing) -> None:
    """Print a document: its tables as tables, all else line by line."""
    say(document.title)
    say(document.subtitle)
    for section in document.sections:
        for block in section.blocks:
            if isinstance(block, Table):
                print_table(block.columns, [[with_notes(cell) for cell in row] for row in block.rows], block.title)
            else:
                for line in sentences([block]):
                    say(line)
