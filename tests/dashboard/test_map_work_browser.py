"""The map one works on, in a real Chromium on the sample: by mouse and by keyboard, kept, shown, taken away."""

import csv
import io
import math
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from graph.curation.standings import read_standings
from graph.settings import Settings
from graph.store import Store
from graph.views.named import NamedView, keep_view, read_stories, read_views
from tests.support.site import MAP, PANEL, SLOW, Site, Visit, site_on, wait_until

WITHOUT_WEBGL = (
    "const ask = HTMLCanvasElement.prototype.getContext;"
    "HTMLCanvasElement.prototype.getContext = function (kind, more)"
    " { return /webgl/.test(kind) ? null : ask.call(this, kind, more); }"
)

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser
COAST = "Wasserstoffküste Nordwatt"


@pytest.fixture(scope="module")
def site(sample: Store, engine_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    home = tmp_path_factory.mktemp("map_work")
    with site_on(sample, Settings(data=engine_folder, neo4j_uri=None), home) as found:
        yield found


@pytest.fixture(scope="module", autouse=True)
def first_map(site: Site, browser: "Browser") -> None:
    """What the first map of a server needs is worked out once, before the time of a test runs."""
    page = browser.new_page(locale="de-DE")
    page.goto(f"{site.url}/netz", timeout=SLOW)
    page.locator(f"{MAP}[data-ready='1']").wait_for(timeout=SLOW)
    page.close()


def state(visit: Visit) -> dict[str, Any]:
    found: dict[str, Any] = visit.page.locator(MAP).evaluate("element => element.akteursnetz.state()")
    return found


def data(visit: Visit, name: str) -> str:
    return visit.page.locator(MAP).get_attribute(f"data-{name}") or ""


def press(visit: Visit, key: str) -> None:
    visit.page.locator(MAP).press(key)


def button(visit: Visit, act: str) -> None:
    visit.page.locator(f"{MAP} [data-act={act}]").click()


def drag(visit: Visit, node: str, dx: float, dy: float) -> None:
    there = visit.page.locator(MAP)
    there.scroll_into_view_if_needed()
    (x, y), box = visit.place(node), there.bounding_box()
    assert box is not None
    mouse = visit.page.mouse
    mouse.move(box["x"] + x, box["y"] + y)
    mouse.down()
    mouse.move(box["x"] + x + dx / 2, box["y"] + y + dy / 2, steps=4)
    mouse.move(box["x"] + x + dx, box["y"] + y + dy, steps=4)
    mouse.up()


def keep(visit: Visit, title: str, note: str = "") -> None:
    """Keeps what is seen under a name, by the key and the form it opens."""
    press(visit, "s")
    form = visit.page.get_by_role("dialog")
    form.get_by_label("Name").fill(title)
    form.get_by_label("Name").press("Tab")
    if note:
        form.get_by_label("Notiz").fill(note)
        form.get_by_label("Notiz").press("Tab")
    visit.rests()
    form.get_by_role("button", name="Merken", exact=True).click()
    form.wait_for(state="hidden")
    visit.sees(title, ".an-notice")
    visit.rests()


def test_what_is_done_by_mouse_is_undone_and_done_again(visit: Visit) -> None:
    visit.open("/netz").map_ready()
    visit.rests()
    coast, count = visit.site.id_of(COAST), int(data(visit, "shown-nodes"))
    before = visit.place(coast)
    drag(visit, coast, 90, 40)
    wait_until(lambda: coast in state(visit)["pins"])
    wait_until(lambda: math.dist(visit.place(coast), (before[0] + 90, before[1] + 40)) < 10)
    # It is drawn there, too: the pointer finds it at its new place, and nothing at the old one.
    visit.click_on_map(coast)
    visit.sees(COAST, f"{PANEL} h2")
    visit.rests()
    button(visit, "hide")
    wait_until(lambda: int(data(visit, "shown-nodes")) == count - 1)
    wait_until(lambda: state(visit)["hidden"] == [coast])
    button(visit, "undo")
    wait_until(lambda: state(visit)["hidden"] == [] and state(visit)["selection"] == [coast])
    button(visit, "fold")
    wait_until(lambda: int(data(visit, "shown-nodes")) < count)
    folded = int(data(visit, "shown-nodes"))
    button(visit, "unfold")
    wait_until(lambda: int(data(visit, "shown-nodes")) == count)
    button(visit, "undo")
    wait_until(lambda: int(data(visit, "shown-nodes")) == folded)
    button(visit, "reveal")
    wait_until(lambda: int(data(visit, "shown-nodes")) == count)
    while visit.page.locator(f"{MAP} [data-act=undo]").is_enabled():
        button(visit, "undo")
    wait_until(lambda: state(visit)["pins"] == {})
    visit.rests()
    unpinned = visit.place(coast)  # not where it was at first to the pixel: the picture may have been fitted anew
    while visit.page.locator(f"{MAP} [data-act=redo]").is_enabled():
        button(visit, "redo")
    wait_until(lambda: coast in state(visit)["pins"])
    wait_until(lambda: math.dist(visit.place(coast), unpinned) > 20)
    wait_until(lambda: int(data(visit, "shown-nodes")) == count)


def test_a_lasso_chooses_many_who_become_a_list_guests_and_groups(visit: Visit) -> None:
    visit.open("/netz?between=people").map_ready()
    stage = visit.page.locator(f"{MAP} .stage")
    stage.scroll_into_view_if_needed()
    box = stage.bounding_box()
    assert box is not None
    button(visit, "lasso")
    mouse = visit.page.mouse
    corners = [(0.02, 0.03), (0.9, 0.03), (0.9, 0.95), (0.02, 0.95)]
    spots = [(box["x"] + box["width"] * x, box["y"] + box["height"] * y) for x, y in corners]
    mouse.move(*spots[0])
    mouse.down()
    for spot in spots[1:]:
        mouse.move(*spot, steps=5)
    mouse.up()
    wait_until(lambda: int(data(visit, "chosen")) > 100)
    visit.sees("Einträge ausgewählt", f"{PANEL} h2")
    visit.sees("In ein Briefing passen höchstens", PANEL)
    visit.page.get_by_role("link", name="Zu den Gruppen").wait_for()
    visit.rests()
    with visit.page.expect_download() as saved:
        visit.page.get_by_role("button", name="Gästeliste (CSV)").click()
    rows = list(csv.reader(io.StringIO(saved.value.path().read_text("utf-8-sig")), delimiter=";"))
    assert rows[0] == ["Name", "Organisation", "Erfunden"]
    assert len(rows) > 100
    press(visit, "Escape")
    wait_until(lambda: data(visit, "chosen") == "0")
    # The legend filters: without people nobody is left, and a sentence says so.
    entry = visit.page.locator(f"{MAP} .legend button[data-entry='kind:Person']")
    entry.click()
    visit.sees("Alles ist ausgeblendet", MAP)
    visit.expects(entry).to_have_attribute("aria-pressed", "false")
    entry.click()
    wait_until(lambda: int(data(visit, "shown-nodes")) > 100)


def test_everything_is_done_by_keyboard_alone(visit: Visit) -> None:
    visit.open("/netz").map_ready()
    visit.page.locator(MAP).focus()
    count = int(data(visit, "shown-nodes"))
    press(visit, "n")
    first = data(visit, "said")
    assert re.search(r", \d+ ", first)
    press(visit, "Space")
    press(visit, "n")
    press(visit, "n")
    press(visit, "Space")
    wait_until(lambda: data(visit, "chosen") == "2")
    press(visit, "w")
    wait_until(lambda: int(data(visit, "chosen")) >= 2)
    press(visit, "Shift+ArrowRight")
    moved = len(state(visit)["pins"])
    assert moved == int(data(visit, "chosen"))
    press(visit, "h")
    wait_until(lambda: int(data(visit, "shown-nodes")) == count - moved)
    press(visit, "Control+z")
    press(visit, "Control+z")
    wait_until(lambda: state(visit)["pins"] == {} and int(data(visit, "shown-nodes")) == count)
    press(visit, "Control+y")
    assert len(state(visit)["pins"]) == moved
    press(visit, "Escape")
    press(visit, "/")
    visit.page.keyboard.type("nordwatt")
    visit.page.keyboard.press("Enter")
    wait_until(lambda: data(visit, "chosen") == "1")
    visit.rests()
    visit.page.locator(MAP).focus()
    press(visit, "k")
    wait_until(lambda: int(data(visit, "chosen")) > 1)
    press(visit, "p")
    assert len(state(visit)["pins"]) >= int(data(visit, "chosen"))
    press(visit, "r")
    visit.sees("Neu angeordnet", MAP)
    press(visit, "?")
    visit.sees("Umschalt + Pfeile", MAP)


def test_where_the_keyboard_stands_means_the_same_actor_on_another_map_or_nobody(visit: Visit) -> None:
    visit.open("/netz?between=organisations").map_ready()
    visit.rests()

    def between(name: str) -> None:
        drawn = data(visit, "drawn")
        visit.page.get_by_role("radio", name=name, exact=True).click()
        wait_until(lambda: data(visit, "drawn") != drawn)
        visit.rests()

    press(visit, "n")
    press(visit, "Space")
    wait_until(lambda: data(visit, "chosen") == "1")
    chosen = data(visit, "selected")
    press(visit, "Space")
    wait_until(lambda: data(visit, "chosen") == "0")
    visit.rests()
    between("beides")
    press(visit, "Space")
    wait_until(lambda: data(visit, "selected") == chosen)
    press(visit, "Space")
    wait_until(lambda: data(visit, "chosen") == "0")
    visit.rests()
    between("Personen")
    press(visit, "Space")
    visit.rests()
    assert data(visit, "chosen") == "0"


def test_a_view_is_found_by_its_link_as_it_was_kept_and_views_become_a_story(
    visit: Visit, browser: "Browser", sample: Store
) -> None:
    visit.open("/netz?between=people").map_ready()
    person = next(n.id for n in visit.site.network.by_label("Person") if n.name == "Svenja Althoff-Reuter")
    press(visit, "/")
    visit.page.keyboard.type("Althoff")
    visit.page.keyboard.press("Enter")
    wait_until(lambda: state(visit)["selection"] == [person])
    visit.rests()
    visit.page.locator(MAP).focus()
    press(visit, "Shift+ArrowDown")
    visit.page.get_by_text("Darstellung", exact=True).click()
    visit.page.locator(f"{MAP} select[data-see=colour]").select_option("region")
    visit.page.locator(f"{MAP} select[data-see=strength_from]").select_option("3")
    wait_until(lambda: state(visit)["colour"] == "region")
    before = state(visit)
    keep(visit, "Wer führt nach Hessen?", "Für die Runde am Montag")
    visit.page.wait_for_url(re.compile("map=v"))
    link = visit.page.url
    view = next(iter(read_views(sample.view()).values()))
    assert (view.title, view.note, view.asked["between"]) == (
        "Wer führt nach Hessen?",
        "Für die Runde am Montag",
        ["people"],
    )
    context = browser.new_context(viewport={"width": 1300, "height": 900}, locale="de-DE")
    other = Visit(context.new_page(), visit.site)
    other.page.goto(f"{visit.site.url}/netz?map={view.id}")
    other.map_ready()
    other.sees("Wer führt nach Hessen?", ".an-notice")
    other.sees("Für die Runde am Montag", ".an-notice")
    wait_until(lambda: state(other)["colour"] == "region")
    found = state(other)
    assert {name: found[name] for name in ("pins", "hidden", "folded", "colour", "strength")} == {
        name: before[name] for name in ("pins", "hidden", "folded", "colour", "strength")
    }
    assert other.boxes() == []
    context.close()

    visit.open("/netz?layer=facts").map_ready()
    keep(visit, "Was wir wissen")
    visit.page.get_by_role("button", name="Gemerkte Ansichten").click()
    for title in ("Was wir wissen", "Wer führt nach Hessen?"):
        visit.takes("Ansichten in ihrer Reihenfolge", title, typed=title[:8])
        visit.rests()
    visit.page.get_by_label("Name der Folge").fill("Rundgang")
    visit.page.get_by_label("Name der Folge").press("Tab")
    visit.page.get_by_label("Satz zu „Was wir wissen“").fill("Am Anfang stehen Fakten.")
    visit.page.get_by_label("Satz zu „Was wir wissen“").press("Tab")
    visit.rests()
    visit.page.get_by_role("button", name="Folge merken").click()
    wait_until(lambda: [s.title for s in read_stories(sample.view()).values()] == ["Rundgang"])
    story = next(iter(read_stories(sample.view())))
    visit.page.goto(f"{visit.site.url}/netz?story={story}")
    visit.map_ready()
    visit.sees("Am Anfang stehen Fakten.", f"{MAP} .story")
    visit.sees("1 / 2", f"{MAP} .story")
    visit.rests()
    press(visit, "ArrowRight")
    visit.sees("2 / 2", f"{MAP} .story")
    visit.sees("Wer führt nach Hessen?", ".an-notice")
    wait_until(lambda: state(visit)["colour"] == "region")
    visit.rests()
    press(visit, "ArrowLeft")
    visit.sees("1 / 2", f"{MAP} .story")
    visit.rests()

    # A link to nothing is a sentence above a map.
    visit.page.goto(f"{visit.site.url}/netz?map=v000")
    visit.map_ready()
    visit.sees("Diese Ansicht gibt es nicht (mehr)")
    assert link.startswith(visit.site.url)


def test_what_is_taken_away_opens_elsewhere(visit: Visit, browser: "Browser", tmp_path: Path) -> None:
    visit.open("/netz").map_ready()
    visit.page.get_by_text("Mitnehmen", exact=True).click()
    files = {}
    for form in ("png", "svg", "csv", "html"):
        with visit.page.expect_download() as saved:
            visit.page.locator(f"{MAP} [data-take={form}]").click()
        files[form] = tmp_path / saved.value.suggested_filename
        saved.value.save_as(files[form])
        visit.rests()
    assert files["png"].read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"
    drawn = files["svg"].read_text("utf-8")
    texts = [e.text or "" for e in ET.fromstring(drawn).iter() if e.tag.endswith("text")]
    assert any(COAST[:10] in text or "WKN" in text for text in texts)
    assert any("Quellen:" in text for text in texts)
    assert any("Kontakt, je breiter" in text for text in texts)
    assert set(re.findall(r"https?://[^\"]+", drawn)) == {"http://www.w3.org/2000/svg"}
    rows = list(csv.reader(io.StringIO(files["csv"].read_text("utf-8-sig")), delimiter=";"))
    assert rows[0][:3] == ["Von", "Art", "Zu"]
    assert {len(row) for row in rows} == {8}
    assert sum(bool(row[2]) for row in rows[1:]) == int(data(visit, "shown-edges"))
    page = browser.new_page()
    page.goto(files["html"].as_uri())
    page.locator("svg[role=img]").wait_for()
    assert page.locator("tbody tr").count() == len(rows) - 1
    assert page.locator("script, img, link, iframe").count() == 0
    page.close()
    # With too many a sentence says so; a selection goes into a briefing as it stands.
    visit.page.locator(f"{MAP} [data-take=brief]").click()
    visit.sees("In ein Briefing passen höchstens")
    visit.rests()
    visit.page.locator(f"{MAP} .search").fill("nordwatt")
    visit.page.locator(f"{MAP} .search").press("Enter")
    wait_until(lambda: data(visit, "chosen") == "1")
    visit.rests()
    visit.page.locator(MAP).focus()
    press(visit, "k")
    wait_until(lambda: 1 < int(data(visit, "chosen")) <= 40)
    visit.rests()
    visit.page.locator(f"{MAP} [data-take=brief]").click()
    visit.page.get_by_text("Karte so, wie sie auf der Seite Netz stand").wait_for()
    visit.page.wait_for_url(re.compile("/briefing"))


def test_a_view_that_no_longer_fits_is_a_sentence_above_a_map_that_works_on_without_webgl(
    visit: Visit, sample: Store
) -> None:
    gone = {"pins": {"org-0": [1, 2]}, "hidden": ["per-1"], "selection": [f"per-{k}" for k in range(4_900)]}
    other = sample.view().data_version() + 5
    old = NamedView("", "T" * 120, "x" * 300, other, asked={"layer": ["facts"]}, state=gone, camera={"x": 1})
    kept = keep_view(sample.curator(), old, "Eva", "2026-01-03T10:00:00")
    visit.open(f"/netz?map={kept.id}").map_ready()
    visit.sees("Von dieser Ansicht ist nichts mehr da")
    visit.sees(f"Gemerkt in Fassung {other}", ".an-notice")
    visit.sees("x" * 300, ".an-notice")
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert visit.page.evaluate(wide) <= 0
    count = int(data(visit, "shown-nodes"))
    assert count > 100
    visit.page.locator(MAP).evaluate(
        "element => element.querySelector('.picture').getContext('webgl2')"
        ".getExtension('WEBGL_lose_context').loseContext()"
    )
    visit.page.locator(f"{MAP}[data-renderer=canvas]").wait_for()
    press(visit, "n")
    press(visit, "Space")
    wait_until(lambda: data(visit, "chosen") == "1")
    visit.rests()
    press(visit, "h")
    wait_until(lambda: int(data(visit, "shown-nodes")) == count - 1)
    press(visit, "z")
    wait_until(lambda: int(data(visit, "shown-nodes")) == count)


def test_two_days_are_one_map_of_what_changed_and_a_suggestion_is_accepted_on_it(visit: Visit, sample: Store) -> None:
    visit.open("/netz?layer=changes&before=2021-12-31").map_ready()
    new = visit.page.locator(f"{MAP} .legend button[data-entry='change:new']")
    new.wait_for()
    all_lines = int(data(visit, "shown-edges"))
    new.click()
    wait_until(lambda: 0 < int(data(visit, "shown-edges")) < all_lines)
    new.click()
    wait_until(lambda: int(data(visit, "shown-edges")) == all_lines)
    visit.open("/netz?between=mixed&sure=suggested").map_ready()

    def suggested() -> list[list[str]]:
        found: list[list[str]] = visit.page.locator(MAP).evaluate("e => e.akteursnetz.ends('uncertain')")
        return found

    wait_until(lambda: bool(suggested()))
    visit.rests()
    tie = suggested()[0]
    box = visit.page.locator(MAP).bounding_box()
    assert box is not None
    visit.page.locator(MAP).scroll_into_view_if_needed()
    box = visit.page.locator(MAP).bounding_box()
    assert box is not None
    (x, y), (u, v) = visit.place(tie[0]), visit.place(tie[1])
    for share in (0.5, 0.4, 0.6, 0.3, 0.7):  # where no actor stands in the way
        spot = box["x"] + x + (u - x) * share, box["y"] + y + (v - y) * share
        visit.page.mouse.move(*spot)
        visit.page.mouse.click(*spot)
        visit.rests()
        if data(visit, "tie"):
            break
    chosen = data(visit, "tie").split()
    assert chosen in [sorted(pair) for pair in suggested()] or chosen in suggested()
    visit.page.get_by_role("button", name="Annehmen").click()
    wait_until(lambda: any(s.state == "accepted" for s in read_standings(sample.view(), 90).by_finding.values()))


def test_who_is_put_by_laender_is_in_view_and_back_in_the_net_again(visit: Visit) -> None:
    visit.open("/netz").map_ready()
    visit.rests()
    visit.page.get_by_text("Darstellung", exact=True).click()
    # Who stands furthest up and down on the map of the Länder.
    ends = [visit.site.id_of(name) for name in (COAST, "Stadt Grubenheide")]
    before = [visit.place(node) for node in ends]

    def are_in_view() -> bool:
        there, stage = (visit.page.locator(of).bounding_box() for of in (MAP, f"{MAP} .stage"))
        assert there is not None
        assert stage is not None
        left, top = stage["x"] - there["x"], stage["y"] - there["y"]
        return all(0 < x - left < stage["width"] and 0 < y - top < stage["height"] for x, y in map(visit.place, ends))

    choice = visit.page.locator(f"{MAP} select[data-see=place]")
    choice.select_option("land")
    wait_until(lambda: all(math.dist(visit.place(node), spot) > 5 for node, spot in zip(ends, before, strict=True)))
    wait_until(are_in_view)
    choice.select_option("net")
    wait_until(are_in_view)


def opened(visit: Visit) -> list[str]:
    found: list[str] = state(visit)["open"]
    return found


@pytest.mark.parametrize("without_webgl", [False, True], ids=["webgl", "canvas"])
def test_groups_come_first_and_are_opened_by_key_zoom_and_search(visit: Visit, without_webgl: bool) -> None:
    if without_webgl:
        visit.page.add_init_script(WITHOUT_WEBGL)
    visit.page.set_default_timeout(SLOW)  # groups and places are worked out for the first who asks
    visit.open("/netz?between=people&groups=yes").map_ready()
    visit.sees("Gruppen, Stand", ".an-shown")
    there = visit.page.locator(MAP)
    expect(there).to_have_attribute("data-renderer", "canvas" if without_webgl else "webgl")
    groups = int(data(visit, "shown-nodes"))
    assert 2 < groups < 40, "one dot for each group, nobody singly"
    # By keyboard: go to the first group, open it, take it back, do it again.
    press(visit, "n")
    press(visit, "Enter")
    wait_until(lambda: int(data(visit, "shown-nodes")) > groups)
    first = opened(visit)
    assert len(first) == 1
    visit.sees("Einzeln gezeichnet", ".an-shown")
    visit.rests()
    singly = int(data(visit, "shown-nodes"))
    press(visit, "z")
    wait_until(lambda: int(data(visit, "shown-nodes")) == groups)
    press(visit, "y")
    wait_until(lambda: int(data(visit, "shown-nodes")) == singly)
    # Who goes away shuts what was opened by going near.
    press(visit, "0")
    for _ in range(6):
        press(visit, "-")
    wait_until(lambda: opened(visit) == [])
    visit.rests()
    # Who is looked for is shown in the group that holds her.
    network = visit.site.network
    name = next(n.name for n in network.nodes.values() if n.id == first[0])
    box = there.get_by_role("searchbox")
    box.fill(name)
    box.press("Enter")
    wait_until(lambda: data(visit, "selected") == first[0] and opened(visit) == first)
    visit.sees(name, PANEL)
    visit.rests()
    assert int(data(visit, "shown-nodes")) == singly
    # The camera and the keyboard went there.
    stage = visit.page.locator(f"{MAP} .stage").bounding_box()
    box_of_map = there.bounding_box()
    assert stage is not None
    assert box_of_map is not None
    middle = stage["x"] - box_of_map["x"] + stage["width"] / 2, stage["y"] - box_of_map["y"] + stage["height"] / 2
    wait_until(lambda: math.dist(visit.place(first[0]), middle) < 20)
    assert name in data(visit, "said")
