"""A backup: all of it comes back, on the other engine as well; what was changed, cut or is newer writes nothing."""

import json
import shutil
import zipfile
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from graph.backup import age
from graph.backup.archive import Archive, is_archive, is_locked, write_archive, written_whole
from graph.backup.manifest import Manifest
from graph.errors import InputError, SchemaMismatch, StoreUnavailable, UsageError
from graph.model.facts import Entity, Fact, Record, Source
from graph.model.ledger import LedgerEntry
from graph.network import Network
from graph.store import Store, restoring
from graph.store.backup import JsonLines
from graph.store.consistency import check
from graph.store.export import EXPORTS, whole
from graph.store.merging import Reasons
from graph.store.migrate import STEPS, Step
from tests.graph.backup.rewriting import rewriting

HERE = Path(__file__).parent
LIST = Source(title="Erfunden: Liste", sha256="a" * 64, kind="list", date="2021-03-16", invented=True)
NAMES = ("Änne Groß", "=HYPERLINK(1)", "<b>O'Neill</b>", "Jo\u2028Lang", "Robby' DETACH DELETE s //")
WORK = Entity("Organisation", ("org:werk nord",), "Werk Nord", "row 1")
HOUSE = Entity("Organisation", ("org:werk",), "Werk", "row 2")


def people() -> list[Record]:
    found = []
    for number, name in enumerate(NAMES):
        one = Entity("Person", (f"mail:p{number}@werk.example",), name, f"row {number}")
        found.append(Record((one, WORK, HOUSE), (Fact("WORKS_FOR", one.key, WORK.key, f"row {number}", "Leitung"),)))
    return found


def fill(store: Store) -> Store:
    """Put in what a backup has to keep: a merge, a withdrawn source, notes, a record of an export, an owed join."""
    store.writer().load(LIST, people())
    ids = {n["name"]: n["id"] for n in store.view().nodes("Organisation")}
    store.curator().merge(ids["Werk Nord"], ids["Werk"], Reasons("anna", "ein Haus"))
    gone = Source(title="Zurück", sha256="c" * 64, kind="list")
    store.writer().load(gone, [Record((Entity("Topic", ("topic:energie",), "Energie", "row 1"),), ())])
    store.curator().withdraw(gone.id, "anna")
    store.curator().note(
        [LedgerEntry("promise", "1", "anna", body={"text": "Anruf"}), LedgerEntry(EXPORTS, "x", "anna")]
    )
    store.writer().load(Source(title="Halb", sha256="d" * 64), people()[:2], open_ended=True)
    return store


def state(store: Store) -> tuple[list[str], list[object], list[object]]:
    entries = [entry.stored() for entry in store.view().entries(EXPORTS)]
    return list(whole(store.view(), store.schema)), entries, list(store.view().owed_joins())


def emptied(store: Store) -> Store:
    store.erase_everything()
    store.migrate()
    return store


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "sicherung.zip"


@pytest.mark.parametrize("passphrase", ["", "vier erfundene Wörter hier"])
def test_all_of_it_comes_back(store: Store, path: Path, passphrase: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(age.LockingWriter.__init__, "__defaults__", (4,))
    before = state(fill(store))
    made = written_whole(store, path, "hand", passphrase, None)
    assert (is_archive(path), is_locked(path)) == (True, bool(passphrase))
    assert "Änne Groß".encode() not in path.read_bytes()
    found = Archive(path, passphrase)
    assert found.manifest() == made
    count = emptied(store).restore(found)
    assert count == made.lines
    assert state(store) == before
    assert [p.rule for p in check(store.view(), store.schema)] == ["load_is_finished"]
    assert made.parts["records/Meta.jsonl"].lines == 1


def test_one_engine_takes_back_what_the_other_gave_neo4j(
    embedded_store: Store, neo4j_store: Store, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(neo4j_store, "keys", embedded_store.keys)
    before = state(fill(emptied(embedded_store)))
    write_archive(embedded_store, path, "hand")
    emptied(neo4j_store).restore(Archive(path))
    assert state(neo4j_store) == before
    back = tmp_path / "zurück.zip"
    write_archive(neo4j_store, back, "hand")
    emptied(embedded_store).restore(Archive(back))
    assert state(embedded_store) == before
    assert (Archive(path).manifest().engine, Archive(back).manifest().engine) == ("embedded", "neo4j")


test_one_engine_takes_back_what_the_other_gave_neo4j = pytest.mark.embedded(
    pytest.mark.neo4j(test_one_engine_takes_back_what_the_other_gave_neo4j)
)


def test_a_backup_is_of_one_moment_also_while_somebody_writes(
    store: Store, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(store)
    streamed, times = type(store.view()).stream_facts, []

    def meddled(view: object, name: str) -> object:
        if name == "WORKS_FOR" and len(times) < 2:
            times.append(name)
            late = Entity("Person", (f"name:spät {len(times)}",), f"Spät {len(times)}", "row 1")
            fact = Fact("WORKS_FOR", late.key, WORK.key, "row 1")
            store.writer().load(Source(title="Spät", sha256=f"{len(times):064d}"), [Record((late, WORK), (fact,))])
        return streamed(view, name)  # type: ignore[arg-type]

    monkeypatch.setattr(type(store.view()), "stream_facts", meddled)
    made = write_archive(store, path, "hand")
    monkeypatch.undo()
    assert times == ["WORKS_FOR", "WORKS_FOR"]
    before = state(store)
    assert made.writes == store.view().writes()
    emptied(store).restore(Archive(path))
    assert state(store) == before


def changed(path: Path, way: str) -> None:
    with rewriting(path) as entries:
        people_there = entries["nodes/Person.jsonl"].splitlines(keepends=True)
        said = json.loads(entries["manifest.json"])
        if way == "a line gone":
            entries["nodes/Person.jsonl"] = b"".join(people_there[1:])
        elif way == "a value changed":
            entries["nodes/Person.jsonl"] = (
                entries["nodes/Person.jsonl"].replace(b"Leitung", b"L").replace(b"row 1", b"row 7")
            )
        elif way == "a part gone":
            del entries["facts/WORKS_FOR.jsonl"]
        elif way == "a part more":
            entries["../../x"] = b""
        elif way == "no manifest":
            del entries["manifest.json"]
        elif way == "manifest broken":
            entries["manifest.json"] = entries["manifest.json"][:-20]
        elif way == "newer format":
            entries["manifest.json"] = json.dumps({**said, "format": 99}).encode()
        elif way == "newer schema":
            entries["manifest.json"] = json.dumps({**said, "schema_version": len(STEPS) + 1}).encode()
    if way == "cut off":
        path.write_bytes(path.read_bytes()[:-200])
    elif way == "a byte turned":
        with zipfile.ZipFile(path) as archive:
            part = archive.getinfo("nodes/Person.jsonl")
        # In what the part holds: some bytes of its header, such as the time, say nothing that anybody reads.
        raw, header = bytearray(path.read_bytes()), 30 + len(part.filename)
        raw[part.header_offset + header + part.compress_size // 2] ^= 0xFF
        path.write_bytes(raw)


@pytest.mark.embedded
@pytest.mark.parametrize(
    ("way", "key"),
    [
        ("a line gone", "backup_part"),
        ("a value changed", "backup_part"),
        ("a part gone", "backup_part"),
        ("a part more", "backup_part"),
        ("no manifest", "backup_no_manifest"),
        ("manifest broken", "backup_no_manifest"),
        ("newer format", "backup_newer"),
        ("newer schema", "schema_newer"),
        ("cut off", "backup_part"),
        ("a byte turned", "backup_part"),
    ],
)
def test_a_backup_that_is_not_whole_writes_nothing(embedded_store: Store, path: Path, way: str, key: str) -> None:
    write_archive(fill(emptied(embedded_store)), path, "hand")
    changed(path, way)
    emptied(embedded_store)
    with pytest.raises((InputError, SchemaMismatch)) as caught:
        embedded_store.restore(Archive(path))
    assert caught.value.key == key
    assert caught.value.message("de")
    assert list(embedded_store.view().nodes("Person")) == []
    assert not embedded_store.view().moment().identity


@pytest.mark.embedded
def test_two_owners_of_one_key_are_seen_before_anything_is_written(embedded_store: Store, path: Path) -> None:
    write_archive(fill(emptied(embedded_store)), path, "hand")
    with rewriting(path) as entries:
        said, name = json.loads(entries["manifest.json"]), "nodes/Person.jsonl"
        entries[name] = entries[name].replace(b"mail:p1@werk.example", b"mail:p0@werk.example")
        said["parts"][name]["sha256"] = sha256(entries[name]).hexdigest()
        entries["manifest.json"] = json.dumps(said).encode()
    emptied(embedded_store)
    with pytest.raises(InputError) as caught:
        embedded_store.restore(Archive(path))
    assert (caught.value.key, caught.value.value) == ("backup_twice", "mail:p0@werk.example")
    assert list(embedded_store.view().nodes("Person")) == []


@pytest.mark.embedded
def test_a_locked_backup_asks_for_its_passphrase(
    embedded_store: Store, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(age.LockingWriter.__init__, "__defaults__", (4,))
    write_archive(fill(emptied(embedded_store)), path, "hand", "vier erfundene Wörter hier")
    emptied(embedded_store)
    for passphrase, key in (("", "backup_passphrase"), ("falsch", "backup_locked")):
        with pytest.raises(InputError) as caught:
            embedded_store.restore(Archive(path, passphrase))
        assert caught.value.key == key


def test_nobody_reads_before_erasures_are_done_again(store: Store, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_archive(fill(store), path, "hand")
    seen: list[object] = []

    def erase(restored: Store) -> None:
        assert Network.read(restored.view()).nodes
        other = type(restored)(restored.uri, "", "", restored.database, engine=restored.engine)
        other._driver.close()
        other._driver = restored._driver
        with pytest.raises(StoreUnavailable) as caught:
            other.refuse_half()
        with pytest.raises(StoreUnavailable):
            other.view().moment()
        seen.append(caught.value.key)

    emptied(store).restore(Archive(path), then=erase)
    assert seen == ["store_restoring"]
    assert store.view().moment().identity

    def fail(restored: Store) -> None:
        raise KeyError

    emptied(store)
    with pytest.raises(KeyError):
        store.restore(Archive(path), then=fail)
    assert list(store.view().nodes("Person")) == []
    store.restore(Archive(path))
    with pytest.raises(UsageError) as caught:
        store.restore(Archive(path))
    assert caught.value.key == "store_not_empty"


@pytest.mark.parametrize("name", ["export-schema-3.jsonl", "backup-1-schema-3.zip"])
def test_what_an_older_version_wrote_comes_back(store: Store, name: str, tmp_path: Path) -> None:
    """Files as the program wrote them in November 2026; they stay as they are."""
    path = tmp_path / name
    shutil.copy(HERE / name, path)
    taken = Archive(path) if is_archive(path) else JsonLines(path)
    assert store.restore(taken) == (17 if name.endswith(".jsonl") else 19)
    assert [p.rule for p in check(store.view(), store.schema)] == ["load_is_finished"]
    assert sorted(n["name"] for n in store.view().nodes("Person")) == sorted(NAMES)
    assert [d.keep_name for d in store.view().decisions()] == ["Werk Nord"]


def older(path: Path, version: int) -> Path:
    """The export as an older program would have written it: without the records that came later."""
    later = {1: ("Decision", "Proposal", "Entry"), 2: ("Entry",), 3: ()}[version]
    lines = (HERE / "export-schema-3.jsonl").read_text(encoding="utf-8").split("\n")[:-2]  # names have U+2028 in them
    kept = [line for line in lines if json.loads(line).get("labels", [""])[0] not in later]
    said = {"id": "export", "lines": len(kept), "schema_version": version}
    kept = [f"{line}\n" for line in kept]
    said["sha256"] = sha256("".join(kept).encode()).hexdigest()
    path.write_text(
        "".join(kept) + json.dumps({"id": "export", "labels": ["Meta"], "properties": said, "type": "node"}) + "\n",
        encoding="utf-8",
    )
    return path


@pytest.mark.parametrize("version", [1, 2, 3])
def test_what_an_older_schema_wrote_is_brought_up_before_anybody_reads(
    embedded_store: Store, version: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = []

    def step(number: int) -> Step:
        def take(driver: Any, database: str, schema: Any) -> None:
            assert embedded_store.view().is_half_restored()
            taken.append(number)

        return take

    emptied(embedded_store)
    monkeypatch.setattr(restoring, "STEPS", tuple(map(step, range(1, 5))))  # one more than this program has
    embedded_store.restore(JsonLines(older(tmp_path / "alt.jsonl", version)))
    assert taken == list(range(version + 1, 5))
    assert sorted(n["name"] for n in embedded_store.view().nodes("Person")) == sorted(NAMES)
    assert len(list(embedded_store.view().decisions())) == (version > 1)
    assert [p.rule for p in check(embedded_store.view(), embedded_store.schema) if p.rule != "load_is_finished"] == []


def test_a_manifest_is_what_was_written() -> None:
    said = Manifest("2026-11-30T01:00:00+00:00", "embedded", 3, 7, "ab", 12)
    assert Manifest.of(said.text()) == said
    for broken in ("", "[]", "{}", said.text().replace('"lines": 0', '"lines": 1')):
        with pytest.raises(ValueError, match=r".*"):
            Manifest.of(broken)


def test_other_files_are_no_backups(tmp_path: Path) -> None:
    for name, content in (("a.zip", b""), ("b.zip", b"{}"), ("c.age", b"age-encryption.org/v2\n")):
        (tmp_path / name).write_bytes(content)
        assert not is_archive(tmp_path / name)
    with zipfile.ZipFile(tmp_path / "d.zip", "w") as archive:
        archive.writestr("x", "y")
    with pytest.raises(InputError) as caught:
        Archive(tmp_path / "d.zip").manifest()
    assert caught.value.key == "backup_no_manifest"
    with pytest.raises(InputError) as caught:
        Archive(tmp_path / "fehlt.zip").manifest()
    assert caught.value.key == "no_such_file"
