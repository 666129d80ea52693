"""A calendar invitation as the beginning of a conversation: which day, about what, with whom; nothing is written."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from graph.errors import InputError
from graph.model.facts import Entity
from graph.model.fold import fold
from graph.network import Network
from ingest.loading.pipeline import prepare
from ingest.records import Options


@dataclass(frozen=True, slots=True)
class Invitation:
    """The first entry of a calendar: `people` are ids of those the network knows, `unknown` names of the others."""

    title: str
    day: str
    people: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    event: str = ""


def read_invitation(path: Path, network: Network) -> Invitation:
    """Return what a calendar file invites to.

    Raises:
        InputError: it is none, or has no entry.
    """
    for record in prepare(path, Options()).records():
        events = [entity for entity in record.entities if entity.label == "Event"]
        if events:
            owners = {key: node.id for node in network.nodes.values() for key in node.keys}
            guests = [entity for entity in record.entities if entity.label == "Person"]
            known = {entity.key: _known(entity, network, owners) for entity in guests}
            people = tuple(dict.fromkeys(filter(None, known.values())))
            unknown = tuple(entity.name for entity in guests if not known[entity.key])
            event = next((owners[key] for key in events[0].keys if key in owners), "")
            return Invitation(events[0].name, str(events[0].values.get("start", "")), people, unknown, event)
    raise InputError("no_invitation", file=path.name)


def _known(entity: Entity, network: Network, owners: Mapping[str, str]) -> str:
    """Return the person of the network an invited one is: by a key, else by a name nobody else has."""
    if found := next((owners[key] for key in entity.keys if key in owners), ""):
        return found
    name = fold(entity.name)
    alike = [node.id for node in network.by_label("Person") if fold(node.name) == name]
    return alike[0] if len(alike) == 1 else ""
