"""Heute, Betreuung and Vorstellungen as a person types them: files that other programs open, and what is refused."""

import email
import email.policy
from pathlib import Path
from typing import Any

import icalendar
import pytest

from tests.support.typed import Run, answer

pytestmark = [pytest.mark.embedded, pytest.mark.usefixtures("filled")]
FACTS = """
source: {title: 'Erfunden: kleines Netz', kind: report, date: 2026-01-01, invented: true}
nodes:
  - {ref: a, type: Person, name: 'Ida Erfunden'}
  - {ref: b, type: Person, name: 'Jan <b>Erdacht</b>'}
  - {ref: r, type: Region, name: 'Nordland'}
relationships:
  - {type: ACTIVE_IN, from: a, to: r}
"""


@pytest.fixture
def filled(emptied: None, run: Run, tmp_path: Path) -> None:
    path = tmp_path / "netz.yaml"
    path.write_text(FACTS, encoding="utf-8")
    assert run("ingest", str(path))[0] == 0


def introductions(run: Run) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = answer(run("introduction", "list", "--json"))
    return found


def test_a_name_is_set_shown_and_taken_back(run: Run) -> None:
    assert "noch keinen Namen" in run("name")[1]
    assert "Sie arbeiten als Anna Beispiel." in run("name", "  Anna  Beispiel ")[1]
    assert answer(run("name", "--json")) == {"name": "Anna Beispiel", "own": True}
    assert run("name", "...")[0] == 2
    assert answer(run("name", "", "--json"))["own"] is False


def test_what_is_due_comes_as_a_mail_a_page_and_dates(run: Run, tmp_path: Path) -> None:
    run("care", "Ida", "--by", "Anna", "--every", "1", "--contact", "2026-01-10")
    run("care", "Jan", "--by", "Anna", "--every", "1", "--contact", "2026-01-10")
    mail, page, dates, text = (tmp_path / f"heute.{e}" for e in ("eml", "html", "ics", "md"))
    assert run("digest", "--for", "Anna", "--out", str(mail), "--ics", str(dates))[0] == 0
    assert run("digest", "--for", "Anna", "--out", str(page))[0] == 0
    assert run("digest", "--for", "Anna", "--out", str(text))[0] == 0
    opened = email.message_from_bytes(mail.read_bytes(), policy=email.policy.default)
    plain = opened.get_body(("plain",))
    assert plain is not None
    assert "Heute für Anna" in opened["subject"]
    assert "Jan <b>Erdacht</b> [erfunden]: letzter Kontakt am 10.01.2026" in plain.get_content()
    assert {part.get_content_type() for part in opened.walk()} >= {"text/plain", "text/html"}
    html = page.read_text(encoding="utf-8")
    assert "Jan &lt;b&gt;Erdacht&lt;/b&gt;" in html
    assert "http" not in html.replace("http-equiv", "")
    assert "Jan \\<b\\>Erdacht\\</b\\>" in text.read_text(encoding="utf-8")
    events = icalendar.Calendar.from_ical(dates.read_bytes()).walk("VEVENT")
    assert sorted(str(event["SUMMARY"])[:3] for event in events) == ["Ida", "Jan"]
    found = answer(run("digest", "--for", "anna", "--json"))
    assert [thing["overdue"] for thing in found["sections"]["contacts"]] == [True, True]
    assert "Keine Endung" not in run("digest", "--out", str(tmp_path / "heute.docx"))[2]
    assert run("digest", "--out", str(tmp_path / "heute.docx"))[0] == 2


def test_an_introduction_goes_its_steps_and_the_year_counts_them(run: Run) -> None:
    assert run("introduction", "new", "Ida", "Jan", "--asked", "Eva", "--on", "2026-01-05")[0] == 0
    name = introductions(run)[0]["id"]
    assert run("introduction", "made", name, "--on", "2026-02-01")[0] == 0
    assert run("introduction", "met", name[:6], "--on", "2026-03-01")[0] == 0
    shown = answer(run("show", "Ida", "--json"))
    assert "KNOWS" in str(shown)
    assert run("introduction", "outcome", name, "gut")[0] == 2
    assert run("introduction", "met", name, "--on", "2025-01-01")[0] == 2
    assert run("introduction", "outcome", name, "project", "--on", "2026-06-01")[0] == 0
    year = answer(run("introductions", "--year", "2026", "--json"))
    assert [(row["by"], row["name"], row["met"], row["led_on"]) for row in year] == [
        ("", "", 1, 1),
        ("ACTIVE_IN", "Nordland", 1, 1),
    ]
    assert "sagt das nicht" in run("introductions", "--year", "2026")[1].replace("\n", " ")
    assert answer(run("evaluate", "introductions", "--json"))[0]["led_on"] == 1


def test_a_colleague_hands_over_one_thing_and_then_all_with_sheets(run: Run, tmp_path: Path) -> None:
    for name in ("Ida", "Jan"):
        run("care", name, "--by", "Anna")
    run("introduction", "new", "Ida", "Jan", "--asked", "Eva")
    things = answer(run("handover", "Anna", "--json"))["things"]
    assert [thing["kind"] for thing in things] == ["contact", "contact"]
    assert run("handover", "Anna", "--to", "Ben", "--only", things[0]["id"])[0] == 0
    assert len(answer(run("handover", "Anna", "--json"))["things"]) == 1
    out = tmp_path / "blaetter"
    done = answer(run("handover", "Anna", "--to", "Ben", "--all", "--out", str(out), "--format", "docx", "--json"))
    assert len(done["sheets"]) == len(list(out.glob("*.docx"))) == 1
    assert answer(run("handover", "Anna", "--json"))["things"] == []
    cares = answer(run("care", "--by", "Ben", "--json"))
    assert sorted((care["owner"], care["taken_over_from"]) for care in cares) == [("Ben", "Anna"), ("Ben", "Anna")]
    assert run("handover", "Anna", "--all")[0] == 2
    assert run("care", "Ida", "--by", "-")[0] == 0
    assert len(answer(run("care", "--json"))) == 1
