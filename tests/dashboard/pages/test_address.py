"""What is chosen fast stays: the browser learns of an address only after the page was drawn."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from graph.network import Network
from tests.dashboard.pages.small_network import small_network
from tests.dashboard.pages.test_events import opened

Serve = Callable[[Network], None]


def chosen(app: AppTest) -> tuple[str, str]:
    return app.selectbox(key="events_topic").value, app.selectbox(key="events_region").value


@pytest.fixture
def two(serve: Serve) -> AppTest:
    """A page on which two fields were chosen, the second while the browser still had the address from before."""
    serve(small_network())
    app = opened()
    app.selectbox(key="events_topic").set_value("wasserstoff").run()
    app.query_params.clear()
    app.selectbox(key="events_region").set_value("sachsen").run()
    return app


def test_a_second_choice_with_the_address_before_the_first_takes_nothing_back(two: AppTest) -> None:
    assert chosen(two) == ("wasserstoff", "sachsen")
    assert (two.query_params["topic"], two.query_params["region"]) == ("wasserstoff", "sachsen")


def test_a_page_entered_by_a_link_is_asked_for_what_the_link_names(serve: Serve) -> None:
    serve(small_network())
    assert chosen(opened(topic="wasserstoff")) == ("wasserstoff", "")
