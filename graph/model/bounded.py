"""A list that keeps the first of what is added and counts all of it: a long file can have very many rejected rows."""

from collections.abc import Iterable, Sequence
from typing import SupportsIndex, TypeVar

T = TypeVar("T")
MOST = 10_000


class FirstMany(list[T]):
    """The first `most` of the items appended to this list; `total` counts those it did not keep as well.

    >>> kept = FirstMany(most=2)
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
        """Whether one more would be kept."""
        return len(self) < self.most

    def append(self, item: T) -> None:
        """Count an item, and keep it where there is room."""
        self.total += 1
        if self.has_room:
            super().append(item)

    def extend(self, items: Iterable[T]) -> None:
        """Append each of the items; from another list of this kind its count is taken over, not only what it kept."""
        for item in items:
            self.append(item)
        if isinstance(items, FirstMany):
            self.total += items.total - len(items)

    def __iadd__(self, items: Iterable[T]) -> "FirstMany[T]":  # type: ignore[override, misc]
        self.extend(items)
        return self

    def insert(self, index: SupportsIndex, item: T) -> None:
        """Raise an error: items stay in the order they came in."""
        raise NotImplementedError


def total_of(items: Sequence[object]) -> int:
    """Return how many items there were in all, those not kept included."""
    return items.total if isinstance(items, FirstMany) else len(items)
