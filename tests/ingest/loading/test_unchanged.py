"""A file that is in the network whole, as it is, is not read again; whatever was changed of it, it is."""

from collections.abc import Callable
from pathlib import Path

import pytest

from graph.model.facts import Entity, Fact, Record, Source
from graph.store import Store
from graph.store.entering import HandEntry
from graph.store.export import whole
from graph.store.merging import Reasons
from ingest.loading import unchanged as room
from ingest.loading.gathering import GatheredFile, gather
from ingest.loading.intake import Wishes
from ingest.loading.taking_in import check, take_all
from ingest.loading.unchanged import unchanged
from ingest.records import Options

Put = Callable[[str, str | bytes], Path]
HEAD = "Name;Firma;E-Mail\n"
LISTS = {
    "a.csv": f"{HEAD}Bo Weiß;Werk Nord;bo@nord.example\nDora Lenz;Kammer Süd;\n",
    "b.csv": f"{HEAD}Emil Ost;Kammer Süd;\n",
    "c.csv": f"{HEAD}Gesa Moor;Hafen West;\nEmilia Ost;Hafen West;\n",
}
OPTIONS = Options(event="Treffen", date="2022-05-10", new_event=True)


def files(put: Put, **changed: str) -> list[GatheredFile]:
    """The lists, each of a gathering of its own, so that none takes the place of another."""
    texts = LISTS | {f"{name}.csv": text for name, text in changed.items()}
    with gather([put(name, text) for name, text in texts.items()]) as gathered:
        return gathered.files


def take(store: Store, some: list[GatheredFile], options: Options = OPTIONS) -> None:
    reports = list(take_all(store, check(some, options).prepared, Wishes("anna")))
    assert len(reports) == len(some)


def known(store: Store, some: list[GatheredFile], options: Options = OPTIONS) -> set[str]:
    return {*unchanged(store, some, options)}


def node(store: Store, name: str) -> str:
    return next(n["id"] for label in ("Person", "Organisation") for n in store.view().nodes(label) if n["name"] == name)


def source(store: Store, file: str) -> str:
    return str(store.view().sources(file=file)[0]["id"])


def entered(store: Store, file: str) -> None:
    """Somebody says where a person of a list works."""
    person = next(n for n in store.view().nodes("Person") if n["id"] == node(store, "Emil Ost"))
    key = person["keys"][0]

    def make(at: str) -> HandEntry:
        who = Entity("Person", (key,), "Emil Ost", at, decided=(("place!", "Kiel"),))
        where = Entity("Organisation", ("org:werk neu",), "Werk Neu", at)
        said = Record((who, where), (Fact("WORKS_FOR", key, where.key, at),))
        return HandEntry(Source(title="Eintrag", sha256=at, entered=True), said, {}, [("WORKS_FOR", key, where.key)])

    store.curator().enter(make, "anna")


def merged(store: Store, file: str) -> str:
    two = node(store, "Emil Ost"), node(store, "Emilia Ost")
    return store.curator().merge(*two, Reasons("anna")).id


CHANGES: dict[str, tuple[Callable[[Store, str], object], set[str]]] = {
    "withdrawn": (lambda store, file: store.curator().withdraw(source(store, file), "anna"), {"b.csv"}),
    "corrected": (
        lambda store, file: store.curator().correct_source(source(store, file), {"date": "2020-01-01"}, "anna"),
        {"b.csv"},
    ),
    "entered": (entered, {"b.csv"}),
    "merged": (merged, {"b.csv", "c.csv"}),
    "parted": (
        lambda store, file: store.curator().part(node(store, "Bo Weiß"), node(store, "Emil Ost"), Reasons("anna")),
        set(),
    ),
    "placed on the map": (lambda store, file: store.writer().place({node(store, "Emil Ost"): (1.0, 2.0)}), set()),
    "erased": (lambda store, file: store.erase_everything(), {*LISTS}),
}


def test_files_that_are_loaded_are_known_with_what_they_said(store: Store, put: Put) -> None:
    some = files(put)
    assert known(store, some) == set()
    take(store, some)
    before = [*whole(store.view(), store.schema)], store.view().writes()
    reports = unchanged(store, some, OPTIONS)
    assert {*reports} == {*LISTS}
    report = reports["a.csv"]
    nodes, facts = report.counts
    assert (report.rows, nodes["created"], facts["created"]) == (2, 0, 0)
    assert nodes["unchanged"] == 2 + 2 + 1 + 1  # people, houses, the event and the source
    assert facts["unchanged"] == 4  # each works somewhere and took part
    assert [note.key for note in report.notes] == ["note_unchanged"]
    take(store, some)  # and reading them again would have written nothing
    assert ([*whole(store.view(), store.schema)], store.view().writes()) == before


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_is_no_load_takes_it_from_the_files_it_touched(store: Store, put: Put, change: str) -> None:
    some = files(put)
    for one in some:
        take(store, [one], Options(event=f"Treffen {one.name}", date="2022-05-10"))
    own = {one.name: Options(event=f"Treffen {one.name}", date="2022-05-10") for one in some}

    def are_known() -> set[str]:
        return {one.name for one in some if known(store, [one], own[one.name])}

    assert are_known() == {*LISTS}
    do, touched = CHANGES[change]
    do(store, "b.csv")
    assert are_known() <= {*LISTS} - touched
    if change in ("parted", "placed on the map"):
        assert are_known() == {*LISTS}
    if change in ("corrected", "merged"):
        assert "a.csv" in are_known()
    if change == "withdrawn":
        assert "c.csv" in are_known()  # a house of the first list was named by what is withdrawn, too
    # What is still taken for unchanged is: reading it again writes nothing.
    for one in [one for one in some if one.name in are_known()]:
        before = [*whole(store.view(), store.schema)]
        take(store, [one], own[one.name])
        assert [*whole(store.view(), store.schema)] == before


def test_undoing_a_merge_counts_and_reading_again_heals(
    store: Store, put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "LARGE", 0)
    some = files(put)
    take(store, some)
    decision = merged(store, "")
    assert not known(store, some) & {"b.csv", "c.csv"}
    take(store, some)
    assert known(store, some) == {*LISTS}
    store.curator().undo(decision, "anna")
    assert not known(store, some) & {"b.csv", "c.csv"}


def test_another_content_other_words_and_other_rules_are_not_known(
    store: Store, put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    some = files(put)
    take(store, some)
    assert known(store, some, Options(event="Treffen", date="2022-05-10", new_event=True, title="Anders")) == set()
    assert known(store, some, Options(event="Anderes Treffen", date="2022-05-10", new_event=True)) == set()
    assert known(store, files(put, a=f"{HEAD}Bo Weiß;Werk Nord;\n")) == {"b.csv", "c.csv"}
    again = files(put)
    assert known(store, again) == {*LISTS}
    monkeypatch.setattr(room, "rules", lambda: "other rules")
    assert known(store, again) == set()


def test_rejected_rows_are_told_each_time(store: Store, put: Put) -> None:
    bad = files(put, b=f"{HEAD}Emil Ost;Kammer Süd;kein-at-zeichen\n;;\n" + "Uwe Sand;Werk Nord;\n" * 20)
    checked = check(bad, OPTIONS)
    reports = list(take_all(store, checked.prepared, Wishes("anna")))
    with_rejected = {r.file for r in reports if r.rejected}
    assert not known(store, bad) & with_rejected


def test_a_list_that_would_take_the_place_of_another_is_read(store: Store, put: Put) -> None:
    """Both were loaded side by side, in one run; alone the one takes the place of the other."""
    first, second = put("liste.csv", LISTS["a.csv"]), put("Ordner.liste.csv", LISTS["b.csv"])
    both = [GatheredFile(first, "x/liste.csv", "liste.csv"), GatheredFile(second, "y/liste.csv", "liste.csv")]
    take(store, both)
    assert known(store, both) == {"x/liste.csv", "y/liste.csv"}
    assert known(store, both[:1]) == set()


def test_a_file_with_options_of_its_own_is_known_by_them(store: Store, put: Put) -> None:
    some = files(put)
    own = {"b.csv": Options(event="Anderes Treffen", date="2022-06-01", new_event=True)}
    reports = list(take_all(store, check(some, OPTIONS, own=own).prepared, Wishes("anna")))
    assert any(report.changes.any for report in reports)
    assert {*unchanged(store, some, OPTIONS, own=own)} == {"a.csv", "b.csv", "c.csv"}
    assert known(store, some) == {"a.csv", "c.csv"}
