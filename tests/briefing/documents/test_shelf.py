"""A briefing is found again on the shelf, whatever kind it was, and the page takes it up."""

from dataclasses import replace
from datetime import date

import pytest

from briefing.documents.request import Request
from briefing.documents.shelf import shelf
from briefing.production.produce import make, record
from briefing.wording.sentences import Sentences
from dashboard.pages.briefing import order
from dashboard.parts import choices
from graph.model.ledger import LedgerEntry
from tests.briefing.documents.little_network import asked, little_network

DAY = date(2024, 3, 1)
REQUESTS = {
    "Werk Nord GmbH": asked("werk", office="amt", annex=False),
    "Anna Weiß, Ben Grün": asked("anna", "ben", meeting=True, audience="partners"),
    "Harz": asked("harz", kind="visit", poster=True, language="en"),
    "Übergabe: Frau Muster": asked(kind="handover", colleague="Frau Muster"),
    "Netzbericht 01.07.2021 bis 30.06.2022": asked(kind="year", as_of=date(2022, 6, 30)),
    "Lücken im Netz": asked(gaps=True, question="goals", sections=("lead", "gaps")),
}


class Desk:
    """Stands for a store whose ledger is a list."""

    def __init__(self) -> None:
        self.entries: list[LedgerEntry] = []

    def curator(self) -> "Desk":
        return self

    def note(self, entries: list[LedgerEntry]) -> None:
        self.entries += entries


def shelved(request: Request) -> Request:
    desk = Desk()
    record(desk, make(little_network(), request), ["pdf"], who="Frau Muster")  # type: ignore[arg-type]
    (kept,) = shelf(desk.entries)
    return kept.again(little_network(), DAY)


@pytest.mark.parametrize("title", REQUESTS)
def test_what_was_made_is_made_again_as_of_today(title: str) -> None:
    request, desk = REQUESTS[title], Desk()
    record(desk, make(little_network(), request), ["pdf"], who="Frau Muster")  # type: ignore[arg-type]
    (kept,) = shelf(desk.entries)
    assert kept.title(Sentences(little_network(), "de")) == title
    assert kept.again(little_network(), DAY) == replace(request, as_of=DAY)


@pytest.mark.parametrize("title", REQUESTS)
def test_the_fields_are_filled_with_it(title: str) -> None:
    choices.put("briefing_paper", "A3")  # of the one before
    request = shelved(REQUESTS[title])
    order.fill(request)
    assert choices.get("briefing_subjects") == list(request.subjects)
    assert choices.get("briefing_purpose") == ("gaps" if request.gaps else "meeting" if request.meeting else "briefing")
    assert choices.get("briefing_kind") == (request.kind or None)
    assert choices.get("briefing_sections") == list(request.sections)
    assert choices.get("briefing_audience") == request.audience
    assert choices.get("briefing_language") == request.language
    assert choices.get("briefing_annex") == request.annex
    assert choices.get("briefing_paper") == ("A3" if request.poster else "A4")
    assert choices.get("briefing_question") == (request.question or None)
