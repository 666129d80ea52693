"""Every form in which a name may stand in bytes: upper and lower case, folded, escaped for addresses and for JSON."""

import gzip
import json
import unicodedata
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from graph.model.fold import fold


def forms(name: str) -> set[bytes]:
    """Return a name in UTF-8 and UTF-16, in every case, composed and not, folded and escaped."""
    texts = {f(n) for n in (name, fold(name)) for f in (str, str.upper, str.lower, str.title)}
    texts |= {unicodedata.normalize("NFD", text) for text in texts}
    texts |= {quote(t) for t in texts} | {quote(t).lower() for t in texts} | {json.dumps(t)[1:-1] for t in texts}
    return {text.encode(code) for text in texts for code in ("utf-8", "utf-16-le", "latin-1") if _fits(text, code)}


def _fits(text: str, code: str) -> bool:
    try:
        text.encode(code)
    except UnicodeEncodeError:
        return False
    return True


def files_with(folder: Path, name: str) -> list[str]:
    """Return the files below a folder, packed ones unpacked, in whose names or bytes a name stands in any form."""
    wanted = forms(name)
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return [str(path.relative_to(folder)) for path in files if _has(path, wanted)]


def _has(path: Path, wanted: set[bytes]) -> bool:
    return any(form in data for data in (str(path).encode(), *_bytes_of(path)) for form in wanted)


def _bytes_of(path: Path) -> Iterator[bytes]:
    yield path.read_bytes()
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as packed:
            yield from (packed.read(name) for name in packed.namelist())
    elif path.suffix == ".gz":
        yield gzip.decompress(path.read_bytes())
