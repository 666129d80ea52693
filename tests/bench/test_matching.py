"""The measuring of names grouped."""

import pytest

from bench.matching import folded_only, full_cdist, main, quality
from bench.names import make_names


def test_the_same_seed_makes_the_same_names() -> None:
    names, meant = make_names(300, seed=4)
    assert (names, meant) == make_names(300, seed=4)
    assert len(names) == len(meant) == 300
    assert names != make_names(300, seed=5)[0]


def test_quality_counts_pairs() -> None:
    # Of the pairs ab, ac, bc only ab was found, and cd wrongly.
    assert quality([1, 1, 2, 2], [1, 1, 1, 4]) == (1 / 2, 1 / 3)


def test_folding_and_the_full_comparison() -> None:
    names = ["Änne Groß", "AENNE GROSS", "Gross, Änne", "Ivo Tannhoff"]
    assert folded_only(names) == [0, 0, 1, 2]
    found, share = full_cdist(names)
    assert share == 1
    assert found[0] == found[1] == found[2] != found[3]


def test_a_missing_splink_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--names", "40", "--splink", "/nowhere/python"]) == 0
    shown = capsys.readouterr().out
    assert "akteursnetz match | 40" in shown
    assert "splink, 40 names: not measured" in shown
