"""What is kept about a person (Art. 15 DSGVO): everything, found by looking everything through, others' data redacted.

The report says what is stored; its words are made where it is shown.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from graph.access import require
from graph.audit import record
from graph.bookkeeping import DECISION, ENTRY, PROPOSAL
from graph.model.claims import Claims, source_of
from graph.model.schema import Schema
from graph.privacy.bases import Bases
from graph.privacy.data_folder import naming
from graph.privacy.erasing import search_for
from graph.privacy.fingerprints import Fingers
from graph.privacy.redacting import OTHER, Redactor
from graph.privacy.retention import RetentionRules, read_rules
from graph.privacy.subject import Subject, find_person
from graph.privacy.traces import Trace
from graph.settings import Settings
from graph.store import Store
from graph.store.export import EXPORTS
from graph.store.view import View


@dataclass(frozen=True, slots=True)
class KeptValue:
    """A value of a field: in which source and where in it; `is_former` where the source was withdrawn."""

    field: str
    value: str
    source: str
    place: str
    is_former: bool = False


@dataclass(frozen=True, slots=True)
class KeptFact:
    """A relationship: type, the other end, role and dates, with its evidence as source and place."""

    type: str
    other: str
    role: str
    valid_from: str
    valid_to: str
    evidence: tuple[tuple[str, str], ...]
    is_former: bool = False


@dataclass(frozen=True, slots=True)
class KeptRecord:
    """A decision, proposal or note: its book, who, when, and what it says, others redacted."""

    book: str
    id: str
    who: str
    at: str
    says: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class KeptSource:
    """A source that speaks of her, with why the office may keep that and for how long."""

    id: str
    name: str
    kind: str
    date: str
    recorded_at: str
    recorded_by: str
    confidentiality: str
    basis: str = ""
    purpose: str = ""
    keep_until: str = ""


@dataclass(frozen=True, slots=True)
class Recipient:
    """To whom something went in which she was, or may have been: an export, a briefing."""

    at: str
    who: str
    kind: str
    to: str
    file: str
    is_certain: bool


@dataclass(frozen=True, slots=True)
class PersonReport:
    """All that is kept about one person."""

    id: str
    name: str
    restricted: bool
    values: tuple[KeptValue, ...]
    facts: tuple[KeptFact, ...]
    records: tuple[KeptRecord, ...]
    sources: tuple[KeptSource, ...]
    recipients: tuple[Recipient, ...]
    elsewhere: tuple[KeptRecord, ...] = ()
    files: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    position: tuple[float, float] | None = None


def report_on(store: Store, settings: Settings, wanted: str) -> PersonReport:
    """Return all that is kept about a person.

    Raises:
        UnknownName: nobody, or several, are meant.
    """
    require("protect")
    view, schema = store.view(), store.schema
    subject = find_person(view, schema, wanted)
    record("report", [subject.id])
    search, matcher = search_for(view, subject, Fingers(b"report"))
    traces = list(search.traces())
    said = subject.claims.sources() | {source_of(e) for t in traces for e in _evidence(t) if t.start or t.end}
    sources = {str(n["id"]): n for n in view.nodes_with("Source", sorted(said))}
    ends = {end for t in traces for end in (t.start, t.end)}
    told = [*(t.properties for t in traces if not _is_node_of_hers(t)), *sources.values(), ends]
    redactor = Redactor.of(view, schema, subject.id, told)
    bases, rules = Bases.read(view), read_rules(settings)
    place = subject.properties.get("map_x"), subject.properties.get("map_y")
    records = [_record(t, redactor) for t in traces if t.label in (DECISION, PROPOSAL, ENTRY) and t.book != EXPORTS]
    return PersonReport(
        subject.id,
        subject.name,
        bool(subject.properties.get("restricted")),
        tuple(_values(subject)),
        tuple(_facts(view, schema, traces, redactor)),
        tuple(records),
        tuple(_source(sources[one], redactor, bases, rules) for one in sorted(said) if one in sources),
        tuple(_recipients(view, subject, traces)),
        tuple(_elsewhere(traces, redactor, schema)),
        tuple(naming(settings, matcher)),
        subject.keys,
        (place[0], place[1]) if place[0] is not None and place[1] is not None else None,
    )


def _is_node_of_hers(trace: Trace) -> bool:
    return trace.fate == "delete" and trace.label == "Person"


def _values(subject: Subject) -> Iterator[KeptValue]:
    for name, is_former in (("claims", False), ("former_claims", True)):
        for (kind, value, _), evidence in Claims.parse(subject.properties.get(name) or ()).items.items():
            for item in evidence:
                source, _, place = item.partition("#")
                yield KeptValue(kind.rstrip("?!~-"), value, source, place, is_former)


def _facts(view: View, schema: Schema, traces: Iterable[Trace], redactor: Redactor) -> Iterator[KeptFact]:
    found = [t for t in traces if t.label in schema.relationships and t.fate == "delete"]
    names = _names(view, schema, {end for t in found for end in (t.start, t.end)})
    for trace in found:
        f = trace.properties
        other = trace.end if trace.start == redactor.own else trace.start
        shown = OTHER if other in redactor.people else names.get(other, other)
        role, begin, end = (str(redactor.text(f.get(name) or "")) for name in ("role", "valid_from", "valid_to"))
        evidence = tuple((e.partition("#")[0], str(redactor.text(e.partition("#")[2]))) for e in _evidence(trace))
        yield KeptFact(
            trace.label, shown, role, begin, end, evidence, bool(f.get("retired_at") or f.get("corrected_by"))
        )


def _names(view: View, schema: Schema, ids: Iterable[str]) -> dict[str, str]:
    by_label = schema.by_label(ids)
    return {n["id"]: n["name"] for label, some in by_label.items() for n in view.nodes_with(label, some)}


def _evidence(trace: Trace) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys((*(trace.properties.get("evidence") or ()), *(trace.properties.get("former_evidence") or ())))
    )


def _record(trace: Trace, redactor: Redactor) -> KeptRecord:
    said = {
        name: value for name, value in trace.properties.items() if name not in ("id", "book", "who", "at") and value
    }
    if isinstance(said.get("body"), str):
        said = json.loads(said["body"])
    who, at = str(trace.properties.get("who") or ""), str(trace.properties.get("at") or "")
    return KeptRecord(trace.book or trace.label.lower(), trace.id, who, at, redactor.text(said))


def _source(node: Mapping[str, Any], redactor: Redactor, bases: Bases, rules: RetentionRules) -> KeptSource:
    name, kind, day, at = (str(redactor.text(node.get(n) or "")) for n in ("name", "kind", "date", "recorded_at"))
    basis = bases.of(str(node["id"]))
    by, level = str(node.get("recorded_by") or ""), str(node.get("confidentiality") or "internal")
    return KeptSource(str(node["id"]), name, kind, day, at, by, level, basis.basis, basis.purpose, rules.until(node))


def _recipients(view: View, subject: Subject, traces: Iterable[Trace]) -> Iterator[Recipient]:
    """Yield what went out since she is known: surely with her where she was its subject or in its last edition."""
    sure = {t.id.partition(":")[2] for t in traces if t.book == "briefing"}
    sources = view.nodes_with("Source", subject.claims.sources())
    since = min((str(s.get("recorded_at") or "") for s in sources), default="")
    for entry in view.entries(EXPORTS):
        body = entry.body
        is_sure = body.get("series") in sure or subject.id in body.get("subjects", ())
        if is_sure or entry.at >= since:
            kind = str(body.get("kind") or body.get("format") or "")
            yield Recipient(entry.at, entry.who, kind, str(body.get("for") or ""), str(body.get("file") or ""), is_sure)


def _elsewhere(traces: Iterable[Trace], redactor: Redactor, schema: Schema) -> Iterator[KeptRecord]:
    """Yield where she is named in what is stored about others: titles of sources, names of events, roles."""
    for trace in traces:
        if trace.fate == "change" and (trace.label in schema.nodes or trace.label in schema.relationships):
            touched = {n: v for n, v in trace.properties.items() if n != "id" and v != trace.changed.get(n)}
            yield KeptRecord(trace.label, trace.id, "", "", redactor.text(touched))
