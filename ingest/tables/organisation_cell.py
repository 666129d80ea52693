"""A cell of organisations without what is no part of a name: "Fa.", an address behind it, a department."""

import re
from functools import lru_cache

from graph.model.fold import fold, visible
from graph.names.legal_form import take_legal_form
from graph.names.organisation import parse_organisation
from graph.names.stand_ins import is_no_organisation

_FIRM = re.compile(r"(?i)^(?:fa\.|firma|fa)\s+(?=\S)")
_CARE = re.compile(r"(?i)(?:^|[\s,;(]+)c\s?/\s?o\.?\s+(?=\S)")
_FORMER = re.compile(
    r"(?i)^(?:ehem\.|ehemals|ehemalige[rsn]?|früher|früherer?|vormals|bis vor kurzem|formerly|former|"
    r"previously|ex)[\s:-]+(?=\S)|"
    r"[\s,(-]+(?:ehem\.?|ehemals|ehemalig|früher|a\.\s?d\.|i\.\s?r\.|im ruhestand|ausgeschieden|former|retired)\)?\s*$"
)
_MAIL = re.compile(r"[<(\[]?(?:mailto:)?[^\s<>()\[\],;|]+@[^\s<>()\[\],;|]+\.[^\s<>()\[\],;|]+[>)\]]?")
_PAGE = re.compile(r"(?i)[\s,;|(]*(?:https?://|www\.)[^\s)]+\)?")
_PHONE = re.compile(
    r"(?i)[\s,;|]*(?:(?:tel|telefon|fon|phone|mobil|fax)\b\.?:?\s*\+?[\d\s()/.-]{5,}|(?:\+|\b0)\d[\d\s()/-]{6,}\d)\s*$"
)
_STREET = (
    r"(?:(?:[^\W\d_][\w'-]*)?(?:straße|strasse|str\.|weg|platz|allee|gasse|ring|damm|ufer|chaussee)|"
    r"[^\W\d_]\w*er?\s+(?:straße|strasse|str\.|weg|platz|allee)|(?:am|an der|im|zum|zur)\s+\w+(?:\s+\w+)?)"
    r"\s*\d+\s?[a-z]?"
)
_POST = r"(?:[A-Z]{1,2}-)?\d{5}\s+[^\W\d_][\w .()/-]*|postfach\s*[\d ]+"
_ADDRESS = re.compile(
    rf"(?i)\s*[,;|–-]\s*(?:{_STREET}|{_POST})(?:\s*[,;|]\s*(?:{_STREET}|{_POST}))*(?:\s*[,;|]\s*(?:deutschland|germany))?\s*$"
)
_ADDRESS_LINE = re.compile(rf"(?i)(?:{_STREET}|{_POST}|deutschland|germany|z\. ?hd\..*|z\. ?h\..*)")
_OPEN_ENDS = (
    "-",
    "/",
    "&",
    ",",
    *(f" {word}" for word in ("und", "der", "des", "für", "von", "zu", "im", "am", "in", "of", "for", "and", "the")),
)
_UNIT = re.compile(
    r"(?i)(?:abt\.|abteilung|ref\.|referat|dezernat|fachbereich|fachdienst|fachgebiet|stabsstelle|sachgebiet|amt \d|"
    r"amt für|team|bereich|sektion|büro|geschäftsbereich|geschäftsstelle|niederlassung|zweigstelle|standort|department|"
    r"dept\.|division|unit|institut für|lehrstuhl|fakultät)(?!\w)"
)


@lru_cache(maxsize=20_000)
def clean_organisation(text: str) -> str:
    """Return the name of an organisation without what stands around it, "" where none is left.

    >>> clean_organisation("Fa. Lang GmbH, Hauptstraße 5, 01067 Dresden"), clean_organisation("c/o Werk Nord")
    ('Lang GmbH', 'Werk Nord')
    >>> clean_organisation("Verein Ost c/o Werk Nord"), clean_organisation("Werk Nord GmbH (www.nord.example)")
    ('Verein Ost', 'Werk Nord GmbH')
    """
    bare = _PHONE.sub("", _PAGE.sub("", _MAIL.sub("", text)))
    before, *after = _CARE.split(bare, maxsplit=1)
    bare = before if fold(before) else (after or [""])[0]
    bare = _FIRM.sub("", _ADDRESS.sub("", bare).strip(" ,;|–-("))
    return bare.strip(" ,;|") if fold(bare) and bare != text else text


def is_former(text: str) -> bool:
    """Return whether a text says that somebody is not there any more: "ehem. Werk Nord".

    >>> is_former("ehem. Werk Nord"), is_former("Werk Nord (ehem.)"), is_former("Exportverband Nord")
    (True, True, False)
    """
    return bool(_FORMER.search(text.strip()))


def lines_of(raw: str) -> list[str]:
    r"""Return the organisations in the lines of a cell; addresses and departments below one are left out.

    >>> lines_of("Werk Nord GmbH\nAbt. Energie"), lines_of("Werk Nord GmbH\nVerein Ost"), lines_of("Stadt\nMusterau")
    (['Werk Nord GmbH'], ['Werk Nord GmbH', 'Verein Ost'], ['Stadt Musterau'])
    """
    lines = [line for line in map(visible, raw.splitlines()) if fold(line)]
    if len(lines) < 2:
        return lines
    kept = [line for line in lines if not _ADDRESS_LINE.fullmatch(line) and not is_no_organisation(line)] or lines[:1]
    if len(kept) > 1 and _is_whole(kept[0]):
        kept = [kept[0], *(line for line in kept[1:] if not _UNIT.match(line) or take_legal_form(line)[1])]
        if all(line[:1].isupper() for line in kept) and not _goes_on(kept):
            return kept
    return [" ".join(kept)]


def _is_whole(text: str) -> bool:
    """Return whether a line is an organisation by itself, not the first half of a name."""
    name = parse_organisation(text)
    return bool(name.legal_form or (name.kind and len(name.core.split()) > 1)) and not text.rstrip().endswith(
        _OPEN_ENDS
    )


def _goes_on(lines: list[str]) -> bool:
    """Return whether a later line only goes on with the name above it: "(Zweigstelle Nord)", "Dresden"."""
    return any(
        line.startswith(("(", "-", "&", "+")) or (len(line.split()) == 1 and not _is_whole(line)) for line in lines[1:]
    )
