"""Entities of HTML in the cells of a table, as web forms leave them: "M&uuml;ller &amp; S&ouml;hne"."""

import html
import re

# What is a word between "&" and ";" in a text is one; a quotation mark would open a cell.
_ENTITY = re.compile(r"&(?:[A-Za-z]{2,8}|#\d{2,6}|#x[0-9A-Fa-f]{2,5});")
_QUOTES = {'"': "”", "\n": " ", "\r": " ", "\0": ""}


def without_entities(text: str) -> str:
    """Return a text with the characters that entities of HTML stand for.

    >>> without_entities("M&uuml;ller &amp; S&ouml;hne;Werk"), without_entities("A&B;C")
    ('Müller & Söhne;Werk', 'A&B;C')
    """
    return _ENTITY.sub(_character, text) if "&" in text and ";" in text else text


def _character(found: re.Match[str]) -> str:
    character = html.unescape(found[0])
    return "".join(_QUOTES.get(one, one) for one in character) if character != found[0] else character
