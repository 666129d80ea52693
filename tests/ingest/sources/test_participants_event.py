"""Which event a list belongs to, by its file name and what the user says."""

from pathlib import Path

import pytest

from graph.errors import InputError
from ingest.readers.table import Row
from ingest.records import Options
from ingest.tables.event import find_event


@pytest.mark.parametrize(
    ("file", "name", "date"),
    [
        ("Auftakt_2021-03-16.csv", "Auftakt", "2021-03-16"),
        ("teilnehmende-2021-03-16-auftakt.csv", "auftakt", "2021-03-16"),
        ("Teilnehmerliste_Auftaktveranstaltung_16.03.2021.xlsx", "Auftaktveranstaltung", "2021-03-16"),
        ("Teilnehmerliste der Auftaktveranstaltung am 16.3.2021 final v2.xlsx", "Auftaktveranstaltung", "2021-03-16"),
        ("20210610 Tag der Industrie - Anmeldungen.csv", "Tag der Industrie", "2021-06-10"),
        ("Die Zukunft der Industrie 2021.csv", "Die Zukunft der Industrie 2021", ""),
        ("16-03-2021_Werkstatt_Stahl.csv", "Werkstatt Stahl", "2021-03-16"),
        ("TN-Liste Forum Nord.csv", "Forum Nord", ""),
        ("Forum für die Region.csv", "Forum für die Region", ""),
        ("Auftakt 31.02.2021.csv", "Auftakt", ""),
        ("Gästeliste Sommerfest (1).csv", "Sommerfest", ""),
        ("Liste of participants, Kick-off 2021_03_16.csv", "Kick-off", "2021-03-16"),
        ("Workshop 12 2021-03-16.csv", "Workshop 12", "2021-03-16"),
        ("Sprechstunde Wärme - Anwesenheitsbericht 21.9.23.csv", "Sprechstunde Wärme", "2023-09-21"),
        ("Attendance report Kick-off 5-3-24.csv", "Kick-off", "2024-03-05"),
        ("TN Liste Forum Nord.csv", "Forum Nord", ""),
        ("Forum_5-3-24.csv", "Forum", "2024-03-05"),
        ("Forum 45.13.24.csv", "Forum 45.13.24", ""),
        ("report-2023-11-08T1230 Forum.csv", "Forum", "2023-11-08"),
    ],
)
def test_the_file_name_tells_event_and_day(file: str, name: str, date: str) -> None:
    found = find_event(Path(file), Options())
    assert (found.name, found.date) == (name, date)


@pytest.mark.parametrize(
    "file",
    [
        "teilnehmende-2021-03-16.csv",
        "Teilnehmerliste.csv",
        "Liste final.csv",
        "report-2023-11-08T1230.csv",
        "outlook_kontakte.csv",
        "export.csv",
        "TN-Liste.csv",
        "Anwesenheitsbericht 21.9.23.csv",
        "Attendance report.csv",
        "participants_85512345678.csv",
    ],
)
def test_a_file_name_without_an_event_is_refused(file: str) -> None:
    with pytest.raises(InputError) as caught:
        find_event(Path(file), Options())
    assert caught.value.key == "no_event"


def test_what_the_user_says_goes_before_the_file_name() -> None:
    found = find_event(Path("Auftakt_2021-03-16.csv"), Options(event="Gipfel", date="1.4.2022"))
    assert (found.name, found.date) == ("Gipfel", "2022-04-01")


def test_the_title_goes_before_the_file_name_and_the_name_gives_the_day() -> None:
    found = find_event(Path("export_2021-03-16.csv"), Options(title="Teilnehmerliste Gipfel Nord"))
    assert (found.name, found.date) == ("Gipfel Nord", "2021-03-16")


def test_a_day_in_the_title_goes_before_that_of_the_file_name() -> None:
    assert find_event(Path("x_2021-03-16.csv"), Options(title="Gipfel am 17.03.2021")).date == "2021-03-17"


def test_a_date_that_is_none_is_refused_as_the_option_it_is() -> None:
    with pytest.raises(InputError) as caught:
        find_event(Path("Auftakt.csv"), Options(date="gestern"))
    assert (caught.value.key, caught.value.column, caught.value.value) == ("bad_date_option", "", "gestern")
    assert "Option --date" in caught.value.message("de")


@pytest.mark.parametrize(
    ("above", "name", "date"),
    [
        ([("Teilnehmende: Forum Wärme",)], "Forum Wärme", ""),
        ([("Forum Wärme",), ("am 14.06.2023, Kreishaus, 10:00-16:00 Uhr",)], "Forum Wärme", "2023-06-14"),
        ([("Forum Wärme, 14.06.2023",), ("Stand: 12.06.2023",)], "Forum Wärme", "2023-06-14"),
        ([("Meeting title", "Forum Wärme"), ("Start time", "2023-06-14 10:00")], "Forum Wärme", "2023-06-14"),
    ],
)
def test_rows_above_the_header_tell_what_the_file_name_does_not(
    above: list[tuple[str, ...]], name: str, date: str
) -> None:
    found = find_event(Path("export.csv"), Options(), [Row(i, cells) for i, cells in enumerate(above, start=1)])
    assert (found.name, found.date) == (name, date)


def test_the_rows_above_the_header_go_before_the_file_name() -> None:
    found = find_event(Path("Gipfel.csv"), Options(), [Row(1, ("Teilnehmende Forum am 14.06.2023",))])
    assert (found.name, found.date) == ("Forum", "2023-06-14")


@pytest.mark.parametrize(
    ("above", "name"),
    [
        (("Veranstaltung:", "Auftakt Wandel"), "Auftakt Wandel"),
        (("Veranstaltung: Auftakt Wandel",), "Auftakt Wandel"),
        (("Titel der Veranstaltung", "", "Auftakt Wandel"), "Auftakt Wandel"),
        (("Event name:", "Auftakt Wandel am 14.06.2023"), "Auftakt Wandel"),
        (("Veranstaltung:", ""), "Gipfel"),
        (("Veranstaltungsort:", "Kreishaus"), "Gipfel"),
        (("Veranstaltungen der Kammer",), "Gipfel"),
        (("Topic", "Besprechung von Anna Lang"), "Gipfel"),
    ],
)
def test_a_row_that_names_the_event_outright_goes_before_the_file_name(above: tuple[str, ...], name: str) -> None:
    rows = [Row(1, above), Row(2, ("Datum:", "14.06.2023"))]
    found = find_event(Path("Gipfel.csv"), Options(), rows)
    assert (found.name, found.date) == (name, "2023-06-14")
    assert find_event(Path("x.csv"), Options(title="Forum Nord"), rows).name == "Forum Nord"
    assert find_event(Path("x.csv"), Options(event="Forum Süd"), rows).name == "Forum Süd"


def test_a_row_above_that_says_nothing_about_the_event_is_not_taken() -> None:
    with pytest.raises(InputError):
        find_event(Path("export.csv"), Options(), [Row(1, ("Servicestelle",))])
