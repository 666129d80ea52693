"""The bench of the analysis measures what it says; no test here looks at a clock."""

import pytest

from bench.analysis import KINDS, invented_network, main, random_graph


def test_the_same_seed_gives_the_same_network() -> None:
    one, other = invented_network(200), invented_network(200)
    assert one.relations == other.relations
    assert {n.kind for n in one.nodes.values() if n.label == "Organisation"} <= set(KINDS)


def test_the_graph_has_about_the_degree_asked_for() -> None:
    graph = random_graph(500, 10)
    assert 2 * graph.ties / graph.size == pytest.approx(10, rel=0.05)


def test_both_tables_are_printed(capsys: pytest.CaptureFixture[str]) -> None:
    main(["--nodes", "120", "--degree", "4", "--pivots", "10", "--actors", "300"])
    shown = capsys.readouterr().out
    assert "| betweenness |" in shown
    assert "| all questions with the ties |" in shown
