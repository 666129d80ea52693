"""Who is at work, for what is recorded with a name: a name of her own, set once; never that of the account.

The account of a machine is often none of a person (a server has "root"): what is recorded under it says nothing.
"""

import getpass
import json
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from graph.errors import UsageError, sentence
from graph.files.drafts import write_whole
from graph.model.fold import fold
from graph.settings import settings_now

NAMES = "names.json"
_LONGEST = 80
_told: list[Callable[[], str]] = []  # whoever knows better than the machine: the dashboard, by browser
_folder: list[Path] = []


def me() -> str:
    """Return the name of who is at work; one that says so where none was set."""
    return own_name() or sentence("nameless", settings_now().language)


def own_name() -> str:
    """Return the name that was set, for the browser, in the environment or for the account; "" where none was."""
    told = next(filter(None, (tell() for tell in _told)), "")
    return told or settings_now().name.strip() or kept_name(account_key())


def ask_first(tell: Callable[[], str]) -> None:
    """Ask this for the name before anything else; it returns "" where it knows none."""
    _told[:] = [tell]


def look_in(folder: Path) -> None:
    """Take names out of this data folder, where the command line names one."""
    _folder[:] = [folder]


def account_key() -> str:
    """Return under what the name of the account of this machine is kept."""
    return f"account:{_account()}"


def browser_key(browser: str) -> str:
    """Return under what the name of a browser is kept, which shows its own mark to nobody."""
    return f"browser:{sha256(browser.encode()).hexdigest()[:32]}"


def kept_name(key: str) -> str:
    """Return the name that is kept under a key, "" for none."""
    return _names().get(key, "")


def keep_name(key: str, name: str) -> str:
    """Keep a name under a key and return it as it is kept; "" takes it away.

    Raises:
        UsageError: it has no letter in it, is too long, or can not be written.
    """
    clean = " ".join("".join(c if c.isprintable() else " " for c in name).split())
    if name.strip() and (not fold(clean) or len(clean) > _LONGEST):
        raise UsageError("bad_own_name", most=_LONGEST)
    _try_to_keep(key, clean)
    return clean


_PERSON, _KEYS = "person:", "keys:"  # not names, but kept with them
_remembered: dict[str, str] = {}


def remember(person: str, name: str) -> None:
    """Keep under what name somebody works whose id stands in the log; nothing is written where it is known.

    Raises:
        OSError: it can not be written.
    """
    if name and _remembered.get(person) != name:
        if _names().get(f"{_PERSON}{person}") != name:
            _keep(f"{_PERSON}{person}", name)
        _remembered[person] = name


def remembered() -> dict[str, str]:
    """Return the names of those whose ids stand in the log, by id."""
    return {key.removeprefix(_PERSON): name for key, name in _names().items() if key.startswith(_PERSON)}


def keys_are_off(person: str) -> bool:
    """Return whether somebody has switched the keys of one character off for herself."""
    return _names().get(f"{_KEYS}{person}") == "off"


def keep_keys(person: str, *, off: bool) -> None:
    """Keep whether somebody wants no keys of one character.

    Raises:
        UsageError: it can not be written.
    """
    _try_to_keep(f"{_KEYS}{person}", "off" if off else "")


def folder() -> Path:
    """Return the data folder one works on."""
    return _folder[0] if _folder else settings_now().data


def folded(name: str) -> str:
    """Return what is the same for one name, however it is written."""
    return fold(name)


def is_same(one: str, other: str) -> bool:
    """Return whether two names mean one colleague, however they are written; "" is nobody."""
    return bool(fold(one)) and fold(one) == fold(other)


def _names() -> dict[str, str]:
    path = _place()
    with suppress(OSError):
        found = path.stat()
        return _read(path, (found.st_mtime_ns, found.st_size, found.st_ino))
    return {}


@lru_cache(maxsize=4)
def _read(path: Path, state: tuple[int, int, int]) -> dict[str, str]:
    """Return the names in a file as it is in this state; it is asked for with each run of a page."""
    return _on_disk(path)


def _on_disk(path: Path) -> dict[str, str]:
    with suppress(OSError, ValueError):
        found = json.loads(path.read_text(encoding="utf-8"))
        if isinstance(found, dict):
            return {str(key): str(name) for key, name in found.items()}
    return {}


def _try_to_keep(key: str, value: str) -> None:
    try:
        _keep(key, value)
    except OSError as error:
        raise UsageError("can_not_write", file=str(_place()), detail=error.strerror or str(error)) from error


def _keep(key: str, value: str) -> None:
    """Change one line of the file as it is on the disk, which another process may have written; "" takes it away."""
    path = _place()
    path.parent.mkdir(parents=True, exist_ok=True)
    with _alone(path):
        others = {known: name for known, name in _on_disk(path).items() if known != key}
        names: Mapping[str, str] = others | ({key: value} if value else {})
        write_whole(path, json.dumps(names, ensure_ascii=False, indent=1, sort_keys=True))


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Hold a lock beside the file; a drive that knows none is written to without."""
    from portalocker import LockException, LockFlags, lock

    with ExitStack() as held:
        with suppress(OSError, LockException):
            handle = os.open(path.with_suffix(".lock"), os.O_RDWR | os.O_CREAT, 0o600)
            lock(held.enter_context(os.fdopen(handle, "r+")), LockFlags.EXCLUSIVE)
        yield


def _place() -> Path:
    return folder() / NAMES


def _account() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return ""
