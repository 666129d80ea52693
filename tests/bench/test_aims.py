"""The table of aims: kept row by row, held against answers, written as a document; no test here looks at a clock."""

import json
import math
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from bench import report
from bench.__main__ import arguments, groups
from bench.aims import loading
from bench.aims.aims import AIMS, LARGE, aim_of
from bench.aims.chart import Line, chart
from bench.aims.commands import p95
from bench.aims.growth import exponent, grown
from bench.aims.place import Site
from bench.aims.processes import run
from bench.aims.results import Row, Run, path_of, read, save
from bench.generate import Plan
from bench.generate.files import write_files


def made(label: str, facts: int, *rows: Row) -> Run:
    about = {"day": "2026-11-29", "machine": "one", "python": "3.11", "versions": {}}
    return Run(label, facts, facts // 10, "embedded", 1, about, list(rows))


def test_a_run_is_read_as_it_was_kept(tmp_path: Path) -> None:
    kept = made("before", 1_000, Row("cold", "info", seconds=1.5, checked="counts"), Row("cold", "show", failed="no"))
    save(tmp_path, kept)
    assert read(path_of(tmp_path, kept)) == kept
    assert not list(tmp_path.glob("*.draft"))


def test_a_group_that_failed_is_measured_again() -> None:
    assert not made("x", 1_000, Row("cold", "info", seconds=1.0), Row("cold", "show", failed="no")).has("cold")
    assert made("x", 1_000, Row("cold", "info", seconds=1.0)).has("cold")
    assert not made("x", 1_000).has("cold")


def test_processor_and_memory_of_children_are_counted(tmp_path: Path) -> None:
    child = "import sys; kept = bytearray(120 * 2**20); kept[::4096] = b'x' * len(kept[::4096]); sum(range(30_000_000))"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}, {str(tmp_path)!r}], check=True)"
    found = run([sys.executable, "-c", parent], tmp_path, {"AKTEURSNETZ_DATA": str(tmp_path)}, 60, None)
    assert (found.code, found.error) == (0, "")
    assert found.used.megabytes > 120
    assert found.used.processor > 0.2
    assert found.used.engine_processor == 0


def test_others_are_not_counted(tmp_path: Path) -> None:
    found = run([sys.executable, "-c", "print(sum(range(3_000_000)))"], tmp_path, {"AKTEURSNETZ_DATA": ""}, 60, None)
    assert found.out.strip() == str(sum(range(3_000_000)))
    assert (found.used.processor, found.used.megabytes) == (0, 0)


def test_the_exponent_of_a_power_is_found_and_the_last_step_apart() -> None:
    assert exponent([(n, 3 * n**1.5) for n in (10, 100, 1000)]) == pytest.approx(1.5)
    runs = [made("now", n, Row("cold", "info", processor=5 + n / 1e4, seconds=99)) for n in (1_000, 10_000, 100_000)]
    (one,) = grown(runs)
    assert one.exponent < one.last < 1
    assert one.above == pytest.approx(1.04, abs=0.02)  # the work is a straight line, the start apart
    assert not one.is_steep
    squares = [made("now", n, Row("pairs", "all pairs", seconds=n**2 / 1e6)) for n in (1_000, 10_000, 100_000)]
    assert next(grown(squares)).is_steep
    assert not list(grown(squares[:2]))


def test_an_aim_for_a_larger_network_stands_in_brackets() -> None:
    row = Row("cold", "info", seconds=1.0)
    assert aim_of(made("now", 1_000, row), row) == "(3 s)"
    large = made("now", LARGE["embedded"], row)
    assert aim_of(large, row) == "3 s, met"
    assert aim_of(large, Row("cold", "info", seconds=6.0)) == "3 s, **missed 2 times**"
    assert aim_of(large, Row("cold", "info", failed="no")) == "3 s"
    assert aim_of(made("now", 1_000, row), Row("cold", "info", "plain Cypher", seconds=1.0)) == ""


def test_every_aim_belongs_to_something_that_is_measured() -> None:
    assert {group for group, _ in AIMS} <= set(report.GROUPS)
    assert set(groups(1, 1)) <= set(report.GROUPS)


def test_the_document_tells_states_side_by_side_with_ratio_and_check(tmp_path: Path) -> None:
    sizes = (1_000, 10_000, 100_000)
    for facts in sizes:
        rows = (
            Row("load", "all files", seconds=4.0, processor=3.0, units=100, checked="counts as generated"),
            Row("load", "all files", "py2neo bulk", seconds=2.0, units=25),
            Row("pairs", "all pairs", failed="TimeoutError: too | long"),
        )
        save(tmp_path / "results", made("before", facts, *rows))
    out = tmp_path / "performance.md"
    assert report.main(["--results", str(tmp_path / "results"), "--out", str(out)]) == 0
    text = out.read_text(encoding="utf-8")
    # 100 in 4 s are 25 a second, 25 in 2 s are 12.5
    assert "py2neo bulk 2 s (2; –)" in text
    assert "counts as generated" in text
    assert "| all pairs | before | (60 s) | failed |" in text
    assert "TimeoutError: too / long" in text
    assert "| 0.00 | 0.00 | – |" in text
    picture = ElementTree.parse(tmp_path / "pictures" / "growth-load.svg").getroot()
    assert len(picture.findall("{http://www.w3.org/2000/svg}polyline")) == 1


def test_nothing_is_written_without_results(tmp_path: Path) -> None:
    assert report.main(["--results", str(tmp_path), "--out", str(tmp_path / "x.md")]) == 1
    assert not (tmp_path / "x.md").exists()


def test_a_chart_puts_points_where_their_logarithms_are() -> None:
    drawn = ElementTree.fromstring(chart("t <&>", [Line("a", [(10, 1), (100, 10), (1000, 100)])], "x", "y"))
    (line,) = drawn.findall("{http://www.w3.org/2000/svg}polyline")
    (x1, y1), (x2, y2), (x3, y3) = (map(float, point.split(",")) for point in line.get("points", "").split())
    assert (x2 - x1, y1 - y2) == pytest.approx((x3 - x2, y2 - y3), abs=0.2)
    assert x1 < x2
    assert y2 < y1


def test_the_95th_percentile() -> None:
    assert p95([7.0]) == 7.0
    assert p95([float(n) for n in range(1, 101)]) == pytest.approx(95.05)


def test_only_known_rows_can_be_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert arguments(["--only", "cold, ways", "--facts", "1000"]).only == ["cold", "ways"]
    assert arguments([]).minutes == 2
    assert arguments([]).again
    assert not arguments(["--work", "there"]).again
    assert arguments(["--full"]).minutes == 30
    with pytest.raises(SystemExit):
        arguments(["--only", "warm,lukewarm"])
    assert "lukewarm" in capsys.readouterr().err


@pytest.mark.embedded
@pytest.mark.slow
def test_what_is_loaded_is_held_against_what_was_generated(tmp_path: Path) -> None:
    site = Site(Plan(300, 1, 60), "embedded", tmp_path, limit=300)
    write_files(site.plan, tmp_path / "generated")
    with site.open():  # one engine for all
        site.asked("ingest", str(site.files), "--invented")
        loading.check_loaded(site)
        assert math.isclose(loading.stored(site), site.manifest["facts"], rel_tol=0.5)
        wrong = site.manifest | {"by_type": site.manifest["by_type"] | {"MEMBER_OF": 9_999}}
        (tmp_path / "generated" / "manifest.json").write_text(json.dumps(wrong))
        with pytest.raises(AssertionError, match="MEMBER_OF"):
            loading.check_loaded(Site(site.plan, "embedded", tmp_path, limit=300))
