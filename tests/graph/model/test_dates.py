from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.model.dates import first_day, format_date, last_day, overlaps, parse_date

DAYS = st.dates(date(1970, 1, 1), date(2068, 12, 31))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2021", "2021"),
        (2021, "2021"),
        (2021.0, "2021"),
        ("2021-03", "2021-03"),
        ("2021-3", "2021-03"),
        ("03/2021", "2021-03"),
        ("03.2021", "2021-03"),
        ("März 2021", "2021-03"),
        ("Mrz. 2021", "2021-03"),
        ("Jänner 2021", "2021-01"),
        ("March 2021", "2021-03"),
        ("2021-03-16", "2021-03-16"),
        ("16.03.2021", "2021-03-16"),
        ("16. 3. 2021", "2021-03-16"),
        ("16.3.21", "2021-03-16"),
        ("16.3.69", "1969-03-16"),
        ("16. März 2021", "2021-03-16"),
        ("1.Mai 2021", "2021-05-01"),
        ("Dienstag, 16. März 2021", "2021-03-16"),
        ("Di 16.03.2021", "2021-03-16"),
        ("16 March 2021", "2021-03-16"),
        ("16th March 2021", "2021-03-16"),
        ("March 16, 2021", "2021-03-16"),
        ("16-Mar-2021", "2021-03-16"),
        ("16.03.2021, 10:00 Uhr", "2021-03-16"),
        ("16.03.2021 10 Uhr", "2021-03-16"),
        ("16.03.2021 10:00 - 12:30 Uhr", "2021-03-16"),
        ("2021-03-16 00:00:00", "2021-03-16"),
        ("2021-03-16T23:30:00.000+01:00", "2021-03-16"),
        ("20210316", "2021-03-16"),
        ("20210316T100000Z", "2021-03-16"),
        ("２０２１", "2021"),
        (" 2021 ", "2021"),
        (date(2021, 3, 16), "2021-03-16"),
        (datetime(2021, 3, 16, 10, tzinfo=UTC), "2021-03-16"),
        ("29.02.2024", "2024-02-29"),
    ],
)
def test_a_date_is_read_at_the_precision_of_its_source(value: str | float | date, expected: str) -> None:
    assert parse_date(value) == expected


@pytest.mark.parametrize(
    "value",
    ["31.02.2021", "32.1.2021", "29.02.2023", "gestern", "", "1799", "2201", "2021-13", "2021-00",
     "00.03.2021", "0.3.2021", "16.03.", "2019-2021", "16.03.2021 foo", "16.03.202110:00", "44271", True,
     2021.5, "Foo 2021", "1. Quartal 2021", float("nan"), date(1700, 1, 1)],
)  # fmt: skip
def test_what_is_no_date_is_refused_by_its_value(value: str | float | date) -> None:
    with pytest.raises(ValueError, match="not a date") as caught:
        parse_date(value)
    assert repr(value) in str(caught.value)


def test_slashes_are_read_only_when_the_order_is_beyond_doubt() -> None:
    assert parse_date("16/03/2021") == parse_date("3/16/2021") == "2021-03-16"
    assert parse_date("5/5/2021") == "2021-05-05"
    with pytest.raises(ValueError, match="03/04/2021"):
        parse_date("03/04/2021")


@given(DAYS, st.sampled_from(["%Y-%m-%d", "%d.%m.%Y", "%d.%m.%y", "%Y%m%d", "%Y-%m-%dT%H:%M:%S", "%Y/%m/%d"]))
def test_every_day_survives_every_way_to_write_it(day: date, shape: str) -> None:
    assert parse_date(datetime(day.year, day.month, day.day).strftime(shape)) == day.isoformat()  # noqa: DTZ001


@given(DAYS, st.sampled_from([4, 7, 10]), st.sampled_from(["de", "en"]))
def test_a_formatted_date_reads_back_as_itself(day: date, precision: int, language: str) -> None:
    partial = day.isoformat()[:precision]
    assert parse_date(format_date(partial, language)) == partial


@given(DAYS, st.sampled_from([4, 7, 10]))
def test_first_and_last_day_enclose_every_day_that_can_be_meant(day: date, precision: int) -> None:
    partial = day.isoformat()[:precision]
    assert first_day(partial) <= day <= last_day(partial)
    assert first_day(partial).isoformat()[:precision] == last_day(partial).isoformat()[:precision] == partial


def test_first_and_last_day_of_year_and_month() -> None:
    assert (first_day("2021"), last_day("2021")) == (date(2021, 1, 1), date(2021, 12, 31))
    assert (first_day("2024-02"), last_day("2024-02")) == (date(2024, 2, 1), date(2024, 2, 29))
    assert first_day("2021-03-16") == last_day("2021-03-16") == date(2021, 3, 16)


@pytest.mark.parametrize("text", ["", "2021-3", "16.03.2021", "21", "2021-02-30"])
def test_a_day_of_no_partial_date_is_refused(text: str) -> None:
    for function in (first_day, last_day):
        with pytest.raises(ValueError, match=r"date|day"):
            function(text)


@pytest.mark.parametrize(
    ("start", "end", "day", "expected"),
    [
        ("2019", "2021", "2020-06-01", True),
        ("2019", "2021", "2022-01-01", False),
        ("2019", "2021", "2018-12-31", False),
        ("2019", "2021", "2021-06-01", None),
        ("2019", "2021", "2019-06-01", None),
        ("2019", "2021", "2019-12-31", True),
        ("2019", "2021", "2021-01-01", True),
        ("2019", "2021", "2019", True),
        ("2021-03-16", "2021-03-16", "2021-03-16", True),
        ("2021-03-16", "2021-03-16", "2021-03", True),
        ("2021-03-16", "2021-03-16", "2021-03-17", False),
        ("2021-03", "", "2030-01-01", True),
        ("2021-03", "", "2021-02", False),
        ("", "2021", "1990-01-01", True),
        (None, "2021", "2022", False),
        (None, None, "2021", None),
        ("", "", "2021", None),
    ],
)
def test_validity_on_a_day_is_certain_or_open(
    start: str | None, end: str | None, day: str, expected: bool | None
) -> None:
    assert overlaps(start, end, day) is expected


def test_validity_takes_dates_too() -> None:
    assert overlaps("2019", "2021", date(2020, 1, 1)) is True


def test_dates_are_shown_in_both_languages() -> None:
    assert [format_date(text, "de") for text in ("2021", "2021-03", "2021-03-06")] == [
        "2021",
        "März 2021",
        "06.03.2021",
    ]
    assert [format_date(text, "en") for text in ("2021", "2021-03", "2021-03-06")] == [
        "2021",
        "March 2021",
        "6 March 2021",
    ]
    with pytest.raises(ValueError, match="'fr'"):
        format_date("2021", "fr")
