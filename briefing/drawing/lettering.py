"""How wide text is, how it breaks into lines, and which of it the shipped font can show."""

import re
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files
from io import BytesIO

from anyascii import anyascii

FAMILY = "Noto Sans"
LEADING = 1.25  # height of a line, in sizes
ELLIPSIS = "…"
# No XML can hold these, or they turn the text of others around.
_UNWRITABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
_BREAK = "\xad"  # where a word is broken: a hyphen at the end of a line, nothing within one
_FALLBACK = 1.0  # sizes that a character takes which the font does not have


def clean(text: str) -> str:
    """Return the text in one line, composed, without characters that no document can hold."""
    return " ".join(unicodedata.normalize("NFC", _UNWRITABLE.sub("", text)).split())


def typeset(text: str) -> str:
    """Return the text with what the font does not have written in Latin letters, or as a question mark."""
    known = _advances(bold=False)
    if text.isascii():
        return text
    joined = (c for c in text if unicodedata.category(c) != "Cf")  # no letters: they join or steer others
    return "".join(c if ord(c) in known else _latin(c) for c in joined)


def _latin(character: str) -> str:
    if unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return ""
    known = _advances(bold=False)
    return "".join(c for c in anyascii(character) if ord(c) in known) or "?"


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Return how wide the text is, in points; the wider of as written and as typeset."""
    return size * _span(text, bold=bold)


@lru_cache(maxsize=20_000)
def _span(text: str, *, bold: bool) -> float:
    known = _advances(bold=bold)
    plain = sum(known.get(ord(c), _FALLBACK) for c in text)
    if all(ord(c) in known for c in text):
        return plain
    return max(plain, sum(known.get(ord(c), _FALLBACK) for c in typeset(text)))


def wrap(text: str, limit: float, size: float, *, most: int, bold: bool = False) -> tuple[str, ...]:
    """Return the text in at most so many lines of that width, as even as it goes; too long text ends in an ellipsis."""
    words = [part for word in clean(text).split() for part in _pieces(word, limit, size, bold=bold)]
    lines = _filled(words, limit, size, bold=bold)
    if len(lines) > most:
        rest = _rest(words, lines[: most - 1])
        return (*lines[: most - 1], _shortened(rest, limit, size, bold=bold))
    return tuple(_evened(words, lines, limit, size, bold=bold))


def _pieces(word: str, limit: float, size: float, *, bold: bool) -> list[str]:
    pieces: list[str] = []
    for part in re.findall(r"[^-/]+[-/]*|[-/]+", word):
        if pieces and width(pieces[-1] + part, size, bold=bold) <= limit:
            pieces[-1] += part
            continue
        while width(part, size, bold=bold) > limit and len(part) > 1:
            # Where a word breaks, at least four letters go on the next line.
            fits = [n for n in range(len(part) - 4, 1, -1) if width(part[:n] + "-", size, bold=bold) <= limit]
            cut = next((n for n in fits if n in _syllables(part)), next(iter(fits), 1))
            pieces.append(part[:cut] + _BREAK)
            part = part[cut:]
        pieces.append(part)
    # A piece that is not the last of its word is joined to the next without a space, see `_joined`.
    return [piece + ("\u200b" if n < len(pieces) - 1 else "") for n, piece in enumerate(pieces)]


def _syllables(word: str) -> frozenset[int]:
    """Return where a word can break: before the consonant, or what is spoken as one, in front of a vowel.

    >>> sorted(_syllables("Verkehrsunternehmen"))
    [3, 7, 10, 13, 16]
    >>> 13 in _syllables("Anlagengesellschaft")
    True
    """
    found = set()
    for match in re.finditer(r"(?:sch|ch|ck|ph|th|qu|[bcdfghjklmnpqrstvwxzß])(?=[aeiouyäöü])", word.casefold()):
        if re.search(r"[aeiouyäöü]", word[: match.start()].casefold()):
            found.add(match.start())
    return frozenset(found)


def _joined(words: list[str]) -> str:
    text = " ".join(words).replace("\u200b ", "").replace("\u200b", "")
    return text.removesuffix(_BREAK).replace(_BREAK, "") + ("-" if text.endswith(_BREAK) else "")


def _rest(words: list[str], lines: list[str]) -> str:
    """Return what is left over after these lines, as one line."""
    taken = 0
    for line in lines:
        start = taken
        while _joined(words[start:taken]) != line:
            taken += 1
    return _joined(words[taken:])


def _filled(words: list[str], limit: float, size: float, *, bold: bool) -> list[str]:
    lines: list[list[str]] = []
    for word in words:
        if lines and width(_joined([*lines[-1], word]), size, bold=bold) <= limit:
            lines[-1].append(word)
        else:
            lines.append([word])
    return [_joined(line) for line in lines]


def _evened(words: list[str], lines: list[str], limit: float, size: float, *, bold: bool) -> list[str]:
    """Return as many lines, more even where possible, since that makes the narrowest box."""
    best = lines
    for share in (0.9, 0.8, 0.7, 0.6, 0.5):
        narrower = _filled(words, limit * share, size, bold=bold)
        if len(narrower) > len(lines):
            break
        if all(width(line, size, bold=bold) <= limit for line in narrower):
            best = narrower
    return best


def _shortened(text: str, limit: float, size: float, *, bold: bool) -> str:
    while text and width(text + ELLIPSIS, size, bold=bold) > limit:
        text = text[:-1]
    return text.rstrip() + ELLIPSIS


@cache
def _advances(*, bold: bool) -> dict[int, float]:
    """Return the width of each letter the font has, as a share of the size."""
    from fontTools.ttLib import TTFont

    font = TTFont(BytesIO(font_file(bold=bold)), lazy=True)
    units, metrics = font["head"].unitsPerEm, font["hmtx"].metrics
    return {code: metrics[name][0] / units for code, name in font.getBestCmap().items()}


def font_file(*, bold: bool = False) -> bytes:
    """Return the shipped font as bytes."""
    return files(__package__).joinpath("fonts", f"NotoSans-{'Bold' if bold else 'Regular'}.ttf").read_bytes()
