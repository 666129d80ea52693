"""Which kind a file is: found by itself, or named."""

from pathlib import Path

import pytest

from graph.errors import InputError
from ingest.readers.probe import HEAD, Probe, ending_of
from ingest.sources import kind_of, kinds


def test_every_folder_is_a_kind_and_general_ones_come_last() -> None:
    folders = {path.parent.name for path in Path(kind_of.__code__.co_filename).parent.glob("*/__init__.py")}
    assert len(kinds()) >= len(folders)
    assert [kind.general for kind in kinds()] == sorted(kind.general for kind in kinds())
    assert {kind.name for kind in kinds() if kind.general} == {"participants", "facts"}


def test_names_of_kinds_are_all_different() -> None:
    names = [kind.name for kind in kinds()]
    assert len(set(names)) == len(names)


def test_a_list_of_people_is_a_list_of_people(tmp_path: Path) -> None:
    path = tmp_path / "liste.csv"
    path.write_text("Vorname;Nachname;Organisation\nAnna;Weiß;BDI\n", encoding="utf-8")
    assert kind_of(path).name == "participants"


def test_an_unknown_kind_is_named_with_those_there_are(tmp_path: Path) -> None:
    path = tmp_path / "liste.csv"
    path.write_text("Name\nAnna Weiß\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        kind_of(path, "adressbuch")
    assert caught.value.key == "unknown_kind"
    assert "participants" in caught.value.message("de")


def test_a_first_look_reads_the_letters_of_windows_and_a_letter_cut_in_two(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("Straße geschäftlich".encode("cp1252"))
    assert Probe(path).head == "Straße geschäftlich"
    path.write_bytes(b"a" * (HEAD - 1) + "ß".encode())
    assert Probe(path).head == "a" * (HEAD - 1)


@pytest.mark.parametrize("content", [b"", b"\x1f\x8b", b"\x1f\x8b\x08\0broken"])
def test_a_first_look_at_a_broken_file_sees_nothing(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(content)
    assert (Probe(path).head, ending_of(path)) == ("", ".jsonl.gz")
    assert Probe(tmp_path / "nothing.csv").head == ""
