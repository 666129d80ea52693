"""What the sequence model sees of each word: its letters and shape, word lists, neighbours, and the rest of the document."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from ingest.documents.lexicon import function_adjectives, given_names, is_function, known_organisations, places
from ingest.documents.tokens import Token

_HONORIFICS = frozenset({"Dr", "Prof", "Herr", "Herrn", "Frau", "Ing", "Hr", "Fr", "Dipl"})
_SPEECH = frozenset(
    "sagte sagt erklärte erklärt betonte betont meint meinte teilte kritisierte forderte fordert warnte warnt berichtete berichtet"
    " lobte begrüßte eröffnete moderierte ergänzte so hatte hat ist war wird will äußerte kündigte bestätigte diskutierten dankte".split()
)
_ORG_HEADS = (
    "verband verein bund ministerium amt bank gesellschaft gewerkschaft universität hochschule institut stiftung agentur kammer partei konzern werke"
    " verlag zeitung initiative bündnis netzwerk gruppe kommission gericht anwaltschaft polizei feuerwehr klinik krankenhaus werk hütte club verbund"
    " fraktion rat zentrum akademie schule börse versicherung holding rundfunk behörde vereinigung union genossenschaft sparkasse stadtwerke dienst"
).split()
_SURNAME_ENDS = (
    "mann",
    "meier",
    "meyer",
    "maier",
    "müller",
    "berger",
    "bauer",
    "hofer",
    "stein",
    "feld",
    "ski",
    "sky",
    "wski",
    "sen",
    "vic",
    "vić",
    "ić",
    "oglu",
    "ov",
    "ow",
    "ler",
    "ner",
    "inger",
    "mayer",
    "huber",
    "schmidt",
    "kamp",
)
_PARTICLES = frozenset("von van de der den zu zur vom da di del la le el al bin".split())
_FORMS = frozenset(
    "GmbH AG SE KG KGaA mbH OHG UG eG gGmbH Ltd Inc Corp plc PLC LLC SA S.A N.V NV SpA AB Co Holding Group Gruppe e.V eV".split()
)


@dataclass(frozen=True, slots=True)
class Around:
    """What the whole document says about a word: where else it stands beside a given name, a legal form, in a bracket."""

    after_given: frozenset[str]
    beside_form: frozenset[str]
    bracketed: frozenset[str]
    small: frozenset[str]
    known_persons: frozenset[str] = frozenset()
    known_organisations: frozenset[str] = frozenset()


def around(
    tokens: Sequence[Token], persons: frozenset[str] = frozenset(), organisations: frozenset[str] = frozenset()
) -> Around:
    """Return what a document's words say about each other; the names given are those the graph knows, word by word."""
    given = given_names()
    after: set[str] = set()
    formed: set[str] = set()
    bracketed: set[str] = set()
    small: set[str] = set()
    for before, token, behind in zip(
        ["", *(t.text for t in tokens)], tokens, [*(t.text for t in tokens[1:]), ""], strict=False
    ):
        word = token.text
        if word[:1].islower():
            small.add(word)
        elif before in given and word[:1].isupper() and word not in given:
            after.add(word)
        if behind in _FORMS and word[:1].isupper():
            formed.add(word)
        if before == "(" and behind == ")" and word[:1].isupper():
            bracketed.add(word)
    return Around(frozenset(after), frozenset(formed), frozenset(bracketed), frozenset(small), persons, organisations)


def features_of(tokens: Sequence[Token], document: Around) -> list[list[str]]:
    """Return the features of each word of one sentence."""
    own = [[*_fixed(token.text), *_in_document(token.text, document)] for token in tokens]
    brief = [_brief(token.text) for token in tokens]
    phrases = _phrases([token.text for token in tokens])
    rows = []
    for i, token in enumerate(tokens):
        row = ["bias", *own[i], *phrases[i]]
        for step in (-3, -2, -1, 1, 2, 3):
            j = i + step
            if not 0 <= j < len(tokens):
                if abs(step) == 1:
                    row.append(f"{step}:edge")
                continue
            row += [f"{step}:{feature}" for feature in (brief[j] if abs(step) < 3 else brief[j][:1])]
            if abs(step) == 1:
                row += [f"{step}:{feature}" for feature in phrases[j]]
        row += _glued(tokens, i)
        if i:
            row.append(f"gap:{min(token.start - tokens[i - 1].end, 2)}")
            row.append(f"-1|0:{shape(tokens[i - 1].text)}|{shape(token.text)}")
        if i + 1 < len(tokens):
            row.append(f"0|1:{shape(token.text)}|{shape(tokens[i + 1].text)}")
        rows.append(row)
    return rows


def _glued(tokens: Sequence[Token], i: int) -> list[str]:
    """Return marks of a word's place in a compound, and of what the compound ends in."""
    found = []
    if i > 1 and tokens[i - 1].text == "-" and tokens[i - 2].end == tokens[i].start - 1:
        found += [
            "in:compound",
            f"in:first:{shape(tokens[i - 2].text)}",
            *(f"in:first:{mark}" for mark in _listed(tokens[i - 2].text)),
        ]
    if i + 2 < len(tokens) and tokens[i + 1].text == "-" and tokens[i + 2].start == tokens[i].end + 1:
        tail = tokens[i + 2].text
        found += [
            "opens:compound",
            f"opens:{tail[:1].isupper()}:{tail[-4:]}",
            *(f"opens:{mark}" for mark in _listed(tail)),
        ]
    return found


def shape(word: str) -> str:
    """Return the shape of a word, runs of one sort put together.

    >>> shape("BDI-Präsident"), shape("2021")
    ('X-Xx', 'd')
    """
    sorts = "".join("X" if c.isupper() else "x" if c.islower() else "d" if c.isdigit() else c for c in word)
    return re.sub(r"(.)\1+", r"\1", sorts)[:10]


@cache
def _fixed(word: str) -> tuple[str, ...]:
    lower = word.lower()
    found = [f"w={lower}", f"shape={shape(word)}", f"len={min(len(word), 12) // 2}"]
    for size in (1, 2, 3, 4):
        if len(word) > size:
            found += [f"p{size}={word[:size]}", f"s{size}={lower[-size:]}"]
    found += _listed(word)
    return tuple(found)


@cache
def _brief(word: str) -> tuple[str, ...]:
    return (f"w={word.lower()}", f"shape={shape(word)}", f"s3={word[-3:].lower()}", *_listed(word))


@cache
def _listed(word: str) -> tuple[str, ...]:
    found = []
    stem = word.removesuffix("s") if len(word) > 4 else word
    names = given_names()
    if word in names or (word.isupper() and word.capitalize() in names):
        found.append("given")
    elif stem in names or ("-" in word and all(part in names for part in word.split("-"))):
        found.append("given?")
    if word in places():
        found.append("place")
    elif stem in places() or (word.endswith("er") and word[:-2] in places()):
        found.append("place?")
    if group := known_organisations().get(word) or known_organisations().get(stem):
        found.append(f"org={group}")
    if is_function(word):
        found.append("function")
    if word in function_adjectives():
        found.append("function-adjective")
    if word in _HONORIFICS:
        found.append("honorific")
    if word in _SPEECH:
        found.append("speech")
    if word in _PARTICLES:
        found.append("particle")
    if word in _FORMS:
        found.append("form")
    lower = word.lower()
    if word[:1].isupper():
        found += [
            f"head={head}" for head in _ORG_HEADS if lower.endswith((head, f"{head}s", f"{head}es", f"{head}en"))
        ][:1]
        if lower.endswith(_SURNAME_ENDS):
            found.append("surname?")
    return tuple(found)


def _in_document(word: str, document: Around) -> list[str]:
    stem = word.removesuffix("s")
    found = []
    if word in document.after_given or stem in document.after_given:
        found.append("doc:after-given")
    if word in document.beside_form:
        found.append("doc:beside-form")
    if word in document.bracketed:
        found.append("doc:bracketed")
    if word.lower() in document.small:
        found.append("doc:small")
    if word in document.known_persons:
        found.append("doc:known-person")
    if word in document.known_organisations:
        found.append("doc:known-organisation")
    return found


@cache
def _long_names() -> dict[str, list[tuple[str, ...]]]:
    """Return well-known names of several words by their first word."""
    from ingest.documents.tokens import tokens_of

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
