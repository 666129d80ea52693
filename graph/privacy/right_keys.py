"""The right key before a backup is restored: without it, and the book beside it, everybody erased since came back.

The one the backup names is looked for in the folder of this database, beside the data folder the backup is in, and
beside the one that is worked with else; what their books say is put together, since a folder that served for an
exercise has the right key and an old book. Only where none of these has it, key folders beside the new data folder are
looked at: in one of an exercise somebody may stand who was erased for practice.
"""

import logging
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from graph.errors import UsageError
from graph.files.erasure_key import ErasureKey
from graph.privacy.book import ErasureBook
from graph.privacy.fingerprints import Erasure
from graph.settings import Settings, settings_now

_SHELF, _DEEPEST = "backups", 3  # a backup lies in <data>/backups/<database>
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class RightKeys:
    """What is known of the key of a backup: its id, the folder of this database, and others that have it and news."""

    wanted: str
    own: Path
    sources: tuple[Path, ...] = ()
    erasures: tuple[Erasure, ...] = ()
    are_lost: bool = False

    @property
    def are_unknown(self) -> bool:
        """Whether the backup names no key and none lies anywhere it is looked for."""
        return not self.wanted

    def take_over(self) -> None:
        """Take the key and the erasures of the other folders into that of this database; doing it again is well.

        Raises:
            UsageError: it can not be written.
        """
        if not self.sources:
            return
        key = ErasureKey(self.own)
        try:
            if not key.id():
                key.put(ErasureKey(self.sources[0]).read())
        except OSError as error:
            raise UsageError("can_not_write", file=str(key.path), detail=error.strerror or "") from error
        ErasureBook(self.own).keep(*self.erasures)
        _log.info("key and book of erasures taken over: %d erasures", len(self.erasures))


def right_keys(settings: Settings, file: Path, named: str, *, without: bool = False) -> RightKeys:
    """Return the key that a backup goes with; nothing is written. `named` is the id that stands in the file.

    With `without`, a key that is lost for good is no reason to refuse; one that lies there is taken all the same.

    Raises:
        UsageError: the key of this database is another one, or that of the backup is nowhere.
    """
    own, shelf = settings.keys_folder, _beside(settings, file)
    mine = ErasureKey(own).id()
    wanted = named or next(filter(None, map(_id, shelf)), "") or mine
    if not wanted:
        return RightKeys("", own)
    others = _having(wanted, own, [*shelf, settings_now().keys_folder])
    if mine != wanted:
        others = others or _having(wanted, own, _siblings(settings))
    if mine == wanted or (others and not mine):
        return _with_news(RightKeys(wanted, own), mine, others)
    if without:
        return RightKeys(wanted, own, are_lost=True)
    if mine:
        raise UsageError("erasures_other_key", value=wanted, folder=str(own))
    raise UsageError("erasures_no_key", value=wanted, folder=str(own))


def _with_news(found: RightKeys, mine: str, others: Iterable[Path]) -> RightKeys:
    known = {one.id: one for one in ErasureBook(found.own).erasures()} if mine else {}
    news: dict[str, Erasure] = {}
    sources = []
    for folder in others:
        more = {one.id: one for one in ErasureBook(folder).erasures() if one.id not in known | news}
        if more or not mine:
            sources.append(folder)
        news |= more
    return RightKeys(found.wanted, found.own, tuple(sources), tuple(news.values()))


def _beside(settings: Settings, file: Path) -> list[Path]:
    """Return the key folders of the data folder in which a backup lies."""
    file = file.expanduser().absolute()
    found = []
    for place in dict.fromkeys((file, file.resolve())):
        shelves = (folder for folder in place.parents[:_DEEPEST] if folder.name == _SHELF)
        found += [_keys_of(settings, folder.parent) for folder in shelves]
    elsewhere = settings.backup_folder
    if elsewhere and elsewhere.expanduser().absolute() in file.parents:
        found.append(settings_now().keys_folder)
    return list(dict.fromkeys(found))


def _having(wanted: str, own: Path, folders: Iterable[Path]) -> list[Path]:
    return [folder for folder in dict.fromkeys(folders) if folder != own and _id(folder) == wanted]


def _siblings(settings: Settings) -> list[Path]:
    with suppress(OSError):
        return sorted(settings.data_folder.parent.glob("*-keys"))
    return []


def _keys_of(settings: Settings, data: Path) -> Path:
    return settings.model_copy(update={"data": data, "keys": None}).keys_folder


def _id(folder: Path) -> str:
    """Return the id of the key in a folder that is looked at only."""
    with suppress(UsageError, OSError):
        return ErasureKey(folder).id()
    return ""
