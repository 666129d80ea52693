"""Display names of video conferences: a person, and often an organisation behind it."""

import re

from graph.model.fold import fold
from graph.model.schema import load
from graph.names.organisation import parse_organisation

_BRACKET = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]\s*$")
_BAR = re.compile(r"\s+[|｜]\s*|\s*[|｜]\s+")
_NO_ORGANISATION = frozenset(
    {
        *("gast", "guest", "extern", "external", "intern", "host", "co host", "ich", "me", "online", "digital"),
        *(
            "vor ort",
            "nicht ueberprueft",
            "unverified",
            "nicht verifiziert",
            "privat",
            "sie",
            "er",
            "she",
            "he",
            "they",
        ),
        *("protokoll", "notizen", "technik", "tel", "telefon", "handy", "mobil", "mobile", "phone", "dial in"),
    }
)
_REMARK = re.compile(
    r"(?:geb|geborene|i v|i a|in vertretung|vertretung|vertretend|vertritt|fuer|statt|anstelle|for|on behalf|"
    r"ab|bis|from|until)\b"
)
_PRONOUNS = re.compile(r"(?i)\s*(?:sie|er|she|he|they|dey|xier)\s*/")


def split_display(text: str, *, with_brackets: bool) -> tuple[str, str]:
    """Return person and organisation of a display name; the organisation is "" where there is none.

    A bracket without sign of an organisation stays with the name, which leaves it out later.

    >>> split_display("Anna Lang | Werk Nord", with_brackets=True)
    ('Anna Lang', 'Werk Nord')
    >>> split_display("Lang, Anna (IHK Nord)", with_brackets=True), split_display("Bo Lang (Gast)", with_brackets=True)
    (('Lang, Anna', 'IHK Nord'), ('Bo Lang (Gast)', ''))
    """
    name, *rest = _BAR.split(text)
    if name.strip() and rest:
        return name.strip(), rest[0].strip() if is_organisation(rest[0], name, lone=True) else ""
    bare, organisation = _bracket(text)
    return (bare, organisation) if with_brackets and is_organisation(organisation, bare, lone=False) else (text, "")


def doubtful_bracket(text: str) -> str:
    """Return the plain word in a bracket behind a name that may be an organisation or a nickname, else "".

    >>> doubtful_bracket("Anna Lang (Stahlwerk)"), doubtful_bracket("Anna Lang (Gast)")
    ('Stahlwerk', '')
    """
    bare, organisation = _bracket(text)
    if not is_organisation(organisation, bare, lone=True) or is_organisation(organisation, bare, lone=False):
        return ""
    return organisation


def _bracket(text: str) -> tuple[str, str]:
    """Return a name without the brackets behind it, and what they say beside "Gast" and the like.

    >>> _bracket("Lang, Anna (IHK Nord) (Gast)"), _bracket("Bo Lang (Gast, IHK)")
    (('Lang, Anna', 'IHK Nord'), ('Bo Lang', 'IHK'))
    """
    said: list[str] = []
    while (found := _BRACKET.search(text)) and text[: found.start()].strip():
        parts = [part.strip() for part in found[1].split(",")]
        said = [", ".join(part for part in parts if fold(part) not in _NO_ORGANISATION), *said]
        text = text[: found.start()].strip()
    return text, next(filter(None, said), "")


def is_organisation(text: str, name: str, *, lone: bool) -> bool:
    """Return whether a text beside a name can be an organisation; one plain word only with `lone`."""
    words = fold(text)
    if not words or words in _NO_ORGANISATION or _REMARK.match(words) or _PRONOUNS.match(text) or "@" in text:
        return False
    if set(words.split()) <= set(fold(name).split()) or not re.search(r"[^\W\d_]", text):
        return False
    if load().relationships["TOOK_PART_IN"].find_role(text):
        return False
    return lone or len(words.split()) > 1 or sum(map(str.isupper, text)) > 1 or bool(parse_organisation(text).kind)
