"""Heute in a real Chromium: one thing done, one put off, one handed on, by mouse and by keyboard alone."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from graph.curation.care import Care, set_care
from graph.curation.conversations import Conversation, Promise, conversation_entry, promise_entries
from graph.curation.introductions import begun, keep, moved_on, read_introductions
from graph.curation.standings import Standing
from graph.model.ledger import LedgerEntry
from graph.network import Network
from graph.settings import Settings
from graph.store import Store
from tests.support.site import Site, Visit, load_texts, site_on

pytestmark = pytest.mark.browser
TODAY = date.today()
ANNA = "Anna Beispiel"
FACTS = f"""
source: {{title: 'Erfunden: kleines Netz', kind: report, date: {TODAY.isoformat()}, invented: true}}
nodes:
  - {{ref: a, type: Person, name: 'Ida Erfunden'}}
  - {{ref: b, type: Person, name: 'Jan Erdacht'}}
  - {{ref: e, type: Event, name: 'Fachtag Probe', start: '{TODAY + timedelta(days=9)}', format: workshop}}
relationships:
  - {{type: TOOK_PART_IN, from: a, to: e, role: participant}}
"""


def fill(store: Store) -> None:
    network, curator = Network.read(store.view()), store.curator()
    ids = {node.name: node.id for node in network.nodes.values()}
    ida, jan = ids["Ida Erfunden"], ids["Jan Erdacht"]
    set_care(curator, Care(jan, ANNA, 1, stated="2026-01-01"), "Ben", TODAY)
    for _ in range(2):
        keep(curator, moved_on(begun(ida, jan, ANNA), "asked", TODAY - timedelta(days=40), asked="Eva"), "Ben")
    day = (TODAY - timedelta(days=3)).isoformat()
    curator.note([conversation_entry(Conversation("talk", day, "telephone", (ida,), (), "Gespräch", ANNA, ""))])
    for n, word in enumerate(("Studie", "Liste", "Protokoll", "Einladung")):
        curator.note(promise_entries(Promise(f"p{n}", "talk", f"{word} schicken", ANNA, ida, day), ANNA))
    body = Standing("assigned", assigned_to=ANNA, question="isolated", subjects=(ida,), title="Ida steht allein").body()
    curator.note([LedgerEntry("finding", "f1", "Ben", body=body)])


@pytest.fixture(scope="module")
def site(kept_store: Store, engine_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    home = tmp_path_factory.mktemp("today")
    load_texts(kept_store, home, {"netz.yaml": FACTS})
    fill(kept_store)
    with site_on(kept_store, Settings(data=engine_folder, neo4j_uri=None), home) as found:
        yield found


def row(visit: Visit, words: str):  # type: ignore[no-untyped-def]  # playwright is imported for its types only
    return visit.page.locator("[class*=st-key-row_]").filter(has_text=words)


def come(visit: Visit) -> None:
    """Opens the page as Anna, whether or not she has said her name before."""
    visit.open("/")
    name, known = visit.page.get_by_label("Ihr Name", exact=True), visit.page.get_by_text(f"Sie arbeiten als {ANNA}.")
    name.or_(known).first.wait_for()
    if name.is_visible():
        name.fill(ANNA)
        visit.page.get_by_role("button", name="Merken").click()
        known.wait_for()


def gone(visit: Visit, words: str) -> None:
    row(visit, words).wait_for(state="detached")


def reach(visit: Visit, words: str, button: str) -> None:
    """Walks to a button by the tabulator, however many stops there are before it."""
    wanted = row(visit, words).get_by_role("button", name=button, exact=True)
    wanted.wait_for()
    for _ in range(200):
        if wanted.evaluate("element => element === document.activeElement"):
            return
        visit.page.keyboard.press("Tab")
    pytest.fail(f"{button} of {words} is not reached")


def test_she_is_asked_for_her_name_once_and_finds_what_is_due(visit: Visit) -> None:
    visit.open("/ueberblick")
    visit.page.get_by_test_id("stTopNavLink").filter(has_text="Heute").click()
    visit.page.get_by_role("heading", level=1, name="Heute", exact=True).wait_for()
    visit.page.get_by_label("Ihr Name", exact=True).fill(ANNA)
    visit.page.get_by_role("button", name="Merken").click()
    visit.sees(f"Sie arbeiten als {ANNA}.")
    visit.sees("8 Einträge warten, davon sind 7 überfällig.")
    visit.sees("Studie schicken")
    visit.sees("seit 3 Tagen überfällig")
    visit.sees("Fachtag Probe [erfunden] am")
    visit.page.reload()
    visit.sees(f"Sie arbeiten als {ANNA}.")


def test_by_mouse_one_is_done_and_undone_one_put_off_and_one_handed_on(visit: Visit) -> None:
    come(visit)
    row(visit, "Studie schicken").get_by_role("button", name="Erledigt").click()
    gone(visit, "Studie schicken")
    visit.page.get_by_role("button", name="Rückgängig").click()
    row(visit, "Studie schicken").wait_for()
    row(visit, "Liste schicken").get_by_role("button", name="Verschieben").click()
    gone(visit, "Liste schicken")
    visit.page.get_by_role("button", name="Anderer Tag").click()
    visit.page.get_by_role("button", name="Jetzt verschieben").click()
    visit.page.get_by_role("dialog").wait_for(state="detached")
    gone(visit, "Liste schicken")
    row(visit, "Ida steht allein").get_by_role("button", name="Weitergeben").click()
    field = visit.page.get_by_role("combobox", name="An wen?")
    field.click()
    field.press_sequentially("Ben Muster")
    field.press("Enter")
    visit.page.get_by_role("button", name="Jetzt weitergeben").click()
    gone(visit, "Ida steht allein")
    visit.sees("Weitergegeben: Ida steht allein")


def test_by_keyboard_alone_one_is_done_one_put_off_and_one_handed_on(visit: Visit) -> None:
    come(visit)
    reach(visit, "Studie schicken", "Erledigt")
    visit.page.keyboard.press("Enter")
    gone(visit, "Studie schicken")
    reach(visit, "Protokoll schicken", "Verschieben")
    visit.page.keyboard.press("Enter")
    gone(visit, "Protokoll schicken")
    reach(visit, "Einladung schicken", "Weitergeben")
    visit.page.keyboard.press("Enter")
    field = visit.page.get_by_role("combobox", name="An wen?")
    field.wait_for()
    for _ in range(10):
        if field.evaluate("element => element === document.activeElement"):
            break
        visit.page.keyboard.press("Tab")
    visit.page.keyboard.type("Ben Muster")
    visit.page.keyboard.press("Enter")
    visit.page.keyboard.press("Tab")
    for _ in range(10):
        if visit.page.get_by_role("button", name="Jetzt weitergeben").evaluate("e => e === document.activeElement"):
            break
        visit.page.keyboard.press("Tab")
    visit.page.keyboard.press("Enter")
    gone(visit, "Einladung schicken")


def test_an_introduction_moves_on_by_a_click(visit: Visit, kept_store: Store) -> None:
    come(visit)
    row(visit, "inzwischen vorgestellt").first.get_by_role("button", name="Ja, vorgestellt").click()
    visit.sees("Erledigt: Hat Eva")
    found = read_introductions(kept_store.view(), {})
    assert sorted(i.stage for i in found) == ["asked", "made"]
    assert {i.made_on for i in found if i.stage == "made"} == {TODAY.isoformat()}
