"""Topics a text deals with: those the graph knows, and fields of industrial policy."""

import re
from functools import cache

from ingest.documents.gazetteer import Gazetteer
from ingest.documents.lexicon import lists
from ingest.documents.tokens import Sentence


@cache
def _fields() -> re.Pattern[str]:
    words = sorted(lists("topics")["fields"], key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, words))})(?![\w-])")


def topics_in(text: str, sentence: Sentence, gazetteer: Gazetteer) -> list[tuple[int, int, str]]:
    """Return where topics are named in a sentence, with their names."""
    known = gazetteer.topic_places(text, sentence.start, sentence.end)
    taken = {start for start, _, _ in known}
    named = _fields().finditer(text, sentence.start, sentence.end)
    return known + [(*match.span(), match[0]) for match in named if match.start() not in taken]
