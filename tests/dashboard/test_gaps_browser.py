"""Lücken and Vergleich in a real Chromium on the real sample: tasks a person in the office has."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.settings import Settings
from graph.store import Store
from tests.support.site import NASTY_FACTS, SECONDS, Site, Visit, load_texts, site_on

pytestmark = pytest.mark.browser
PANEL = ".st-key-finding_panel"
DAY = "as_of=2022-12-31"


@pytest.fixture(scope="module")
def site(sample: Store, engine_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    home = tmp_path_factory.mktemp("gaps")
    load_texts(sample, home, {"nasty.yaml": NASTY_FACTS})
    with site_on(sample, Settings(data=engine_folder, neo4j_uri=None), home) as found:
        yield found


def shown(visit: Visit) -> int:
    said = visit.page.locator(".an-shown[role=status]").first.inner_text()
    return int(said.split(" ")[0].replace(".", ""))


def test_a_finding_is_dismissed_with_a_reason_and_found_again_under_its_state(visit: Visit) -> None:
    visit.open(f"/luecken?{DAY}&question=missing_ties")
    # The first to ask waits until the network is read, placed and looked through.
    visit.page.locator(PANEL).get_by_text("Belege").wait_for(timeout=3 * SECONDS * 1000)
    before, title = shown(visit), visit.page.locator(f"{PANEL} h2").inner_text()
    visit.page.get_by_role("button", name="Verwerfen").click()
    visit.sees("nennt einen Grund")
    visit.page.get_by_label("Grund", exact=True).fill("kennen sich privat")
    visit.page.get_by_role("button", name="Verwerfen").click()
    visit.sees(f"{before - 1} Befunde")
    visit.open(f"/luecken?{DAY}&state=dismissed")
    visit.expects(visit.page.locator(f"{PANEL} h2")).to_have_text(title)
    visit.sees("kennen sich privat", PANEL)


def test_a_finding_is_given_to_a_colleague_and_chosen_by_the_name(visit: Visit) -> None:
    visit.open(f"/luecken?{DAY}&question=isolated")
    visit.sees("Küstenwerk Ostseebogen", PANEL)
    visit.page.get_by_label("Name", exact=True).fill("Ben Kollege")
    visit.page.get_by_role("button", name="Zuweisen").click()
    visit.sees("zugewiesen an Ben Kollege", PANEL)
    visit.open(f"/luecken?{DAY}")
    visit.takes("Zugewiesen an", "Ben Kollege")
    visit.sees("1 Befund,")


def test_a_goal_is_written_and_checked_at_once(visit: Visit) -> None:
    visit.open(f"/luecken?{DAY}&view=goals")
    visit.page.get_by_text("Ein Ziel anlegen oder ändern").click()
    visit.page.get_by_label("Titel: Was soll gelten?").fill("Jede Initiative kennt eine Kammer")
    visit.page.get_by_role("button", name="Ziel speichern").click()
    visit.sees("Gespeichert")
    visit.takes("Netzwerkziel", "Jede Initiative kennt eine Kammer", typed="Jede")


def test_the_list_comes_as_a_file_that_a_spreadsheet_opens(visit: Visit, tmp_path: Path) -> None:
    visit.open(f"/luecken?{DAY}&question=concentration")
    with visit.page.expect_download() as download:
        visit.page.get_by_role("button", name="Liste als CSV").click()
    path = tmp_path / "liste.csv"
    download.value.save_as(path)
    text = path.read_bytes().decode("utf-8-sig")
    assert text.startswith("Gewicht;Befund;Um wen es geht;Frage;")
    assert "Chemiekreis Innbogen" in text


def test_who_left_is_shown_with_what_to_hand_over_and_two_maps(visit: Visit) -> None:
    visit.open("/vergleich?before=2022-03-01&after=2022-12-31").map_ready()
    visit.page.get_by_role("tab", name="gegangen (1)").click()
    visit.sees("Zu übergeben sind Kontakte")
    visit.expects(visit.page.locator("[data-testid=akteursnetz-map]")).to_have_count(2)


def test_two_regions_are_chosen_compared_and_there_again_after_a_reload(visit: Visit, tmp_path: Path) -> None:
    visit.open("/vergleich?as_of=2022-12-31")
    visit.page.get_by_role("radio", name="Zwei Regionen").click()
    visit.sees("Bitte zwei verschiedene Regionen wählen")
    for box, name, parameter in (
        ("Eine Region", "Nordrhein-Westfalen", "region"),
        ("Andere Region", "Niedersachsen", "other"),
    ):
        visit.takes(box, name)
        visit.waits_for_address(parameter, visit.site.id_of(name))
    visit.sees("davon in beiden")
    visit.map_ready()
    visit.page.reload()
    visit.sees("davon in beiden")
    visit.page.get_by_role("tab", name="Wer beide verbindet").click()
    with visit.page.expect_download() as download:
        visit.page.get_by_role("tabpanel", name="Wer beide verbindet").get_by_role(
            "button", name="Liste als CSV"
        ).click()
    path = tmp_path / "verbindet.csv"
    download.value.save_as(path)
    assert path.read_bytes().decode("utf-8-sig").startswith("Wer;Art;Paare, die einander nicht kennen")


def test_an_event_is_chosen_and_nothing_is_claimed_to_be_its_cause(visit: Visit) -> None:
    visit.open("/vergleich?before=2022-03-01&after=2022-12-31")
    visit.takes(
        "Veranstaltung",
        "Auftaktveranstaltung der Service- und Beratungsstelle für regionale Industrieinitiativen (16.03.2021)",
    )
    visit.sees("12 Monate nach der Veranstaltung")
    visit.sees("nicht, woran es lag")
