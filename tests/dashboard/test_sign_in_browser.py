"""Signing in at a real provider in a real Chromium: each role tries what it may not; without one there is nothing."""

import json
import socket
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from dashboard.menu import PAGES
from dashboard.parts.navigation import PATHS
from dashboard.server.safe import check
from graph.audit import AuditLog, entries, verify
from graph.engine import open_store
from graph.settings import Settings
from graph.store import Store
from tests.support.ports import find_free_port
from tests.support.provider import Provider, provided
from tests.support.site import RESTS, Site, load_texts, served, wait_until

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from graph.network import Network

pytestmark = pytest.mark.browser
FACTS = """
source: {title: 'Erfunden: offen', kind: report, date: 2022-01-01, invented: true, confidentiality: partners}
nodes:
  - {ref: a, type: Person, name: 'Ida Erfunden', emails: ['ida@erfunden.example']}
  - {ref: o, type: Organisation, name: 'Werk Offen GmbH', kind: company}
relationships:
  - {type: WORKS_FOR, from: a, to: o, role: 'Leiterin'}
"""
GONE = """
source: {title: 'Erfunden: eine Liste', kind: report, date: 2022-01-01, invented: true, confidentiality: partners}
nodes:
  - {ref: a, type: Person, name: 'Zora Wunschgemaess', emails: ['zora@erfunden.example']}
  - {ref: o, type: Organisation, name: 'Werk Offen GmbH', kind: company}
relationships:
  - {type: WORKS_FOR, from: a, to: o}
"""
SECRET_FACTS = """
source: {title: 'Erfunden: vertraulich', kind: report, date: 2022-01-01, invented: true, confidentiality: internal}
nodes:
  - {ref: a, type: Person, name: 'Kurt Verborgen'}
  - {ref: o, type: Organisation, name: 'Werk Geheim GmbH', kind: company}
relationships:
  - {type: WORKS_FOR, from: a, to: o}
"""
ROLES = {
    "Lea Lesen": "read",
    "Eva Bearbeiten": "edit",
    "Paul Prüfen": "review",
    "Dora Datenschutz": "protection",
    "Vera Verwaltung": "administration",
}
NONE, GUEST, SECOND = "Nora Niemand", "Gast Extern", "Doris Zweite"
HIDDEN = {
    "read": {"intake", "review", "briefing", "log"},
    "edit": {"review", "log"},
    "review": {"intake", "briefing", "log"},
    "protection": {"intake", "review", "briefing"},
    "administration": {"intake", "review", "briefing"},
}


@dataclass
class House:
    """A dashboard with sign-in, its provider and its data."""

    url: str
    provider: Provider
    data: Path
    network: "Network"
    browser: "Browser"

    def enters(self, name: str) -> "Page":
        page = self.browser.new_context(viewport={"width": 1440, "height": 1000}, locale="de-DE").new_page()
        page.set_default_timeout(60_000)
        page.goto(self.url)
        page.get_by_role("link", name="Anmelden").click()
        page.get_by_role("link", name=name).click()
        page.locator("h1").wait_for()
        return page

    def id_of(self, name: str) -> str:
        return next(node.id for node in self.network.nodes.values() if node.name == name)

    def asks(self, path: str, *, method: str = "GET", cookie: str = "", **headers: str) -> tuple[int, str, str]:
        with closing(HTTPConnection("127.0.0.1", urlsplit(self.url).port or 0, timeout=30)) as connection:
            connection.request(method, path, headers={**headers, **({"Cookie": cookie} if cookie else {})})
            answer = connection.getresponse()
            return answer.status, answer.getheader("Location", ""), answer.read().decode("utf-8", "replace")


@pytest.fixture(scope="module")
def house(
    kept_store: Store, engine_folder: Path, browser: "Browser", tmp_path_factory: pytest.TempPathFactory
) -> Iterator[House]:
    from graph.network import Network

    home, port = tmp_path_factory.mktemp("door"), find_free_port()
    load_texts(kept_store, home, {"offen.yaml": FACTS, "geheim.yaml": SECRET_FACTS, "weg.yaml": GONE})
    groups = {name: [role] for name, role in ROLES.items()} | {
        NONE: ["kegeln"],
        GUEST: ["gaeste"],
        SECOND: ["protection"],
    }
    with provided(groups) as provider:
        roles = f"{'; '.join(f'{role}={role}' for role in HIDDEN)}; gaeste=read@partners"
        settings = provider.settings(engine_folder, f"http://127.0.0.1:{port}", roles, recheck_seconds=1)
        check(settings, "127.0.0.1")
        with served(settings, home, port=port) as url:
            found = House(url, provider, engine_folder, Network.read(kept_store.view()), browser)
            Site(url, found.network).warm_up(browser)
            yield found


def test_nothing_is_to_be_had_without_a_session(house: House) -> None:
    for path in ("/", *(f"/{path}" for path in PATHS.values()), "/nichts", "/akteur?actor=x"):
        status, where, body = house.asks(path)
        assert (status, where) == (303, "/_akteursnetz/sign-in?why=unknown"), path
        assert "Ida" not in body
    for path, method in (
        ("/media/0123456789abcdef.pdf", "GET"),
        ("/_stcore/upload_file/one/two", "PUT"),
        ("/_stcore/upload_file/one/two", "DELETE"),
        ("/_stcore/host-config", "GET"),
        ("/_stcore/metrics", "GET"),
        ("/_stcore/bidi-components/akteursnetz.map/index.js", "GET"),
        ("/_stcore/agent", "GET"),
        ("/component/x/index.html", "GET"),
        ("/", "POST"),
    ):
        assert house.asks(path, method=method)[0] == 401, path
        assert house.asks(path, method=method, cookie="_streamlit_user=forged.value.x")[0] == 401, path
    assert house.asks("/_stcore/health")[0] == 200
    assert upgrade(house) == 403


def upgrade(house: House, cookie: str = "") -> int:
    """The status a websocket of the pages gets."""
    port = urlsplit(house.url).port or 0
    lines = [
        "GET /_stcore/stream HTTP/1.1",
        f"Host: 127.0.0.1:{port}",
        f"Origin: {house.url}",
        "Connection: Upgrade",
        "Upgrade: websocket",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
        *([f"Cookie: {cookie}"] if cookie else []),
    ]
    with socket.create_connection(("127.0.0.1", port), timeout=30) as there:
        there.sendall(("\r\n".join(lines) + "\r\n\r\n").encode())
        return int(there.recv(64).split()[1])


def cookies(page: "Page") -> str:
    return "; ".join(f"{one['name']}={one['value']}" for one in page.context.cookies())


@pytest.mark.parametrize(("name", "role"), ROLES.items())
def test_each_role_sees_what_it_may_and_is_refused_the_rest_by_its_address_too(
    name: str, role: str, house: House
) -> None:
    page = house.enters(name)
    page.get_by_test_id("stTopNavLink").first.wait_for()
    page.wait_for_function(RESTS)
    has_button = page.get_by_role("button", name="Festhalten").count() > 0
    assert has_button == (role in ("edit", "review"))
    for hidden in HIDDEN[role] & set(PAGES):
        page.goto(f"{house.url}/{PATHS[hidden]}")
        page.locator("h1").wait_for()
        title = page.locator("h1").inner_text()
        assert title != {"intake": "Import", "review": "Prüfen", "briefing": "Briefing", "log": "Protokoll"}[hidden]
    page.context.close()


def test_who_has_no_role_gets_no_further_than_the_door(house: House) -> None:
    page = house.enters(NONE)
    assert "keine Rolle" in page.locator("main").inner_text()
    assert upgrade(house, cookies(page)) == 403
    page.context.close()


def test_a_guest_sees_what_partners_may_see_on_pages_map_and_search(house: House) -> None:
    page = house.enters(GUEST)
    for path in (f"/akteur?actor={house.id_of('Ida Erfunden')}", "/netz", "/netz?layer=facts"):
        page.goto(f"{house.url}{path}")
        page.locator("h1").wait_for()
        page.wait_for_function(RESTS)
        if path != "/netz":  # which shows contacts first, and she has none there
            page.get_by_text("Werk Offen GmbH").first.wait_for(state="attached")
        body = page.content()
        assert "Geheim" not in body
        assert "Verborgen" not in body
        assert "ida@erfunden.example" not in body
    page.goto(f"{house.url}/akteur?actor={house.id_of('Kurt Verborgen')}")
    page.locator("h1").wait_for()
    page.wait_for_function(RESTS)
    assert "Verborgen" not in page.content()
    page.goto(f"{house.url}/quellen")
    page.locator("h1").wait_for()
    assert page.locator("h1").inner_text() == "Überblick"
    page.context.close()


def test_a_session_ends_when_its_role_does(house: House) -> None:
    name = "Eva Bearbeiten"
    page = house.enters(name)
    assert upgrade(house, cookies(page)) == 101
    house.provider.groups[name] = ["kegeln"]
    try:
        time.sleep(1.1)  # what the provider said holds for one second here
        page.get_by_text("English", exact=True).click()
        page.get_by_text("keine Rolle").or_(page.get_by_text("no role here")).first.wait_for()
        wait_until(lambda: upgrade(house, cookies(page)) == 403)
    finally:
        house.provider.groups[name] = ["edit"]
    page.context.close()


def test_signing_out_everywhere_ends_the_other_windows_too_and_an_old_cookie_is_worth_nothing(house: House) -> None:
    one, other = house.enters("Lea Lesen"), house.enters("Lea Lesen")
    kept = cookies(one)
    assert upgrade(house, kept) == 101
    other.locator(".st-key-me button").first.click()
    other.get_by_role("button", name="Überall abmelden").click()
    other.get_by_role("link", name="Anmelden").wait_for()
    one.get_by_text("English", exact=True).click()
    one.get_by_text("Sie sind abgemeldet").or_(one.get_by_text("You are signed out")).first.wait_for()
    assert "Ida" not in one.locator("body").inner_text()
    assert upgrade(house, kept) == 403
    assert house.asks("/", cookie=kept)[1].endswith("why=signed_out")
    for page in (one, other):
        page.context.close()


def test_somebody_sees_her_other_sessions_and_ends_one(house: House) -> None:
    one, other = house.enters("Paul Prüfen"), house.enters("Paul Prüfen")
    kept = cookies(one)
    assert upgrade(house, kept) == 101
    other.wait_for_function(RESTS)
    other.locator(".st-key-me button").first.click()
    other.get_by_text("andere Sitzung").wait_for()
    other.get_by_role("button", name="Diese beenden").first.click()
    wait_until(lambda: upgrade(house, kept) == 403)
    assert upgrade(house, cookies(other)) == 101
    for page in (one, other):
        page.context.close()


def test_files_are_behind_the_door_too_and_no_browser_keeps_them(house: House) -> None:
    page = house.enters("Eva Bearbeiten")
    page.goto(f"{house.url}/quellen")
    page.locator("h1").wait_for()
    page.wait_for_function(RESTS)
    with page.expect_response(lambda answer: "/media/" in answer.url) as told:
        page.locator("[class*=st-key-sources_list][class*=_as_csv] button").click()
    assert told.value.headers["cache-control"] == "no-store"
    there = told.value.url.removeprefix(house.url)
    assert house.asks(there)[0] == 401
    assert house.asks(there, cookie="_streamlit_user=forged.value.x")[0] == 401
    page.context.close()


def test_the_log_tells_who_signed_in_and_looked_at_whom_without_names(house: House) -> None:
    page = house.enters("Dora Datenschutz")
    ida = house.id_of("Ida Erfunden")
    page.goto(f"{house.url}/akteur?actor={ida}")
    page.get_by_text("Werk Offen GmbH").first.wait_for(state="attached")
    log = AuditLog(house.data)
    wait_until(lambda: any(ida in entry.ids for entry in entries(log) if entry.act == "see"))
    assert verify(log) == []
    text = log.lines.read_text(encoding="utf-8")
    assert not any(name in text for name in (*ROLES, "Ida Erfunden", "Dora"))
    acts = {entry.act for entry in entries(log)}
    assert {"sign_in", "see"} <= acts
    page.context.close()


def test_the_book_of_sessions_holds_no_names(house: House) -> None:
    book = json.loads((house.data / "sessions.json").read_text(encoding="utf-8"))
    assert book["sessions"]
    assert not any(name in json.dumps(book, ensure_ascii=False) for name in ROLES)


def test_the_store_can_be_opened_by_commands_meanwhile(house: House) -> None:
    with open_store(Settings(data=house.data, neo4j_uri=None)) as store:
        assert store.view().data_version() > 0


def asks_about(page: "Page", house: House, who: str) -> None:
    """The page Datenschutz with what is kept about somebody, drawn to its end."""
    page.goto(f"{house.url}/{PATHS['privacy']}")
    field = page.get_by_label("Name, E-Mail-Adresse oder Kennung")
    field.fill(who)
    field.press("Enter")
    page.get_by_role("heading", name=who).first.wait_for()
    page.wait_for_function(RESTS)


def test_one_asks_for_an_erasure_and_only_another_one_confirms_it(house: House) -> None:
    her, confirm = "Zora Wunschgemaess", "Bestätigen und endgültig löschen"
    second, first = house.enters(SECOND), house.enters("Dora Datenschutz")
    asks_about(first, house, her)
    reason = first.get_by_label("Begründung")
    reason.fill("Antrag vom Montag")
    reason.press("Enter")
    first.get_by_role("button", name="Löschen … (Art. 17)").click()
    first.get_by_role("button", name="Löschung beantragen").click()
    first.get_by_text("eine andere Person bestätigt sie").wait_for()
    first.wait_for_function(RESTS)
    assert first.get_by_role("button", name=confirm).count() == 0
    assert first.get_by_role("button", name="Endgültig löschen").count() == 0
    first.context.close()

    asks_about(second, house, her)
    second.get_by_text("Antrag vom Montag").wait_for()
    second.get_by_role("button", name=confirm).click()
    second.get_by_text("Im Netz gelöscht.").wait_for()
    with open_store(Settings(data=house.data, neo4j_uri=None)) as store:
        assert not [node for node in store.view().nodes("Person") if node["name"] == her]
    told = [entry for entry in entries(AuditLog(house.data)) if entry.act in ("ask_erase", "erase")]
    asked, *done = [entry for entry in told if entry.act == "ask_erase" or "asked_by" in entry.details]
    assert [entry.act for entry in (asked, *done)] == ["ask_erase", "erase"]
    assert {entry.details["asked_by"] for entry in done} == {asked.who}
    assert asked.who not in {entry.who for entry in done}
    second.context.close()


def says(page: "Page", **seconds: float | str) -> None:
    """Has the page say another end of the session than the server did."""
    change = "(element, said) => Object.assign(element.dataset, said)"
    page.locator(".an-leaving").evaluate(change, {name: str(value) for name, value in seconds.items()})


def stamp(page: "Page") -> str:
    return page.locator(".an-leaving").get_attribute("data-stamp") or ""


def kept(page: "Page", before: str) -> bool:
    """Whether the server has said anew when the session ends."""
    return stamp(page) not in (before, "") and float(page.locator(".an-leaving").get_attribute("data-idle") or 0) > 1740


def test_before_a_session_ends_one_is_told_and_a_key_keeps_it_and_does_nothing_else(house: House) -> None:
    page = house.enters("Eva Bearbeiten")
    page.wait_for_function(RESTS)
    told, over = page.get_by_text("Ihre Sitzung endet gleich"), page.get_by_text("weil sie ihre längste Dauer erreicht")
    assert page.locator("html").get_attribute("data-leaving") in ("", None)
    says(page, idle=100, longest=300, stamp=1)  # as if the time were nearly over, in both ways
    told.wait_for(state="visible")
    over.wait_for(state="visible")
    page.keyboard.press("f")  # which else opens a form
    told.wait_for(state="hidden")
    wait_until(lambda: kept(page, "1"))
    page.wait_for_function(RESTS)
    assert page.get_by_role("dialog").count() == 0
    page.keyboard.press("f")
    page.get_by_role("dialog").wait_for()
    page.keyboard.press("Escape")
    page.get_by_role("dialog").wait_for(state="hidden")
    page.wait_for_function(RESTS)  # what the server says is drawn before
    says(page, idle=100, stamp=2)
    told.wait_for(state="visible")
    page.get_by_label("Finden", exact=True).fill("")
    page.keyboard.type("Ida")  # what is typed arrives
    told.wait_for(state="hidden")
    wait_until(lambda: page.get_by_label("Finden", exact=True).input_value() == "Ida")
    page.context.close()


def test_one_tab_keeps_the_session_of_the_other(house: House) -> None:
    one = house.enters("Dora Datenschutz")
    one.wait_for_function(RESTS)
    other = one.context.new_page()
    other.goto(house.url)
    other.locator(".an-leaving").wait_for(state="attached")
    other.wait_for_function(RESTS)
    ends = float(stamp(other)) + float(other.locator(".an-leaving").get_attribute("data-longest") or 0)
    says(one, idle=100, longest=900, stamp=ends - 900)  # the same session as it was said long ago
    told = one.get_by_text("Ihre Sitzung endet gleich")
    told.wait_for(state="visible")
    before = stamp(one)
    other.get_by_text("English", exact=True).click()
    told.wait_for(state="hidden")
    assert stamp(one) == before  # nobody did anything there
    one.context.close()


def test_a_session_that_is_over_is_said_to_be_and_promised_nothing(house: House) -> None:
    page = house.enters("Vera Verwaltung")
    page.wait_for_function(RESTS)
    told, over = page.get_by_text("Ihre Sitzung endet gleich"), page.get_by_text("Ihre Sitzung ist zu Ende")
    elsewhere = house.enters("Vera Verwaltung")
    elsewhere.wait_for_function(RESTS)
    elsewhere.locator(".st-key-me button").first.click()
    elsewhere.get_by_role("button", name="Überall abmelden").click()
    elsewhere.get_by_role("link", name="Anmelden").wait_for()
    says(page, idle=-5, stamp=1)
    over.wait_for(state="visible")
    assert told.is_hidden()
    page.locator(".an-leaving").get_by_role("link", name="Anmelden").click()
    page.get_by_role("link", name="Vera Verwaltung").wait_for()
    for one in (page, elsewhere):
        one.context.close()


def test_to_stay_in_a_session_that_is_over_leads_to_the_sign_in(house: House) -> None:
    page, elsewhere = house.enters("Vera Verwaltung"), house.enters("Vera Verwaltung")
    for one in (page, elsewhere):
        one.wait_for_function(RESTS)
    elsewhere.locator(".st-key-me button").first.click()
    elsewhere.get_by_role("button", name="Überall abmelden").click()
    elsewhere.get_by_role("link", name="Anmelden").wait_for()
    says(page, idle=100, stamp=1)
    page.get_by_text("Ihre Sitzung endet gleich").wait_for(state="visible")
    page.keyboard.press("Shift")
    page.get_by_text("Sie sind abgemeldet").wait_for()
    assert page.locator(".an-leaving").count() == 0
    for one in (page, elsewhere):
        one.context.close()


def test_keys_stay_switched_off_for_her_after_signing_out(house: House) -> None:
    page = house.enters("Paul Prüfen")
    at = f"{house.url}/{PATHS['help']}"
    for wanted, before in (("off", "on"), ("on", "off")):
        page.goto(at)
        page.wait_for_function(RESTS)
        page.wait_for_function("(said) => document.documentElement.dataset.keys === said", arg=before)
        page.get_by_text("Tasten abschalten").click()
        page.get_by_text("Tasten mit einem Zeichen gelten").click()
        page.wait_for_function("(said) => document.documentElement.dataset.keys === said", arg=wanted)
        page.wait_for_function(RESTS)
        page.context.close()  # with all the browser kept
        page = house.enters("Paul Prüfen")
        page.wait_for_function("(said) => document.documentElement.dataset.keys === said", arg=wanted)
    page.context.close()
