"""Fingerprints: who is known again, in which spellings, and who is not."""

import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import UsageError
from graph.files.erasure_key import KEY
from graph.privacy.book import ErasureBook
from graph.privacy.fingerprints import Erasure, Fingers, Matcher
from graph.privacy.others import Others
from graph.privacy.scrubbing import Scrubber
from graph.privacy.subject import Subject, erasure_of

NOBODY = Others(frozenset(), frozenset())


def matcher(name: str, *mails: str, others: Others = NOBODY) -> Matcher:
    subject = Subject("per-1", {"name": name, "claims": []}, (name,), mails, tuple(f"mail:{m}" for m in mails))
    fingers = Fingers(b"key")
    return Matcher(fingers, (erasure_of(subject, fingers, others, at="", who="", reason=""),))


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Dr. Anna Zqxmärker kam", "Dr. [gelöscht] kam"),
        ("ZQXMÄRKER, Anna", "[gelöscht]"),
        ("zqxmaerker allein", "[gelöscht] allein"),
        ("A. Zqxmärker und B. Müller", "[gelöscht] und B. Müller"),
        ("an a.zqx@werk.example", "an [gelöscht]"),
        ("https://x.example/Anna%20Zqxm%C3%A4rker/bild", "https://x.example/[gelöscht]/bild"),
        ("Anna Müller", "Anna Müller"),
        ("Zqxmärkerstraße", "Zqxmärkerstraße"),
        ("", ""),
    ],
)
def test_a_name_is_found_in_every_spelling_and_nothing_else_is(text: str, left: str) -> None:
    assert matcher("Anna Zqxmärker", "a.zqx@werk.example").redacted(text) == left


def test_a_family_name_that_others_have_is_left_where_it_stands_alone() -> None:
    found = matcher("Anna Müller", others=Others(frozenset({"Bernd Müller"}), frozenset({"bernd mueller"})))
    assert found.redacted("Anna Müller, Bernd Müller, Frau Müller") == "[gelöscht], Bernd Müller, Frau Müller"


def test_a_namesake_keeps_her_name() -> None:
    found = matcher(
        "Anna Müller", "a@x.example", others=Others(frozenset({"Anna Müller"}), frozenset({"anna mueller"}))
    )
    assert found.redacted("Anna Müller") == "Anna Müller"
    assert found.owns(["mail:a@x.example"])


def test_the_book_names_nobody_and_its_key_is_the_owners_alone(tmp_path: Path) -> None:
    book = ErasureBook(tmp_path / "keys")
    assert not book.matcher()
    assert not (tmp_path / "keys").exists()
    subject = Subject("per-1", {"name": "Anna Zqx", "claims": []}, ("Anna Zqx",), (), ("name:anna zqx@",))
    book.keep(erasure_of(subject, book.fingers(), NOBODY, at="", who="Otto", reason=""))
    assert book.matcher().owns(["per-1"])
    texts = [path.read_text(encoding="utf-8").lower() for path in (tmp_path / "keys").iterdir()]
    assert not any("zqx" in text or "per-1" in text for text in texts)
    assert stat.S_IMODE((tmp_path / "keys" / KEY).stat().st_mode) == 0o600


def test_without_the_key_or_with_a_damaged_book_nothing_is_taken_for_nobody(tmp_path: Path) -> None:
    book = ErasureBook(tmp_path)
    book.fingers()
    book.keep(Erasure("1", "", "Otto", ""))
    (tmp_path / KEY).unlink()
    with pytest.raises(UsageError):
        book.matcher()
    (tmp_path / "erasures.jsonl").write_text("{", encoding="utf-8")
    with pytest.raises(UsageError):
        book.erasures()


@given(st.recursive(st.text() | st.integers(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)))
def test_what_names_nobody_stays_as_it_is(value: object) -> None:
    properties = {"body": value}
    assert Scrubber(matcher("Anna Zqxmärker"), {"per-1"}).scrubbed(properties) == properties


def test_json_in_a_text_is_taken_apart_and_stays_json() -> None:
    scrubber = Scrubber(matcher("Anna Zqxmärker"), {"per-1"})
    found = scrubber.scrubbed({"body": '{"people": ["per-1", "per-2"], "text": "Anna Zqxmärker kam"}'})
    assert found == {"body": '{"people": ["per-2"], "text": "[gelöscht] kam"}'}
