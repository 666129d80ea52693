"""Curating: what people decide about what is stored. Merging, parting, withdrawing; proposals and their fate."""

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from typing import Any, TypeVar

from graph.access.acts import UPKEEP, act, acting
from graph.access.rights import right_for_book
from graph.bookkeeping import DECISION, ENTRY, PROPOSAL
from graph.errors import UsageError
from graph.model.decisions import Decision, Judgement
from graph.model.facts import digest, is_entered
from graph.model.ledger import LedgerEntry
from graph.model.proposals import Proposal
from graph.model.schema import Schema
from graph.store import accepting, cypher, entering, merging, withdrawal
from graph.store.changes import Changes
from graph.store.merging import Reasons
from graph.store.owed import JOINED, OWED_WITHDRAWALS, OwedWithdrawal, join_id, owed_withdrawals
from graph.store.progress import Progress, unheard
from graph.store.running import Running
from graph.store.sources import correct_source
from graph.store.stored import States
from graph.store.transaction import Tx
from graph.store.unhidden import unhidden

_log = logging.getLogger(__name__)  # ids and numbers only: a log is read by others than the data
T = TypeVar("T")
CORRECTIONS = "source_correction"  # the book of the ledger that says who corrected which source


@contextmanager
def _in_books(books: Iterable[str], name: str = "note") -> Iterator[None]:
    """Write into books of the ledger, each of which needs its right."""
    with ExitStack() as acts:
        for book in dict.fromkeys(books):
            acts.enter_context(acting(right_for_book(book), name, book=book))
        yield


@dataclass(frozen=True, slots=True)
class Curator:
    """Each call holds the store's write lock and is one transaction, except for the withdrawal of a large source."""

    running: Running
    schema: Schema
    clock: Callable[[], datetime]

    @act("decide")
    def merge(self, keep: str, other: str, reasons: Reasons) -> Decision:
        """Make `other` part of `keep` and return the decision, by whose id it can be undone.

        Raises:
            UsageError: they can not be merged.
            StoreUnavailable: the database went away; nothing was changed.
        """
        return self._decide("same", keep, other, reasons)

    @act("decide")
    def part(self, a: str, b: str, reasons: Reasons) -> Decision:
        """Remember that two nodes are different: nobody is asked about them again.

        Raises:
            UsageError: one of them does not exist, or both are one.
        """
        return self._decide("different", a, b, reasons)

    @act("decide")
    def undo(self, decision_id: str, who: str) -> Decision:
        """Undo a decision; the nodes of a merge are as they were, and stay apart.

        Raises:
            UsageError: no such decision, it is undone already, or the nodes have been merged otherwise since.
        """

        def work(states: States) -> Decision:
            decision = self._decision(states, decision_id)
            if decision.judgement == "same":
                merging.unmerge(states, decision, self._now())
                self._weigh_again(states, states.owners({*decision.keys, *decision.keep_keys}).values())
            undone = replace(decision, undone_at=self._now(), undone_by=who)
            self._keep(states, undone)
            return undone

        undone = self._write(work)
        _log.info(
            "undone%s: %s (%s) of %s and %s", self.running.mark, undone.id, undone.judgement, undone.keep, undone.other
        )
        return undone

    @act("withdraw")
    def withdraw(
        self,
        source_id: str,
        who: str,
        *,
        replaced_by: str = "",
        dry_run: bool = False,
        progress: Progress = unheard,
    ) -> Changes:
        """Take back all that a source says and return what that changes; loading it again brings it back.

        Readers leave the source out from the first moment; a withdrawal that broke off is finished by another one.

        Raises:
            UsageError: no such source.
        """
        if is_entered(source_id) and not dry_run:
            return self.take_back(source_id, who)[1]
        owed = OwedWithdrawal(source_id, who, replaced_by)
        with self.running.alone():
            if dry_run:
                return self._take_all_back(source_id, self._affected(source_id), progress, dry_run=True)
            self._transact(partial(self._mark, source_id, owed.begun()))
            return self._end(owed, self._affected(source_id), progress)

    @act(UPKEEP)
    def finish_owed(self) -> int:
        """Do what a broken run left to be done and return how many withdrawals that were."""
        with self.running.alone():
            owed = self.running.look(lambda tx: owed_withdrawals(tx.read(OWED_WITHDRAWALS)))
            for one in owed:
                self._end(one, self._affected(one.source))
        return len(owed)

    @act("import")
    def supersede(self, source_id: str, who: str, replaced_by: str) -> Changes | None:
        """Withdraw a source that another one takes the place of, inside a unit of work, and return what that changes.

        Of one that is too large for that, readers see nothing any more, and None comes back: its withdrawal is owed.

        Raises:
            UsageError: no such source.
        """
        found, owed = self._affected(source_id), OwedWithdrawal(source_id, who, replaced_by)
        if withdrawal.fits(found):
            return self._end(owed, found)
        self._transact(partial(self._mark, source_id, owed.begun()))
        return None

    def said_by(self, source_id: str) -> list[str]:
        """Return the ids of the nodes a source says something about."""
        return self._affected(source_id).nodes

    @act("import")
    def joined(self, source_id: str) -> None:
        """Note that what a load made certain is merged: that is not owed any more."""
        self._write(lambda states: states.tx.write(JOINED, id=join_id(source_id)))

    @act("import")
    def propose(self, proposals: Iterable[Proposal]) -> int:
        """Keep proposals for somebody to decide and return how many are new; those decided before stay decided."""
        wanted = {proposal.id: proposal for proposal in proposals}

        def work(states: States) -> int:
            known = {row["n"]["id"] for row in states.tx.read(cypher.read_bookkeeping(PROPOSAL))}
            new = [p for proposal_id, p in wanted.items() if proposal_id not in known]
            states.write(cypher.write_bookkeeping(PROPOSAL), [p.stored() for p in new])
            return len(new)

        return self._write(work)

    @act("decide")
    def settle(self, proposal_ids: Sequence[str], state: str, who: str) -> None:
        """Mark proposals as accepted, refused, or open again."""
        at = self._now()
        rows = [{"id": item, "state": state, "who": who, "at": at} for item in proposal_ids]
        self._write(lambda states: states.write(cypher.write_bookkeeping(PROPOSAL), rows))

    @act("decide")
    def settle_document(self, source_id: str, decide: accepting.Decide, who: str) -> tuple[list[Proposal], Changes]:
        """Change proposals of one document as `decide` says, write what is accepted of it then, and return both.

        `decide` gets the document's proposals as they are inside the transaction, in the order of their places.
        """
        at = self._now()
        settled, changes = self._write(lambda states: accepting.settle(states, source_id, decide, who, at))
        _log.info("settled%s: %d proposals of %s, %s", self.running.mark, len(settled), source_id, changes.counts())
        return settled, changes

    @act("correct")
    def correct_source(self, source_id: str, fields: Mapping[str, str], who: str, why: str = "") -> LedgerEntry | None:
        """Give a source another title, publisher, date and so on, and return the entry of the ledger that says so.

        Later loads leave corrected fields alone; None comes back where nothing differs.

        Raises:
            UsageError: no such source, or a field or value it can not have.
        """
        at = self._now()

        def work(states: States) -> LedgerEntry | None:
            before, after = correct_source(states.tx, self.schema, source_id, fields)
            if not after:
                return None
            body = {"source": source_id, "before": before, "after": after, "why": why}
            entry = LedgerEntry(CORRECTIONS, digest(source_id, at), who, at, body)
            states.write(cypher.write_bookkeeping(ENTRY), [entry.stored()])
            return entry

        noted = self._write(work)
        _log.info("correction of %s: %d fields", source_id, len(noted.body["after"]) if noted else 0)
        return noted

    @act("enter")
    def enter(self, make: Callable[[str], entering.HandEntry], who: str) -> tuple[LedgerEntry, Changes]:
        """Write what somebody enters by hand and return the entry of the ledger, and what that changes.

        `make` gets the moment, which tells the order of corrections of one value: after that of every earlier entry,
        also where the clock has been put back since.

        Raises:
            UsageError: what it is about has changed since it was looked at.
            StoreUnavailable: the database went away; nothing was written.
        """

        def work(states: States) -> tuple[LedgerEntry, Changes]:
            at = entering.moment_after(states, self._now())
            return entering.enter(states, make(at), who, at)

        noted, changes = self._write(work)
        _log.info("entered%s: %s, %s", self.running.mark, noted.id, changes.counts())
        return noted, changes

    @act("enter")
    def take_back(self, entry_id: str, who: str) -> tuple[LedgerEntry, Changes]:
        """Undo what somebody entered by hand: the network is as if it had never been, the ledger says who undid it.

        Raises:
            UsageError: no such entry, or it is undone already.
        """
        at = self._now()
        undone, changes = self._write(lambda states: entering.take_back(states, entry_id, who, at))
        _log.info("entry undone%s: %s, %s", self.running.mark, entry_id, changes.counts())
        return undone, changes

    def note(self, entries: Iterable[LedgerEntry]) -> None:
        """Write entries into the ledger, with the time of now; one with a known id takes the place of the earlier.

        Raises:
            UsageError: it would take a name that was hidden from who reads out of the earlier one.
        """
        at, found = self._now(), list(entries)

        def work(states: States) -> None:
            rows = [replace(entry, at=at).stored() for entry in unhidden(states, found)]
            states.write(cypher.write_bookkeeping(ENTRY), rows)

        with _in_books(entry.book for entry in found):
            self._write(work, changes_data=False)

    def strike(self, book: str, entry_ids: Iterable[str]) -> None:
        """Delete entries of the ledger; those that are not there are passed over."""
        ids = [f"{book}:{entry_id}" for entry_id in entry_ids]
        statement = cypher.delete_bookkeeping(ENTRY)
        with _in_books([book], "strike"):
            self._write(lambda states: states.tx.write(statement, ids=ids), changes_data=False)

    def _weigh_again(self, states: States, nodes: Iterable[str]) -> None:
        """Let corrections of facts hold for what was stated under other keys of the same nodes."""
        if states.tx.read(cypher.A_CORRECTION).single() is not None:
            for node in set(nodes):
                entering.weigh(states, states.edges(node), Changes())

    def _decide(self, judgement: Judgement, keep: str, other: str, reasons: Reasons) -> Decision:
        def work(states: States) -> Decision:
            decision = merging.decide(states, judgement, keep, other, reasons, self._now())
            if judgement == "same":
                merging.merge(states, decision)
                self._weigh_again(states, [keep])
            self._keep(states, decision)
            return decision

        decision = self._write(work)
        _log.info("decided%s: %s (%s) of %s and %s", self.running.mark, decision.id, judgement, keep, other)
        return decision

    def _decision(self, states: States, decision_id: str) -> Decision:
        rows = (row["n"] for row in states.tx.read(cypher.read_bookkeeping(DECISION)))
        found = next((Decision.parse(row) for row in rows if row["id"] == decision_id), None)
        if found is None:
            raise UsageError("no_such_decision", name=decision_id)
        if not found.stands:
            raise UsageError("already_undone", name=decision_id)
        return found

    def _keep(self, states: States, decision: Decision) -> None:
        states.write(cypher.write_bookkeeping(DECISION), [decision.stored()])

    def _affected(self, source_id: str) -> withdrawal.Affected:
        return self.running.look(lambda tx: withdrawal.affected(States(tx, self.schema), source_id))

    def _end(self, owed: OwedWithdrawal, found: withdrawal.Affected, progress: Progress = unheard) -> Changes:
        """Take all back, and mark the source as withdrawn."""
        changes = self._take_all_back(owed.source, found, progress)
        self._transact(partial(self._mark, owed.source, owed.done(self._now())))
        return changes

    def _take_all_back(
        self,
        source_id: str,
        found: withdrawal.Affected,
        progress: Progress,
        *,
        dry_run: bool = False,
    ) -> Changes:
        changes, done = Changes(), 0
        for part in withdrawal.parts(found):
            changes.add(self._take_back(source_id, part, dry_run=dry_run))
            done += len(part.nodes) + len(part.facts)
            progress(done, len(found.nodes) + len(found.facts))
        mark = " (dry run)" if dry_run else self.running.mark
        _log.info("withdrawal of %s%s: %s", source_id, mark, changes.counts())
        return changes

    def _take_back(self, source_id: str, part: withdrawal.Affected, *, dry_run: bool) -> Changes:
        def work(states: States) -> Changes:
            changes = Changes()
            withdrawal.take_back(states, part, source_id, self._now(), changes)
            return changes

        return self._transact(work, rehearse=dry_run)

    def _mark(self, source_id: str, properties: dict[str, Any], states: States) -> None:
        if states.tx.read(cypher.READ_SOURCE, id=source_id).single() is None:
            raise UsageError("no_such_source", name=source_id)
        states.tx.write(cypher.MERGE_SOURCE, id=source_id, properties=properties)

    def _write(self, work: Callable[[States], T], *, changes_data: bool = True) -> T:
        with self.running.alone():
            return self._transact(work, changes_data=changes_data)

    def _transact(self, work: Callable[[States], T], *, changes_data: bool = True, rehearse: bool = False) -> T:
        def in_transaction(tx: Tx) -> T:
            tx.changed |= changes_data
            return work(States(tx, self.schema))

        return self.running.rehearse(in_transaction) if rehearse else self.running.write(in_transaction)

    def _now(self) -> str:
        return self.clock().astimezone(UTC).isoformat(timespec="microseconds")
