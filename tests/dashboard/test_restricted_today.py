"""Heute names nobody who is restricted, and what is handed on from it keeps every name."""

from datetime import date
from pathlib import Path

import pytest

from dashboard.state import current, today
from dashboard.state.current import Data
from graph.analysis.questions.finding import finding_id
from graph.curation.conversations import PromiseMade, Talk, note_conversation, read_promises
from graph.curation.places import Places
from graph.model.facts import Entity, Record, Source
from graph.model.hidden import HIDDEN
from graph.model.ledger import LedgerEntry
from graph.network import Network
from graph.privacy.restricting import lift, restrict
from graph.store import Store

pytestmark = pytest.mark.embedded

SOURCE = Source(title="Liste", sha256="d" * 64, kind="list", date="2022-01-01")
IDA = "ida@werk.example"
FINDING = {"state": "assigned", "assigned_to": "Otto", "question": "x", "detail": "", "subjects": [], "why": ""}


def test_heute_and_its_handover_name_nobody_who_is_restricted_and_lose_no_name(
    store: Store, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("AKTEURSNETZ_NAME", "Otto")
    monkeypatch.setenv("AKTEURSNETZ_DATA", str(tmp_path))
    monkeypatch.setattr(current, "database", lambda: store)
    people = (("Ida Zqxlauf", IDA), ("Uta Probe", "uta@werk.example"))
    store.writer().load(SOURCE, [Record(tuple(Entity("Person", (f"mail:{m}",), n, m) for n, m in people), ())])
    net = Network.read(store.view())
    uta = next(n.id for n in net.nodes.values() if n.name == "Uta Probe")
    talk = Talk("2026-03-01", (uta,), "-", promises=(PromiseMade("Ida Zqxlauf anrufen", "Otto"),))
    note_conversation(store, net, talk, "Otto", date(2026, 3, 2))
    body = {**FINDING, "title": "Ida Zqxlauf fehlt"}
    store.curator().note([LedgerEntry("finding", finding_id("x", "", []), "Otto", body=body)])
    restrict(store, IDA, "Otto", "bestritten")
    network = Network.read(store.view())
    data = Data(network, Places(network))

    known = today.today(data)
    held = today.held(data, known, "Otto")
    assert {thing.kind for thing in held} == {"promise", "finding"}
    for shown in (str(known.agenda), str(held)):
        assert "Zqxlauf" not in shown
        assert shown.count(HIDDEN) >= 2
    today.hand_over(known, held, [thing.id for thing in held], "Ben")

    lift(store, IDA, "Otto", "geklärt")
    (promise,) = read_promises(store.view())
    (finding,) = store.view().entries("finding")
    assert (promise.text, promise.assigned_to) == ("Ida Zqxlauf anrufen", "Ben")
    assert (finding.body["title"], finding.body["assigned_to"]) == ("Ida Zqxlauf fehlt", "Ben")
