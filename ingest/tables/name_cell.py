"""A cell of names: one person or several, an organisation in their place, and what stands beside a name."""

import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files

from graph.model.fold import fold, visible
from graph.model.schema import load
from graph.names.order import is_particle
from graph.names.organisation import parse_organisation
from graph.names.titles import strip_titles, words_of
from graph.packaged import read_yaml
from ingest.documents.lexicon import given_names, known_organisations, places
from ingest.tables.attendance import missed
from ingest.tables.display import is_organisation
from ingest.tables.several import is_office

_BRACKET = re.compile(r"\s*[(\[{]([^()\[\]{}]*)[)\]}]\s*")
_MAIL = re.compile(r"[<(\[]?(?:mailto:)?[^\s<>()\[\],;|]+@[^\s<>()\[\],;|]+\.[^\s<>()\[\],;|]+[>)\]]?")
_PHONE = re.compile(
    r"(?i)[\s,;|]*(?:(?:tel|telefon|fon|phone|mobil|handy|fax|t|m)\b\.?:?\s*\+?[\d\s()/.-]{5,}|(?:\+|\b0)\d[\d\s()/-]{5,}\d)\s*$"
)
_BEFORE = re.compile(r"^\s*([^\W\d_][^:–|,;()]{2,40}?)\s*(?::|\s[-–—]\s)\s*(?=\S)")
_BEHIND = re.compile(r"(?:\s+[-–—|:*]\s*|\s*/\s*|\s*[,;*|]\s*|\s*[–—:]\s*|\s*\n\s*)([^,;\n|–—]+?)\s*$")
_LAST_WORDS = re.compile(r"\s((?:[a-zäöüß][\w-]*\s+){0,2}(?:[a-zäöüß][\w-]*|No-?[Ss]how))\s*$")
_INSTEAD = re.compile(
    r"(?i)[\s,;(]+(?:für|in vertretung(?: von| für)?|i\. ?v\.(?: von| für)?|statt|anstelle(?: von)?|"
    r"vertritt|als vertretung|vertretung für|on behalf of|for)\s+(?=\S)"
)
_SIDES = re.compile(r"\s+[-–—]\s+|\s+/\s+|\s*\|\s*|\s*｜\s*|\s+@\s*|\s*@\s+|\s*_\s*|:\s+")
_WITHOUT_COMMA = re.compile(r"\s*;\s*|\s*\|\s*|\s*\n\s*|\s+(?:und|and|sowie|u\.|&|\+)\s+|\s+/\s+|(?<=\w{3})/(?=\w{3})")
_AND = re.compile(r"\s+(?:und|and|u\.|&|\+)\s+")
_HYPHEN = re.compile(r"(?<=\w)\s+-\s*(?=[A-ZÄÖÜ])|(?<=\w)-\s+(?=[A-ZÄÖÜ])")
_NAME_WORD = re.compile(r"[^\W\d_][\w'’.-]*")
_MOST_NAMES = 6


@dataclass(frozen=True, slots=True)
class NameCell:
    """What a cell says: the text of each name, and what stands beside them; `is_organisation` where it names one.

    `reason` is the message that says why nobody is meant, "" where somebody is.
    """

    names: tuple[str, ...] = ()
    organisation: str = ""
    function: str = ""
    role: str = ""
    missed: bool = False
    is_organisation: bool = False
    reason: str = ""


@cache
def _lists() -> dict[str, frozenset[str]]:
    text = files(__package__).joinpath("name_cell.yaml").read_text(encoding="utf-8")
    lists: dict[str, list[str]] = read_yaml(text)
    return {name: frozenset(fold(str(word)) for word in words) for name, words in lists.items()}


@lru_cache(maxsize=4096)
def read_name_cell(raw: str, *, alone: bool) -> NameCell:
    r"""Return what a cell of names says; `alone` where no other column names an organisation.

    >>> read_name_cell("Bert Bauer - abgesagt", alone=False).missed
    True
    >>> read_name_cell("Anna und Bert Huber", alone=False).names
    ('Anna Huber', 'Bert Huber')
    >>> read_name_cell("Dr. Clara Cremer\nGeschäftsführerin", alone=False).function
    'Geschäftsführerin'
    """
    text = _PHONE.sub("", _MAIL.sub(" ", raw)).strip(" ,;|-–/\n\t")
    if not fold(text):
        return NameCell((raw.strip(),) if fold(raw) and not _MAIL.search(raw) else ())
    text, found = _take_remarks(text)
    if reason := _no_person(text):
        return replace(found, names=(visible(text),), reason=reason)
    text, found = _take_sides(text, found, alone=alone)
    people = _people(text)
    if len(people) > 1:
        return replace(found, names=people)
    bare = visible(text)
    if looks_like(bare) == "organisation":
        return replace(found, names=(bare,), is_organisation=True)
    return replace(found, names=(_joined(bare),))


def take_missed(text: str) -> tuple[str, bool]:
    """Return a part of a name without a remark on who did not come, and whether there was one.

    >>> take_missed("Cramer, entschuldigt"), take_missed("Lang (abgesagt)"), take_missed("Lang")
    (('Cramer', True), ('Lang', True), ('Lang', False))
    """
    bare, found = (text, NameCell()) if text.isalpha() or not text else _take_remarks(text)
    return (bare, True) if found.missed else (text, False)


def _take_remarks(text: str) -> tuple[str, NameCell]:
    """Return a text without remarks about who came and in which role, before and behind a name."""
    found = NameCell()
    for bracket in _BRACKET.finditer(text):
        if remark := _remark(bracket[1], found):
            text, found = text.replace(bracket[0], " ", 1), remark
    if (before := _BEFORE.match(text)) and (remark := _remark(before[1], found)):
        text, found = text[before.end() :], remark
    first, _, rest = text.strip().partition(" ")
    if rest and (first[:1].islower() or first.isupper()) and missed(first):
        text, found = rest, replace(found, missed=True)
    while (behind := _BEHIND.search(text)) and fold(text[: behind.start()]) and (remark := _remark(behind[1], found)):
        text, found = text[: behind.start()], remark
    for start in range(3) if (last := _LAST_WORDS.search(text)) else ():
        words = last[1].split()[start:] if last else []
        if words and missed(" ".join(words)) and fold(text.rpartition(words[0])[0]):
            text, found = text.rpartition(" ".join(words))[0], replace(found, missed=True)
            break
    if (instead := _INSTEAD.search(text)) and looks_like(visible(text[: instead.start()])) == "person":
        text = text[: instead.start()]
    return text.strip(" ,;|-–/:\n"), found


def _remark(text: str, found: NameCell) -> NameCell | None:
    """Return what is known with a remark, None where it is none."""
    if missed(text):
        return replace(found, missed=True)
    role = _role(text)
    return replace(found, role=found.role or role) if role else None


def _role(text: str) -> str:
    """Return the role a word names that can be nothing else: "Moderation", but not "Referentin" or "Gast"."""
    role = load().relationships["TOOK_PART_IN"].find_role(text) if fold(text) else None
    return role if role in ("moderator", "panellist", "speaker") and not is_office(text) else ""


def names_no_one(text: str) -> bool:
    """Return whether a text is a heading, a room or a list of people, and no name.

    >>> names_no_one("Verteiler Nord"), names_no_one("Raum 2"), names_no_one("Anna Lang")
    (True, True, False)
    """
    return bool(_no_person(text))


def _no_person(text: str) -> str:
    """Return the message that says why a text names neither a person nor an organisation, "" where it may."""
    words = fold(text)
    lists = _lists()
    if text.rstrip().endswith(":") or words in lists["headings"]:
        return "note_heading" if words.removesuffix(" ") in lists["headings"] or text.rstrip().endswith(":") else ""
    if any(words.startswith(f"{group} ") for group in lists["groups"]) and "," not in text and not _has_given(text):
        return "note_heading"
    room = next((room for room in lists["rooms"] if words == room or words.startswith(f"{room} ")), "")
    if room and "," not in text and len(words.split()) <= 4:
        return "note_device"
    if any(words.startswith(f"{couple} ") for couple in lists["couples"]):
        bare = _without_couple(words)
        return "note_couple" if len(bare.split()) < 2 else ""
    return ""


def _without_couple(text: str) -> str:
    for couple in sorted(_lists()["couples"], key=len, reverse=True):
        if fold(text).startswith(f"{couple} "):
            return " ".join(text.split()[len(couple.split()) :])
    return text


def _take_sides(text: str, found: NameCell, *, alone: bool) -> tuple[str, NameCell]:
    """Return a name without the organisation and the function that stand beside it, on either side."""
    lines = [visible(line).strip(" ,;") for line in text.splitlines() if fold(line)]
    if len(lines) > 1 and any(looks_like(line) in ("person", "name") for line in lines):
        kept: list[str] = []
        for line in lines:
            kind = looks_like(line)
            if kept and kind == "function" and not found.function:
                found = replace(found, function=line)
            elif kind == "organisation" and not found.organisation:
                found = replace(found, organisation=line)
            else:
                kept.append(line)
        text = "\n".join(kept)
    sides = [side.strip(" ,;") for side in _SIDES.split(text)]
    if len(sides) == 2 and all(map(fold, sides)) and "\n" not in text:
        text, found = _of_two(text, sides, found, alone=alone)
    if "," in text and "\n" not in text:
        text, found = _behind_comma(text, found)
    return text, found


def _of_two(text: str, sides: list[str], found: NameCell, *, alone: bool) -> tuple[str, NameCell]:
    """Return which of two sides is the person, and what the other one is."""
    kinds = [looks_like(side) for side in sides]
    mark = _SIDES.search(text)
    firm = mark is not None and ("|" in mark[0] or "@" in mark[0])
    if "_" in text and kinds == ["", ""]:
        return " ".join(sides), found  # "Anna_Lang"
    for one, other in ((0, 1), (1, 0)):
        if kinds[one] not in ("person", "name") or (one and kinds[one] != "person"):
            continue
        if kinds[other] == "function":
            return sides[one], replace(found, function=found.function or sides[other])
        several = len(fold(sides[other]).split()) > 1  # "Anna Meier - Lang" is one name
        hyphen = mark is not None and mark[0].strip() in ("-", "–")
        unsure = kinds[other] in ("", "name") and (firm or (alone and (several or not hyphen)))
        if kinds[other] == "organisation" or (unsure and is_organisation(sides[other], sides[one], lone=True)):
            return sides[one], replace(found, organisation=found.organisation or sides[other])
        if firm and kinds[other] in ("", "name"):
            return sides[one], found
    return text, found


def _behind_comma(text: str, found: NameCell) -> tuple[str, NameCell]:
    """Return a name without what stands behind it after commas: "Anna Lang, Leiterin, IHK Nord"."""
    first, *rest = (part.strip() for part in text.split(","))
    if looks_like(first) == "organisation" and len(rest) == 1 and looks_like(rest[0]) == "person":
        return rest[0], replace(found, organisation=found.organisation or first)
    kept = [first]
    for part in rest:
        kind = looks_like(part)
        if kind == "function" and not found.function and (len(kept) > 1 or len(_words(first)) > 1):
            found = replace(found, function=part)
        elif kind == "organisation" and not found.organisation and (len(kept) > 1 or len(_words(first)) > 1):
            found = replace(found, organisation=part)
        elif part in places() and looks_like(first) == "person" and len(_words(first)) > 1 and not _has_given(part):
            continue  # where somebody is from
        else:
            kept.append(part)
    return ", ".join(kept), found


def _people(text: str) -> tuple[str, ...]:
    """Return the names in a cell; one where it names one person."""
    bare = _without_couple(visible(text)) if "\n" not in text else text
    commas = [part.strip() for part in bare.split(",") if fold(part)]
    if 1 < len(commas) <= _MOST_NAMES and "\n" not in bare:
        split = [part for piece in commas for part in _AND.split(piece)]
        if all(map(_is_one_in_full, split)) or all(map(_is_addressed, split)):
            return tuple(split)
    parts = [part.strip(" ,;") for part in _WITHOUT_COMMA.split(bare) if fold(part)]
    if not 1 < len(parts) <= _MOST_NAMES:
        return (text,)
    if all(map(_is_one, parts)) or (
        any(map(_is_one, parts)) and all(looks_like(p) in ("person", "name") for p in parts)
    ):
        return tuple(map(visible, parts))
    share = _AND.search(bare) and _is_one(parts[-1]) and "," not in bare
    if share and all(len(_words(part)) == 1 and _has_given(part) for part in parts[:-1]):
        return (*(f"{name} {_family_of(parts[-1])}" for name in parts[:-1]), parts[-1])
    return (text,)


def people_in_columns(given: str, family: str) -> list[tuple[str, str]]:
    """Return given and family name of each of several people in two columns, the two as they are for one.

    >>> people_in_columns("Anna und Bert", "Huber"), people_in_columns("Anna / Bert", "Auer / Bauer")
    ([('Anna', 'Huber'), ('Bert', 'Huber')], [('Anna', 'Auer'), ('Bert', 'Bauer')])
    """
    names, families = (
        [part.strip(" ,;") for part in _WITHOUT_COMMA.split(text) if fold(part)] for text in (given, family)
    )
    if len(names) < 2 or len(names) > _MOST_NAMES or not all(map(_has_given, names)):
        return [(given, family)]
    if len(families) == len(names):
        return list(zip(names, families, strict=True))
    return [(name, family) for name in names] if len(families) == 1 else [(given, family)]


def _family_of(name: str) -> str:
    words = _words(name)
    start = next((i for i, word in enumerate(words) if i and is_particle(word)), len(words) - 1)
    return " ".join(words[start:])


def _is_one_in_full(text: str) -> bool:
    """Return whether a part between commas is a whole name: two words at least, one of them a frequent given name."""
    words = _words(text)
    if len(words) < 2 or looks_like(text) not in ("person", "name"):
        return False
    return _has_given(text) or (len(words) == 2 and words[1].title() in given_names())


def _is_addressed(text: str) -> bool:
    words = text.split()
    return len(words) > 1 and fold(words[0]) in ("herr", "herrn", "frau", "mr", "mrs", "ms") and _is_one(text)


def _is_one(text: str) -> bool:
    """Return whether a text is the whole name of one person."""
    if "," in text:
        family, _, given = text.partition(",")
        return len(_words(given)) in (1, 2) and _has_given(given) and looks_like(family) != "organisation"
    return looks_like(text) == "person"


def _joined(name: str) -> str:
    """Return a double name whose hyphen has blanks around it as one: "Anna Meier - Lang"."""
    return _HYPHEN.sub("-", name) if len(name.split()) > 2 else name


def _words(text: str) -> list[str]:
    return strip_titles(words_of(_BRACKET.sub(" ", text).replace(",", " "))).words


def _has_given(text: str) -> bool:
    words = _words(text)
    return bool(words) and any(part.title() in given_names() for part in words[0].split("-"))


@lru_cache(maxsize=20_000)
def looks_like(text: str) -> str:
    """Return "person", "organisation", "function", or "name" for what has only the shape of a name, "" for neither.

    >>> [looks_like(t) for t in ("Anna Auer", "IHK Musterau", "Geschäftsführerin", "Xyla Kammer", "Werk Nord GmbH")]
    ['person', 'organisation', 'function', 'name', 'organisation']
    """
    if not fold(text) or "@" in text:
        return ""
    all_words = words_of(text.replace(",", " "))
    words = _words(text)
    parsed = parse_organisation(text)
    shaped = 2 <= len(words) <= 5 and all(map(_NAME_WORD.fullmatch, words)) and words[-1][:1].isalpha()
    given = _has_given(text) or ("," in text and _has_given(text.partition(",")[2]))
    if parsed.legal_form and not (given and shaped and len(words) == 2):
        return "organisation"
    if is_office(text) and not (given and shaped):
        return "function"
    titled = len(words) < len([word for word in all_words if word[0] != "("])
    capital = all(word[:1].isupper() or is_particle(word) for word in words)
    if shaped and capital and (given or (titled and not parsed.kind)):
        return "person"
    if parsed.kind or text in known_organisations():
        last = fold(words[-1]) if words else ""
        surname = len(words) == 2 and last in _lists()["family_names_too"] and not parse_organisation(words[0]).kind
        return "name" if surname and capital else "organisation"
    if titled and len(words) == 1 and capital:
        return "person"
    return "name" if shaped and capital else ""


@cache
def _types() -> tuple[frozenset[str], frozenset[str]]:
    return _lists()["organisation_types"], _lists()["household_types"]


def type_of_contact(text: str) -> str:
    """Return what a column with the type of a contact says: "organisation", "other" for a household, "" for a person.

    >>> type_of_contact("Organisation"), type_of_contact("Haushalt"), type_of_contact("Einzelperson")
    ('organisation', 'other', '')
    """
    organisations, others = _types()
    return "organisation" if fold(text) in organisations else "other" if fold(text) in others else ""
