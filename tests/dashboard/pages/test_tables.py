from dataclasses import replace

import pandas as pd

from briefing.wording.language import Words
from dashboard.pages.actor.sayings import said_about
from dashboard.parts import tables
from dashboard.parts.frame import Context
from graph.network import Relation
from tests.dashboard.pages.small_network import context_of, small_network


def relation(context: Context, relation_id: str) -> Relation:
    return next(r for r in context.network.relations if r.id == relation_id)


def test_a_fact_says_who_what_since_when_and_where_it_stands(context: Context) -> None:
    row = tables.fact_rows(context, [relation(context, "WORKS_FOR-mueller-amt")])[0]
    assert row == {
        "Wer": "Dr. Jürgen Müller",
        "Fakt": "arbeitet für",
        "Wen oder was": "Amt für Industrie",
        "Rolle": "Referent",
        "Hinweis": "",
        "von": "2019",
        "bis": "",
        "Quelle": "Bericht",
        "Stelle": "Zeile 7",
        "Stand der Quelle": "2021-03-20",
    }


def test_the_day_of_a_source_is_not_passed_off_as_a_beginning(context: Context) -> None:
    row = tables.fact_rows(context, [relation(context, "WORKS_FOR-anna-werk")])[0]
    assert (row["von"], row["bis"], row["Stand der Quelle"]) == ("", "", "2022-01-01")


def test_taking_part_has_the_day_of_the_event(context: Context) -> None:
    row = tables.fact_rows(context, [relation(context, "TOOK_PART_IN-mueller-treffen")])[0]
    assert (row["Rolle"], row["von"], row["bis"]) == ("Vortrag", "2021-03-16", "")


def test_what_is_invented_says_so_in_each_language() -> None:
    for language, note, mark in (("de", "Hinweis", "erfunden"), ("en", "Note", "invented")):
        context = context_of(small_network(), language)
        fact = relation(context, "WORKS_FOR-anna-werk")
        assert tables.fact_rows(context, [fact])[0][note] == mark
        assert tables.profile_rows(context, [fact], "anna")[0][note] == mark
        assert tables.node_rows(context, [context.network.nodes["anna"]])[0][note] == mark
        assert said_about(context, context.network.nodes["anna"])[0][note] == mark
        assert tables.node_rows(context, [context.network.nodes["amt"]])[0][note] == ""


def test_a_profile_reads_facts_from_its_own_end(context: Context) -> None:
    facts = [relation(context, name) for name in ("WORKS_FOR-mueller-amt", "MEMBER_OF-amt-bund")]
    rows = tables.profile_rows(context, facts, "amt")
    assert [(row["Fakt"], row["Mit wem oder was"]) for row in rows] == [
        ("Hier arbeiten", "Dr. Jürgen Müller"),
        ("ist Mitglied von", "Bund der Werke"),
    ]


def test_a_profile_does_not_repeat_what_is_always_the_same(context: Context) -> None:
    facts = context.network.around("mueller")
    assert "Fakt" in tables.profile_rows(context, facts, "mueller")[0]
    assert "Fakt" not in tables.profile_rows(context, facts[:1], "mueller")[0]


def test_kinds_are_said_in_words_among_the_statements(context: Context) -> None:
    amt = replace(context.network.nodes["amt"], claims=('["kind","agency","key:amt","src-1#row 7"]',))
    assert [(row["Angabe"], row["Wert"]) for row in said_about(context, amt)] == [("Art", "Agentur oder Behörde")]


def test_a_node_row_counts_facts_and_names_sources(context: Context) -> None:
    row = tables.node_rows(context, [context.network.nodes["treffen"]])[0]
    assert (row["Typ"], row["Art"], row["Fakten"]) == ("Veranstaltung", "Treffen", 3)
    assert row["Quellen"] == "Beispiel; Bericht"


def test_numbers_with_decimals_are_written_in_german_and_whole_ones_stay() -> None:
    written = tables._written(pd.DataFrame({"Stärke": [0.1, 3.0, None], "Zahl": [1, 2, 3]}))
    assert written.to_string(delimiter=";").splitlines()[1:] == ["0;0,1;1", "1;3;2", "2;;3"]


def test_dates_read_in_german_and_sort_as_they_are_stated() -> None:
    frame = pd.DataFrame({"von": ["2023-05-10", "2019", ""], "Stand": ["2021-03-20; 2022-01-01", "2021-03", ""]})
    written = tables._written(frame)
    assert written.to_string(delimiter="|").splitlines()[1:] == [
        "0|10.05.2023|20.03.2021; 01.01.2022",
        "1|2019|März 2021",
        "2||",
    ]
    assert written.data.equals(frame)


def test_numbers_of_an_office_are_no_dates() -> None:
    frame = pd.DataFrame({"Aktenzeichen": ["2023-05-10-7", "x"]})
    assert tables._written(frame) is frame


def test_a_file_of_a_table_has_decimals_as_the_language_writes_them() -> None:
    frame = pd.DataFrame({"Name": ["=1+1", None], "Wert": [0.5, float("nan")], "Zahl": [3, 4]})
    assert tables.csv_lines(Words("de"), frame) == [["=1+1", "0,5", "3"], ["", "", "4"]]
    assert tables.csv_lines(Words("en"), frame)[0][1] == "0.5"
