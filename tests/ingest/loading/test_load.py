"""Loading on both engines: what a file says stands in the network, once, and all of it or nothing."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from graph.errors import InputError
from graph.store import Store
from graph.store.export import lines
from ingest.loading import pipeline
from ingest.loading.pipeline import load, prepare
from ingest.loading.report import FileReport
from ingest.records import Options

Put = Callable[[str, str | bytes], Path]
OPTIONS = Options(event="Auftakt", date="2021-03-16")
LIST = """\
Vorname;Nachname;Organisation;Funktion;E-Mail;Land;Workshop
Anna;Lang;Werk Nord GmbH;Leiterin;anna.lang@werk.example;Bremen;Workshop 1
Bo;Weiß;Werk Nord GmbH;;;Bremen;Workshop 2
Cem;Arslan;IG Metall;;;;Workshop 1
"""
FACTS = """\
source: {title: Bericht, kind: report}
nodes:
  - {ref: lang, type: Person, name: Dr. Anna Lang}
  - {ref: werk, type: Organisation, name: Werk Nord GmbH, kind: company}
  - {ref: auftakt, type: Event, name: Auftakt, start: 2021-03-16}
relationships:
  - {type: WORKS_FOR, from: lang, to: werk, role: Leiterin}
  - {type: TOOK_PART_IN, from: lang, to: auftakt, role: speaker}
"""


def run(store: Store, path: Path, options: Options = OPTIONS, *, dry_run: bool = False) -> FileReport:
    return load(store, prepare(path, options), dry_run=dry_run)


def counts(report: FileReport) -> tuple[tuple[int, int, int], tuple[int, int, int]]:
    """Created, changed, unchanged: of nodes, of relationships."""
    c = report.changes
    return (
        (len(c.created), len(c.changed), len(c.unchanged)),
        (len(c.facts_created), len(c.facts_changed), len(c.facts_unchanged)),
    )


def export(store: Store) -> list[str]:
    return list(lines(store.view(), store.schema))


def names(store: Store, label: str) -> list[str]:
    return sorted(node["name"] for node in store.view().nodes(label))


def ties(store: Store) -> set[tuple[str, str, str, str]]:
    """All relationships as type, names of both ends, role."""
    view = store.view()
    by_id = {node["id"]: node["name"] for label in store.schema.nodes for node in view.nodes(label)}
    return {
        (name, by_id[row["start"]], by_id[row["end"]], row["f"].get("role", ""))
        for name in store.schema.relationships
        for row in view.facts(name)
    }


def one(nodes: Iterator[dict[str, Any]], name: str) -> dict[str, Any]:
    (found,) = [node for node in nodes if node["name"] == name]
    return found


def test_a_list_is_in_the_network_as_counted_by_hand(store: Store, put: Put) -> None:
    report = run(store, put("liste.csv", LIST))
    # 3 persons, 2 organisations, 1 event, 2 workshops, 1 Land, 1 source; relationships: see below
    assert counts(report) == ((10, 0, 0), (14, 0, 0))
    assert (report.rows, report.rejected, report.notes) == (3, [], [])
    assert ties(store) == {
        ("TOOK_PART_IN", "Anna Lang", "Auftakt", "participant"),
        ("TOOK_PART_IN", "Bo Weiß", "Auftakt", "participant"),
        ("TOOK_PART_IN", "Cem Arslan", "Auftakt", "participant"),
        ("TOOK_PART_IN", "Anna Lang", "Workshop 1", "participant"),
        ("TOOK_PART_IN", "Bo Weiß", "Workshop 2", "participant"),
        ("TOOK_PART_IN", "Cem Arslan", "Workshop 1", "participant"),
        ("PART_OF", "Workshop 1", "Auftakt", ""),
        ("PART_OF", "Workshop 2", "Auftakt", ""),
        ("WORKS_FOR", "Anna Lang", "Werk Nord GmbH", "Leiterin"),
        ("WORKS_FOR", "Bo Weiß", "Werk Nord GmbH", ""),
        ("WORKS_FOR", "Cem Arslan", "IG Metall", ""),
        ("ACTIVE_IN", "Anna Lang", "Bremen", ""),
        ("ACTIVE_IN", "Bo Weiß", "Bremen", ""),
        ("ACTIVE_IN", "Werk Nord GmbH", "Bremen", ""),
    }


def test_each_relationship_names_source_and_row(store: Store, put: Put) -> None:
    report = run(store, put("liste.csv", LIST))
    evidence = {
        (row["start"], row["f"]["from_key"], tuple(row["f"]["evidence"])) for row in store.view().facts("WORKS_FOR")
    }
    assert {item for _, _, items in evidence for item in items} == {
        f"{report.source}#row {number}" for number in (2, 3, 4)
    }
    assert {key for _, key, _ in evidence} == {
        *("mail:anna.lang@werk.example", "name:bo weiss@werk nord", "name:cem arslan@ig metall")
    }


def test_a_second_load_changes_nothing(store: Store, put: Put) -> None:
    paths = [put("liste.csv", LIST), put("bericht.yaml", FACTS)]
    for path in paths:
        run(store, path)
    before, version = export(store), store.view().data_version()
    for path in paths:
        again = run(store, path)
        assert not again.changes.any
        assert counts(again)[0][:2] == counts(again)[1][:2] == (0, 0)
    assert (export(store), store.view().data_version()) == (before, version)
    assert counts(again) == ((0, 0, 4), (0, 0, 2))


def test_the_same_file_under_another_name_is_the_same_source(store: Store, put: Put) -> None:
    run(store, put("liste.csv", LIST))
    again = run(store, put("kopie.csv", LIST))
    assert counts(again)[0][0] == 0
    assert counts(again)[1] == (0, 0, 14)
    assert len(list(store.view().nodes("Source"))) == 1


def test_a_dry_run_tells_what_would_change_and_leaves_nothing_behind(store: Store, put: Put) -> None:
    before = export(store)
    dry = run(store, put("liste.csv", LIST), dry_run=True)
    assert dry.dry_run
    assert counts(dry) == ((10, 0, 0), (14, 0, 0))
    assert export(store) == before == []
    assert store.view().keys() == {}
    assert counts(run(store, put("liste.csv", LIST))) == counts(dry)


def test_a_refused_file_leaves_the_store_as_it_was(store: Store, put: Put) -> None:
    run(store, put("liste.csv", LIST))
    before, keys = export(store), store.view().keys()
    for name, content in (
        ("a.csv", "Name;Firma\nAnna Lang;Werk\n7;Werk\n8;Werk\n"),
        ("b.yaml", FACTS + "  - {type: WORKS_FOR, from: lang, to: niemand}\n"),
    ):
        with pytest.raises(InputError):
            run(store, put(name, content))
    assert (export(store), store.view().keys()) == (before, keys)


def test_a_list_and_a_report_meet_in_the_same_people(store: Store, put: Put) -> None:
    run(store, put("liste.csv", LIST))
    report = run(store, put("bericht.yaml", FACTS))
    # known: person (now with a title), organisation, event; new: the source and the role of speaker
    assert counts(report) == ((1, 3, 0), (2, 0, 0))
    assert names(store, "Person") == ["Anna Lang", "Bo Weiß", "Cem Arslan"]
    assert one(store.view().nodes("Person"), "Anna Lang")["title"] == "Dr."
    assert ("TOOK_PART_IN", "Anna Lang", "Auftakt", "speaker") in ties(store)
    assert ("TOOK_PART_IN", "Anna Lang", "Auftakt", "participant") in ties(store)


def test_the_order_of_loading_does_not_show_in_names_and_values(store: Store, put: Put) -> None:
    paths = [put("liste.csv", LIST), put("bericht.yaml", FACTS)]
    found = []
    for order in (paths, paths[::-1]):
        store.erase_everything()
        for path in order:
            run(store, path)
        found.append(
            {
                (label, node["name"], node.get("title"), node.get("kind"), tuple(node.get("emails", ())))
                for label in ("Person", "Organisation", "Event")
                for node in store.view().nodes(label)
            }
        )
    assert found[0] == found[1]


def test_a_file_read_a_second_time_for_writing_says_the_same(
    store: Store, put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = put("liste.csv", LIST)
    monkeypatch.setattr(pipeline, "KEPT", 1)
    prepared = prepare(path, OPTIONS)
    assert prepared.kept is None
    report = load(store, prepared)
    assert counts(report) == ((10, 0, 0), (14, 0, 0))
    assert report.rows == 3
    large = export(store)
    monkeypatch.undo()
    assert not run(store, path).changes.any
    assert export(store) == large


def test_progress_ends_at_the_number_of_rows(store: Store, put: Put) -> None:
    told: list[tuple[str, int, int]] = []
    load(store, prepare(put("liste.csv", LIST), OPTIONS), progress=lambda *now: told.append(now))
    assert told[-1] == ("liste.csv", 3, 3)


def test_two_spellings_of_an_organisation_meet(store: Store, put: Put) -> None:
    text = (
        "Name;Firma\nAnna Lang;Bundesverband der Deutschen Industrie e. V. (BDI)\n"
        "Bo Weiß;BDI\nCem Arslan;Bundesverband der deutschen Industrie e.V.\nDora Ott;bdi\n"
    )
    run(store, put("liste.csv", text))
    (organisation,) = store.view().nodes("Organisation")
    assert set(organisation["keys"]) == {"org:bundesverband der deutschen industrie", "org:bdi"}
    assert len(list(store.view().facts("WORKS_FOR"))) == 4


def test_a_person_is_found_under_the_other_name_of_the_organisation(store: Store, put: Put) -> None:
    run(store, put("a.csv", "Name;Firma\nAnna Lang;Bundesverband der Deutschen Industrie e. V. (BDI)\n"))
    run(store, put("b.csv", "Name;Firma\nLang, Dr. Anna;BDI\n"), Options(event="Gipfel", date="2022-03-16"))
    (person,) = store.view().nodes("Person")
    assert person["title"] == "Dr."
    assert names(store, "Event") == ["Auftakt", "Gipfel"]


def test_an_abbreviation_learned_later_still_finds_the_person(store: Store, put: Put) -> None:
    run(store, put("a.csv", "Name;Firma\nAnna Lang;Verband Deutscher Beispiele e. V.\n"))
    run(store, put("b.csv", "Name;Firma\nBo Ott;Verband Deutscher Beispiele e. V. (VDB)\n"))
    run(store, put("c.csv", "Name;Firma\nAnna Lang;VDB\n"))
    assert names(store, "Person") == ["Anna Lang", "Bo Ott"]


def test_namesakes_in_one_house_with_addresses_of_their_own_stay_two(store: Store, put: Put) -> None:
    text = "Name;Firma;E-Mail\nAnna Lang;Werk;anna.lang@werk.example\nAnna Lang;Werk;anna.lang2@werk.example\n"
    run(store, put("liste.csv", text))
    assert names(store, "Person") == ["Anna Lang", "Anna Lang"]
    assert not run(store, put("liste.csv", text)).changes.any


def test_a_mailbox_that_two_people_share_makes_them_no_one_person(store: Store, put: Put) -> None:
    text = "Name;Firma;E-Mail\nAnna Lang;Amt;bauamt@amt.example\nBo Weiß;Amt;bauamt@amt.example\n"
    run(store, put("liste.csv", text))
    assert names(store, "Person") == ["Anna Lang", "Bo Weiß"]
    assert not run(store, put("liste.csv", text)).changes.any


def test_one_address_and_a_new_name_after_marriage_is_one_person(store: Store, put: Put) -> None:
    run(store, put("a.csv", "Name;Firma;E-Mail\nAnna Lang;Werk;anna@werk.example\n"))
    run(store, put("b.csv", "Name;Firma;E-Mail\nAnna Lang-Weiß;Amt;anna@werk.example\n"))
    (person,) = store.view().nodes("Person")
    assert {person["name"], *person["variants"]} == {"Anna Lang", "Anna Lang-Weiß"}


def test_the_same_name_in_two_houses_stays_two(store: Store, put: Put) -> None:
    run(store, put("liste.csv", "Name;Firma\nAnna Lang;Werk Nord\nAnna Lang;Werk Süd\n"))
    assert names(store, "Person") == ["Anna Lang", "Anna Lang"]


def test_an_invented_source_marks_its_nodes_until_a_real_one_names_them(store: Store, put: Put) -> None:
    invented = run(store, put("liste.csv", LIST), Options(event="Auftakt", date="2021-03-16", invented=True))
    assert invented.source.startswith("invented-")
    assert {n["name"] for n in store.view().nodes("Person") if n["invented"]} == {"Anna Lang", "Bo Weiß", "Cem Arslan"}
    real = run(store, put("bericht.yaml", FACTS))
    assert real.source.startswith("src-")
    marks = {
        node["name"]: node["invented"] for label in ("Person", "Organisation") for node in store.view().nodes(label)
    }
    assert marks == {
        "Anna Lang": False,
        "Werk Nord GmbH": False,
        "Bo Weiß": True,
        "Cem Arslan": True,
        "IG Metall": True,
    }
    assert {source["name"]: source["invented"] for source in store.view().nodes("Source")} == {
        "liste": True,
        "Bericht": False,
    }


def test_cypher_and_markup_in_values_are_stored_to_the_letter(store: Store, put: Put) -> None:
    organisation = "Robby' WITH true as x MATCH (s) DETACH DELETE s //"
    text = f"Vorname;Nachname;Firma;Funktion\n<img src=x onerror=alert>;Lang;{organisation};=HYPERLINK(1)\n"
    run(store, put("liste.csv", text))
    assert ("WORKS_FOR", "<img src=x onerror=alert> Lang", organisation, "=HYPERLINK(1)") in ties(store)


def test_one_rejected_row_does_not_hold_up_the_others(store: Store, put: Put) -> None:
    good = "".join(f"Anna {chr(65 + n) * 3};Werk\n" for n in range(9))
    report = run(store, put("liste.csv", f"Name;Firma\n{good}12345;Werk\n"))
    assert [(e.key, e.row) for e in report.rejected] == [("not_a_name", 11)]
    assert (report.rows, len(names(store, "Person"))) == (10, 9)


def test_two_people_of_one_name_in_a_file_that_knows_both_stay_two(store: Store, put: Put) -> None:
    text = (
        "source: {title: x}\nnodes:\n  - {ref: a, type: Person, name: Anna Lang, emails: [a@y.de]}\n"
        "  - {ref: b, type: Person, name: Anna Lang, emails: [b@y.de]}\n"
        "relationships:\n  - {type: KNOWS, from: a, to: b}\n"
    )
    report = run(store, put("a.yaml", text))
    assert (names(store, "Person"), report.notes) == (["Anna Lang", "Anna Lang"], [])
    assert ties(store) == {("KNOWS", "Anna Lang", "Anna Lang", "")}


def test_a_relationship_of_one_actor_to_itself_is_noted_and_left_out(store: Store, put: Put) -> None:
    text = (
        "source: {title: x}\nnodes:\n  - {ref: a, type: Organisation, name: Werk Nord}\n"
        "relationships:\n  - {type: COOPERATES_WITH, from: a, to: a}\n"
    )
    report = run(store, put("a.yaml", text))
    assert [(n.key, n.place, n.context) for n in report.notes] == [("note_loop", "line 5", {"type": "COOPERATES_WITH"})]
    assert ties(store) == set()


def test_two_workshops_of_one_person_are_two_relationships(store: Store, put: Put) -> None:
    run(store, put("liste.csv", 'Name;Workshop\nAnna Lang;"WS 1; WS 2"\n'))
    assert ties(store) == {
        ("TOOK_PART_IN", "Anna Lang", "Auftakt", "participant"),
        ("TOOK_PART_IN", "Anna Lang", "WS 1", "participant"),
        ("TOOK_PART_IN", "Anna Lang", "WS 2", "participant"),
        ("PART_OF", "WS 1", "Auftakt", ""),
        ("PART_OF", "WS 2", "Auftakt", ""),
    }


def test_a_session_of_a_report_and_of_a_list_are_one(store: Store, put: Put) -> None:
    facts = """\
source: {title: Programm}
nodes:
  - {ref: e, type: Event, name: Auftakt, start: 16.03.2021}
  - {ref: w, type: Event, name: Workshop 1, format: workshop}
relationships:
  - {type: PART_OF, from: w, to: e}
"""
    run(store, put("programm.yaml", facts))
    run(store, put("liste.csv", LIST))
    assert names(store, "Event") == ["Auftakt", "Workshop 1", "Workshop 2"]
