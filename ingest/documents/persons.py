"""Persons by rule: titles, given names, and family names that come again."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from graph.names.person import parse_person
from ingest.documents.lexicon import given_names, is_function, known_organisations, places
from ingest.documents.lookup import NameIndex
from ingest.documents.mentions import PERSON, Mention
from ingest.documents.tokens import Sentence

_WORD = r"[A-ZÄÖÜÉÈÇŠŽĆČŁÓ][\w’']*(?:-[A-ZÄÖÜÉŠŽĆČŁÓ][\w’']*)*"
_PARTICLE = r"(?:(?:von(?:\sund\szu)?(?:\sde[rnm])?|van(?:\sde[rn]?)?|de(?:\sla)?|del|della|di|da|dos|zu|zur|ten|ter|al|el|bin|Graf|Gräfin|Freiherr|Freifrau|Prinz)\s)"
_PERSON_WORD = r"[A-ZÄÖÜŠŽĆČŁİ][^\W\d_A-ZÄÖÜ]+(?:-[A-ZÄÖÜ][^\W\d_A-ZÄÖÜ]+)?"
_SUBJECT = r"(?:h\.\s?c|rer|nat|pol|oec|med|jur|iur|phil|habil|mult|techn|agr|theol|publ|e\.\s?h)\."
TITLE = (
    r"(?:(?:(?:Prof|Dr|Dipl|Mag|Ing)\.|Prof|Dr|Professor(?:in)?|Dr\.?-Ing\.|Dipl\.?-[A-Z][a-z]+\.?|Priv\.-Doz\.)(?![\w])\s?"
    rf"(?:{_SUBJECT}\s?)*)+"
)
_TITLED = re.compile(
    rf"(?<![\w@#-])(?P<title>{TITLE})(?P<name>(?:(?:{_WORD}|(?:[A-ZÄÖÜ]\.[ -]?)+)\s{_PARTICLE}*){{0,3}}{_WORD})"
)
_NAME = re.compile(
    rf"(?<![\w@#.-])(?P<given>{_WORD})\s(?P<more>(?:(?:{_WORD}|(?:[A-ZÄÖÜ]\.[ -]?)+)\s)?){_PARTICLE}*(?P<family>{_WORD})"
)
_TWO_WORDS = rf"(?P<name>{_PERSON_WORD} {_PERSON_WORD})"
_BEHIND_FUNCTION = re.compile(rf"(?<![\w@#-])(?=(?P<function>{_WORD}) {_TWO_WORDS}(?:[ ,.;:)]|$))")
_BEFORE_FUNCTION = re.compile(rf"(?<![\w@#-]){_TWO_WORDS}, (?:[a-zäöü]+e[rn]? )?(?P<function>{_WORD})")
_ADDRESSED = re.compile(rf"(?<!\w)(?:Frau|Herrn?) (?P<name>{_PERSON_WORD}(?: {_PERSON_WORD})?)(?!\w)")
_WRITERS = (
    r"(?:Notiert|Aufgenommen|Verfasst|Erstellt|Geführt|Protokolliert)(?: von| durch)?|Verfasser(?:in)?|Gesprächsführung|Bearbeiter(?:in)?|"
    r"(?:Gesprächspartner|Teilnehmer)(?:in)? (?:der )?(?:Geschäfts|Service)stelle|Protokoll(?:ant|antin)?|Für das Protokoll|[Gg]ez\."
)
_OTHERS = r"Gesprächspartner(?:in)?|Anrufer(?:in)?|Teilnehmer(?:innen|in)?|Teilnehmende|Anwesend|Beteiligte|Entschuldigt|Ansprechpartner(?:in)?|Gegenüber"
_LABELLED = re.compile(
    rf"(?m)(?:^\s*|(?<=[.;] ))(?:{_WRITERS}|{_OTHERS})(?::|(?<=gez\.)|(?<= von)|(?<= durch))\s?(?:(?:Frau|Herrn?)\s)?(?:{TITLE})?{_TWO_WORDS}(?=[ ,.;:(]|$)"
)
LABELLED_WRITER = re.compile(rf"(?m)^\s*(?:(?:{_WRITERS}):?|(?:Von|Durch):)\s(?P<name>[^\n]+)")
_CALLED = re.compile(rf"(?<!\w)(?:Frau|Herrn?) (?:{TITLE})?(?P<family>{_PERSON_WORD})(?![\w-])")
_NO_GIVEN = re.compile(r"(?:ung|heit|keit|ei|schaft|haus|werke?|betrieb|familie|grüße|gruß)$", re.IGNORECASE)
_KIN = frozenset(
    "Frau Herr Herrn Firma Familie Ehepaar Eheleute Kollege Kollegen Kollegin Witwe Fall Ära Team Der Die Das Den Dem Und Mit Von Auch Für Bei Wie Als Da Doch Nach Dass Dr Prof Liebe Lieber".split()
)
_BEFORE = re.compile(rf"{TITLE}$")
_HYPHENED = re.compile(r"(?:-[A-ZÄÖÜ][^\W\d_]+)+(?!\w)")
_NOBLE_REST = re.compile(rf"(?:(?<= Graf)|(?<= Prinz)|(?<= Gräfin)|(?<= Freiherr)|(?<= Freifrau))\s(?:von|zu)\s{_WORD}")
_HYPHEN_BEFORE = re.compile(r"(?<![\w-])[A-ZÄÖÜ][^\W\d_]+-$")
_ORIGIN = re.compile(r"\s(?:von|zu|zur|de|da)\s")
_NOBLE = frozenset({"Graf", "Gräfin", "Freiherr", "Freifrau", "Prinz"})
_BREAK = "\n\r\t"
RULE, TITLED_RULE, BESIDE_RULE, AGAIN = 0.8, 0.93, 0.7, 0.85


def _without_origin(text: str) -> str:
    """Return a name up to a "von" that tells where somebody comes from: what is before it is a whole name already."""
    found = _ORIGIN.search(text)
    if found is None:
        return text
    before = re.sub(rf"^{TITLE}", "", text[: found.start()]).split()
    named = [word for word in before if not is_given(word) and not word.endswith(".") and word not in _NOBLE]
    return text[: found.start()] if named and len(before) > 1 else text


def titled(text: str, sentence: Sentence) -> list[Mention]:
    """Return persons that stand behind an academic title."""
    found = []
    for match in _TITLED.finditer(text, sentence.start, sentence.end):
        words = [word for word in re.split(r"\s", match["name"]) if word]
        if any(c in match["name"] for c in _BREAK) or is_function(words[0]):
            continue
        end = match.start() + len(_without_origin(match[0]))
        found.append(Mention(PERSON, match.start(), end, TITLED_RULE))
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
        found.append(Mention(PERSON, match.start(), match.start() + len(_without_origin(match[0])), RULE))
    return found


def beside_function(text: str, sentence: Sentence) -> list[Mention]:
    """Return persons whose name stands right beside a function: "Moderatorin Ylvi Kranz", "Ylvi Kranz, Leiterin"."""
    found = []
    for pattern in (_BEHIND_FUNCTION, _BEFORE_FUNCTION, _ADDRESSED, _LABELLED):
        for match in pattern.finditer(text, sentence.start, sentence.end):
            words = match["name"].split(" ")
            strange = any(word in places() or word in known_organisations() or is_function(word) for word in words)
            function = match.groupdict().get("function")
            if (function is None or is_function(function)) and not strange and not words[-1].isupper():
                found.append(Mention(PERSON, *match.span("name"), BESIDE_RULE))
    return found


def called_in_full(text: str) -> list[Mention]:
    """Return where somebody whom the text calls "Frau Kern" or "Herr Kern" is named in full: "Xyla Kern"."""
    called = {match["family"] for match in _CALLED.finditer(text)}
    if not called:
        return []
    families = "|".join(re.escape(name) for name in sorted(called, key=len, reverse=True))
    found = []
    for match in re.finditer(rf"(?<![\w@#-])(?P<given>{_PERSON_WORD}) (?:{families})(?![\w-])", text):
        given = match["given"]
        strange = given in _KIN or given in places() or given in known_organisations() or is_function(given)
        if not strange and not _NO_GIVEN.search(given) and given not in called:
            found.append(Mention(PERSON, *match.span(), RULE))
    return found


def is_given(word: str) -> bool:
    """Return whether a word is a given name, or several with hyphens.

    >>> is_given("Hans-Peter"), is_given("Industrie")
    (True, False)
    """
    names = given_names()
    return word in names or ("-" in word and all(part in names for part in word.split("-")))


def whole(text: str, mentions: Iterable[Mention]) -> list[Mention]:
    """Return the mentions, those of persons with the rest of a double name: "Klaus Altmann-Dangelat", "Frank-Michael Kiel"."""
    found = []
    for mention in mentions:
        if mention.sort == PERSON:
            behind = _HYPHENED.match(text, mention.end)
            if behind and " " in text[mention.start : mention.end] and not is_function(behind[0][1:]):
                mention = replace(mention, end=behind.end())
            noble = _NOBLE_REST.match(text, mention.end)
            if noble and len(text[mention.start : mention.end].split()) > 1:
                mention = replace(mention, end=noble.end())
            before = _HYPHEN_BEFORE.search(text, max(0, mention.start - 20), mention.start)
            if before and is_given(before[0][:-1]):
                mention = replace(mention, start=before.start())
        found.append(mention)
    return found


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


def title_of(shown: str) -> str:
    """Return the academic title of a name, "" where it has none.

    >>> title_of("Prof. Dr. Eva Kern"), title_of("Eva Kern")
    ('Prof. Dr.', '')
    """
    text = " ".join(shown.split()).strip(" ,;:-–")
    return parse_person(text.replace(",", " ")).title if text else ""


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


def again(text: str, families: Mapping[str, str], small: frozenset[str]) -> list[Mention]:
    """Return where a family name stands alone, as "Lang" or "Langs", under the full name.

    Words that also stand in small letters are not meant.
    """
    names = NameIndex(n for n in families if len(n) > 2 and n[0].isupper() and n.lower() not in small)
    return [Mention(PERSON, start, end, AGAIN, families[name]) for start, end, name in names.places(text, ending="s")]
