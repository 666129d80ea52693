"""Stronger models the user has installed: spaCy pipelines and GLiNER, used only where asked for."""

from collections.abc import Callable, Sequence
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from graph.errors import UsageError
from ingest.documents.mentions import ORGANISATION, PERSON, PLACE, Mention
from ingest.documents.recognise import Finder
from ingest.documents.surroundings import Around
from ingest.documents.tokens import Sentence

SPACY, GLINER = "spacy", "gliner"
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
    """Return what finds names for `--model spacy:NAME` or `gliner:FOLDER`, None for the model the program brings.

    Raises:
        UsageError: no such kind of model, or it is not installed.
    """
    if wanted in ("", "crf"):
        return None
    kind, _, name = wanted.partition(":")
    makers: dict[str, Callable[[str], Finder]] = {SPACY: _spacy, GLINER: _gliner}
    if kind not in makers or not name:
        raise UsageError("unknown_model", value=wanted)
    if find_spec(kind) is None:
        raise UsageError("model_library_missing", value=wanted, name=kind)
    return makers[kind](name)


def _spacy(name: str) -> Finder:
    try:
        pipeline = import_module("spacy").load(name)
    except (OSError, ImportError, ValueError) as error:
        raise UsageError("model_missing", value=f"{SPACY}:{name}") from error

    def find(text: str, _: Sequence[Sentence], __: Around) -> list[Mention]:
        spans = ((e.start_char, e.end_char, e.label_, _SURE) for e in pipeline(text).ents)
        return list(mentions(spans))

    return find


def _gliner(name: str) -> Finder:
    try:
        model = import_module("gliner").GLiNER.from_pretrained(name, local_files_only=True)
    except (OSError, ImportError, ValueError) as error:
        raise UsageError("model_missing", value=f"{GLINER}:{name}") from error

    def find(text: str, sentences: Sequence[Sentence], _: Around) -> list[Mention]:
        found: list[Mention] = []
        for s in sentences:
            spans = model.predict_entities(text[s.start : s.end], _LABELS)
            found += mentions((s.start + e["start"], s.start + e["end"], e["label"], e["score"]) for e in spans)
        return found

    return find


def mentions(spans: Any) -> list[Mention]:
    """Return the spans (start, end, label, score) whose label is one of ours, without overlaps."""
    found: list[Mention] = []
    for start, end, label, score in sorted(spans, key=lambda s: (s[0], -s[1])):
        sort = _SORTS.get(label)
        if sort and start < end and not (found and start < found[-1].end):
            found.append(Mention(sort, start, end, float(score)))
    return found
