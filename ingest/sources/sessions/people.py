"""The people in a cell of a programme: "Dr. Anna Weiß (BDI), Max Muster, Vorstand der IG Metall; N. N."."""

import re
from dataclasses import dataclass, replace

from graph.model.fold import fold, visible
from graph.model.schema import load
from graph.names.organisation import parse_organisation
from graph.names.stand_ins import is_no_organisation
from graph.names.titles import is_party, is_title, strip_titles, words_of
from ingest.documents.lexicon import places
from ingest.tables.names import is_nobody
from ingest.tables.several import is_office

_OUTSIDE = r"(?![^()]*\))"  # not within brackets
_STRONG = re.compile(rf"(?:;|\n|\s\|\s|\s?•\s){_OUTSIDE}")
_WEAK = re.compile(rf"(?:,|\s/\s|\s&\s|\s(?:und|and|sowie)\s){_OUTSIDE}")
_BRACKET = re.compile(r"\s*\(([^()]*)\)\s*")
_ROLE = re.compile(r"^\s*([^\W\d_][\w/*: -]{2,30}?)\s*:\s+")
_OFFICE_AT = re.compile(r"^(.+?)\s+(?:bei der|beim|bei|der|des|im|am|of the|of|at the|at)\s+(.+)$")
# "Ministerium für Wirtschaft und Strukturwandel Lausitz": what a house is for does not end at "und".
_FIELDS = re.compile(
    r"\bfür\s+\w+(?:,\s\w+)*\s+und\s+(?=\w*(?i:ung|heit|keit|schaft|wandel|tion|schutz|bau|recht|handel|wesen|arbeit|"
    r"kultur|verkehr|energie|industrie|umwelt|klima|technik|digitales|soziales|inneres|jugend|familie|frauen|sport)\b)"
)
_COMMA, _AND = "\ue000", "\ue001"
_WORD = re.compile(r"[^\W\d_][\w'’.-]*")


@dataclass(frozen=True, slots=True)
class OnStage:
    """A person as a programme names them; organisation, function and role are "" where it is silent."""

    name: str
    organisation: str = ""
    function: str = ""
    role: str = ""


def people_in(text: str) -> list[OnStage]:
    """Return the people a cell names, in its order.

    >>> people_in("Dr. Anna Weiß (BDI), Max Muster (IG Metall)")[1]
    OnStage(name='Max Muster', organisation='IG Metall', function='', role='')
    >>> people_in("Moderation: Bo Lang, Referent, Stadtwerke Nord")
    [OnStage(name='Bo Lang', organisation='Stadtwerke Nord', function='Referent', role='moderator')]
    """
    found: list[OnStage] = []
    for raw in _STRONG.split(text):
        part, role = _take_role(visible(raw))
        if fold(part):
            found.extend(replace(person, role=person.role or role) for person in _part(part))
    return found


def _part(text: str) -> list[OnStage]:
    """Return the people between two semicolons or line breaks: pieces that are no name belong to the one before."""
    kept = _FIELDS.sub(lambda found: re.sub(r"\s+und\s+", _AND, found[0]).replace(",", _COMMA), text)
    pieces = [part.replace(_AND, " und ").replace(_COMMA, ",") for part in _WEAK.split(kept) if fold(part)]
    if len(pieces) == 2 and _is_reversed(pieces):
        return [_with_bracket(text)]
    found: list[OnStage] = []
    for piece in map(str.strip, pieces):
        bare = _BRACKET.sub(" ", piece).strip()
        if found and _adds_nothing(piece, bare):
            continue
        if not found or _is_person(bare):
            if not is_nobody(_BRACKET.sub(" ", piece)):
                found.append(_with_bracket(piece))
        else:
            found[-1] = _add(found[-1], piece)
    return found


def _adds_nothing(piece: str, bare: str) -> bool:
    """Return whether what stands behind a name is a degree, a party or the place somebody is from."""
    return (
        is_title(piece)
        or is_title(bare)
        or is_party(bare)
        or bare in places()
        or (is_no_organisation(bare) and not is_office(bare))
    )


def _is_reversed(pieces: list[str]) -> bool:
    """Return whether two pieces are one name, as "Weiß, Anna" is."""
    family, bare = strip_titles(words_of(pieces[0])).words, _BRACKET.sub(" ", pieces[1]).strip()
    given = strip_titles(words_of(bare)).words
    single = len(family) == 1 and 0 < len(given) <= 2 and all(map(_WORD.fullmatch, given))
    return single and not parse_organisation(bare).kind and not bare.isupper()


def _is_person(text: str) -> bool:
    words = strip_titles(words_of(text)).words
    if not 2 <= len(words) <= 5 or not all(map(_WORD.fullmatch, words)) or not words[-1][:1].isupper():
        return False
    name = parse_organisation(text)
    shouted = any(word.isupper() and len(word) > 1 for word in words)
    return not (name.kind or name.legal_form or is_office(text) or shouted)


def _with_bracket(text: str) -> OnStage:
    bare = " ".join(_BRACKET.sub(" ", text).split())
    person = OnStage(bare)
    for bracket in _BRACKET.findall(text):
        for piece in bracket.split(","):
            if not _adds_nothing(piece.strip(), piece.strip()):
                person = _add(person, piece.strip())
    return person


def _add(person: OnStage, text: str) -> OnStage:
    """Return a person with what stands beside the name: a role, a function, an organisation."""
    if not fold(text):
        return person
    role = load().relationships["TOOK_PART_IN"].find_role(text)
    if role and (role == "moderator" or not is_office(text)):
        return replace(person, role=role)
    if is_office(text):
        at = _OFFICE_AT.match(text)
        if at and not person.organisation and parse_organisation(at[2]).kind:
            return replace(person, function=_joined(person.function, at[1]), organisation=at[2])
        return replace(person, function=_joined(person.function, text))
    return replace(person, organisation=", ".join(filter(None, (person.organisation, text))))


def _joined(*parts: str) -> str:
    return ", ".join(filter(None, parts))


def _take_role(text: str) -> tuple[str, str]:
    found = _ROLE.match(text)
    role = load().relationships["TOOK_PART_IN"].find_role(found[1]) if found else None
    return (text[found.end() :], role) if found and role else (text, "")
