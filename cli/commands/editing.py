"""Commands that correct by hand and tell what was done: `edit` and `history`."""

from typing import Annotated

import typer

from briefing.wording.sentences import Sentences
from briefing.wording.sentences.past import past_sentences
from cli.options import Data, Json, settings, words
from cli.output.entering import Anyway, Day, EntryCommand, Level, SaidBy, Unsure, Values, Way, pairs, provenance
from cli.output.terminal import print_json, print_table, say
from cli.reading import changing, kept_network
from graph.curation.entry import Entry, FactChange, ValueChange
from graph.curation.entry_history import PastChange, history_of_gone
from graph.curation.entry_history import history as read_history
from graph.curation.entry_words import field_named, type_named
from graph.curation.fact_choice import changed_fact, ended_facts, facts_between, one_fact, wrong_fact
from graph.errors import UnknownName, UsageError
from graph.network import Node
from graph.network.search import find_one
from graph.store.hiding import seen

Optional = str | None


def edit(
    name: Annotated[str, typer.Argument(metavar="NAME", help=words("edit.name"))],
    fields: Values = None,
    wrong: Annotated[list[str] | None, typer.Option("--wrong", metavar="NAME=VALUE", help=words("edit.wrong"))] = None,
    fact: Annotated[str, typer.Option("--fact", metavar="OTHER", help=words("edit.fact"))] = "",
    type_: Annotated[str, typer.Option("--type", help=words("edit.type"))] = "",
    was: Annotated[Optional, typer.Option("--was", help=words("edit.was"), show_default=False)] = None,
    role: Annotated[Optional, typer.Option("--role", help=words("entry.role"), show_default=False)] = None,
    since: Annotated[Optional, typer.Option("--from", help=words("entry.from"), show_default=False)] = None,
    until: Annotated[Optional, typer.Option("--until", help=words("entry.until"), show_default=False)] = None,
    no_longer: Annotated[str, typer.Option("--no-longer", metavar="DAY", help=words("edit.no_longer"))] = "",
    not_so: Annotated[bool, typer.Option("--not-so", help=words("edit.not_so"))] = False,
    said_by: SaidBy = "",
    way: Way = "own_knowledge",
    day: Day = "",
    unsure: Unsure = False,
    confidentiality: Level = "internal",
    anyway: Anyway = "",
    as_json: Json = False,
    data: Data = None,
) -> None:
    """Correct a value or a fact; the correction goes on to hold, whatever later files say."""
    chosen = settings(data)
    with changing(chosen) as store:
        network = kept_network(store)
        says = Sentences(network, chosen.language)
        node = find_one(network, name)
        changes: tuple[FactChange, ...] = ()
        if fact:
            other = find_one(network, fact)
            found = facts_between(network, node.id, other.id, type_named(type_) if type_ else "", was)
            relation = one_fact(network, found, f"{node.display} – {other.display}", [says.dated(r) for r in found])
            if no_longer:
                changes = ended_facts(network, relation, no_longer)
            else:
                changes = (wrong_fact(relation) if not_so else changed_fact(relation, role, since, until),)
        elif no_longer or not_so or type_ or any(said is not None for said in (was, role, since, until)):
            raise UsageError("entry_which_fact")
        values = value_changes(node, fields or [], wrong or [])
        said = provenance(day, way, said_by, confidentiality, unsure=unsure)
        entry = Entry(said, "correction", values=values, changes=changes, reason=anyway)
        EntryCommand(store, network, says, as_json).write(entry)


def value_changes(node: Node, fields: list[str], wrong: list[str]) -> tuple[ValueChange, ...]:
    """Return what options say of the fields of a node: what is so, and what is wrong."""
    named = [(field_named(node.label, name), value) for name, value in pairs(fields)]
    right = [ValueChange(node.id, name, value, seen=_held(node, name)) for name, value in named]
    gone = [ValueChange(node.id, field_named(node.label, name), wrong=value) for name, value in pairs(wrong)]
    return (*right, *gone)


def _held(node: Node, name: str) -> str:
    held = node.name if name == "name" else node.fields.get(name, "")
    return ", ".join(held) if isinstance(held, list | tuple) else str(held)


def history(
    name: Annotated[str, typer.Argument(metavar="NAME", help=words("history.name"))],
    as_json: Json = False,
    data: Data = None,
) -> None:
    """Tell who changed what of an actor, and when."""
    chosen = settings(data)
    with changing(chosen) as store:
        view = seen(store.view())
        network = kept_network(store)
        try:
            found = read_history(view, network, find_one(network, name))
        except UnknownName:
            found = history_of_gone(view, name)
            if not found:
                raise
    says = Sentences(network, chosen.language)
    if as_json:
        print_json([_json(says, past) for past in found])
        return
    columns = [words(f"history.{column}") for column in ("at", "who", "what", "id")]
    print_table(columns, [[past.at[:16].replace("T", " "), past.who, _told(says, past), past.id] for past in found])
    if not found:
        say(words("history.none"))


def _told(says: Sentences, past: PastChange) -> str:
    told = "; ".join(past_sentences(says, past))
    if not past.undone_at:
        return told
    return f"{told} ({words('history.undone', who=past.undone_by, at=says.date(past.undone_at[:10]))})"


def _json(says: Sentences, past: PastChange) -> dict[str, object]:
    undone = {"at": past.undone_at, "who": past.undone_by} if past.undone_at else None
    told = past_sentences(says, past)
    return {"id": past.id, "kind": past.kind, "at": past.at, "who": past.who, "what": told, "undone": undone}
