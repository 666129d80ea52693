"""A count and its noun agree in every sentence, whatever the count: read with one of each thing, and with two."""

import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest
import yaml

from graph.errors import LANGUAGES
from graph.grammar import filled
from graph.model.schema import load

ROOT = Path(__file__).parents[1]
FOLDERS = (
    "graph/messages",
    "briefing/wording/texts",
    "briefing/wording/sentences",
    "cli/help",
    "dashboard/briefing/words",
    "dashboard/drawing/words",
)
SCHEMA = [*load().nodes.values()]
# One and several of a thing; what stands in the schema is added. Words that are the same for both are of no use here.
NOUNS = {
    "de": """Akteur Akteure, Angabe Angaben, Befund Befunde, Beziehung Beziehungen, Datei Dateien,
        Eintrag Einträge, Entscheidung Entscheidungen, Fakt Fakten, Gruppe Gruppen, Hinweis Hinweise,
        Kasten Kästen, Karte Karten, Kontakt Kontakte, Monat Monate, Monat Monaten, Name Namen,
        Netzwerkziel Netzwerkziele, Paar Paare, Paar Paaren, Platz Plätze, Quelle Quellen,
        Schritt Schritte, Schritt Schritten, Sekunde Sekunden, Spalte Spalten, Stelle Stellen,
        Stufe Stufen, Tag Tage, Tag Tagen, Termin Termine, Treffer Treffern, Verbindung Verbindungen,
        Vorschlag Vorschläge, Zeile Zeilen, Kontakt Kontakten, Akteur Akteuren, Eintrag Einträgen""",
    "en": """actor actors, finding findings, relationship relationships, file files, entry entries, decision decisions,
        fact facts, group groups, note notes, box boxes, card cards, contact contacts, month months, name names,
        goal goals, pair pairs, seat seats, source sources, step steps, second seconds, column columns, place places,
        level levels, day days, event events, tie ties, proposal proposals, row rows, node nodes, cluster clusters""",
}
COUNTS = {"n", "count", "value", "rows", "rejected", "nodes", "facts", "pairs", "known", "total", "size", "people", "m"}
COUNTS |= {
    "steps",
    "months",
    "new",
    "left",
    "files",
    "sources",
    "open",
    "changed",
    "same",
    "proposals",
    "attempts",
    "all",
}
ADJECTIVE = {"de": r"(?: [a-zäöüß]+(?:e|er|es|en))?", "en": r"(?: (?:more|possible|known|cancelled))?"}
FINE = {"meeting_pairs"}  # "2 haben belegten Kontakt"


def nouns(language: str) -> tuple[set[str], set[str]]:
    """What stands after one, and what stands after several."""
    pairs = [pair.split() for pair in NOUNS[language].split(",")]
    pairs += [[getattr(n.display, language), getattr(n.plural, language)] for n in SCHEMA]
    pairs = [[word.lower() for word in pair] for pair in pairs if pair[0].lower() != pair[1].lower()]
    return {one for one, _ in pairs}, {many for _, many in pairs}


def sentences(language: str) -> Iterator[tuple[str, str]]:
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).glob(f"*{language}.yaml")):
            if path.name == f"{language}.yaml" or path.name.endswith(f".{language}.yaml"):
                yield from yaml.safe_load(path.read_text(encoding="utf-8")).items()


def said(text: str, language: str, n: int) -> str:
    places = [(name, spec) for _, name, spec, _ in Formatter().parse(text) if name]
    counted = COUNTS | {name for name, spec in places if "|" in (spec or "")}
    return filled(text, language, **{name: n if name in counted else "X" for name, _ in places})


def disagreeing(text: str, language: str, n: int) -> list[str]:
    """Counts with a noun of the other number; an adjective may stand between them."""
    wrong = nouns(language)[1 if n == 1 else 0]
    after = rf"(?<![\d.,]){n}({ADJECTIVE[language]} [A-Za-zÄÖÜäöüß]+)"
    return [words for words in re.findall(after, said(text, language, n)) if words.split()[-1].lower() in wrong]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("n", "other"), [(1, "_many"), (2, "_one")])
def test_a_count_and_its_noun_agree(language: str, n: int, other: str) -> None:
    read = {key: text for key, text in sentences(language) if not key.endswith(other) and key not in FINE}
    wrong = {key: found for key, text in read.items() if (found := disagreeing(text, language, n))}
    assert wrong == {}


def test_a_sentence_that_does_not_agree_is_seen() -> None:
    assert disagreeing("Es fehlen {n} Personen.", "de", 1) == [" Personen"]
    assert disagreeing("Es fehlen {n} weitere Zeilen.", "de", 1) == [" weitere Zeilen"]
    assert disagreeing("{n} row was left out", "en", 2) == [" row"]
    assert disagreeing("{n:# Person|# Personen}, {m:# row|# rows}", "de", 1) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_forms_of_a_counted_noun_are_there(language: str) -> None:
    keys = {key for key, _ in sentences(language)}
    stems = {key.rpartition("_")[0] for key in keys if key.endswith("_many")}
    assert [stem for stem in stems if f"{stem}_one" not in keys] == []
