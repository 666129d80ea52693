"""What is done is logged, a line each; who and what it was about is not: a log goes to other people than the data."""

import json
import logging
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from graph.model.facts import Entity, Fact, Record, Source
from graph.model.fold import fold
from graph.model.ledger import LedgerEntry
from graph.model.proposals import Proposal
from graph.store import Store
from graph.store.accepting import Settlement
from graph.store.export import write_export
from graph.store.merging import Reasons

PLANTED = "Plantagenet"
WHO = f"Zenobia {PLANTED}"
LIST = Source(
    title=f"Liste {PLANTED}", sha256="a" * 64, kind="list", publisher=WHO, file=f"{PLANTED}.csv", recorded_by=WHO
)
REPORT = Source(title=f"Bericht {PLANTED}", sha256="b" * 64, kind="report", file=f"{PLANTED}.txt")
HOUSE = Entity("Organisation", (f"org:haus {PLANTED.lower()}",), f"Haus {PLANTED}", "row 1")
ONE, TWO = (
    Entity("Person", (f"mail:{name}@{PLANTED.lower()}.example",), f"{name.title()} {PLANTED}", "row 2")
    for name in ("zenobia", "z")
)
WORKS = Fact("WORKS_FOR", ONE.key, HOUSE.key, "row 2", f"Leiterin {PLANTED}")


def test_every_act_is_a_line_and_none_names_anybody(
    store: Store, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, logger="graph")
    curator = store.curator()
    store.writer().load(LIST, [Record((HOUSE, ONE, TWO), (WORKS,))], dry_run=True)
    store.writer().load(LIST, [Record((HOUSE, ONE, TWO), (WORKS,))])
    keep, other = sorted(n["id"] for n in store.view().nodes("Person"))
    decision = curator.merge(keep, other, Reasons(WHO, f"dieselbe {PLANTED}", (PLANTED,)))
    curator.undo(decision.id, WHO)
    curator.correct_source(LIST.id, {"publisher": f"Amt {PLANTED}"}, WHO, PLANTED)
    curator.note([LedgerEntry("finding", "f1", WHO, body={"note": PLANTED})])
    curator.propose([_proposal()])
    curator.settle_document(REPORT.id, _accept, WHO)
    write_export(store.view(), store.schema, tmp_path / f"{PLANTED}.jsonl")
    curator.withdraw(LIST.id, WHO)
    store.erase_everything()
    store.migrate()
    store.restore(tmp_path / f"{PLANTED}.jsonl")
    ours = [record for record in caplog.records if record.name.startswith("graph")]
    said = [record.getMessage() for record in ours]
    starts = (
        *("load of", "load of", "decided", "undone", "correction", "settled", "exported"),
        *("withdrawal of", "everything erased", "migrated", "restored"),
    )
    assert [text.startswith(start) for text, start in zip(said, starts, strict=True)] == [True] * len(starts)
    assert (
        said[1] == f"load of {LIST.id}: 1 records, nodes 4 new, 0 changed, 0 retired; facts 1 new, 0 changed, 0 retired"
    )
    assert {record.levelno for record in ours} == {logging.INFO}
    told = fold(" ".join([*said, *(str(record.args) for record in ours)]))
    assert fold(PLANTED) not in told
    assert "zenobia" not in told


def _accept(known: Sequence[Proposal]) -> Settlement:
    return Settlement([replace(proposal, state="accepted") for proposal in known], Record((ONE,), ()))


def _proposal() -> Proposal:
    source = json.dumps(asdict(REPORT))
    return Proposal("pro-1", REPORT.id, source, "person", PLANTED, f"{PLANTED} kam.", 0, 4, 0.9, "{}")
