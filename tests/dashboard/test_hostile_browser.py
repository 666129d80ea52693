"""Payloads on every page, in every field and in the address, in a real Chromium: they are text, and nothing else."""

import json
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from http.client import HTTPConnection
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode, urlsplit

import pytest

from dashboard.menu import PAGES
from graph.analysis.goals import parse_goals
from graph.curation.conversations import PromiseMade, Talk, note_conversation, read_conversations, read_promises
from graph.curation.goal_book import write_goals
from graph.network import Network
from graph.settings import Settings
from graph.store import Store
from tests.ingest.sources.test_payloads import VALUES
from tests.support.site import Site, Visit, load_texts, site_on, wait_until

if TYPE_CHECKING:
    from playwright.sync_api import Locator

pytestmark = pytest.mark.browser
RUNS = "document.title='hacked'"
PAYLOADS = {
    **VALUES,
    "runs": f'<img src=x onerror="{RUNS}">',
    "closing": f'</style></script></title>--><img src=x onerror="{RUNS}"> ![x](http://example.org/x.png) :red[r] $x$',
    "attribute": f'"\' onmouseover="{RUNS}" autofocus onfocus="{RUNS}"',
    "address": f"javascript:{RUNS}",
}
ALL = " ".join(PAYLOADS.values())[:900]
PROTOTYPES = ("__proto__", "constructor", "hasOwnProperty", "toString")
FOREIGN = (
    "img[src=x], img[src^='http://example'], a[href^='javascript'], svg[onload], [onerror], [onmouseover], [onfocus]"
)
PARAMETERS = (
    *("actor", "event", "topic", "region", "source", "finding", "question", "state", "view", "part", "name", "type"),
    *("search", "as_of", "until", "from", "to", "language", "goal", "land", "kind", "q", "before", "after", "sort"),
)


def facts() -> str:
    nodes = [
        {"ref": "p", "type": "Person", "name": f"Zebra {ALL}", "given_name": "Zebra", "family_name": PAYLOADS["runs"]},
        {"ref": "o", "type": "Organisation", "name": f"Werk {ALL}", "place": ALL, "short_name": PAYLOADS["image"]},
        {"ref": "e", "type": "Event", "name": f"Treffen {ALL}", "place": ALL, "start": "2022-01-01", "motto": ALL},
        {"ref": "t", "type": "Topic", "name": f"Thema {PAYLOADS['closing']}"},
        *({"ref": f"x{n}", "type": "Organisation", "name": name} for n, name in enumerate(PROTOTYPES)),
    ]
    ties = [
        {"type": "WORKS_FOR", "from": "p", "to": "o", "role": ALL},
        {"type": "TOOK_PART_IN", "from": "p", "to": "e", "role": "speaker"},
        {"type": "TOOK_PART_IN", "from": "o", "to": "e"},
        {"type": "DEALS_WITH", "from": "o", "to": "t"},
        *({"type": "TOOK_PART_IN", "from": f"x{n}", "to": "e"} for n in range(len(PROTOTYPES))),
    ]
    source = {"title": f"Erfunden: {ALL}", "kind": "report", "date": "2022-01-01", "invented": True}
    source |= {"publisher": ALL, "url": f"https://h.example/{PAYLOADS['attribute']}"}
    return json.dumps({"source": source, "nodes": nodes, "relationships": ties})


def id_in(store: Store, begins: str) -> str:
    nodes = Network.read(store.view()).nodes.values()
    return next(node.id for node in nodes if node.name.startswith(begins) and node.label != "Source")


@pytest.fixture(scope="module")
def site(kept_store: Store, engine_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    home = tmp_path_factory.mktemp("hostile")
    load_texts(kept_store, home, {"facts.json": facts()})
    anna, network = id_in(kept_store, "Zebra"), Network.read(kept_store.view())
    talk = Talk(
        "2022-01-02", (anna,), ALL, promises=(PromiseMade(ALL[:450], anna, "", "2022-02-01"),), us=PAYLOADS["runs"]
    )
    note_conversation(kept_store, network, talk, PAYLOADS["runs"], date(2022, 1, 3))
    goal = {"id": "g", "title": {"de": ALL, "en": ALL}, "every": {"type": "Topic"}}
    goal |= {"needs": [{"how": "deals_with", "who": {"type": "Person", "words": [PAYLOADS["image"]]}}]}
    write_goals(kept_store.view(), kept_store.curator(), parse_goals(json.dumps({"goals": [goal]}), "g.yaml"), "eva")
    with site_on(kept_store, Settings(data=engine_folder, neo4j_uri=None), home) as found:
        yield found


FIELDS = "input[type=text]:not([role=combobox]), input[type=search], textarea"


def fill_everything(visit: Visit, within: "Locator", payload: str) -> int:
    """Types into every field that can be seen, also those that are folded in; nothing is saved."""
    visit.rests()
    for summary in within.locator("[data-testid=stExpander] summary").all():
        if summary.is_visible():
            summary.click()
    visit.rests()
    labels = [
        field.get_attribute("aria-label") or ""
        for field in within.locator(FIELDS).all()
        if field.is_visible() and field.is_editable()
    ]
    for label in filter(None, dict.fromkeys(labels)):
        field = within.locator(FIELDS).and_(within.get_by_label(label, exact=True)).first
        if field.count() and field.is_visible() and field.is_editable():
            field.fill(payload)
            field.blur()
            visit.rests()
    return len(labels)


def is_quiet(visit: Visit) -> None:
    visit.rests()
    assert visit.page.title() != "hacked"
    assert visit.page.locator(FOREIGN).count() == 0
    assert visit.boxes() == []


@pytest.mark.parametrize("page", PAGES)
def test_addresses_with_payloads_change_nothing_and_run_nothing(visit: Visit, kept_store: Store, page: str) -> None:
    before = kept_store.view().data_version()
    ids = {
        "actor": id_in(kept_store, "Zebra"),
        "event": id_in(kept_store, "Treffen"),
        "topic": id_in(kept_store, "Thema"),
    }
    visit.open(f"/{PAGES[page].path}?{urlencode(ids)}")
    is_quiet(visit)
    assert fill_everything(visit, visit.page.locator("body"), PAYLOADS["closing"]) > 0, "the box that finds is there"
    is_quiet(visit)
    twice = [(name, text) for name in PARAMETERS for text in (PAYLOADS["closing"], PAYLOADS["cypher"])]
    visit.open(f"/{PAGES[page].path}?{urlencode(twice)}#{quote(PAYLOADS['runs'])}")
    is_quiet(visit)
    assert kept_store.view().data_version() == before


def test_what_is_typed_by_hand_stays_text(visit: Visit, kept_store: Store) -> None:
    visit.open(f"/akteur?actor={id_in(kept_store, 'Zebra')}")
    visit.rests()
    visit.page.get_by_role("button", name="Festhalten").first.click()
    dialog = visit.page.get_by_role("dialog")
    typed = f"Getippt {PAYLOADS['closing']}"
    for label in ("Was wurde gesagt", "Zusage"):
        dialog.get_by_label(label, exact=label == "Zusage").fill(typed)
        dialog.get_by_label(label, exact=label == "Zusage").blur()
        visit.rests()
    visit.page.get_by_role("button", name="Speichern").click()
    dialog.wait_for(state="detached")
    wait_until(lambda: any(typed in one.text for one in read_conversations(kept_store.view())))
    assert any(one.text == typed for one in read_promises(kept_store.view()))
    visit.sees("Getippt </style></script>")
    is_quiet(visit)


def test_a_new_entry_with_payloads_in_every_field_stays_text(visit: Visit, kept_store: Store) -> None:
    visit.open("/quellen")
    visit.rests()
    visit.page.get_by_role("button", name="Festhalten").first.click()
    dialog = visit.page.get_by_role("dialog")
    dialog.get_by_role("radio", name="Neuer Eintrag").click()
    visit.rests()
    assert fill_everything(visit, dialog, PAYLOADS["closing"]) > 3
    visit.page.get_by_role("button", name="Speichern").click()
    is_quiet(visit)  # refused with a sentence: that is no mail address
    dialog.get_by_role("radio", name="Thema").click()
    visit.rests()
    name = f"Thema {PAYLOADS['runs']}"
    dialog.get_by_label("Name", exact=True).fill(name)
    dialog.get_by_label("Name", exact=True).blur()
    visit.rests()
    visit.page.get_by_role("button", name="Speichern").click()
    dialog.wait_for(state="detached")
    wait_until(lambda: name in {node.name for node in Network.read(kept_store.view()).nodes.values()})
    is_quiet(visit)


def test_a_rating_with_a_payload_as_its_reason_stays_text(visit: Visit) -> None:
    visit.open("/einschaetzung")
    visit.rests()
    for group in ("Interesse", "Einfluss"):
        visit.page.get_by_role("radiogroup", name=group).get_by_text("hoch", exact=True).click()
    visit.page.get_by_label("Warum").fill(f"Gesagt {PAYLOADS['closing']}")
    visit.page.get_by_role("button", name="Einschätzung speichern").click()
    visit.sees("Eingeschätzt:")
    is_quiet(visit)


def test_names_of_prototypes_are_names(visit: Visit) -> None:
    visit.open("/netz?layer=facts").map_ready()
    for name in PROTOTYPES:
        place = visit.place(visit.site.id_of(name))
        assert all(isinstance(value, float) for value in place)
    is_quiet(visit)


def test_downloads_have_names_of_our_own_making(visit: Visit) -> None:
    visit.open("/quellen")
    visit.rests()
    with visit.page.expect_download() as saved:
        visit.page.locator(".st-key-sources_csv button").click()
    name = saved.value.suggested_filename
    assert name.endswith(".csv")
    assert not set(name) & set("<>/\\:\"'\r\n;")
    assert "\n=" not in saved.value.path().read_text(encoding="utf-8-sig")


def test_the_browser_keeps_no_data(visit: Visit, kept_store: Store) -> None:
    visit.open(f"/akteur?actor={id_in(kept_store, 'Zebra')}")
    visit.rests()
    kept = visit.page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie])")
    databases = visit.page.evaluate("indexedDB.databases().then((all) => all.length)")
    assert "Zebra" not in kept
    assert databases == 0


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("TRACE", "/"),
        ("PUT", "/_stcore/upload_file/a/b"),
        ("DELETE", "/"),
        ("GET", "/_stcore/metrics"),
        ("GET", "/_stcore/metrics/"),
        ("GET", "/netz/_stcore/metrics"),
        ("GET", "/media/"),
        ("GET", "/media/..%2f..%2fetc/passwd"),
        ("GET", "/static/../../../../etc/passwd"),
        ("GET", "/component/..%2f..%2f..%2fetc/passwd"),
        ("GET", "/app/static/"),
        ("GET", "/docs"),
        ("GET", "/openapi.json"),
    ],
)
def test_other_methods_and_places_are_refused(site: Site, method: str, path: str) -> None:
    there = urlsplit(site.url)
    with closing(HTTPConnection(str(there.hostname), there.port, timeout=30)) as connection:
        connection.request(method, path, body=b"" if method == "PUT" else None)
        answer = connection.getresponse()
        body = answer.read()
    is_page = b"<title>" in body  # Streamlit answers unknown addresses with its one empty page
    assert answer.status in {301, 400, 403, 404, 405} or (method == "GET" and is_page), (answer.status, body[:200])
    assert (answer.getheader("Location") or "/").startswith(("/", site.url))
    assert [word for word in (b"root:x:", b"Zebra", b"Traceback", b"swagger", b"cache_") if word in body] == []
