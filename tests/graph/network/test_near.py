"""What is read around one actor is what the whole network has there, on both engines."""

from datetime import date

import pytest

from graph.analysis.ties import Ties
from graph.errors import UnknownName
from graph.model.facts import Entity, Fact, Record, Source
from graph.network import Network
from graph.network.near import Near
from graph.network.search import find_one
from graph.store import Store
from graph.store.merging import Reasons

TODAY = date(2026, 1, 1)
HOUSES = [Entity("Organisation", (f"org:{h}",), f"Haus {h}", "row 2") for h in "abc"]
FORUM = Entity("Event", ("event:forum",), "Forum", "row 1", {"start": "2021-03-16"})
SESSION = Entity("Event", ("event:session",), "Werkstatt", "row 1")
PEOPLE = [Entity("Person", (f"name:{p} lang@{p}",), f"{p.upper()} Lang", f"row {i}") for i, p in enumerate("uvwxyz", 3)]


def said(person: int, house: int, begin: str = "") -> Record:
    who, other, where = PEOPLE[person], PEOPLE[(person + 1) % 6], HOUSES[house]
    facts = (
        Fact("WORKS_FOR", who.key, where.key, who.place, "Referentin", begin),
        Fact("TOOK_PART_IN", who.key, SESSION.key, who.place, "participant"),
        Fact("KNOWS", who.key, other.key, who.place, "met"),
        Fact("PART_OF", SESSION.key, FORUM.key, who.place),
        Fact("MEMBER_OF", where.key, HOUSES[(house + 1) % 3].key, who.place),
    )
    return Record((*HOUSES, SESSION, FORUM, who, other), facts)


def filled(store: Store) -> Network:
    """Three sources, one of them withdrawn, two people who are one, and who then know themselves."""
    sources = [Source(title=f"Liste {i}", sha256=f"{i}" * 64, date=f"2021-0{i}-01") for i in range(1, 4)]
    store.writer().load(sources[0], [said(0, 0, "2019"), said(1, 1)])
    store.writer().load(sources[1], [said(0, 0, "2019"), said(2, 2, "2022-05"), said(3, 2)])
    store.writer().load(sources[2], [said(4, 1, "2024")])
    network = Network.read(store.view())
    u, v = (find_one(network, name).id for name in ("U Lang", "V Lang"))
    store.curator().merge(u, v, Reasons("anna", "dieselbe Person"))
    store.curator().withdraw(sources[2].id, "anna")
    return Network.read(store.view())


def test_what_is_read_around_one_is_what_the_whole_network_has(store: Store) -> None:
    whole = filled(store)
    day = whole.reference_day(TODAY)
    assert day == date(2022, 5, 31)
    for node in whole.nodes.values():
        part = Near(store.view()).network(node.id)
        assert part is not None
        assert part.nodes[node.id] == node
        assert part.around(node.id) == whole.around(node.id)
        assert [part.dates(r) for r in part.around(node.id)] == [whole.dates(r) for r in whole.around(node.id)]
        assert part.reference_day(TODAY) == day
        if node.label == "Person":
            assert Ties(part, day).of(node.id) == Ties(whole, day).of(node.id)


@pytest.mark.parametrize("text", ["U Lang", "lang", "haus a", "HAUS", "a haus", "Forum", "liste 1", "W Läng"])
def test_the_same_actor_is_meant_by_a_name(kept_store: Store, text: str) -> None:
    """Also when nobody, or several, are: then nothing is read around anybody."""
    if not kept_store.view().writes():
        filled(kept_store)
    whole = Network.read(kept_store.view())

    def meant(network: Network) -> object:
        try:
            return find_one(network, text).id
        except UnknownName as error:
            return error.candidates

    part = Near(kept_store.view()).network(text)
    assert part is None or meant(part) == meant(whole)
    assert (part is None) == (text == "W Läng")


def test_how_much_there_is_is_counted_as_it_is_read(store: Store) -> None:
    whole, counted = filled(store), store.view().counts()
    assert counted is not None
    assert {label: n for label, n in counted.nodes.items() if n} == whole.count_labels()
    assert {name: n for name, n in counted.facts.items() if n} == whole.count_types()
