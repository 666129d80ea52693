"""The table of Streamlit's own words: each of them is one that this Streamlit says, and each pattern takes."""

import re
from pathlib import Path

import pytest
import streamlit

from dashboard.server.browser_script import browser_script, widget_words

SAID = widget_words("de")
# Streamlit builds these out of parts.
BUILT = re.compile(
    r"Press |Choose |Drag and drop|Limit |Clear |Quick |Statistics|Format|Today|Logo|Remove|Upload|Open|Stop"
)


def test_every_word_in_the_table_is_one_that_streamlit_says() -> None:
    scripts = (Path(streamlit.__file__).parent / "static/static/js").glob("*.js")
    whole = "\n".join(path.read_text(encoding="utf-8") for path in scripts)
    assert [text for text in SAID["texts"] if not BUILT.match(text) and text not in whole] == []


@pytest.mark.parametrize(
    ("english", "german"),
    [
        ("20MB per file", "höchstens 20 MB je Datei"),
        ("1.5MB per file • CSV, XLSX", "höchstens 1.5 MB je Datei • CSV, XLSX"),
        ("day, Von", "Tag, Von"),
        ("18 options available.", "18 Einträge zur Wahl."),
        ("Search: Einträge", "In der Tabelle finden: Einträge"),
        ("Help for Für wen", "Hilfe zu Für wen"),
        ("Remove liste.csv", "liste.csv entfernen"),
    ],
)
def test_patterns_say_it_in_german(english: str, german: str) -> None:
    found = next(p for p in SAID["patterns"] if re.search(p["match"], english))
    assert re.sub(found["match"], re.sub(r"\$(\d)", r"\\\1", found["say"]), english) == german


def test_the_script_says_which_language_a_page_has_that_names_none() -> None:
    assert 'fallback: "en"' in browser_script("en")
    assert "BACKEND_BASE_URL" in browser_script("de")
