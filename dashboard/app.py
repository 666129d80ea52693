"""The one entry of the dashboard; `akteursnetz serve` runs it with safe settings."""

from pathlib import Path

import streamlit as st

from dashboard.language import Words
from dashboard.views import actor, frame, navigation, network, overview

ICON = str(Path(__file__).with_name("icon.svg"))


def overview_page() -> None:
    """Draw the overview."""
    frame.show("overview", overview.draw_page)


def network_page() -> None:
    """Draw the network."""
    frame.show("network", network.draw_page)


def actor_page() -> None:
    """Draw the profile of an actor."""
    frame.show("actor", actor.draw_page)


def main() -> None:
    """Draw the page that the address names."""
    words = Words(frame.language())
    st.set_page_config(page_title=words("product"), page_icon=ICON, layout="wide", menu_items={})
    pages = {
        "overview": st.Page(overview_page, title=words("overview_nav"), icon=":material/home:", default=True),
        "network": st.Page(network_page, title=words("network_nav"), icon=":material/hub:", url_path="netz"),
        "actor": st.Page(actor_page, title=words("actor_nav"), icon=":material/badge:", url_path="akteur"),
    }
    navigation.register(pages)
    st.logo(ICON, size="large")
    st.navigation(list(pages.values()), position="top").run()


main()
