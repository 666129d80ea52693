"""The page Import in a real Chromium: what a colleague does with a list, from the upload to the report."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.settings import Settings
from graph.store import Store
from tests.support.site import NASTY, Site, Visit, site_on, wait_until

pytestmark = pytest.mark.browser

UNPACKED = "unpacked"
LIST = """\
Vorname;Nachname;Organisation;Dienststelle;Kürzel
Carla;Bergkamp;Glaswerk Musterstadt GmbH;Leiterin Energie;CB
Ivo;Tannhoff;Wasserstoffnetz Mustertal e. V.;Geschäftsführer;IT
Jana;Lindhagen;Glaswerk Musterstadt GmbH;Referentin;JL
Kai;Mohrfeld;Kammer Musterland;Referent;KM
Lena;Sandkamp;Kammer Musterland;Vorstand;LS
Malte;Nordwisch;Kammer Musterland;Referat Glas;MN
Gesa;Eichhoff;Kammer Musterland;Referat Energie;GE
Falk;Dornheim;Kammer Musterland;Sekretariat;FD
Britta;12345;Kammer Musterland;Referat Holz;BX
Hanna;Kestberg;Kammer Musterland;Referat Stahl;HK
"""


@pytest.fixture(scope="module")
def site(kept_store: Store, engine_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    home = tmp_path_factory.mktemp("intake")
    settings = Settings(data=engine_folder, neo4j_uri=None)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TMPDIR", str(tmp_path_factory.mktemp(UNPACKED)))
        with site_on(kept_store, settings, home) as found:
            yield found


def upload(visit: Visit, name: str, content: str) -> None:
    visit.open("/import")
    files = [{"name": name, "mimeType": "text/csv", "buffer": content.encode()}]
    visit.page.locator("input[type=file]").set_input_files(files)  # type: ignore[arg-type]
    visit.sees("So wurden die Dateien verstanden")


def fill(visit: Visit, label: str, value: str) -> None:
    field = visit.page.get_by_label(label, exact=True)
    field.fill(value)
    field.press("Enter")


def press(visit: Visit, name: str) -> None:
    visit.page.get_by_role("button", name=name, exact=False).first.click()


def test_a_colleague_loads_a_list_corrects_a_column_and_reads_the_report(visit: Visit) -> None:
    upload(visit, "Teilnehmende.csv", LIST)
    visit.sees("4 Spalten verstanden, 1 unbekannt.")  # and one of them wrongly
    visit.choose("Bedeutung der Spalte 4", "Funktion")
    visit.choose("Bedeutung der Spalte 5", "bewusst weglassen")
    press(visit, "Zuordnung speichern")
    visit.sees("5 Spalten verstanden, 0 unbekannt.")
    fill(visit, "Veranstaltung", "Wasserstofftag Musterstadt")
    fill(visit, "Datum", "10.05.2022")
    visit.page.get_by_text("Erfundene Daten").click()
    press(visit, "Vorschau")
    visit.sees("Das würde sich ändern")
    visit.sees("neu: Carla Bergkamp arbeitet für Glaswerk Musterstadt GmbH (Leiterin Energie)")
    visit.sees("10 Zeilen gelesen, 1 zurückgewiesen")
    press(visit, "Laden")
    visit.page.get_by_role("heading", name="Bericht").wait_for()
    # nine people, three organisations, event and source; nine took part and nine have an employer
    visit.sees("Einträge: 14 neu, 0 geändert, 0 gleich")
    visit.sees("Beziehungen: 18 neu, 0 geändert, 0 gleich")
    with visit.page.expect_download() as caught:
        press(visit, "Zurückgewiesene Zeilen als CSV")
    path = caught.value.path()
    (header, row) = csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline=""), delimiter=";")
    assert row[:4] == ["Britta", "12345", "Kammer Musterland", "Referat Holz"]
    assert header[0] == "Vorname"
    press(visit, "Laden")
    visit.sees("Alles ist schon bekannt; es ändert sich nichts.")


def test_a_load_can_be_taken_back(visit: Visit) -> None:
    upload(visit, "Kleine Runde 2022-06-01.csv", "Name;Firma\nArne Bernbach;Papierfabrik Musterau\n")
    press(visit, "Laden")
    press(visit, "Dieses Laden zurücknehmen")
    visit.sees("Das Laden ist zurückgenommen.")
    press(visit, "Vorschau")
    visit.sees("Das würde sich ändern")
    visit.sees("Einträge: 0 neu")


def test_names_that_look_like_paths_or_markup_arrive_as_text_and_lead_nowhere(
    visit: Visit, tmp_path_factory: pytest.TempPathFactory
) -> None:
    upload(
        visit, f"..\\..\\{NASTY.replace('/', '')}.csv", f'Name;Firma\n"Zoe Zweifel";"{NASTY.replace(chr(34), "")}"\n'
    )
    fill(visit, "Veranstaltung", NASTY)
    press(visit, "Laden")
    visit.page.get_by_role("heading", name="Bericht").wait_for()
    assert visit.page.title() != "hacked"
    (unpacked,) = tmp_path_factory.getbasetemp().glob(f"{UNPACKED}[0-9]*")
    wait_until(lambda: not list(unpacked.glob("akteursnetz-*")))


def test_what_can_not_be_read_is_said_and_the_other_file_is_loaded(visit: Visit) -> None:
    visit.open("/import")
    files = [
        {"name": "kaputt.xlsx", "mimeType": "", "buffer": b"PK"},
        {"name": "Treffen 2022-07-01.csv", "mimeType": "", "buffer": b"Name;Firma\nElif Rabheim;Stahlbau Musterau\n"},
    ]
    visit.page.locator("input[type=file]").set_input_files(files)  # type: ignore[arg-type]
    press(visit, "Laden")
    visit.page.get_by_role("heading", name="Bericht").wait_for()
    visit.page.get_by_role("alert").first.wait_for()
    visit.sees("1 Zeile gelesen, 0 zurückgewiesen")


def test_what_was_loaded_is_found_at_once(site: Site, visit: Visit) -> None:
    upload(visit, "Runde 2022-08-01.csv", "Name;Firma\nDoris Gellbach;Gießerei Musterau\n")
    press(visit, "Laden")
    visit.page.get_by_role("heading", name="Bericht").wait_for()
    visit.open("/netz?layer=facts")
    visit.page.get_by_label("Suche", exact=True).press_sequentially("Gellbach")
    visit.sees("Doris Gellbach")


def test_the_report_comes_into_view_and_says_that_it_is_saved(visit: Visit) -> None:
    rows = "".join(f"Person {chr(65 + i % 26)}{chr(97 + i // 26)}mann;Werk Musterau\n" for i in range(60))
    upload(visit, "Gesprächsrunde 2022-09-01.csv", f"Name;Firma\n{rows.replace('Person ', 'Anna ')}")
    press(visit, "Vorschau")
    visit.sees("Vorschau: Es wurde noch nichts gespeichert.")
    visit.sees("weitere Änderungen sind hier nicht gezeigt.")
    visit.page.locator(".st-key-intake_load button").click()
    visit.sees("Gespeichert: 1 Datei.")
    heading = visit.page.locator("#an-report")
    wait_until(lambda: heading.evaluate("e => e.getBoundingClientRect().top < window.innerHeight"))
    assert visit.page.locator("[role=status]").filter(has_text="Gespeichert").count() >= 1


def test_a_list_of_open_kind_is_asked_about_with_what_it_would_mean(visit: Visit) -> None:
    upload(visit, "netz_nord.csv", "Name;Firma\nElke Sternbach;Ziegelei Musterau\nUwe Fernholz;Ziegelei Musterau\n")
    visit.sees("Bitte wählen.")
    visit.sees("2 Personen, die einander begegnet sind")
    visit.page.get_by_text("2 Personen mit 1 Organisation, keine Begegnung").click()
    visit.page.locator(".st-key-intake_load button").click()
    visit.sees("Gespeichert: 1 Datei.")
    visit.sees("Beziehungen: 2 neu")  # both work there, and nobody has met


def test_a_list_nobody_said_the_kind_of_is_not_loaded(visit: Visit) -> None:
    upload(visit, "netz_sued.csv", "Name;Firma\nRolf Eisenbach;Kalkwerk Musterau\n")
    visit.page.locator(".st-key-intake_load button").click()
    visit.sees("Es wurde nichts gespeichert.")
