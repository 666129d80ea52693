"""Every error and note that ingest makes has a sentence in both languages, with nothing left open."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from graph.errors import LANGUAGES, InputError, catalogue, sentence

INGEST = Path(__file__).resolve().parents[2] / "ingest"
MADE_BY = {"InputError": 0, "Note": 0, "_error": 0, "_note": 0, "refuse": 0, "__init__": 0}
# What each way of making an error fills in by itself.
ALWAYS = {
    "InputError": {"file", "row", "column", "value"},
    "__init__": {"file", "row", "column", "value"},
    "_error": {"file", "row", "column", "value"},
    "refuse": {"file", "row", "column", "value"},
    "_note": {"value"},
}


def sites() -> Iterator[tuple[str, str, str, set[str]]]:
    """Place, way, key and names of the context wherever ingest makes an error or a note."""
    for path in sorted(INGEST.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_bytes())):
            if not (isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant)):
                continue
            way = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            key = node.args[0].value
            if way not in MADE_BY or not isinstance(key, str):
                continue
            names = {k.arg for k in node.keywords if k.arg} | ALWAYS.get(way, set())
            for keyword in node.keywords:
                if keyword.arg == "context" and isinstance(keyword.value, ast.Dict):
                    names |= {str(k.value) for k in keyword.value.keys if isinstance(k, ast.Constant)}
            yield f"{path.relative_to(INGEST)}:{node.lineno}", way, key, names


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


SITES = [site for site in sites() if site[1] != "refuse" or "marked" not in site[0]]


def test_the_search_finds_the_places() -> None:
    assert len(SITES) > 40
    assert {"not_a_name", "note_unused_column", "wrong_ends", "archive_unsafe", "too_many_rejected"} <= {
        key for _, _, key, _ in SITES
    }


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("place", "way", "key", "names"), SITES, ids=[f"{s[0]}-{s[2]}" for s in SITES])
def test_the_sentence_exists_and_is_filled(place: str, way: str, key: str, names: set[str], language: str) -> None:
    assert key in catalogue(language), place
    assert placeholders(catalogue(language)[key]) <= names, place


def test_the_errors_of_both_marked_formats_have_a_sentence() -> None:
    for key in ("bad_yaml", "bad_json"):
        error = InputError(key, file="a", row=1, detail="x")
        assert {error.message(language)[:2] for language in LANGUAGES} == {"a,"}


def test_both_languages_have_the_same_keys_and_placeholders() -> None:
    german, english = (catalogue(language) for language in LANGUAGES)
    assert german.keys() == english.keys()
    assert {k: placeholders(t) for k, t in german.items()} == {k: placeholders(t) for k, t in english.items()}


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_sentence_about_a_file_says_what_to_do(language: str) -> None:
    word = re.compile(
        "Bitte|Möglich|Erwartet|Gebraucht|erlaubt|Steht|Stehen|gehör|see|siehe|[Pp]lease|Possible|expected|belong|needed|allowed"
    )
    used = {key for _, way, key, _ in SITES if way != "Note"}
    assert [
        key for key in sorted(used) if not word.search(catalogue(language)[key]) and not key.startswith("note_")
    ] == []


@pytest.mark.parametrize("value", ["{x}", "{0}", "{", "%s", "a{value}b"])
def test_braces_in_a_value_are_shown_and_not_filled(value: str) -> None:
    assert value in sentence("not_a_name", "de", value=value)
    assert value in InputError("not_a_name", file="a.csv", row=1, value=value).message("de")


def test_long_and_unprintable_values_are_shortened() -> None:
    shown = InputError("not_a_name", file="a.csv", value="a\0b\n" + "x" * 500).message("de")
    assert "\n" not in shown
    assert "\0" not in shown
    assert len(shown) < 200
