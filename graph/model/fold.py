"""The normal form of text for comparing: what two spellings of one name have in common."""

import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from anyascii import anyascii

_GERMAN = {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "&": " und "}
_REMEMBERED = 20_000  # texts: a row of a list is folded seventy times, and most of its cells stand in other rows too
_MARKS = dict.fromkeys(map(ord, "©®™℠"), " ")  # NFKC would turn "™" into the letters "tm"


class _Letters(dict[int, str]):
    """A table for `str.translate` that remembers for each character what it becomes, once it was met."""

    def __missing__(self, point: int) -> str:
        self[point] = found = _spell(chr(point))
        return found


class _Visible(dict[int, str]):
    """A table for `str.translate` that leaves out control and format characters, but keeps word gaps."""

    def __missing__(self, point: int) -> str:
        char = chr(point)
        hidden = unicodedata.category(char) in ("Cc", "Cf") and not char.isspace()
        self[point] = shown = "" if hidden else char
        return shown


def _spell(char: str) -> str:
    """Return the ASCII letters and digits for one case-folded character, a blank where it only separates."""
    if char in _GERMAN:
        return _GERMAN[char]
    kind = unicodedata.category(char)[0]
    if kind not in "LNM":
        return " "
    plain = anyascii(char)
    if not plain and kind != "M":
        return _escape(char)
    return "".join(letter for letter in plain.casefold() if letter.isalnum())


def _escape(chars: Iterable[str]) -> str:
    return " ".join(f"u{ord(char):x}" for char in chars)


_LETTERS = _Letters()
_VISIBLE = _Visible()


@lru_cache(_REMEMBERED)
def visible(text: str) -> str:
    r"""Return `text` composed (NFC), without control and format characters, every gap one blank.

    >>> visible(" Ju\u0308rgen\u200b\tLang ")
    'Jürgen Lang'
    """
    shown = text if text.isascii() and text.isprintable() else text.translate(_VISIBLE)
    return unicodedata.normalize("NFC", " ".join(shown.split()))


@lru_cache(_REMEMBERED)
def fold(text: str) -> str:
    """Return `text` as lower-case ASCII words of letters and digits, the same for every spelling of a name.

    ä and ae, ß and ss fall together; hyphens, dots and quotes separate words; other scripts are put into
    Latin letters. Text with a letter or a digit never folds to nothing; symbols alone (emoji) give their code
    points, punctuation alone gives "". Folding twice changes nothing.

    >>> fold("MÜLLER-Lüdenscheidt"), fold("Mueller Luedenscheidt")
    ('mueller luedenscheidt', 'mueller luedenscheidt')
    >>> fold("Weiß & Söhne"), fold("Łódź"), fold("北京"), fold("🙂")
    ('weiss und soehne', 'lodz', 'beijing', 'u1f642')
    """
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text.translate(_VISIBLE).translate(_MARKS))
        # Case folding can leave letters decomposed, so they are composed once more.
        text = unicodedata.normalize("NFKC", text.casefold())
    words = text.casefold().translate(_LETTERS).split()
    return " ".join(words) if words else _escape(filter(_is_shown, text))


def _is_shown(char: str) -> bool:
    return char.isalnum() or unicodedata.category(char) in ("So", "Co", "Cn")


def search_text(*texts: str) -> str:
    """Return the folded words of all `texts`, each text once, for a `CONTAINS` search.

    >>> search_text("Bündnis „Zukunft der Industrie“", "", "BZI")
    'buendnis zukunft der industrie bzi'
    """
    return " ".join(dict.fromkeys(filter(None, map(fold, texts))))
