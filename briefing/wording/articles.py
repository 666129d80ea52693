"""German names of organisations and regions in the case a sentence needs: "dem Deutschen Gewerkschaftsbund"."""

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Literal

import yaml

from graph.network import Node

Case = Literal["nominative", "dative", "accusative"]
_ARTICLES: Mapping[str, Mapping[Case, str]] = {
    "m": {"nominative": "der", "dative": "dem", "accusative": "den"},
    "f": {"nominative": "die", "dative": "der", "accusative": "die"},
    "n": {"nominative": "das", "dative": "dem", "accusative": "das"},
    "p": {"nominative": "die", "dative": "den", "accusative": "die"},
}
_STOP = re.compile(r"^(?:für|der|des|den|dem|die|das|von|vom|im|in|am|an|zur|zum|und|&|of|the)$", re.IGNORECASE)
# What stands before a head and is declined with it: "Deutscher", "Bayerisches", "Neue".
_ADJECTIVE = re.compile(
    r"(?i)^\w*(?:deutsch|isch|lich|ional|ral|frei|neu|grün|jung|vereinigt|christlich|technisch)(?:er|e|es)$"
)
_STRONG: Mapping[str, str] = {"m": "er", "f": "e", "n": "es", "p": "e"}
_SHORT = re.compile(r"^\w*[A-ZÄÖÜ]\w*[A-ZÄÖÜ]\w*\b")  # "MfI", "BMWi": a name in capitals
_LEGAL = frozenset({"gmbh", "ggmbh", "ag", "kg", "se", "kgaa", "ug", "mbh"})
_MOST_WORDS = 5  # the head of a name is among its first words


@cache
def _table() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(files(__package__).joinpath("articles.yaml").read_text(encoding="utf-8"))
    return found


def declined(name: str, case: Case) -> str:
    """Return a name with its article in a case, as it is where its gender is not known.

    >>> declined("Deutscher Gewerkschaftsbund", "dative"), declined("Amt für Industrie", "nominative")
    ('dem Deutschen Gewerkschaftsbund', 'das Amt für Industrie')
    >>> declined("Agora", "dative")
    'Agora'
    """
    words = name.split()
    head = _head(words)
    if head is None:
        return name
    place, gender = head
    bent = [_weak(w, gender, case) if i < place and _agrees(w, gender) else w for i, w in enumerate(words)]
    if gender == "p" and case == "dative" and bent[place].endswith("e"):
        bent[place] += "n"
    return f"{_ARTICLES[gender][case]} {' '.join(bent)}"


def _agrees(word: str, gender: str) -> bool:
    """Return whether a word is an adjective of a head: "Grüner Wasserstoff GmbH" is no green company."""
    return bool(_ADJECTIVE.match(word)) and word.endswith(_STRONG[gender])


def number_of(node: Node, language: str) -> int:
    """Return 2 for an organisation whose name is a plural ("Stadtwerke"), else 1: for the verb behind it."""
    head = _head(node.display.split()) if language == "de" and node.label == "Organisation" else None
    return 2 if head and head[1] == "p" else 1


def _head(words: list[str]) -> tuple[int, str] | None:
    """Return which word is the head of a name, and its gender; a legal form goes before all."""
    for place, word in enumerate(words):
        if word.strip(".,").casefold() in _LEGAL:
            return place, "f"
    bare = [word.strip(".,()„“\"'") for word in words]
    for place, word in enumerate(words[:_MOST_WORDS]):
        if _STOP.match(word):
            if place and words[place - 1].endswith("-"):  # "Glas- und Keramikkreis"
                continue
            return None
        gender = _gender(bare[place])
        if gender and _is_before_its_head(bare, place):
            continue
        if gender:
            return place, gender
    return None


def _is_before_its_head(words: list[str], place: int) -> bool:
    """Return whether a word only says whose the next one is: "BDI Initiative" is an initiative, no association."""
    word, after = words[place], words[place + 1 : place + 2]
    if not word.isupper() or not after or not after[0][:1].isupper() or _is_legal(after[0]):
        return False
    return bool(_gender(after[0])) or word.casefold() not in _table()["of_places"]


def _is_legal(word: str) -> bool:
    return word.replace(".", "").casefold() in {*_LEGAL, "ev"}


@cache
def _gender(word: str) -> str:
    small = word.casefold()
    found = [
        (len(head), gender)
        for gender in "mfnp"
        for head in _table()[gender]
        if small == head or (_may_end(head) and small.endswith(head) and (word[:1].isupper() or "-" in word))
    ]
    return max(found)[1] if found and small not in _table()["names"] else ""


def _may_end(head: str) -> bool:
    """Return whether a head decides for all words that end with it; short ones and those of place names do not."""
    known = _table()
    return (len(head) > 3 or head in known["endings"]) and head not in known["whole"]


def _weak(word: str, gender: str, case: Case) -> str:
    stem = re.sub(r"(?:er|es|e)$", "", word)
    plain = case == "nominative" or (case == "accusative" and gender in "fn")
    return stem + ("e" if plain and gender != "p" else "en")


def of_node(node: Node, case: Case, language: str, *, short: bool = False) -> str:
    """Return the name of an actor in a case: people and English names as they are.

    A short name has the gender of the full one, where it has none of its own.
    """
    shown = node.short if short else node.display
    if language != "de" or node.label != "Organisation":
        return shown
    said = declined(shown, case)
    if _is_led(shown) and shown != node.display:
        said = shown
    elif said != shown or shown == node.display or (" " in shown and not _SHORT.match(shown)):
        return said
    full = declined(node.display, case)
    return f"{full.partition(' ')[0]} {shown}" if full != node.display and full[:1].islower() else shown


def _is_led(short: str) -> bool:
    """Return whether an abbreviation whose gender is not known leads a short name: "GWW Bezirk Ost" is no Bezirk."""
    first, _, rest = short.partition(" ")
    return bool(rest) and len(first) > 1 and first.isupper() and not _gender(first)


_WITH = re.compile(r"\b([Bb]ei|[Zz]u|[Vv]on|[Ii]n|[Aa]n) \{(\w+)\}")
_GROWN = {
    "bei dem": "beim",
    "zu dem": "zum",
    "zu der": "zur",
    "von dem": "vom",
    "in dem": "im",
    "an dem": "am",
}


def contracted(sentence: str, values: Mapping[str, object]) -> tuple[str, dict[str, object]]:
    """Return a sentence and what goes into its places, prepositions grown together with an article behind them.

    >>> contracted("Kontakt bei {name}", {"name": "dem Verband"})
    ('Kontakt beim {name}', {'name': 'Verband'})
    """
    changed = dict(values)
    counts = {name: sentence.count("{" + name + "}") for name in changed}

    def grown(found: re.Match[str]) -> str:
        before, name = found[1], found[2]
        article, _, rest = str(changed.get(name, "")).partition(" ")
        both = _GROWN.get(f"{before.lower()} {article}")
        if both is None or not rest or counts.get(name) != 1:
            return found[0]
        changed[name] = rest
        return f"{both[:1].upper() if before[0].isupper() else both[:1]}{both[1:]} {{{name}}}"

    return _WITH.sub(grown, sentence), changed


def ended(sentence: str, values: Mapping[str, object]) -> str:
    """Return a sentence without the full stop behind a place whose value has one of its own.

    >>> ended("Wir kennen {name}.", {"name": "Verein e. V."})
    'Wir kennen {name}'
    """

    def once(found: re.Match[str]) -> str:
        return found[0][:-1] if str(values.get(found[1], "")).endswith(".") else found[0]

    return re.sub(r"\{(\w+)\}\.(?!\.)", once, sentence)


def in_region(name: str, language: str) -> str:
    """Return "in" with a region.

    >>> in_region("Bayern", "de"), in_region("Saarland", "de"), in_region("Lausitz", "de")
    ('in Bayern', 'im Saarland', 'in der Region Lausitz')
    >>> in_region("Stahlregion Erbachtal", "de")
    'in der Stahlregion Erbachtal'
    >>> in_region("Landkreis Görlitz", "de"), in_region("Rheinisches Revier", "de")
    ('im Landkreis Görlitz', 'im Rheinischen Revier')
    """
    if language != "de":
        return f"in {name}"
    if name in _table()["without"]:
        return f"in {name}"
    if name in _table()["im"]:
        return f"im {name}"
    words = name.split()
    head = _head(words)
    if head and words[head[0]].casefold().endswith(tuple(_table()["areas"])):
        article, _, rest = declined(name, "dative").partition(" ")
        return f"im {rest}" if article == "dem" else f"in {article} {rest}"
    return f"in der Region {name}"
