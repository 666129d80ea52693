"""A load in several transactions that broke off is taken back at the next start.

It can not be finished by itself, since the file it came of is not kept. Nobody has seen any of it, so what only it said
is deleted, not retired, as if it had never been; a key it told of somebody who was known before stays, since nobody can
say whose it was first. A source that was withdrawn before is withdrawn again.
"""

import logging
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, NamedTuple

from graph.bookkeeping import KEY, META
from graph.model.claims import Claims, source_of
from graph.model.schema import Schema
from graph.store import cypher, withdrawal
from graph.store.batch_size import batched
from graph.store.changes import Changes
from graph.store.cypher import Write, nothing
from graph.store.owed import OWED_JOIN, join_id
from graph.store.running import OwnTransactions
from graph.store.stored import NodeSaid, States
from graph.store.transaction import Tx

_log = logging.getLogger(__name__)  # ids and numbers only: a log is read by others than the data
BROKEN_OFF = (
    "MATCH (n:Source) WHERE n.unfinished = true AND (n.withdrawn_by IS NULL OR n.withdrawn_at IS NOT NULL) "
    "RETURN n.id AS source, n.name AS name, n.file AS file, n.withdrawn_at AS withdrawn_at"
)
TOLD = f"MATCH (o:{META}) WHERE o.taken_back IS NOT NULL RETURN o.name AS name, o.file AS file, o.taken_back AS at"
BEGIN = Write(f"MERGE (o:{META} {{id: $id}}) SET o.source = $source, o.place = $place, o.taken_back = null", nothing)
TELL = Write(
    f"MERGE (o:{META} {{id: $id}}) SET o.source = $source, o.name = $name, o.file = $file, o.taken_back = $at", nothing
)


class BrokenOff(NamedTuple):
    """A load that broke off: its source, what it is called, and since when that was withdrawn before it, or ""."""

    source: str
    name: str
    file: str
    withdrawn_at: str


class TakenBack(NamedTuple):
    """A load that broke off and was taken back: what it was called, and when."""

    name: str
    file: str
    at: str


def broken_off(rows: Iterable[Mapping[str, Any]]) -> list[BrokenOff]:
    """Return what the rows of `BROKEN_OFF` tell, by source; loads that go on are among it."""
    return sorted(BrokenOff(r["source"], r["name"], r["file"] or "", r["withdrawn_at"] or "") for r in rows)


def taken_back(rows: Iterable[Mapping[str, Any]]) -> list[TakenBack]:
    """Return what the rows of `TOLD` tell, the latest first."""
    return sorted((TakenBack(r["name"], r["file"] or "", r["at"]) for r in rows), key=lambda t: t.at, reverse=True)


@dataclass(frozen=True, slots=True)
class TakingBack:
    """Takes back what broke off, under the write lock; `place` is ours, and "" where no other can be told from it."""

    running: OwnTransactions
    schema: Schema
    place: str
    now: Callable[[], str]

    def all_but(self, spared: Collection[str]) -> list[TakenBack]:
        """Take back all that was begun here and is not spared, and return what that was."""
        found = self.running.look(lambda tx: broken_off(tx.read(BROKEN_OFF)))
        ours = [one for one in found if one.source not in spared and self._is_ours(one)]
        return [self._take_back(one) for one in ours]

    def _is_ours(self, one: BrokenOff) -> bool:
        row = self.running.look(lambda tx: tx.read(OWED_JOIN, id=join_id(one.source)).single())
        return not self.place or bool(row and row["place"] == self.place)

    def _take_back(self, one: BrokenOff) -> TakenBack:
        found = self.running.look(lambda tx: withdrawal.affected(States(tx, self.schema), one.source))
        if one.withdrawn_at:
            for part in withdrawal.parts(found):
                self._write(partial(_withdraw_again, part, one))
        else:
            for facts in batched(found.facts, withdrawal.PART):  # before the nodes they lie between
                self._write(partial(_take_from_facts, facts, one.source, self.now()))
            for nodes in batched(found.nodes, withdrawal.PART):
                self._write(partial(_take_from_nodes, nodes, one.source, self.now()))
        told = TakenBack(one.name, one.file, self.now())
        self._write(partial(_end, one, told))
        _log.info("load of %s broke off: %d nodes, %d facts taken back", one.source, len(found.nodes), len(found.facts))
        return told

    def _write(self, work: Callable[[States], object]) -> None:
        def in_transaction(tx: Tx) -> None:
            work(States(tx, self.schema))

        self.running.write(in_transaction)


def _withdraw_again(part: withdrawal.Affected, one: BrokenOff, states: States) -> None:
    withdrawal.take_back(states, part, one.source, one.withdrawn_at, Changes())


def _take_from_facts(facts: Sequence[tuple[str, dict[str, Any]]], source_id: str, at: str, states: States) -> None:
    """Take a source's evidence from facts; those of which nothing is left go."""
    gone: dict[tuple[str, str], list[dict[str, Any]]] = {}
    stay: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for name, fact in facts:
        kept, former = (
            [item for item in fact[which] or () if source_of(item) != source_id] for which in ("evidence", "former")
        )
        row: dict[str, Any] = {"id": fact["id"], "start": fact["start"]}
        key = name, states.schema.label_of(fact["start"])
        if not kept and not former:
            gone.setdefault(key, []).append(row)
            continue
        said = {"evidence": kept, "former_evidence": former or None, "retired_at": None if kept else at}
        stay.setdefault(key, []).append({**row, "properties": said})
    for (name, label), rows in sorted(gone.items()):
        states.write(cypher.delete_facts(name, label), rows)
    for (name, label), rows in sorted(stay.items()):
        states.write(cypher.update_facts(name, label), rows)


def _take_from_nodes(nodes: Sequence[str], source_id: str, at: str, states: States) -> None:
    """Take a source's claims from nodes; those of which nobody else ever said anything go, with their keys."""
    gone: dict[str, list[dict[str, Any]]] = {}
    keys: list[str] = []
    for node_id, n in sorted(states.nodes(nodes).items()):
        claims, former = (Claims.parse(n.get(name) or ()).without({source_id}) for name in ("claims", "former_claims"))
        if claims.items or former.items:
            since = "" if claims.items else at
            states.restate([states.described(NodeSaid(node_id, claims, n["keys"], n, since, former, n["name"]))])
        else:
            gone.setdefault(states.schema.label_of(node_id), []).append({"id": node_id})
            keys += n["keys"]
    for part in batched(sorted(keys), withdrawal.PART):
        states.tx.write(cypher.delete_bookkeeping(KEY), ids=part)
    for label, rows in sorted(gone.items()):
        states.write(cypher.delete_nodes(label), rows)


def _end(one: BrokenOff, told: TakenBack, states: States) -> None:
    """Let go of the source, and note what became of it until it is loaded again."""
    if one.withdrawn_at:
        states.tx.write(cypher.MERGE_SOURCE, id=one.source, properties={"unfinished": None})
    else:
        states.delete(one.source)
    states.tx.write(TELL, id=join_id(one.source), source=one.source, name=told.name, file=told.file, at=told.at)
