"""Legal forms in the names of organisations: found, put into one spelling, taken off."""

import re
from functools import cache, lru_cache

from graph.names.lexicon import read_names

_SHORT = 3  # letters up to which a form has to be written in its own case, or "AG" would be found in "ag"
_NOT_YET = " \"'„“”«»(-–"  # a name that has only these has not begun
_AND = r"\s*(?:&|\+|\bund\b|\bu\.)\s*"
_GOES_ON = re.compile(r"\s+(?:[^\W\d_]|\d)")
_NUMBERED = re.compile(r"\s+(?:\d|[IVX]+\b)")
_JOINED = re.compile(r"(?:[-–—:,/]|\b(?:und|sowie|der|die|zur|in|im|mit))\s*$")
# Bodies that have working groups and are no companies.
_BODY = re.compile(
    r"(?:kreis|rat|netzwerk|forum|plenum|bündnis|initiative|verband|verein|vereinigung|gremium|ausschuss|beirat|kommission|konferenz|runde|tisch|"
    r"kammer|ministerium|fraktion|landtag|bundestag|stadt|gemeinde|amt|dialog|plattform|cluster|projekt|prozess|region|gesellschaft|kuratorium|"
    r"präsidium|vorstand|lenkungsgruppe|koordination|koordinierung|allianz|union|partei|gewerkschaft|akademie|hochschule|universität|institut|"
    r"council|committee|board|bewegung|kirche|kongress|tagung|workshop|strategie|programm)\w{0,2}\b"
)
_PIECE = re.compile(r"\s*&\s*|[.,]+\s*|\s+|[^\s.,&]+")


@cache
def _forms() -> dict[str, str]:
    """Return the form shown for the plain letters of each spelling."""
    groups = read_names("legal_forms.yaml")
    return {
        _plain(spelling): shown
        for forms in groups.values()
        for shown, spellings in forms.items()
        for spelling in spellings
    }


@cache
def _pattern() -> re.Pattern[str]:
    """Return the pattern of all spellings as words of their own, the longest first."""
    groups = read_names("legal_forms.yaml").values()
    forms = [form for group in groups for spellings in group.values() for form in spellings]
    ordered = sorted(forms, key=len, reverse=True)
    openings = "".join(sorted({form[0].lower() + form[0].upper() for form in forms}))
    return re.compile(rf"(?<![\w.&/])(?=[{re.escape(openings)}])(?:{'|'.join(map(_spelled, ordered))})(?![\w&/]|-\w)")


def take_legal_form(name: str) -> tuple[str, str]:
    """Return a name without its legal forms, and the last of these in one spelling.

    A form at the very start is part of the name: "AG Kurzfilm" is a working group.

    >>> take_legal_form("Weber Bau GmbH & Co.KG"), take_legal_form("Verein Beispiel e.V. (VB)")
    (('Weber Bau', 'GmbH & Co. KG'), ('Verein Beispiel (VB)', 'e. V.'))
    """
    shown = ""
    kept, position = "", 0
    for found in _pattern().finditer(name, 1):
        if name[: found.start()].strip(_NOT_YET) and not _is_working_group(name, found):
            shown = _shown(found[0])
            kept, position = kept + name[position : found.start()], found.end()
    return (" ".join((kept + name[position:]).split()).strip(" ,;"), shown) if shown else (name, "")


def _is_working_group(name: str, found: re.Match[str]) -> bool:
    """Return whether "AG" in the middle of a name is a working group: "Steuerkreis AG Energie", "Plenum und AG 1"."""
    behind = name[found.end() :]
    if found[0] != "AG" or not _GOES_ON.match(behind):
        return False
    before = name[: found.start()].casefold()
    return bool(_NUMBERED.match(behind) or _JOINED.search(before) or _BODY.search(before))


@cache
def company_forms() -> frozenset[str]:
    """Return the legal forms only companies have."""
    return frozenset(read_names("legal_forms.yaml")["companies"])


@lru_cache(maxsize=512)
def _shown(spelling: str) -> str:
    return _forms()[_plain(spelling)]


def _plain(text: str) -> str:
    """Return the letters of a form; spellings that differ only in blanks, dots and case are one."""
    joined = re.sub(r"\b(?:und|u)\b|\+", "&", text.casefold())
    return "".join(char for char in joined if char.isalnum() or char == "&").replace("ß", "ss")


def _spelled(form: str) -> str:
    letters = sum(map(str.isalpha, form))
    pieces = "".join(_piece(found[0]) for found in _PIECE.finditer(form))
    spelled = pieces if letters <= _SHORT else f"(?i:{pieces})"
    dotted = "." in form and letters <= _SHORT
    # Written in small or all capital letters, a dotted form needs its dots: "ev." is Protestant.
    loose = r"\s?".join(rf"{re.escape(char)}\." for char in form if char.isalpha())
    return f"{spelled}|(?i:{loose})" if dotted else spelled


def _piece(piece: str) -> str:
    if "&" in piece:
        return _AND
    if piece[0] in ".,":
        return r"[.,]?\s*" if piece[-1].isspace() else r"\.?\s?" if piece == "." else re.escape(piece)
    return r"\s*" if piece.isspace() else re.escape(piece)
