"""Names of one body of which one says more than the other: the same words in another order, words that add nothing,
a well-known abbreviation within, and the one word by which everybody knows a body."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import combinations, pairwise

from graph.matching.form import read_organisation
from graph.matching.lexicon import lexicon, stem, stems_of
from graph.matching.spelling import is_slip
from graph.model.fold import fold
from graph.names.legal_form import company_forms
from graph.names.organisation import OrganisationName, general_names, parse_organisation
from ingest.sources.lobbyregister.alike import outline
from ingest.sources.lobbyregister.signs import words

_TELLING = 4  # letters of a word that says which body is meant
_PREFIX = 8  # letters two words have in common that are forms of one: "Mittelstand", "mittelständisch"
_KNOWN, _MOSTLY = 20, 10  # times a body is said, and more often than its first word alone, to be known by that word
_LONG_WORD = 10
_MOST_NEAR = 12  # names with all but one word in common that are compared
_IN_BRACKETS = re.compile(r"[\w.]\s*\(([^\W\d_][\w-]{2,11}(?: e\. ?V\.)?)\)(?: e\. ?V\.?)?$")
_PARTS = (
    "ausschuss",
    "akademi",
    "stiftung",
    "verlag",
    "grupp",
    "krei",
    "klinik",
    "projekt",
)  # of a word that says: a part of it
_TYPES = ("verband", "verein", "vereinigung", "bund")  # at the end of a word that only says what a body is
_BELONGING = ("im", "des", "der", "vom", "von", "beim", "am", "in", "of", "for", "fuer", "zum", "zur")


@dataclass(frozen=True, slots=True)
class OutlineNames:
    """The names of one outline: how the most frequent one is taken apart, its stems, and how often all are said."""

    outline: str
    name: OrganisationName
    stems: tuple[str, ...]
    count: int

    @classmethod
    def of(cls, outline: str, name: OrganisationName, count: int) -> "OutlineNames":
        """Return the names of an outline; a country is the same in both languages, "LV" is a Landesverband."""
        known = words().same_word
        found = (stem for stem in read_organisation(name.core or name.name).stems)
        return cls(outline, name, tuple(dict.fromkeys(known.get(stem, stem) for stem in found)), count)

    @property
    def is_company(self) -> bool:
        """Return whether the name has a legal form that only companies have."""
        return self.name.legal_form in company_forms()

    @property
    def is_general(self) -> bool:
        """Return whether many bodies are called so, each with its place: "Industrie- und Handelskammer"."""
        return self.name.core in general_names()

    @property
    def telling(self) -> frozenset[str]:
        """Return the stems that say which body is meant."""
        known = lexicon()
        return frozenset(
            s for s in self.stems if len(s) >= _TELLING and s not in known.faint and s not in words().adding_nothing
        )


def same_words(said: Iterable[OutlineNames]) -> Iterator[tuple[str, str]]:
    """Yield outlines of the same words in another order: "SPD Wirtschaftsforum", "Wirtschaftsforum der SPD"."""
    first: dict[frozenset[str], str] = {}
    for one in said:
        if len(one.stems) > 1 and first.setdefault(frozenset(one.stems), one.outline) != one.outline:
            yield first[frozenset(one.stems)], one.outline


def explained(said: Iterable[OutlineNames], body: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield names that go on behind a dash or in a bracket to say what they are: "Pro Glas - Initiative für Glas".

    What stands before has to be a name of its own, and what follows no part or place. Behind an abbreviation
    nothing is explained any more: "Verband der Glaser (VdG) - Initiative Fenster" is an initiative.
    """
    for one in said:
        before, _, after = one.name.name.replace(" (", " - ").replace(" – ", " - ").partition(" - ")
        if not fold(before) or not fold(after) or one.is_company:
            continue
        name = parse_organisation(before)
        first = outline(name.core)
        if first in body and len(first) >= _LONG_WORD and not name.abbreviation and _explains(after):
            yield one.outline, first


def _explains(after: str) -> bool:
    """Return whether a text is more than one word and neither a part nor a place: "Bauernverband Weserbergland"."""
    known, stems = lexicon(), read_organisation(after).stems
    if after[0].islower() or len(stems) < 2 or any(s.endswith(_PARTS) for s in stems):
        return False
    said = parse_organisation(after).core.split()
    local = len(said) == 2 and stem(said[0]).endswith(_TYPES)
    return not local and (known.other_body | known.regions).isdisjoint(stems)


def in_brackets(texts: Iterable[tuple[str, str]], body: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the one body that has a word in brackets behind its name, and that word where it stands alone as well.

    `texts` are outlines, each with a name said under it. So abbreviations in small letters are learned.
    """
    meant: dict[str, set[str]] = defaultdict(set)
    for one, text in texts:
        if found := _IN_BRACKETS.search(text):
            short = outline(parse_organisation(found[1]).core)
            if short in body and not _is_place_or_kind(short, found[1]):
                meant[short].add(body[one])
    yield from ((short, next(iter(bodies))) for short, bodies in meant.items() if len(bodies) == 1)


def _is_place_or_kind(short: str, text: str) -> bool:
    known = lexicon()
    return short in known.regions | known.faint | words().adding_nothing or fold(text) in words().places


def misspelt(said: Iterable[OutlineNames]) -> Iterator[tuple[str, str]]:
    """Yield names of the same words but for a long one that is misspelt, and that nobody else writes so."""
    without: dict[frozenset[str], list[tuple[str, OutlineNames]]] = defaultdict(list)
    names = Counter[str]()
    for one in said:
        names.update(one.stems)
        for word in one.stems if len(one.stems) > 1 else ():
            if len(word) >= _LONG_WORD:
                without[frozenset(one.stems) - {word}].append((word, one))
    known = lexicon()
    for near in without.values():
        for (word, one), (other, theirs) in combinations(near[:_MOST_NEAR], 2):
            once = min(names[word], names[other]) == 1 and not {word, other} & (known.regions | known.other_body)
            if once and one.telling - {word} and is_slip(word, other):
                yield one.outline, theirs.outline


def with_words_that_add_nothing(said: Sequence[OutlineNames], body: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield a name and the only one that says the same with more words: "Mieterbund", "Deutscher Mieterbund".

    `body` is what each outline is brought together under so far. Two longer names of two bodies are no reason.
    """
    having: dict[str, list[OutlineNames]] = defaultdict(list)
    for one in said:
        for word in one.telling:
            having[word].append(one)
    for one in said:
        if not one.telling or one.is_company:
            continue
        rare = min(one.telling, key=lambda s: (len(having[s]), s))
        longer = [other for other in having[rare] if _only_adds(one, other)]
        bodies = {body[other.outline] for other in longer}
        if len(bodies) == 1:
            yield one.outline, longer[0].outline


def _only_adds(one: OutlineNames, other: OutlineNames) -> bool:
    forms = {one.name.legal_form, other.name.legal_form} - {""}
    if one.is_general or len(forms) > 1 or _governs(one, other):
        return False
    more = set(other.stems) - set(one.stems)
    if not more or not set(one.stems) < set(other.stems) or other.is_company:
        return False
    if not lexicon().regions.isdisjoint(one.stems):
        more.discard("landesverband")
    if any(word.endswith(_TYPES) for word in one.stems):
        added = {word for word in map(stem, other.name.core.split()) if word.endswith(_TYPES)}
        said = added - lexicon().other_body - words().adding_nothing - set(map(stem, one.name.core.split()))
        more -= {part for word in list(said)[:1] for part in stems_of(word)} if len(said) == 1 else set()
    return more <= words().adding_nothing


def with_known_short(
    said: Iterable[OutlineNames], meaning: Mapping[str, str], stems: Mapping[str, AbstractSet[str]]
) -> Iterator[tuple[str, str]]:
    """Yield the outline of a name, and that of the body whose abbreviation stands in it beside words of its name.

    "Der Mittelstand. BVMW" is the BVMW, "Mittelstandsallianz des BVMW" is not. `stems` are those of all names of
    a body.
    """
    for one in said:
        for meant, rest in () if one.is_company else _shorts_in(one.name.name, meaning):
            if meant != one.outline and _of_one_body(rest, stems[meant]):
                yield one.outline, meant


def _shorts_in(text: str, meaning: Mapping[str, str]) -> Iterator[tuple[str, list[str]]]:
    """Yield the body that each abbreviation in a text means, with the folded words around it."""
    pieces = text.replace("(", " ").replace(")", " ").split()
    for place, piece in enumerate(pieces):
        short = fold(piece).replace(" ", "")
        before = fold(pieces[place - 1]) if place else ""
        if short in meaning and sum(map(str.isupper, piece)) > 1 and before not in _BELONGING:
            yield meaning[short], fold(" ".join([*pieces[:place], *pieces[place + 1 :]])).split()


def _governs(one: OutlineNames, other: OutlineNames) -> bool:
    """Return whether the longer name is a body *of* what the shorter one says: "Verband der Kammern", "Kammern"."""
    more, fewer = other.name.core.split(), one.name.core.split()
    if more.count("und") != fewer.count("und"):
        return True
    added = set(more) - set(fewer)
    return any(a in added and stem(a) in words().adding_nothing and b in _BELONGING for a, b in pairwise(more))


def _of_one_body(rest: Sequence[str], meant: AbstractSet[str]) -> bool:
    """Return whether the words beside an abbreviation are words of what it means, or say nothing."""
    stems = OutlineNames.of("", OrganisationName("-", " ".join(rest)), 0).stems
    known = lexicon()
    if any(s in known.other_body or s in known.regions or s.isdigit() for s in set(stems) - meant):
        return False
    if any(s.endswith(_PARTS) and s not in meant for s in stems):
        return False
    left = [s for s in stems if s not in known.silent and s not in words().adding_nothing]
    alike = [s for s in left if any(_is_form(s, theirs) for theirs in meant)]
    return 2 * len(alike) >= len(left)


def _is_form(one: str, other: str) -> bool:
    return one == other or (min(len(one), len(other)) >= _PREFIX and one[:_PREFIX] == other[:_PREFIX])


def known_by_first_word(said: Sequence[OutlineNames], body: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield a name of one long word, and the only body that begins with it, where that is said much more often."""
    beginning: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    single: dict[str, list[OutlineNames]] = defaultdict(list)
    for one in said:
        told = [stem for stem in one.stems if stem not in words().adding_nothing]
        if len(told) == 1 and len(told[0]) >= _LONG_WORD and not one.is_company:
            single[told[0]].append(one)
        elif told and lexicon().other_body.isdisjoint(told[1:]) and lexicon().regions.isdisjoint(told):
            beginning[told[0]][body[one.outline]] += one.count
    for word, alone in single.items():
        often = sum(one.count for one in alone)
        bodies = beginning[word]
        if not bodies:
            continue
        best = max(bodies, key=lambda b: (bodies[b], b))
        others = sum(bodies.values()) - bodies[best]
        if bodies[best] >= max(_KNOWN, _MOSTLY * often, _MOSTLY * others):
            yield from ((one.outline, best) for one in alone)
