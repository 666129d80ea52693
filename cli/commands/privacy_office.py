"""What an office owes without being asked: legal bases, letters, retention, the register."""

from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from briefing.documents.document import Briefing
from briefing.production.privacy_papers import letter, register_document
from briefing.renderers import RenderOptions, write
from cli.commands.privacy import Reason, command, print_document, privacy, tell_removed
from cli.options import Data, Json, settings, words
from cli.output.terminal import print_json, print_table, say
from cli.reading import finished
from graph.account import me
from graph.engine import open_store
from graph.privacy.bases import OFFICE, Bases, Basis, set_basis
from graph.privacy.informing import Duty, duties, settle
from graph.privacy.register import register_entry
from graph.privacy.retention import apply, is_alone_for_whole_people, preview, read_rules
from graph.privacy.subject import find_person
from graph.store.source_names import source_named

Out = Annotated[Path | None, typer.Option("--out", metavar="FILE", help=words("privacy.out"))]


@command("basis")
def basis_command(
    source: Annotated[str, typer.Argument(metavar="[SOURCE]", help=words("privacy.basis.source"))] = "",
    basis: Annotated[str, typer.Option("--basis", help=words("privacy.basis.basis"))] = "",
    purpose: Annotated[str, typer.Option("--purpose", help=words("privacy.basis.purpose"))] = "",
    as_json: Json = False,
    data: Data = None,
) -> None:
    """Say why what a source says of people may be kept; without a source for the whole office."""
    with open_store(settings(data)) as store:
        view = store.view()
        wanted = source_named(view.nodes("Source"), source) if source else OFFICE
        if basis or purpose:
            before = Bases.read(view).by_source.get(wanted, Basis())
            set_basis(store.curator(), Basis(basis or before.basis, purpose or before.purpose), me(), wanted)
        found = Bases.read(view)
        names = {str(n["id"]): str(n["name"]) for n in view.nodes("Source")}
    if as_json:
        print_json({one: asdict(said) for one, said in found.by_source.items()})
        return
    columns = [words(f"privacy.column.{name}") for name in ("source", "basis", "purpose")]
    shown = [[names.get(i, words("privacy.basis.office")), b.basis, b.purpose] for i, b in found.by_source.items()]
    print_table(columns, shown)


@command("inform")
def inform_command(
    person: Annotated[str, typer.Argument(metavar="[PERSON]", help=words("privacy.person"))] = "",
    out: Out = None,
    sent: Annotated[str, typer.Option("--sent", metavar="DAY", help=words("privacy.inform.sent"))] = "",
    not_needed: Annotated[str, typer.Option("--not-needed", metavar="WHY", help=words("privacy.inform.why"))] = "",
    everybody: Annotated[bool, typer.Option("--all", help=words("privacy.inform.all"))] = False,
    as_json: Json = False,
    data: Data = None,
) -> None:
    """List who has to be told by when, write a letter, note that it was sent."""
    chosen = settings(data)
    with open_store(chosen) as store:
        view = store.view()
        if person and (sent or not_needed):
            settle(store, person, me(), on=sent, why=not_needed)
        wanted = find_person(view, store.schema, person).id if person else ""
        found = [d for d in duties(view) if wanted in ("", d.person) and (person or everybody or d.state == "open")]
        bases = Bases.read(view)
    if out and found and person:
        papers = letter(found[0], bases.of(found[0].source), chosen.office, chosen.language, date.today())
        write(papers, out, options=RenderOptions())
        say(words("privacy.written", file=out))
        return
    if as_json:
        print_json([asdict(one) for one in found])
        return
    names = ("person", "source", "since", "article", "due", "state")
    print_table([words(f"privacy.column.{name}") for name in names], list(map(_row, found)))
    say(words("privacy.inform.count", n=len(found), late=sum(d.is_late(date.today()) for d in found)))


def _row(duty: Duty) -> list[str]:
    state = words(f"privacy.state.{duty.state}", on=duty.on, why=duty.why)
    late = words("privacy.inform.late") if duty.is_late(date.today()) else ""
    return [duty.name, duty.source_name, duty.since, duty.article, duty.due, " ".join(filter(None, (state, late)))]


@command("retention")
def retention_command(
    yes: Annotated[bool, typer.Option("--yes", help=words("privacy.yes"))] = False,
    day: Annotated[str, typer.Option("--day", metavar="DAY", help=words("privacy.retention.day"))] = "",
    as_json: Json = False,
    data: Data = None,
) -> None:
    """Delete what has been kept long enough; without --yes only say what that is."""
    chosen = settings(data)
    rules = read_rules(chosen)
    today = date.fromisoformat(day) if day else date.today()
    with open_store(chosen) as store:
        found = apply(store, chosen, rules, today, me()) if yes else preview(store.view(), store.schema, rules, today)
    is_alone = is_alone_for_whole_people(found, chosen)
    is_done = yes and finished(chosen)
    if as_json:
        print_json(
            {
                "rules": [r.model_dump(by_alias=True) for r in rules.rules],
                "done": yes,
                "alone": is_alone,
                **asdict(found),
            }
        )
        return
    if not rules.rules:
        say(words("privacy.retention.no_rules", file=chosen.data / "retention.yaml"))
    tell_removed(found)
    if is_alone and not yes:
        say(words("privacy.retention.alone", n=found.deleted["Person"]))
    say(words("privacy.retention.done" if is_done else "privacy.erase.owed" if yes else "privacy.retention.preview"))


@command("register")
def register_command(out: Out = None, as_json: Json = False, data: Data = None) -> None:
    """Write the entry of the register of processing activities."""
    chosen = settings(data)
    with open_store(chosen) as store:
        entry = register_entry(store, chosen, date.today())
    if as_json:
        print_json({**asdict(entry), "retention": [rule.model_dump(by_alias=True) for rule in entry.retention]})
        return
    document: Briefing = register_document(entry, chosen.language, date.today())
    if out:
        write(document, out, options=RenderOptions())
        say(words("privacy.written", file=out))
        return
    print_document(document)


__all__ = ["Reason", "privacy"]
