"""The rules of docs/briefing-stil.md, read in every sentence that the templates make over networks made by chance."""

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from string import Formatter

import pytest

from briefing.documents.document import Block, Briefing, Map, NotedText, Paragraph, Points, Table
from briefing.documents.request import KINDS, Request
from briefing.production import produce
from briefing.words import BriefingWords, catalogue
from graph.grammar import spelled
from graph.network import Network
from tests.briefing.documents.grown import DAY, books, grown

_NOUNS = (
    *("Person", "Organisation", "Veranstaltung", "Zusage", "Verbindung", "Lücke", "Initiative", "Angabe"),
    *("Akteur", "Weg", "Paar", "Punkt", "Teilnehmer", "Eintrag"),
)
_MANY = (
    r"(?:Personen|Organisationen|Veranstaltungen|Zusagen|Verbindungen|Lücken|Initiativen|Angaben|Akteuren?|Wege|Paare)"
)
_COUNT = r"(?:zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|[2-9]|\d\d+)"
_PREPOSITION = r"(?:bei|beim|zu|zum|zur|von|vom|in|im|an|am|mit|über|aus)"
#: What no sentence may hold, by the number of its rule.
FORBIDDEN = {
    "1 many of one": re.compile(rf"\b(?:1|eine?) {_MANY}\b(?!-)"),
    "1 one of many": re.compile(rf"\b{_COUNT} (?:{'|'.join(_NOUNS[:8])})\b(?!-)"),
    "1 verb of one": re.compile(rf"\bist {_COUNT} {_MANY}\b"),
    "3 none counted": re.compile(r"\b(?:0|keine) (?:Personen|Organisationen|Veranstaltungen|Zusagen|Akteure)\b"),
    "3 empty clause": re.compile(r"\(\s*\)|„\s*“|‚\s*‘|\s[,.;:]|,\s*[,.]|:\s*[.,;]|\s\s|\.\.(?!\.)|\bund\s*[.,]|^\s*$"),
    "4 machine room": re.compile(r"Stärke|Datenstand|\b\d+,\d\d\b|\bNone\b|[{}]|\b[phetr]\d+\b|src-|[A-Z]+_[A-Z]+"),
    "5 not grown together": re.compile(r"\b(?:bei|zu|von|in|an) dem (?=[A-ZÄÖÜ])|\bzu der (?=[A-ZÄÖÜ])"),
    "5 plural": re.compile(r"\b[Dd]ie (?:Stadtwerke|Verkehrsbetriebe|Werke)\b[^.,;:„“]*? (?:ist|hat|kennt|kommt)\b"),
    "5 place as noun": re.compile(r"\b(?:das|dem|die|der) (?:\w+ )?(?:\w+(?<!Haupt)stadt|Deutschland)\b(?! \w)"),
    "5 article of a name": re.compile(r"\bRegion (?:Landkreis|Kreis|Stadt|Gemeinde|Bezirk)\b"),
    "5 not declined": re.compile(r"\b(?:um|für|neben|gegen) (?:Deutscher|Bayerisches)\b"),
    "6 two colons": re.compile(r"Unser Vorschlag:[^.„“]*:"),
    "5 wrong case": re.compile(r"\b(?:bei|beim|mit|zu|zum|zur|von|vom) (?:das|die|Deutscher|Bayerisches)\b"),
    "6 twice": re.compile(rf"\b{_PREPOSITION} {_PREPOSITION}\b(?! und)|\b(\w{{2,}}) \1\b"),
    "10 marks for people": re.compile(r"\bRang\b|\bPunkte von\b|\beinflussreich", re.IGNORECASE),
}
_ENGLISH = {
    "1 many of one": re.compile(r"\b(?:1|one) (?:people|organisations|events|promises|ties|gaps|ways|actors)\b"),
    "1 one of many": re.compile(r"\b(?:two|three|four|[2-9]|\d\d+) (?:person|organisation|event|promise|tie|gap)\b"),
    "3 empty clause": re.compile(r"\(\s*\)|“\s*”|\s[,.;:]|,\s*[,.]|:\s*[.,;]|\s\s|\band\s*[.,]|^\s*$"),
    "4 machine room": re.compile(r"strength \d|data version|\bNone\b|[{}]|\b[phetr]\d+\b|src-|[A-Z]+_[A-Z]+"),
    "6 twice": re.compile(r"\b(at|to|of|with|on|in) \1\b|\b(\w{2,}) \2\b"),
}
_SENTENCE = re.compile(r"^[„“\"‚‘]?[A-ZÄÖÜ0-9].*[.?!…][“”\"]?$", re.DOTALL)
_QUOTED = re.compile(r"„[^“]*“|“[^”]*”")
#: Templates that a network made by chance does not come to: words of formats, of the annex, of sources.
_ELSEWHERE = re.compile(
    r"^(kind_|head_|note_by_hand|annex$|group_|line_|talk_|column_|we_should|a_|section_|raise_none|"
    r"commitments_talk_only|commitments_event_only|map_title_poster|people_none|lead_meeting_on|map_title_alone|tie_|"
    r"said_intro)"
)
#: Templates that few networks need; each is read by itself below.
RARE = re.compile(
    r"^(because_|say_|map_cut_(?:event|both)$|bond_|lead_(?:seat|gap|goal|is|members|part|funded|topics|times|ours|care|released|door|statements|talk)|doors_also|said_advice_|said_goal|raise_|seating_order_some|lead_met|lead_initiative|lead_role_|lead_also|lead_seen|lead_statement|"
    r"commitments_(ours|more|late|due|theirs|wrote|statement|talk|event)|lead_promised|map_title_alliance|message_|lead_owed|lead_person_|lead_no_|lead_(?:named|known|know|more|of_us|in_both)|map_alone|lead_promises|map_title_|"
    r"said_)"
)
TWO = frozenset({"map_title_alliance", "map_title_alliance_all"})  # never said of one
SAMPLES = {
    "begun": " seit 2019",
    "what": " (Pilot)",
    "day": "01.06.2024",
    "said": "zwei Zusagen",
    "people": "zwei Personen",
    "members": "die Mitglieder",
    "where": "dem Musterverband",
}
SUBJECTS = {
    "person": ("p0", "p1", "p2"),
    "organisation": ("h0", "h1", "h2", "h3"),
    "region": ("r0", "r1"),
    "topic": ("t0", "t2"),
    "visit": ("r0",),
    "before": ("e0", "e1", "e2", "e3"),
    "after": ("e0", "e1", "e2", "e3"),
}
SIZES = ((3, 2, 1), (6, 4, 2), (14, 8, 4), (16, 16, 4))
SEEDS = 4


def texts(blocks: tuple[Block, ...]) -> Iterator[tuple[str, bool]]:
    """Yield what blocks say, and whether it has to be a whole sentence."""
    for block in blocks:
        match block:
            case Paragraph(pieces):
                yield _said(pieces), True
            case Points(items):
                yield from ((_said(item), True) for item in items)
            case Table(rows=rows):
                yield from ((_said(cell), False) for row in rows for cell in row if cell and _said(cell))
            case Map(title=title, caption=caption):
                yield from ((text, False) for text in (title, caption) if text)


def _said(pieces: tuple[NotedText, ...]) -> str:
    return "".join(piece.text for piece in pieces)


def faults(briefing: Briefing) -> list[str]:
    """Return what stands in the two pages against the rules."""
    rules = FORBIDDEN if briefing.language == "de" else _ENGLISH
    found = []
    for section in briefing.sections:
        said = [*texts(section.blocks), *([(section.message, False)] if section.message else [])]
        for text, whole in said:
            bare = _QUOTED.sub("„X“", text)
            found += [f"{rule}: {section.id}: {text}" for rule, wrong in rules.items() if wrong.search(bare)]
            if whole and not _SENTENCE.match(text):
                found.append(f"7 no sentence: {section.id}: {text}")
    return found


def asked(seed: int, language: str = "de") -> Iterator[Briefing]:
    """Yield briefings of every kind about one network."""
    people, houses, events = SIZES[seed % len(SIZES)]
    network = _network(seed, people, houses, events)
    told = books(seed, people)
    for kind in KINDS:
        for subject in SUBJECTS.get(kind, ()):
            if subject in network.nodes:
                office = "h1" if seed % 2 and subject != "h1" else ""
                aim = "Die Förderung kommt 2025" if seed % 5 == 1 else ""
                yield _made(network, told, subject, kind=kind, office=office, aim=aim, language=language)
    yield _made(network, told, "p0", "p1", "p2", "h0", meeting=True, language=language)
    yield _made(network, told, "h0", "h1", language=language)
    yield _made(network, told, gaps=True, language=language)


@cache
def _network(seed: int, people: int, houses: int, events: int) -> Network:
    return grown(seed, people, houses, events)


def _made(network: Network, told: object, *subjects: str, **more: object) -> Briefing:
    request = Request(subjects, DAY, annex=False, **more)  # type: ignore[arg-type]
    return produce.make(network, request, books=told).briefing  # type: ignore[arg-type]


def test_every_sentence_keeps_the_rules_and_every_template_makes_one(monkeypatch: pytest.MonkeyPatch) -> None:
    used: set[str] = set()
    call = BriefingWords.__call__

    def noted(self: BriefingWords, key: str, **values: object) -> str:
        used.add(key)
        return call(self, key, **values)

    monkeypatch.setattr(BriefingWords, "__call__", noted)
    assert [fault for seed in range(SEEDS) for briefing in asked(seed) for fault in faults(briefing)] == []
    rare = {key for key in _front("front") if _ELSEWHERE.match(key) or RARE.match(key)}
    assert sorted(set(_front("front")) - used - rare) == []


@pytest.mark.parametrize("seed", [0, 2])
def test_english_keeps_them_too(seed: int) -> None:
    wrong = [fault for briefing in asked(seed, "en") for fault in faults(briefing)]
    assert wrong == []


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Wir kennen dort 1 Personen.", "1"),
        ("Belegt sind zwei Person.", "1"),
        ("Es sind 16 Personen und keine Organisationen.", "3"),
        ("Zuletzt bei „“ ().", "3"),
        ("Stärke 0,00.", "4"),
        ("Kontakt von p12.", "4"),
        ("Wir waren bei dem Verband.", "5"),
        ("Kontakt mit Deutscher Verband.", "5"),
        ("Wir waren bei beim Amt.", "6"),
        ("Die Stadtwerke Musterhausen ist ein Unternehmen.", "5"),
        ("Wir waren beim Verband und dem Wikimedia Deutschland.", "5"),
        ("In der Region Landkreis Görlitz ist niemand.", "5"),
        ("Die Gruppe um Deutscher Verband ist klein.", "5"),
        ("Unser Vorschlag: Kontakt hat: Anna.", "6"),
        ("kontakt zu Anna", "7"),
    ],
)
def test_what_is_wrong_is_found(text: str, rule: str) -> None:
    """Else the tests above could not fail."""
    from briefing.documents.document import Section
    from tests.briefing.documents.example import example

    briefing = example(sections=(Section("lead", "X", (Paragraph((NotedText(text),)),)),))
    assert [fault for fault in faults(briefing) if fault.startswith(rule)]


def _front(*names: str) -> list[str]:
    """The keys of all templates of the two pages, in the files of these names."""
    text = "".join(files("briefing.words").joinpath(f"{name}.de.yaml").read_text("utf-8") for name in names)
    return [line.partition(":")[0] for line in text.splitlines() if line and line[0].isalpha()]


@pytest.mark.parametrize("n", [1, 2, 13])
@pytest.mark.parametrize("language", ["de", "en"])
def test_each_template_by_itself_keeps_the_rules(language: str, n: int) -> None:
    """The rare ones, too: filled in with a number and names."""
    rules = {name: rule for name, rule in (FORBIDDEN if language == "de" else _ENGLISH).items() if name[0] != "5"}
    found = []
    for key in _front("front", "kinds"):
        if key not in catalogue(language) or key.endswith("_one" if n > 1 else "_many") or (n == 1 and key in TWO):
            continue
        parts = list(Formatter().parse(catalogue(language)[key]))
        places = [(name, spec or "") for _, name, spec, _ in parts if name]
        values: dict[str, object] = {
            name: n if "|" in spec else SAMPLES.get(name, "Anna Weiß") for name, spec in places
        }
        if "said" in values and "n" in values:
            values["said"] = BriefingWords(language)(f"lead_promises_{'one' if n == 1 else 'many'}", n=n)
        if "people" in values and "n" in values:
            values["people"] = "eine Person" if n == 1 else "zwei Personen"
        if "n" in values and values["n"] != n:
            values["n"] = spelled(n, language)
        text = _QUOTED.sub("„X“", BriefingWords(language)(key, **values))
        found += [f"{rule}: {key}: {text}" for rule, wrong in rules.items() if wrong.search(text)]
    assert found == []


def test_ten_rules_stand_in_the_guide() -> None:
    from pathlib import Path

    guide = Path(__file__).resolve().parents[3].joinpath("docs/briefing-stil.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| (\d+) \|", guide, re.MULTILINE) == [str(n) for n in range(1, 11)]
