import pytest

from dashboard.map import MapEdge, MapKey
from dashboard.parts import legend, map_view
from dashboard.parts.frame import Context
from dashboard.parts.map_view import map_edges, shortened


def edge(context: Context, a: str, b: str) -> MapEdge:
    return next(e for e in map_edges(context, context.network.relations) if {e.source, e.target} == {a, b})


def test_facts_between_the_same_two_are_one_line(context: Context) -> None:
    facts = [r for r in context.network.relations if r.id == "WORKS_FOR-mueller-amt"]
    (line,) = map_edges(context, facts * 2)
    assert (line.weight, line.label) == (2.0, "arbeitet für")


def test_a_line_is_past_only_when_a_source_says_it_ended(context: Context) -> None:
    assert edge(context, "amt", "bund").line == "past"
    assert edge(context, "mueller", "treffen").line == "firm"


def test_invented_facts_are_marked(context: Context) -> None:
    assert edge(context, "anna", "werk").invented
    assert not edge(context, "mueller", "amt").invented


def test_people_all_have_one_size(context: Context) -> None:
    sizes = {
        map_view._node(context, context.network.nodes[p], n, False, True, None).size
        for p in ("anna", "mueller")
        for n in (0, 50)
    }
    assert len(sizes) == 1


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Kurz", "Kurz"),
        ("Auftaktveranstaltung der Service- und Beratungsstelle", "Auftaktveranstaltung der Service- und …"),
    ],
)
def test_long_names_are_cut_between_words(name: str, short: str) -> None:
    assert shortened(name) == short


def test_the_legend_names_what_is_there(context: Context) -> None:
    nodes = [context.network.nodes[n] for n in ("mueller", "werk")]
    rows = legend.rows(context, nodes, [edge(context, "amt", "bund")])
    assert rows == [
        MapKey("kind", "Organisation", "Organisationen"),
        MapKey("kind", "Person", "Personen"),
        MapKey("frame", "invented", "Umriss gepunktet: erfunden"),
        MapKey("line", "past", "beendet"),
    ]
