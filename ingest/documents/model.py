"""The sequence model: trained from marked texts, and names found with it in the words of a text."""

from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import pycrfsuite

from ingest.documents.features import features_of
from ingest.documents.mentions import Mention
from ingest.documents.surroundings import WordSurroundings, around
from ingest.documents.tokens import Sentence, Token, sentences_of, tokens_of

FILE = "names.crfsuite"
MOST_WORDS = 1_500  # of one sentence; longer ones are looked at in parts
Marked = tuple[str, Sequence[tuple[int, int, str]]]
_SETTINGS = {"c1": 0.05, "c2": 0.05, "max_iterations": 120, "feature.possible_transitions": True}


class NameModel:
    """A trained model in a file."""

    def __init__(self, path: Path) -> None:
        self._tagger: Any = pycrfsuite.Tagger()
        self._tagger.open(str(path))

    def __call__(self, text: str, sentences: Sequence[Sentence], document: WordSurroundings) -> list[Mention]:
        """Return the names in a text."""
        words = (tokens_of(text, sentence.start, sentence.end) for sentence in sentences)
        return [mention for tokens in words for mention in self.names_in(tokens, document)]

    def names_in(self, tokens: Sequence[Token], document: WordSurroundings) -> list[Mention]:
        """Return the names in one sentence; the confidence is that of the weakest word."""
        found: list[Mention] = []
        for begin in range(0, len(tokens), MOST_WORDS):
            found += self._names(tokens[begin : begin + MOST_WORDS], document)
        return found

    def _names(self, tokens: Sequence[Token], document: WordSurroundings) -> list[Mention]:
        labels: list[str] = self._tagger.tag(features_of(tokens, document))
        found: list[Mention] = []
        for place, (token, label) in enumerate(zip(tokens, labels, strict=True)):
            if label == "O":
                continue
            begins, sort = label[0] == "B", label[2:]
            sure = float(self._tagger.marginal(label, place))
            last = found[-1] if found else None
            goes_on = last is not None and place and last.end == tokens[place - 1].end and last.sort == sort
            if not begins and goes_on and last is not None:
                found[-1] = Mention(sort, last.start, token.end, min(last.confidence, sure))
            else:
                found.append(Mention(sort, token.start, token.end, sure))
        return found


@cache
def shipped() -> NameModel:
    """Return the model the program brings along."""
    with as_file(files("ingest.documents").joinpath("model", FILE)) as path:
        return NameModel(path)


def train(documents: Iterable[Marked], path: Path) -> None:
    """Write a model learned from texts and the places of names in them (start, end, sort); the same input, the same file."""
    trainer = pycrfsuite.Trainer(verbose=False, params=_SETTINGS)
    for text, names in documents:
        document = around(tokens_of(text))
        for sentence in sentences_of(text):
            tokens = tokens_of(text, sentence.start, sentence.end)
            if tokens:
                trainer.append(features_of(tokens, document), labels_of(tokens, names))
    trainer.train(str(path))


def labels_of(tokens: Sequence[Token], names: Iterable[tuple[int, int, str]]) -> list[str]:
    """Return for each word whether it begins a name of a sort, goes on with it, or neither ("B-PER", "I-PER", "O")."""
    labels = ["O"] * len(tokens)
    for start, end, sort in names:
        covered = [i for i, token in enumerate(tokens) if token.start < end and token.end > start]
        if covered and all(labels[i] == "O" for i in covered):
            for i in covered:
                labels[i] = f"{'B' if i == covered[0] else 'I'}-{sort}"
    return labels
