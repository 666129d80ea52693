"""What the page Import shows before a file is chosen: what it reads, examples to try, and what was loaded last."""

import streamlit as st

from dashboard.pages.overview.figures import latest_sources
from dashboard.parts.design import Choice, begin, card, grid
from dashboard.parts.frame import Context
from dashboard.parts.markup import draw, element, text
from dashboard.state.by_itself import BY_ITSELF
from graph.network import Network, Node

_MOST_SOURCES = 3
_KINDS = ("lists", "programmes", "contacts", "registers", "texts", "facts")
# Invented people, as files one can try the page with.
_EXAMPLES = {
    "list": "Vorname;Nachname;Organisation;E-Mail\r\n"
    "Ida;Beispiel;Musterwerk Erfunden GmbH;ida.beispiel@musterwerk.example\r\n"
    "Jens;Probe;Initiative Erfundenes Tal;jens.probe@tal.example\r\n",
    "programme": "Uhrzeit;Thema;Person;Organisation;Rolle\r\n"
    "10:00;Begrüßung;Ida Beispiel;Musterwerk Erfunden GmbH;Moderation\r\n"
    "10:15;Wasserstoff im Tal;Jens Probe;Initiative Erfundenes Tal;Vortrag\r\n",
}


def offer(context: Context) -> None:
    """Draw files to try the page with, the sources loaded last, and what can be read."""
    words = context.words
    draw(element("h2", text(words("intake_try")), css="an-section"))
    draw(element("p", text(words("intake_examples")), css="an-small"))
    with st.container(horizontal=True):
        for name, content in _EXAMPLES.items():
            st.download_button(
                words(f"intake_example_{name}"),
                content.encode("utf-8-sig"),
                file_name=f"{words(f'intake_example_{name}_file')}.csv",
                mime="text/csv",
                icon=":material/download:",
                key=f"intake_example_{name}",
                on_click="ignore",
            )
    sources = [_choice(context, source, facts) for source, facts in _latest(context.network)[1][:_MOST_SOURCES]]
    begin(context, words("intake_last"), sources)
    draw(element("h2", text(words("intake_reads")), css="an-section"))
    draw(grid(card(words(f"intake_reads_{k}"), element("p", text(words(f"intake_reads_{k}_note")))) for k in _KINDS))


def _choice(context: Context, source: Node, facts: int) -> Choice:
    words = context.words
    day = words.date(str(source.fields.get("recorded_at", ""))[:10])
    return Choice(source.name, words("intake_last_note", day=day, n=facts), "sources", (("source", source.id),))


@st.cache_resource(show_spinner=False, max_entries=2, hash_funcs=BY_ITSELF)
def _latest(network: Network) -> tuple[Network, list[tuple[Node, int]]]:
    """Return the sources loaded last with their facts; the network is kept with them."""
    return network, latest_sources(network)
