"""Erased, told, restricted: the same on both engines."""

from datetime import date
from pathlib import Path

import pytest

from graph.columns import Keeper
from graph.errors import UnknownName, UsageError
from graph.network import Network
from graph.network.near import Near
from graph.network.search import find_one
from graph.privacy.bases import Basis, set_basis
from graph.privacy.erasing import erase, preview
from graph.privacy.informing import duties, settle
from graph.privacy.reporting import report_on
from graph.privacy.restricting import lift, restrict, restrictions
from graph.privacy.retention import RetentionRules, apply
from graph.privacy.seen_lines import without_restricted
from graph.settings import Settings
from graph.store import Store
from graph.store.consistency import check
from graph.store.export import whole
from tests.graph.privacy import planted
from tests.graph.privacy.forms import forms

ANNA = planted.MAIL


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data=tmp_path / "data", neo4j_uri=None)


@pytest.fixture
def listed(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """Three people of a list; the key of erasures is the test's own."""
    monkeypatch.setattr(store, "keys", tmp_path / "data-keys")
    planted.load(store, tmp_path / "files", "liste.csv")
    return store


def people(store: Store) -> set[str]:
    return {n.name for n in Keeper().network(store.view()).by_label("Person")}


def all_lines(store: Store) -> bytes:
    """Everything in the store, the notes of writes and the keys of nodes too."""
    view = store.view()
    beside = [str(row) for label in ("Meta", "Key", "Entry", "Decision", "Proposal") for row in view.bookkeeping(label)]
    return "\n".join([*whole(view, store.schema), *beside]).encode()


def test_who_is_erased_is_in_no_value_of_the_database(listed: Store, settings: Settings, tmp_path: Path) -> None:
    planted.load(listed, tmp_path / "files", "termine.ics", "presse.txt")
    shown = preview(listed, settings, ANNA)
    assert shown.removed.deleted["Person"] == 1
    assert ANNA.encode() in all_lines(listed)
    done = erase(listed, settings, shown.subject.id, who="Otto", reason=f"Antrag von {planted.NAME}")
    assert done.removed == shown.removed
    lines = all_lines(listed)
    assert not [form for form in forms(planted.FAMILY) if form in lines]
    assert shown.subject.id.encode() not in lines
    assert check(listed.view(), listed.schema) == []
    assert people(listed) == {planted.BESIDE, "Clara Weiß"}
    with pytest.raises(UnknownName):
        preview(listed, settings, ANNA)


def test_who_was_erased_stays_out_and_the_report_names_the_row_alone(
    listed: Store, settings: Settings, tmp_path: Path
) -> None:
    erase(listed, settings, ANNA, who="Otto", reason="Antrag")
    notes = planted.load(listed, tmp_path / "files", "liste.csv", "karten.vcf")
    assert [note for note in notes if "gelöscht" in note] != []
    assert planted.FAMILY not in " ".join(notes)
    assert people(listed) == {planted.BESIDE, "Clara Weiß"}


def test_erasing_asks_for_a_reason(listed: Store, settings: Settings) -> None:
    with pytest.raises(UsageError):
        erase(listed, settings, ANNA, who="Otto", reason=" ")
    assert planted.NAME in people(listed)
    assert not settings.keys_folder.exists()


def test_the_report_tells_each_value_with_source_basis_and_place_and_nothing_of_others(
    listed: Store, settings: Settings
) -> None:
    source = next(s for s in listed.view().nodes("Source") if s["file"] == "liste.csv")
    set_basis(listed.curator(), Basis("Art. 6 Abs. 1 lit. e DSGVO", "Vernetzung"), "Otto")
    report = report_on(listed, settings, ANNA)
    said = {(v.field, v.value, v.source, v.place) for v in report.values}
    assert ("emails", planted.MAIL, source["id"], "row 2") in said
    assert {(f.type, f.other) for f in report.facts} >= {("WORKS_FOR", "Werk Nord GmbH"), ("TOOK_PART_IN", "Auftakt")}
    assert {(s.basis, s.purpose) for s in report.sources} == {("Art. 6 Abs. 1 lit. e DSGVO", "Vernetzung")}
    assert "Müller" not in str(report)


def test_who_is_restricted_is_in_no_network_and_no_export_and_still_stored(listed: Store, settings: Settings) -> None:
    restrict(listed, ANNA, "Otto", "Richtigkeit bestritten")
    view = listed.view()
    assert planted.NAME not in people(listed)
    assert planted.NAME not in {n.name for n in Network.read(view).by_label("Person")}
    near = Near(view).network(planted.NAME)
    assert near is None or planted.NAME not in {n.name for n in near.nodes.values()}
    counted = view.counts()
    read = Network.read(view)
    assert counted is not None
    assert (dict(counted.nodes)["Person"], dict(counted.facts)["WORKS_FOR"]) == (
        read.count_labels()["Person"],
        read.count_types()["WORKS_FOR"],
    )
    left_out, seen = without_restricted(view, listed.schema)
    exported = "\n".join(whole(view, listed.schema, seen)).encode()
    assert left_out == 1
    assert not [form for form in forms(planted.FAMILY) if form in exported]
    assert ANNA.encode() not in exported
    assert report_on(listed, settings, ANNA).restricted


def test_who_was_restricted_and_is_erased_leaves_no_word_of_hers(
    listed: Store, settings: Settings, tmp_path: Path
) -> None:
    planted.load(listed, tmp_path / "files", "termine.ics", "presse.txt")
    restrict(listed, ANNA, "Otto", f"{planted.NAME} bestreitet")
    erase(listed, settings, ANNA, who="Otto", reason="Antrag")
    lines = all_lines(listed)
    assert not [form for form in forms(planted.FAMILY) if form in lines]


def test_a_restriction_holds_through_a_later_load_and_is_lifted_with_a_reason(listed: Store, tmp_path: Path) -> None:
    restrict(listed, ANNA, "Otto", "Widerspruch", "object")
    planted.load(listed, tmp_path / "files", "karten.vcf")
    assert planted.NAME not in people(listed)
    with pytest.raises(UsageError):
        restrict(listed, ANNA, "Otto", "noch einmal")
    with pytest.raises(UsageError):
        lift(listed, ANNA, "Otto", "")
    lift(listed, ANNA, "Otto", "Widerspruch zurückgenommen")
    assert planted.NAME in people(listed)
    (told,) = restrictions(listed.view())
    assert (told.right, told.reason, told.lifted_because) == ("object", "Widerspruch", "Widerspruch zurückgenommen")


def test_who_is_known_from_a_list_is_to_be_told_within_a_month(listed: Store) -> None:
    found = {d.name: d for d in duties(listed.view())}
    anna = found[planted.NAME]
    assert (anna.article, anna.state) == ("14", "open")
    assert anna.due[:7] != anna.since[:7]
    assert settle(listed, ANNA, "Otto", on="2026-12-01").state == "sent"
    assert settle(listed, planted.BESIDE, "Otto", why="Art. 14 Abs. 5 lit. a").state == "not_needed"
    assert {d.name for d in duties(listed.view()) if d.state == "open"} == {"Clara Weiß"}


def test_retention_takes_what_is_over_and_leaves_what_a_newer_source_says(
    listed: Store, settings: Settings, tmp_path: Path
) -> None:
    planted.load(listed, tmp_path / "files", "karten.vcf")
    rules = RetentionRules.model_validate({"rules": [{"kind": "list", "months": 12}]})
    assert apply(listed, settings, rules, date(2021, 6, 1), "Otto").deleted == {}
    removed = apply(listed, settings, rules, date(2022, 6, 1), "Otto")
    assert removed.deleted["Person"] == 2
    assert planted.BESIDE not in people(listed)
    assert find_one(Keeper().network(listed.view()), ANNA).name == planted.NAME
    assert check(listed.view(), listed.schema) == []
