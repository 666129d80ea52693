"""What stands where a name should be and names nobody: the words of stand_ins.yaml, one list for all sources."""

import re
from functools import cache, lru_cache

from graph.model.fold import fold
from graph.names.legal_form import take_legal_form
from graph.names.lexicon import read_names

_BRACKET = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_SHORT = re.compile(r"[A-ZÄÖÜ]{2,5}")
_BODIES = frozenset({"union", "council", "network", "club", "initiative", "association", "consulting", "innen"})
_DITTO = re.compile(r"[\s\-–—=.]*(?:[\"'″〃“”„‟´`]|,,|''|&quot;)[\s\-–—=.\"'″〃“”„‟´`,]*")
_PAGE = re.compile(r"(?i)(?:https?://|www\.)\S+")
_ADDRESS = re.compile(r"(?i)<?[^\s<>@]+@[^\s<>@]+\.[^\s<>@]+>?")
_PLACE = r"(?:[A-Z]{1,2}-)?\d{5}\s+[^\W\d_][\w .()/-]*"
_STREET = (
    r"(?:[^\W\d_][\w'-]*(?:straße|strasse|str\.|weg|platz|allee|gasse|ring|damm|ufer|chaussee)|"
    r"[^\W\d_]\w*er?\s+(?:straße|strasse|str\.|weg|platz|allee)|(?:am|an der|im|zum|zur)\s+\w+(?:\s+\w+)?)"
    r"\s*\d+\s?[a-z]?"
)
_WHERE = re.compile(rf"(?i)(?:{_PLACE}|{_STREET}(?:\s*,\s*{_PLACE})?)")
_MORE_THAN_ONE = re.compile(r"\s+(?:in|innen|en)$")
_LATELY = re.compile(
    r"^(?:z ?zt|zur zeit|zurzeit|derzeit|aktuell|momentan|jetzt|nun|bin|ich bin|seit \d{4}|als|noch|currently|now) "
)


@cache
def _groups() -> dict[str, frozenset[str]]:
    return {name: frozenset(fold(str(word)) for word in words) for name, words in read_names("stand_ins.yaml").items()}


@cache
def _people() -> frozenset[str]:
    """Return the words for one who works or lives for themselves, also for women and for several."""
    words = _groups()["status"]
    return words | {f"{word.removesuffix('e')}{end}" for word in words for end in ("in", "innen", "en")}


def says_nothing(text: str) -> bool:
    """Return whether a text says that there is nothing to say: "k. A.", "-", "keine Angabe", "N. N.".

    >>> says_nothing("k.A."), says_nothing("---"), says_nothing("freiberuflich"), says_nothing("Werk Nord")
    (True, True, False, False)
    """
    words = fold(text)
    return not any(map(str.isalnum, text)) or words in _groups()["nothing"]


@lru_cache(maxsize=20_000)
def is_no_organisation(text: str) -> bool:
    """Return whether a text in the place of an organisation names none.

    >>> [is_no_organisation(t) for t in ("freiberuflich", "Rentner/in", "MdB", "freie Journalistin", "www.x.example")]
    [True, True, True, True, True]
    >>> [is_no_organisation(t) for t in ("Freie Universität Berlin", "Bürger für Musterau e. V.", "IHK Nord", "BA")]
    [False, False, False, False]
    """
    if _SHORT.fullmatch(text.strip()) and fold(text) not in _groups()["in_capitals"]:
        return False  # "ID" and "ING" are names
    if says_nothing(text) or not re.search(r"[^\W\d_]", text) or refers_above(text):
        return True
    stripped = text.strip()
    if _PAGE.fullmatch(stripped) or _ADDRESS.fullmatch(stripped) or _WHERE.fullmatch(stripped):
        return True
    bare = fold(_BRACKET.sub(" ", text)) or fold(text)
    return _is_status(bare) and not take_legal_form(text)[1]


def _is_status(words: str) -> bool:
    words = _LATELY.sub("", words)
    known = _groups()
    if words in known["nothing"] | known["being"] | known["titles"] or _is_person(words):
        return True
    first, _, rest = words.partition(" ")
    if first in _pupils() and rest and rest.split()[0] not in _BODIES:
        return True
    if rest.startswith("aus ") and _is_person(first):
        return True
    if first in known["free"] and rest:
        return _is_person(rest) or rest in known["being"] | {
            "taetig",
            "taetige",
            "taetiger",
            "unterwegs",
            "person",
            "employed",
        }
    parts = re.split(r" (?:und|oder|bzw) ", words)
    return len(parts) > 1 and all(map(_is_status, parts))


@cache
def _pupils() -> frozenset[str]:
    return frozenset(f"{word}{end}" for word in ("student", "schueler", "doktorand") for end in ("", "in"))


def _is_person(words: str) -> bool:
    return words in _people() or _MORE_THAN_ONE.sub("", words) in _groups()["status"]


def refers_above(text: str) -> bool:
    """Return whether a text stands for what the row above says: "s. o.", "dito", or a sign of repetition.

    >>> refers_above("s. o."), refers_above('"'), refers_above("-"), refers_above("Werk")
    (True, True, False, False)
    """
    return fold(text) in _groups()["above"] or bool(_DITTO.fullmatch(text.strip()))


def is_nobody(text: str) -> bool:
    """Return whether a text says that somebody is still to be named: "N. N.", "wird noch benannt"."""
    return fold(text) in _groups()["nobody"]
