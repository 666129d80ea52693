"""The script that stands in the head of each page: the address for Streamlit's own requests, and our words for it."""

import json
from pathlib import Path
from typing import Any

from graph.packaged import read_yaml

_HERE = Path(__file__)
# Else the browser asks below the page first (/netz/_stcore/health), is refused, and says so in its console.
_ADDRESS = 'window.__streamlit = {BACKEND_BASE_URL: new URL("/", window.location.href).href};\n'


def widget_words(language: str) -> dict[str, Any]:
    """Return what Streamlit's own widgets are to say: `texts`, `patterns` (match, say), `parts`, `names` of dates."""
    found: dict[str, Any] = read_yaml(_HERE.with_name(f"widgets.{language}.yaml").read_text(encoding="utf-8"))
    return found


def browser_script(fallback: str) -> str:
    """Return the script; `fallback` is the language of a page whose address names none."""
    said = widget_words("de")
    patterns = ",".join(
        f"{{match: new RegExp({json.dumps(p['match'])}), say: {json.dumps(p['say'])}, "
        f"decimal: {json.dumps(bool(p.get('decimal')))}}}"
        for p in said["patterns"]
    )
    plain = ", ".join(f"{name}: {json.dumps(said[name])}" for name in ("texts", "parts", "names"))
    table = f"{{{plain}, patterns: [{patterns}]}}"
    given = f"window.__akteursnetz = {{tables: {{de: {table}}}, fallback: {json.dumps(fallback)}}};\n"
    # The first one to listen to keys: what keeps a session does nothing else.
    session, page = (_HERE.with_name(name).read_text(encoding="utf-8") for name in ("session.js", "browser.js"))
    return _ADDRESS + session + given + page
