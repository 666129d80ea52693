"""Contacts kept in a mapped file: among all people of a country's register they take seconds to work out.

They follow from the facts, the day and the weights, and from nothing else, not even from who it is about: a checksum of
these names the file. So what was written, in another process or for another database, is right or is not found.
"""

import hashlib
from contextlib import suppress
from dataclasses import fields
from pathlib import Path

import numpy as np

from graph.analysis.pairs import Pairs
from graph.analysis.snapshot import Snapshot
from graph.analysis.strengths import Strengths
from graph.analysis.ways.contacts import Contacts
from graph.columns.mapped import read_arrays, write_arrays

FORMAT = 2
LARGE = 500_000  # facts shared by pairs; fewer are worked out before a file is written
_FILES = 2  # as many are left in the folder
_SIZES = {"value": np.float64, "full": np.float64, "kind": np.uint8}  # others are below two thousand million
_NONE = ("p", "q")  # between people nobody stands


def contacts_of(
    strengths: Strengths, folder: Path | None, *, later: bool = False, least: int | None = None
) -> Contacts:
    """Return the contacts of a day, out of a folder where they are there; many (`least`, or `LARGE`) are put there.

    With `later` that is left to `keep`, so that nobody waits for it who waits for an answer. The ties of people in them
    are then those of the file for all who ask for them: one copy, which the kernel keeps.
    """
    if folder is None:
        return Contacts.of(strengths)
    found = kept(strengths, folder)
    if found is None:
        found = Contacts.of(strengths)
        if later or not keep(strengths, folder, found, least):
            return found
        found = kept(strengths, folder) or found  # from now on the copy of the kernel
    strengths.__dict__["people"] = found.rows
    return found


def keep(strengths: Strengths, folder: Path, found: Contacts, least: int | None = None) -> bool:
    """Put contacts into a folder where they are many, unless they are there; return whether they are.

    A file that can not be read is written anew.
    """
    path = _path(strengths, folder)
    if _read(path) is None and len(found.rows) >= (LARGE if least is None else least):
        with suppress(OSError):  # a full or read-only disk: the answer is the same, only later
            _write(path, found)
    return _read(path) is not None


def kept(strengths: Strengths, folder: Path) -> Contacts | None:
    """Return the contacts of a day out of the folder; None where they are not there, or can not be read."""
    return _read(_path(strengths, folder))


def _path(strengths: Strengths, folder: Path) -> Path:
    return folder / f"contacts-{_key(strengths)}.columns"


def _key(strengths: Strengths) -> str:
    """Return what is the same for the same contacts."""
    asked = (FORMAT, strengths.as_of, strengths.known_at, strengths.weights.model_dump_json())
    digest = hashlib.blake2b(repr(asked).encode(), digest_size=16)
    for f in fields(Snapshot):
        value = getattr(strengths.snapshot, f.name)
        if isinstance(value, np.ndarray):
            digest.update(np.ascontiguousarray(value).data if len(value) else b"")
        elif f.name in ("labels", "kinds", "types"):
            digest.update(repr(value).encode())
        digest.update(f.name.encode())
    return digest.hexdigest()


def _read(path: Path) -> Contacts | None:
    stored = read_arrays(path)
    if stored is None:
        return None
    about, found = stored
    nobody = np.broadcast_to(np.int32(-1), int(about["rows"]))
    rows = {f.name: nobody if f.name in _NONE else found[f"rows.{f.name}"] for f in fields(Pairs)}
    more = {name: found[name] for name in ("first", "a", "b", "strength", "start", "end", "contact")}
    return Contacts(Pairs(**rows), int(about["as_of"]), **more)  # type: ignore[arg-type]


def _write(path: Path, made: Contacts) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    arrays = {
        f"rows.{f.name}": getattr(made.rows, f.name).astype(_SIZES.get(f.name, np.int32), copy=False)
        for f in fields(Pairs)
        if f.name not in _NONE
    }
    arrays |= {name: getattr(made, name).astype(np.int32) for name in ("a", "b", "end", "contact")}
    arrays |= {name: getattr(made, name) for name in ("first", "start", "strength")}
    write_arrays(path, {"as_of": made.as_of, "rows": len(made.rows)}, arrays)
    others = [other for other in path.parent.glob("contacts-*.columns") if other != path]
    for old in sorted(others, key=_written)[: -(_FILES - 1)]:
        with suppress(OSError):  # still mapped, on Windows: it goes the next time
            old.unlink()


def _written(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0
