"""What follows a load: a corrected file takes the place of the earlier one, and what is certain is merged."""

from collections.abc import Callable
from pathlib import Path

import pytest

from graph.errors import UsageError
from graph.network import Network
from graph.store import Store
from graph.store.consistency import check
from graph.store.export import lines
from graph.store.source_names import source_named
from ingest.loading.intake import Intake, Wishes, join
from ingest.loading.pipeline import prepare
from ingest.loading.report import FileReport
from ingest.records import Options

Put = Callable[[str, str | bytes], Path]
EVENT = Options(event="Auftakt", date="2021-03-16")
HEAD = "Name;Firma;Funktion\n"
FIRST = f"{HEAD}Anna Lang;Werk Nord;Leiterin\nBo Weiß;Werk Nord;Einkauf\n"
CORRECTED = f"{HEAD}Anna Lang;Werk Nord;Leiterin\nBo Weiss;Werk Nord;Vertrieb\nCem Arslan;Kammer Süd;\n"


def taken(store: Store, path: Path, options: Options = EVENT, wishes: Wishes | None = None) -> FileReport:
    return Intake(store, wishes or Wishes("anna", merge=False)).take(prepare(path, options))


def roles(store: Store) -> set[tuple[str, str]]:
    network = Network.read(store.view())
    return {(network.nodes[r.start].name, r.role) for r in network.relations if r.type == "WORKS_FOR"}


def test_a_corrected_list_takes_the_place_of_the_earlier_one_and_says_what_ended(store: Store, put: Put) -> None:
    first = taken(store, put("liste.csv", FIRST))
    second = taken(store, put("liste.csv", CORRECTED))
    (old,) = second.replaced
    # the role of Bo in Einkauf alone: that he came, and all about Anna, the corrected list says as well
    assert (old.id, old.title, old.nodes, old.facts) == (first.source, "liste", 0, 1)
    assert roles(store) == {("Anna Lang", "Leiterin"), ("Bo Weiss", "Vertrieb"), ("Cem Arslan", "")}
    sources = {s["id"]: s.get("replaced_by") for s in store.view().nodes("Source")}
    assert sources == {first.source: second.source, second.source: None}
    assert check(store.view(), store.schema) == []


def test_loading_the_corrected_list_again_changes_nothing(store: Store, put: Put) -> None:
    taken(store, put("liste.csv", FIRST))
    taken(store, put("liste.csv", CORRECTED))
    before = list(lines(store.view(), store.schema))
    again = taken(store, put("liste.csv", CORRECTED))
    assert (again.replaced, again.changes.any) == ((), False)
    assert list(lines(store.view(), store.schema)) == before


def test_a_dry_run_tells_the_same_and_leaves_nothing_behind(store: Store, put: Put) -> None:
    taken(store, put("liste.csv", FIRST))
    before = list(lines(store.view(), store.schema))
    dry = taken(store, put("liste.csv", CORRECTED), wishes=Wishes("anna", dry_run=True))
    assert list(lines(store.view(), store.schema)) == before
    real = taken(store, put("liste.csv", CORRECTED))
    assert dry.replaced == real.replaced


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("liste.csv", Options(event="Gipfel", date="2022-05-10")),  # another event
        ("andere.csv", EVENT),  # another file
        ("liste.csv", Options(event="Auftakt", date="2021-03-16", invented=True)),  # not of this world
    ],
)
def test_another_list_takes_nobodys_place(store: Store, put: Put, name: str, options: Options) -> None:
    taken(store, put("liste.csv", FIRST))
    assert taken(store, put(name, CORRECTED), options).replaced == ()


def test_files_side_by_side_do_not_replace_each_other(store: Store, put: Put) -> None:
    one = prepare(put("liste.csv", FIRST), EVENT)
    other = prepare(put("liste.csv", CORRECTED), EVENT)
    together = {one.source.id, other.source.id}
    Intake(store, Wishes(), together).take(prepare(put("liste.csv", FIRST), EVENT))
    assert Intake(store, Wishes(), together).take(prepare(put("liste.csv", CORRECTED), EVENT)).replaced == ()


def test_a_facts_file_takes_the_place_it_is_told_to(store: Store, put: Put) -> None:
    facts = "source: {{title: {title}}}\nnodes:\n  - {{ref: a, type: Person, name: {name}}}\n"
    old = taken(store, put("a.yaml", facts.format(title="Alt", name="Anna Lang")), Options())
    assert taken(store, put("a.yaml", facts.format(title="Neu", name="Bo Weiß")), Options()).replaced == ()
    wishes = Wishes("anna", replaces=source_named(store.view().nodes("Source"), "Alt"))
    (gone,) = taken(store, put("a.yaml", facts.format(title="Neuer", name="Cem Arslan")), Options(), wishes).replaced
    assert (gone.id, gone.nodes, gone.names) == (old.source, 1, ("Anna Lang",))
    with pytest.raises(UsageError):
        source_named(store.view().nodes("Source"), "Alt")


def three_lists(store: Store, put: Put) -> list[FileReport]:
    """Carla Bergkamp by her employer, then by her address; only the third list says that both are one."""
    lists = (
        ("a.csv", "Name;Firma;E-Mail\nCarla Bergkamp;Glaswerk Nord;\n"),
        ("b.csv", "Name;Firma;E-Mail\nCarla Bergkamp;;carla@bergkamp.example\n"),
        ("c.csv", "Name;Firma;E-Mail\nCarla Bergkamp;Glaswerk Nord;carla@bergkamp.example\n"),
    )
    return [taken(store, put(name, text), Options(event=f"Treffen {name}", date="2022-05-10")) for name, text in lists]


def test_what_can_not_be_chance_is_merged_and_can_be_undone(store: Store, put: Put) -> None:
    reports = three_lists(store, put)
    before = list(lines(store.view(), store.schema))
    joined = join(store, reports[2:])
    (merged,) = [m for report in joined for m in report.merged]
    assert {merged.keep, merged.other} == {"Carla Bergkamp"}
    assert merged.compared
    store.curator().undo(merged.decision, "anna")
    nodes = [line for line in list(lines(store.view(), store.schema)) if "Decision" not in line]
    assert nodes == [line for line in before if "Decision" not in line]
    assert join(store, reports)[-1].merged == ()  # what somebody undid is not done again


def test_loading_again_looks_for_nothing_and_changes_nothing(store: Store, put: Put) -> None:
    join(store, three_lists(store, put))
    before = list(lines(store.view(), store.schema))
    again = three_lists(store, put)
    assert [report.changes.any for report in again] == [False, False, False]
    assert join(store, again) == again
    assert list(lines(store.view(), store.schema)) == before


def test_what_is_invented_is_not_merged_with_what_is_real(store: Store, put: Put) -> None:
    taken(store, put("a.csv", "Name;Firma;E-Mail\nCarla Bergkamp;Glaswerk Nord;\n"))
    for name, firm in (("b.csv", ""), ("c.csv", "Glaswerk Nord")):
        text = f"Name;Firma;E-Mail\nCarla Bergkamp;{firm};carla@bergkamp.example\n"
        options = Options(event=f"Treffen {name}", date="2022-05-10", invented=True)
        last = taken(store, put(name, text), options)
    (joined,) = join(store, [last])
    assert (joined.merged, joined.waiting) == ((), 1)


@pytest.mark.parametrize("limit", ["MOST_NODES", "MOST_TOUCHED"])
def test_a_load_too_large_to_be_compared_says_so(
    store: Store, put: Put, monkeypatch: pytest.MonkeyPatch, limit: str
) -> None:
    monkeypatch.setattr(f"ingest.loading.intake.{limit}", 1)
    joined = join(store, three_lists(store, put))
    assert [note.key for note in joined[-1].notes] == ["note_not_joined"]
    assert joined[-1].merged == ()
