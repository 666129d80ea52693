"""The rights of people as commands: told, erased."""

from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from briefing.documents.document import Briefing, Table
from briefing.production.person_report import person_report
from briefing.renderers import RenderOptions, write
from briefing.renderers.text import sentences, with_notes
from cli.options import Data, Json, settings, words
from cli.output.terminal import print_json, print_table, progress_bar, say
from graph.account import me
from graph.engine import open_store
from graph.privacy.erasing import erase, finish, preview
from graph.privacy.removing import Removed
from graph.privacy.reporting import report_on
from graph.settings import Settings

privacy = typer.Typer(help=words("privacy.help"), no_args_is_help=True, rich_markup_mode=None)
Person = Annotated[str, typer.Argument(metavar="PERSON", help=words("privacy.person"))]
Reason = Annotated[str, typer.Option("--reason", help=words("privacy.reason"))]


def _command(name: str) -> dict[str, str]:
    return {"name": name, "help": words(f"privacy.{name}.help"), "epilog": words(f"privacy.{name}.example")}


@privacy.command(**_command("report"))
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
    _print(document)


@privacy.command(**_command("erase"))
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
        shown = preview(store, chosen, person)
        done = (
            erase(store, chosen, shown.subject.id, who=me(), reason=reason, confirmed_by=confirmed_by) if yes else None
        )
    is_rebuilt = bool(done) and _finished(chosen)
    removed = done.removed if done else shown.removed
    if as_json:
        files = list(shown.files)
        print_json({"erased": bool(done), "complete": is_rebuilt, "files": files, **asdict(removed)})
        return
    _tell(removed)
    for file in shown.files:
        say(words("privacy.erase.file", file=file))
    say(words("privacy.erase.done" if is_rebuilt else "privacy.erase.owed" if done else "privacy.erase.preview"))


@privacy.command(**_command("finish"))
def finish_command(data: Data = None) -> None:
    """Do what an erasure that broke off still owes."""
    is_done = _finished(settings(data))
    say(words("privacy.erase.done" if is_done else "privacy.erase.owed"))
    raise typer.Exit(0 if is_done else 1)


def _finished(chosen: Settings) -> bool:
    with progress_bar() as show:
        return finish(chosen, lambda done, total: show(words("privacy.rebuilding"), done, total))


def _tell(removed: Removed) -> None:
    names = sorted({*removed.deleted, *removed.changed})
    columns = [words(f"privacy.column.{name}") for name in ("what", "deleted", "changed")]
    print_table(columns, [[name, removed.deleted.get(name, 0), removed.changed.get(name, 0)] for name in names])


def _print(document: Briefing) -> None:
    say(document.title)
    say(document.subtitle)
    for section in document.sections:
        for block in section.blocks:
            if isinstance(block, Table):
                print_table(block.columns, [[with_notes(cell) for cell in row] for row in block.rows], block.title)
            else:
                for line in sentences([block]):
                    say(line)
