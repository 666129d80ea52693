"""What stands around a name: the place behind it, and a short name before the long one."""

import re

from graph.matching.areas import is_place, lands, read_areas
from graph.matching.lexicon import lexicon, stems_of
from graph.model.fold import fold
from graph.names.address import take_address
from graph.names.kind import says_kind
from graph.names.lexicon import lexicon as titles
from graph.names.organisation import OrganisationName

_PLACE_WORDS = 3  # of "Frankfurt am Main"
_LONGEST_FRONT, _SHORTEST_FRONT = 3, 5  # words, and letters, of a short name before the long one
_INFLECTED = ("er", "e", "es", "ische", "ischer", "isches")
_BRACKETED = re.compile(r"([^()]+)\(([^()]+)\)")
_WEB = re.compile(r"[-–(,;]?\s*(?:https?://|www\.)[^\s)]+\)?")
_SHORTEST_HOUSE = 4  # letters of each word of a house or a quarter
_ENDS_IN_FORM = re.compile(r"(?:\b(?:mbH|GmbH|AG|KG|SE|OHG|KGaA|eG|Co\.?)|e\.\s?V\.?)$")


def take_seat(shown: str) -> tuple[str, str]:
    """Return a name without the address or the place behind its last comma, and that place.

    >>> take_seat("Muster, Eva, Köln"), take_seat("Glaswerk GmbH & Co. KG, Musterhausen"), take_seat("Muster, Eva")
    (('Muster, Eva', 'Köln'), ('Glaswerk GmbH & Co. KG', 'Musterhausen'), ('Muster, Eva', ''))
    """
    name, place = take_address(_WEB.sub(" ", shown).strip() or shown)
    head, comma, tail = name.rpartition(",")
    if not comma or place:
        return name, place
    words = fold(tail).split()
    if words and is_place(words[0]) and not words[0].endswith("er") and len(words) <= _PLACE_WORDS:
        return head.strip(" ,"), tail.strip()
    if len(words) == 1 and tail.strip().istitle() and _ENDS_IN_FORM.search(head) and not _is_known(words[0]):
        return head.strip(" ,"), tail.strip()
    if _is_house(head, tail.split()):
        return head.strip(" ,"), tail.strip()
    return name, ""


def _is_house(head: str, tail: list[str]) -> bool:
    """Return whether words behind "Muster, Eva," are where she lives: no title, no further name."""
    parts = [fold(part).split() for part in head.split(",")]
    if len(parts) != 2 or not parts[1] or parts[1][0] not in lexicon().given or not tail:
        return False
    capitals = all(word[0].isupper() and len(word) >= _SHORTEST_HOUSE for word in tail)
    return capitals and not any(map(titles().may_open, tail)) and fold(tail[0]) not in lexicon().given


def _is_known(word: str) -> bool:
    known = lexicon()
    every = stems_of(word)
    return bool(says_kind(word) or set(every) & (known.faint | known.other_body | known.generic | known.organisation))


def split_front(name: OrganisationName) -> tuple[str, str] | None:
    """Return a short name that stands before the long one, and the long one; None where there is none.

    >>> from graph.names.organisation import parse_organisation
    >>> split_front(parse_organisation("GLASKRAFT Verband der Glasindustrie e. V."))
    ('GLASKRAFT', 'Verband der Glasindustrie e. V.')
    >>> split_front(parse_organisation("Märkischer Verband der Glasindustrie"))
    """
    if found := _BRACKETED.fullmatch(name.name):
        outer, inner = found[1].strip(), found[2].strip()
        if says_kind(fold(inner).partition(" ")[0]) == "association":
            return _split_at_head(f"{outer} {inner}".split())
        return (
            (inner, outer)
            if _echoes(inner, outer) and _is_front(fold(inner).split(), ["der", *fold(outer).split()])
            else None
        )
    return _split_at_head(name.name.split())


def _split_at_head(words: list[str]) -> tuple[str, str] | None:
    for at in range(1, min(_LONGEST_FRONT + 1, len(words) - 2) + 1):
        head = fold(words[at])
        if says_kind(head) != "association" or " " in head or head in lexicon().other_body:
            continue
        before = " ".join(words[:at]).strip(" -–—|:,")
        behind = " ".join(words[at:])
        return (before, behind) if _is_front(fold(before).split(), fold(behind).split()[1:]) else None
    return None


def _echoes(short: str, long: str) -> bool:
    """Return whether a name in a bracket takes up a word of the name before it: a remark does not."""
    return any(word[:_SHORTEST_FRONT] in fold(short) for word in fold(long).split() if len(word) >= _SHORTEST_FRONT)


def _is_front(before: list[str], behind: list[str]) -> bool:
    """Return whether words can be a name of their own, and those behind a head the rest of another one."""
    known = lexicon()
    told = read_areas(before).lands
    if len(before) > _LONGEST_FRONT or len(behind) < 2 or not told <= read_areas(behind).lands:
        return False
    opens = behind[0] in known.silent or behind[0].startswith(("deutsche", "german")) or read_areas(behind[:2]).lands
    if not opens or any(word.endswith(_INFLECTED) or word in known.silent for word in before):
        return False
    some = [word for word in before if not _says_little(word)]
    return (
        bool(set(read_areas(some).words) - told)
        and len("".join(before)) >= _SHORTEST_FRONT
        and not all(_says_little(word) or word in known.silent for word in read_areas(behind).words)
    )


def _says_little(word: str) -> bool:
    return bool(is_place(word) or says_kind(word) or _is_known(word) or word in lexicon().given or word in lands())
