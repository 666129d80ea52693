"""What a mapping declares about a session list is checked, and its meanings go before those of the titles."""

from collections.abc import Callable
from pathlib import Path

import pytest

from graph.errors import InputError
from ingest.loading.pipeline import prepare
from ingest.records import Options
from ingest.tables.saved_mapping import save_mapping
from tests.support.said import nodes, ties

Put = Callable[[str, str | bytes], Path]
LIST = "Beginn;Titel;Referent;Leitung\n09:00;Wasserstoff;Anna Lang (BDI);Bo Weiß (VDMA)\n10:00;Glas;Cem Arslan;\n"


def options(put: Put, mapping: str) -> Options:
    path = put("programm.mapping.yaml", mapping)
    return Options(event="Auftakt", date="2021-03-16", mapping=path)


def test_another_number_of_sessions_than_declared_refuses_the_file(put: Put) -> None:
    path = put("programm.csv", LIST)
    right = prepare(path, options(put, "kind: sessions\nrows: 2\ncolumns: {Titel: session}\n"))
    assert right.row_log.rows == 2
    with pytest.raises(InputError) as caught:
        prepare(path, options(put, "kind: sessions\nrows: 85\ncolumns: {Titel: session}\n"))
    assert (caught.value.key, caught.value.value, caught.value.context["expected"]) == ("mapping_rows", "2", 85)


def test_a_column_means_what_the_mapping_says(put: Put) -> None:
    said = "kind: sessions\ncolumns: {Titel: session, Leitung: speaker}\n"
    found = prepare(put("programm.csv", LIST), options(put, said))
    assert ("TOOK_PART_IN", "Bo Weiß", "Wasserstoff", "speaker", "", "") in ties(found)
    left_out = prepare(put("programm.csv", LIST), options(put, "columns: {Referent: ignored}\n"))
    assert ("Person", "Anna Lang") not in nodes(left_out)


def test_a_saved_mapping_is_found_by_the_titles(put: Put, tmp_path: Path) -> None:
    titles = dict.fromkeys(("Beginn", "Titel", "Referent", "Leitung"), "ignored") | {"Titel": "session"}
    save_mapping(tmp_path / "m", titles, kind="sessions", rows=3)
    with pytest.raises(InputError) as caught:
        prepare(put("programm.csv", LIST), Options(event="Auftakt", date="2021-03-16", mappings=tmp_path / "m"))
    assert caught.value.key == "mapping_rows"


@pytest.mark.parametrize(
    ("mapping", "key"),
    [
        ("columns: {Raum: room}\n", "mapping_missing_column"),
        ("columns: {Titel: ignored}\n", "no_session_header"),
        ("columns: {Titel: unsinn}\n", "mapping_meaning"),
    ],
)
def test_a_mapping_that_does_not_fit_is_refused(put: Put, mapping: str, key: str) -> None:
    with pytest.raises(InputError) as caught:
        prepare(put("programm.csv", LIST), options(put, mapping))
    assert caught.value.key == key
