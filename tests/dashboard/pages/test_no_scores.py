"""No person is scored on a page: no table has a figure beside her, no card, no mark on the map, no rating.

What is printed and written is looked at in `tests/cli/test_no_scores.py`; the promise stands in the README.
"""

import re
from collections.abc import Callable, Iterator

import pytest

from dashboard.menu import PAGES
from dashboard.parts import map_view
from graph.network import Network
from tests.dashboard.pages.small_network import context_of, small_network
from tests.dashboard.pages.test_pages import html, opened

Serve = Callable[[Network], None]
PEOPLE = ("Jürgen Müller", "Anna Weiß")
# How many facts sources state, which line and which way it is, how much a finding matters: no figures of hers.
COUNTS = {"Fakten", "Zeile", "Weg", "Gewicht"}
FIGURE = re.compile(r"\d,\d|\d ?%|Punkte|Rang|Kennzahl")
ASKS_THE_STORE = {"today", "review", "sources", "privacy"}


def figures_beside_people(page: str, **address: str) -> Iterator[str]:
    for frame in opened(page, **address).dataframe:
        table = frame.value
        said = table.astype(str)
        if any(said[column].str.contains("|".join(PEOPLE)).any() for column in said):
            yield from (str(column) for column in table.select_dtypes("number"))


@pytest.mark.parametrize("page", [page for page in PAGES if page not in ASKS_THE_STORE])
def test_no_table_of_a_page_has_a_figure_beside_a_person(serve: Serve, page: str) -> None:
    serve(small_network())
    assert set(figures_beside_people(page, actor="mueller", a="mueller", b="anna")) <= COUNTS


def test_a_table_of_people_is_looked_at_at_all(serve: Serve) -> None:
    serve(small_network())
    tables = [frame.value.astype(str) for frame in opened("actor", actor="amt").dataframe]
    assert any(table[column].str.contains("Müller").any() for table in tables for column in table)


@pytest.mark.parametrize("person", ["mueller", "anna"])
def test_the_card_before_a_call_says_no_figure_of_a_person(serve: Serve, person: str) -> None:
    serve(small_network())
    shown = html(opened("actor", actor=person))
    card = re.search(r'<ul class="an-list an-call".*?</ul>\s*</div>|<ul class="an-list an-call".*', shown, re.DOTALL)
    assert card
    said = [card[0].partition('<h2 class="an-section"')[0], shown.partition("an-ties")[2].partition("<p")[0]]
    assert [FIGURE.findall(re.sub("<[^>]*>", " ", part)) for part in said] == [[], []]
    assert any(band in said[0] + said[1] for band in ("stark", "mittel", "schwach", "Treffen"))


def test_nobody_is_rated_or_named_where_organisations_are(serve: Serve) -> None:
    serve(small_network())
    app = opened("ratings")
    chosen = [option for box in app.selectbox for option in box.options]
    assert "Werk Nord GmbH" in " ".join(chosen)
    told = " ".join([html(app).partition("an-section")[2], *chosen, *(str(frame.value) for frame in app.dataframe)])
    assert not [name for name in PEOPLE if name in told]


def test_people_are_of_one_size_on_the_map_however_much_is_known_of_them() -> None:
    network = small_network()
    context = context_of(network)

    def sizes(label: str) -> set[float]:
        return {
            map_view._node(context, node, degree, False, True, None).size
            for node in network.by_label(label)
            for degree in (0, 1, 40)
        }

    assert len(sizes("Person")) == 1
    assert len(sizes("Organisation")) == 3
