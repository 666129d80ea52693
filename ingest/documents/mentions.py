"""Mentions: places in a text that name a person, an organisation or a place."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

PERSON, ORGANISATION, PLACE = "PER", "ORG", "LOC"


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in the text, with how sure the finder is; `name` is the normal form once it is known."""

    sort: str
    start: int
    end: int
    confidence: float
    name: str = ""

    def overlaps(self, other: "Mention") -> bool:
        """Return whether two mentions share a letter."""
        return self.start < other.end and other.start < self.end

    def named(self, name: str) -> "Mention":
        """Return the mention with a normal form of its name."""
        return replace(self, name=name)


def add(mentions: Iterable[Mention], more: Iterable[Mention]) -> list[Mention]:
    """Return the mentions in order, with those of `more` that overlap none of them."""
    kept = list(mentions)
    for mention in more:
        if not any(mention.overlaps(other) for other in kept):
            kept.append(mention)
    return sorted(kept, key=lambda mention: (mention.start, -mention.end))


def stronger(mentions: Iterable[Mention], rules: Iterable[Mention]) -> list[Mention]:
    """Return the mentions in order, where those of `rules` push out whatever they overlap."""
    chosen = add((), sorted(rules, key=lambda mention: -mention.confidence))
    return add(chosen, mentions)
