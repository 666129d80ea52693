"""Who holds which function where: patterns over a sentence in which names and functions are put down as signs."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.documents.functions import LETTERS, Function, HeldFunction, of_several, singular
from ingest.documents.lexicon import known_organisations
from ingest.documents.mentions import ORGANISATION, PERSON, Mention
from ingest.documents.tokens import Sentence

P, O, F, L = r"⟦P\d+⟧", r"⟦O\d+⟧", r"⟦F\d+⟧", r"⟦L\d+⟧"
_HERR = r"(?:(?:Herrn?|Frau) )?"
_ONE = rf"{_HERR}{P}(?: ?\((?:{O}|{L}|[^()⟦⟧]{{1,30}})\))?"
_MANY = rf"{_ONE}(?:(?:, | und | sowie |, sowie | & ){_ONE})*"
_EARLIER = r"(?:(?:ein|eine|einer|seine?|ihre?|unsere?|dessen|deren|heutiger?|neue[rn]?|langjährige[rn]?|seit \d{4}|zugleich|auch|im Hauptberuf|hauptberuflich|derzeit|gleichzeitig|ehemals|früher|bislang|bisher|zuletzt|zuvor|heute|aktuell) ){0,2}"
_THE = r"(?:[Dd]er|[Dd]ie|[Dd]em|[Dd]en) (?:[a-zäöüß]+ )?"
_SMALL = (
    r"(?:der|des|die|den|dem|das|bei|beim|im|in|von|vom|für|an|am|aus|zum|Firma|Landes|Freistaats|Freistaates|Unternehmens|gleichnamigen|regionalen|deutschen|hiesigen|dortigen|"
    r"am Standort)"
)
_LINK = rf"(?: {_SMALL}){{0,3}} |, | – | - | \| "
_OF = rf"(?:(?:{_LINK})(?:{O}|{L}))?"
_CHAIN = rf"{F}{_OF}(?:(?:,| und| sowie|, zugleich) {_EARLIER}{F}{_OF})*"
_DONE = r"(?: (?:gewählt|ernannt|berufen|bestellt|bestätigt|vor|inne))?"
_TIMED = (
    r"(?:(?!nicht |nie |kein|kaum )[a-zäöüß\d.]+|Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember|"
    r"Jahren?|Jahresbeginn|Jahresende|Monaten?|Wochen|Frühjahr|Sommer|Herbst|Winter|Anfang|Mitte|Ende|Beginn)"
)
_BE = r"(?:ist|wird|wurde|war|bleibt|als|zum|zur|sei|fungiert als|arbeitet (?:(?:jetzt|nun|heute|inzwischen|seither) )?als|übernimmt als|heißt)"
_PATTERNS = tuple(
    (re.compile(pattern), sure)
    for pattern, sure in (
        (
            rf"(?P<ps>{P}) (?:{_TIMED} ){{0,4}}(?:folgt|folgte) (?:{_TIMED} ){{0,5}}auf {_HERR}{P}(?: {_TIMED}){{0,4}} als (?:neue[rn]? )?(?P<fs>{_CHAIN})",
            0.75,
        ),
        (
            rf"(?P<ps>{P}) (?:{_TIMED} ){{0,4}}(?:löst|löste|beerbt|ersetzt) (?:{_TIMED} ){{0,5}}{_HERR}{P}(?: {_TIMED}){{0,4}} als (?:neue[rn]? )?(?P<fs>{_CHAIN})",
            0.75,
        ),
        (
            rf"(?P<ps>{P}) (?:trat|tritt|übernimmt|übernahm) (?:{_TIMED} ){{0,5}}die Nachfolge von {_HERR}{P} als (?:neue[rn]? )?(?P<fs>{_CHAIN})",
            0.75,
        ),
        (rf"(?P<ps>{P}), [^⟦⟧,;]{{0,20}}{F}[^⟦⟧,;]{{0,20}}(?:{O})?, {_BE} (?:{_TIMED} ){{0,5}}?(?P<fs>{_CHAIN})", 0.75),
        (
            rf"hat (?:{_TIMED} ){{0,5}}{_HERR}(?P<ps>{P}) (?:{_TIMED} ){{0,5}}(?:die|den|das) (?P<fs>{_CHAIN}) (?:{_TIMED} ){{0,4}}(?:übernommen|erhalten|angetreten)",
            0.75,
        ),
        (
            rf"(?P<ps>{P}) hat (?:{_TIMED} ){{0,5}}(?:die|den|das) (?P<fs>{_CHAIN}) (?:{_TIMED} ){{0,4}}(?:übernommen|erhalten|angetreten)",
            0.75,
        ),
        (rf"(?P<fs>{F}) {_HERR}(?P<ps>{P}) für (?:den|die|das) (?P<o>{O})", 0.8),
        (rf"[Ff]ür (?:den|die|das) (?P<o>{O})(?: [a-zäöüß]+){{1,3}} (?P<fs>{F}) (?P<ps>{P})", 0.8),
        (rf"(?P<fs>{F}) {_HERR}(?P<ps>{P}),? (?:aus dem|aus der|vom|von der|von|beim|bei der) (?P<o>{O})", 0.8),
        (rf"(?P<fs>{F}) {_HERR}(?P<ps>{P}), (?P<o>{O})(?=$|[.;)\n])", 0.8),
        (
            rf"(?P<o>{O}) (?:[a-zäöüß]+ ){{0,4}}(?:seine[nmr]?|ihre[nmr]?|sein|ihr) (?:[a-zäöüß]+ )?(?P<fs>{F}),? (?P<ps>{P})",
            0.75,
        ),
        (
            rf"(?P<o>{O}), (?:hier )?vertreten durch (?:(?:den|die|ihren|ihre|seinen|seine) )?(?P<fs>{F}) (?P<ps>{P})",
            0.85,
        ),
        (rf"(?P<ps>{P})(?:,| –| -) (?P<o>{O}), (?P<fs>{F})(?=$|[.;\n])", 0.8),
        (rf"(?P<o>{O}); (?P<fs>{F}) {_BE} (?P<ps>{P})", 0.75),
        (rf"(?P<o>{O}), (?:wo|deren|dessen) (?P<fs>{F}) (?P<ps>{P})", 0.75),
        (rf"(?P<o>{O}), (?:wo|deren|dessen) {F} {P} und (?:(?:die|der|dessen|deren) )?(?P<fs>{F}) (?P<ps>{P})", 0.75),
        (rf"(?P<ps>{P})(?:,| –| -) (?P<o>{O}) ?\((?P<fs>{F})\)", 0.85),
        (rf"(?P<ps>{P}) ?\((?:(?P<fs>{_CHAIN})|(?P<o>{O}), (?P<fs2>{F}))\)", 0.88),
        (rf"{_THE}(?P<fs>{F}(?:(?:{_LINK})(?:{O}|{L}))), {_HERR}(?P<ps>{P})", 0.88),
        (rf"(?P<ps>{_MANY})(?:,? beide|,? jeweils) (?P<fs>{_CHAIN})", 0.8),
        (rf"(?P<ps>{_MANY}){_DONE}(?:,| –| -| \|) {_EARLIER}(?P<fs>{_CHAIN})(?! {P})", 0.88),
        (rf"(?P<ps>{_MANY}){_DONE}, {_THE}(?P<fs>{_CHAIN})(?!,? {P})", 0.85),
        (rf"(?P<fs>{_CHAIN}),? {_HERR}(?P<ps>{_MANY})", 0.88),
        (rf"(?P<ps>{P})(?: [a-zäöüß]+){{0,4}}? {_BE} (?:{_TIMED} ){{0,5}}?(?P<fs>{_CHAIN})", 0.75),
        (rf"{_BE} (?:[a-zäöüß]+ ){{0,2}}?(?P<ps>{P}) (?:[a-zäöüß]+ ){{0,2}}?(?P<fs>{_CHAIN})", 0.75),
        (rf"(?:[Zz]um|[Zz]ur|[Aa]ls) (?:[a-zäöüß]+ )?(?P<fs>{_CHAIN}) (?:[a-zäöüß]+ ){{1,4}}(?P<ps>{P})", 0.75),
        (rf"(?P<fs>{_CHAIN}) {_BE} (?:[a-zäöüß]+ ){{0,2}}(?P<ps>{_MANY})", 0.8),
        (rf"(?P<fs>{_CHAIN}): (?P<ps>{P})", 0.8),
        (
            rf"(?P<ps>{P}) (?:{_TIMED} ){{0,3}}(?:übernimmt|übernahm|erhält) (?:{_TIMED} ){{0,5}}(?:die|den|das) (?P<fs>{_CHAIN})",
            0.75,
        ),
        (rf"(?P<fs>{_CHAIN}) (?:übernimmt|übernahm|erhält) (?:{_TIMED} ){{0,5}}(?P<ps>{P})", 0.75),
        (rf"(?P<ps>{P}) (?:{_TIMED} ){{0,4}}(?:die|den|das) (?P<fs>{_CHAIN}) übernimmt", 0.75),
        (rf"(?P<ps>{P}) (?P<fs>{F}(?:{_LINK}){O})", 0.7),
        (rf"(?P<ps>{P})[^⟦⟧,;]{{0,60}}? (?:zum|zur|als) (?:[a-zäöüß]+ )?(?P<fs>{_CHAIN})", 0.75),
    )
)
_PLURAL = re.compile(r"(?:innen|enden|ende|äste|vorstände|enten|oren|arbeiter)$")
_EITHER = re.compile(
    r"(?i)(?:führer|gründer|sprecher|leiter|inhaber|moderator|präsidenten|partner|mitglieder|vertreter|minister)$"
)
_APPOINTED = re.compile(
    r"\b(?:bestellt|berufen|ernannt|gewählt|bestellte|berief|ernannte|wählte|wählten|wird neue[rn]?|ist neue[rn]?)\b"
)
_FROM = r"(?:von|vom|von der|von den|aus dem|aus der|bei|beim|bei der|vom Verband|vertrat (?:die|den|das)|der|des)"
_WITHIN = r"seit \d{4}|seit Jahren|heute|selbst|inzwischen|den|das|die|dem|der|bei|beim|an|am|im|in|für"
_SPOKE = r"sprach|sprachen|spricht|kam|kamen|kommt|nahm|nahmen|war|waren|antwortete|berichtete|erklärte|erschien|begrüßte|dankte|moderierte"
_GOES = r"(?:wechselt|wechselte|(?:geht|ging) (?:zum Jahres\w+|zum \d|im|ab|nach|demnächst|künftig))"
_TO = r"(?:zum|zur|zu|zu den|zu der)(?: [A-ZÄÖÜ][a-zäöüß]+(?:mutter|tochter|verband|firma|unternehmen))?"
_BELONGS = tuple(
    (re.compile(pattern), sure)
    for pattern, sure in (
        (rf"(?P<p>{P}) ?\((?P<o>{O})[,;)]", 0.88),
        (rf"(?P<p>{P}),? {_FROM} (?P<o>{O})", 0.8),
        (rf"(?P<p>{P}) für (?:den|die|das) (?P<o>{O})", 0.7),
        (rf"(?P<p>{P}), (?:der|die) (?:(?:{_WITHIN}) ){{1,3}}(?:[A-ZÄÖÜ][\w-]+ )?(?P<o>{O})", 0.7),
        (rf"(?P<p>{P})(?:,| –| \|) (?P<o>{O})(?=$|[,.;)\n]| und| sowie)", 0.8),
        (
            rf"(?P<p>{P}),? (?:leitet|führt|gründete|vertritt|steht an der Spitze|arbeitet) (?:(?!nicht )[a-zäöü]+ ){{0,3}}(?P<o>{O})",
            0.7,
        ),
        (
            rf"(?P<p>{P}),? (?:leitet|führt|verantwortet) (?:{_TIMED} ){{0,3}}(?:die|das|den) [^⟦⟧,;]{{3,50}}? (?:am|an der|im|in der|bei der|beim|bei|des|der) (?P<o>{O})",
            0.7,
        ),
        (
            rf"(?P<p>{P}) ist (?:{_TIMED} ){{0,5}}(?:bei|beim|bei der|im|am|an der|in der) (?P<o>{O}) (?:für [^⟦⟧,;]{{2,40}} )?(?:tätig|zuständig|beschäftigt|angestellt|verantwortlich)",
            0.75,
        ),
        (rf"(?P<p>{P}) gehört (?:{_TIMED} ){{0,4}}(?:dem|der) (?:[A-ZÄÖÜ][\w-]+ )?(?:der |des |von )?(?P<o>{O})", 0.65),
        (
            rf"(?:wechselt|wechselte) (?:{_TIMED} ){{0,4}}{_HERR}(?P<p>{P}) (?:{_TIMED} ){{0,4}}(?:(?:vom|von der|von) {O} )?{_TO} (?P<o>{O})",
            0.7,
        ),
        (rf"[Ff]ür (?:den|die|das) (?P<o>{O}) (?:{_SPOKE})(?: [a-zäöüß]+){{0,2}} {_HERR}(?P<p>{P})", 0.75),
        (
            rf"(?:[Vv]om|[Vv]on der|[Vv]on den|[Aa]us dem|[Aa]us der) (?P<o>{O}) (?:{_SPOKE})(?: [a-zäöüß]+){{0,2}} {_HERR}(?P<p>{P})",
            0.75,
        ),
        (
            rf"(?P<p>{P}) (?:{_TIMED} ){{0,3}}{_GOES}(?: (?:{_TIMED}|Worten|Angaben)){{0,8}}?(?: (?:vom|von der|von) {O})?,? {_TO} (?P<o>{O})",
            0.7,
        ),
        (
            rf"(?P<p>{P})(?: ab)?, (?:der|die) (?:{_TIMED} ){{0,5}}{_TO} (?P<o>{O}) (?:wechselt|wechselte|geht|ging|wechseln)",
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
    professors: frozenset[int] = frozenset()  # where somebody begins whose own office stands in front of the name

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
    professors = frozenset(m.start for m in mentions if m.sort == PERSON and text.startswith("Professor", m.start))
    return Signs(re.sub(r"\s+", " ", "".join(parts)), mentions, functions, professors)


def under_name(signs: Signs, person: Mention | None) -> Signs:
    """Return the sentence as if the name of the line above stood before it: a signature, "Eva Kern" over "Leiterin der ..."."""
    first = re.match(F, signs.text)
    if person is None or first is None or re.search(P, signs.text):
        return signs
    function = signs.functions[int(first[0][2:-1])]
    named = Mention(PERSON, function.start, function.end, person.confidence, person.name)
    return replace(signs, text=f"⟦P{len(signs.mentions)}⟧, {signs.text}", mentions=[*signs.mentions, named])


def held_in(signs: Signs) -> list[HeldFunction]:
    """Return what the sentence says about who is what where, each pair once."""
    found: list[HeldFunction] = []
    taken: set[tuple[int, str]] = set()
    names = {m.name for m in signs.mentions if m.sort == ORGANISATION}
    appointed = next(iter(names)) if len(names) == 1 and _APPOINTED.search(signs.text) else ""
    everything = [*_held(signs), *_belonging(signs)]
    if any(held.role and held.organisation == appointed for held in everything):
        appointed = (
            ""  # it is the house of another function: "Zur Vorsitzenden wurde Eva Kern gewählt, Inhaberin der ..."
        )
    for held in everything:
        key = (held.person.start, held.role or f"@{held.organisation}")
        if key not in taken:
            taken.add(key)
            found.append(replace(held, organisation=appointed) if held.role and not held.organisation else held)
    return found


def _held(signs: Signs) -> Iterator[HeldFunction]:
    used: set[str] = set()
    for pattern, sure in _PATTERNS:
        for match in pattern.finditer(signs.text):
            begins = "fs" if match.groupdict()["fs"] else "fs2"
            chain = match.groupdict().get(begins) or ""
            if any(sign in used for sign in re.findall(F, chain)):
                chain = _unused(chain, used) if match.start(begins) < match.start("ps") else ""
            if not chain:
                continue
            used.update(re.findall(F, chain))
            people = signs.names(match["ps"], "P")
            bracketed = signs.names(match.groupdict().get("o") or "", "O")
            for role, organisation in _links(signs, chain):
                own = organisation or (bracketed[0].name if bracketed else "")
                bearers = _bearers(signs, match, people, role)
                for person in bearers:
                    one = singular(role, person.name)
                    shown = of_several(one, person.name) if len(bearers) > 1 else one
                    yield HeldFunction(person, shown, own or _bracket(signs, match["ps"], person), sure)


def _unused(chain: str, used: Collection[str]) -> str:
    """Return the end of a chain behind the last function that belongs to somebody already."""
    behind = max(m.end() for m in re.finditer(F, chain) if m[0] in used)
    first = re.compile(F).search(chain, behind)
    return chain[first.start() :] if first else ""


def _bearers(signs: Signs, match: re.Match[str], people: Sequence[Mention], role: str) -> Sequence[Mention]:
    """Return whom of several people a function belongs to: all where it can be a plural, else the one beside it."""
    bracketed = len(re.findall(rf"{P} ?\(", match["ps"])) == len(people)
    if len(people) == 1 or bracketed or re.search(r"beide|jeweils", match[0]):
        return people
    word = role.split(" ", maxsplit=1)[0]
    pair = (
        len(people) == 2
        and people[1].start not in signs.professors
        and " und " in match["ps"]
        and "(" not in match["ps"]
    )
    if pair and (_PLURAL.search(word) or _EITHER.search(word)):
        return people
    if _PLURAL.search(word) and re.search(r"[Dd]ie $", signs.text[max(0, match.start("fs") - 4) : match.start("fs")]):
        return people
    return people[:1] if match.start("fs") < match.start("ps") else people[-1:]


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
    behind = re.search(rf"⟦P{place}⟧ ?\(({O})[,;)]", people)
    name = signs.names(behind[1], "O")[0].name if behind else ""
    return "" if known_organisations().get(name) == "parties" else name  # nobody is "Landrat" of a party


def _belonging(signs: Signs) -> Iterator[HeldFunction]:
    for pattern, sure in _BELONGS:
        for match in pattern.finditer(signs.text):
            person, organisation = signs.names(match["p"], "P")[0], signs.names(match["o"], "O")[0]
            if person.sort == PERSON:
                yield HeldFunction(person, "", organisation.name, sure)
