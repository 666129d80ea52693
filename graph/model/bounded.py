"""The first of many: a list that stays small however much is added to it, and knows how much that was."""

from collections.abc import Iterable, Sequence
from typing import SupportsIndex, TypeVar

T = TypeVar("T")
MOST = 10_000


class Kept(list[T]):
    """The first `most` of what was appended; `total` counts all of it.

    >>> kept = Kept(most=2)
    >>> kept += "abc"
    >>> list(kept), kept.total
    (['a', 'b'], 3)
    """

    def __init__(self, items: Iterable[T] = (), *, most: int = MOST) -> None:
        super().__init__()
        self.most, self.total = most, 0
        self.extend(items)

    @property
    def has_room(self) -> bool:
        """Return whether one more would be kept."""
        return len(self) < self.most

    def append(self, item: T) -> None:
        """Count an item, and keep it where there is room."""
        self.total += 1
        if self.has_room:
            super().append(item)

    def extend(self, items: Iterable[T]) -> None:
        """Append each of the items; what another one counted beyond its own is counted too."""
        for item in items:
            self.append(item)
        if isinstance(items, Kept):
            self.total += items.total - len(items)

    def __iadd__(self, items: Iterable[T]) -> "Kept[T]":  # type: ignore[override, misc]
        self.extend(items)
        return self

    def insert(self, index: SupportsIndex, item: T) -> None:
        """Refuse: what is kept is in the order it came."""
        raise NotImplementedError


def total_of(items: Sequence[object]) -> int:
    """Return how many there were, those that were not kept included."""
    return items.total if isinstance(items, Kept) else len(items)
