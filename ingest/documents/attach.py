"""Who holds which function where: patterns over a sentence in which names and functions are put down as signs."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.documents.functions import LETTERS, Function, Held, singular
from ingest.documents.mentions import PERSON, Mention
from ingest.documents.tokens import Sentence

P, O, F, L = r"⟦P\d+⟧", r"⟦O\d+⟧", r"⟦F\d+⟧", r"⟦L\d+⟧"
_HERR = r"(?:(?:Herrn?|Frau) )?"
_ONE = rf"{_HERR}{P}(?: ?\((?:{O}|{L}|[^()⟦⟧]{{1,30}})\))?"
_MANY = rf"{_ONE}(?:(?:, | und | sowie |, sowie | & ){_ONE})*"
_ART = r"(?:(?:der|die|das|den|dem|des|ein|eine|einer|seine?|ihre?|unsere?|sein|dessen|deren|heutiger?|neue[rn]?|langjährige[rn]?|seit \d{4}) ){0,2}"
_SMALL = r"(?:der|des|die|den|dem|das|bei|beim|im|in|von|vom|für|an|am|aus|zum|und|Firma|Unternehmens|gleichnamigen|regionalen|deutschen|hiesigen|dortigen|am Standort)"
_LINK = rf"(?: {_SMALL}){{0,3}} |, | – "
_CHAIN = rf"{F}(?:(?:{_LINK})(?:{O}|{L}))?(?:(?:,| und| sowie|, zugleich) {_ART}{F}(?:(?:{_LINK})(?:{O}|{L}))?)*"
_PATTERNS = tuple(
    (re.compile(pattern), sure)
    for pattern, sure in (
        (rf"(?P<ps>{_MANY})(?:,| –| -|:| \|) {_ART}(?P<fs>{_CHAIN})", 0.9),
        (rf"(?P<ps>{_MANY})(?:,? beide|,? jeweils) (?P<fs>{_CHAIN})", 0.8),
        (rf"(?P<fs>{_CHAIN}),? {_HERR}(?P<ps>{_MANY})", 0.88),
        (rf"(?P<ps>{P}) ?\((?:(?P<fs>{_CHAIN})|(?P<o>{O}), (?P<fs2>{F}))\)", 0.9),
        (
            rf"(?P<ps>{P})(?: [a-zäöüß]+){{0,4}}? (?:ist|wird|wurde|war|bleibt|als|zum|zur|sei|fungiert als|arbeitet als) (?:[a-zäöüß]+ ){{0,3}}?(?P<fs>{_CHAIN})",
            0.75,
        ),
        (rf"(?:[Zz]um|[Zz]ur|[Aa]ls) (?:[a-zäöüß]+ )?(?P<fs>{_CHAIN}) (?:[a-zäöüß]+ ){{1,4}}(?P<ps>{P})", 0.75),
        (rf"(?P<fs>{_CHAIN}) (?:ist|war|wird|wurde|bleibt|heißt) (?:[a-zäöüß]+ ){{0,2}}(?P<ps>{P})", 0.8),
        (rf"(?P<fs>{_CHAIN}): (?P<ps>{P})", 0.8),
    )
)
_BELONGS = tuple(
    (re.compile(pattern), sure)
    for pattern, sure in (
        (rf"(?P<p>{P}) ?\((?P<o>{O})\)", 0.9),
        (
            rf"(?P<p>{P}),? (?:von|vom|von der|von den|aus dem|aus der|bei|beim|bei der|vom Verband|vertrat (?:die|den|das)|der|des) (?P<o>{O})",
            0.8,
        ),
        (rf"(?P<p>{P})(?:,| –| \|) (?P<o>{O})(?=$|[,.;)\n]| und| sowie)", 0.8),
        (
            rf"(?P<p>{P}) (?:leitet|führt|gründete|vertritt|steht an der Spitze|arbeitet (?:bei|für|im|in)) (?:[a-zäöü]+ ){{0,2}}(?P<o>{O})",
            0.7,
        ),
    )
)


@dataclass(frozen=True, slots=True)
class Signs:
    """A sentence in which each name and function is one sign, and what the signs stand for."""

    text: str
    mentions: Sequence[Mention]
    functions: Sequence[Function]

    def names(self, part: str, letter: str) -> list[Mention]:
        """Return the mentions of one letter in a part of the text."""
        return [self.mentions[int(number)] for number in re.findall(rf"⟦{letter}(\d+)⟧", part)]


def signs_of(text: str, sentence: Sentence, mentions: Sequence[Mention], functions: Sequence[Function]) -> Signs:
    """Return the sentence with signs; a mention inside a function's word is covered by it."""
    spans = [(f.start, f.end, f"⟦F{i}⟧") for i, f in enumerate(functions)]
    for i, m in enumerate(mentions):
        if not any(m.start < f.end and f.start < m.end for f in functions):
            spans.append((m.start, m.end, f"⟦{LETTERS[m.sort]}{i}⟧"))
    parts, begin = [], sentence.start
    for start, end, sign in sorted(spans):
        if start < begin:
            continue
        parts += [text[begin:start], sign]
        begin = end
    parts.append(text[begin : sentence.end])
    return Signs(re.sub(r"\s+", " ", "".join(parts)), mentions, functions)


def held_in(signs: Signs) -> list[Held]:
    """Return what the sentence says about who is what where, each pair once."""
    found: list[Held] = []
    taken: set[tuple[int, str]] = set()
    for held in [*_held(signs), *_belonging(signs)]:
        key = (held.person.start, held.role or f"@{held.organisation}")
        if key not in taken:
            taken.add(key)
            found.append(held)
    return found


def _held(signs: Signs) -> Iterator[Held]:
    used: set[str] = set()
    for pattern, sure in _PATTERNS:
        for match in pattern.finditer(signs.text):
            chain = match.groupdict()["fs"] or match.groupdict().get("fs2") or ""
            if any(sign in used for sign in re.findall(F, chain)):
                continue
            used.update(re.findall(F, chain))
            people = signs.names(match["ps"], "P")
            bracketed = signs.names(match.groupdict().get("o") or "", "O")
            for role, organisation in _links(signs, chain):
                own = organisation or (bracketed[0].name if bracketed else "")
                for person in people:
                    where = own or _bracket(signs, match["ps"], person)
                    yield Held(person, singular(role, person.name), where, sure)


def _links(signs: Signs, chain: str) -> Iterator[tuple[str, str]]:
    """Return role and organisation of each function in a chain; one organisation at its end counts for all before it."""
    parts = re.findall(rf"({F})(?:(?:{_LINK})({O}|{L}))?", chain)
    last = next((end for _, end in reversed(parts) if end), "")
    for sign, end in parts:
        function = signs.functions[int(sign[2:-1])]
        where = end or ("" if function.organisation else last)
        names = signs.names(where, "O")
        yield function.role, names[0].name if names else function.organisation


def _bracket(signs: Signs, people: str, person: Mention) -> str:
    place = signs.mentions.index(person)
    behind = re.search(rf"⟦P{place}⟧ ?\(({O})\)", people)
    return signs.names(behind[1], "O")[0].name if behind else ""


def _belonging(signs: Signs) -> Iterator[Held]:
    for pattern, sure in _BELONGS:
        for match in pattern.finditer(signs.text):
            person, organisation = signs.names(match["p"], "P")[0], signs.names(match["o"], "O")[0]
            if person.sort == PERSON:
                yield Held(person, "", organisation.name, sure)
