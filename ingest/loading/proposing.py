"""The way of proposals into the store: they are kept for somebody to decide, and nothing else is written."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from graph.columns import Keeper
from graph.model.facts import Source
from graph.model.proposals import Proposal
from graph.network import Network
from graph.store import Access
from graph.store.changes import Changes
from ingest.documents.accepting import accept_above, restate
from ingest.loading.erased_people import Gate
from ingest.loading.report import FileReport
from ingest.records import Note


@dataclass(frozen=True, slots=True)
class DocumentReport(FileReport):
    """The report on a document: how many proposals are new, wait, and were decided before."""

    proposed: int = 0
    undecided: int = 0
    decided: int = 0

    def as_json(self, language: str) -> dict[str, Any]:
        """Return the report as JSON values."""
        counts = {"new": self.proposed, "open": self.undecided, "decided": self.decided}
        return {**super(DocumentReport, self).as_json(language), "proposals": counts}


def propose(
    store: Access,
    source: Source,
    proposed: Callable[[Network], Sequence[Proposal]],
    gate: Gate,
    *,
    dry_run: bool = False,
) -> DocumentReport:
    """Keep what a document seems to say until somebody decides; a document that is known is not read again.

    Of one that had been withdrawn, what was accepted is stated again.
    """
    known = [p for p in store.view().proposals() if p.source_id == source.id]
    report = DocumentReport(source.file, source.id, 0, [], gate.notes, Changes(), dry_run)
    if known:
        if not dry_run and _is_withdrawn(store, source.id):
            restate(store, source.id)
        waiting = sum(p.state == "open" for p in known)
        return _told(replace(report, undecided=waiting, decided=len(known) - waiting))
    found = gate.proposals(proposed(Keeper(store.snapshots).ahead(store.view())))
    if found and not dry_run:
        store.curator().propose(found)
    return _told(replace(report, proposed=len(found), undecided=len(found)))


def as_dry_run(report: DocumentReport) -> DocumentReport:
    """Return a report that says what would be, of a document whose proposals were rolled back."""
    notes = [
        replace(note, key="note_proposals_dry") if note.key == "note_proposals" and report.proposed else note
        for note in report.notes
    ]
    return replace(report, notes=notes, dry_run=True)


def with_accepted(store: Access, report: DocumentReport, least: float, who: str) -> DocumentReport:
    """Accept the proposals of a loaded document from a certainty on, and return the report that says so."""
    done = accept_above(store, report.source, least, who)
    now = len(done.asked) + len(done.implied)
    told = replace(report, undecided=report.undecided - now, decided=report.decided + now)
    kept = [note for note in report.notes if not note.key.startswith("note_proposals")]
    said = Note(
        "note_proposals_accepted",
        context={
            "count": len(done.asked),
            "implied": len(done.implied),
            "least": f"{least:g}",
            "rest": told.undecided,
            "source": report.source,
        },
    )
    return replace(told, notes=[*kept, said])


def _told(report: DocumentReport) -> DocumentReport:
    key = "note_proposals_known" if not report.proposed and report.decided + report.undecided else "note_proposals"
    key = key if report.undecided or report.decided else "note_proposals_none"
    key = "note_proposals_dry" if report.dry_run and report.proposed else key
    note = Note(key, context={"count": report.undecided, "decided": report.decided, "source": report.source})
    return replace(report, notes=[*report.notes, note])


def _is_withdrawn(store: Access, source_id: str) -> bool:
    return any(s.get("withdrawn_at") for s in store.view().sources(id=source_id))
