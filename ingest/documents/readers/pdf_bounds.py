"""Bounds for the library that reads PDF: letters and operators of a page, bytes a stream unpacks to.

Only letters are read: lines, areas and pictures of a page are passed over, since a map can hold a million of them.
"""

import zlib
from collections.abc import Callable
from functools import cache
from typing import Any

LETTERS_OF_PAGE = 50_000  # a closely printed page has 8,000
CONTENT_OF_PAGE = 4 << 20  # bytes of what draws a page, parts that are drawn again counted again
MOST_UNPACKED = 48 << 20  # bytes of one stream


class TooHeavyError(Exception):
    """A page, or a stream, holds more than may be read."""


class _Unpacking:
    """What the library uses of zlib, bounded."""

    error = zlib.error

    @staticmethod
    def decompressobj() -> "_Unpacker":
        return _Unpacker()

    @staticmethod
    def decompress(data: bytes) -> bytes:
        unpacker = zlib.decompressobj()
        unpacked = unpacker.decompress(data, MOST_UNPACKED)
        if unpacker.unconsumed_tail:
            raise TooHeavyError
        if not unpacker.eof:
            raise zlib.error("incomplete")
        return unpacked


class _Unpacker:
    """Unpacks a damaged stream piece by piece."""

    def __init__(self) -> None:
        self._unpacker, self._size = zlib.decompressobj(), 0

    def decompress(self, data: bytes) -> bytes:
        unpacked = self._unpacker.decompress(data, MOST_UNPACKED)
        self._size += len(unpacked)
        if self._size > MOST_UNPACKED or self._unpacker.unconsumed_tail:
            raise TooHeavyError
        return unpacked


@cache
def bound_library() -> None:
    """Put the bounds in, for all that is read in this process."""
    import pdfminer.pdftypes
    import pdfplumber.page

    page: Any = pdfplumber.page
    types: Any = pdfminer.pdftypes
    types.zlib = _Unpacking
    page.PDFPageAggregatorWithMarkedContent = _letters_only(page.PDFPageAggregatorWithMarkedContent)
    page.PDFPageInterpreter = _counting(page.PDFPageInterpreter, types.stream_value)


def _letters_only(device: Any) -> Any:
    """Return a device that takes the letters of a page, up to a number."""

    class LettersOnly(device):  # type: ignore[misc]
        letters = 0

        def render_char(self, *args: Any, **kwargs: Any) -> float:
            self.letters += 1
            if self.letters > LETTERS_OF_PAGE:
                raise TooHeavyError
            return float(super().render_char(*args, **kwargs))

        def paint_path(self, *args: Any, **kwargs: Any) -> None:
            return

        def render_image(self, *args: Any, **kwargs: Any) -> None:
            return

    return LettersOnly


def _counting(interpreter: Any, stream_of: Callable[[object], Any]) -> Any:
    """Return an interpreter that counts the bytes of what it draws; the parts of a page have the same device."""

    class CountingInterpreter(interpreter):  # type: ignore[misc]
        def execute(self, streams: Any) -> None:
            found = list(streams)
            drawn = getattr(self.device, "drawn", 0) + sum(len(stream_of(one).get_data()) for one in found)
            if drawn > CONTENT_OF_PAGE:
                raise TooHeavyError
            self.device.drawn = drawn
            super().execute(found)

    return CountingInterpreter


def is_too_heavy(error: BaseException | None) -> bool:
    """Return whether a bound was met: the libraries wrap what is raised within them."""
    while error is not None:
        if any(isinstance(one, (TooHeavyError, MemoryError)) for one in (error, *error.args)):
            return True
        error = error.__cause__ or error.__context__
    return False
