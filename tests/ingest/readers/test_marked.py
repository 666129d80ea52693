"""YAML and JSON: every value with its line, and nothing that a hostile file could set off."""

import json
import resource
import string
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.errors import InputError
from ingest.readers.marked import DEEPEST, LARGEST, Marked, read_marked

Put = Callable[[str, str | bytes], Path]


def plain(marked: Marked) -> Any:
    if isinstance(marked.value, dict):
        return {name: plain(value) for name, value in marked.value.items()}
    return [plain(item) for item in marked.value] if isinstance(marked.value, list) else marked.value


def line_of(marked: Marked, *way: str | int) -> int:
    found: Any = marked
    for step in way:
        found = found.value[step]
    return int(found.line)


def refused(path: Path) -> InputError:
    with pytest.raises(InputError) as caught:
        read_marked(path)
    assert caught.value.file == path.name
    return caught.value


def test_scalars_stay_the_text_they_are_written_as(put: Put) -> None:
    text = "a: 2021-03-16\nb: 1e3\nc: yes\nd: 0x10\ne: 010\nf: '7'\ng: 12:30\nh: 2021-03-16T10:00:00Z\ni: .5\n"
    assert plain(read_marked(put("a.yaml", text))) == {
        "a": "2021-03-16",
        "b": "1e3",
        "c": "yes",
        "d": "0x10",
        "e": "010",
        "f": "7",
        "g": "12:30",
        "h": "2021-03-16T10:00:00Z",
        "i": ".5",
    }


def test_json_scalars_stay_the_text_they_are_written_as(put: Put) -> None:
    text = '{"a": 1.50, "b": true, "c": false, "d": 1e3, "e": "x", "f": -7}'
    assert plain(read_marked(put("a.json", text))) == {
        "a": "1.50",
        "b": "true",
        "c": "false",
        "d": "1e3",
        "e": "x",
        "f": "-7",
    }


@pytest.mark.parametrize("text", ["a:", "a: ~", "a: null", "a: NULL", "a: !!null x"])
def test_nothing_is_none_and_not_a_word(put: Put, text: str) -> None:
    assert plain(read_marked(put("a.yaml", text))) == {"a": None}


def test_quoted_words_for_nothing_are_text(put: Put) -> None:
    assert plain(read_marked(put("a.yaml", "a: '~'\nb: \"null\"\nc: ''\n"))) == {"a": "~", "b": "null", "c": ""}
    assert plain(read_marked(put("a.json", '{"a": "null", "b": null}'))) == {"a": "null", "b": None}


def test_values_have_the_line_of_their_name(put: Put) -> None:
    text = "source:\n  title:\n    Bericht\nnodes:\n  - ref: a\n    aliases:\n      - x\n      - y\n  - {ref: b}\n"
    marked = read_marked(put("a.yaml", text))
    assert [
        line_of(marked, *way)
        for way in (
            ["source"],
            ["source", "title"],
            ["nodes", 0],
            ["nodes", 0, "aliases"],
            ["nodes", 0, "aliases", 1],
            ["nodes", 1, "ref"],
        )
    ] == [1, 2, 5, 6, 8, 9]


def test_json_values_have_the_line_of_their_name(put: Put) -> None:
    text = '{\n "source": {"title":\n   "x"},\n\t"nodes": [\n  {"ref": "a"},\n  {"ref": "b",\n   "at": "c"}\n ]\n}'
    marked = read_marked(put("a.json", text))
    assert [
        line_of(marked, *way)
        for way in (["source", "title"], ["nodes"], ["nodes", 0], ["nodes", 1], ["nodes", 1, "at"])
    ] == [2, 4, 5, 6, 7]


def test_an_alias_has_the_line_it_stands_on(put: Put) -> None:
    marked = read_marked(put("a.yaml", "a: &x [1, 2]\nb:\n  - *x\n"))
    assert plain(marked) == {"a": ["1", "2"], "b": [["1", "2"]]}
    assert line_of(marked, "b", 0) == 3


def test_anchors_on_scalars_and_mappings_can_be_used_again(put: Put) -> None:
    marked = read_marked(put("a.yaml", "a: &x Bonn\nb: *x\nc: &y {d: *x}\ne: *y\n"))
    assert plain(marked) == {"a": "Bonn", "b": "Bonn", "c": {"d": "Bonn"}, "e": {"d": "Bonn"}}


def test_a_merge_key_is_a_name_like_any_other(put: Put) -> None:
    marked = read_marked(put("a.yaml", "a: &a {x: 1}\nb:\n  <<: *a\n  y: 2\n"))
    assert plain(marked) == {"a": {"x": "1"}, "b": {"<<": {"x": "1"}, "y": "2"}}


@pytest.mark.parametrize(
    "text",
    [
        "a: !!python/object/apply:os.system ['touch x']",
        "a: !!python/name:os.system",
        "!!python/name:os.system a: 1",
        "a: !eigene 1",
        "!eigene a: 1",
        "a: !eigene [1]",
        "a: !eigene {b: 1}",
        "a: !!binary aGVsbG8=",
        "a: !!set {x, y}",
        "a: !<tag:example.org,2021:x> 1",
    ],
)
def test_tags_are_refused_with_their_line(put: Put, text: str) -> None:
    error = refused(put("a.yaml", f"b: 1\n{text}\n"))
    assert (error.key, error.row) == ("bad_yaml", 2)


def test_the_usual_tags_do_no_harm(put: Put) -> None:
    assert plain(read_marked(put("a.yaml", "a: !!str 1\nb: !!int '2'\nc: ! 3\nd: !!map {e: !!seq []}\n"))) == {
        "a": "1",
        "b": "2",
        "c": "3",
        "d": {"e": []},
    }


@pytest.mark.parametrize("width", [2, 10, 40])
def test_a_billion_laughs_are_refused_at_once_and_without_memory(put: Put, width: int) -> None:
    lines = ["a: &a [" + ",".join("x" * width) + "]"]
    for before, name in zip(string.ascii_lowercase, string.ascii_lowercase[1:], strict=False):
        lines.append(f"{name}: &{name} [" + ",".join([f"*{before}"] * width) + "]")
    started, memory = time.monotonic(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert refused(put("a.yaml", "\n".join(lines))).key == "bad_yaml"
    assert time.monotonic() - started < 2
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - memory < 100_000


@pytest.mark.parametrize("text", ["a: &a [*a]", "a: &a {b: *a}", "a: *b", "? *b\n: 1", "&a a: 1\nb: *a"])
def test_aliases_that_lead_nowhere_or_back_are_refused(put: Put, text: str) -> None:
    assert refused(put("a.yaml", text)).key == "bad_yaml"


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("a.yaml", "a: 1\nb: 2\na: 3\n", 3),
        ("a.yaml", "x:\n  - {b: 1,\n     b: 2}\n", 3),
        ("a.json", '{"a": 1,\n"a": 2}', 2),
        ("a.json", '{"\\u0061": 1,\n"a": 2}', 2),
    ],
)
def test_a_name_that_comes_twice_is_refused_with_its_line(put: Put, name: str, text: str, line: int) -> None:
    error = refused(put(name, text))
    assert (error.key, error.row) == (f"bad_{name[2:]}", line)


@pytest.mark.parametrize("text", ["? [a, b]\n: 1", "? {a: b}\n: 1", "{[a]: 1}"])
def test_a_name_that_is_no_text_is_refused(put: Put, text: str) -> None:
    assert refused(put("a.yaml", text)).key == "bad_yaml"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.yaml", "[" * 100_000),
        ("a.yaml", "[" * 20_000 + "]" * 20_000),
        ("a.yaml", "- " * 20_000),
        ("a.yaml", "".join(" " * n + "a:\n" for n in range(400))),
        ("a.yaml", "{a: " * 20_000),
        ("a.json", "[" * 100_000),
        ("a.json", "[" * 100_000 + "]" * 100_000),
        ("a.json", '{"a":' * 100_000 + "1" + "}" * 100_000),
    ],
)
def test_deep_nesting_is_refused_and_ends_no_process(put: Put, name: str, text: str) -> None:
    started = time.monotonic()
    assert refused(put(name, text)).key == f"bad_{name[2:]}"
    assert time.monotonic() - started < 5


@pytest.mark.parametrize("name", ["a.yaml", "a.json"])
def test_the_deepest_nesting_allowed_is_read(put: Put, name: str) -> None:
    assert read_marked(put(name, "[" * DEEPEST + "]" * DEEPEST)).line == 1
    assert refused(put(name, "[" * (DEEPEST + 1) + "]" * (DEEPEST + 1))).row == 1


@pytest.mark.parametrize(
    ("text", "row", "column"),
    [
        ('{"a": 1,\n "b" 2}', 2, "6"),
        ('{"a": 1,}', 1, "9"),
        ('{"a": 1}\nx', 2, "1"),
        ("{'a': 1}", 1, "2"),
        ('{"a": "x\ny"}', 1, "9"),
        ('[1,\n2,\n"', 3, "1"),
    ],
)
def test_broken_json_names_line_and_column(put: Put, text: str, row: int, column: str) -> None:
    error = refused(put("a.json", text))
    assert (error.key, error.row, error.column) == ("bad_json", row, column)


@pytest.mark.parametrize("text", ['{"a": NaN}', "[Infinity]", "[-Infinity]"])
def test_numbers_that_json_does_not_have_are_refused(put: Put, text: str) -> None:
    assert refused(put("a.json", text)).key == "bad_json"


@pytest.mark.parametrize(
    ("text", "row", "column"),
    [
        ("a:\n\tb: 1\n", 2, "1"),
        ("a: [1, 2\nb: 3\n", 2, "2"),
        ("a: 'x\n", 2, "1"),
        ("a: b: c\n", 1, "5"),
        ('x: 1\na: "\\ud800"\n', 2, "7"),
    ],
)
def test_broken_yaml_names_line_and_column(put: Put, text: str, row: int, column: str) -> None:
    error = refused(put("a.yaml", text))
    assert (error.key, error.row, error.column) == ("bad_yaml", row, column)


@pytest.mark.parametrize("name", ["a.yaml", "a.json"])
def test_very_long_numbers_are_text(put: Put, name: str) -> None:
    number = "9" * 10_000
    assert plain(read_marked(put(name, f'{{"a": {number}}}'))) == {"a": number}


@pytest.mark.parametrize(
    ("name", "text"),
    [("a.json", '{"a": "\\ud83d"}'), ("a.json", '{"\\udc00": 1}'), ("a.json", '"\\u0000"'), ("a.yaml", 'a: "\\0"')],
)
def test_characters_no_database_takes_are_refused(put: Put, name: str, text: str) -> None:
    assert refused(put(name, text)).row == 1


def test_json_escapes_are_read(put: Put) -> None:
    text = '{"\\u00fc": "\\ud83d\\ude00 \\/ \\" \\\\ \\t.", "b": "http://x/y#z, : {"}'
    assert plain(read_marked(put("a.json", text))) == {"ü": '😀 / " \\ \t.', "b": "http://x/y#z, : {"}


def test_a_control_character_in_yaml_is_refused(put: Put) -> None:
    assert refused(put("a.yaml", "a: \x01")).key == "bad_yaml"


def test_a_second_document_is_refused_with_its_line(put: Put) -> None:
    error = refused(put("a.yaml", "a: 1\n---\nb: 2\n"))
    assert (error.key, error.row) == ("bad_yaml", 2)


@pytest.mark.parametrize("content", ["", " \n\t\n", "\ufeff\n"])
def test_a_file_without_content_is_empty(put: Put, content: str) -> None:
    assert refused(put("a.yaml", content)).key == "empty_file"


def test_comments_alone_are_nothing(put: Put) -> None:
    assert read_marked(put("a.yaml", "# noch nichts\n")) == Marked(None, 1)


def test_another_encoding_than_utf_8_is_refused_with_its_place(put: Put) -> None:
    error = refused(put("a.yaml", "a: x\nb: Grün\n".encode("cp1252")))
    assert (error.key, error.row, error.context["position"], error.value) == ("not_utf8", 2, 11, "0xfc")


def test_a_byte_order_mark_does_no_harm(put: Put) -> None:
    assert plain(read_marked(put("a.json", b'\xef\xbb\xbf{"a": 1}'))) == {"a": "1"}


def test_a_file_larger_than_allowed_is_refused_unread(put: Put) -> None:
    error = refused(put("a.yaml", b"#" * (LARGEST + 1)))
    assert (error.key, error.context["detail"]) == ("too_large", "21 MB > 20 MB")


texts = st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=10)
contents = st.recursive(
    st.none() | texts | st.integers().map(str),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=15,
)


def stripped(content: Any) -> Any:
    if isinstance(content, dict):
        return {name: stripped(value) for name, value in content.items()}
    if isinstance(content, list):
        return [stripped(item) for item in content]
    return content.strip() if isinstance(content, str) else content


@given(contents)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_json_and_yaml_give_back_what_was_written(put: Put, content: Any) -> None:
    expected = stripped(content)
    assert plain(read_marked(put("a.json", json.dumps(content)))) == expected
    assert plain(read_marked(put("b.json", json.dumps(content, ensure_ascii=False, indent=1)))) == expected
    assert plain(read_marked(put("a.yaml", yaml.safe_dump(content, allow_unicode=True)))) == expected
