"""Two regions on the page Vergleich, on the small network: what is chosen stands in the address, names stay text."""

from collections.abc import Callable, Iterator

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.state import regions
from graph.network import Network
from tests.dashboard.pages.small_network import small_network

Serve = Callable[[Network], None]


@pytest.fixture(autouse=True)
def anew() -> Iterator[None]:
    yield
    regions._compared.clear()


def opened(**address: str) -> AppTest:
    app = AppTest.from_string("from dashboard.menu import PAGES\nPAGES['compare'].show()", default_timeout=60)
    for name, value in address.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return app


def html(app: AppTest) -> str:
    return "".join(block.value for block in app.html)


def test_two_regions_of_the_address_stand_side_by_side(serve: Serve) -> None:
    """Amt is active in Harz, which is part of Sachsen: it is the one organisation of both; Müller works there."""
    serve(small_network())
    app = opened(view="regions", region="harz", other="sachsen", as_of="2021-12-31")
    assert "Aktive Organisationen: 1 in Harz, 1 in Sachsen, 1 davon in beiden." in html(app)
    assert "Stand 31.12.2021" in html(app)
    figures = app.dataframe[0].value
    assert list(figures.columns) == ["Was", "Harz", "Sachsen "]
    assert figures.to_dict("records")[0] == {"Was": "Organisationen", "Harz": "1", "Sachsen ": "1"}
    assert {"Was": "Bekannte Personen", "Harz": "1", "Sachsen ": "1"} in figures.to_dict("records")
    assert app.query_params["view"] in ("regions", ["regions"])


@pytest.mark.parametrize("second", ["harz", "", "<b>", "mueller"])
def test_without_two_different_regions_the_page_says_what_to_choose(serve: Serve, second: str) -> None:
    serve(small_network())
    drawn = html(opened(view="regions", region="harz", other=second))
    assert "Bitte zwei verschiedene Regionen wählen" in drawn
    assert "<b>" not in drawn


def test_names_that_look_like_markup_stay_text(serve: Serve) -> None:
    serve(small_network(lambda name: f"<img src=x> {name}"))
    assert "<img" not in html(opened(view="regions", region="harz", other="sachsen"))
