"""What a prepared file says, as sets that can be compared: facts by names, nodes by label and name."""

from collections.abc import Iterator

from graph.model.facts import Entity
from ingest.loading.pipeline import Prepared


def ties(prepared: Prepared) -> set[tuple[str, str, str, str, str, str]]:
    """Type, names of start and end, role, begin and end of all facts."""
    found = set()
    for record in prepared.records():
        names = {entity.key: entity.name for entity in record.entities}
        found |= {(f.type, names[f.start], names[f.end], f.role, f.valid_from, f.valid_to) for f in record.facts}
    return found


def entities(prepared: Prepared) -> Iterator[Entity]:
    """All entities, each once."""
    yield from {(e.label, e.key): e for record in prepared.records() for e in record.entities}.values()


def nodes(prepared: Prepared) -> set[tuple[str, str]]:
    """Label and name of all entities."""
    return {(entity.label, entity.name) for entity in entities(prepared)}


def entity(prepared: Prepared, name: str) -> Entity:
    """The one entity of a name."""
    (found,) = [entity for entity in entities(prepared) if entity.name == name]
    return found


def notes(prepared: Prepared) -> set[tuple[str, str, int]]:
    """Key, value and count of all notes."""
    return {
        (n.key, str(n.context.get("value", "")), int(str(n.context.get("count", 1)))) for n in prepared.row_log.notes
    }
