"""FollowTheMoney: entities as JSON lines, for Aleph, OpenSanctions and what else speaks it.

Topics become keywords. Regions, and who funds whom, have no counterpart there.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from briefing.exchange.content import Content, ExportedActor, ExportedFact
from graph.formats import words_of_format

Properties = dict[str, list[str]]

_WORDS = words_of_format("followthemoney")
_WRITTEN = _WORDS["written"]
_SCHEMATA: Mapping[str, str] = _WRITTEN["types"]
# Schema of the link, and the properties that name its start and its end.
_LINKS: Mapping[str, tuple[str, str, str]] = {
    kind: (schema, *_WORDS["links"][schema]) for kind, schema in _WRITTEN["relations"].items()
}
_FIELDS: Mapping[str, str] = {name: _WORDS["nodes"][name][0] for name in _WRITTEN["fields"]} | _WRITTEN["fields_apart"]
_REFERENCES = {(kind, role): name for name, (kind, role) in _WORDS["references"].items()}
_HOST, _PARTICIPANT = "host", "participant"


def write_followthemoney(content: Content, out: Path) -> None:
    """Write one entity a line: people, organisations and events, then the links between them."""
    with out.open("w", encoding="utf-8", newline="\n") as file:
        for entity in entities(content):
            file.write(json.dumps(entity, ensure_ascii=False, sort_keys=True) + "\n")


def entities(content: Content) -> Iterator[dict[str, object]]:
    """Yield the entities."""
    actors = {a.id: a for a in content.actors}
    within = _within(content, actors)
    for actor in content.actors:
        if schema := schema_of(actor):
            yield _entity(actor.id, schema, _properties(actor) | within.get(actor.id, {}))
    for fact in content.facts:
        if fact.type in _LINKS and all(schema_of(actors[end]) for end in (fact.start, fact.end)):
            yield _link(fact, actors)


def schema_of(actor: ExportedActor) -> str:
    """Return the schema an actor has there, "" where there is none."""
    return _SCHEMATA.get(f"{actor.label}/{actor.kind}") or _SCHEMATA.get(actor.label, "")


def _properties(actor: ExportedActor) -> Properties:
    found: Properties = {"name": [actor.name]}
    for name, value in actor.fields.items():
        if name in _FIELDS:
            found.setdefault(_FIELDS[name], []).extend([value] if isinstance(value, str) else value)
    ids = actor.fields.get("external_ids", ())
    wikidata = [i.partition(":")[2] for i in ([ids] if isinstance(ids, str) else ids) if i.startswith("wikidata:")]
    return found | ({_WORDS["nodes"]["id:wikidata"][0]: wikidata} if wikidata else {})


def _within(content: Content, actors: Mapping[str, ExportedActor]) -> dict[str, Properties]:
    """Return facts that are properties there and no links: who took part, what is part of what, topics."""
    found: dict[str, Properties] = {}
    for fact in content.facts:
        start, end = actors[fact.start], actors[fact.end]
        match fact.type:
            case "TOOK_PART_IN":
                name = _REFERENCES[fact.type, _HOST if fact.role == _HOST else _PARTICIPANT]
                found.setdefault(end.id, {}).setdefault(name, []).append(start.id)
            case "PART_OF" if schema_of(start) and start.label == "Organisation":
                found.setdefault(start.id, {}).setdefault(_REFERENCES[fact.type, ""], []).append(end.id)
            case "DEALS_WITH":
                found.setdefault(start.id, {}).setdefault(_WRITTEN["topic"], []).append(end.name)
    return found


def _link(fact: ExportedFact, actors: Mapping[str, ExportedActor]) -> dict[str, object]:
    schema, start, end = _LINKS[fact.type]
    said: Properties = {start: [fact.start], end: [fact.end]}
    edges = _WORDS["edges"]
    role = _WRITTEN["role_of"].get(schema, edges["role"][0])
    named = {role: fact.role or ("COOPERATES_WITH" if fact.type == "COOPERATES_WITH" else "")}
    named |= {edges["valid_from"][0]: fact.valid_from, edges["valid_to"][0]: fact.valid_to}
    return _entity(fact.id, schema, said | {name: [text] for name, text in named.items() if text})


def _entity(entity_id: str, schema: str, properties: Properties) -> dict[str, object]:
    return {"id": entity_id, "schema": schema, "properties": {name: list(v) for name, v in properties.items()}}
