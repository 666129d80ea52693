"""What goes out comes back: the network through each format and our own reader, the whole store to the letter."""

import json
from pathlib import Path

import pytest

from briefing.exchange.content import content_of
from briefing.exchange.formats import FORMATS
from graph.errors import InputError, UsageError
from graph.model.ledger import LedgerEntry
from graph.network import Network
from graph.settings import Settings
from graph.store import Store
from graph.store.export import whole, write_export
from graph.store.merging import Reasons
from ingest.loading.pipeline import load, prepare
from ingest.records import Options

FACTS = r"""
source: {title: 'Erfunden: Übung', kind: report, date: 2021-03-20, invented: true}
nodes:
  - {ref: p, type: Person, name: Dr. Änne Groß, emails: [aenne@werk.example], variants: [Anne Gross]}
  - {ref: q, type: Person, name: Jo Lang}
  - {ref: s, type: Person, name: Jo Lang}
  - {ref: o, type: Organisation, name: Werk Nord GmbH, kind: company, founded: 1999, external_ids: ['wikidata:Q5']}
  - {ref: m, type: Organisation, name: Ministerium für Beispiele, short_name: MfB, kind: ministry}
  - {ref: a, type: Organisation, name: '=HYPERLINK("http://x.example")', kind: association}
  - {ref: n, type: Organisation, name: '<b>O''Neill</b> & "Söhne" \u0027}) DETACH DELETE //', kind: company}
  - {ref: e, type: Event, name: Auftakt, start: 2021-03, end: 2021-03, format: conference, place: Bremen}
  - {ref: w, type: Event, name: Workshop 1, start: 2021-03-16, format: workshop}
  - {ref: t, type: Topic, name: Energie}
  - {ref: r, type: Region, name: Bremen}
relationships:
  - {type: WORKS_FOR, from: p, to: o, role: Leitung, valid_from: 2019, valid_to: 2021-06}
  - {type: WORKS_FOR, from: q, to: m, role: Referent}
  - {type: WORKS_FOR, from: s, to: n}
  - {type: MEMBER_OF, from: o, to: a}
  - {type: TOOK_PART_IN, from: p, to: w, role: speaker}
  - {type: PART_OF, from: w, to: e}
  - {type: DEALS_WITH, from: e, to: t}
  - {type: ACTIVE_IN, from: o, to: r}
  - {type: KNOWS, from: p, to: q, role: met}
  - {type: COOPERATES_WITH, from: o, to: n}
  - {type: FUNDS, from: m, to: o, valid_from: 2020-01-01}
  - {type: SUCCEEDS, from: n, to: a}
"""


@pytest.fixture(scope="module")
def settings(engine_folder: Path) -> Settings:
    return Settings(data=engine_folder, neo4j_uri=None)


@pytest.fixture(scope="module")
def opened(kept_store: Store) -> Store:
    return kept_store


@pytest.fixture(scope="module")
def network(opened: Store, tmp_path_factory: pytest.TempPathFactory) -> Network:
    facts = tmp_path_factory.mktemp("facts") / "facts.yaml"
    facts.write_text(FACTS, encoding="utf-8")
    return loaded(opened, facts)


def loaded(store: Store, path: Path) -> Network:
    store.erase_everything()
    store.migrate()
    report = load(store, prepare(path, Options(invented=True)))
    assert not report.rejected
    return Network.read(store.view())


def said(network: Network) -> tuple[set[tuple[object, ...]], set[tuple[str, ...]]]:
    """All of a network that a format can carry: nodes with their fields, facts with their ends, roles and dates."""
    nodes: set[tuple[object, ...]] = {
        (n.id, n.label, n.name, n.keys, tuple(sorted((k, str(v)) for k, v in n.fields.items())))
        for n in network.nodes.values()
        if n.label != "Source"
    }
    facts = {(r.type, r.start, r.end, r.role, r.valid_from, r.valid_to) for r in network.relations}
    return nodes, facts


@pytest.mark.embedded
@pytest.mark.parametrize("name", [f.name for f in FORMATS.values() if f.returns])
def test_what_a_format_carries_comes_back_as_the_same_network(
    name: str, network: Network, opened: Store, tmp_path: Path
) -> None:
    found = FORMATS[name]
    out = tmp_path / f"netz{found.ending}"
    found.write(content_of(network), out)
    back = loaded(opened, found.files(out)[-1])
    assert said(back) == said(network)


def filled(store: Store, folder: Path) -> Store:
    facts = folder / "facts.yaml"
    facts.write_text(FACTS, encoding="utf-8")
    load(store, prepare(facts, Options()))
    people = [n.id for n in Network.read(store.view()).nodes.values() if n.name == "Jo Lang"]
    store.curator().merge(people[0], people[1], Reasons("anna", "dieselbe", ("Jo | Jo",)))
    store.curator().note([LedgerEntry("finding", "f", "ben", body={"state": "done"})])
    store.writer().place({people[0]: (0.25, 0.75)})
    return store


def exported(store: Store) -> list[str]:
    return list(whole(store.view(), store.schema))


def test_a_restored_store_is_the_same_to_the_letter_and_its_merges_can_be_undone(store: Store, tmp_path: Path) -> None:
    before = exported(filled(store, tmp_path))
    write_export(store.view(), store.schema, tmp_path / "all.jsonl")
    (merge,) = store.view().decisions()
    store.curator().undo(merge.id, "anna")
    undone = exported(store)
    store.erase_everything()
    store.migrate()
    assert store.restore(tmp_path / "all.jsonl") == len(before) - 1
    assert exported(store) == before
    store.curator().undo(merge.id, "anna")
    assert [line for line in exported(store) if "undone_at" not in line][:-1] == [
        line for line in undone if "undone_at" not in line
    ][:-1]


def test_a_store_with_anything_in_it_is_not_overwritten(store: Store, tmp_path: Path) -> None:
    before = exported(filled(store, tmp_path))
    write_export(store.view(), store.schema, tmp_path / "all.jsonl")
    with pytest.raises(UsageError) as caught:
        store.restore(tmp_path / "all.jsonl")
    assert caught.value.key == "store_not_empty"
    assert exported(store) == before


def changed(lines: list[str], way: str) -> list[str]:
    match way:
        case "cut off":
            return lines[:-1]
        case "a line gone":
            gone = next(line for line in lines if '"type":"relationship"' in line)
            return [line for line in lines if line != gone]
        case "a value changed":
            return [line.replace("Leitung", "Chefin") for line in lines]
        case "a label of its own":
            return [lines[0].replace('["Event"]', '["Event) DETACH DELETE (n"]'), *lines[1:]]
        case "a property of its own":
            entry = json.loads(lines[0])
            entry["properties"]["x`y"] = "1"
            return [json.dumps(entry), *lines[1:]]
        case "no object":
            return ["[1]", *lines[1:]]
        case _:
            return [lines[0], *lines]


@pytest.mark.parametrize(
    ("way", "key"),
    [
        ("cut off", "backup_not_whole"),
        ("a line gone", "backup_not_whole"),
        ("a value changed", "backup_not_whole"),
        ("a label of its own", "backup_unknown"),
        ("a property of its own", "backup_unknown"),
        ("no object", "backup_line"),
        ("twice", "backup_twice"),
    ],
)
@pytest.mark.embedded
def test_an_export_that_was_changed_is_refused_with_its_line_and_nothing_is_written(
    way: str, key: str, opened: Store, tmp_path: Path
) -> None:
    opened.erase_everything()
    opened.migrate()
    lines = exported(filled(opened, tmp_path))
    opened.erase_everything()
    opened.migrate()
    path = tmp_path / "all.jsonl"
    path.write_text("".join(f"{line}\n" for line in changed(lines, way)), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        opened.restore(path)
    assert (caught.value.key, caught.value.file) == (key, "all.jsonl")
    assert caught.value.row
    assert len(exported(opened)) == 1


@pytest.mark.embedded
def test_a_restoration_that_broke_off_is_done_anew(opened: Store, tmp_path: Path) -> None:
    opened.erase_everything()
    opened.migrate()
    before = exported(filled(opened, tmp_path))
    write_export(opened.view(), opened.schema, tmp_path / "all.jsonl")
    opened.erase_everything()
    opened.migrate()

    def stop(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        opened.restore(tmp_path / "all.jsonl", stop)
    opened.restore(tmp_path / "all.jsonl")
    assert exported(opened) == before
