"""A first look at a file, by which its kind is recognised: its ending, and the text it begins with."""

import gzip
import zlib
from codecs import getincrementaldecoder
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

HEAD = 64 * 1024  # bytes of a file, unpacked, that are looked at
PACKED = ".gz"


def ending_of(path: Path) -> str:
    """Return the ending of a file's name in lower case, with the one before it where it is packed.

    >>> ending_of(Path("Liste.CSV")), ending_of(Path("register.2024.jsonl.gz"))
    ('.csv', '.jsonl.gz')
    """
    suffix = path.suffix.lower()
    return path.with_suffix("").suffix.lower() + suffix if suffix == PACKED else suffix


@dataclass(frozen=True)
class Probe:
    """A file before it is understood; nothing is read until `head` is asked for."""

    path: Path

    @property
    def ending(self) -> str:
        """The ending of the name, as `ending_of` says."""
        return ending_of(self.path)

    @cached_property
    def head(self) -> str:
        """The text the file begins with, "" where it can not be read; what is no text has replaced letters."""
        try:
            with gzip.open(self.path) if self.ending.endswith(PACKED) else self.path.open("rb") as file:
                start = file.read(HEAD)
        except (OSError, EOFError, zlib.error):
            return ""
        if start.startswith((b"\xff\xfe", b"\xfe\xff")):
            return start.decode("utf-16", errors="replace")
        try:
            return getincrementaldecoder("utf-8-sig")().decode(start)  # the last letter may be cut
        except UnicodeDecodeError:
            return start.decode("cp1252", errors="replace")
