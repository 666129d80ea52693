"""The name of a person out of the cells of a row."""

import re
from dataclasses import replace

from graph.model.fold import fold
from graph.names.order import is_particle
from graph.names.person import PersonName, parse_person, person_from_parts
from graph.names.stand_ins import is_nobody as stands_for_nobody
from graph.names.titles import strip_titles, words_of
from ingest.tables.header import meanings

# Stand in a column of names and name nobody: salutations, offices, what forms fill in by themselves.
_SALUTATIONS = frozenset({"herr", "herrn", "frau", "fr", "hr", "mr", "mrs", "ms", "divers", "herr frau", "frau herr"})
_NO_PERSON = _SALUTATIONS | {
    *("sekretariat", "empfang", "vorzimmer", "zentrale", "geschaeftsstelle", "geschaeftsfuehrung", "poststelle"),
    *("assistenz", "verwaltung", "buero", "team", "info", "kontakt", "office", "reception", "secretariat", "admin"),
    *("info requested", "information requested", "begleitperson", "begleitung", "vertretung", "vertreter"),
    *("vertreterin", "weitere person", "plus one", "guest", "gaeste", "test", "unknown", "keine angabe", "anonym"),
    *("anonymous", "privat", "benutzer", "user", "gastbenutzer", "guest user", "zoom user", "anonymer benutzer"),
    *("anonymous user", "unbekannter benutzer", "unknown user", "moderation", "protokoll", "technik"),
}
_ALSO_NAMES = {"place", "land"}  # there are people called Ort and Land
_MACHINE = (
    r"(?:iphone|ipad|ipod|macbook|imac|galaxy|samsung|huawei|xiaomi|redmi|oneplus|chromebook|android|smartphone|"
    r"thinkpad|polycom)"
)
_ROOM = (
    r"(?:konferenz|besprechungs|seminar|sitzungs|meeting|schulungs|video)(?:raum|saal|zimmer)|(?:sitzungs|gross)saal|"
    r"(?:conference|meeting|teams|zoom|board) ?room"
)
_DEVICE = re.compile(
    rf"(?:{_MACHINE}\b.*|.*\b{_MACHINE}s?|(?:{_ROOM})\b.*|(?:raum|saal|room) (?:\S*\d\S*|[a-z])|"
    r"(?:handy|telefon|laptop|notebook|tablet|pc|phone|surface|pixel) (?:von|of|\S*\d).*|"
    r".* (?:laptop|notebook|tablet|smartphone|pc)|.*s (?:handy|phone)|(?:desktop|laptop|pc|win) [a-z0-9]*\d[a-z0-9]*)"
)
_TELEPHONE = re.compile(r"(?=[+0]|.*\*)\+?[\d\s*()/.-]{5,}(?:\([^\d()]*\))?")
_CALLER = re.compile(
    r"(?:(?:telefon|phone|einwahl|call ?in|dial ?in) ?(?:teilnehm\w*|nutzer\w*|gast|user|participant|guest|caller)|"
    r"anrufer(?:in)?|caller)(?: ?\d+)?"
)
_NOT_IN_NAMES = re.compile(r"[\d@]|\w:|://")
_MOST_WORDS = 10


def is_nobody(*texts: str) -> bool:
    """Return whether the cells name no one: blank, or "N. N." and the like.

    >>> is_nobody("N.", "N."), is_nobody("", "Lang")
    (True, False)
    """
    folded = fold(" ".join(texts))
    first, _, rest = folded.partition(" ")
    return not folded or stands_for_nobody(folded) or (first in _SALUTATIONS and stands_for_nobody(rest))


def is_no_person(*texts: str) -> bool:
    """Return whether the cells hold no name but a salutation, a column title or a word like "Sekretariat" alone.

    >>> is_no_person("Frau"), is_no_person("", "Vorname"), is_no_person("Anna", "Land"), is_no_person("Frau Lang")
    (True, True, False, False)
    """
    words = [word for text in texts if (word := fold(text))]
    return bool(words) and all(map(_is_function, words))


def is_device(text: str) -> bool:
    """Return whether a text is the name of a device or a room, or a telephone, as video conferences list them.

    >>> is_device("iPhone von Mareike"), is_device("Konferenzraum 2"), is_device("Anna Handy")
    (True, True, False)
    >>> is_device("+49 30 *****77"), is_device("Telefonteilnehmer 3"), is_device("12345")
    (True, True, False)
    """
    words = fold(text)
    return bool(_DEVICE.fullmatch(words) or _CALLER.fullmatch(words) or _TELEPHONE.fullmatch(text))


def _is_function(word: str) -> bool:
    return word in _NO_PERSON or meanings().get(word, "place") not in _ALSO_NAMES


def read_name(
    given: str, family: str, whole: str, title: str, salutation: str, *, family_first: bool = False
) -> PersonName:
    """Return the name that the cells of a row give, either in parts or as a whole.

    With `family_first` the column says that "Lang Anna" is Anna Lang.

    Raises:
        ValueError: the text is no name of a person.
    """
    text = f"{given} {family}" if family else whole
    if _NOT_IN_NAMES.search(text) or len(text.split()) > _MOST_WORDS:
        raise ValueError("not a name")
    if family:
        return person_from_parts(given, family, title, salutation)
    parsed = parse_person(whole)
    title, salutation = title or parsed.title, salutation or parsed.salutation
    if family_first and "," not in whole:
        parsed = parse_person(_with_comma(whole))
    name = person_from_parts(parsed.given, parsed.family, title, salutation)
    return replace(name, generation=name.generation or parsed.generation, former=name.former or parsed.former)


def _with_comma(name: str) -> str:
    """Return a name that is written with the family name first as "Lang, Anna", titles left out.

    >>> _with_comma("von der Heide Karl")
    'von der Heide, Karl'
    """
    words = strip_titles(words_of(name)).words
    end = next((i for i, word in enumerate(words) if not is_particle(word)), len(words)) + 1
    return f"{' '.join(words[:end])}, {' '.join(words[end:])}" if end < len(words) else name
