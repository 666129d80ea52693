"""A backup with other content than it was written with."""

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def rewriting(path: Path) -> Iterator[dict[str, bytes]]:
    """What the parts of a backup hold, by name; what is changed of it within is written in place of the backup."""
    with zipfile.ZipFile(path) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    yield entries
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
