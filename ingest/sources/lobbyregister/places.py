"""Where an organisation sits, as it stands behind its name: street, postal code, town; and addresses of pages."""

import re

_STREETS = ("str.", "straße", "strasse", "starße", "platz", "allee", "weg", "ring", "damm", "ufer", "gasse", "chaussee")
_NAMED = rf"(?i:{'|'.join(map(re.escape, _STREETS))})"
_POSTAL = re.compile(r"(?:^|[\s-])\d{4,5}\s+[A-ZÄÖÜ]\w")
_NUMBERED = re.compile(r"\w\.?\s\d{1,4}(?:[-/]\d{1,4})?\s?[a-z]?\.?(?:\s\([^()]*\))?$")
_OPENING = re.compile(r"(?:c/o|Postfach|\d+ rue|rue|boulevard|avenue)\b", re.IGNORECASE)
_TRAILING = re.compile(rf"(?:\S+\s)?\S*{_NAMED}\s*\d+\b|(?:\b[A-Z]{{1,2}}-)?\b\d{{5}}\s+[A-ZÄÖÜ]")
_WITH_SCHEME = re.compile(r"[,:;–—(-]?\s*(?:https?://|www\.)[^\s()]*(?:\([^\s()]*\)[^\s()]*)?\)?", re.IGNORECASE)
_DOMAIN = r"[\w-]+(?:\.[\w-]+){0,4}\.(?:de|eu|org|com|net|info|at|ch|be|int|berlin|nrw)(?:/\S*)?"
_BRACKET = re.compile(r"\(([^()]*)\)")
_PAGE = re.compile(rf"(?<![\w.-]){_DOMAIN}(?![\w-])", re.IGNORECASE)
_AT_END = re.compile(rf"(?:(?<=[\s.)])[,:;–—-]|[,:;–—-](?=\s)|(?<=[.)]))\s*{_DOMAIN}$", re.IGNORECASE)
_LOOSE = " ,;:-–—"


def without_pages(text: str) -> str:
    """Return a text without addresses of pages, unless there is nothing else in it.

    >>> without_pages("Verband X e.V. (https://x.example/a)"), without_pages("Bündnis Y - www.y.example")
    ('Verband X e.V.', 'Bündnis Y')
    >>> without_pages("Bund Z (BZ, bund-z.de)"), without_pages("fragdenstaat.de")
    ('Bund Z (BZ)', 'fragdenstaat.de')
    """
    if "." not in text:
        return text
    rest = _WITH_SCHEME.sub(" ", text)
    if "(" in rest:
        rest = _BRACKET.sub(_without_page, rest)
    rest = " ".join(_AT_END.sub("", " ".join(rest.split())).split()).rstrip(_LOOSE)
    return rest if any(map(str.isalnum, rest)) else text


def _without_page(found: re.Match[str]) -> str:
    inner = _PAGE.sub("", found[1])
    if inner == found[1]:
        return found[0]
    inner = " ".join(inner.split()).strip(_LOOSE)
    return f"({inner})" if inner else ""


def without_address(text: str) -> str:
    """Return a name without the street or postal code that follows it with no comma between.

    >>> without_address("Verband X e.V. Leipziger Platz 10 - 10117 Berlin")
    'Verband X e.V.'
    """
    if not any(map(str.isdigit, text)):
        return text
    found = _TRAILING.search(text)
    rest = text[: found.start()].rstrip(f"{_LOOSE}(") if found else text
    return rest if any(map(str.isalnum, rest)) else text


def is_address(text: str) -> bool:
    """Return whether a text is a street with its number, a postal code with its town, or "c/o" somebody.

    >>> is_address("Goethestr. 31"), is_address("D-38116 Braunschweig"), is_address("Verband 50plus")
    (True, True, False)
    """
    return bool(_OPENING.match(text) or _POSTAL.search(text) or _NUMBERED.search(text))
