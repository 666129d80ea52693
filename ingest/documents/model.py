"""The sequence model shipped with the program: names in the words of a text, with their probability."""

from collections.abc import Sequence
from functools import cache
from importlib.resources import as_file, files
from typing import Any

from ingest.documents.features import Around, features_of
from ingest.documents.mentions import Mention
from ingest.documents.tokens import Token

FILE = "names.crfsuite"
MOST_WORDS = 1_500  # of one sentence; longer ones are looked at in parts


@cache
def _tagger() -> Any:
    import pycrfsuite

    tagger = pycrfsuite.Tagger()
    with as_file(files("ingest.documents").joinpath("model", FILE)) as path:
        tagger.open(str(path))
    return tagger


def names_in(tokens: Sequence[Token], document: Around) -> list[Mention]:
    """Return the names the model finds in one sentence; the confidence is that of the weakest word."""
    found: list[Mention] = []
    for begin in range(0, len(tokens), MOST_WORDS):
        found += _names(tokens[begin : begin + MOST_WORDS], document)
    return found


def _names(tokens: Sequence[Token], document: Around) -> list[Mention]:
    tagger = _tagger()
    labels: list[str] = tagger.tag(features_of(tokens, document))
    found: list[Mention] = []
    for place, (token, label) in enumerate(zip(tokens, labels, strict=True)):
        if label == "O":
            continue
        begins, sort = label[0] == "B", label[2:]
        sure = float(tagger.marginal(label, place))
        last = found[-1] if found else None
        goes_on = last is not None and place and last.end == tokens[place - 1].end and last.sort == sort
        if not begins and goes_on and last is not None:
            found[-1] = Mention(sort, last.start, token.end, min(last.confidence, sure))
        else:
            found.append(Mention(sort, token.start, token.end, sure))
    return found
