"""Mentions: places in a text that name a person, an organisation or a place."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
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
    """Return the mentions in order, with those of `more` that overlap none of them; the earlier given goes first."""
    kept: list[Mention] = []
    for mention in (*mentions, *more):
        place = bisect_left(kept, mention.start, key=lambda m: m.start)
        before = kept[place - 1] if place else None
        behind = kept[place] if place < len(kept) else None
        if not any(other is not None and mention.overlaps(other) for other in (before, behind)):
            kept.insert(place, mention)
    return kept


def stronger(mentions: Iterable[Mention], rules: Iterable[Mention]) -> list[Mention]:
    """Return the mentions in order, where those of `rules` push out whatever they overlap."""
    return add(sorted(rules, key=lambda mention: -mention.confidence), mentions)


def between(mentions: Sequence[Mention], start: int, end: int) -> list[Mention]:
    """Return those of mentions in order that lie between two places of the text."""
    first = bisect_left(mentions, start, key=lambda m: m.start)
    last = bisect_left(mentions, end, key=lambda m: m.start)
    return [mention for mention in mentions[first:last] if mention.end <= end]
