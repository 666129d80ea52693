"""Texts in one buffer: where each begins and all their bytes, so that a file can be mapped and searched as it is."""

from array import array
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any, overload

import numpy as np

Longs = np.ndarray[tuple[int], np.dtype[np.int64]]
Rows = np.ndarray[tuple[int], np.dtype[np.int32]]
Bytes = np.ndarray[tuple[int], np.dtype[np.uint8]]
_END = b"\n"  # after each text, so that nothing is found across two of them
_BLANK = ord(" ")
_TAKEN = 1 << 16  # texts taken at once
_LONGEST_SORTED = 64  # bytes of texts that are sorted as numbers


class Texts(Sequence[str]):
    """Text `i` is `blob[at[i]:at[i + 1] - 1]` in UTF-8."""

    __slots__ = ("_at", "_blob", "at", "blob")

    def __init__(self, at: Longs, blob: Bytes) -> None:
        self.at, self.blob = at, blob
        self._at, self._blob = viewed(at), viewed(blob)

    @classmethod
    def of(cls, texts: Iterable[str]) -> "Texts":
        """Return texts in a buffer."""
        growing = GrowingTexts()
        for text in texts:
            growing.add(text)
        return growing.done()

    def __len__(self) -> int:
        return len(self._at) - 1

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> list[str]: ...
    def __getitem__(self, index: int | slice) -> str | list[str]:
        """Return a text."""
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(len(self)))]
        return str(self._blob[self._at[index] : self._at[index + 1] - 1], "utf-8", "surrogatepass")

    def raw(self, index: int) -> bytes:
        """Return the bytes of a text."""
        return bytes(self._blob[self._at[index] : self._at[index + 1] - 1])

    def place(self, text: str, low: int = 0, high: int | None = None) -> int:
        """Return where a text stands, or would, among sorted ones from `low` to before `high`."""
        wanted, high = utf8(text), len(self) if high is None else high
        while low < high:
            middle = (low + high) // 2
            if self.raw(middle) < wanted:
                low = middle + 1
            else:
                high = middle
        return low

    def find(self, text: str) -> int:
        """Return where a text stands among sorted ones, -1 where it does not."""
        place = self.place(text)
        return place if place < len(self) and self.raw(place) == utf8(text) else -1

    def containing(self, part: str) -> Longs:
        """Return the places of the texts that contain a part without line breaks, ascending."""
        return self._rows_at(self._places(utf8(part)))

    def beginning(self, part: str, *, words: bool = False) -> Longs:
        """Return the places of the texts that begin with a part, ascending; with `words` of which a word does."""
        found = self._places(utf8(part))
        first = self.at[np.searchsorted(self.at, found, side="right") - 1] == found
        if words:
            first |= self.blob[np.maximum(found - 1, 0)] == _BLANK
        return self._rows_at(found[first])

    def _places(self, part: bytes) -> Longs:
        """Return where a part stands among the bytes, ascending; it may be in one text several times."""
        wanted = np.frombuffer(part, dtype=np.uint8)
        if not len(wanted) or len(wanted) > len(self.blob):
            return np.zeros(0, dtype=np.int64)
        found = np.flatnonzero(self.blob[: len(self.blob) - len(wanted) + 1] == wanted[0])
        for offset in range(1, len(wanted)):
            found = found[self.blob[found + offset] == wanted[offset]]
        return found

    def _rows_at(self, places: Longs) -> Longs:
        rows = np.searchsorted(self.at, places, side="right") - 1
        new = np.ones(len(rows), dtype=np.bool_)
        new[1:] = rows[1:] != rows[:-1]
        return np.asarray(rows[new], dtype=np.int64)

    def all(self) -> list[str]:
        """Return all texts as a list."""
        whole = str(self._blob, "utf-8", "surrogatepass")
        if len(whole) == len(self._blob):
            ends = self.at.tolist()
            return [whole[a : b - 1] for a, b in pairwise(ends)]
        return [self[i] for i in range(len(self))]

    def take(self, rows: Sequence[int] | np.ndarray[Any, Any]) -> "Texts":
        """Return the texts at some places."""
        chosen = np.asarray(rows, dtype=np.int64)
        at = np.zeros(len(chosen) + 1, dtype=np.int64)
        np.cumsum(self.at[1:][chosen] - self.at[:-1][chosen], out=at[1:])
        blob = np.empty(int(at[-1]), dtype=np.uint8)
        for low in range(0, len(chosen), _TAKEN):
            part = slice(low, low + _TAKEN)
            begins, ends = at[:-1][part], at[1:][part]
            shift = np.repeat(self.at[:-1][chosen[part]] - begins, ends - begins)
            blob[begins[0] : ends[-1]] = self.blob[np.arange(begins[0], ends[-1]) + shift]
        return Texts(at, blob)

    def then(self, other: "Texts") -> "Texts":
        """Return these texts followed by others."""
        at = np.concatenate([self.at, other.at[1:] + self.at[-1]])
        return Texts(at, np.concatenate([self.blob, other.blob]))

    def order(self) -> Longs:
        """Return the places of the texts in the order of the alphabet; equal ones stay in their order."""
        sizes = np.diff(self.at) - 1
        longest = int(sizes.max(initial=0))
        if longest > _LONGEST_SORTED or (self.blob == 0).any():
            return np.array(sorted(range(len(self)), key=self.raw), dtype=np.int64)
        words = -(-max(longest, 1) // 8)
        padded = np.zeros((len(self), words * 8), dtype=np.uint8)
        for place in range(longest):
            inside = np.flatnonzero(sizes > place)
            padded[inside, place] = self.blob[self.at[inside] + place]
        numbers = padded.view(">u8").astype(np.uint64)
        return np.lexsort([numbers[:, i] for i in reversed(range(words))]).astype(np.int64)


class GrowingTexts:
    """Texts that are added one after the other."""

    __slots__ = ("_at", "_blob")

    def __init__(self) -> None:
        self._blob, self._at = bytearray(), array("q", [0])

    def __len__(self) -> int:
        return len(self._at) - 1

    def add(self, text: str) -> None:
        """Add one."""
        self._blob += utf8(text)
        self._blob += _END
        self._at.append(len(self._blob))

    def done(self) -> Texts:
        """Return all of them."""
        return Texts(np.array(self._at, dtype=np.int64), np.frombuffer(bytes(self._blob), dtype=np.uint8))


class Lists:
    """Some texts for each row: those of row `i` are `items[at[i]:at[i + 1]]`."""

    __slots__ = ("_at", "at", "items")

    def __init__(self, at: Longs, items: Texts) -> None:
        self.at, self.items, self._at = at, items, viewed(at)

    def __len__(self) -> int:
        return len(self._at) - 1

    def __getitem__(self, row: int) -> tuple[str, ...]:
        """Return the texts of a row."""
        items = self.items
        return tuple([items[i] for i in range(self._at[row], self._at[row + 1])])

    def range(self, row: int) -> range:
        """Return the places of the texts of a row."""
        return range(self._at[row], self._at[row + 1])

    def containing(self, part: str) -> Longs:
        """Return the rows with a text that contains a part."""
        return np.unique(np.searchsorted(self.at, self.items.containing(part), side="right") - 1)

    def take(self, rows: Sequence[int] | np.ndarray[Any, Any]) -> "Lists":
        """Return the texts of some rows."""
        at, items = spread(self.at, rows)
        return Lists(at, self.items.take(items))

    def then(self, other: "Lists") -> "Lists":
        """Return these rows followed by others."""
        return Lists(np.concatenate([self.at, other.at[1:] + self.at[-1]]), self.items.then(other.items))


def utf8(text: str) -> bytes:
    """Return the bytes of a text; what somebody typed may hold halves of characters."""
    return text.encode("utf-8", "surrogatepass")


def viewed(values: Any) -> memoryview:
    """Return an array whose items are quick to get one by one."""
    return memoryview(values)


def spread(at: Longs, rows: Sequence[int] | np.ndarray[Any, Any]) -> tuple[Longs, Longs]:
    """Return for the lists of some rows where each begins when they follow each other, and the places of the items."""
    chosen = np.asarray(rows, dtype=np.int64)
    sizes = at[1:][chosen] - at[:-1][chosen]
    begins = np.zeros(len(chosen) + 1, dtype=np.int64)
    np.cumsum(sizes, out=begins[1:])
    return begins, np.arange(int(begins[-1])) + np.repeat(at[:-1][chosen] - begins[:-1], sizes)
