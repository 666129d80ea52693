"""What the sequence model sees of each word: its letters and shape, word lists, neighbours, the rest of the document."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from ingest.documents.lexicon import (
    function_adjectives,
    given_names,
    is_function,
    known_organisations,
    places,
    word_list,
    word_set,
)
from ingest.documents.surroundings import WordSurroundings
from ingest.documents.tokens import Token, tokens_of

_SIDES = (-3, -2, -1, 1, 2, 3)
_SMALL_LISTS = {"honorifics": "honorific", "speech": "speech", "particles": "particle", "forms": "form"}


def features_of(tokens: Sequence[Token], document: WordSurroundings) -> list[list[str]]:
    """Return the features of each word of one sentence."""
    words = [token.text for token in tokens]
    phrases = _phrases(words)
    rows = []
    for i, word in enumerate(words):
        row = ["bias", *_letters(word), *_listed(word), *_in_document(word, document), *phrases[i]]
        row += _beside(words, phrases, i)
        row += _joined(words, i)
        row += _elsewhere(words, i, document)
        row += _glued(tokens, i)
        rows.append(row)
    return rows


def shape(word: str) -> str:
    """Return the shape of a word, runs of one sort put together.

    >>> shape("BDI-Präsident"), shape("2021")
    ('X-Xx', 'd')
    """
    sorts = "".join("X" if c.isupper() else "x" if c.islower() else "d" if c.isdigit() else c for c in word)
    return re.sub(r"(.)\1+", r"\1", sorts)[:10]


@cache
def _letters(word: str) -> tuple[str, ...]:
    lower = word.lower()
    found = [f"w={lower}", f"shape={shape(word)}", f"len={min(len(word), 12) // 2}"]
    for size in (1, 2, 3, 4):
        if len(word) > size:
            found += [f"p{size}={word[:size]}", f"s{size}={lower[-size:]}"]
    return tuple(found)


@cache
def _brief(word: str) -> tuple[str, ...]:
    return (f"w={word.lower()}", f"shape={shape(word)}", f"s3={word[-3:].lower()}", *_listed(word))


@cache
def _listed(word: str) -> tuple[str, ...]:
    return tuple(_marks(word))


def _marks(word: str) -> Iterator[str]:
    """Return the word lists a word stands in; a question mark where only its stem does."""
    stem = word.removesuffix("s") if len(word) > 4 else word
    if word in given_names() or (word.isupper() and word.capitalize() in given_names()):
        yield "given"
    elif stem in given_names():
        yield "given?"
    if word in places():
        yield "place"
    elif stem in places() or (word.endswith("er") and word[:-2] in places()):
        yield "place?"
    if group := known_organisations().get(word) or known_organisations().get(stem):
        yield f"org={group}"
    if is_function(word):
        yield "function"
    if word in function_adjectives():
        yield "function-adjective"
    yield from (mark for name, mark in _SMALL_LISTS.items() if word in word_set("context", name))
    if word[:1].isupper():
        lower = word.lower()
        heads = word_list("context", "heads")
        yield from [f"head={head}" for head in heads if lower.endswith((head, f"{head}s", f"{head}es", f"{head}en"))][
            :1
        ]
        if lower.endswith(word_list("context", "surname_ends")):
            yield "surname?"


def _in_document(word: str, document: WordSurroundings) -> Iterator[str]:
    if word in document.after_given or word.removesuffix("s") in document.after_given:
        yield "doc:after-given"
    if word in document.beside_form:
        yield "doc:beside-form"
    if word in document.bracketed:
        yield "doc:bracketed"
    if word.lower() in document.small:
        yield "doc:small"
    if word in document.known_persons:
        yield "doc:known-person"
    if word in document.known_organisations:
        yield "doc:known-organisation"
    if count := document.counts.get(word):
        yield f"doc:count={min(count, 4)}"


def _beside(words: Sequence[str], phrases: Sequence[Sequence[str]], i: int) -> Iterator[str]:
    """Return the features of the neighbours, fewer of those further away."""
    for step in _SIDES:
        j = i + step
        if not 0 <= j < len(words):
            if abs(step) == 1:
                yield f"{step}:edge"
            continue
        brief = _brief(words[j])
        yield from (f"{step}:{feature}" for feature in (brief if abs(step) < 3 else brief[:1]))
        if abs(step) == 1:
            yield from (f"{step}:{feature}" for feature in phrases[j])


def _joined(words: Sequence[str], i: int) -> Iterator[str]:
    """Return the word together with each of its two neighbours."""
    word = words[i]
    if i:
        left = words[i - 1]
        yield f"-1|0:{shape(left)}|{shape(word)}"
        yield f"-1|0w={left.lower()}|{word.lower()}"
        if listed := _listed(word):
            yield f"-1|0l={','.join(_listed(left))}|{','.join(listed)}"
    if i + 1 < len(words):
        right = words[i + 1]
        yield f"0|1:{shape(word)}|{shape(right)}"
        yield f"0|1w={word.lower()}|{right.lower()}"


def _elsewhere(words: Sequence[str], i: int, document: WordSurroundings) -> Iterator[str]:
    """Return beside which other words the word stands elsewhere in the document."""
    word = words[i]
    if document.counts.get(word, 0) > 1:
        left = words[i - 1].lower() if i else ""
        right = words[i + 1].lower() if i + 1 < len(words) else ""
        yield from (f"doc:-1={other}" for other in sorted(document.before[word] - {left}))
        yield from (f"doc:+1={other}" for other in sorted(document.behind[word] - {right}))


def _glued(tokens: Sequence[Token], i: int) -> Iterator[str]:
    """Return marks of a word's place in a compound, and the gap before it."""
    if i:
        yield f"gap:{min(tokens[i].start - tokens[i - 1].end, 2)}"
    if i > 1 and tokens[i - 1].text == "-" and tokens[i - 2].end == tokens[i].start - 1:
        first = tokens[i - 2].text
        yield "in:compound"
        yield f"in:first:{shape(first)}"
        yield from (f"in:first:{mark}" for mark in _listed(first))
    if i + 2 < len(tokens) and tokens[i + 1].text == "-" and tokens[i + 2].start == tokens[i].end + 1:
        tail = tokens[i + 2].text
        yield "opens:compound"
        yield f"opens:{tail[:1].isupper()}:{tail[-4:]}"
        yield from (f"opens:{mark}" for mark in _listed(tail))


@cache
def _long_names() -> dict[str, list[tuple[str, ...]]]:
    """Return well-known names of several words by their first word."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for name in known_organisations():
        words = tuple(token.text for token in tokens_of(name))
        if len(words) > 1:
            found.setdefault(words[0], []).append(words)
    return found


def _phrases(words: Sequence[str]) -> list[list[str]]:
    """Return marks for words inside a well-known name of several words."""
    marks: list[list[str]] = [[] for _ in words]
    for i, word in enumerate(words):
        for name in _long_names().get(word, ()):
            if tuple(words[i : i + len(name)]) == name:
                for j in range(i, i + len(name)):
                    marks[j].append("B-known" if j == i else "I-known")
    return marks
