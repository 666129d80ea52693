"""What a person decides about proposals: accepted, they become facts with the sentence as their place; all can be undone."""

import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from graph.errors import UsageError
from graph.model.dates import parse_date
from graph.model.facts import Record
from graph.model.fold import fold, visible
from graph.model.proposals import Proposal, State
from graph.store import Access
from graph.store.accepting import Settlement
from ingest.documents import keeping
from ingest.documents.record import record

CORRECTABLE = ("name", "role", "organisation", "event", "date", "other")
Corrections = Mapping[str, Mapping[str, str]]
_LONGEST = 300
_NOTHING: Corrections = {}


@dataclass(slots=True)
class Settled:
    """What became of proposals: those that were asked for, those that went with them, and what it did to the network."""

    asked: list[Proposal] = field(default_factory=list)
    implied: list[Proposal] = field(default_factory=list)
    created: int = 0
    facts_created: int = 0
    gone: int = 0
    facts_gone: int = 0


def accept(store: Access, ids: Iterable[str], who: str, corrections: Corrections = _NOTHING) -> Settled:
    """Accept proposals with all they need - a function its person and organisation - and write them as facts.

    `corrections` holds other values by proposal and field. What is accepted already is passed over.

    Raises:
        UsageError: no such proposal, one that was refused, or a correction that does not fit.
    """
    checked = {proposal_id: _checked(fields) for proposal_id, fields in corrections.items()}

    def chosen(known: Sequence[Proposal], asked: Collection[str]) -> dict[str, Proposal]:
        open_ones = {p.id: p for p in known if p.state == "open"}
        wanted = {item: _with(open_ones[item], checked.get(item, {})) for item in asked if item in open_ones}
        for p in list(wanted.values()):
            for part in _parts(p, open_ones.values()):
                before = wanted.get(part.id, part)
                wanted[part.id] = _with(before, {**_for_part(p.corrected, p, part), **before.corrected})
        return {p.id: replace(p, state="accepted") for p in wanted.values()}

    return _settle(store, ids, who, chosen, refused="refused")


def refuse(store: Access, ids: Iterable[str], who: str) -> Settled:
    """Refuse proposals; nobody is asked about them again.

    Raises:
        UsageError: no such proposal, or one that was accepted.
    """

    def chosen(known: Sequence[Proposal], asked: Collection[str]) -> dict[str, Proposal]:
        return {p.id: replace(p, state="refused") for p in known if p.id in asked and p.state == "open"}

    return _settle(store, ids, who, chosen, refused="accepted")


def reopen(store: Access, ids: Iterable[str], who: str) -> Settled:
    """Undo decisions: what was accepted, and what needs it, is open again, and the store as if it had never been.

    Raises:
        UsageError: no such proposal.
    """

    def chosen(known: Sequence[Proposal], asked: Collection[str]) -> dict[str, Proposal]:
        accepted = [p for p in known if p.state == "accepted"]
        wanted = {p.id: p for p in known if p.id in asked and p.state != "open"}
        size = -1
        while size != len(wanted):
            size = len(wanted)
            parts = [p for p in wanted.values() if p.state == "accepted"]
            wanted |= {p.id: p for p in accepted if any(part in parts for part in _parts(p, accepted))}
        return {p.id: replace(p, state="open", correction="") for p in wanted.values()}

    return _settle(store, ids, who, chosen)


def accept_above(store: Access, source_id: str, least: float, who: str) -> Settled:
    """Accept the open proposals of a document with at least this confidence, with all they need."""
    ids = [p.id for p in store.view().proposals("open") if p.source_id == source_id and p.confidence >= least]
    return accept(store, ids, who)


def restate(store: Access, source_id: str) -> None:
    """Write again what was accepted of a document, after its source was withdrawn."""
    store.curator().settle_document(source_id, lambda known: Settlement((), _record(known), anew=True), "")


_Choose = Callable[[Sequence[Proposal], Collection[str]], dict[str, Proposal]]


def _settle(store: Access, ids: Iterable[str], who: str, choose: _Choose, *, refused: State | None = None) -> Settled:
    wanted = list(dict.fromkeys(ids))
    sources = {p.id: p for p in store.view().proposals()}
    for proposal_id in wanted:
        if proposal_id not in sources:
            raise UsageError("no_such_proposal", name=proposal_id)
        if refused and sources[proposal_id].state == refused:
            raise UsageError("proposal_decided", name=sources[proposal_id].name, state=refused)
    done = Settled()
    for source_id in dict.fromkeys(sources[proposal_id].source_id for proposal_id in wanted):
        _document(store, source_id, frozenset(wanted), who, choose, done)
    return done


def _document(store: Access, source_id: str, asked: Collection[str], who: str, choose: _Choose, done: Settled) -> None:
    def decide(known: Sequence[Proposal]) -> Settlement:
        changed = choose(known, asked)
        return Settlement(list(changed.values()), _record([changed.get(p.id, p) for p in known]))

    changed, changes = store.curator().settle_document(source_id, decide, who)
    for p in changed:
        (done.asked if p.id in asked else done.implied).append(p)
    done.created += len(changes.created)
    done.facts_created += len(changes.facts_created)
    done.gone += len(changes.retired)
    done.facts_gone += len(changes.facts_retired)


def _record(known: Sequence[Proposal]) -> Record:
    accepted = [p for p in known if p.state == "accepted"]
    return record(map(keeping.read, accepted), accepted[0].document) if accepted else Record((), ())


def _parts(p: Proposal, others: Iterable[Proposal]) -> list[Proposal]:
    """Return the proposals without which one can not stand: the person, the organisation and the event it names."""
    said = keeping.read(replace(p, correction=""))
    needs = {("organisation", fold(said.organisation)), ("event", fold(said.event))}
    if p.kind in keeping.OF_A_PERSON:
        needs |= {("person", keeping.name_key(said)), ("person", keeping.other_key(said))}
    return [
        o
        for o in others
        if o.id != p.id and (o.kind, keeping.name_key(keeping.read(replace(o, correction="")))) in needs
    ]


def _for_part(corrected: Mapping[str, str], whole: Proposal, part: Proposal) -> dict[str, str]:
    """Return what a correction of a function or membership says about its person, organisation or event."""
    if part.kind == "person":
        said = keeping.read(replace(whole, correction=""))
        second = whole.kind == "acquaintance" and keeping.other_key(said) == keeping.name_key(keeping.read(part))
        field_of = "other" if second else "name"
        return {"name": corrected[field_of]} if field_of in corrected else {}
    if part.kind in corrected and part.kind != whole.kind:
        return {"name": corrected[part.kind]}
    return {}


def _with(p: Proposal, corrected: Mapping[str, str]) -> Proposal:
    """Return a proposal with a correction, in which only what differs from the reading stands."""
    read = keeping.read(replace(p, correction=""))
    differing = {name: value for name, value in corrected.items() if value != getattr(read, name)}
    return replace(p, correction=json.dumps(differing, ensure_ascii=False, sort_keys=True) if differing else "")


def _checked(fields: Mapping[str, str]) -> dict[str, str]:
    return {name: _value(name, value) for name, value in fields.items()}


def _value(name: str, value: str) -> str:
    if name not in CORRECTABLE:
        raise UsageError("proposal_field", name=name, known=", ".join(CORRECTABLE))
    text = visible(value)
    if len(text) > _LONGEST or (name in ("name", "other") and not fold(text)):
        raise UsageError("proposal_value", name=name, value=text[:60])
    if name == "date" and text:
        try:
            return parse_date(text)
        except ValueError as error:
            raise UsageError("proposal_value", name=name, value=text[:60]) from error
    return text
