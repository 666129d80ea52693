"""The database of a data folder written anew, so that not a byte is left of what was deleted.

Measured: a deleted record stays in its page and in the log written ahead, and in the pages of indexes, until something
else is written there. So the last step of an erasure is a copy (`graph.store.copying`) that takes the place of the
database, as soon as nobody else has it open.
"""

import logging
from pathlib import Path

from graph.engine import files, lease, rest, swap
from graph.engine.embedded import open_embedded
from graph.files.drafts import write_whole
from graph.privacy.data_folder import clean
from graph.privacy.fingerprints import Matcher
from graph.settings import Settings
from graph.store.progress import Progress, unheard

OWED = "erasure.owed"
_log = logging.getLogger(__name__)


def owe(settings: Settings) -> None:
    """Note that the database is to be written anew; on Neo4j that is its administrator's.

    Raises:
        OSError: it can not be written.
    """
    folder = settings.data_folder
    files.make_folder(folder)
    write_whole(folder / OWED, "")


def is_owed(settings: Settings) -> bool:
    """Return whether something erased may still be in the bytes of the database."""
    return (settings.data_folder / OWED).exists()


def settle(settings: Settings, matcher: Matcher, progress: Progress = unheard) -> bool:
    """Write the database anew and clean the data folder; return whether that could be done: nobody else had it open.

    Raises:
        StoreError: the database can not be opened.
        OSError: the disk is full or read-only; the old database stays.
    """
    folder = settings.data_folder
    if not settings.neo4j_uri:
        if not _is_free(folder):  # all would be copied for nothing
            return False
        with lease.exclusive(folder, lease.WRITE):  # nobody writes from the first row read to the last step
            stage = _copied(settings, folder, progress)
            if not _take(folder, stage):
                swap.clear(folder)
                _log.info("not written anew: somebody has the database open")
                return False
    clean(settings, matcher)
    (folder / OWED).unlink(missing_ok=True)
    _log.info("database written anew")
    return True


def _copied(settings: Settings, folder: Path, progress: Progress) -> Path:
    stage = swap.stage_of(folder)
    with open_embedded(settings) as old:
        write_whole(stage / files.PASSWORD, files.password(folder))  # the same one, which the database knows by itself
        with open_embedded(settings.model_copy(update={"data": stage})) as new:
            new.migrate()
            new.take_over(old.view(), progress)
    return stage


def _is_free(folder: Path) -> bool:
    """Return whether nobody has the database open at this moment."""
    with lease.share(folder) as held:
        return lease.take_alone(held)


def _take(folder: Path, stage: Path) -> bool:
    """Put the copy in the place of the database; return whether nobody else had that open."""
    held = lease.share(folder)
    with held:
        if not lease.take_alone(held) or lease.has_engine(folder):
            return False
        rest.forget(folder)
        swap.begin(folder, stage)
    return True
