"""Persons by rule: titles, given names, and family names that come again."""

import re
from collections.abc import Iterable, Sequence

from graph.names.person import parse_person
from ingest.documents.lexicon import given_names, is_function, known_organisations, places
from ingest.documents.mentions import PERSON, Mention
from ingest.documents.tokens import Sentence

_WORD = r"[A-ZÄÖÜÉÈÇŠŽĆČŁÓ][\w’']*(?:-[A-ZÄÖÜÉŠŽĆČŁÓ][\w’']*)*"
_PARTICLE = r"(?:(?:von|van|de|del|della|di|da|zu|vom|zum|zur|den|der|ten|al|el|bin|Graf|Freiherr)\s)"
TITLE = (
    r"(?:(?:Prof|Dr|Dipl|Ing|Mag|PD|Hon|Univ)\.?(?:-?(?:Ing|Prof|Kfm|Wirt|Phys|Chem|Volksw|Betriebsw|Math|Jur)\.?)*"
    r"(?:\s?(?:h\.\s?c|rer|nat|pol|oec|med|jur|iur|phil|habil|mult|techn|agr|theol|publ|Ing|e\.\s?h)\.?)*\s?)+"
)
_TITLED = re.compile(rf"(?P<title>\b{TITLE})(?P<name>(?:(?:{_WORD}|(?:[A-ZÄÖÜ]\.[ -]?)+)\s{_PARTICLE}*){{0,3}}{_WORD})")
_NAME = re.compile(
    rf"(?<![\w@#.-])(?P<given>{_WORD})\s(?P<more>(?:(?:{_WORD}|(?:[A-ZÄÖÜ]\.[ -]?)+)\s)?){_PARTICLE}*(?P<family>{_WORD})"
)
_BEFORE = re.compile(rf"{TITLE}$")
_BREAK = "\n\r\t"
RULE, TITLED_RULE, AGAIN = 0.8, 0.93, 0.85


def titled(text: str, sentence: Sentence) -> list[Mention]:
    """Return persons that stand behind an academic title."""
    found = []
    for match in _TITLED.finditer(text, sentence.start, sentence.end):
        words = [word for word in re.split(r"\s", match["name"]) if word]
        if any(c in match["name"] for c in _BREAK) or is_function(words[0]):
            continue
        found.append(Mention(PERSON, match.start(), match.end(), TITLED_RULE))
    return found


def with_given_name(text: str, sentence: Sentence) -> list[Mention]:
    """Return persons whose name begins with a frequent given name."""
    found = []
    for match in _NAME.finditer(text, sentence.start, sentence.end):
        if any(c in match[0] for c in _BREAK) or not is_given(match["given"]):
            continue
        family = match["family"]
        if family in places() or family in known_organisations() or is_function(family) or family.isupper():
            continue
        found.append(Mention(PERSON, match.start(), match.end(), RULE))
    return found


def is_given(word: str) -> bool:
    """Return whether a word is a given name, or several with hyphens.

    >>> is_given("Hans-Peter"), is_given("Industrie")
    (True, False)
    """
    names = given_names()
    return word in names or ("-" in word and all(part in names for part in word.split("-")))


def with_titles(text: str, mentions: Iterable[Mention]) -> list[Mention]:
    """Return the mentions, those of persons with the academic title in front."""
    found = []
    for mention in mentions:
        if mention.sort == PERSON and (title := _BEFORE.search(text, max(0, mention.start - 40), mention.start)):
            start = title.start()
            if not text[start - 1 : start].isalnum():
                mention = Mention(PERSON, start, mention.end, max(mention.confidence, TITLED_RULE))
        found.append(mention)
    return found


def bare_name(shown: str) -> str:
    """Return the name without titles, "" where nothing but a title is left.

    >>> bare_name("Dr. Joachim Lang"), bare_name("Prof. Dr.-Ing. Eva-Maria von der Heide")
    ('Joachim Lang', 'Eva-Maria von der Heide')
    """
    text = " ".join(shown.split()).strip(" ,;:-–")
    if not text:
        return ""
    return parse_person(text.replace(",", " ")).full


def full_names(names: Sequence[str]) -> dict[str, str]:
    """Return the full name for each family name that only one of the named bears.

    >>> full_names(["Joachim Lang", "Lang", "Eva Kern", "Udo Kern"])
    {'Lang': 'Joachim Lang'}
    """
    bearers: dict[str, set[str]] = {}
    for name in names:
        words = name.split()
        if len(words) > 1:
            family = parse_person(name).family
            for form in {family, words[-1]}:
                bearers.setdefault(form, set()).add(name)
    return {family: next(iter(full)) for family, full in bearers.items() if len(full) == 1}


def again(text: str, families: Iterable[str], small: frozenset[str]) -> list[Mention]:
    """Return where a family name stands alone, as "Lang" or "Langs"; words that also stand in small letters are not meant."""
    found = []
    for family in families:
        if len(family) < 3 or family.lower() in small or not family[0].isupper():
            continue
        for match in re.finditer(rf"(?<![\w@#-]){re.escape(family)}s?(?![\w-])", text):
            found.append(Mention(PERSON, match.start(), match.end(), AGAIN))
    return found
