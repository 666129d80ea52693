"""Titles around the words of a name: found, put into one spelling, taken off."""

import re
from dataclasses import dataclass, field
from functools import cache

from graph.model.fold import fold
from graph.names.lexicon import Title, TitleKind, TitleLexicon, compact, letters, lexicon, read_names

_LONGEST_SHORT = 3  # letters of "jun", which may be a name in capitals
_LONGEST = 4  # words of one title: "Dr. h. c. mult." is three
_WORD = re.compile(r"\([^()]*\)|[^\s()]+")
_GLUED = re.compile(r"(?<=[^\W\d_]\.)(?=[^\W\d_])")
_INITIAL = re.compile(r"[^\W\d_]\.")


@dataclass(slots=True)
class Stripped:
    """The words of a name without its titles, and these by kind."""

    words: list[str]
    titles: list[str] = field(default_factory=list)
    salutation: str = ""
    suffixes: list[str] = field(default_factory=list)
    generation: str = ""

    def _take(self, title: Title) -> None:
        if title.kind is TitleKind.SALUTATION:
            self.salutation = title.shown
        elif title.kind is TitleKind.GENERATION:
            self.generation = title.shown
        else:
            (self.suffixes if title.kind is TitleKind.DEGREE else self.titles).append(title.shown)


def words_of(text: str) -> list[str]:
    """Return the words of a name; a bracket is one word, and titles written without blanks come apart.

    >>> words_of("Prof.Dr.med. K.H. Weber (FH)")
    ['Prof.', 'Dr.', 'med.', 'K.H.', 'Weber', '(FH)']
    """
    words = _WORD.findall(text)
    return words if "." not in text else [part for word in words for part in _parts(word)]


def strip_titles(words: list[str], others: int = 0) -> Stripped:
    """Return `words` without the titles before and behind the name, and without remarks in brackets.

    `others` is the number of words of the name that stand elsewhere; one word always stays.
    """
    known = lexicon()
    if not any(map(known.may_open, words)):
        return Stripped(words)
    start, found = _run(words, 0, known, others)
    if start == len(words) and not others:
        return Stripped(words[-1:]) if len(found) < 2 else _collect(words[-1:], found[:-1])
    stop = len(words)
    for position in range(start + 1, len(words)):
        end, behind = _run(words, position, known, position - start + others, behind=True)
        if behind and end == len(words) and not _is_family(words[start:position], behind):
            stop, found = position, found + behind
            break
    return _collect([word for word in words[start:stop] if word[0] != "("], found)


def _is_family(before: list[str], found: list[Title]) -> bool:
    """Return whether a word that could be an office is the family name behind two given ones: "Anna Maria Minister"."""
    if len(found) > 1 or found[0].kind is not TitleKind.OFFICE or len(before) != 2:
        return False
    return compact(before[1]) in _second_given_names()


@cache
def _second_given_names() -> frozenset[str]:
    return frozenset(map(compact, read_names("given_names.yaml")["second"]))


def _collect(words: list[str], found: list[Title]) -> Stripped:
    result = Stripped(words)
    for title in found:
        result._take(title)
    return result


def _parts(word: str) -> list[str]:
    """Return the titles a word is glued together from, the first one being enough of a proof."""
    parts = _GLUED.split(word)
    first = compact(parts[0])
    known = lexicon()
    return parts if len(parts) > 1 and (first in known.leading or first in known.trailing) else [word]


def _run(
    words: list[str], start: int, known: TitleLexicon, others: int, *, behind: bool = False
) -> tuple[int, list[Title]]:
    """Return where the titles from `start` on end, and these titles."""
    found: list[Title] = []
    position = start
    while position < len(words):
        word = words[position]
        if word[0] == "(" and found:
            found[-1] = _with_bracket(found[-1], word)
            position += 1
            continue
        table = known.following if found else known.trailing if behind else known.leading
        title, length = _match(words, position, known, table)
        left = others if behind else others + len(words) - position - length
        if title is None or not _fits(title, words[position : position + length], left, behind and not found):
            break
        found.append(title)
        position += length
    return position, found


def _with_bracket(title: Title, bracket: str) -> Title:
    return Title(f"{title.shown} {bracket}", title.kind)


def _match(words: list[str], start: int, known: TitleLexicon, table: dict[str, Title]) -> tuple[Title | None, int]:
    """Return the longest title that begins at `start`, and its number of words."""
    joined = compact(words[start])
    if joined[:4] == "dipl" and joined != "diplomat":
        return _diploma(words, start, known)
    best, length = table.get(joined), 1
    for count in range(2, _LONGEST + 1):
        if joined not in known.stems or start + count > len(words):
            break
        joined += compact(words[start + count - 1])
        if joined in table:
            best, length = table[joined], count
    return best, length


def _diploma(words: list[str], start: int, known: TitleLexicon) -> tuple[Title, int]:
    """Return a diploma, which can be in any subject: "Dipl.-Ing.", "Dipl. Volkswirt", "Diplom-Kauffrau"."""
    shown, end = words[start], start + 1
    open_ended = compact(shown) in ("dipl", "diplom")
    while end < len(words) and _is_subject(words[end], known, open_ended):
        shown = f"{shown.rstrip('-')}-{words[end].lstrip('-')}"
        end, open_ended = end + 1, False
    return Title(shown, TitleKind.TITLE), end - start


def _is_subject(word: str, known: TitleLexicon, open_ended: bool) -> bool:
    short = word.endswith(".") and not _INITIAL.fullmatch(word)
    return compact(word) in known.diploma_subjects or (open_ended and short)


def _fits(title: Title, words: list[str], left: int, behind: bool) -> bool:
    """Return whether `words` can be that title, given the number of words `left` for the name."""
    if title.exact and "".join(map(letters, words)) not in title.exact:
        return False
    if (
        title.like_initials
        and not words[0][0].islower()
        and (left < 2 or (not behind and len(words) > 1 and title.kind is TitleKind.DEGREE))
    ):
        return False
    if title.kind is TitleKind.GENERATION:
        return (
            words[0][0].islower()
            or (left > 1 and len(words[0]) > _LONGEST_SHORT)
            or words[-1].endswith(".")
            or bool(title.exact)
        )
    if behind and title.kind is TitleKind.TITLE:
        return "." in words[0]
    return not (behind and title.kind is TitleKind.OFFICE and left < 2)


def is_title(text: str) -> bool:
    """Return whether a text is nothing but titles and degrees: "PhD", "Dipl.-Ing. (FH)".

    >>> is_title("LL.M."), is_title("Dipl.-Ing. (FH)"), is_title("Lang"), is_title("M. Lang")
    (True, True, False, False)
    """
    words = words_of(text)
    return bool(words) and (
        len(strip_titles([*words, "Eva", "Lang"]).words) == 2 or len(strip_titles(["Eva", "Lang", *words]).words) == 2
    )


@cache
def _parties() -> frozenset[str]:
    return frozenset(map(fold, read_names("titles.yaml")["parties"]))


def is_party(text: str) -> bool:
    """Return whether a text behind a comma is a party: "Lea Maier, SPD".

    >>> is_party("SPD"), is_party("Bündnis 90/Die Grünen"), is_party("Anna")
    (True, True, False)
    """
    return fold(text) in _parties()


def normal_titles(text: str) -> tuple[list[str], str]:
    """Return the titles in a field of titles, unknown words as they are, and the salutation among them.

    >>> normal_titles("Frau Professor Dr.med.")
    (['Prof.', 'Dr.', 'med.'], 'Frau')
    """
    words, shown, salutation = words_of(text.replace(",", " ")), list[str](), ""
    known, position = lexicon(), 0
    while position < len(words):
        title, length = _match(words, position, known, known.following if shown else known.leading)
        if title is None or (
            title.exact and "".join(map(letters, words[position : position + length])) not in title.exact
        ):
            shown.append(words[position])
            position += 1
            continue
        if title.kind is TitleKind.SALUTATION:
            salutation = title.shown
        else:
            shown.append(title.shown)
        position += length
    return shown, salutation
