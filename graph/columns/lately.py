"""What was made lately, so that who looks again is given the same; what nobody asks for any more is let go."""

from collections.abc import Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Lately(Generic[K, V]):
    """Values by key in two generations: once the younger one is full, what only the older one has is forgotten.

    A walk over all nodes of a country leaves no more behind than that, and what is asked for in between stays.

    >>> kept = Lately[int, str](2)
    >>> [kept.put(n, str(n)) for n in range(3)], kept.get(0), kept.put(4, "4"), kept.get(1), kept.get(0)
    (['0', '1', '2'], '0', '4', None, '0')
    """

    __slots__ = ("_most", "_older", "_size", "_younger")

    def __init__(self, most: int) -> None:
        self._most, self._size = most, 0
        self._younger, self._older = dict[K, tuple[V, int]](), dict[K, tuple[V, int]]()

    def get(self, key: K) -> V | None:
        """Return what is kept under a key, None where nothing is."""
        found = self._younger.get(key)
        if found is None:
            found = self._older.get(key)
            if found is None:
                return None
            self.put(key, *found)
        return found[0]

    def put(self, key: K, value: V, size: int = 1) -> V:
        """Keep a value, as large as so many, and return it; of two that put at once both get the first."""
        if self._size >= self._most:
            self._older, self._younger, self._size = self._younger, {}, 0
        self._size += size
        return self._younger.setdefault(key, (value, size))[0]
