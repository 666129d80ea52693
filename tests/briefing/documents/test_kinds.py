"""Handover and the report of a year: known answers by hand on the little network."""

from dataclasses import replace
from datetime import date

import pytest

from briefing.documents.document import Briefing, Table
from briefing.production import produce
from briefing.renderers.text import sentences
from graph.curation.care import Care
from graph.curation.conversations import Conversation, Promise
from graph.curation.due import Books
from graph.curation.introductions import NotedIntroduction
from graph.curation.standings import Standing, Standings
from graph.errors import UsageError
from tests.briefing.documents.grown import grown
from tests.briefing.documents.little_network import DAY, asked, fact, little_network, node
from tests.briefing.wording.test_style import faults

CARES = {
    "anna": Care("anna", "Frau Muster", 6, since="2022-01-01"),
    "werk": Care("werk", "Frau Muster", 24, since="2022-01-01"),
    "amt": Care("amt", "Herr Beispiel", 6, since="2022-01-01"),
}
TALK = Conversation("talk1", "2022-11-11", "meeting", ("anna",), (), "Über den Fonds.", "Frau Muster", "2022-11-12")
PROMISES = (
    Promise("1", "talk1", "Unterlagen schicken", "Frau Muster", "anna", "2023-01-15"),
    Promise("2", "talk1", "Termin nennen", "Herr Beispiel", "anna"),
    Promise("3", "talk1", "Erledigt", "Frau Muster", "anna", state="done"),
)
INTRODUCTIONS = (
    NotedIntroduction("i1", "anna", "carla", "Frau Muster", "made", made_on="2022-06-01"),
    NotedIntroduction(
        "i2", "anna", "ben", "Frau Muster", "over", made_on="2022-02-01", over_on="2022-12-01", outcome="project"
    ),
)
DONE = Standing(
    "done", question="missing_ties", subjects=("amt",), title="Amt und Werk sollten einander kennen.", who="x"
)
BOOKS = Books(PROMISES, (TALK,), Standings({"f": replace(DONE, at="2022-05-01")}), INTRODUCTIONS, CARES)


def table(briefing: Briefing, section: str) -> list[list[str]]:
    found = next(b for s in briefing.sections if s.id == section for b in s.blocks if isinstance(b, Table))
    return [["".join(piece.text for piece in cell) for cell in row] for row in found.rows]


def text(briefing: Briefing, section: str) -> str:
    return "\n".join(line for s in briefing.sections if s.id == section for line in sentences(s.blocks))


def test_a_handover_is_what_one_colleague_looks_after_and_owes() -> None:
    request = asked(kind="handover", colleague="frau muster")
    briefing = produce.make(little_network(), request, books=BOOKS).briefing
    assert briefing.title == "Übergabe: frau muster"
    assert [row[0] for row in table(briefing, "handed")] == ["Anna Weiß", "Werk Nord GmbH"]
    assert table(briefing, "handed")[0][1:] == ["Leiterin, Werk Nord GmbH", "11.11.2022", "11.05.2023"]
    assert "frau muster übergibt zwei Kontakte. Offen ist eine Zusage." in text(briefing, "lead")
    assert "Unterlagen schicken" in text(briefing, "commitments")
    assert "Termin nennen" not in text(briefing, "commitments")
    assert (
        text(briefing, "introductions")
        == "Anna Weiß und Dr. Carla Roth: Die Vermittlung ist am 01.06.2022 gemacht worden."
    )


def test_what_is_due_since_long_is_called_overdue() -> None:
    request = asked(kind="handover", colleague="Frau Muster", as_of=date(2024, 1, 1))
    briefing = produce.make(little_network(), request, books=BOOKS).briefing
    assert table(briefing, "handed")[0][3] == "überfällig seit 11.05.2023"
    assert "Überfällig ist einer davon." in text(briefing, "lead")


def test_nobody_outside_sees_the_books_of_a_handover() -> None:
    for request in (
        asked(kind="handover", colleague="Frau Muster", audience="public"),
        asked(kind="year", sections=("closed",), audience="partners"),
    ):
        with pytest.raises(UsageError) as refused:
            produce.make(little_network(), request, books=BOOKS)
        assert refused.value.key == "only_internal"


def test_the_report_of_a_year_counts_contacts_by_kind_and_what_is_new() -> None:
    """Werk (company) and Amt (ministry) have worked together since 2015; an own source of 2022 names a member, too."""
    more = [node("bund", "Organisation", "IG Muster", kind="union")]
    facts = [
        fact("COOPERATES_WITH", "bund", "werk", valid_from="2022-06-01"),
        fact("FUNDS", "amt", "werk", valid_from="2015"),
    ]
    briefing = produce.make(little_network(more, facts), asked(kind="year"), books=BOOKS).briefing
    assert briefing.title == "Netzbericht 2022"
    rows = {row[0]: row[1:] for row in table(briefing, "kinds")}
    order = list(rows)
    assert set(order) == {"Unternehmen", "Ministerien", "Gewerkschaften"}
    assert rows["Unternehmen"][order.index("Gewerkschaften")] == "1 (+1)"
    assert rows["Gewerkschaften"][order.index("Unternehmen")] == "1 (+1)"
    assert rows["Ministerien"][order.index("Gewerkschaften")] == "–"
    assert rows["Ministerien"][order.index("Unternehmen")] == "1"
    assert rows["Unternehmen"][order.index("Unternehmen")] == "1 (+1)"
    assert (briefing.figures["contacts"], briefing.figures["contacts_new"]) == (3, 2)
    assert (
        "Zwischen Organisationen sind drei Kontakte belegt, gemeinsame Veranstaltungen eingerechnet. "
        "Neu in den letzten zwölf Monaten sind zwei davon."
    ) in text(briefing, "lead")
    assert text(briefing, "closed") == "Erledigt am 01.05.2022: Amt und Werk sollten einander kennen."
    assert "Gemacht worden sind zwei Vermittlungen. Geworden ist daraus: ein Projekt." in text(
        briefing, "introductions"
    )
    assert "Anna Weiß und Ben Grün haben ein gemeinsames Projekt (01.12.2022)." in text(briefing, "introductions")
    assert next(s.title for s in briefing.sections if s.id == "closed") == "Geschlossene Lücke"


def test_both_keep_the_rules_of_style() -> None:
    for language in ("de", "en"):
        for kind in ("handover", "year"):
            for network in (little_network(), grown(2), grown(3, 24, 16, 4)):
                request = asked(kind=kind, colleague="Frau Muster", language=language, as_of=DAY, annex=False)
                assert faults(produce.make(network, request, books=BOOKS).briefing) == []
