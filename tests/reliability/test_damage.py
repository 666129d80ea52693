"""Damage of many kinds, planted behind the program's back on either engine: `check` names each of them."""

import json
import re
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import yaml
from neo4j.exceptions import ConstraintError

from graph.backup.archive import Archive, write_archive
from graph.bookkeeping import META
from graph.model.facts import Entity, Fact, Record, Source
from graph.store import Store
from graph.store.consistency import RULES, check
from graph.store.export import whole
from graph.store.merging import Reasons
from tests.test_names import ROOT

LIST = Source(title="Liste", sha256="a" * 64, kind="list")
WORK = Entity("Organisation", ("org:werk nord",), "Werk Nord", "row 1")
HOUSE = Entity("Organisation", ("org:werk",), "Werk", "row 2")
ANNA = Entity("Person", ("mail:anna@werk.example",), "Anna Lang", "row 1")
BO = Entity("Person", ("mail:bo@werk.example",), "Bo Weiß", "row 2")
FACTS = (Fact("WORKS_FOR", ANNA.key, WORK.key, "row 1", "Leitung"), Fact("KNOWS", ANNA.key, BO.key, "row 2", "met"))

# What is done to the store, and which rule names it.
DAMAGE: dict[str, tuple[str, str]] = {
    "a name was changed": ("MATCH (n:Person {name: 'Anna Lang'}) SET n.name = 'Anna Kurz'", "properties_follow_claims"),
    "claims are cut off": (
        "MATCH (n:Person {name: 'Anna Lang'}) SET n.claims = ['[\"name\", \"An']",
        "claims_are_readable",
    ),
    "claims are gone": ("MATCH (n:Person {name: 'Anna Lang'}) SET n.claims = []", "node_has_evidence"),
    "a key is gone": ("MATCH (k:Key {id: 'mail:anna@werk.example'}) DELETE k", "node_owns_key"),
    "a key is somebody else's": (
        "MATCH (k:Key {id: 'mail:anna@werk.example'}) MATCH (n:Person {name: 'Bo Weiß'}) SET k.node = n.id",
        "key_belongs_to_node",
    ),
    "a key belongs to nobody": ("CREATE (k:Key {id: 'mail:x@x.example', node: 'per-nobody'})", "key_belongs_to_node"),
    "a node has no keys": ("MATCH (n:Person {name: 'Anna Lang'}) SET n.keys = []", "node_has_key"),
    "a claim is under a key of somebody else": (
        "MATCH (n:Person {name: 'Anna Lang'}) SET n.keys = ['mail:bo@werk.example']",
        "claims_follow_keys",
    ),
    "the source is gone": ("MATCH (n:Source) DELETE n", "source_exists"),
    "a node is retired with its claims": (
        "MATCH (n:Person {name: 'Bo Weiß'}) SET n.retired_at = '2026'",
        "retired_says_nothing",
    ),
    "a fact hangs on a retired node": (
        "MATCH (n:Person {name: 'Bo Weiß'}) SET n.retired_at = '2026', n.claims = []",
        "ends_are_current",
    ),
    "evidence is gone": ("MATCH (a)-[f:WORKS_FOR]->(b) SET f.evidence = []", "fact_has_evidence"),
    "evidence is of a source that is not there": (
        "MATCH (a)-[f:WORKS_FOR]->(b) SET f.evidence = ['src-x#row 1']",
        "source_exists",
    ),
    "a role was changed": ("MATCH (a)-[f:WORKS_FOR]->(b) SET f.role = 'Chefin'", "id_fits_fact"),
    "a role nobody knows": ("MATCH (a)-[f:KNOWS]->(b) SET f.role = 'x'", "role_is_known"),
    "a fact follows another key": (
        "MATCH (a)-[f:WORKS_FOR]->(b) SET f.from_key = 'mail:bo@werk.example'",
        "fact_follows_keys",
    ),
    "a fact lacks its keys": ("MATCH (a)-[f:WORKS_FOR]->(b) REMOVE f.from_key", "fact_is_whole"),
    "a fact between wrong types": (
        "MATCH (a:Organisation {name: 'Werk Nord'}) MATCH (b:Person {name: 'Bo Weiß'}) CREATE (a)-[f:WORKS_FOR "
        "{id: 'x', from_key: 'org:werk nord', to_key: 'mail:bo@werk.example', recorded_at: '2026', "
        "evidence: ['src-x#1']}]->(b)",
        "ends_fit_type",
    ),
    "a fact leads to bookkeeping": (
        "MATCH (a:Person {name: 'Bo Weiß'}) MATCH (k:Key {id: 'org:werk nord'}) "
        "CREATE (a)-[f:WORKS_FOR {id: 'x'}]->(k)",
        "ends_exist",
    ),
    "an id of another type": ("MATCH (n:Person {name: 'Bo Weiß'}) SET n.id = 'org-1234'", "id_fits_label"),
    "a label nobody knows": ("CREATE (n:Fremd {id: 'x'})", "label_is_known"),
    "a load that broke off": ("MATCH (n:Source) SET n.unfinished = true", "load_is_finished"),
    "a withdrawal that broke off": (
        "MATCH (n:Source) SET n.unfinished = true, n.withdrawn_by = 'anna'",
        "withdrawal_is_finished",
    ),
    "a restoration that broke off": (f"MATCH (m:{META} {{id: 'store'}}) SET m.restoring = true", "backup_is_restored"),
    "a decision names a key that is gone": ("MATCH (k:Key {id: 'org:werk'}) DELETE k", "decision_names_keys"),
}


@pytest.fixture
def sound(store: Store) -> Store:
    store.writer().load(LIST, [Record((ANNA, BO, WORK, HOUSE), FACTS)])
    ids = {n["name"]: n["id"] for n in store.view().nodes("Organisation")}
    store.curator().merge(ids["Werk Nord"], ids["Werk"], Reasons("anna", "ein Haus"))
    assert check(store.view(), store.schema) == []
    return store


def test_each_kind_of_damage_is_named(sound: Store) -> None:
    lines = [(label, record) for label in ("Person",) for record in sound.view().nodes(label)]
    assert lines
    missed = {}
    for name, (statement, rule) in DAMAGE.items():
        sound.erase_everything()
        sound.migrate()
        sound.writer().load(LIST, [Record((ANNA, BO, WORK, HOUSE), FACTS)])
        ids = {n["name"]: n["id"] for n in sound.view().nodes("Organisation")}
        sound.curator().merge(ids["Werk Nord"], ids["Werk"], Reasons("anna", "ein Haus"))
        sound._driver.execute_query(statement, database_=sound.database)
        found = [problem.rule for problem in check(sound.view(), sound.schema)]
        if rule not in found:
            missed[name] = found
    assert missed == {}
    assert {rule for _, rule in DAMAGE.values()} == {*RULES}


def test_the_last_good_backup_mends_it(sound: Store, tmp_path: Path) -> None:
    before = list(whole(sound.view(), sound.schema))
    write_archive(sound, tmp_path / "b.zip", "hand")
    for statement, _ in DAMAGE.values():
        with suppress(ConstraintError):  # two of them make the same id
            sound._driver.execute_query(statement, database_=sound.database)
    assert len({problem.rule for problem in check(sound.view(), sound.schema)}) >= 10
    sound.erase_everything()
    sound.migrate()
    sound.restore(Archive(tmp_path / "b.zip"))
    assert check(sound.view(), sound.schema) == []
    assert list(whole(sound.view(), sound.schema)) == before


def test_the_document_tells_each_damage_what_is_said_of_it_and_what_mends_it() -> None:
    words: dict[str, str] = yaml.safe_load((ROOT / "cli" / "help" / "en.yaml").read_text(encoding="utf-8"))
    text = (ROOT / "docs" / "reliability.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([^|]+) \| ([^|]+) \(`(\w+)`\) \| ([^|]+) \|$", text, re.MULTILINE)
    assert [(name, said, rule) for name, said, rule, _ in rows] == [
        (name, words[f"rule.{rule}"], rule) for name, (_, rule) in DAMAGE.items()
    ]
    assert {rule for _, _, rule, mends in rows if mends != "the last good backup"} == {
        name.removeprefix("check.next.") for name in words if name.startswith("check.next.")
    }


def test_who_writes_while_it_is_looked_does_no_damage(sound: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    keys, written = type(sound.view()).keys, []

    def meddled(view: Any) -> dict[str, str]:
        if not written:
            written.append("once")
            one = Entity("Person", ("mail:cem@werk.example",), "Cem Spät", "row 1")
            sound.writer().load(Source(title="Spät", sha256="b" * 64), [Record((one,), ())])
        found: dict[str, str] = keys(view)
        return found

    monkeypatch.setattr(type(sound.view()), "keys", meddled)
    assert check(sound.view(), sound.schema) == []
    assert written


@pytest.mark.parametrize("language", ["de", "en"])
def test_each_rule_has_a_sentence_and_a_next_step(language: str) -> None:
    words: dict[str, Any] = yaml.safe_load((ROOT / "cli" / "help" / f"{language}.yaml").read_text(encoding="utf-8"))
    assert [rule for rule in RULES if not words.get(f"rule.{rule}")] == []
    assert [key for key in words if key.startswith("check.next")] == [
        "check.next",
        *(f"check.next.{rule}" for rule in ("load_is_finished", "withdrawal_is_finished", "backup_is_restored")),
    ]


def test_the_command_tells_rule_and_next_step(
    sound: Store, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import typer

    from cli.commands.ask import check as command

    sound._driver.execute_query(DAMAGE["a role was changed"][0], database_=sound.database)

    class Opened:
        def __enter__(self) -> Store:
            return sound

        def __exit__(self, *_: object) -> None: ...

    monkeypatch.setattr("graph.engine.open_store", lambda chosen: Opened())
    with pytest.raises(typer.Exit) as ended:
        command(as_json=True)
    told = json.loads(capsys.readouterr().out)
    assert ended.value.exit_code == 1
    assert [one["rule"] for one in told] == ["id_fits_fact"]
    assert "restore" in told[0]["next"]
