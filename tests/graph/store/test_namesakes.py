"""People whom one place names alike: each has an entry, and loading again makes no third; the same on both engines."""

import json
from collections.abc import Sequence
from dataclasses import asdict, replace

from graph.model.facts import Entity, Fact, Record, Source
from graph.model.proposals import Proposal, State
from graph.store import Store
from graph.store.accepting import Settlement
from graph.store.consistency import check
from graph.store.export import lines

SOURCE = Source(title="Bericht", sha256="a" * 64, kind="report")
BDI = Entity("Organisation", ("org:bdi",), "BDI", "line 5")
HEAD = Entity("Person", ("mail:anna.lang@bdi.example", "name:anna lang@bdi"), "Anna Lang", "line 3")
CLERK = Entity("Person", ("name:anna lang@bdi",), "Anna Lang", "line 4")


def works(who: Entity, role: str) -> Fact:
    return Fact("WORKS_FOR", who.key, BDI.key, who.place, role)


def test_two_people_of_one_name_and_one_house_in_one_record_stay_two_however_often_it_is_loaded(store: Store) -> None:
    records = [Record((BDI, HEAD, CLERK), (works(HEAD, "Leiterin"), works(CLERK, "Referentin")))]
    first = store.writer().load(SOURCE, records)
    assert list(first.apart) == [("Anna Lang", "line 4")]
    assert len(list(store.view().nodes("Person"))) == 2
    roles = {row["f"]["role"]: row["start"] for row in store.view().facts("WORKS_FOR")}
    assert roles["Leiterin"] != roles["Referentin"]
    assert not store.writer().load(SOURCE, records).any
    assert check(store.view(), store.schema) == []


def test_namesakes_an_accepted_document_tells_apart_stay_so_whatever_is_accepted_and_taken_back(store: Store) -> None:
    """Each entry of the two stands under its own key; the other proposal comes and goes beside them."""
    stored = json.dumps(asdict(SOURCE))
    more = Entity("Topic", ("topic:wasserstoff",), "Wasserstoff", "line 9")
    store.curator().propose(
        Proposal(f"p{i}", SOURCE.id, stored, "person", "x", "", i, i + 1, 1.0, "{}") for i in (0, 1)
    )

    def set_to(number: int, state: State) -> None:
        def decide(known: Sequence[Proposal]) -> Settlement:
            now = [replace(p, state=state) if p.start == number else p for p in known]
            accepted = {p.start for p in now if p.state == "accepted"}
            entities = (*((BDI, HEAD, CLERK) if 0 in accepted else ()), *((more,) if 1 in accepted else ()))
            stated = (works(HEAD, "Leiterin"), works(CLERK, "Referentin")) if 0 in accepted else ()
            return Settlement([now[number]], Record(entities, stated))

        store.curator().settle_document(SOURCE.id, decide, "anna")
        assert check(store.view(), store.schema) == []

    set_to(0, "accepted")
    before = list(lines(store.view(), store.schema))
    set_to(1, "accepted")
    assert len(list(store.view().nodes("Person"))) == 2
    set_to(1, "open")
    assert list(lines(store.view(), store.schema)) == before
    set_to(0, "open")
    assert list(lines(store.view(), store.schema)) == []
    assert store.view().keys() == {}
