"""Abbreviations in the names of organisations: in brackets, before or behind a dash, or side by side."""

import re
from functools import cache

from graph.model.fold import fold
from graph.names.lexicon import read_names

_LONGEST = 12
_BRACKET = re.compile(r"\s*\(([^()]{2,80})\)")
_DASHED = re.compile(r"\s+[-–—|:]\s+|:\s+")
_TOKEN = re.compile(r"[^\W\d_][\w.&+/-]*")
_SMALL_RUN = re.compile(r"[^\W\d_A-ZÄÖÜ]{4,}")
_REGISTER = re.compile(r"\s*\((?:HR[AB]|VR|GnR|PR)\.?\s*\d[^()]*\)")
_FORMERLY = ("vormals", "ehemals", "früher", "vorm.", "ehem.")
_FORMER = re.compile(rf"[,;]?\s*\(?\b(?:{'|'.join(map(re.escape, _FORMERLY))})\s[^()]*\)?")


@cache
def generic() -> frozenset[str]:
    """Return the folded abbreviations that say nothing about which organisation is meant."""
    return frozenset(map(fold, read_names("generic.yaml")["generic"]))


def without_remarks(name: str) -> str:
    """Return a name without register numbers and former names.

    >>> without_remarks("Beispiel AG, (vormals Muster KG)")
    'Beispiel AG'
    """
    if "(" in name:
        name = _REGISTER.sub("", name)
    if any(word in name for word in _FORMERLY):
        name = _FORMER.sub("", name).strip() or name
    return name


def take_abbreviation(name: str) -> tuple[str, str]:
    """Return a name without its abbreviation, and the abbreviation; both "" where there is none to take.

    >>> take_abbreviation("Verband Deutscher Beispiele (VDB)"), take_abbreviation("Landesverband (Bayern)")
    (('Verband Deutscher Beispiele', 'VDB'), ('Landesverband (Bayern)', ''))
    >>> take_abbreviation("VDB - Verband Deutscher Beispiele")
    ('Verband Deutscher Beispiele', 'VDB')
    """
    return _in_brackets(name) or _at_dash(name) or _side_by_side(name) or (name, _alone(name))


def _in_brackets(name: str) -> tuple[str, str] | None:
    if "(" not in name:
        return None
    for found in _BRACKET.finditer(name):
        short, tail = found[1].strip(" ,;"), name[found.end() :].strip(" -–—,")
        rest = f"{name[: found.start()]} {tail}"
        if _is_abbreviation(short, rest) and fold(rest):
            # "(VCD) Landesverband Bayern" is not the VCD.
            return " ".join(rest.split()).strip(" -–—,"), f"{short} {tail}".strip()
        # The other way round: "BDI (Bundesverband der Deutschen Industrie)".
        outside = rest.strip()
        if _is_short(outside) and (stands_for(outside, short) or (outside.isupper() and " " in short)):
            return short, outside
    return None


def _at_dash(name: str) -> tuple[str, str] | None:
    parts = [part.strip(" -–—") for part in _DASHED.split(name)]
    for short, others in ((parts[0], parts[1:]), (parts[-1], parts[:-1])):
        rest = " - ".join(filter(None, others))
        if rest and _is_short(short) and _is_abbreviation(short, rest):
            return rest, short.rstrip(".")
    return None


def _side_by_side(name: str) -> tuple[str, str] | None:
    words = name.split()
    if len(words) < 3:
        return None
    for short, others in ((words[0], words[1:]), (words[-1], words[:-1])):
        loud = sum(map(str.isupper, short)) >= 3 and _is_short(short)
        if loud and fold(short) not in generic() and stands_for(short, " ".join(others)):
            return " ".join(others), short.rstrip(".")
    return None


def _alone(name: str) -> str:
    """Return the name itself where it is nothing but an abbreviation in capitals."""
    return name if name.isupper() and _is_short(name) and len(name) <= 6 else ""


def _is_short(text: str) -> bool:
    return 2 <= len(text) <= _LONGEST and bool(_TOKEN.fullmatch(text))


def _is_abbreviation(text: str, name: str) -> bool:
    """Return whether a remark beside a name abbreviates it: by its looks, or letter by letter."""
    words = text.split()
    if not words or not _is_short(words[0]) or fold(text) in generic() or len(words) > 3:
        return False
    capitals = sum(map(str.isupper, words[0]))
    if capitals >= 2 and not _SMALL_RUN.search(words[0]):
        return all(word[0].isupper() for word in words)
    return len(words) == 1 and stands_for(text, name)


def stands_for(short: str, name: str) -> bool:
    """Return whether the letters of `short` stand in `name` in order, two or more of them beginning a word.

    >>> stands_for("bdia", "Bund deutscher Innenarchitekten"), stands_for("Bayern", "Landesverband")
    (True, False)
    """
    letters, words = fold(short).replace(" ", ""), fold(name).split()
    if not letters or not words or len(words) < 2:
        return False
    return any(word[0] == letters[0] and _in_order(letters, words[start:]) for start, word in enumerate(words))


def _in_order(letters: str, words: list[str]) -> bool:
    """Return whether `letters` can be picked from `words` in order, at least two as initials."""
    initials = picked = 0
    for position, word in enumerate(words):
        if not letters.startswith(word[0], picked):
            continue
        initials += 1
        picked += 1
        later = {other[0] for other in words[position + 1 :]}  # initials have the better claim to a letter
        for char in word[1:]:
            if letters.startswith(char, picked) and char not in later:
                picked += 1
    return picked == len(letters) and initials >= 2
