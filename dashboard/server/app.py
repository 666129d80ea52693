"""The one entry of the dashboard; `akteursnetz serve` runs it with safe settings."""

from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from briefing.wording.language import Words
from dashboard.menu import allowed
from dashboard.parts import frame, leave, navigation
from dashboard.state import sign_in

if TYPE_CHECKING:
    from streamlit.navigation.page import Page

ICON = str(Path(__file__).with_name("icon.svg"))


def main() -> None:
    """Draw the page that the address names."""
    words = Words(frame.language())
    st.set_page_config(page_title=words("product"), page_icon=ICON, layout="wide", menu_items={})
    if over := sign_in.over():
        leave.session_is_over(words, over)
        return
    pages: dict[str, Page] = {}
    menu: dict[str, list[Page]] = {}
    entries = allowed()
    if not entries:
        leave.session_is_over(words, "no_role")
        return
    for entry in entries:
        title, icon = words(f"{entry.id}_nav"), f":material/{entry.icon}:"
        page = st.Page(entry.show, title=title, icon=icon, url_path=entry.path, default=entry is entries[0])
        pages[entry.id] = page
        menu.setdefault(words(f"group_{entry.group}") if entry.group else "", []).append(page)
    navigation.register(pages)
    st.logo(ICON, size="large")
    st.navigation(menu, position="top").run()


main()
