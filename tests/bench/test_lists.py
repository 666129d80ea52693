"""The lists that are measured: invented, always the same, accepted by the pipeline."""

from pathlib import Path

from bench.lists import COLUMNS, attendee, growing_lists, write_list
from ingest.loading.pipeline import prepare
from ingest.records import Options


def test_the_same_number_is_always_the_same_person() -> None:
    assert attendee(7) == attendee(7)
    assert len({attendee(n).email for n in range(500)}) == 500


def test_every_address_belongs_to_nobody() -> None:
    assert all(attendee(n).email.endswith(".example") for n in range(200))


def test_colleagues_share_employer_and_land() -> None:
    first, second = attendee(8), attendee(11)
    assert (first.organisation, first.place, first.land) == (second.organisation, second.place, second.land)
    assert attendee(12).organisation != first.organisation


def test_growing_lists_keep_half_of_the_people() -> None:
    one, two, three = growing_lists(3, 10)
    assert (one, two, three) == (range(10), range(5, 15), range(10, 20))


def test_the_pipeline_takes_every_row(tmp_path: Path) -> None:
    path = tmp_path / "Messe Musterstadt 2021-05-04.csv"
    assert write_list(path, range(60)) == 60
    assert path.read_text(encoding="utf-8").splitlines()[0].split(";") == list(COLUMNS)
    findings = prepare(path, Options()).row_log
    assert (findings.rows, findings.rejected, findings.notes) == (60, [], [])
