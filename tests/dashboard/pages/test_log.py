"""The page Protokoll: one part of the log at a time, the latest first, turned to by buttons; a filter begins anew."""

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.pages.log import page
from graph import account
from graph.audit import AuditLog
from graph.audit import log as writing
from graph.network import Network
from tests.dashboard.pages.small_network import small_network
from tests.dashboard.pages.test_pages import html, opened

Serve = Callable[[Network], None]


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AuditLog:
    monkeypatch.setattr(writing, "LARGEST", 2000)
    monkeypatch.setattr(page, "_MOST", 10)
    monkeypatch.setattr(account, "_folder", [tmp_path])
    monkeypatch.setenv("AKTEURSNETZ_DATA", str(tmp_path))
    monkeypatch.setenv("AKTEURSNETZ_NAME", "Anna Beispiel")
    monkeypatch.setattr(account, "_remembered", {})
    made = AuditLog(tmp_path)
    for number in range(25):
        made.record("export" if number % 5 == 0 else "merge", [f"person-{number}"])
    return made


def numbers(app: AppTest) -> list[int]:
    return [int(n) for n in app.dataframe[0].value["Zeile"]] if app.dataframe else []


def turn(app: AppTest, key: str) -> None:
    app.button(key=key).click().run()
    assert not app.exception


def test_parts_are_turned_to_and_a_filter_begins_at_the_latest(serve: Serve, log: AuditLog) -> None:
    serve(small_network())
    app = opened("log")
    assert numbers(app) == [*range(25, 15, -1)]
    assert "10 Zeilen, die neueste zuerst: Nummer 25 bis 16" in html(app)
    assert app.button(key="log_newer").disabled
    turn(app, "log_older")
    turn(app, "log_older")
    assert numbers(app) == [5, 4, 3, 2, 1]
    assert app.button(key="log_older").disabled
    turn(app, "log_newer")
    assert numbers(app) == [*range(15, 5, -1)]
    app.selectbox(key="log_act").set_value("export").run()
    assert numbers(app) == [21, 16, 11, 6, 1]
    assert "Anna Beispiel" in {*app.dataframe[0].value["Wer"]}
    app.text_input(key="log_about").input("person-4").run()
    assert "Keine Zeile passt dazu." in html(app)


def test_a_changed_line_of_an_early_file_is_told(serve: Serve, log: AuditLog) -> None:
    serve(small_network())
    app = opened("log")
    turn(app, "log_verify")
    assert "25" in html(app)
    first = log.files()[0]
    first.write_text(first.read_text().replace("merge", "purge", 1))
    turn(app, "log_verify")
    assert "Zeile 2" in html(app)
