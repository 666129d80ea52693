"""FollowTheMoney: entities as JSON lines, for Aleph, OpenSanctions and what else speaks it.

Topics become keywords. Regions, and who funds whom, have no counterpart there.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from briefing.exchange.content import Content, ExportedActor, ExportedFact

Properties = dict[str, list[str]]

_SCHEMATA = {"company": "Company", "ministry": "PublicBody", "agency": "PublicBody", "municipality": "PublicBody"}
# Schema of the link, and the properties that name its start and its end.
_LINKS = {
    "WORKS_FOR": ("Employment", "employee", "employer"),
    "MEMBER_OF": ("Membership", "member", "organization"),
    "KNOWS": ("Associate", "person", "associate"),
    "COOPERATES_WITH": ("UnknownLink", "subject", "object"),
    "SUCCEEDS": ("Succession", "successor", "predecessor"),
}
_HOST = "host"
_FIELDS = {
    "title": "title",
    "given_name": "firstName",
    "family_name": "lastName",
    "emails": "email",
    "variants": "alias",
    "aliases": "alias",
    "short_name": "abbreviation",
    "legal_form": "legalForm",
    "website": "website",
    "founded": "incorporationDate",
    "dissolved": "dissolutionDate",
    "start": "startDate",
    "end": "endDate",
}


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
    if actor.label == "Organisation":
        return _SCHEMATA.get(actor.kind, "Organization")
    return actor.label if actor.label in ("Person", "Event") else ""


def _properties(actor: ExportedActor) -> Properties:
    found: Properties = {"name": [actor.name]}
    for name, value in actor.fields.items():
        if name in _FIELDS:
            found.setdefault(_FIELDS[name], []).extend([value] if isinstance(value, str) else value)
    ids = actor.fields.get("external_ids", ())
    wikidata = [i.partition(":")[2] for i in ([ids] if isinstance(ids, str) else ids) if i.startswith("wikidata:")]
    return found | ({"wikidataId": wikidata} if wikidata else {})


def _within(content: Content, actors: Mapping[str, ExportedActor]) -> dict[str, Properties]:
    """Return facts that are properties there and no links: who took part, what is part of what, topics."""
    found: dict[str, Properties] = {}
    for fact in content.facts:
        start, end = actors[fact.start], actors[fact.end]
        match fact.type:
            case "TOOK_PART_IN":
                found.setdefault(end.id, {}).setdefault("organizer" if fact.role == _HOST else "involved", []).append(
                    start.id
                )
            case "PART_OF" if schema_of(start) and start.label == "Organisation":
                found.setdefault(start.id, {}).setdefault("parent", []).append(end.id)
            case "DEALS_WITH":
                found.setdefault(start.id, {}).setdefault("keywords", []).append(end.name)
    return found


def _link(fact: ExportedFact, actors: Mapping[str, ExportedActor]) -> dict[str, object]:
    schema, start, end = _LINKS[fact.type]
    said: Properties = {start: [fact.start], end: [fact.end]}
    named = {"role": fact.role or ("COOPERATES_WITH" if schema == "UnknownLink" else "")}
    named |= {"startDate": fact.valid_from, "endDate": fact.valid_to}
    if schema == "Associate":
        named["relationship"] = named.pop("role")
    return _entity(fact.id, schema, said | {name: [text] for name, text in named.items() if text})


def _entity(entity_id: str, schema: str, properties: Properties) -> dict[str, object]:
    return {"id": entity_id, "schema": schema, "properties": {name: list(v) for name, v in properties.items()}}
