"""The first sentences of the kinds of briefing that are not about one actor."""

from collections.abc import Iterator

from briefing.documents.document import NotedText
from briefing.documents.section_context import Matter

KINDS: tuple[str, ...] = ()


def sentences(matter: Matter) -> Iterator[NotedText]:
    """Yield the sentences of a kind."""
    yield from ()
