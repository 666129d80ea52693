"""What a run of retention spares, and what it leaves in the log: the same on both engines."""

import time
from datetime import date
from pathlib import Path

import pytest

from graph import account
from graph.access import Person, desk
from graph.access.sessions import Limits, SessionBook
from graph.audit import AuditLog, entries, verify
from graph.columns import Keeper
from graph.curation.entries import enter
from graph.curation.entry import Entry, Provenance, ValueChange
from graph.network.search import find_one
from graph.privacy.removing import Removed
from graph.privacy.reporting import report_on
from graph.privacy.restricting import lift, restrict, restricted_people
from graph.privacy.retention import RetentionRules, apply, is_alone_for_whole_people, preview
from graph.settings import Settings
from graph.store import Store
from graph.store.consistency import check
from tests.graph.privacy import planted

ANNA = planted.MAIL
YEAR = RetentionRules.model_validate({"rules": [{"months": 12}]})
LONG_AFTER = date(2028, 6, 1)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data=tmp_path / "data", neo4j_uri=None)


@pytest.fixture
def listed(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """Three people of a list of 16 March 2021; log and key are the test's own."""
    monkeypatch.setattr(store, "keys", tmp_path / "data-keys")
    monkeypatch.setattr(account, "_folder", [tmp_path / "data"])
    monkeypatch.setattr(store, "_log", AuditLog(tmp_path / "data"))
    planted.load(store, tmp_path / "files", "liste.csv")
    return store


def corrected(store: Store, field: str, value: str) -> str:
    """Corrects a value of Anna, said on 22 May 2021, and returns her id."""
    network = Keeper().network(store.view())
    her = find_one(network, ANNA).id
    said = Entry(Provenance("2021-05-22"), "correction", values=(ValueChange(her, field, value),))
    enter(store, network, said, "Otto", date(2021, 5, 22), unique="1")
    return her


def facts_of(store: Store, person: str) -> int:
    view = store.view()
    return sum(person in (row["start"], row["end"]) for name in store.schema.relationships for row in view.facts(name))


def test_who_is_restricted_stays_as_she_is_until_it_is_lifted(listed: Store, settings: Settings) -> None:
    her = restrict(listed, ANNA, "Otto", "bestritten").person
    before, facts = dict(next(n for n in listed.view().nodes("Person") if n["id"] == her)), facts_of(listed, her)
    assert apply(listed, settings, YEAR, LONG_AFTER, "Otto").deleted["Person"] == 2
    assert [(one.id, one.name) for one in restricted_people(listed.view())] == [(her, planted.NAME)]
    (left,) = listed.view().nodes("Person")
    assert dict(left) == before
    assert facts_of(listed, her) == facts == 2
    assert not preview(listed.view(), listed.schema, YEAR, LONG_AFTER)
    assert check(listed.view(), listed.schema) == []
    lift(listed, ANNA, "Otto", "geprüft")
    assert find_one(Keeper().network(listed.view()), ANNA).id == her
    assert apply(listed, settings, YEAR, LONG_AFTER, "Otto").deleted["Person"] == 1
    assert list(listed.view().nodes("Person")) == []


def test_who_objected_stays_as_well(listed: Store, settings: Settings) -> None:
    rules = RetentionRules.model_validate(
        {"rules": [{"kind": "correction", "months": 1}, {"kind": "list", "months": 1}]}
    )
    restrict(listed, ANNA, "Otto", "Widerspruch", "object")
    assert apply(listed, settings, rules, LONG_AFTER, "Otto").deleted["Person"] == 2
    assert [one.name for one in restricted_people(listed.view())] == [planted.NAME]


def test_a_correction_goes_with_all_else_and_not_before(listed: Store, settings: Settings, tmp_path: Path) -> None:
    planted.load(listed, tmp_path / "files", "karten.vcf")  # of today
    her = corrected(listed, "place", "Ulm")
    apply(listed, settings, YEAR, date(2022, 6, 1), "Otto")  # list and correction are over, the card is not
    told = report_on(listed, settings, ANNA)
    assert [v.value for v in told.values if v.field == "place"] == ["Ulm"]
    assert {v.source for v in told.values if v.field == "name"} != set()
    assert [n["id"] for n in listed.view().nodes("Person")] == [her]
    apply(listed, settings, YEAR, date(2099, 1, 1), "Otto")
    assert list(listed.view().nodes("Person")) == []
    assert check(listed.view(), listed.schema) == []


def test_a_rule_about_a_field_takes_a_correction_once_nothing_else_says_the_field(
    listed: Store, settings: Settings
) -> None:
    her = corrected(listed, "place", "Ulm")
    rules = RetentionRules.model_validate({"rules": [{"field": "place", "months": 12}]})
    assert dict(apply(listed, settings, rules, date(2022, 6, 1), "Otto").changed) == {"Person": 1}
    (left,) = (n for n in listed.view().nodes("Person") if n["id"] == her)
    assert (left["name"], left.get("place") or "") == (planted.NAME, "")


def test_the_log_has_words_for_a_run_and_the_ids_of_the_people(listed: Store, settings: Settings) -> None:
    people = sorted(str(n["id"]) for n in listed.view().nodes("Person"))
    apply(listed, settings, YEAR, LONG_AFTER, "Otto")
    log = AuditLog(settings.data)
    told = [one for one in entries(log) if one.act != "take_group"]
    assert {one.act for one in told} == {"retention"}
    assert told[0].ids == tuple(people)
    assert [one for one in told if not one.ids] == []
    assert verify(log) == []


def test_a_run_that_takes_whole_people_is_one_person_where_an_erasure_needs_two(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dora = Person("p-dora", "Dora Datenschutz", frozenset({"protection"}), "2026-01-01T00:00:00+00:00")
    monkeypatch.setattr(desk, "_told", [lambda: dora])
    settings = Settings(data=tmp_path, neo4j_uri=None, sign_in_url="https://x.example", groups="dsb=protection")
    whole, part = Removed({"Person": 1, "WORKS_FOR": 2}), Removed({"WORKS_FOR": 1}, {"Person": 1})
    assert not is_alone_for_whole_people(whole, settings)
    SessionBook(settings.data_folder).used("s", "p-doris", time.time(), ("dsb",), Limits(1e6, 1e6))
    assert is_alone_for_whole_people(whole, settings)
    assert not is_alone_for_whole_people(part, settings)
    assert not is_alone_for_whole_people(whole, Settings(data=tmp_path, neo4j_uri=None))
