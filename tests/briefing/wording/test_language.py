"""Both languages say the same things, nothing is missing and nothing is left over."""

import re
from pathlib import Path
from string import Formatter

import pytest

from briefing.wording.language import LANGUAGES, Words, catalogue
from dashboard.map import TEXT_KEYS
from graph.model.schema import load

ROOT = Path(__file__).resolve().parents[3]
CODE = "\n".join(
    path.read_text(encoding="utf-8")
    for package in ("dashboard", "briefing/wording")
    for path in sorted((ROOT / package).rglob("*.py"))
    if "node_modules" not in path.parts and path.name != "language.py"  # which shows how it is done
)
CALLED = re.compile(r'\bwords\(\s*(f?)"([^"]+)"')
ON_MAP = re.compile(r'\bwords\.count\("([a-z_]+)"')


def placeholders(words: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(words) if name is not None}


def counted(key: str) -> bool:
    """Whether a key is one of the two forms of a noun that is counted somewhere."""
    noun, form = key.rpartition("_")[::2]
    return form in {"one", "many"} and re.search(rf'"{noun}"', CODE) is not None


def is_used(key: str) -> bool:
    if re.search(rf"[\"']{key}[\"']", CODE) or counted(key):
        return True
    made = [re.escape(words) for is_made, words in CALLED.findall(CODE) if is_made]
    made += [re.escape(words) for words in re.findall(r'inverse = f"([^"]+)"', CODE)]
    return any(re.fullmatch(re.sub(r"\\\{.*?\\\}", ".+", pattern), key) for pattern in made)


def test_both_languages_have_the_same_keys() -> None:
    assert catalogue("de").keys() == catalogue("en").keys()


def test_both_languages_fill_in_the_same() -> None:
    german, english = catalogue("de"), catalogue("en")
    assert [key for key in german if placeholders(german[key]) != placeholders(english[key])] == []


def test_every_key_is_used() -> None:
    assert [key for key in catalogue("de") if not is_used(key)] == []
    assert not is_used("nobody_says_this")


def test_every_key_in_the_code_has_words() -> None:
    called = {key for is_made, key in CALLED.findall(CODE) if not is_made}
    assert len(called) > 50
    assert called - catalogue("de").keys() == set()


def test_every_counted_noun_has_both_forms() -> None:
    counted = {f"{key}_{form}" for key in ON_MAP.findall(CODE) for form in ("one", "many")}
    assert counted - catalogue("de").keys() == set()


def test_the_map_has_all_its_words() -> None:
    assert {f"map_{key}" for key in TEXT_KEYS} <= catalogue("de").keys()


def test_every_relationship_reads_from_both_ends() -> None:
    directed = [r.type for r in load().relationships.values() if r.directed]
    assert {f"inverse_{name}" for name in directed} <= catalogue("de").keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_words_hold_markup(language: str) -> None:
    assert [words for words in catalogue(language).values() if re.search(r"[<>*`]|\]\(|:\w+[:\[]", words)] == []


def test_figures_and_dates_are_written_as_each_language_does() -> None:
    german, english = Words("de"), Words("en")
    assert (german.number(2100), english.number(2100)) == ("2.100", "2,100")
    assert (german.decimal(0.05), english.decimal(0.05)) == ("0,05", "0.05")
    assert (german.date("2021-03"), english.date("2021-03-16")) == ("März 2021", "16 March 2021")
    assert german.date("2026-11-22T12:15:26+00:00") == "22.11.2026"
    assert german.date("") == ""
    assert (german.count("facts", 1), german.count("facts", 2)) == ("1 Fakt", "2 Fakten")
