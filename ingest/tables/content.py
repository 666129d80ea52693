"""What a column means by what its cells hold: addresses, Länder, titles, organisations, names."""

import re
from collections.abc import Callable, Iterable, Sequence

from graph.model.fold import fold
from graph.model.keys import normal_email
from graph.names.given import folded_given_names
from graph.names.organisation import parse_organisation
from graph.names.titles import strip_titles, words_of
from graph.reference import find_land
from ingest.tables.several import is_office

_SALUTATIONS = frozenset({"herr", "herrn", "frau", "fr", "hr", "mr", "mrs", "ms", "divers", "herr frau"})
_WORD = re.compile(r"[^\W\d_][\w'’.-]*,?")
_MOST_WORDS = 4
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def _is_title(text: str) -> bool:
    """Return whether a text before a name would be taken for its titles as a whole."""
    return len(strip_titles(words_of(f"{text} Eva Lang")).words) == 2


def are_no_titles(cells: Iterable[str]) -> bool:
    """Return whether a column called "Titel" holds titles of something else, as talks have them, not of people.

    >>> are_no_titles(["Stahl und Wasserstoff", "Neue Wege"]), are_no_titles(["Dr.", "", "Prof. Dr."])
    (True, False)
    """
    filled = [text for text in cells if fold(text)]
    return 2 * sum(map(_is_sentence, filled)) > len(filled)


def _is_sentence(text: str) -> bool:
    return len(text.split()) > 1 and "." not in text and not _is_title(text) and not is_office(text)


def _has_address(text: str) -> bool:
    return any(normal_email(part) for part in re.split(r"[\s,;<>()|/]+", text))


def _is_organisation(text: str) -> bool:
    name = parse_organisation(text)
    return bool(name.kind or name.legal_form) and "@" not in text


def _is_whole_name(text: str) -> bool:
    words = strip_titles(words_of(text)).words
    if not 2 <= len(words) <= _MOST_WORDS or not all(map(_WORD.fullmatch, words)):
        return False
    given = words[-1] if words[0].endswith(",") else words[0]
    return fold(given) in folded_given_names() and not parse_organisation(text).legal_form


# Meaning, test of a cell, share of filled cells that must pass it.
_TESTS: tuple[tuple[str, Callable[[str], bool], float], ...] = (
    ("email", _has_address, 0.6),
    ("land", lambda text: len(text) > 2 and find_land(text) is not None, 0.8),
    ("salutation", lambda text: fold(text) in _SALUTATIONS, 0.9),
    ("title", _is_title, 0.9),
    ("function", is_office, 0.6),
    ("organisation", _is_organisation, 0.5),
)


def meaning_by_content(cells: Iterable[str]) -> str | None:
    """Return what a column means by its cells, None where they do not tell; names of people are not looked for.

    >>> meaning_by_content(["Bayern", "", "NRW"]), meaning_by_content(["a@x.example", "-"]), meaning_by_content(["Rot"])
    ('land', 'email', None)
    """
    filled = [text for text in cells if fold(text)]
    for meaning, passes, share in _TESTS:
        if filled and sum(map(passes, filled)) >= share * len(filled):
            return meaning
    return None


def columns_by_content(columns: Sequence[Sequence[str]]) -> dict[int, str]:
    """Return the meanings of the columns of a list without a header, {} where it is no list of people.

    It is one when a column holds whole names, or two side by side hold given and family names, and another one
    holds addresses or organisations.
    """
    found: dict[int, str] = {}
    for index, cells in enumerate(columns):
        if (meaning := meaning_by_content(cells)) and meaning not in found.values():
            found[index] = meaning
    names = _names(columns, found)
    return found | names if names and {"email", "organisation"} & set(found.values()) else {}


def _names(columns: Sequence[Sequence[str]], taken: Iterable[int]) -> dict[int, str]:
    free = [index for index in range(len(columns)) if index not in taken]
    for index in free:
        if _share(columns[index], _is_whole_name) >= 0.5:
            return {index: "name"}
    known = {
        index: _share(columns[index], lambda text: fold(text).split(" ")[0] in folded_given_names()) for index in free
    }
    given = max(free, key=lambda index: known[index], default=None)
    if given is None or known[given] < 0.5:
        return {}
    beside = [index for index in (given + 1, given - 1) if index in known and _share(columns[index], _is_word) >= 0.8]
    return {given: "given_name", beside[0]: "family_name"} if beside else {}


def _is_word(text: str) -> bool:
    words = text.split()
    return 0 < len(words) <= 3 and all(map(_WORD.fullmatch, words)) and text[:1].isalpha()


def _share(cells: Sequence[str], passes: Callable[[str], bool]) -> float:
    filled = [text for text in cells if fold(text)]
    return sum(map(passes, filled)) / len(filled) if len(filled) * 2 > len(cells) else 0.0


def letter(index: int) -> str:
    """Return the name of a column as a spreadsheet has it.

    >>> letter(0), letter(25), letter(26)
    ('A', 'Z', 'AA')
    """
    return (letter(index // 26 - 1) if index >= 26 else "") + LETTERS[index % 26]
