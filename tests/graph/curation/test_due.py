"""What is due, by dates worked out by hand: a day before, on the day, a day after; and acts that can be taken back."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from graph.curation import introductions as book
from graph.curation.care import Care, last_contact, load_rhythms, looked_after, months_later, usual_months
from graph.curation.conversations import Conversation, Promise
from graph.curation.due import Asked, Books, agenda
from graph.curation.due_acts import Wish, acts_on, entries_of
from graph.curation.introductions import begun, ended, in_year, moved_on, not_yet, uptake
from graph.curation.slips import Slips, handed_on, put_off, seen, slips_of
from graph.curation.standings import Standing, Standings
from graph.curation.thing import Due
from graph.errors import UsageError
from graph.model.schema import load
from graph.network import Network, Node, Relation
from tests.support.worded import worded

TODAY = date(2026, 11, 29)
ANNA, BEN = "Anna Beispiel", "Ben Muster"


def day(days: int) -> str:
    return (TODAY + timedelta(days=days)).isoformat()


def network(*more: Node, facts: tuple[Relation, ...] = ()) -> Network:
    """Ida works for a ministry, Jan for a company; the two, Anna of the office, and what else is asked for."""
    nodes = [
        Node("ida", "Person", "Ida Amt"),
        Node("jan", "Person", "Jan Werk"),
        Node("anna", "Person", ANNA),
        Node("amt", "Organisation", "Amt", kind="ministry"),
        Node("werk", "Organisation", "Werk", kind="company"),
        *more,
    ]
    houses = (
        Relation("w1", "WORKS_FOR", "ida", "amt", evidence=("s#1",), recorded_at="2026-01-01T00:00:00+00:00"),
        Relation("w2", "WORKS_FOR", "jan", "werk", evidence=("s#1",), recorded_at="2026-01-01T00:00:00+00:00"),
    )
    return Network(load(), {n.id: n for n in nodes}, [*houses, *facts], 1)


def due(books: Books, person: str = ANNA, net: Network | None = None, **asked: object) -> dict[str, list[str]]:
    found = agenda(net or network(), books, Asked(person, TODAY, **asked))  # type: ignore[arg-type]
    return {section: [thing.own for thing in things] for section, things in found.items()}


def promise(name: str, on: str, **more: str) -> Promise:
    return Promise(name, "talk", "Unterlagen schicken", ANNA, "ida", on, **more)  # type: ignore[arg-type]


def test_promises_are_told_of_a_week_before_and_what_is_put_off_when_its_new_day_comes() -> None:
    books = Books(
        promises=(
            promise("over", day(-1)),
            promise("today", day(0)),
            promise("in seven", day(7)),
            promise("in eight", day(8)),
            promise("put off", day(-9), put_off_to=day(1)),
            promise("back", day(-9), put_off_to=day(0)),
            promise("kept", day(-1), state="done"),
            promise("given", day(0), assigned_to=BEN),
        )
    )
    assert due(books) == {"promises": ["over", "today", "in seven", "back"]}
    assert due(books, BEN) == {"promises": ["given"]}


def test_what_was_promised_to_us_is_asked_of_the_colleague_who_talked() -> None:
    talk = Conversation("talk", day(-5), "telephone", ("ida",), (), "", BEN, "")
    theirs = Promise("p", "talk", "Liste", "ida", BEN, day(0))
    books = Books(promises=(theirs,), conversations=(talk,))
    assert (due(books), due(books, "ben  MUSTER")) == ({}, {"promises": ["p"]})


@pytest.mark.parametrize(
    ("on", "said"),
    [
        (day(-2), "seit 2 Tagen überfällig"),
        (day(-1), "seit 1 Tag überfällig"),
        (day(0), "heute fällig"),
        (day(1), "fällig am 30.11.2026"),
        (day(-120), "seit 4 Monaten überfällig"),
    ],
)
def test_how_a_day_lies_to_today_is_said(on: str, said: str) -> None:
    thing = agenda(network(), Books(promises=(promise("p", on),)), Asked(ANNA, TODAY))["promises"][0]
    when = thing.when(TODAY)
    assert when is not None
    assert worded(when) == said


def test_only_findings_assigned_to_her_are_hers() -> None:
    standings = Standings(
        {
            "mine": Standing("assigned", assigned_to=ANNA, title="Lücke", who=BEN, at="2026-11-01T00:00:00"),
            "taken": Standing("accepted", assigned_to=ANNA, title="Lücke", who=ANNA, at="2026-11-02T00:00:00"),
            "done": Standing("done", assigned_to=ANNA),
            "other": Standing("assigned", assigned_to=BEN),
        }
    )
    assert due(Books(standings=standings)) == {"findings": ["mine", "taken"]}


@pytest.mark.parametrize(
    ("days", "answers", "is_asked"), [(27, 0, False), (28, 0, True), (83, 1, False), (84, 1, True), (400, 2, False)]
)
def test_an_introduction_is_asked_about_after_four_and_after_twelve_weeks(
    days: int, answers: int, is_asked: bool
) -> None:
    known = moved_on(begun("ida", "jan", ANNA), "made", TODAY - timedelta(days=days))
    for _ in range(answers):
        known = not_yet(known)
    assert bool(due(Books(introductions=(known,)))) is is_asked


def test_the_steps_of_an_introduction_and_a_step_back() -> None:
    known = begun("jan", "ida", ANNA, "suggestion", "f1", asked="Eva")
    assert (known.ends, known.stage) == (("ida", "jan"), "planned")
    known = moved_on(known, "asked", date(2026, 1, 5))
    known = moved_on(known, "made", date(2026, 2, 5))
    known = moved_on(known, "met", date(2026, 3, 5))
    over = ended(known, "project", date(2026, 6, 1), "Antrag")
    assert (over.asked_on, over.made_on, over.met_on, over.over_on) == (
        "2026-01-05",
        "2026-02-05",
        "2026-03-05",
        "2026-06-01",
    )
    assert over.ask_on() is None
    back = moved_on(over, "made", date(2026, 2, 6))
    assert (back.made_on, back.met_on, back.over_on, back.outcome) == ("2026-02-06", "", "", "")
    with pytest.raises(UsageError, match="lies before"):
        moved_on(known, "met", date(2026, 1, 1))
    with pytest.raises(UsageError, match="no outcome"):
        ended(known, "success", TODAY)
    with pytest.raises(UsageError):
        begun("ida", "ida", ANNA)


def test_the_year_counts_each_step_in_its_own_year() -> None:
    one = moved_on(begun("ida", "jan", ANNA, "suggestion"), "asked", date(2025, 12, 1))
    one = ended(
        moved_on(moved_on(one, "made", date(2026, 1, 9)), "met", date(2026, 2, 1)), "exchange", date(2026, 5, 1)
    )
    other = ended(moved_on(begun("ida", "amt", ANNA, "way"), "asked", date(2026, 3, 1)), "nothing", date(2026, 9, 1))
    year = in_year([one, other], 2026)
    assert (year.asked, year.made, year.met, year.led_on) == (1, 1, 1, 1)
    assert year.by_outcome == {"exchange": 1, "nothing": 1}
    assert in_year([one, other], 2024).is_empty
    assert [(u.origin, u.begun, u.met, u.led_on) for u in uptake([one, other])] == [
        ("suggestion", 1, 1, 1),
        ("way", 1, 0, 0),
    ]


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2023, 8, 31), 6, date(2024, 2, 29)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 1, 31), 12, date(2027, 1, 31)),
    ],
)
def test_months_end_with_their_last_day(start: date, months: int, end: date) -> None:
    assert months_later(start, months) == end


@given(some.dates(date(1900, 1, 1), date(2100, 1, 1)), some.integers(0, 200))
def test_months_later_against_counting_days(start: date, months: int) -> None:
    year, month = start.year, start.month
    for _ in range(months):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    last = next(d for d in (31, 30, 29, 28) if _exists(year, month, d))
    assert months_later(start, months) == date(year, month, min(start.day, last))


def _exists(year: int, month: int, day: int) -> bool:
    try:
        return bool(date(year, month, day))
    except ValueError:
        return False


def test_the_usual_rhythm_follows_the_kind_and_who_stands_in_much_is_asked_twice_as_often() -> None:
    rhythms = load_rhythms()
    net = network()
    assert [usual_months(net, net.nodes[n], rhythms) for n in ("amt", "ida", "werk", "jan")] == [4, 4, 12, 12]
    busy = tuple(
        Relation(f"k{i}", "KNOWS", "jan", f"p{i}", evidence=("s#1",), recorded_at="2026")
        for i in range(rhythms.important.facts)
    )
    crowd = network(*(Node(f"p{i}", "Person", f"P {i}") for i in range(rhythms.important.facts)), facts=busy)
    assert usual_months(crowd, crowd.nodes["jan"], rhythms) == 6


def gathering() -> Network:
    event = Node("treffen", "Event", "Treffen", fields={"start": "2026-07-10"})
    there = tuple(
        Relation(f"t{n}", "TOOK_PART_IN", n, "treffen", evidence=("s#1",), recorded_at="2026") for n in ("ida", "anna")
    )
    return network(event, facts=there)


def test_the_last_contact_is_the_newest_of_conversation_event_and_what_was_stated() -> None:
    net, care = gathering(), Care("ida", ANNA)
    we = frozenset({"anna"})

    def found(talks: list[tuple[str, str]], stated: str = "") -> tuple[str, str]:
        last = last_contact(net, replace(care, stated=stated), talks, we, TODAY)
        return last.how, last.day

    assert found([]) == ("event", "2026-07-10")
    assert found([("c", "2026-08-01")]) == ("conversation", "2026-08-01")
    assert found([("c", "2026-08-01")], "2026-09-02") == ("stated", "2026-09-02")
    assert found([("c", day(3))]) == ("event", "2026-07-10"), "what is still to come is no contact"
    assert last_contact(net, Care("amt", ANNA), [], we, TODAY).how == "event", "through who works there"
    assert last_contact(net, care, [], frozenset(), TODAY).how == "unknown"


@pytest.mark.parametrize(("last", "is_due"), [("2026-05-28", True), ("2026-05-29", False), ("2026-05-30", False)])
def test_a_rhythm_of_six_months_runs_out_the_day_after(last: str, is_due: bool) -> None:
    care = Care("jan", ANNA, months=6, stated=last)
    assert bool(due(Books(cares={"jan": care}))) is is_due


def test_where_no_contact_is_known_the_rhythm_counts_from_when_it_was_set() -> None:
    found = looked_after(network(), [Care("jan", ANNA, since="2026-01-31")], {}, TODAY)
    assert found[0].due == date(2027, 1, 31)


def test_events_of_three_weeks_are_told_with_who_comes_those_looked_after_first() -> None:
    events = [
        Node(i, "Event", i, fields={"start": start})
        for i, start in (("gone", day(-1)), ("now", day(0)), ("late", day(21)), ("too late", day(22)))
    ]
    come = tuple(
        Relation(f"c{n}", "TOOK_PART_IN", n, "now", evidence=("s#1",), recorded_at="2026") for n in ("ida", "jan")
    )
    net = network(*events, facts=come)
    found = agenda(net, Books(cares={"werk": Care("werk", ANNA, 120, stated=day(0))}), Asked(ANNA, TODAY))["events"]
    assert [thing.own for thing in found] == ["now", "late"]
    assert worded(found[0].said, network=net) == "now am 29.11.2026: 2 Personen kommen, darunter Jan Werk, Ida Amt"


def test_news_are_what_was_recorded_since_the_last_visit() -> None:
    since = "2026-11-01T08:00:00+00:00"
    source = Node("s", "Source", "Liste", fields={"recorded_at": "2026-11-02T08:00:00+00:00"})
    old = Node("o", "Source", "Alt", fields={"recorded_at": "2026-10-02T08:00:00+00:00"})
    late = {"evidence": ("s#1",), "recorded_at": "2026-11-02T08:00:00+00:00"}
    facts = (
        Relation("moved", "WORKS_FOR", "ida", "werk", **late),  # type: ignore[arg-type]
        Relation("again", "WORKS_FOR", "jan", "werk", role="Leitung", **late),  # type: ignore[arg-type]
        Relation("tie", "KNOWS", "anna", "jan", role="met", **late),  # type: ignore[arg-type]
    )
    net = network(source, old, facts=facts)
    assert due(Books(), net=net) == {}, "nothing is new on a first visit"
    assert due(Books(), net=net, since=since) == {"news": ["s", "moved"]}
    mine = Books(cares={"jan": Care("jan", ANNA, stated=day(0))})
    assert due(mine, net=net, since=since)["news"] == ["s", "moved", "again", "tie"] or due(mine, net=net, since=since)[
        "news"
    ] == ["s", "moved", "tie", "again"]


def test_reviews_are_counted_and_come_back_with_another_number() -> None:
    books = Books(proposals=3)
    assert due(books, pairs=2) == {"reviews": ["proposals:3", "pairs:2"]}
    hidden = slips_of(handed_on("review:proposals:3", ANNA, BEN), ANNA)
    assert due(replace(books, slips=hidden), pairs=2) == {"reviews": ["pairs:2"]}
    assert due(Books(proposals=4, slips=hidden)) == {"reviews": ["proposals:4"]}


def test_a_slip_hides_until_its_day_and_only_for_whom_it_is() -> None:
    entries = [*put_off("event:e", ANNA, TODAY + timedelta(days=2), TODAY), *seen("event:f", ANNA)]
    mine, others = slips_of(entries, "ANNA beispiel"), slips_of(entries, BEN)
    assert [mine.hides("event:e", TODAY + timedelta(days=d)) for d in (0, 1, 2)] == [True, True, False]
    assert mine.hides("event:f", TODAY + timedelta(days=900))
    assert not others.hides("event:e", TODAY)
    given = slips_of(handed_on("event:e", ANNA, BEN), BEN)
    assert (given.got_from("event:e"), given.hides("event:e", TODAY)) == (ANNA, False)
    with pytest.raises(UsageError, match="after today"):
        put_off("event:e", ANNA, TODAY, TODAY)
    with pytest.raises(UsageError, match="whom"):
        handed_on("event:e", ANNA, "anna BEISPIEL")


def test_no_act_is_done_that_is_none_for_the_thing() -> None:
    for wish, said in (
        (Wish("done"), "can not be done"),
        (Wish("later", "gestern"), "no day after"),
        (Wish("give"), "whom"),
    ):
        with pytest.raises(UsageError, match=said):
            entries_of(Books(proposals=1), next(iter(_things(Books(proposals=1)))), wish, ANNA, TODAY)


def _things(books: Books) -> Iterator[Due]:
    for things in agenda(network(), books, Asked(ANNA, TODAY)).values():
        yield from things


def whole() -> Books:
    """One thing of each kind that keeps its own owner."""
    return Books(
        promises=(promise("p", day(-1)),),
        standings=Standings({"f": Standing("assigned", assigned_to=ANNA, title="Lücke", who=BEN, at="2026-11-01")}),
        introductions=(moved_on(begun("ida", "jan", ANNA), "asked", TODAY - timedelta(days=30)),),
        cares={"jan": Care("jan", ANNA, 1, stated="2026-01-01")},
        proposals=2,
    )


def after(books: Books, thing: Due, wish: Wish) -> Books:
    """The books once more, with what the act writes in place of what they had."""
    changed = books
    for entry in entries_of(books, thing, wish, ANNA, TODAY):
        stamped = replace(entry, at=datetime(2026, 11, 29, tzinfo=UTC).isoformat())
        if entry.book == "promise":
            fields = dict(entry.body)
            changed = replace(changed, promises=(Promise(id=entry.id, **fields),))
        elif entry.book == "finding":
            changed = replace(changed, standings=Standings({entry.id: Standing.parse(stamped)}))
        elif entry.book == book.BOOK:
            changed = replace(changed, introductions=(book.NotedIntroduction.parse(stamped),))
        elif entry.book == "care":
            changed = replace(changed, cares={entry.id: Care.parse(stamped)})
        elif entry.book == "due":
            of_both = [*(s.entry(ANNA) for s in changed.slips.by_thing.values()), entry]
            changed = replace(changed, slips=slips_of(of_both, ANNA))
    return changed


@given(some.data())
def test_whatever_is_done_with_whatever_is_due_it_is_due_no_more_and_the_rest_stays(data: some.DataObject) -> None:
    books = whole()
    before = list(_things(books))
    thing = data.draw(some.sampled_from(before))
    act = data.draw(some.sampled_from(acts_on(thing)))
    value = {"later": day(data.draw(some.integers(1, 400))), "give": BEN}.get(act, "")
    left = list(_things(after(books, thing, Wish(act, value))))
    assert [t.id for t in left] == [t.id for t in before if t.id != thing.id]


def test_nothing_hides_without_a_slip() -> None:
    assert not Slips().hides("event:e", TODAY)
