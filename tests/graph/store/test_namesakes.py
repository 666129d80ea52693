"""People whom one place names alike: each has an entry, and loading again makes no third; the same on both engines."""

from graph.model.facts import Entity, Fact, Record, Source
from graph.store import Store
from graph.store.consistency import check

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
