"""Words and sentences of a German text, each with its place in it."""

import re
from dataclasses import dataclass

_TITLES = r"(?:Dr|Prof|Dipl|Ing|Mag|med|jur|rer|nat|pol|phil|St|Nr|Abs|Art|bzw|ca|usw|etc|evtl|ggf|inkl|Mio|Mrd|Tel|Str|Hr|Fr|vgl|geb|gen|stv|u|z|B|d|h|a|D|c|e|V|i|R|s|o|v|Chr|Sog|sog|Min|Bd|Hrsg|Co|Inc|Ltd|Corp|Mrd|Parl|Ass|Priv|Doz)"
_TOKEN = re.compile(
    r"""
      https?://\S+ | www\.\S+ | [\w.+-]+@[\w-]+\.[\w.]+
    | \d+(?:[.,:]\d+)*
    | [^\W\d_]\.(?:[ ]?[^\W\d_]\.)*(?![^\W_])            # initials and abbreviations: "z.B.", "K.-H."
    | [^\W_]+(?:['’.&+][^\W_]+)*                        # words, with inner dot, apostrophe; compounds come apart
    | [^\w\s] | _
    """,
    re.VERBOSE,
)
_SHORT = re.compile(rf"(?:^|[\s(„\"-]){_TITLES}\.$")
_END = re.compile(r"[.!?…]+[\"“”»«')\]]*(?=\s)|\n\s*\n|\n(?=\s*(?:[-•*–]|\d+\.)\s)|\n")

LONGEST = 1_200  # letters of a sentence


@dataclass(frozen=True, slots=True)
class Token:
    """A word or sign with its place."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, or a line that stands for one; `number` counts from 1."""

    number: int
    start: int
    end: int


def tokens_of(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """Return the words and signs between two places of a text.

    >>> [token.text for token in tokens_of("Dr. Anna Weiß (IG Metall) sagte: „Ja.“")]
    ['Dr', '.', 'Anna', 'Weiß', '(', 'IG', 'Metall', ')', 'sagte', ':', '„', 'Ja', '.', '“']
    """
    stop = len(text) if end is None else end
    return [Token(found[0], *found.span()) for found in _TOKEN.finditer(text, start, stop)]


def sentences_of(text: str) -> list[Sentence]:
    """Return the sentences of a text in order; a line break ends one unless the line goes on in small letters."""
    found: list[Sentence] = []
    begin = 0
    for mark in _END.finditer(text):
        if not _ends(text, begin, mark):
            continue
        _add(found, text, begin, mark.end())
        begin = mark.end()
    _add(found, text, begin, len(text))
    return found


def _ends(text: str, begin: int, mark: re.Match[str]) -> bool:
    following = text[mark.end() : mark.end() + 40].lstrip()
    if mark[0].startswith("\n"):
        return mark[0].count("\n") > 1 or not (
            following[:1].islower() or text[begin : mark.start()].endswith((",", "-"))
        )
    if not mark[0].startswith("."):
        return not following[:1].islower()
    before = text[max(begin, mark.start() - 12) : mark.start() + 1]
    if _SHORT.search(before) or re.search(r"(?:^|[\s(.-])[^\W\d_]\.$", before):
        return False
    if re.search(r"\d\.$", before) and re.match(
        r"(?:[a-zäöü]|Januar|Februar|März|April|Mai|Ju[nl]i|August|Sept|Okto|Nov|Dez|Jahrh|und|bis|\d)", following
    ):
        return False
    return not following[:1].islower()


def _add(found: list[Sentence], text: str, begin: int, end: int) -> None:
    """Add the sentence between two places; one without end is cut, so that no rule meets a text without bounds."""
    while end - begin > LONGEST:
        cut = text.rfind(" ", begin + LONGEST // 2, begin + LONGEST)
        cut = cut if cut > 0 else begin + LONGEST
        _add(found, text, begin, cut)
        begin = cut
    shown = text[begin:end]
    if kept := shown.strip():
        start = begin + shown.index(kept[0])
        found.append(Sentence(len(found) + 1, start, start + len(kept)))
