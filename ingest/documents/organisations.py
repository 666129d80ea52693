"""Organisations by rule: quoted alliances, legal forms, speaking names, well-known short names; and their normal form."""

import re
from collections.abc import Iterable, Sequence
from functools import cache

from ingest.documents.lexicon import is_function, known_organisations, lists, word_list
from ingest.documents.lookup import NameIndex
from ingest.documents.mentions import ORGANISATION, PERSON, PLACE, Mention
from ingest.documents.ministries import full_names, land_ministry, ministry_of, short_names
from ingest.documents.tokens import Sentence

_CAP = r"[A-ZÄÖÜ][\w’'&+-]*"
_FORM = r"(?:gGmbH|GmbH(?:\s?&\s?Co\.?\s?(?:KGaA|KG|OHG))?|mbH|AG(?:\s?&\s?Co\.?\s?KGaA)?|SE(?:\s?&\s?Co\.?\s?KGaA)?|KGaA|KG|OHG|UG|eG|e\.\s?V\.|eV|e\.\s?G\.|Ltd\.?|Inc\.?|plc|S\.A\.|B\.V\.|N\.V\.)"
_LEGAL = re.compile(rf"(?<![\w@#-])(?:(?:{_CAP}|\d\w*)\s(?:(?:&|und|\+)\s)?){{1,5}}{_FORM}(?!\w)")
_QUOTED = re.compile(
    r"(?P<head>[A-ZÄÖÜ][\w-]*(?:[Bb]ündnis(?:ses)?|[Aa]llianz|[Ii]nitiative|[Nn]etzwerk(?:e?s)?|[Pp]lattform|[Cc]luster[s]?|[Vv]erein(?:s)?|[Vv]erband(?:e?s)?|[Ss]tiftung|[Kk]ampagne|"
    r"[Aa]rbeitskreis(?:es)?|[Bb]ürgerinitiative)|(?:Bündnis(?:ses)?|Allianz|Initiative|Netzwerk(?:e?s)?|Plattform|Clusters?|Vereins?|Verband(?:e?s)?|Stiftung|Arbeitskreis(?:es)?))"
    r"\s(?P<quote>[„\"»“][^„“”\"»«\n]{3,80}[“”\"«])"
)
_HEAD_ENDS = "|".join(word_list("organisations_speaking", "heads"))
_SPEAKING = re.compile(
    rf"(?<![\w@#-])(?:[A-ZÄÖÜ][a-zäöüß]+e[nrs]?\s)?(?:[A-ZÄÖÜ][\w]*-\s(?:und|&)\s)?"
    rf"(?P<head>(?=[A-ZÄÖÜ])[\w-]*?(?i:{_HEAD_ENDS}))(?![\w-])"
    rf"(?P<more>(?:\s{_CAP}){{0,3}}(?:\s(?:der|des|für|zur|zum|von)\s(?:(?:die|der|das|den|dem)\s)?(?:[a-zäöü]+e[nrs]?\s)?"
    rf"{_CAP}(?:\s{_CAP}){{0,3}}(?:(?:,\s{_CAP})*\s(?:und|&)\s{_CAP})?){{0,2}})"
)
_INSTITUTIONS = re.compile(
    rf"(?<![\w@#-])(?:IHK|HWK|TU|FH|RWTH|HTW|IG|AHK|DIHK|DGB|Fraunhofer|Regionalrat|Universität|Hochschule|Technische[nr]?\s(?:Universität|Hochschule))"
    rf"\s{_CAP}(?:[\s-]{_CAP}){{0,2}}"
    rf"|(?<=\()(?:Landkreis|Kreis|Stadt|Gemeinde|Landeshauptstadt|Hansestadt|Samtgemeinde|Region)\s{_CAP}(?:\s{_CAP})?(?=\))"
    rf"|(?<=,\s)(?:Landkreis|Stadt|Gemeinde)\s{_CAP}(?=[,.;\n]|$)"
    rf"|(?:(?<=beim\s)|(?<=vom\s)|(?<=zum\s)|(?<=für den\s))(?:Landkreis|Kreis|Landratsamt|Regionalverband)\s{_CAP}"
    rf"|(?<=des\s)Landkreises\s{_CAP}"
    rf"|(?:(?<=bei der\s)|(?<=von der\s)|(?<=zur\s)|(?<=für die\s))(?:Stadt|Gemeinde|Landeshauptstadt|Hansestadt|Samtgemeinde)\s{_CAP}"
)
_NEVER = frozenset(
    "Der Die Das Den Dem Des Ein Eine Im In Am An Auf Bei Beim Für Mit Von Vom Zum Zur Und Auch Als Aus Nach Seit Unter Über Vor So Wie Wenn Dass Diese Dieser".split()
)
_INFLECTED = re.compile(
    r"(?i)(verband|bund|verein|tag|dienst|konzern|club|ministerium|institut|amt|zentrum|werk|netzwerk|netz|klinikum|cluster|arbeitskreis|forum|landkreis|rat|gericht|unternehmen|büro|haus|studio|kontor|labor|archiv|museum|theater)(?:e?s)$"
)
_ADJECTIVE = re.compile(r"([A-ZÄÖÜ]\w+(?:sch|lich|al|igt|ell)|Frei|Neu|Grün)e[ns]?")
_MASCULINE = re.compile(r"(?i)(verband|bund|verein|tag|dienst|konzern|club|kreis|rat|cluster)$")
_NEUTER = re.compile(r"(?i)(ministerium|institut|amt|zentrum|werk|netz|klinikum|bündnis|forum|gericht|unternehmen)$")
_BEFORE_NAME = re.compile(
    r"(?i)(?:firma|hersteller|anbieter|betreiber|service|gesellschaft|konzern|unternehmen|dienstleister|zulieferer|versorger|verarbeiter|produzent|"
    r"entwickler|händler|spezialist|ausrüster)$"
)
MAKER = re.compile(
    r"(?i)(?:hersteller|anbieter|betreiber|dienstleister|zulieferer|versorger|verarbeiter|produzent|entwickler|händler|ausrüster)$"
)
_SMALL_BEFORE = frozenset(
    {"ebenfalls", "auch", "zudem", "jetzt", "heute", "früher", "ehemals", "zuvor", "bisher", "derzeit"}
)
_ARTICLES = frozenset({"der", "des", "die", "das", "dem", "den"})
_BEHIND_FUNCTION = re.compile(
    rf"\s(?:der|des|bei|beim|bei der|vom|von|von der|im|in der|an der|am)\s(?P<name>(?P<first>{_CAP})(?:\s(?:(?:der|des|für|und)\s)?{_CAP}){{0,5}})"
)
_CLASSES = ("gewerkschaft", "nachrichtenagentur")
_LAST = re.compile(r"\s(?:(?:und|&|sowie)\s)?([\w-]+)$")
_NO_BODY = frozenset(
    {"Landes", "Freistaats", "Freistaates", "Bundes", "Sitzung", "Tages", "Workshops", "Runde", "Jahres", "Fakultät"}
)
_BRACKET = re.compile(
    rf"\s\((?P<name>[A-ZÄÖÜ][\w.&/-]*[A-ZÄÖÜ]\w*|{_CAP}(?:\s(?:(?:für|der|und|&)\s)?{_CAP}){{1,5}})\)"
)
_ONE_WORD = re.compile(
    rf"\s(?:\(|(?:von|bei|aus|für)\s(?:der|dem|die|den|das)\s|(?:vom|beim)\s)(?P<name>{_CAP})(?=[).,;\n]| [a-zäöü]|$)"
)
_BODY_ENDS = (
    "regierung",
    "zentrale",
    "handwerkerschaft",
    "ministerium",
    "präsidium",
    "verwaltung",
    "agentur",
    "kammer",
    "landratsamt",
)
AGAIN, AGAIN_FROM, GUESS, BRACKET_RULE = 0.65, 0.6, 0.55, 0.65
QUOTED_RULE, CERTAIN_RULE, LEGAL_RULE, KNOWN_RULE, SPEAKING_RULE = 0.92, 0.93, 0.88, 0.8, 0.7


def organisations_in(text: str, sentence: Sentence) -> list[Mention]:
    """Return the organisations that rules find in a sentence."""
    span = (sentence.start, sentence.end)
    found = [Mention(ORGANISATION, *m.span(), QUOTED_RULE) for m in _QUOTED.finditer(text, *span)]
    found += [trimmed(text, m.start(), m.end(), LEGAL_RULE) for m in _LEGAL.finditer(text, *span)]
    found += [Mention(ORGANISATION, *m.span(), CERTAIN_RULE) for m in full_names().finditer(text, *span)]
    for known in _known().finditer(text, *span):
        found.append(Mention(ORGANISATION, *known.span(), CERTAIN_RULE if "/" in known[0] else KNOWN_RULE))
    for pattern in (_SPEAKING, _INSTITUTIONS):
        for match in pattern.finditer(text, *span):
            if _tells(match):
                found.append(trimmed(text, match.start(), match.end(), SPEAKING_RULE))
    return [
        mention
        for mention in found
        if mention.end - mention.start > 1 and "\n" not in text[mention.start : mention.end]
    ]


def _tells(match: re.Match[str]) -> bool:
    """Return whether a speaking name is one: not "Verband" alone, and not "Gewerkschaft Verdi", where Verdi is the name."""
    head, more = match.groupdict().get("head"), (match.groupdict().get("more") or "").split()
    if head is None:
        return True
    other = len(more) == 1 and (more[0].isupper() or is_known(more[0]) or head.lower().endswith(_CLASSES))
    return not other and bool(more or head != match[0])


def trimmed(text: str, start: int, end: int, confidence: float, classes: re.Pattern[str] = _BEFORE_NAME) -> Mention:
    """Return the mention without what only stands before a name: articles, functions, "Firma", "Papierhersteller"."""
    cut = False
    while (space := text.find(" ", start, end)) > 0:
        word = text[start:space]
        article = word in _SMALL_BEFORE or (cut and word in _ARTICLES)
        if word not in _NEVER and not article and not is_function(word) and not classes.search(word):
            break
        if word.lower().endswith("gesellschaft") and text[:end].endswith(" mbH"):
            break  # "Entwicklungsgesellschaft Nord mbH": the word is what the form speaks of
        start, cut = space + 1, True
    while (last := _LAST.search(text, start, end)) and is_function(last[1]):
        end = last.start()
    return Mention(ORGANISATION, start, end, confidence)


@cache
def _known() -> re.Pattern[str]:
    """Return a pattern of well-known short names that are hardly anything else."""
    groups = ("unions", "parties", "associations", "public", "research", "media", "companies")
    names = {name for group in groups for name in lists("organisations")[group]} | set(short_names())
    certain = {name for name in names if name.isupper() or not name.isalpha()} | {"Verdi", "Bundestag", "Fraunhofer"}
    forms = "|".join(re.escape(name) for name in sorted(certain - {"IS", "HR", "BR", "UN"}, key=len, reverse=True))
    return re.compile(rf"(?<![\w@#.-])(?:{forms})(?!\w)")


def behind_function(text: str, ends: Iterable[int], stop: int, mentions: Sequence[Mention]) -> list[Mention]:
    """Return what stands behind a function in the genitive or with "bei" and looks like the name of an organisation.

    A place at its end belongs to it: "Vorsitzender des Regionalrats Weserland".
    """
    found = []
    for end in ends:
        match = _BEHIND_FUNCTION.match(text, end, stop)
        if match is None or is_function(match["first"]) or match["first"] in _NO_BODY:
            continue
        start, last = match.span("name")
        inside = [m for m in mentions if m.start < last and start < m.end]
        if any(m.sort != PLACE or m.start == start for m in inside):
            continue
        if " " in match["name"] or match["first"].isupper() or inside or _compound(match["first"]):
            found.append(Mention(ORGANISATION, start, max([last, *(m.end for m in inside)]), GUESS))
    return found


def _compound(word: str) -> bool:
    """Return whether a word is the name of a house by its last part: "Kurpfalzbank", not "Bank"."""
    heads = word_list("context", "heads")
    return any(
        word.lower().endswith((h, f"{h}s", f"{h}es")) and len(word) > len(h) + 3 for h in heads
    ) or word.endswith("stelle")


def _is_body(word: str) -> bool:
    """Return whether a word alone is the name of a body where it tells whose somebody is: "Bezirksregierung"."""
    return _compound(word) or word.lower().endswith(_BODY_ENDS)


def in_bracket(text: str, mentions: Iterable[Mention]) -> list[Mention]:
    """Return what stands in a bracket behind a person, or behind "von der", and looks like an organisation:
    "Anna Weiß (ZIRP)"."""
    found = []
    for mention in mentions:
        match = _BRACKET.match(text, mention.end) if mention.sort == PERSON else None
        if match is None and mention.sort == PERSON and (alone := _ONE_WORD.match(text, mention.end)):
            match = alone if _is_body(alone["name"]) else None
        if match and not is_function(match["name"].split(" ", 1)[0]):
            found.append(Mention(ORGANISATION, *match.span("name"), BRACKET_RULE))
    return found


def of_the_family(text: str, mentions: Iterable[Mention]) -> list[Mention]:
    """Return the house that bears a person's own family name behind it: "Udo Kern von Kern Maschinenbau"."""
    found = []
    for mention in mentions:
        words = text[mention.start : mention.end].split()
        if mention.sort == PERSON and len(words) > 1:
            house = rf"\s(?:von|bei|von der|\()\s?(?P<name>{re.escape(words[-1])}(?:\s(?:&\s)?{_CAP}){{1,3}})"
            if match := re.compile(house).match(text, mention.end):
                found.append(Mention(ORGANISATION, *match.span("name"), BRACKET_RULE))
    return found


def again(text: str, mentions: Iterable[Mention]) -> list[Mention]:
    """Return where the organisations found with confidence are named again in the same letters."""
    sure = {text[m.start : m.end] for m in mentions if m.sort == ORGANISATION and m.confidence >= AGAIN_FROM}
    names = NameIndex(name for name in sure if len(name) > 2 and "\n" not in name and any(map(str.isupper, name)))
    return [Mention(ORGANISATION, start, end, AGAIN) for start, end, _ in names.places(text)]


def normal_name(shown: str, date: str = "") -> str:
    """Return the nominative of an organisation's name; federal ministries under their full name of that day.

    >>> normal_name("Verbandes Chemie Nord"), normal_name("Deutschen Gewerkschaftsbundes"), normal_name("IG Metall")
    ('Verband Chemie Nord', 'Deutscher Gewerkschaftsbund', 'IG Metall')
    """
    name = " ".join(shown.split()).strip(" ,;:-–")
    if full := ministry_of(name, date):
        return full
    if full := land_ministry(name):
        return full
    words = name.split(" ")
    place = next((i for i, word in enumerate(words[:4]) if _INFLECTED.search(word)), None)
    head = 0
    if place is not None:
        words[place] = _INFLECTED.sub(r"\1", words[place])
        head = place
    elif words[0].lower().endswith("bündnisses"):
        words[0] = words[0].removesuffix("ses")
    elif len(words) > 1 and _ADJECTIVE.fullmatch(words[0]):
        head = 1
    if head == 1 and _ADJECTIVE.fullmatch(words[0]):
        ending = "er" if _MASCULINE.search(words[1]) else "es" if _NEUTER.search(words[1]) else "e"
        words[0] = _ADJECTIVE.sub(r"\1", words[0]) + ending
    return " ".join(words)


def aliases_in(text: str, mentions: Iterable[Mention]) -> dict[str, str]:
    """Return the full name for each abbreviation that the text defines in a bracket behind it.

    >>> aliases_in("Die Vereinigung Nord (VN) tagt.", [Mention(ORGANISATION, 4, 20, 0.9, "Vereinigung Nord")])
    {'VN': 'Vereinigung Nord'}
    """
    found = {}
    for mention in mentions:
        behind = re.compile(r"\s\(([A-ZÄÖÜ][\w.&/-]{1,11}(?: [A-ZÄÖÜ][\w-]+)?)\)").match(text, mention.end)
        if (
            mention.sort == ORGANISATION
            and behind
            and sum(map(str.isupper, behind[1])) >= 2
            and len(mention.name) > len(behind[1])
        ):
            found[behind[1]] = mention.name
    return found


def is_known(name: str) -> bool:
    """Return whether an organisation is well known by this name."""
    return name in known_organisations()
