"""Stronger models the user has: spaCy, GLiNER, flair, or another model of the program's own sort; only where asked for.

A model is a folder on this machine. Nothing is downloaded: the libraries are told so before they are loaded.
"""

import os
from collections.abc import Callable, Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from graph.errors import UsageError
from ingest.documents.mentions import ORGANISATION, PERSON, PLACE, Mention
from ingest.documents.model import FILE, NameModel
from ingest.documents.recognise import Finder
from ingest.documents.surroundings import WordSurroundings
from ingest.documents.tokens import Sentence

SPACY, GLINER, FLAIR, CRF = "spacy", "gliner", "flair", "crf"
# The files by which a folder tells whose model it is; each name stands for one kind alone.
_FILES = {
    CRF: (FILE,),
    GLINER: ("gliner_config.json",),
    SPACY: ("config.cfg",),
    FLAIR: ("best-model.pt", "final-model.pt", "pytorch_model.bin"),
}
_OFFLINE = ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE", "HF_DATASETS_OFFLINE")
_SORTS = {
    "PER": PERSON,
    "PERSON": PERSON,
    "ORG": ORGANISATION,
    "LOC": PLACE,
    "GPE": PLACE,
    "person": PERSON,
    "organisation": ORGANISATION,
    "place": PLACE,
}
_LABELS = ["person", "organisation", "place"]
_SURE = 0.85  # spaCy's named entities come without a probability


def finder(wanted: str) -> Finder | None:
    """Return what finds names for `--model FOLDER`, None for the model the program brings.

    The kind may be said in front (`spacy:NAME`, `gliner:FOLDER`, `flair:FOLDER`), a spaCy pipeline then also by the name
    under which it is installed.

    Raises:
        UsageError: no such folder, no model in it that is known, its library is not installed, or it can not be read.
    """
    if wanted in ("", CRF):
        return None
    kind, name = _kind_of(wanted)
    if kind != CRF and find_spec(kind) is None:
        raise UsageError("model_library_missing", value=wanted, name=kind)
    for variable in _OFFLINE:
        os.environ[variable] = "1"
    try:
        return _MAKERS[kind](name)
    except Exception as error:  # each library has errors of its own for a folder it can not read
        raise UsageError("model_missing", value=wanted) from error


def _kind_of(wanted: str) -> tuple[str, str]:
    """Return the kind of a model and its folder or name."""
    folder = Path(wanted)
    if folder.is_dir():
        for kind, names in _FILES.items():
            if any((folder / name).is_file() for name in names):
                return kind, wanted
        raise UsageError("model_folder_unknown", value=wanted)
    kind, _, name = wanted.partition(":")
    if kind not in _MAKERS or not name:
        raise UsageError("unknown_model", value=wanted)
    return kind, name


def _crf(name: str) -> Finder:
    return NameModel(Path(name) / FILE)


def _spacy(name: str) -> Finder:
    pipeline = import_module(SPACY).load(name)

    def find(text: str, _: Sequence[Sentence], __: WordSurroundings) -> list[Mention]:
        spans = ((e.start_char, e.end_char, e.label_, _SURE) for e in pipeline(text).ents)
        return list(mentions(spans))

    return find


def _gliner(name: str) -> Finder:
    model = import_module(GLINER).GLiNER.from_pretrained(name, local_files_only=True)

    def find(text: str, sentences: Sequence[Sentence], _: WordSurroundings) -> list[Mention]:
        found: list[Mention] = []
        for s in sentences:
            spans = model.predict_entities(text[s.start : s.end], _LABELS)
            found += mentions((s.start + e["start"], s.start + e["end"], e["label"], e["score"]) for e in spans)
        return found

    return find


def _flair(name: str) -> Finder:
    file = next(Path(name) / file for file in _FILES[FLAIR] if (Path(name) / file).is_file())
    tagger = import_module("flair.models").SequenceTagger.load(str(file))
    sentence_of = import_module("flair.data").Sentence

    def find(text: str, sentences: Sequence[Sentence], _: WordSurroundings) -> list[Mention]:
        found: list[Mention] = []
        for s in sentences:
            sentence = sentence_of(text[s.start : s.end])
            tagger.predict(sentence)
            spans = sentence.get_spans("ner")
            found += mentions((s.start + e.start_position, s.start + e.end_position, e.tag, e.score) for e in spans)
        return found

    return find


_MAKERS: dict[str, Callable[[str], Finder]] = {CRF: _crf, SPACY: _spacy, GLINER: _gliner, FLAIR: _flair}


def mentions(spans: Any) -> list[Mention]:
    """Return the spans (start, end, label, score) whose label is one of ours, without overlaps."""
    found: list[Mention] = []
    for start, end, label, score in sorted(spans, key=lambda s: (s[0], -s[1])):
        sort = _SORTS.get(label)
        if sort and start < end and not (found and start < found[-1].end):
            found.append(Mention(sort, start, end, float(score)))
    return found
