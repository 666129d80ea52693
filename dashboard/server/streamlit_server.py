"""Streamlit as a program, without its one way out: asking a server on the internet for this machine's address.

It does so when a page of another origin knocks. `python -m dashboard.server.streamlit_server` takes the arguments of
Streamlit.
"""

import sys
import warnings

from streamlit import net_util
from streamlit.web.cli import main


def _unknown() -> None:
    """Return that no address in the internet is known."""


if __name__ == "__main__":
    warnings.filterwarnings("ignore", message="The httpx module is deprecated")  # Authlib; Streamlit asks for it
    net_util.get_external_ip = _unknown
    sys.exit(main(prog_name="streamlit"))
