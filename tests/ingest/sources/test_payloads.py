"""Payloads of attackers in every kind of source: a value stays what it is, and nothing of a file becomes a label."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from graph.errors import InputError
from graph.model.facts import Record
from graph.model.schema import load
from ingest.loading.pipeline import Prepared, prepare
from ingest.records import Options
from tests.ingest.readers.test_fuzz import VALID
from tests.support.carriers import DECLARED, FIELDS, NAMES
from tests.support.hostile import in_ods, in_word

Put = Callable[[str, str | bytes], Path]
VALUES = {
    "cypher": "Robby' WITH true as x MATCH (s) DETACH DELETE s //",
    "cypher in backticks": "a`}) DETACH DELETE n //",
    "parameter": "$rows Verein",
    "image": "<img src=x onerror=alert(1)> Verein",
    "script": "</script><script>alert(1)</script> Verein",
    "link in a title": '<a href="javascript:alert(1)">Verein</a>',
    "svg": "<svg/onload=alert(1)> Verein",
    "markdown": "**x** `y` _z_ #1 Verein",
    "template": "{{7*7}} Verein ${7*7} <%= 7*7 %>",
    "formula": "=HYPERLINK(A1&A2)",
    "formula of a command": "@SUM(1+1)*cmd|' /C calc'!A0",
    "python": "!!python/object/apply:os.system ['id'] Verein",
    "format": "%s %n {0.__class__} Verein",
    "path": "../../etc/passwd Verein",
}
NAMES_OF_FIELDS = ["a`b", "a}b", "@rid", "`x`) DETACH DELETE n //", "__class__", "id", "claims", "keys", "<b>x</b>", ""]


def read_or_refused(path: Path) -> Prepared | InputError:
    """Return a file that was read, or the refusal, which has a sentence."""
    try:
        return prepare(path, Options(event="Auftakt"), most_rejected=1)
    except InputError as error:
        refusal = error
    assert refusal.message("de").startswith(path.name)
    return refusal


def texts(prepared: Prepared) -> set[str]:
    found: set[str] = set()
    for record in prepared.records():
        for entity in record.entities:
            for value in (entity.name, *entity.values.values()):
                found |= {value} if isinstance(value, str) else set(value)
        found |= {fact.role for fact in record.facts}
    return found


def assert_within_schema(records: list[Record]) -> None:
    schema = load()
    for record in records:
        for entity in record.entities:
            assert entity.label in schema.nodes
            assert set(entity.values) <= set(schema.nodes[entity.label].fields)
        assert {fact.type for fact in record.facts} <= set(schema.relationships)


@pytest.mark.parametrize("sort", sorted(VALUES))
@pytest.mark.parametrize("kind", sorted(NAMES))
def test_a_payload_in_a_name_is_stored_to_the_letter_or_refused(put: Put, kind: str, sort: str) -> None:
    (name, make), payload = NAMES[kind], VALUES[sort]
    prepared = read_or_refused(put(name, make(payload)))
    if isinstance(prepared, InputError):
        assert prepared.file == name
        return
    assert_within_schema(list(prepared.records()))
    rejected = [error.message("de") for error in prepared.row_log.rejected]
    kept = " ".join(texts(prepared))
    # A list gives several houses of one cell apart, and a name in capitals a form of its own.
    assert rejected or payload.removesuffix(" Verein").casefold() in kept.casefold(), kept


@pytest.mark.parametrize("payload", NAMES_OF_FIELDS)
@pytest.mark.parametrize("kind", sorted(FIELDS))
def test_a_payload_as_the_name_of_a_field_becomes_no_label_no_type_and_no_property(
    put: Put, kind: str, payload: str
) -> None:
    name, make = FIELDS[kind]
    prepared = read_or_refused(put(name, make(payload)))
    if isinstance(prepared, Prepared):
        assert_within_schema(list(prepared.records()))


LAUGHS = "".join(f"<!ENTITY x{n} '{f'&x{n - 1};' * 10}'>" for n in range(1, 12))
DECLARATIONS = {
    "outside": "<!DOCTYPE r [<!ENTITY x SYSTEM 'file://{canary}'>]>",
    "outside by name": "<!DOCTYPE r [<!ENTITY x PUBLIC 'a' 'file://{canary}'>]>",
    "parameter": "<!DOCTYPE r [<!ENTITY % p SYSTEM 'file://{canary}'> %p;<!ENTITY x 'y'>]>",
    "laughs": f"<!DOCTYPE r [<!ENTITY x0 'lol'>{LAUGHS}<!ENTITY x '&x11;'>]>",
    "inside": "<!DOCTYPE r [<!ENTITY x 'Anna Lang'>]>",
}


def declared(kind: str, declaration: str) -> tuple[str, bytes]:
    if kind in DECLARED:
        name, content = DECLARED[kind]
        return name, declaration.encode() + content
    if kind == "ods":
        name, content, part = "liste.ods", in_ods("&x;"), "content.xml"
    elif kind == "docx":
        name, content, part = "brief.docx", in_word("Anna Lang leitet das Werk."), "word/document.xml"
    else:
        name, content, part = "liste.xlsx", VALID["xlsx"], "xl/worksheets/sheet1.xml"
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            text = old.read(entry)
            new.writestr(entry.filename, declaration.encode() + text if entry.filename == part else text)
    return name, out.getvalue()


@pytest.mark.parametrize("sort", sorted(DECLARATIONS))
@pytest.mark.parametrize("kind", [*DECLARED, "xlsx", "ods", "docx"])
def test_declared_entities_are_refused_in_every_kind_of_xml(put: Put, tmp_path: Path, kind: str, sort: str) -> None:
    canary = tmp_path / "geheim.txt"
    canary.write_text("Geheimnis")
    name, content = declared(kind, DECLARATIONS[sort].replace("{canary}", str(canary)))
    with pytest.raises(InputError) as caught:
        prepare(put(name, content), Options(event="Auftakt"), most_rejected=1)
    assert caught.value.key in {"unsafe_xml", "archive_unsafe", "document_broken", "unknown_content", "broken_xml"}
    assert "Geheimnis" not in caught.value.message("de")
    assert caught.value.message("de").startswith(name)
