"""How long what sources say of people is kept: rules by source and field, what is over by them, and its deletion.

Who is restricted, or objected, is spared until that is lifted: her data are kept as they are for as long as that is
looked into. What was corrected by hand goes with what it corrects, and not before, so that no wrong value comes back.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from graph.access.acts import acting
from graph.audit import record
from graph.bookkeeping import PLACE, PRIVACY
from graph.errors import UsageError
from graph.model.claims import Claims, source_of
from graph.model.ledger import LedgerEntry
from graph.model.schema import Schema
from graph.privacy import confirming, rebuild
from graph.privacy.removing import Removed, counted, remove
from graph.privacy.traces import Trace, by_id, facts_of
from graph.settings import Settings
from graph.store import Store, Unit
from graph.store.view import View

FILE = "retention.yaml"


class RetentionRule(BaseModel):
    """One rule: of which sources, which field of people ("" all), how many months, and counted from when."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)
    kind: str = ""
    source: str = ""
    field: str = ""
    months: int = Field(ge=1, le=1200)
    since: Literal["date", "recorded_at"] = Field(default="date", alias="from")

    def is_of(self, source: Mapping[str, Any]) -> bool:
        """Return whether the rule is about a source."""
        return self.kind in ("", source.get("kind")) and self.source in ("", source["id"])

    def ends(self, source: Mapping[str, Any]) -> str:
        """Return the first day on which what the source says is not kept any more, "" where it has no day."""
        recorded = str(source.get("recorded_at") or "")[:10]
        day = str(source.get("date") or "") if self.since == "date" else ""
        return _later(_whole(day) or recorded, self.months)


class RetentionRules(BaseModel):
    """The rules of an office."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    rules: tuple[RetentionRule, ...] = ()

    def until(self, source: Mapping[str, Any]) -> str:
        """Return until when all is kept that a source says of people, "" where no rule says so."""
        return min(filter(None, (r.ends(source) for r in self.rules if not r.field and r.is_of(source))), default="")


def read_rules(settings: Settings) -> RetentionRules:
    """Return the rules of the data folder, or those the program comes with: none.

    Raises:
        UsageError: the file can not be read.
    """
    own = settings.data.expanduser() / FILE
    try:
        text = own.read_text(encoding="utf-8") if own.exists() else _packaged()
        return RetentionRules.model_validate(yaml.safe_load(text) or {})
    except (OSError, ValueError, ValidationError, yaml.YAMLError) as error:
        raise UsageError("privacy_rules", file=str(own), detail=str(error).splitlines()[0]) from error


def _packaged() -> str:
    return files("graph.privacy").joinpath(FILE).read_text(encoding="utf-8")


def preview(view: View, schema: Schema, rules: RetentionRules, today: date) -> Removed:
    """Return what is over by the rules; nothing is changed."""
    return counted(_over(view, schema, rules, today))


def is_alone_for_whole_people(found: Removed, settings: Settings) -> bool:
    """Return whether a run would take whole people where an erasure needs two: a run is one person's."""
    return bool(found.deleted.get("Person")) and confirming.needs_second(settings)


def apply(store: Store, settings: Settings, rules: RetentionRules, today: date, who: str) -> Removed:
    """Delete what is over, with its people where nothing else is said of them, and return how much that was.

    Nobody is kept from coming back: who is in a newer list is kept by that. `rebuild.settle` does the rest, with the
    store closed.

    Raises:
        NotAllowed: the person at the desk has no right to it.
        StoreError: the database is away or busy, or the log can not be written.
    """
    with acting("protect", "retention"):
        if not (found := list(_over(store.view(), store.schema, rules, today))):
            return Removed()
        record("retention", _people(store.schema, found))
        rebuild.owe(settings)
        return remove(store, lambda view: _over(view, store.schema, rules, today), partial(_note, who))


def _people(schema: Schema, traces: Iterable[Trace]) -> set[str]:
    touched = {one for t in traces for one in ((t.start, t.end) if t.start else (t.id,))}
    return {one for one in touched if schema.label_of(one) == "Person"}


def _note(who: str, unit: Unit, removed: Removed) -> None:
    at = datetime.now(UTC).isoformat(timespec="seconds")
    body = {"what": "retention", "deleted": dict(removed.deleted), "changed": dict(removed.changed)}
    unit.curator().note([LedgerEntry(PRIVACY, f"retention {at}", who, body=body)])


@dataclass(frozen=True, slots=True)
class _Ended:
    """Which sources are over as a whole, and which fields of which sources; which of them are corrections."""

    whole: frozenset[str]
    fields: frozenset[tuple[str, str]]
    corrections: frozenset[str]

    @property
    def sources(self) -> frozenset[str]:
        """All sources of which something is over."""
        return self.whole | {source for source, _ in self.fields}

    def takes(self, evidence: str, field: str, left: Collection[str]) -> bool:
        """Return whether a piece of evidence is over; `left` are the fields others say something of after the run."""
        source = source_of(evidence)
        if source in self.corrections:
            return (source in self.whole and not left) or ((source, field) in self.fields and field not in left)
        return source in self.whole or (source, field) in self.fields

    def takes_of_fact(self, evidence: str) -> bool:
        """Return whether a piece of evidence of a relationship is over; one corrected goes with its people."""
        source = source_of(evidence)
        return source in self.whole and source not in self.corrections


def _over(view: View, schema: Schema, rules: RetentionRules, today: date) -> Iterator[Trace]:
    """Yield what is over; only what one of the sources that are over has a word in is read."""
    found = list(view.nodes("Source")) if rules.rules else []
    over = [
        (r, s) for r in rules.rules for s in found if r.is_of(s) and (end := r.ends(s)) and end <= today.isoformat()
    ]
    ended = _Ended(
        frozenset(s["id"] for r, s in over if not r.field),
        frozenset((s["id"], r.field) for r, s in over if r.field),
        frozenset(s["id"] for s in found if s.get("kind") == "correction"),
    )
    if not (sources := ended.sources):
        return
    gone, spared = set(), view.restricted()
    for node in view.nodes_said_by("Person", sources):
        if node["id"] in spared:
            continue
        trace = _of_person(schema, node, ended)
        if trace:
            gone |= {trace.id} if trace.fate == "delete" else set()
            yield trace
    for name, kind in schema.relationships.items():
        if "Person" not in (*kind.start, *kind.end):
            continue
        theirs = facts_of(view, name, kind, "Person", gone)
        for row in {**by_id(view.facts_said_by(name, sources)), **theirs}.values():
            if {row["start"], row["end"]} & gone or not {row["start"], row["end"]} & spared:
                yield from _of_fact(schema, name, row, ended, gone)


def _of_person(schema: Schema, node: Mapping[str, Any], ended: _Ended) -> Trace | None:
    before = Claims.parse(node["claims"]), Claims.parse(node.get("former_claims") or ())
    left = _left(before, ended)
    claims, former = (_kept(some, ended, left) for some in before)
    if (claims.items, former.items) == (before[0].items, before[1].items):
        return None
    if not claims.items and not former.items:
        return Trace("Person", str(node["id"]), "delete", node)
    said = (claims if claims.items else former).properties(schema.nodes["Person"])
    kept = {name: node[name] for name in ("keys", "retired_at", *PLACE) if node.get(name) is not None}
    changed = {**kept, "claims": claims.stored(), **said}
    if former.items:
        changed["former_claims"] = former.stored()
    if not claims.items:
        changed.setdefault("retired_at", datetime.now(UTC).isoformat(timespec="seconds"))
    return Trace("Person", str(node["id"]), "change", node, changed)


def _left(all_claims: Iterable[Claims], ended: _Ended) -> set[str]:
    """Return the fields of which something stays that is no correction."""
    items = (one for claims in all_claims for one in claims.items.items())
    said = ((_field(claim), e) for claim, evidence in items for e in evidence)
    return {name for name, e in said if source_of(e) not in ended.corrections and not ended.takes(e, name, ())}


def _kept(claims: Claims, ended: _Ended, left: Collection[str]) -> Claims:
    kept = {
        claim: [e for e in evidence if not ended.takes(e, _field(claim), left)]
        for claim, evidence in claims.items.items()
    }
    return Claims({claim: evidence for claim, evidence in kept.items() if evidence})


def _field(claim: tuple[str, str, str]) -> str:
    return claim[0].rstrip("?!~-")


def _of_fact(schema: Schema, name: str, row: Mapping[str, Any], ended: _Ended, gone: Iterable[str]) -> Iterator[Trace]:
    f, ends = row["f"], (str(row["start"]), str(row["end"]))
    if not any(schema.label_of(end) == "Person" for end in ends):
        return
    evidence, former = (
        [e for e in f.get(n) or () if not ended.takes_of_fact(e)] for n in ("evidence", "former_evidence")
    )
    if {*ends} & {*gone} or not (evidence or former):
        yield Trace(name, str(f["id"]), "delete", f, {}, *ends)
    elif len(evidence) < len(f["evidence"]) or len(former) < len(f.get("former_evidence") or ()):
        kept = {n: v for n, v in f.items() if n not in ("id", "evidence", "former_evidence")}
        retired = (
            {} if evidence else {"retired_at": f.get("retired_at") or datetime.now(UTC).isoformat(timespec="seconds")}
        )
        changed = {**kept, "evidence": evidence, **({"former_evidence": former} if former else {}), **retired}
        yield Trace(name, str(f["id"]), "change", f, changed, *ends)


def _whole(day: str) -> str:
    """Return the last day a date can mean: that of a year or a month where it says no more."""
    return {4: f"{day}-12-31", 7: f"{day}-28", 10: day}.get(len(day), "")


def _later(day: str, months: int) -> str:
    if not day:
        return ""
    then = date.fromisoformat(day)
    year, month = divmod(then.year * 12 + then.month - 1 + months, 12)
    return date(year, month + 1, min(then.day, 28)).isoformat()


def rules_file(settings: Settings) -> Path:
    """Return where the office keeps its rules."""
    return settings.data.expanduser() / FILE
