"""Text files."""

from pathlib import Path

from graph.errors import InputError
from ingest.readers.encoding import find_encoding, refuse_garbled


def read_plain(path: Path) -> tuple[str, str]:
    """Return the text of a file, and no title.

    Raises:
        InputError: it is no text in UTF-8, UTF-16 or Windows-1252, or its umlauts are broken.
    """
    encoding = find_encoding(path)
    refuse_garbled(path, encoding)
    try:
        return path.read_text(encoding=encoding), ""
    except OSError as error:
        raise InputError("unreadable_file", file=path.name, detail=error.strerror or "") from error
