"""Introductions, relationships and slips on both engines: a meeting is a fact with evidence, and goes with its step."""

from datetime import UTC, date, datetime, timedelta

import pytest

from graph.curation import due_acts
from graph.curation.care import Care, end_care, read_cares, set_care
from graph.curation.due import Asked, agenda, read_books
from graph.curation.due_acts import Wish
from graph.curation.introducing import keep_step
from graph.curation.introductions import begun, moved_on, read_introductions
from graph.curation.visits import last_visit, visit
from graph.model.decisions import kept_nodes
from graph.model.facts import Entity, Fact, Record, Source
from graph.network import Network
from graph.store import Store
from graph.store.export import write_export
from graph.store.merging import Reasons

TODAY = date(2026, 11, 29)
LIST = Source(title="Liste", sha256="a" * 64, kind="list", date="2026-01-01")


@pytest.fixture
def filled(store: Store) -> Store:
    people = [Entity("Person", (f"mail:{n}@x.example",), n.title(), "row 1") for n in ("ida", "jan", "eva")]
    house = Entity("Organisation", ("org:amt",), "Amt", "row 1", {"kind": "ministry"})
    store.writer().load(
        LIST, [Record((*people, house), (Fact("WORKS_FOR", "mail:ida@x.example", "org:amt", "row 1"),))]
    )
    return store


def ids(store: Store) -> dict[str, str]:
    return {n.name: n.id for n in Network.read(store.view()).nodes.values()}


def ties(store: Store) -> set[tuple[str, str, str, str]]:
    network = Network.read(store.view())
    name = {i: n.name for i, n in network.nodes.items()}
    kinds = ("KNOWS", "TOOK_PART_IN")
    return {(r.type, *sorted((name[r.start], name[r.end])), r.role) for r in network.relations if r.type in kinds}


def test_two_people_who_met_know_each_other_until_the_step_is_taken_back(filled: Store) -> None:
    known, network = ids(filled), Network.read(filled.view())
    made = moved_on(begun(known["Ida"], known["Jan"], "Anna"), "made", TODAY - timedelta(days=30))
    keep_step(filled, network, made, None, "Anna", TODAY)
    assert ties(filled) == set()
    met = keep_step(filled, network, moved_on(made, "met", TODAY), made, "Anna", TODAY)
    assert ties(filled) == {("KNOWS", "Ida", "Jan", "introduced")}
    relation = next(r for r in Network.read(filled.view()).relations if r.type == "KNOWS")
    assert (relation.valid_from, relation.evidence[0].partition("#")[0]) == ("2026-11-29", met.source)
    keep_step(filled, network, moved_on(met, "made", TODAY - timedelta(days=30)), met, "Anna", TODAY)
    assert ties(filled) == set()
    assert read_introductions(filled.view(), {})[0].source == ""


def test_of_a_house_it_is_known_that_both_were_at_a_meeting(filled: Store) -> None:
    known, network = ids(filled), Network.read(filled.view())
    asked = begun(known["Amt"], known["Jan"], "Anna")
    keep_step(filled, network, moved_on(asked, "met", TODAY), asked, "Anna", TODAY)
    both = sorted((known["Amt"], known["Jan"]))
    one, other = (network.nodes[i].name for i in both)
    meeting = f"Treffen {one} – {other}"
    assert {(kind, *sorted((a, b))) for kind, a, b, _ in ties(filled)} == {
        ("TOOK_PART_IN", *sorted((end, meeting))) for end in ("Amt", "Jan")
    }


def test_an_act_on_heute_is_taken_back_to_the_letter(filled: Store, tmp_path_factory: pytest.TempPathFactory) -> None:
    known, network = ids(filled), Network.read(filled.view())
    planned = moved_on(begun(known["Ida"], known["Jan"], "Anna"), "made", TODAY - timedelta(days=30))
    keep_step(filled, network, planned, None, "Anna", TODAY)
    set_care(filled.curator(), Care(known["Eva"], "Anna", 1, stated="2026-01-01"), "Ben", TODAY)
    folder = tmp_path_factory.mktemp("undo")
    books = read_books(filled.view(), "Anna", 90)
    found = agenda(network, books, Asked("Anna", TODAY))
    assert {section: len(things) for section, things in found.items()} == {"introductions": 1, "contacts": 1}
    before = books
    for things in found.values():
        for wish in (Wish("done"), Wish("later", "2026-12-24"), Wish("give", "Ben")):
            entries = due_acts.entries_of(books, things[0], wish, "Anna", TODAY)
            done = due_acts.write(filled, network, entries, "Anna", TODAY)
            assert things[0].id not in {
                t.id
                for ts in agenda(network, read_books(filled.view(), "Anna", 90), Asked("Anna", TODAY)).values()
                for t in ts
            }
            due_acts.undo(filled, done, "Anna")
            after = read_books(filled.view(), "Anna", 90)
            assert [i.stage for i in after.introductions] == [i.stage for i in before.introductions]
            assert {a: c.owner for a, c in after.cares.items()} == {a: c.owner for a, c in before.cares.items()}
            assert after.slips == before.slips
    assert ties(filled) == set()
    write_export(filled.view(), filled.schema, folder / "whole.jsonl")  # the new books go out with a whole export
    assert '"introduction"' in (folder / "whole.jsonl").read_text(encoding="utf-8")


def test_a_merge_takes_the_owner_along_and_undoing_gives_it_back(filled: Store) -> None:
    known, curator = ids(filled), filled.curator()
    set_care(curator, Care(known["Jan"], "Anna"), "Anna", TODAY)
    decision = curator.merge(known["Ida"], known["Jan"], Reasons("Anna", "", ()))
    cares = read_cares(filled.view(), kept_nodes(filled.view().decisions()))
    assert {actor: care.owner for actor, care in cares.items()} == {known["Ida"]: "Anna"}
    end_care(curator, known["Ida"], "Anna")
    assert read_cares(filled.view(), kept_nodes(filled.view().decisions())) == {}
    curator.undo(decision.id, "Anna")
    assert set(read_cares(filled.view(), kept_nodes(filled.view().decisions()))) == {known["Jan"]}


def test_a_visit_ends_after_four_hours_and_what_is_new_counts_from_it(store: Store) -> None:
    view, curator = store.view(), store.curator()
    first = datetime(2026, 11, 27, 8, tzinfo=UTC)

    def at(hours: float, name: str = "Anna") -> str:
        return visit(view, curator, name, first + timedelta(hours=hours))

    assert [at(0), at(1), at(4)] == ["", "", ""]
    assert at(24) == (first + timedelta(hours=4)).isoformat()
    assert at(25) == (first + timedelta(hours=4)).isoformat()
    assert last_visit(view, "ANNA") == (first + timedelta(hours=4)).isoformat()
    assert at(25, "Ben") == ""
