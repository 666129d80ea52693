"""The names of a text: the sequence model, rules and the graph's own names together."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from ingest.documents import organisations, persons
from ingest.documents.functions import Function
from ingest.documents.gazetteer import Gazetteer
from ingest.documents.lexicon import is_function, word_list, word_set
from ingest.documents.mentions import ORGANISATION, PERSON, PLACE, Mention, add, between, stronger
from ingest.documents.model import shipped
from ingest.documents.pronouns import address, fits
from ingest.documents.surroundings import WordSurroundings, around
from ingest.documents.tokens import Sentence, tokens_of

Finder = Callable[[str, Sequence[Sentence], WordSurroundings], list[Mention]]

_BODY = re.compile(r"(?:Landkreis|Kreis|Stadt|Gemeinde|Landeshauptstadt|Samtgemeinde|Regionalverband|Region)\s")
_HOUSE = re.compile(
    r"(?:Fachhochschule|Hochschule|Universität|Technische[nr]? (?:Universität|Hochschule)|Akademie|Klinikum)\s[A-ZÄÖÜ]"
)
_HOUSE_BEHIND = re.compile(r"[ -](?:Institut|Akademie|Universität|Stiftung|Hochschule)(?![\w-])")
_SAINT = re.compile(r"(?:Sankt|St\.) (?:\w+ und )?$")
_BUILDING = re.compile(r"(?:[Mm]useum|haus|platz|straße|halle|saal|werk|park|markt|hof|center)$")
_SPEAKS = re.compile(rf"(?: ?\(|,|:| (?:{'|'.join(word_list('context', 'speech'))})\b)")
VOUCHED, VOUCHED_ALONE = (
    0.75,
    0.85,
)  # confidence from which on nothing else need say that a name, or one word, is a person's
DOUBTFUL = 0.55  # confidence below which a person without a given name is left out
FROM_GRAPH = 0.7  # confidence that the only bearer of a family name in the graph is meant


def recognise(
    text: str, sentences: Sequence[Sentence], gazetteer: Gazetteer, date: str = "", finder: Finder | None = None
) -> list[Mention]:
    """Return the persons, organisations and places of a text in order, each under its normal name."""
    tokens = tokens_of(text)
    document = around(tokens, _words(gazetteer.persons), _words(gazetteer.organisations))
    modelled = add((finder or shipped())(text, sentences, document), ())
    modelled = [m for m in modelled if m.sort != PERSON or _vouched(text, m)]
    modelled = stronger(modelled, persons.called_in_full(text))
    inside = ((s, between(modelled, s.start, s.end)) for s in sentences)
    mentions = _resorted(text, [m for s, found in inside for m in _with_rules(text, s, gazetteer, found)])
    mentions = add(persons.with_titles(text, persons.whole(text, mentions)), ())
    mentions = add(mentions, organisations.in_bracket(text, mentions))
    mentions = stronger(mentions, organisations.of_the_family(text, mentions))
    named = [_person(text, m) if m.sort == PERSON and not m.name else m for m in mentions]
    families = persons.full_names([m.name for m in named if m.sort == PERSON])
    named = [m for m in named if not (m.sort == PERSON and _only_genitive(m.name, families))]
    families = persons.full_names([m.name for m in named if m.sort == PERSON])
    named = add(named, persons.again(text, families, document.small))
    named = [_known_in_full(text, m, families, gazetteer) if m.sort == PERSON else m for m in named]
    named = add(named, organisations.again(text, named))
    return _organisations(text, [m for m in named if m.name or m.sort != PERSON], date)


def _known_in_full(text: str, mention: Mention, families: Mapping[str, str], gazetteer: Gazetteer) -> Mention:
    """Return a mention by the family name alone under the full name the text has; else that of the one person of the
    graph with that family name, where "Frau" or "Herr" says that a person is meant."""
    if full := families.get(mention.name):
        called = text[mention.start : mention.end].removesuffix("s")
        return replace(mention, name=full) if fits(text, mention, full) else replace(mention, name=called)
    if " " in mention.name or not address(text, mention):
        return mention
    known = gazetteer.of_family(mention.name)
    if known and fits(text, mention, known):
        return replace(mention, name=known, confidence=min(mention.confidence, FROM_GRAPH))
    return mention


def _with_rules(text: str, sentence: Sentence, gazetteer: Gazetteer, modelled: Sequence[Mention]) -> list[Mention]:
    """Return the mentions of the model, corrected by what rules know for sure and completed by what they guess."""
    ruled = organisations.organisations_in(text, sentence)
    legal = [m for m in ruled if m.confidence == organisations.LEGAL_RULE]
    speaking = [m for m in ruled if m.confidence == organisations.SPEAKING_RULE]
    certain = [m for m in ruled if m.confidence >= organisations.QUOTED_RULE]
    certain += _completed(text, legal, modelled, speaking) + persons.titled(text, sentence)
    guessed = [m for m in ruled if m.confidence < organisations.LEGAL_RULE]
    people = [*persons.with_given_name(text, sentence), *persons.beside_function(text, sentence)]
    guessed = [*(m for m in guessed if not _within(m, guessed)), *people]
    modelled = [m for m in modelled if (m.sort == PERSON and _has_given(text, m)) or not _within(m, guessed)]
    known = gazetteer.mentions(text, sentence.start, sentence.end)
    return add(stronger(stronger(modelled, certain), known), sorted(guessed, key=lambda m: -m.confidence))


def _only_genitive(name: str, families: Mapping[str, str]) -> bool:
    """Return whether a name is a family name in the genitive with what belongs to that person: "Kerns Rede"."""
    first, _, more = name.partition(" ")
    return bool(more) and not persons.is_given(first) and first.endswith("s") and first[:-1] in families


def _resorted(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """Return the mentions without doubtful persons, and with what follows "Name von" as an organisation."""
    found: list[Mention] = []
    for m in mentions:
        words = text[m.start : m.end].split()
        if m.sort == PERSON and not any(map(persons.is_given, words)):
            if (
                m.confidence < DOUBTFUL
                or _BUILDING.search(words[0])
                or _SAINT.search(text, max(0, m.start - 30), m.start)
            ):
                continue
            before = found[-1] if found else None
            if before and before.sort == PERSON and len(words) > 1 and text[before.end : m.start] in (" von ", " ("):
                m = replace(m, sort=ORGANISATION, confidence=min(m.confidence, 0.7))
        elif m.sort == PLACE and text[m.start].islower():
            continue  # "deutschen" is no place
        elif m.sort == PLACE and (_HOUSE.match(text, m.start) or _HOUSE_BEHIND.match(text, m.end)):
            behind = _HOUSE_BEHIND.match(text, m.end)
            end = behind.end() if behind else m.end
            m = replace(m, sort=ORGANISATION, end=end, confidence=min(m.confidence, 0.7))
        elif m.sort == PLACE and _BODY.match(text, m.start) and text[m.start - 1 : m.start] == "(":
            m = replace(m, sort=ORGANISATION, confidence=min(m.confidence, 0.7))
        found.append(m)
    return found


def _vouched(text: str, person: Mention) -> bool:
    """Return whether a name of two words begins with a frequent given name, or the model is sure of it, or something
    beside it says that it is a person's: a function, "Herr", a bracket, a comma, who speaks."""
    whole = " " in text[person.start : person.end]
    if (whole and _has_given(text, person)) or person.confidence >= (VOUCHED if whole else VOUCHED_ALONE):
        return True
    before = text[max(0, person.start - 30) : person.start].split()
    word = before[-1].strip(".,") if before else ""
    return is_function(word) or word in word_set("context", "honorifics") or bool(_SPEAKS.match(text, person.end))


def _within(mention: Mention, others: Sequence[Mention]) -> bool:
    """Return whether a mention is a part of the name of an organisation that rules see."""
    return any(
        m.sort == ORGANISATION
        and (m.start == mention.start or m.end == mention.end or (mention.sort == PLACE and m.start < mention.start))
        and mention.end <= m.end
        and (m.end - m.start > mention.end - mention.start or mention.sort != ORGANISATION)
        for m in others
    )


def _has_given(text: str, person: Mention) -> bool:
    return any(map(persons.is_given, text[person.start : person.end].split()))


def _completed(
    text: str, legal: Sequence[Mention], modelled: Sequence[Mention], speaking: Sequence[Mention]
) -> list[Mention]:
    """Return names with a legal form, beginning where the model, or a speaking name, has them begin."""
    found = []
    for mention in legal:
        beside = [m for m in (*modelled, *speaking) if m.sort == ORGANISATION and m.overlaps(mention)]
        start = min((m.start for m in beside), default=mention.start)
        start = min(start, mention.start)
        found.append(organisations.trimmed(text, start, mention.end, mention.confidence, organisations.MAKER))
    return found


def _person(text: str, mention: Mention) -> Mention:
    shown = text[mention.start : mention.end]
    return mention.named(persons.bare_name(shown))


def _organisations(text: str, mentions: Sequence[Mention], date: str) -> list[Mention]:
    """Return the mentions with organisations under their full name, where the text or the calendar tells it."""
    named = [m if m.sort == PERSON or m.name else m.named(_plain(text, m, date)) for m in mentions]
    aliases = organisations.aliases_in(text, named)
    return [m.named(aliases[m.name]) if m.sort == ORGANISATION and m.name in aliases else m for m in named if m.name]


def _plain(text: str, mention: Mention, date: str) -> str:
    shown = " ".join(text[mention.start : mention.end].split())
    return shown if mention.sort == PLACE else organisations.normal_name(shown, date)


def _words(names: object) -> frozenset[str]:
    return frozenset(word for name in (names if isinstance(names, dict) else ()) for word in str(name).split())


def with_guesses(
    text: str, sentence: Sentence, functions: Sequence[Function], mentions: Sequence[Mention], date: str
) -> list[Mention]:
    """Return the mentions of a sentence, with organisations that only a function before them gives away."""
    guessed = organisations.behind_function(text, [f.end for f in functions], sentence.end, mentions)
    return stronger(mentions, [m.named(_plain(text, m, date)) for m in guessed])
