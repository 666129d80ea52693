"""Whose list it is: the organisation whose members, or the body whose people, a list names."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from graph.model.fold import fold
from graph.names.organisation import parse_organisation
from ingest.sources.participants.list_kinds import ListKind, kinds_in
from ingest.tables.event import without_dates
from ingest.tables.event_words import event_word

_SMALL = frozenset(
    [
        "der",
        "des",
        "die",
        "das",
        "dem",
        "den",
        "von",
        "vom",
        "zur",
        "zum",
        "im",
        "in",
        "am",
        "und",
        "fuer",
        "bei",
        "beim",
        "of",
        "the",
        "and",
        "for",
        "unsere",
        "unserer",
        "alle",
        "aktuelle",
        "aktueller",
        "aktuell",
    ]
)
# About the list or the file, not about whose it is.
_LIST = re.compile(
    r"(?:liste|listen|list|uebersicht|stand|export|final|kopie|neu|alt|version|v\d+|entwurf|endgueltig|intern|extern|"
    r"namen|personen|daten|datei|tabelle\d*|sheet\d*|table\d*|blatt\d*|xlsx?|csv|gesamt|komplett|korrigiert|"
    r"mit|ohne|e ?mail|emails?|\d+|\d+[a-z]|[a-z]\d*|jan\w*|feb\w*|maerz|april|mai|juni|juli|august|sept\w*|okt\w*|"
    r"nov\w*|dez\w*|"
    r"zusammensetzung|besetzung|members?|mitglied\w*)"
)
_ABOUT_THE_FILE = re.compile(r"(?i)[\s,;(–-]*\b(?:stand|erstellt|exportiert|gedruckt|version)\b.*$")
_GENITIVE = re.compile(r"(?i)^(\w*(?:verein|verband|netzwerk|bund|institut|unternehmen|cluster))(?:e?s)(?=\s)")


@dataclass(frozen=True, slots=True)
class Owner:
    """The organisation or body a list is of, and for a body the organisation it belongs to, "" where nobody says."""

    name: str
    house: str = ""


def find_owner(kind: ListKind, texts: Sequence[str], said: str = "") -> Owner | None:
    """Return whose list it is by texts about it, the nearest first; None where none tells. `said` goes before.

    >>> find_owner("members", ["Mitglieder des Netzwerks Flusstal e. V. (Stand 1.3.2024)"])
    Owner(name='Netzwerk Flusstal e. V.', house='')
    >>> find_owner("body", ["Vorstand", "Verein Nord e. V."])
    Owner(name='Vorstand Verein Nord e. V.', house='Verein Nord e. V.')
    >>> find_owner("body", ["Beirat Wasserstoff"]), find_owner("members", ["mitglieder"])
    (Owner(name='Beirat Wasserstoff', house=''), None)
    """
    if said:
        return _said(kind, texts, said)
    word = ""
    for text in texts:
        found = kinds_in(text).get(kind, "")
        if not found:
            continue
        name = _bare(text, keep=kind == "body")
        if name and not (kind == "body" and is_general_body(name)):
            return Owner(name, _house_in(name) if kind == "body" else "")
        word = word or name or found
    house = next((name for text in texts if (name := _organisation_in(text))), "")
    if not word or not house:
        return None
    return Owner(f"{word} {house}", house) if kind == "body" else Owner(house)


def body_of(name: str, house: str) -> Owner | None:
    """Return the body a cell names; one called "Vorstand" alone only where the organisation it belongs to is known.

    >>> body_of("Vorstand", "Verein Nord"), body_of("Beirat Stahl", ""), body_of("Beirat", "")
    (Owner(name='Vorstand Verein Nord', house='Verein Nord'), Owner(name='Beirat Stahl', house=''), None)
    """
    if is_general_body(name):
        return Owner(f"{name} {house}", house) if house else None
    return Owner(name, house or _house_in(name))


def is_general_body(name: str) -> bool:
    """Return whether many organisations have a body of that name: "Vorstand", "AG 2".

    >>> is_general_body("Erweiterter Vorstand"), is_general_body("AG Stahl")
    (True, False)
    """
    words = [word for word in re.split(r"[\W_]+", name) if fold(word)]
    return all(
        fold(word) in _SMALL | _GENERAL or bool(_LIST.fullmatch(fold(word))) or bool(kinds_in(word)) for word in words
    )


_GENERAL = frozenset(
    ["erweiterter", "erweiterte", "geschaeftsfuehrender", "geschaeftsfuehrende", "wissenschaftlicher", "ehren"]
)


def _said(kind: ListKind, texts: Sequence[str], said: str) -> Owner:
    if kind != "body" or (kinds_in(said).get("body") and not is_general_body(said)):
        return Owner(said, _house_in(said) if kind == "body" else "")
    word = next((word for text in texts if (word := kinds_in(text).get("body", ""))), "")
    return Owner(f"{word[:1].upper()}{word[1:]} {said}", said) if word else Owner(said)


def _bare(text: str, *, keep: bool) -> str:
    """Return a text without dates and without words about the list at its ends; words of a body stay with `keep`."""
    bare = _ABOUT_THE_FILE.sub("", without_dates(text.replace("_", " ")))
    words = (bare.replace("-", " ") if " " not in bare.strip() else bare).split()

    def goes(word: str) -> bool:
        folded = fold(word)
        kinds = kinds_in(word)
        return not folded or folded in _SMALL or bool(_LIST.fullmatch(folded)) or bool(kinds and "body" not in kinds)

    def is_legal_form(start: int) -> bool:  # "e. V." is made of letters alone
        return bool(parse_organisation(" ".join(words[start:])).legal_form) if words[start:] else False

    while words and goes(words[0]):
        words = words[1:]
    while words and not is_legal_form(0) and (goes(words[-1]) or (keep and words[1:] and event_word(words[-1]))):
        words = words[:-1]
    if not keep:
        words = [word for word in words if fold(word) != "mitglieder"]
    found = " ".join(words).strip(" -–,.:()") if not is_legal_form(0) else " ".join(words).strip(" -–,:")
    found = _GENITIVE.sub(r"\1", re.sub(r"\be\. ?V$", "e. V.", found))  # a file's ending took the last point
    return f"{found[:1].upper()}{found[1:]}" if found else ""


def _house_in(name: str) -> str:
    """Return the organisation behind the word of a body: "Beirat der IHK Nord"."""
    words = name.split()
    for index in range(1, len(words)):
        if kinds_in(words[index - 1]).get("body"):
            rest = words[index:]
            while rest and fold(rest[0]) in _SMALL:
                rest = rest[1:]
            return _organisation_in(" ".join(rest))
    return ""


def _organisation_in(text: str) -> str:
    """Return a text that is an organisation's name by itself, "" for any other."""
    bare = _GENITIVE.sub(r"\1", _ABOUT_THE_FILE.sub("", without_dates(text)).strip(" -–,:"))
    if not fold(bare) or event_word(bare) or kinds_in(bare):
        return ""
    name = parse_organisation(bare)
    return bare if (name.kind or name.legal_form) and len(name.core.split()) <= 8 else ""
