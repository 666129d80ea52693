"""What lies in a data folder beside the database: kept networks, pairs, mappings, logs; they are looked through."""

from collections.abc import Iterator
from contextlib import suppress
from itertools import chain
from pathlib import Path
from shutil import rmtree

from graph.files.drafts import write_whole
from graph.files.letterhead import FOLDER, TEMPLATES, called
from graph.files.texts import text_of, text_of_document
from graph.privacy.fingerprints import Matcher
from graph.settings import Settings

_NOT_READ = ("engine", "snapshots", "password", "swap.json")  # the database has its own way, kept networks go
_LARGEST = 64 << 20
_STAYS = "audit"  # there are ids in it and no names; a line that was changed would say that somebody tampered with it


def texts_in(folder: Path) -> Iterator[tuple[Path, str]]:
    """Yield the files of a data folder that are text, with it: mappings, logs, notes."""
    for path in sorted(folder.rglob("*")):
        first = path.relative_to(folder).parts[0]
        if first in _NOT_READ or first.startswith("rebuild-") or path.is_symlink() or not path.is_file():
            continue
        with suppress(OSError, UnicodeDecodeError):
            if path.stat().st_size <= _LARGEST:
                yield path, text_of(path.read_bytes())


def naming(settings: Settings, matcher: Matcher) -> list[str]:
    """Return the files of the data folder, without the database, that name somebody, by their places in it.

    The office's own templates are among them, which `clean` leaves as they are: somebody has to look at those.
    """
    folder = settings.data_folder
    said = chain(texts_in(folder), _templates(folder))
    return [str(path.relative_to(folder)) for path, text in said if matcher.finds(text)]


def _templates(folder: Path) -> Iterator[tuple[Path, str]]:
    for _, path in called(folder / FOLDER, TEMPLATES):
        yield path, text_of_document(path)


def clean(settings: Settings, matcher: Matcher) -> None:
    """Remove what is kept of the network between processes, and names from all texts of the data folder.

    Raises:
        OSError: a file can not be written or removed.
    """
    folder = settings.data_folder
    if settings.snapshots.exists():
        rmtree(settings.snapshots)
    for path, text in texts_in(folder):
        if path.relative_to(folder).parts[0] != _STAYS and (without := matcher.redacted(text)) != text:
            write_whole(path, without)
