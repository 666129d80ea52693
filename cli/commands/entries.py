"""Commands that write by hand: `add`, `edit` and `undo`."""

from collections.abc import Mapping
from typing import Annotated

import typer

from briefing.wording.sentences import Sentences
from cli.options import Data, Json, settings, words
from cli.output.entering import (
    Anyway,
    Day,
    EntryCommand,
    Level,
    SaidBy,
    Unsure,
    Values,
    Way,
    pairs,
    provenance,
)
from cli.output.terminal import print_json, say
from cli.reading import changing, kept_network
from graph.account import me
from graph.curation.entries import undo as undo_entry
from graph.curation.entry import Entry, NewNode, StatedFact
from graph.curation.entry_words import field_named, label_named, type_named
from graph.errors import UsageError
from graph.model.facts import Value
from graph.model.fold import fold
from graph.model.schema import load
from graph.network import Network
from graph.network.search import find_one

_FACT = ("fact", "fakt", "angabe", "verbindung")
_AT = {"Person": "WORKS_FOR", "Organisation": "MEMBER_OF", "Event": "PART_OF", "Topic": "PART_OF", "Region": "PART_OF"}
Role = Annotated[str, typer.Option("--role", help=words("entry.role"))]
From = Annotated[str, typer.Option("--from", help=words("entry.from"))]
Until = Annotated[str, typer.Option("--until", help=words("entry.until"))]
Texts = list[str] | None


def add(
    what: Annotated[str, typer.Argument(metavar="WHAT", help=words("add.what"))],
    names: Annotated[list[str], typer.Argument(metavar="NAME...", help=words("add.names"))],
    at: Annotated[str, typer.Option("--at", help=words("add.at"))] = "",
    role: Role = "",
    since: From = "",
    until: Until = "",
    topics: Annotated[Texts, typer.Option("--topic", help=words("add.topic"))] = None,
    regions: Annotated[Texts, typer.Option("--region", help=words("add.region"))] = None,
    fields: Values = None,
    said_by: SaidBy = "",
    way: Way = "own_knowledge",
    day: Day = "",
    unsure: Unsure = False,
    confidentiality: Level = "internal",
    anyway: Anyway = "",
    as_json: Json = False,
    data: Data = None,
) -> None:
    """Add a person, organisation, event, topic or region, or a fact between two that are known."""
    chosen = settings(data)
    with changing(chosen) as store:
        network = kept_network(store)
        said = provenance(day, way, said_by, confidentiality, unsure=unsure)
        if fold(what) in _FACT:
            _unused("entry_no_such_of_fact", {"--at": at, "--topic": topics, "--region": regions, "--field": fields})
            entry = Entry(said, facts=(_stated(network, names, role, since, until),), reason=anyway)
        else:
            label = label_named(what)
            if len(names) != 1:
                raise UsageError("entry_one_name", value=" ".join(names)[:60])
            if not at:
                _unused("entry_needs_at", {"--role": role, "--from": since, "--until": until})
            nodes = (NewNode("new", label, names[0], _values(label, fields or [])),)
            facts = [StatedFact(_AT[label], "new", find_one(network, at).id, role, since, until)] if at else []
            facts += [StatedFact("DEALS_WITH", "new", _of(network, text, "Topic")) for text in topics or ()]
            facts += [StatedFact("ACTIVE_IN", "new", _of(network, text, "Region")) for text in regions or ()]
            entry = Entry(said, nodes=nodes, facts=tuple(facts), reason=anyway)
        EntryCommand(store, network, Sentences(network, chosen.language), as_json).write(entry)


def _unused(message: str, options: Mapping[str, object]) -> None:
    """Refuse options that would be left out silently.

    Raises:
        UsageError: one of them was given.
    """
    if given := [name for name, value in options.items() if value]:
        raise UsageError(message, options=", ".join(given))


def _of(network: Network, text: str, label: str) -> str:
    return find_one(network, text, labels=(label,)).id


def _stated(network: Network, names: list[str], role: str, since: str, until: str) -> StatedFact:
    """Return the fact of `FROM TYPE TO`.

    Raises:
        UsageError: there are not three words, or one of them is unknown.
    """
    if len(names) != 3:
        raise UsageError("entry_three_names", value=" ".join(names)[:60])
    kind = load().relationships[type_named(names[1])]
    start, end = find_one(network, names[0], labels=kind.start), find_one(network, names[2], labels=kind.end)
    return StatedFact(kind.type, start.id, end.id, role, since, until)


def _values(label: str, fields: list[str]) -> dict[str, Value]:
    found: dict[str, list[str]] = {}
    for name, value in pairs(fields):
        found.setdefault(field_named(label, name), []).append(value)
    known = load().nodes[label].fields
    return {name: tuple(some) if name in known and known[name].list else some[-1] for name, some in found.items()}


def undo(
    entry: Annotated[str, typer.Argument(metavar="ENTRY", help=words("undo.entry"))],
    as_json: Json = False,
    data: Data = None,
) -> None:
    """Take back what was entered by hand: the network is as if it had never been."""
    with changing(settings(data)) as store:
        changes = undo_entry(store, entry, me())
    counts = {"nodes": len(changes.retired), "facts": len(changes.facts_retired)}
    if as_json:
        print_json({"id": entry, **counts})
    else:
        say(words("undo.done", id=entry, **counts))
