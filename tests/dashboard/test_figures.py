"""Health and figures: what is answered, to whom, and that no name is in it."""

import asyncio
import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware

from dashboard.server import door, figures
from dashboard.state import sign_in
from graph.store import Store


@dataclass
class Client:
    """Asks the application without a server."""

    app: Starlette

    def get(self, path: str, headers: dict[str, str] | None = None) -> httpx.Response:
        async def ask() -> httpx.Response:
            transport = httpx.ASGITransport(self.app)
            async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
                return await client.get(path, headers=headers)

        with ThreadPoolExecutor(1) as beside:  # here a browser of other tests may have its loop
            return beside.submit(asyncio.run, ask()).result()


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch, engine_folder: Path, kept_store: Store) -> Iterator[Client]:
    monkeypatch.setenv("AKTEURSNETZ_DATA", str(engine_folder))
    monkeypatch.setattr(figures, "_seen", [])
    figures.forget_store()
    sign_in.sign_in.cache_clear()
    yield Client(Starlette(routes=figures.ROUTES, middleware=[Middleware(door.Door)]))
    figures.forget_store()
    sign_in.sign_in.cache_clear()


@pytest.mark.embedded
def test_all_is_well_until_the_log_can_not_be_written(client: Client, engine_folder: Path) -> None:
    assert client.get("/_akteursnetz/health").json() == {"status": "ok", "database": True, "log": True}
    figures._seen[:] = []
    log = engine_folder / "audit"
    log.rename(engine_folder / "away")
    log.write_text("in the way")
    answer = client.get("/_akteursnetz/health")
    log.unlink()
    (engine_folder / "away").rename(log)
    assert (answer.status_code, answer.json()["log"]) == (503, False)


@pytest.mark.embedded
def test_figures_are_for_who_has_the_token(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    text = client.get("/_akteursnetz/metrics").text
    assert "\nakteursnetz_database_up 1\n" in text
    assert all(line.startswith(("#", "akteursnetz_")) for line in text.splitlines())
    monkeypatch.setenv("AKTEURSNETZ_METRICS_TOKEN", "a token")
    assert client.get("/_akteursnetz/metrics").status_code == 401
    assert client.get("/_akteursnetz/metrics", headers={"Authorization": "Bearer another"}).status_code == 401
    assert client.get("/_akteursnetz/metrics", headers={"Authorization": "Bearer a token"}).status_code == 200


@pytest.mark.embedded
def test_without_sign_in_what_comes_through_a_proxy_is_refused(client: Client) -> None:
    answer = client.get("/_akteursnetz/health", headers={"X-Forwarded-For": "192.0.2.1"})
    assert answer.status_code == 403
    assert "AKTEURSNETZ_SIGN_IN_URL" in answer.text


def test_lines_of_the_log_are_objects_without_texts_of_errors(tmp_path: Path) -> None:
    import logging

    from graph.logs import log_file, start_log

    start_log(tmp_path, "dashboard", as_json=True)
    said = "Anna Beispiel"
    try:
        raise ValueError(said)
    except ValueError:
        logging.getLogger("graph.x").exception("error %s", "7F")
    (line,) = log_file(tmp_path, "dashboard").read_text(encoding="utf-8").splitlines()
    told = json.loads(line)
    assert (told["level"], told["program"], told["message"]) == ("ERROR", "dashboard", "error 7F")
    assert "ValueError" in told["error"]
    assert "Anna" not in line
