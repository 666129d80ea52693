"""Commands that keep what there is: `backup` and `restore`."""

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from cli.options import Data, Json, settings, words
from cli.output.asking import is_terminal
from cli.output.terminal import print_json, progress_bar, say
from cli.reading import finished
from graph.access import require
from graph.backup.archive import Archive, is_archive, is_locked, written_whole
from graph.backup.manifest import Manifest
from graph.backup.places import shelf_of
from graph.backup.shelf import BY_HAND, NIGHT, Shelf
from graph.engine import open_store
from graph.errors import AkteursnetzError, UsageError
from graph.files.drafts import draft_of
from graph.files.letterhead import FOLDER
from graph.privacy import rebuild
from graph.privacy.erasures import replay, without_erased
from graph.privacy.right_keys import RightKeys, right_keys
from graph.settings import Settings
from graph.store import Store
from graph.store.backup import Backup, JsonLines
from graph.store.progress import Progress

SHORTEST = 12  # characters of a passphrase


def backup(
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE.zip", help=words("backup.out"))] = None,
    encrypt: Annotated[bool, typer.Option("--encrypt", help=words("backup.encrypt"))] = False,
    nightly: Annotated[bool, typer.Option("--nightly", help=words("backup.nightly"))] = False,
    as_json: Json = False,
    data: Data = None,
) -> None:
    """Write the whole store into one file that either engine takes back."""
    chosen = settings(data)
    passphrase = _passphrase(chosen, is_new=True) if encrypt else chosen.backup_passphrase.get_secret_value()
    require("export_all")
    with open_store(chosen) as store, progress_bar() as progress:
        shelf, tell = shelf_of(chosen), partial(progress, words("backup.bar"))
        reason = NIGHT if nightly else BY_HAND
        path, made = _made(store, replace(shelf, passphrase=passphrase), out, reason, tell)
    if as_json:
        print_json({"file": str(path), "locked": bool(passphrase), "lines": made.lines, "made_at": made.made_at})
        return
    say(words("backup.done", count=made.lines, file=path, size=f"{path.stat().st_size / 1e6:.1f}"))
    say(words("backup.locked" if passphrase else "backup.open"))


def _made(store: Store, shelf: Shelf, out: Path | None, reason: str, progress: Progress) -> tuple[Path, Manifest]:
    if out is None:
        return shelf.make(store, reason, progress)
    with draft_of(out) as draft:
        return out, written_whole(store, draft, reason, shelf.passphrase, progress, shelf.data)


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help=words("restore.file"))],
    without_erasures: Annotated[bool, typer.Option("--without-erasures", help=words("restore.without"))] = False,
    as_json: Json = False,
    data: Data = None,
) -> None:
    """Make an empty store what it was when a backup or an export was written, without who was erased since."""
    chosen = settings(data)
    require("restore")
    taken: Backup = (
        Archive(file, _passphrase(chosen) if is_locked(file) else "") if is_archive(file) else JsonLines(file)
    )
    keys = right_keys(chosen, file, taken.erasure_key(), without=without_erasures)
    erased = 0

    def erase(store: Store) -> None:
        nonlocal erased
        keys.take_over()
        erased = replay(store)
        if erased:
            rebuild.owe(chosen)

    with open_store(chosen, half=True) as store, progress_bar() as progress:
        tell = partial(progress, file.name)
        count = store.restore(taken, tell, erase, without_erasures=keys.are_lost)
        version = store.view().data_version()
        letterhead, why = _letterhead(store, taken, chosen)
    finished(chosen)
    if as_json:
        told = {"erased": erased, "keys": _state(keys), "keys_from": list(map(str, keys.sources))}
        told["letterhead"] = letterhead
        print_json({"file": str(file), "lines": count, "data_version": version, **told})
        return
    say(words("restore.done", count=count, file=file))
    if erased:
        say(words("restore.erased", count=erased))
    if keys.sources:
        say(words("restore.keys_from", folders=", ".join(map(str, keys.sources)), own=keys.own))
    elif _state(keys) != "right":
        say(words(f"restore.keys_{_state(keys)}"))
    if letterhead != "none":
        say(words(f"restore.letterhead_{letterhead}", folder=chosen.data_folder / FOLDER, why=why))
    say(words("restore.enter_anew"))


def _letterhead(store: Store, taken: Backup, chosen: Settings) -> tuple[str, str]:
    """Put the letterhead of a backup back, without who was erased since; return what became of it and why.

    Everything else is there by now, and is not given up for it.
    """
    if not isinstance(taken, Archive):
        return "none", ""
    try:
        return taken.put_back(chosen.data_folder, without_erased(store)), ""
    except AkteursnetzError as error:
        return "failed", error.message(chosen.language)


def _state(keys: RightKeys) -> str:
    return "lost" if keys.are_lost else "unknown" if keys.are_unknown else "right"


def _passphrase(chosen: Settings, *, is_new: bool = False) -> str:
    """Return the passphrase of the settings, or what somebody types.

    Raises:
        UsageError: nobody can be asked, or a new one is too short.
    """
    known = chosen.backup_passphrase.get_secret_value()
    if not known and not is_terminal():
        raise UsageError("backup_no_passphrase")
    typed = known or str(typer.prompt(words("backup.ask"), hide_input=True, confirmation_prompt=is_new, err=True))
    if is_new and len(typed) < SHORTEST:
        raise UsageError("backup_short_passphrase", count=SHORTEST)
    return typed
