"""The commands `care` and `handover`: who looks after whom, and what a colleague who leaves hands over."""

from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from briefing.production.sheets_of import FORMATS, write_sheets
from briefing.wording.sentences import Sentences
from cli.as_of import day_of
from cli.options import Data, Json, settings, words
from cli.output.terminal import print_json, print_table, say
from cli.reading import changing, kept_network
from graph.account import is_same, me
from graph.analysis.case import load_thresholds
from graph.curation.care import ACTORS, Care, Rhythm, end_care, looked_after, set_care
from graph.curation.due import Books, read_books, talks_by_actor
from graph.curation.handover import Belonging, handed_over, held_by
from graph.errors import UsageError
from graph.network import Network
from graph.network.search import find_one
from graph.store import Store
from graph.store.hiding import seen
from graph.store.view import View

_NOBODY = "-"


def care(
    actor: Annotated[str, typer.Argument(metavar="[ACTOR]", help=words("care.actor"))] = "",
    by: Annotated[str, typer.Option("--by", metavar="NAME", help=words("care.by"))] = "",
    every: Annotated[int | None, typer.Option("--every", metavar="MONTHS", help=words("care.every"))] = None,
    contact: Annotated[str, typer.Option("--contact", metavar="DAY", help=words("care.contact"))] = "",
    overdue: Annotated[bool, typer.Option("--overdue", help=words("care.overdue"))] = False,
    as_json: Json = False,
    data: Data = None,
) -> None:
    """Show who looks after whom, or say who looks after an actor and how often."""
    chosen, today = settings(data), date.today()
    with changing(chosen) as store:
        network = kept_network(store)
        if actor:
            node = find_one(network, actor, labels=ACTORS)
            _set(store, _books(store, store.view()).cares.get(node.id), node.id, by, every, contact)
        books = _books(store)
    found = looked_after(network, books.cares.values(), talks_by_actor(books.conversations), today, chosen.office)
    wanted = [r for r in found if not actor or r.care.actor == node.id]
    wanted = [
        r for r in wanted if (not overdue or r.is_overdue(today)) and (actor or not by or is_same(r.care.owner, by))
    ]
    if as_json:
        print_json([_rhythm_json(network, r, today) for r in wanted])
    elif wanted:
        names = ("actor", "owner", "months", "last", "how", "due", "state")
        columns = [words(f"care.column.{name}") for name in names]
        print_table(columns, [_row(Sentences(network, chosen.language), r, today) for r in wanted])
    else:
        say(words("care.none"))


def _set(store: Store, known: Care | None, actor: str, by: str, every: int | None, contact: str) -> None:
    if by == _NOBODY:
        end_care(store.curator(), actor, me())
        return
    if not (by or contact or every is not None):
        return
    base = known or Care(actor, by or me())
    owner = by or base.owner
    months = base.months if every is None else every
    stated = day_of(contact).isoformat() if contact else base.stated
    before = base.owner if known and not is_same(owner, base.owner) else base.before
    set_care(store.curator(), Care(actor, owner, months, stated, before, base.since), me(), date.today())


def _books(store: Store, whole: View | None = None) -> Books:
    """Return the books as they are shown; what is written again is read from the `whole` view."""
    return read_books(whole or seen(store.view()), me(), load_thresholds().back_after_days)


def _row(says: Sentences, found: Rhythm, today: date) -> list[str]:
    state = words("care.is_overdue") if found.is_overdue(today) else ""
    how, due = words(f"care.how.{found.last.how}"), says.date(found.due.isoformat())
    name = says.name_of(found.care.actor)
    return [name, found.care.owner, str(found.months), says.date(found.last.day), how, due, state]


def _rhythm_json(network: Network, found: Rhythm, today: date) -> dict[str, Any]:
    return {
        "actor": found.care.actor,
        "name": network.nodes[found.care.actor].display,
        "owner": found.care.owner,
        "months": found.months,
        "own_rhythm": bool(found.care.months),
        "last_contact": found.last.day,
        "how": found.last.how,
        "due": found.due.isoformat(),
        "overdue": found.is_overdue(today),
        "taken_over_from": found.care.before,
    }


def handover(
    colleague: Annotated[str, typer.Argument(metavar="FROM", help=words("handover.from"))],
    to: Annotated[str, typer.Option("--to", metavar="NAME", help=words("handover.to"))] = "",
    everything: Annotated[bool, typer.Option("--all", help=words("handover.all"))] = False,
    only: Annotated[list[str] | None, typer.Option("--only", metavar="ID", help=words("handover.only"))] = None,
    out: Annotated[Path | None, typer.Option("--out", metavar="FOLDER", help=words("handover.out"))] = None,
    form: Annotated[str, typer.Option("--format", help=words("handover.format", known=", ".join(FORMATS)))] = "pdf",
    as_json: Json = False,
    data: Data = None,
) -> None:
    """List what a colleague looks after, has promised and sees to, and hand it over, with a sheet for each actor."""
    chosen = settings(data)
    if (everything or only) and not to:
        raise UsageError("hand_on_to_whom")
    with changing(chosen) as store:
        network, books = kept_network(store), _books(store)
        held = held_by(network, books, colleague, date.today(), chosen.office)
        wanted = [thing.id for thing in held] if everything else list(only or ())
        if wanted:
            store.curator().note(handed_over(_books(store, store.view()), held, wanted, to, me()))
        told = [t for t in held if t.id in wanted] if wanted else held
        actors = [s for t in told if t.kind == "contact" for s in t.subjects]
        sheets = (
            write_sheets(store, network, actors, out, form=form, language=chosen.language, recipient=to) if out else []
        )
    says = Sentences(network, chosen.language)
    if as_json:
        print_json(_held_json(says, held, wanted, to, sheets))
        return
    for thing in held:
        mark = words("handover.given", name=to) if thing.id in wanted else ""
        say(f"{thing.id}  {says.phrase(thing.said)}{mark}")
    say(words("handover.done" if wanted else "handover.listed", n=len(wanted) or len(held), name=to or colleague))
    if sheets:
        say(words("handover.sheets", n=len(sheets), folder=str(out)))


def _held_json(
    says: Sentences, held: list[Belonging], wanted: list[str], to: str, sheets: list[Path]
) -> dict[str, Any]:
    things = [
        {
            "id": t.id,
            "kind": t.kind,
            "said": says.phrase(t.said),
            "subjects": list(t.subjects),
            "handed_over": t.id in wanted,
        }
        for t in held
    ]
    return {"to": to, "things": things, "sheets": list(map(str, sheets))}
