"""Meetings, events before and after their day, and visits: known answers by hand on the little network."""

from collections.abc import Sequence
from datetime import date

import pytest

from briefing.documents.document import Briefing
from briefing.documents.request import OF_ALL, Kind, kind_of
from briefing.production import produce
from briefing.production.produce import OF_THE_OFFICE
from briefing.sections import SECTIONS
from graph.curation.conversations import Conversation, Promise
from graph.curation.due import Books
from graph.network import Network, Node, Relation
from tests.briefing.documents.little_network import asked, fact, little_network, node
from tests.briefing.documents.test_kinds import table, text
from tests.briefing.wording.test_style import faults

FAIR = node("messe", "Event", "Messe", format="conference", start="2022-06-20")
NEW = node("emil", "Person", "Emil Löwe")
THERE = [
    fact("TOOK_PART_IN", "anna", "messe"),
    fact("TOOK_PART_IN", "carla", "messe"),
    fact("TOOK_PART_IN", "emil", "messe"),
    fact("WORKS_FOR", "emil", "bund", role="Vorsitzender"),
    fact("DEALS_WITH", "bund", "wasserstoff"),
    fact("ACTIVE_IN", "bund", "harz"),
]
UNION = node("bund", "Organisation", "IG Muster", kind="union")
TALK = Conversation("t", "2022-06-21", "meeting", ("carla",), (), "", "Frau Muster", "2022-06-22")
OWED = Promise("1", "t", "Unterlagen schicken", "Frau Muster", "anna", "2022-07-01")
BOOKS = Books((OWED,), (TALK,))


def fair(more: Sequence[Relation] = (), nodes: Sequence[Node] = ()) -> Network:
    return little_network([FAIR, NEW, UNION, *nodes], [*THERE, *more])


def heading(briefing: Briefing, section: str) -> str:
    return next(s.title for s in briefing.sections if s.id == section)


def made(network: Network, *subjects: str, books: Books | None = None, **more: object) -> Briefing:
    return produce.make(network, asked(*subjects, **more), books=books or Books()).briefing


@pytest.mark.parametrize(
    ("day", "more", "kind"),
    [
        (date(2022, 6, 19), {}, "before"),
        (date(2022, 6, 20), {}, "before"),
        (date(2022, 6, 21), {}, "after"),
        (date(2022, 6, 21), {"kind": "before"}, "after"),
        (date(2022, 6, 19), {"kind": "after"}, "before"),
        (date(2022, 6, 21), {"meeting": True}, "after"),
        (date(2022, 6, 19), {"kind": "meeting", "meeting": True}, "before"),
    ],
)
def test_the_day_decides_whether_an_event_is_prepared_or_followed_up(
    day: date, more: dict[str, object], kind: Kind
) -> None:
    assert kind_of(asked("messe", as_of=day, **more), fair()) == kind


def test_of_several_that_come_together_it_stays_a_meeting() -> None:
    assert kind_of(asked("messe", "anna", meeting=True), fair()) == "meeting"
    assert kind_of(asked("anna", meeting=True), fair()) == "meeting"


def test_after_an_event_nobody_is_seated_but_somebody_is_written_to() -> None:
    briefing = made(fair(), "messe", books=BOOKS)
    assert briefing.title == "Nachbereitung: Messe"
    assert [s.id for s in briefing.sections if s.page][:2] == ["lead", "map"]
    assert "seating" not in [s.id for s in briefing.sections]
    said = text(briefing, "lead")
    assert said.startswith("Bei „Messe“ am 20.06.2022 waren drei Personen dabei.")
    assert "Eine Person davon war zum ersten Mal bei einer Veranstaltung, von der wir wissen." in said
    assert "Gesprochen hat zuletzt Frau Muster am 21.06.2022 mit Dr. Carla Roth." in said
    assert table(briefing, "newcomers") == [["Emil Löwe", "Vorsitzender, IG Muster"]]
    assert text(briefing, "letters").splitlines() == [
        "Anna Weiß (Leiterin, Werk Nord GmbH): Unsere Zusage „Unterlagen schicken“ ist seit 01.07.2022 fällig.",
        "Dr. Carla Roth (Referentin, Amt für Industrie): "
        "An das Gespräch vom 21.06.2022 (Frau Muster) können wir anknüpfen.",
        "Emil Löwe (Vorsitzender, IG Muster) war zum ersten Mal dabei; ein Dank hält den Kontakt.",
    ]


def test_nobody_outside_hears_of_promises_and_talks_after_an_event() -> None:
    briefing = made(fair(), "messe", books=BOOKS, audience="partners")
    assert "letters" not in [s.id for s in briefing.sections]
    assert "Gesprochen" not in text(briefing, "lead")


def test_before_an_event_those_on_its_list_are_expected() -> None:
    briefing = made(fair(), "messe", as_of=date(2022, 6, 1))
    assert briefing.title == "Vorbereitung: Messe"
    assert text(briefing, "lead").startswith("Zu „Messe“ am 20.06.2022 werden drei Personen erwartet.")
    assert heading(briefing, "participants") == "Wer kommt"


def test_everybody_has_function_and_house_first_with_whom_we_talked() -> None:
    briefing = made(fair(), "ben", "anna", "carla", "amt", meeting=True, books=BOOKS)
    rows = table(briefing, "participants")
    assert [row[:2] for row in rows] == [
        ["Dr. Carla Roth", "Referentin, Amt für Industrie"],
        ["Anna Weiß", "Leiterin, Werk Nord GmbH"],
        ["Ben Grün", "Referent, Werk Nord GmbH"],
        ["Amt für Industrie", "Ministerium"],
    ]
    assert rows[0][3] == "Gespräch am 21.06.2022 (Frau Muster)"


def test_two_should_talk_for_what_they_have_in_common() -> None:
    """Ben (Werk) and Emil (IG Muster) have not met: both houses deal with hydrogen in the Harz."""
    briefing = made(fair(), "ben", "emil", meeting=True)
    assert "Wir sollten Ben Grün und Emil Löwe ins Gespräch bringen." in text(briefing, "lead")
    assert (
        "Ben Grün (Referent, Werk Nord GmbH) und Emil Löwe (Vorsitzender, IG Muster) befassen sich beide mit "
        "Wasserstoff und sind beide im Harz aktiv." in text(briefing, "seating")
    )


def test_people_whose_houses_work_together_are_not_told_to_meet() -> None:
    more = [fact("COOPERATES_WITH", "werk", "bund")]
    briefing = made(fair(more), "ben", "emil", meeting=True)
    assert "Wir sollten" not in text(briefing, "lead")
    assert "befassen sich beide" not in text(briefing, "seating")


def test_a_visit_names_the_initiatives_and_whom_one_asks_for() -> None:
    nodes = [node("allianz", "Organisation", "Allianz Harz", kind="initiative")]
    more = [
        fact("ACTIVE_IN", "allianz", "harz"),
        fact("DEALS_WITH", "allianz", "wasserstoff"),
        fact("WORKS_FOR", "dora", "allianz", role="Sprecherin"),
    ]
    briefing = made(fair(more, nodes), "harz", kind="visit", books=BOOKS)
    assert briefing.title == "Besuch im Harz"
    assert table(briefing, "initiatives")[0][:3] == ["Allianz Harz", "Dora Blau, Sprecherin", "Wasserstoff"]
    assert heading(briefing, "participants") == "Wer im Harz außerdem aktiv ist"
    assert ["IG Muster", "Gewerkschaft", "Emil Löwe, Vorsitzender"] in table(briefing, "participants")


def test_many_are_told_by_which_choice_and_stand_in_the_annex() -> None:
    guests = [node(f"gast{n:02}", "Person", f"Gast Nummer{n:02}") for n in range(90)]
    briefing = made(little_network(guests), *(g.id for g in guests), meeting=True)
    said = text(briefing, "participants")
    assert "von 90: zuerst, mit wem wir gesprochen haben, dann, wer ein Haus leitet. Alle stehen im Anhang." in said
    (everybody,) = [s for s in briefing.sections if s.id == "everybody"]
    assert everybody.page == 0
    assert len(table(briefing, "everybody")) == 45


def test_a_statement_is_neither_prepared_nor_followed_up() -> None:
    statement = node("brief", "Event", "Stellungnahme von Werk Nord: Strom", format="statement", start="2022-03-01")
    briefing = made(fair([fact("TOOK_PART_IN", "werk", "brief")], [statement]), "brief")
    assert "Nachbereitung" not in briefing.title
    assert heading(briefing, "participants") == "Wer beteiligt ist"
    assert "vom 01.03.2022 ist eine Organisation belegt." in text(briefing, "lead")


def test_the_report_is_of_the_twelve_months_asked_for() -> None:
    briefing = made(fair(), kind="year", as_of=date(2022, 6, 30))
    assert briefing.title == "Netzbericht 01.07.2021 bis 30.06.2022"
    assert briefing.figures["coverage_observed"] > 0  # the event of June 2022


def test_all_keep_the_rules_of_style() -> None:
    for language in ("de", "en"):
        for day in (date(2022, 6, 1), date(2022, 12, 31)):
            assert faults(made(fair(), "messe", books=BOOKS, language=language, as_of=day, annex=False)) == []
        assert faults(made(fair(), "harz", kind="visit", books=BOOKS, language=language, annex=False)) == []


@pytest.mark.parametrize(
    ("day", "kind"), [(date(2022, 6, 21), "before"), (date(2022, 6, 22), "before"), (date(2022, 6, 23), "after")]
)
@pytest.mark.parametrize("chosen", ["", "before", "after"])
def test_an_event_of_several_days_is_prepared_until_its_last(day: date, kind: Kind, chosen: Kind) -> None:
    long = node("messe", "Event", "Messe", format="conference", start="2022-06-20", end="2022-06-22")
    network = little_network([long, NEW, UNION], [*THERE, fact("TOOK_PART_IN", "ben", "messe", role="invited")])
    assert kind_of(asked("messe", as_of=day, kind=chosen), network) == kind
    title = made(network, "messe", as_of=day, kind=chosen).title
    assert title == f"{'Vorbereitung' if kind == 'before' else 'Nachbereitung'}: Messe"


@pytest.mark.parametrize("section", [name for name in SECTIONS if name not in OF_THE_OFFICE])
@pytest.mark.parametrize("kind", OF_ALL)
def test_every_section_can_be_chosen_where_a_briefing_has_no_subjects(kind: Kind, section: str) -> None:
    colleague = "Frau Muster" if kind == "handover" else ""
    briefing = made(fair(), kind=kind, gaps=kind == "gaps", colleague=colleague, sections=(section,), books=BOOKS)
    assert {s.id for s in briefing.sections} <= {section}
