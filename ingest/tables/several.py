"""Several organisations or functions in one cell, and which function belongs to which organisation."""

import re
from collections.abc import Sequence

from graph.model.fold import fold, visible
from graph.names.abbreviation import generic
from graph.names.organisation import parse_organisation
from ingest.tables.organisation_cell import clean_organisation, lines_of

# A semicolon may close an entity of HTML, as in "Lang &amp; Weiß".
_ALWAYS = re.compile(r"(?<!&amp);|\s\|\s|\s?[•·]\s")
_SLASH = re.compile(r"\s*/\s*")
_OFFICE = re.compile(
    r"(?:(?:stv|stellv|stellvertr\w*|vize|co|ehem\w*|kommissarisch\w*|geschaeftsfuehrende[rn]?|erste[rn]?|zweite[rn]?|\d|technische[rn]?|"
    r"wissenschaftliche[rn]?|kaufmaennische[rn]?|leitende[rn]?|politische[rn]?|deputy|vice|managing|executive|chief) )*"
    r"(?:\w*(?:geschaeftsfuehr|vorstand|vorsitz|leiter|leitung|referent|praesident|direktor|sprecher|sekretaer|"
    r"manager|berater|inhaber|gruender|beauftragt|professor|minister(?!i(?:en|ums?)\b)|dezernent|buergermeister|koordinator|mitarbeiter|"
    r"assisten|prokurist|abgeordnet|schatzmeister|mitglied|beirat|betriebsrat|gesellschafter)\w*|"
    r"head|director|chair\w*|ceo|cfo|coo|cto|president|partner|founder|secretary|officer|owner|advis[eo]r)\b"
)


def split_organisations(text: str) -> tuple[str, ...]:
    r"""Return the organisations of a cell; a name that holds "/", "&" or "und" stays whole.

    A slash or a line break separates only what is an organisation by itself on both sides.

    >>> split_organisations("IHK Köln; Region Köln e.V."), split_organisations("DGB / IG BCE")
    (('IHK Köln', 'Region Köln e.V.'), ('DGB', 'IG BCE'))
    >>> split_organisations("IHK / HWK"), split_organisations("Müller & Söhne")
    (('IHK / HWK',), ('Müller & Söhne',))
    >>> split_organisations("Verband der\nIndustrie")
    ('Verband der Industrie',)
    """
    found: list[str] = []
    for raw in _ALWAYS.split(text):
        parts = [part for part in map(visible, raw.splitlines()) if fold(part)]
        found.extend(parts if len(parts) > 1 and all(map(_is_organisation, parts)) else lines_of(raw))
    cleaned = (clean_organisation(part) for part in found)
    return tuple(dict.fromkeys(name for part in cleaned if fold(part) for name in _at_slashes(part)))


def _at_slashes(text: str) -> Sequence[str]:
    parts = _SLASH.split(text)
    if len(parts) < 2 or not all(map(_is_organisation, parts)):
        return (text,)
    return parts if " / " in text or all(len(part.split()) > 1 for part in parts) else (text,)


def _is_organisation(text: str) -> bool:
    """Return whether a text is an organisation's name by itself, and not "IHK" or "Klimaschutz"."""
    if not fold(text):
        return False
    name = parse_organisation(text)
    return bool(name.kind or name.legal_form) and name.core not in generic()


def split_functions(text: str) -> tuple[str, ...]:
    """Return the functions of a cell; "Leiter Energie/Klima" and "Referent/in" are one.

    >>> split_functions("Geschäftsführer / Vorstand"), split_functions("Leiter Energie/Klima")
    (('Geschäftsführer', 'Vorstand'), ('Leiter Energie/Klima',))
    """
    found: list[str] = []
    for raw in _ALWAYS.split(text):
        lines = [part for part in map(visible, raw.splitlines()) if fold(part)]
        found.extend(lines if len(lines) > 1 and all(map(is_office, lines)) else [visible(raw)])
    parts = [part for part in found if fold(part)]
    return tuple(dict.fromkeys(name for part in parts for name in _offices(part)))


def _offices(text: str) -> Sequence[str]:
    parts = _SLASH.split(text)
    return parts if len(parts) > 1 and all(map(is_office, parts)) else (text,)


def is_office(text: str) -> bool:
    """Return whether a text begins with the word of an office: "Leiterin Politik".

    >>> is_office("Wirtschaftsministerin"), is_office("Wirtschaftsministerium Nord")
    (True, False)
    """
    return bool(_OFFICE.match(fold(text)))


def pair(organisations: int, functions: Sequence[str]) -> list[tuple[int, str]] | None:
    """Return the index of an organisation for each function, None where nobody can tell which belongs to which.

    >>> pair(2, ["Geschäftsführer", "Vorstand"]), pair(1, ["Vorstand", "Referent"]), pair(2, ["Vorstand"])
    ([(0, 'Geschäftsführer'), (1, 'Vorstand')], [(0, 'Vorstand'), (0, 'Referent')], None)
    """
    if not functions:
        return [(index, "") for index in range(organisations)]
    if organisations == len(functions):
        return list(enumerate(functions))
    return [(0, function) for function in functions] if organisations == 1 else None
