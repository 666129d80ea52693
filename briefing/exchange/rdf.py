"""RDF as Turtle: the W3C Organization Ontology, schema.org, SKOS and, for where each fact comes from, PROV.

A fact is a resource of its own, so that role, dates and sources can stand with it.
"""

from collections.abc import Iterator
from pathlib import Path

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, ORG, PROV, RDF, RDFS, SDO, SKOS, XSD
from rdflib.term import Node

from briefing.exchange.content import Content, ExportedActor, ExportedFact, SourceSaid, Value
from graph.model.schema import BELONGS

Triple = tuple[URIRef, URIRef, Node]

_URN = "urn:akteursnetz:"
_CLASSES = {
    "Person": (SDO.Person,),
    "Organisation": (ORG.Organization, SDO.Organization),
    "Event": (SDO.Event,),
    "Topic": (SKOS.Concept,),
    "Region": (SDO.AdministrativeArea,),
}
_NAMES = {"Topic": SKOS.prefLabel}
_FIELDS = {
    "title": SDO.honorificPrefix,
    "given_name": SDO.givenName,
    "family_name": SDO.familyName,
    "variants": SDO.alternateName,
    "aliases": SDO.alternateName,
    "short_name": SDO.alternateName,
    "emails": SDO.email,
    "website": SDO.url,
    "legal_form": SDO.additionalType,
    "founded": SDO.foundingDate,
    "dissolved": SDO.dissolutionDate,
    "start": SDO.startDate,
    "end": SDO.endDate,
    "place": SDO.location,
    "external_ids": SDO.identifier,
    "kind": ORG.classification,
    "format": SDO.additionalType,
    "code": SDO.identifier,
}
# What a fact says directly between both ends, beside the resource that says it with role, dates and sources.
_DIRECT = {
    "WORKS_FOR": SDO.worksFor,
    "MEMBER_OF": ORG.memberOf,
    "PART_OF": DCTERMS.isPartOf,
    "DEALS_WITH": DCTERMS.subject,
    "ACTIVE_IN": SDO.areaServed,
    "KNOWS": SDO.knows,
    "COOPERATES_WITH": ORG.linkedTo,
    "SUCCEEDS": PROV.wasDerivedFrom,
}
# The same for what other vocabularies say from the other end.
_INVERSE = {"TOOK_PART_IN": SDO.attendee, "FUNDS": SDO.funder}
_DATES = ("founded", "dissolved", "start", "end")
_AKN = f"{_URN}terms:"


def write_turtle(content: Content, out: Path) -> None:
    """Write all triples."""
    graph = Graph()
    for prefix, space in (("org", ORG), ("schema", SDO), ("prov", PROV), ("skos", SKOS), ("dcterms", DCTERMS)):
        graph.bind(prefix, space)
    for triple in triples(content):
        graph.add(triple)
    graph.serialize(out, format="turtle", encoding="utf-8")


def triples(content: Content) -> Iterator[Triple]:
    """Yield what is said of actors, sources and facts."""
    for actor in content.actors:
        yield from _actor(actor)
    for source in content.sources:
        yield from _source(source)
    for fact in content.facts:
        yield from _fact(fact, content.evidence.get(fact.id, ()))


def _uri(identifier: str) -> URIRef:
    return URIRef(f"{_URN}{identifier}")


def _dated(text: str) -> Literal:
    """Return a date as precise as it is: a year, a month or a day."""
    return Literal(text, datatype={4: XSD.gYear, 7: XSD.gYearMonth}.get(len(text), XSD.date), normalize=False)


def _actor(actor: ExportedActor) -> Iterator[Triple]:
    subject = _uri(actor.id)
    for kind in _CLASSES[actor.label]:
        yield subject, RDF.type, kind
    yield subject, _NAMES.get(actor.label, SDO.name), Literal(actor.name)
    yield subject, RDFS.label, Literal(actor.name)
    for name, value in actor.fields.items():
        predicate = _FIELDS.get(name, URIRef(f"{_AKN}{name}"))
        for text in _texts(value):
            yield (
                subject,
                predicate,
                _dated(text) if name in _DATES else Literal(text),
            )
    if actor.invented:
        yield subject, URIRef(f"{_AKN}invented"), Literal(True)


def _source(source: SourceSaid) -> Iterator[Triple]:
    subject = _uri(source.id)
    yield subject, RDF.type, PROV.Entity
    yield subject, DCTERMS.title, Literal(source.name)
    named = {"publisher": DCTERMS.publisher, "date": DCTERMS.date, "url": DCTERMS.source, "kind": DCTERMS.type}
    for name, predicate in named.items():
        for text in _texts(source.fields.get(name, "")):
            yield subject, predicate, _dated(text) if name == "date" else Literal(text)
    if source.invented:
        yield subject, URIRef(f"{_AKN}invented"), Literal(True)


def _fact(fact: ExportedFact, evidence: tuple[str, ...]) -> Iterator[Triple]:
    subject, start, end = _uri(f"fact:{fact.id}"), _uri(fact.start), _uri(fact.end)
    if fact.type in _INVERSE:
        yield end, _INVERSE[fact.type], start
    else:
        yield start, _DIRECT[fact.type], end
    if fact.type in BELONGS:
        yield subject, RDF.type, ORG.Membership
        yield subject, ORG.member, start
        yield subject, ORG.organization, end
    else:
        yield subject, RDF.type, RDF.Statement
        yield subject, RDF.subject, start
        yield subject, RDF.object, end
        yield subject, RDF.predicate, URIRef(f"{_AKN}{fact.type}")
    yield subject, URIRef(f"{_AKN}type"), Literal(fact.type)
    if fact.role:
        yield subject, SDO.roleName, Literal(fact.role)
    for text, predicate in ((fact.valid_from, SDO.startDate), (fact.valid_to, SDO.endDate)):
        if text:
            yield subject, predicate, _dated(text)
    for item in evidence:
        yield subject, PROV.wasDerivedFrom, _uri(item.partition("#")[0])
    for said in fact.evidence:
        yield subject, DCTERMS.bibliographicCitation, Literal(said)


def _texts(value: Value) -> tuple[str, ...]:
    return ((value,) if value else ()) if isinstance(value, str) else value
