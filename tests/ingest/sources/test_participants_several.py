"""Several organisations or functions in one cell, and the dates from when to when."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.loading.pipeline import Prepared, prepare
from ingest.records import Options
from ingest.tables.cells import MOST_NOTES

Put = Callable[[str, str | bytes], Path]
Work = tuple[str, str, str, str]


def read(path: Path) -> Prepared:
    return prepare(path, Options(event="Forum", date="2024-02-20"))


def work(prepared: Prepared) -> list[Work]:
    """Organisation, function, from and to of each WORKS_FOR, in the order of the file."""
    found: list[Work] = []
    for record in prepared.records():
        names = {entity.key: entity.name for entity in record.entities}
        works = [fact for fact in record.facts if fact.type == "WORKS_FOR"]
        found.extend((names[f.end], f.role, f.valid_from, f.valid_to) for f in works)
    return found


def row(put: Put, organisation: str, function: str = "", since: str = "", until: str = "") -> Prepared:
    cells = ",".join(f'"{cell}"' for cell in ("Anna Lang", organisation, function, since, until))
    return read(put("liste.csv", f"Name,Organisation,Funktion,seit,bis\n{cells}\n"))


@pytest.mark.parametrize(
    ("organisation", "function", "expected"),
    [
        ("IHK Nord; Region Nord e.V.", "Geschäftsführerin; Vorstand", ["Geschäftsführerin", "Vorstand"]),
        ("IHK Nord\nRegion Nord e.V.", "Geschäftsführerin\nVorstand", ["Geschäftsführerin", "Vorstand"]),
        ("IHK Nord / Region Nord e.V.", "Geschäftsführerin / Vorstand", ["Geschäftsführerin", "Vorstand"]),
        ("IHK Nord; Region Nord e.V.", "", ["", ""]),
    ],
)
def test_organisations_and_functions_belong_together_in_pairs(
    put: Put, organisation: str, function: str, expected: list[str]
) -> None:
    found = work(row(put, organisation, function))
    assert found == [("IHK Nord", expected[0], "", ""), ("Region Nord e.V.", expected[1], "", "")]


@pytest.mark.parametrize(
    "name",
    [
        *("IHK / HWK", "Müller & Söhne", "Lang und Weiß GmbH", "BMWK / Referat IVA2", "Lang/Weiß GbR"),
        *("Ministerium für Wirtschaft / Energie", "Lang & Weiß GmbH", "Landtag, Büro Weiß", "TU/FH Nord"),
    ],
)
def test_a_name_that_holds_a_separator_stays_whole(put: Put, name: str) -> None:
    assert work(row(put, name, "Referent/in")) == [(name, "Referent/in", "", "")]


def test_a_name_broken_into_lines_is_one_organisation(put: Put) -> None:
    assert work(row(put, "Bundesverband der\nBeispiele")) == [("Bundesverband der Beispiele", "", "", "")]


def test_two_functions_at_one_organisation_are_two_facts(put: Put) -> None:
    found = work(row(put, "Verband Nord e.V.", "Geschäftsführer / Vorstand"))
    assert found == [("Verband Nord e.V.", "Geschäftsführer", "", ""), ("Verband Nord e.V.", "Vorstand", "", "")]


def test_what_can_not_be_paired_goes_to_the_first_organisation_and_is_noted(put: Put) -> None:
    prepared = row(put, "IHK Nord; Region Nord e.V.", "Geschäftsführerin")
    assert work(prepared) == [("IHK Nord", "Geschäftsführerin", "", ""), ("Region Nord e.V.", "", "", "")]
    assert [note.key for note in prepared.row_log.notes] == ["note_functions_unpaired"]


def test_a_person_is_known_by_each_of_the_organisations(put: Put) -> None:
    (record,) = row(put, "Werk Nord GmbH; Verband Nord e.V.").records()
    assert record.entities[0].keys == ("name:anna lang@werk nord", "name:anna lang@verband nord")


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        ("01.03.2020", "heute", ("2020-03-01", "")),
        ("2019", "31.12.2023", ("2019", "2023-12-31")),
        ("3/2018", "März 2021", ("2018-03", "2021-03")),
        ("03/04/2021", "", ("2021-04-03", "")),  # the day first where nothing tells
        ("03/04/2021", "12/31/2021", ("2021-03-04", "2021-12-31")),  # there is no month 31
        ("09:55", "11:30", ("", "")),  # when somebody joined the call
    ],
)
def test_dates_in_their_columns_bound_the_work(put: Put, since: str, until: str, expected: tuple[str, str]) -> None:
    prepared = row(put, "Werk Nord GmbH", "Leiterin", since, until)
    assert work(prepared) == [("Werk Nord GmbH", "Leiterin", *expected)]
    assert prepared.row_log.notes == []


def test_what_is_no_date_is_noted_and_the_row_taken(put: Put) -> None:
    prepared = row(put, "Werk Nord GmbH", "Leiterin", "lange her")
    assert work(prepared) == [("Werk Nord GmbH", "Leiterin", "", "")]
    assert [(n.key, n.row, n.column) for n in prepared.row_log.notes] == [("note_bad_date", 2, "seit")]


def test_a_long_list_with_one_problem_gives_few_notes(put: Put) -> None:
    lines = "".join(f"Anna Lang{'abcdefghij'[i % 10]},Werk,lange her\n" for i in range(MOST_NOTES + 7))
    prepared = read(put("liste.csv", f"Name,Organisation,seit\n{lines}"))
    *notes, more = prepared.row_log.notes
    assert {note.key for note in notes} == {"note_bad_date"}
    assert len(notes) == MOST_NOTES
    assert (more.key, more.context["count"]) == ("note_and_more", 7)
