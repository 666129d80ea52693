"""The same fact is worded the same wherever it is asked for: commands, pages, mail, table and line of a briefing."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from briefing.documents.document import Points, Table
from briefing.documents.request import Request
from briefing.production import produce
from dashboard.state import current as pages
from dashboard.state import findings
from graph.network import Network
from graph.network.search import find_one
from graph.store import Store
from tests.briefing.documents.facts_files import load_files
from tests.dashboard.pages.conftest import NoNotes
from tests.dashboard.pages.small_network import data_of
from tests.dashboard.pages.test_pages import html, opened
from tests.support.typed import Run, answer

pytestmark = [pytest.mark.embedded, pytest.mark.usefixtures("little")]
FACTS = """
source: {title: 'Erfunden: Runde der Leuchten', kind: report}
nodes:
  - {ref: anna, type: Person, name: Anna Adler}
  - {ref: bert, type: Person, name: Bert Birke}
  - {ref: carla, type: Person, name: Carla Dorn}
  - {ref: emil, type: Person, name: Emil Fink}
  - {ref: gerd, type: Person, name: Gerd Holm}
  - {ref: ina, type: Person, name: Ina Jung, emails: [ina.jung@lichtrat.example]}
  - {ref: licht, type: Event, name: Werkstatt Licht, format: workshop, start: 2022-03-24, attendance: 40}
  - {ref: werk, type: Organisation, name: Leuchtenwerk GmbH, kind: company}
  - {ref: rat, type: Organisation, name: Lichtrat, kind: association}
relationships:
  - {type: KNOWS, from: anna, to: bert, role: met, valid_from: 2020-02}
  - {type: KNOWS, from: bert, to: carla, role: met}
  - {type: TOOK_PART_IN, from: carla, to: licht, role: speaker}
  - {type: TOOK_PART_IN, from: emil, to: licht, role: participant}
  - {type: TOOK_PART_IN, from: gerd, to: licht, role: participant}
  - {type: WORKS_FOR, from: anna, to: werk, valid_from: 2015, valid_to: 2019}
  - {type: WORKS_FOR, from: gerd, to: werk, valid_from: 2017-05, valid_to: 2020}
  - {type: MEMBER_OF, from: emil, to: rat, valid_from: 2018}
  - {type: MEMBER_OF, from: ina, to: rat, valid_from: 2021-09-01}
"""
SEEN = """
source: {title: 'Erfunden: Bericht aus dem Lichtrat', kind: report, date: 2023-05-10}
nodes:
  - {ref: ina, type: Person, name: Ina Jung, emails: [ina.jung@lichtrat.example], at: Satz 1}
  - {ref: kai, type: Person, name: Kai Lux, at: Satz 1}
  - {ref: rat, type: Organisation, name: Lichtrat, kind: association, at: Satz 1}
relationships:
  - {type: KNOWS, from: ina, to: kai, role: met, at: Satz 1}
"""
SAID = {
    ("Anna Adler", "Bert Birke"): "kennen einander laut Quelle (seit Februar 2020)",
    ("Bert Birke", "Carla Dorn"): "kennen einander laut Quelle",
    ("Carla Dorn", "Emil Fink"): "gemeinsam bei „Werkstatt Licht“ (24.03.2022, 3 Personen)",
    ("Anna Adler", "Gerd Holm"): "arbeiten beide für Leuchtenwerk GmbH (Mai 2017 bis 2019)",
    ("Emil Fink", "Ina Jung"): "gehören beide zu Lichtrat (seit 01.09.2021)",
    ("Ina Jung", "Kai Lux"): "kennen einander laut Quelle (belegt 10.05.2023)",
}


@pytest.fixture(scope="module")
def little(kept_store: Store, tmp_path_factory: pytest.TempPathFactory) -> None:
    load_files(kept_store, tmp_path_factory.mktemp("files"), (FACTS, SEEN))


@pytest.fixture
def network(kept_store: Store, monkeypatch: pytest.MonkeyPatch) -> Iterator[Network]:
    found = Network.read(kept_store.view())
    monkeypatch.setattr(pages, "current", lambda _=None: data_of(found))
    monkeypatch.setattr(findings, "notes", NoNotes)
    yield found
    for cache in (pages._ties, pages._case, pages._ways):
        cache.clear()


def briefed(network: Network, office: str, subject: str) -> tuple[list[str], list[str]]:
    """The reasons in the table of contacts of a subject, and the sentences of the ways to it."""
    request = Request((subject,), date.today(), sections=("ways",), office=office)
    (section,) = produce.make(network, request).briefing.sections
    rows = [row for block in section.blocks if isinstance(block, Table) for row in block.rows]
    lines = [item for block in section.blocks if isinstance(block, Points) for item in block.items]
    return [["".join(piece.text for piece in cell) for cell in row][3] for row in rows], [
        "".join(piece.text for piece in line) for line in lines
    ]


@pytest.mark.parametrize(("pair", "said"), SAID.items(), ids=lambda v: v if isinstance(v, str) else "")
def test_one_fact_has_one_wording(run: Run, network: Network, pair: tuple[str, str], said: str) -> None:
    one, other = pair
    a, b = (find_one(network, name).id for name in pair)
    sentence = f"{one} und {other}: {said}."
    shown = answer(run("show", one, "--json"))["ties"]
    assert [tie["reasons"][0]["reason"] for tie in shown if tie["to"]["name"] == other] == [said]
    assert answer(run("explain", one, other, "--json"))["shares"][0]["reason"] == said
    assert run("path", one, other)[1].strip() == sentence
    assert said in html(opened("actor", actor=a))
    way = opened("ways", a=a, b=b)
    assert said in html(way)
    assert f"- {sentence}" in way.code[0].value
    reasons, sentences = briefed(network, a, b)
    assert said in reasons
    assert sentence in sentences


def test_no_day_that_was_merely_asked_for_is_said(run: Run, network: Network) -> None:
    """The pair is at the Lichtrat to this day: neither today nor the day asked for stands in any answer."""
    for day in (date.today().isoformat(), "2024-07-08"):
        for command in (("explain", "Emil Fink", "Ina Jung"), ("show", "Emil Fink"), ("path", "Emil Fink", "Ina Jung")):
            _, printed, _ = run(*command, "--as-of", day)
            assert "(seit 01.09.2021)" in printed
            assert date.fromisoformat(day).strftime("%d.%m.%Y") not in printed


def test_organisations_are_not_called_people(kept_store: Store, run: Run, tmp_path: Path) -> None:
    houses = """
source: {title: 'Erfunden: Gäste der Messe', kind: report}
nodes:
  - {ref: a, type: Organisation, name: Haus Ahorn, kind: company}
  - {ref: b, type: Organisation, name: Haus Buche, kind: company}
  - {ref: messe, type: Event, name: Messe Holz, format: conference, start: 2021-06, end: 2021-07}
relationships:
  - {type: TOOK_PART_IN, from: a, to: messe, role: participant}
  - {type: TOOK_PART_IN, from: b, to: messe, role: participant}
"""
    load_files(kept_store, tmp_path, (houses,))
    (share,) = answer(run("explain", "Haus Ahorn", "Haus Buche", "--json"))["shares"]
    assert share["reason"] == "gemeinsam bei „Messe Holz“ (Juni 2021 bis Juli 2021, 2 Organisationen)"
