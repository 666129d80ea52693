"""The word lists the extraction knows: given names, places, well-known organisations, functions."""

from functools import cache
from importlib.resources import files
from typing import Any

from graph.names import given
from graph.packaged import read_yaml

_FOLDER = files("ingest.documents").joinpath("words")


@cache
def given_names() -> frozenset[str]:
    """Return given names as they are written, without the month: in a text "August" is one far more often."""
    return given.given_names() - {"August"}


@cache
def places() -> frozenset[str]:
    """Return countries, regions and towns, as they are written."""
    lines = _FOLDER.joinpath("places.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(name.strip() for line in lines if not line.startswith("#") for name in line.split(";"))


@cache
def lists(name: str) -> dict[str, tuple[str, ...]]:
    """Return the word lists of one file by their names."""
    read: dict[str, list[str]] = read_yaml(_FOLDER.joinpath(f"{name}.yaml").read_text(encoding="utf-8"))
    return {key: tuple(map(str, words)) for key, words in read.items()}


@cache
def known_organisations() -> dict[str, str]:
    """Return the group for each well-known organisation, as it is written."""
    return {name: group for group, names in lists("organisations").items() for name in names}


@cache
def _function_words() -> tuple[tuple[str, ...], frozenset[str], frozenset[str]]:
    words = lists("functions")
    return tuple(words["ending"]), frozenset(words["alone"]), frozenset(words["not"])


@cache
def is_function(word: str) -> bool:
    """Return whether a word names a function: "Präsident", "IG-Metall-Vorsitzender", "CEO".

    A given name is none: "Murat" is no "Rat".

    >>> is_function("Abteilungsleiterin"), is_function("BDI-Präsident"), is_function("Vorrat"), is_function("Murat")
    (True, True, False, False)
    """
    endings, alone, never = _function_words()
    if not word[:1].isupper() or word in never or (word in given_names() and word not in alone):
        return False
    last = word.rsplit("-", 1)[-1]
    return word in alone or last in alone or last.lower().endswith(endings)


@cache
def weak_functions() -> frozenset[str]:
    """Return words that are a function only beside a name: "Vorstand", "Partner"."""
    return frozenset(lists("functions")["weak"])


@cache
def function_adjectives() -> frozenset[str]:
    """Return adjectives that belong to a function: "stellvertretende", "Parlamentarischer"."""
    return frozenset(lists("functions")["adjectives"])


@cache
def read_entries(name: str) -> tuple[dict[str, Any], ...]:
    """Return the entries of a file that has more to say than names."""
    read = read_yaml(_FOLDER.joinpath(f"{name}.yaml").read_text(encoding="utf-8"))
    return tuple(read["entries"])


def word_list(name: str, group: str) -> tuple[str, ...]:
    """Return one word list of a file."""
    return lists(name)[group]


@cache
def word_set(name: str, group: str) -> frozenset[str]:
    """Return one word list of a file, to be looked into."""
    return frozenset(lists(name)[group])
