"""Proposals as the store keeps them until a person decides: each statement of a document once, nothing twice."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace

from graph.model import proposals as kept
from graph.model.facts import Source, digest
from graph.model.fold import fold
from graph.names.person import parse_person
from ingest.documents.document import Document
from ingest.documents.proposal import TextProposal

OF_A_PERSON = ("function", "membership", "participation", "acquaintance")


def keep(proposals: Iterable[TextProposal], document: Document, source: Source) -> list[kept.Proposal]:
    """Return what a person is to decide about, in the order of the text.

    A date alone says nothing and is left out. What a document says several times is asked once, at its surest place;
    what a person is and where is asked by the function or membership, and not by the name as well.
    """
    asked = [p for p in proposals if p.kind != "date" and fold(p.name)]
    stated = {(p.start, p.end, p.role, p.organisation) for p in asked if p.kind in ("function", "membership")}
    best: dict[tuple[str, ...], TextProposal] = {}
    for p in asked:
        if p.kind == "person" and (p.start, p.end, p.role, p.organisation) in stated:
            p = replace(p, role="", organisation="")
        says = (p.kind, *_who(p), *map(fold, (p.role, p.organisation, p.event, p.date)))
        if says not in best or best[says].confidence < p.confidence:
            best[says] = p
    stored = json.dumps(asdict(source), ensure_ascii=False, sort_keys=True)
    return [
        _kept(p, says, document, source, stored) for says, p in sorted(best.items(), key=lambda found: found[1].start)
    ]


def _kept(p: TextProposal, says: Sequence[str], document: Document, source: Source, stored: str) -> kept.Proposal:
    payload = {name: value for name, value in asdict(p).items() if name != "sentence"}
    payload["mark"] = _mark(p, document.text)
    return kept.Proposal(
        id=f"pro-{digest(source.id, *says)}",
        source_id=source.id,
        source=stored,
        kind=p.kind,
        name=p.name,
        sentence=p.sentence,
        start=p.start,
        end=p.end,
        confidence=p.confidence,
        payload=json.dumps(payload, ensure_ascii=False, sort_keys=True),
    )


def read(proposal: kept.Proposal) -> TextProposal:
    """Return a kept proposal as it shall be written: with what was corrected, at the place it was read."""
    fields = {name: value for name, value in json.loads(proposal.payload).items() if name != "mark"}
    return TextProposal(**{**fields, "sentence": proposal.sentence, **proposal.corrected})


def mark(proposal: kept.Proposal) -> tuple[int, int]:
    """Return where in its sentence the mention stands, (0, 0) where that is not known."""
    start, end = json.loads(proposal.payload).get("mark", (0, 0))
    return int(start), int(end)


def name_key(p: TextProposal) -> str:
    """Return the name in the form in which mentions of one actor are the same."""
    return parse_person(p.name).key if p.kind in ("person", *OF_A_PERSON) else fold(p.name)


def other_key(p: TextProposal) -> str:
    """Return the second person of an acquaintance in the form in which mentions of one actor are the same, else ""."""
    return parse_person(p.other).key if p.other else ""


def _who(p: TextProposal) -> list[str]:
    """Return whom a proposal is about; two who know each other in either order are the same."""
    return sorted((name_key(p), other_key(p))) if p.other else [name_key(p)]


def _mark(p: TextProposal, text: str) -> tuple[int, int]:
    """Return where the mention stands in the sentence as it is shown: gaps are one blank there."""
    before, mention = text[p.offset : p.start], " ".join(text[p.start : p.end].split())
    shown = " ".join(before.split())
    start = len(shown) + (1 if shown and before[-1].isspace() else 0)
    return (start, start + len(mention)) if p.sentence.startswith(mention, start) else (0, 0)
