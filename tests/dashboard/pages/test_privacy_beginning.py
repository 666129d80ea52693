"""What stands on Datenschutz before anybody is asked for: what is due, who did what last, whom to begin with."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.pages.privacy import beginning
from dashboard.state import current, duties, seen
from graph import account
from graph.audit import AuditLog, entries
from graph.model.facts import Entity, Record, Source
from graph.network import Network
from graph.privacy import informing
from graph.privacy.restricting import Restriction, restrict, restrictions
from graph.store import Store, View
from tests.dashboard.pages.test_pages import html, opened

pytestmark = pytest.mark.embedded
LIST = Source(title="Liste", sha256="e" * 64, kind="list", date="2022-01-01")


@pytest.fixture
def store(kept_store: Store, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Store]:
    kept_store.erase_everything()
    kept_store.migrate()
    monkeypatch.setattr(current, "database", lambda: kept_store)
    monkeypatch.setenv("AKTEURSNETZ_DATA", str(tmp_path))
    monkeypatch.setenv("AKTEURSNETZ_NAME", "Anna Beispiel")
    monkeypatch.setattr(account, "_folder", [tmp_path])
    monkeypatch.setattr(account, "_remembered", {})
    for cache in (current._read, duties._days):
        cache.clear()
    yield kept_store
    for cache in (current._read, duties._days):
        cache.clear()


def listed(store: Store, *names: str, source: Source = LIST) -> dict[str, str]:
    """Takes people in and returns their ids by name."""
    people = tuple(Entity("Person", (f"mail:{n.split()[0].lower()}@werk.example",), n, "row 1") for n in names)
    store.writer().load(source, [Record(people, ())])
    return {node.name: node.id for node in Network.read(store.view()).by_label("Person")}


def links(app: AppTest, heading: str) -> str:
    """What stands under a heading, up to the next one."""
    return html(app).partition(f">{heading}</h2>")[2].partition("<h2")[0]


def test_who_is_to_be_told_is_worked_out_once_until_something_is_written(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    (ida, *_) = listed(store, "Ida Lauf", "Uta Probe").values()
    asked: list[int] = []

    def counted(view: View) -> list[informing.Duty]:
        asked.append(1)
        return informing.duties(view)

    monkeypatch.setattr(duties, "duties", counted)
    assert "2 Personen sind noch zu informieren" in links(opened("privacy"), "Was ansteht")
    opened("privacy").run()
    assert len(asked) == 1
    informing.settle(store, ida, "Anna", on="2026-11-30")
    assert "1 Person ist noch zu informieren" in links(opened("privacy"), "Was ansteht")


def test_all_who_are_restricted_are_named_the_latest_first(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    names = ["Ada Erste", "Bea Zweite", "Cora Dritte"]
    known = listed(store, *names)
    for name in names:
        restrict(store, known[name], "Otto", "bestritten")

    def apart(view: View) -> list[Restriction]:
        days = {known[name]: f"2026-0{day}-01T08:00:00+00:00" for day, name in enumerate(names, 1)}
        return [replace(one, at=days[one.person]) for one in sorted(restrictions(view), key=lambda one: one.id)]

    monkeypatch.setattr(beginning, "restrictions", apart)
    monkeypatch.setattr(beginning, "_RESTRICTED", 2)
    drawn = html(opened("privacy"))
    assert drawn.index("Cora Dritte") < drawn.index("Bea Zweite") < drawn.index("und 1 weitere Person")
    assert drawn.index("und 1 weitere Person") < drawn.index("Ada Erste")
    assert f"person={known['Ada Erste']}" in drawn


def test_nobody_is_offered_without_occasion_but_who_is_invented(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    ida = listed(store, "Ida Lauf", "Uta Probe")["Ida Lauf"]
    monkeypatch.setattr(beginning, "most_known", lambda network, label: list(network.by_label(label)))
    assert "Zum Anfangen" not in html(opened("privacy"))
    invented = replace(LIST, title="Erfunden: Liste", sha256="f" * 64, invented=True)
    listed(store, "Zora Ausgedacht", "Zita Ausgedacht", source=invented)
    offered = links(opened("privacy"), "Zum Anfangen")
    assert offered.count("<a ") == 1
    assert "Ausgedacht" in offered
    monkeypatch.setattr(beginning, "seen", lambda: [ida])
    offered = links(opened("privacy"), "Zum Anfangen")
    assert offered.count("<a ") == 1
    assert "Ida Lauf" in offered
    assert seen.seen() == []


def test_what_was_done_last_is_said_of_who_did_it(store: Store, tmp_path: Path) -> None:
    listed(store, "Ida Lauf")
    log, other = AuditLog(tmp_path), "p-0123456789ab"
    log.record("report")
    mine = next(iter(entries(log))).who
    written = log.files()[-1]
    written.write_text(written.read_text().replace(mine, other))  # a colleague whose name is not kept here
    log.record("erase")
    done = links(opened("privacy"), "Zuletzt getan")
    assert f"({other})" in done
    assert "(Anna Beispiel)" in done
    assert "noch ohne Namen" not in done
