"""How far groups agree with those that are meant."""

from pathlib import Path

import pytest

from bench.agreement import agreement, half_of, read_clusters
from bench.matching import main


def test_agreement_by_hand() -> None:
    # Meant: a b c | d e. Found: a b | c d | e.
    told = agreement([1, 1, 2, 2, 3], ["x", "x", "x", "y", "y"])
    assert (told.precision, told.recall) == (1 / 2, 1 / 4)
    assert told.b_precision == pytest.approx((1 + 1 + 1 / 2 + 1 / 2 + 1) / 5)
    assert told.b_recall == pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 1 / 2 + 1 / 2) / 5)
    assert (told.whole, told.several) == (0, 2)


def test_a_whole_body_may_have_a_stranger_with_it() -> None:
    assert agreement([1, 1, 1], ["x", "x", "y"]).whole == 1


def test_nothing_agrees_with_nothing() -> None:
    assert agreement([], []).b_f == 0


def test_a_cluster_is_always_in_the_same_half() -> None:
    halves = [half_of(str(number)) for number in range(400)]
    assert halves == [half_of(str(number)) for number in range(400)]
    assert 150 < halves.count("A") < 250


def test_a_file_is_measured_by_halves(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "names.csv"
    file.write_text('cluster,name\n1,Ivo Tannhoff\n1,"Tannhoff, Ivo"\n2,Glaswerk GmbH\n', encoding="utf-8")
    assert read_clusters(file)[1] == ("1", "Tannhoff, Ivo")
    assert main([str(file)]) == 0
    shown = capsys.readouterr().out
    assert "| akteursnetz match | all | 3 | 1.000 | 1.000 | 1.000 | 1.000 | 1.000 | 1 of 1 |" in shown
    halves = {half_of("1"), half_of("2")}
    assert {half for half in "AB" if f"| rapidfuzz cdist | {half} |" in shown} == halves
