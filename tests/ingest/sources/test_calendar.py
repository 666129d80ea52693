"""Calendars: each entry an event on each of its days, with those who came, and nobody else."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.errors import InputError
from graph.model.facts import Entity, Record
from graph.store import Store
from graph.store.consistency import check
from ingest.loading.pipeline import load, prepare
from ingest.records import Options, RowLog
from ingest.sources import kind_of
from ingest.sources.calendar.dates import lasts, local, series, zone_of
from ingest.sources.calendar.people import name_in

Put = Callable[[str, str | bytes], Path]


def calendar(*entries: str, head: str = "") -> str:
    """A calendar with lines as RFC 5545 wants them; each entry is the inside of a VEVENT."""
    inside = "".join(f"BEGIN:VEVENT\n{entry.strip()}\nEND:VEVENT\n" for entry in entries)
    return f"BEGIN:VCALENDAR\nVERSION:2.0\n{head}{inside}END:VCALENDAR\n".replace("\n", "\r\n")


AUFTAKT = """
UID:1@werk.example
DTSTAMP:20210301T080000Z
DTSTART;TZID=Europe/Berlin:20210316T100000
DTEND;TZID=Europe/Berlin:20210316T120000
SUMMARY:Auftakt
LOCATION:Rathaus\\, Halle
CATEGORIES:Energie,Rote Kategorie
ORGANIZER;CN="Lang, Dr. Anna":mailto:anna.lang@werk.example
ATTENDEE;CN="Lang, Dr. Anna";PARTSTAT=ACCEPTED:mailto:anna.lang@werk.example
ATTENDEE;CN=Bo Weiß (IG Metall);PARTSTAT=ACCEPTED:mailto:bo@haus.example
ATTENDEE;CN=Cem Arslan;PARTSTAT=DECLINED:mailto:cem@haus.example
ATTENDEE;CN=Dora Ott;PARTSTAT=TENTATIVE:mailto:dora@haus.example
ATTENDEE;CN=Emil Roth;ROLE=CHAIR;PARTSTAT=ACCEPTED:mailto:emil@haus.example
ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:fritz.klein@haus.example
ATTENDEE;PARTSTAT=ACCEPTED:mailto:x77@haus.example
ATTENDEE;CN=Saal 3;CUTYPE=ROOM;PARTSTAT=ACCEPTED:mailto:saal3@haus.example
ATTENDEE;CN=Verband Deutscher Beispiele e. V.;PARTSTAT=ACCEPTED:mailto:info@vdb.example
DESCRIPTION:lang
X-MICROSOFT-CDO-BUSYSTATUS:BUSY
SPONSOR:Werk
"""


def read(path: Path, options: Options | None = None) -> tuple[list[Record], RowLog]:
    row_log = RowLog()
    mapped = kind_of(path).understand(path, "0" * 64, options or Options())
    return list(mapped.records(row_log)), row_log


def facts(records: list[Record]) -> set[tuple[str, str, str, str]]:
    """Type, names of both ends, role."""
    return {
        (fact.type, names[fact.start], names[fact.end], fact.role)
        for record in records
        for names in [{entity.key: entity.name for entity in record.entities}]
        for fact in record.facts
    }


def events(records: list[Record]) -> list[Entity]:
    return [e for record in records for e in record.entities if e.label == "Event"]


def days(records: list[Record]) -> list[str]:
    return [str(event.values["start"]) for event in events(records)]


def notes(row_log: RowLog) -> list[tuple[str, object]]:
    return [(note.key, note.context.get("value")) for note in row_log.notes]


def test_an_entry_is_read_as_counted_by_hand(put: Put) -> None:
    records, row_log = read(put("a.ics", calendar(AUFTAKT)))
    assert facts(records) == {
        ("DEALS_WITH", "Auftakt", "Energie", ""),
        ("TOOK_PART_IN", "Anna Lang", "Auftakt", "host"),
        ("TOOK_PART_IN", "Bo Weiß", "Auftakt", "participant"),
        ("WORKS_FOR", "Bo Weiß", "IG Metall", ""),
        ("TOOK_PART_IN", "Dora Ott", "Auftakt", "invited"),
        ("TOOK_PART_IN", "Emil Roth", "Auftakt", "moderator"),
        ("TOOK_PART_IN", "Fritz Klein", "Auftakt", "invited"),
        ("TOOK_PART_IN", "Verband Deutscher Beispiele e. V.", "Auftakt", "participant"),
    }
    (event,) = events(records)
    assert (event.keys, dict(event.values)) == (
        ("event:auftakt@2021-03-16",),
        {"start": "2021-03-16", "place": "Rathaus, Halle"},
    )
    assert event.place == "line 3"
    assert (row_log.rows, row_log.rejected) == (1, [])
    assert notes(row_log) == [("note_unused_field", "SPONSOR"), ("note_no_attendee_name", "x77@haus.example")]


def test_an_address_makes_a_person_known(put: Put) -> None:
    records, _ = read(put("a.ics", calendar(AUFTAKT)))
    anna = next(e for e in records[0].entities if e.name == "Anna Lang")
    assert anna.keys == ("mail:anna.lang@werk.example", "name:anna lang@event:auftakt@2021-03-16")
    assert dict(anna.values) == {
        "title": "Dr.", "given_name": "Anna", "family_name": "Lang", "emails": ("anna.lang@werk.example",),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("begin", "end", "expected"),
    [
        ("DTSTART;VALUE=DATE:20210316", "DTEND;VALUE=DATE:20210317", ("2021-03-16", None)),
        ("DTSTART;VALUE=DATE:20210316", "DTEND;VALUE=DATE:20210318", ("2021-03-16", "2021-03-17")),
        ("DTSTART;VALUE=DATE:20210316", "DURATION:P3D", ("2021-03-16", "2021-03-18")),
        ("DTSTART:20210316T233000Z", "DTEND:20210316T235900Z", ("2021-03-17", None)),  # 00:30 in Berlin
        ("DTSTART;TZID=America/New_York:20210316T233000", "DURATION:PT10M", ("2021-03-16", None)),
        ("DTSTART;TZID=W. Europe Standard Time:20210316T200000", "DURATION:PT4H", ("2021-03-16", None)),
        ("DTSTART:20210316T220000", "DTEND:20210317T020000", ("2021-03-16", "2021-03-17")),
        ("DTSTART:20210316T220000", "X-NONE:1", ("2021-03-16", None)),
        ("DTSTART:20210316T220000", "DTEND:20210310T020000", ("2021-03-16", None)),
    ],
)
def test_begin_and_end_are_days(put: Put, begin: str, end: str, expected: tuple[str, str | None]) -> None:
    records, _ = read(put("a.ics", calendar(f"UID:1\nSUMMARY:Auftakt\n{begin}\n{end}")))
    (event,) = events(records)
    assert (event.values["start"], event.values.get("end")) == expected


def test_a_time_in_utc_is_that_of_the_calendars_zone(put: Put) -> None:
    text = calendar("SUMMARY:A\nDTSTART:20210316T233000Z", head="X-WR-TIMEZONE:America/New_York\n")
    assert days(read(put("a.ics", text))[0]) == ["2021-03-16"]


def test_a_series_is_an_event_on_each_of_its_days(put: Put) -> None:
    text = calendar(
        "UID:1\nSUMMARY:Jour fixe\nDTSTART:20210301T100000\nRRULE:FREQ=WEEKLY;COUNT=4\nEXDATE:20210308T100000\n"
        "ATTENDEE;CN=Bo Weiß;PARTSTAT=ACCEPTED:mailto:bo@haus.example",
        "UID:1\nSUMMARY:Jour fixe\nRECURRENCE-ID:20210315T100000\nDTSTART:20210316T100000",
        "UID:1\nSUMMARY:Jour fixe\nRECURRENCE-ID:20210322T100000\nDTSTART:20210322T100000\nSTATUS:CANCELLED",
    )
    records, row_log = read(put("a.ics", text))
    assert days(records) == ["2021-03-01", "2021-03-16"]
    took_part = [(f.end, f.role) for record in records for f in record.facts if f.type == "TOOK_PART_IN"]
    assert took_part == [("event:jour fixe@2021-03-01", "participant")]
    assert notes(row_log) == [("note_cancelled_events", 1)]


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("FREQ=WEEKLY;UNTIL=20210315T235959Z", ["2021-03-01", "2021-03-08", "2021-03-15"]),
        ("FREQ=WEEKLY;UNTIL=20210314", ["2021-03-01", "2021-03-08"]),
        ("FREQ=MONTHLY;BYDAY=1MO;COUNT=3", ["2021-03-01", "2021-04-05", "2021-05-03"]),
        ("FREQ=YEARLY;COUNT=2", ["2021-03-01", "2022-03-01"]),
        ("FREQ=DAILY;INTERVAL=2;COUNT=2", ["2021-03-01", "2021-03-03"]),
        ("FREQ=MONTHLY", ["2021-03-01", "2021-04-01", "2021-05-01"]),  # open: to the day it was written
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=9", ["2021-03-01"]),
    ],
)
def test_the_days_of_a_rule(put: Put, rule: str, expected: list[str]) -> None:
    entry = f"UID:1\nSUMMARY:A\nDTSTAMP:20210510T080000Z\nDTSTART:20210301T100000\nRRULE:{rule}"
    assert days(read(put("a.ics", calendar(entry)))[0]) == expected


def test_a_long_series_is_cut_and_that_is_said(put: Put) -> None:
    entry = "UID:1\nSUMMARY:A\nDTSTART:20200301T100000\nRRULE:FREQ=DAILY;COUNT=999999999"
    records, row_log = read(put("a.ics", calendar(entry)))
    assert (len(days(records)), days(records)[-1]) == (100, "2020-06-08")
    assert notes(row_log) == [("note_series_cut", "A")]


def test_a_series_by_the_second_is_not_followed(put: Put) -> None:
    entry = "UID:1\nSUMMARY:A\nDTSTART:20200301T100000\nRRULE:FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30"
    records, row_log = read(put("a.ics", calendar(entry)))
    assert days(records) == ["2020-03-01"]
    assert [(n.key, n.context["detail"]) for n in row_log.notes] == [("note_series_first", "FREQ=SECONDLY")]


def test_two_entries_of_one_title_and_day_stay_two_and_one_uid_stays_one(put: Put) -> None:
    text = calendar(
        "UID:1\nSUMMARY:Jour fixe\nDTSTART:20210301T090000",
        "UID:2\nSUMMARY:Jour fixe\nDTSTART:20210301T140000",
        "UID:1\nSUMMARY:Jour fixe\nDTSTART:20210301T100000",
    )
    keys = [event.key for event in events(read(put("a.ics", text))[0])]
    assert keys == [
        "event:jour fixe@2021-03-01", "event:jour fixe@2021-03-01 14:00", "event:jour fixe@2021-03-01",
    ]  # fmt: skip


def test_private_and_cancelled_entries_and_tasks_are_left_out_and_counted(put: Put) -> None:
    text = calendar(
        "SUMMARY:Zahnarzt\nDTSTART:20210301\nCLASS:PRIVATE",
        "SUMMARY:Absage\nDTSTART:20210301\nSTATUS:CANCELLED",
        "SUMMARY:Auftakt\nDTSTART:20210316",
        head="BEGIN:VTODO\nSUMMARY:Einladen\nEND:VTODO\n",
    )
    records, row_log = read(put("a.ics", text))
    assert [event.name for event in events(records)] == ["Auftakt"]
    assert notes(row_log) == [("note_cancelled_events", 1), ("note_no_events", 1), ("note_private_events", 1)]


def test_a_link_as_a_place_is_a_meeting_on_the_screen(put: Put) -> None:
    text = calendar("SUMMARY:A\nDTSTART:20210301\nLOCATION:Microsoft Teams-Besprechung")
    assert dict(events(read(put("a.ics", text))[0])[0].values) == {"start": "2021-03-01", "mode": "digital"}


def test_the_event_the_user_names_is_the_whole(put: Put) -> None:
    records, _ = read(put("a.ics", calendar("SUMMARY:A\nDTSTART:20210301")), Options(event="Woche", date="2021-03-01"))
    assert facts(records) == {("PART_OF", "A", "Woche", "")}


def test_the_title_of_the_source_is_that_of_the_calendar(put: Put) -> None:
    path = put("a.ics", calendar("SUMMARY:A\nDTSTART:20210301", head="X-WR-CALNAME:Termine 2021\n"))
    assert kind_of(path).understand(path, "0" * 64, Options()).source.title == "Termine 2021"


def test_folded_lines_and_windows_text_are_read(put: Put) -> None:
    text = calendar("SUMMARY:Gespräch über Was\n serstoff\nDTSTART:20210301").encode("cp1252")
    assert [event.name for event in events(read(put("a.ics", text))[0])] == ["Gespräch über Wasserstoff"]


def test_one_bad_entry_does_not_hold_up_the_others(put: Put) -> None:
    text = calendar(
        "DTSTART:20210301", "SUMMARY:A\nDTSTART:gestern", "SUMMARY:B", "SUMMARY:C\nDTSTART:99990101", "SUMMARY:"
        + "x" * 1_001 + "\nDTSTART:20210301", "SUMMARY:D\nDTSTART:20210301", "SUMMARY:E\nDTSTART:20210301\nno property",
    )  # fmt: skip
    records, row_log = read(put("a.ics", text))
    assert "D" in [event.name for event in events(records)]
    assert [(e.key, e.row) for e in row_log.rejected][:5] == [
        ("event_without_title", 3),
        ("event_without_date", 6),
        ("event_without_date", 10),
        ("event_without_date", 13),
        ("cell_too_long", 17),
    ]


@pytest.mark.parametrize("rule", ["", "RRULE:FREQ=YEARLY;COUNT=9\n"])
def test_an_end_in_a_far_away_year_is_refused(put: Put, rule: str) -> None:
    _, row_log = read(put("a.ics", calendar(f"SUMMARY:A\nDTSTART:20210301\n{rule}DTEND:99981231")))
    assert [e.key for e in row_log.rejected] == ["event_without_date"]


def test_a_file_that_breaks_off_keeps_its_whole_entries(put: Put) -> None:
    text = calendar("SUMMARY:A\nDTSTART:20210301", "SUMMARY:B\nDTSTART:20210302").partition("END:VCALENDAR")[0][:-18]
    records, row_log = read(put("a.ics", text))
    assert [event.name for event in events(records)] == ["A"]
    assert [(e.key, e.row) for e in row_log.rejected] == [("open_block", 7)]


def test_an_entry_of_twenty_megabytes_is_refused_alone(put: Put) -> None:
    big = "SUMMARY:A\nDTSTART:20210301\n" + "CATEGORIES:abc\n" * 50_000
    records, row_log = read(put("a.ics", calendar(big, "SUMMARY:B\nDTSTART:20210302")))
    assert [event.name for event in events(records)] == ["B"]
    assert [e.key for e in row_log.rejected] == ["entry_too_large"]
    with pytest.raises(InputError, match="too large"):
        read(put("b.ics", calendar("SUMMARY:" + "x" * 20_000_000)))


@pytest.mark.parametrize(
    ("content", "key"),
    [
        ("BEGIN:VCALENDAR\nEND:VCALENDAR\n", "no_entries"),
        ("BEGIN:VCALENDAR\nSUMMARY:\0\nEND:VCALENDAR\n", "wrong_encoding"),
        ("Name;Firma\nAnna Lang;Werk\n", "unknown_content"),
    ],
)
def test_what_is_no_calendar_is_refused(put: Put, content: str, key: str) -> None:
    with pytest.raises(InputError) as caught:
        read(put("a.ics", content))
    assert caught.value.key == key


def test_markup_and_cypher_stay_to_the_letter(put: Put) -> None:
    title = "Robby' WITH true as x MATCH (s) DETACH DELETE s // <img src=x>"
    records, _ = read(put("a.ics", calendar(f"SUMMARY:{title}\nDTSTART:20210301")))
    assert events(records)[0].name == title


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("anna.lang@werk.example", "Anna Lang"),
        ("karl-heinz.weiss@werk.example", "Karl-Heinz Weiss"),
        ("alang@werk.example", ""),
        ("presse.stelle@werk.example", ""),
        ("info@werk.example", ""),
        ("anna.lang2@werk.example", ""),
        ("", ""),
    ],
)
def test_an_address_is_a_name_only_where_it_is_plainly_one(address: str, name: str) -> None:
    assert name_in(address) == name


def test_a_date_that_never_comes_is_not_looked_for_long() -> None:
    from icalendar.prop import vRecur

    rule = vRecur.from_ical("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;COUNT=3")
    found = series(datetime(2021, 3, 1, 10), rule, None, (), frozenset(), zone_of(""), 0)  # noqa: DTZ001
    assert found.days == (date(2021, 3, 1),)


def test_times_and_lengths() -> None:
    berlin = zone_of("")
    assert zone_of("../../etc/passwd") == zone_of("Mars/Olympus") == berlin == ZoneInfo("Europe/Berlin")
    assert local("x", berlin) is None
    assert lasts(date(2021, 3, 1), None, None, berlin) == 0


def test_a_calendar_loaded_twice_changes_nothing_and_meets_the_participant_list(store: Store, put: Put) -> None:
    liste = put("liste.csv", "Name;Firma;E-Mail\nAnna Lang;Werk;anna.lang@werk.example\n")
    load(store, prepare(liste, Options(event="Auftakt", date="2021-03-16")))
    path = put("a.ics", calendar(AUFTAKT))
    first = load(store, prepare(path, Options()))
    # new: Bo, Dora, Emil, Fritz, the union, the association, the topic, the source; known: Anna and the event
    assert len(first.changes.created) == 8
    assert not load(store, prepare(path, Options())).changes.any
    assert check(store.view(), store.schema) == []


edits = st.lists(st.tuples(st.integers(0, 3000), st.integers(0, 30), st.binary(max_size=6)), min_size=1, max_size=4)
VALID = calendar(AUFTAKT, "UID:2\nSUMMARY:B\nDTSTART:20210301T100000\nRRULE:FREQ=WEEKLY;COUNT=9;BYDAY=MO\n"
                 "EXDATE:20210308T100000\nRDATE:20210309T100000").encode()  # fmt: skip


@given(changes=edits)
@settings(max_examples=250, deadline=None, suppress_health_check=list(HealthCheck))
def test_changed_files_give_records_or_an_error_about_the_input(
    put: Put, changes: list[tuple[int, int, bytes]]
) -> None:
    data = VALID
    for start, cut, new in changes:
        at = start % (len(data) + 1)
        data = data[:at] + new + data[at + cut :]
    refusal = None
    try:
        list(prepare(put("a.ics", data or b"x"), Options(), most_rejected=1).records())
    except InputError as error:
        refusal = error
    assert refusal is None or all(map(refusal.message, ("de", "en")))
