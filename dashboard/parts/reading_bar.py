"""A bar for the first reading of a large database, which takes its time; later pages find what is kept."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from briefing.wording.language import Words
from dashboard.parts.time_left import time_left
from graph.store.progress import Progress


@contextmanager
def reading_bar(words: Words) -> Iterator[Progress]:
    """Give what is told how much is read; a bar shows it from the first word on, until all is there."""
    shown: list[DeltaGenerator] = []
    began = time.monotonic()

    def tell(done: int, total: int) -> None:
        shown[:] = shown or [st.progress(0.0)]
        spent = max(time.monotonic() - began, 0.001)
        left = spent / max(done, 1) * (total - done)
        said = words(
            "reading_progress",
            done=words.number(done),
            total=words.number(total),
            rate=words.number(round(done / spent)),
        )
        share = min(done / total, 1.0) if total else 0.0
        shown[0].progress(share, text=f"{said} {words('left_about', left=time_left(words, left))}")

    try:
        yield tell
    finally:
        for one in shown:
            one.empty()
