"""The bench of paths answers the same pairs in every way; no test here looks at a clock."""

import pytest

from bench.paths import main


def test_a_row_is_printed_for_each_way(capsys: pytest.CaptureFixture[str]) -> None:
    main(["--sizes", "300", "--pairs", "3", "--engine-size", "0"])
    rows = [line.split(" | ") for line in capsys.readouterr().out.splitlines()[2:]]
    assert [(row[2], row[3]) for row in rows] == [
        ("path", "Akteursnetz"),
        ("path", "networkx"),
        ("5 different paths", "Akteursnetz"),
        ("ego network", "Akteursnetz"),
        ("ego network", "networkx"),
    ]
    assert {row[0] for row in rows} == {"| 300"}
