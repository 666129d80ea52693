"""Models of the user's own: a folder is known by its files, a tiny one made on the spot finds names."""

import os
import tempfile
from pathlib import Path

import pytest

from graph.errors import UsageError
from ingest.documents.extract import extract
from ingest.documents.model import FILE, train
from ingest.documents.models import finder

SENTENCES = (
    ("Gestern leitete Yrsa Quelbo die Tannwerke.", ((16, 27, "PER"), (32, 41, "ORG"))),
    ("Die Tannwerke laden Yrsa Quelbo ein.", ((4, 13, "ORG"), (20, 31, "PER"))),
    ("Die Tannwerke bauen.", ((4, 13, "ORG"),)),
    ("Es sprach Yrsa Quelbo.", ((10, 21, "PER"),)),
)


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    """A folder with a model of the program's own sort that knows one person and one company."""
    train((pair for pair in SENTENCES for _ in range(5)), tmp_path / FILE)
    return tmp_path


def test_a_folder_with_a_model_finds_what_it_was_taught(tiny: Path) -> None:
    found = finder(str(tiny))
    assert found is not None
    names = {(p.kind, p.name) for p in extract("heute leitete Yrsa Quelbo die Tannwerke.", finder=found)}
    assert {("person", "Yrsa Quelbo"), ("organisation", "Tannwerke")} <= names


@pytest.mark.parametrize(
    ("file", "library"),
    [("config.cfg", "spacy"), ("gliner_config.json", "gliner"), ("final-model.pt", "flair")],
)
def test_a_folder_whose_library_or_content_is_missing_is_one_sentence(tmp_path: Path, file: str, library: str) -> None:
    (tmp_path / file).write_text("", encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        finder(str(tmp_path))
    assert str(tmp_path) in caught.value.message("de")
    assert caught.value.key in ("model_library_missing", "model_missing")
    if caught.value.key == "model_library_missing":
        assert library in caught.value.message("de")


def test_a_folder_without_a_model_says_what_is_looked_for(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        finder(str(tmp_path))
    assert "config.cfg" in caught.value.message("de")


def test_a_broken_model_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"no model")
    with pytest.raises(UsageError):
        finder(str(tmp_path))


def test_the_libraries_are_told_to_stay_offline(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HF_HUB_OFFLINE", raising=False)
    finder(str(tiny))
    assert os.environ["HF_HUB_OFFLINE"] == "1"


def test_the_same_sentences_give_the_same_model(tiny: Path) -> None:
    with tempfile.TemporaryDirectory() as other:
        train((pair for pair in SENTENCES for _ in range(5)), Path(other) / FILE)
        assert (Path(other) / FILE).read_bytes() == (tiny / FILE).read_bytes()
