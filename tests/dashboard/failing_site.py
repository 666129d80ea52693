"""The failing page behind the error page of the dashboard."""

from pathlib import Path

import streamlit as st

from dashboard.server import error_page
from graph.logs import start_log
from graph.settings import Settings

start_log(Settings().data, "dashboard")
app = st.App(Path(__file__).with_name("failing_app.py"), on_script_error=error_page.tell)
