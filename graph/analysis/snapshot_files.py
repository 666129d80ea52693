"""Snapshots kept on disk, so that a command need not build one: one file for each data version, whole or not there."""

import zipfile
from contextlib import suppress
from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np

from graph.analysis.snapshot import Snapshot, take_snapshot
from graph.files.drafts import draft_beside
from graph.network import Network

FORMAT = 1
_TEXTS = ("ids", "labels", "kinds", "fact_ids", "types")


def snapshot_of(network: Network, folder: Path) -> Snapshot:
    """Return the snapshot of a network, from the folder or built anew; a new one replaces older ones there."""
    path = folder / f"snapshot-{FORMAT}-{network.version}.npz"
    kept = load(path)
    facts = tuple(sorted(r.id for r in network.relations))
    if kept and kept.ids == tuple(sorted(network.nodes)) and kept.fact_ids == facts:
        return kept  # of this very database: another one may have the same version
    found = take_snapshot(network)
    with suppress(OSError):  # a full or read-only disk: the answer is the same, only later
        save(found, path)
    return found


def save(snapshot: Snapshot, path: Path) -> None:
    """Write a snapshot in one step, readable by its owner only, and remove older ones beside it."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    columns: dict[str, Any] = {f.name: getattr(snapshot, f.name) for f in fields(snapshot)}
    columns |= {name: np.frombuffer("\n".join(columns[name]).encode(), dtype=np.uint8) for name in _TEXTS}
    with draft_beside(path) as draft, draft.open("wb") as file:
        np.savez(file, **columns)
    for old in path.parent.glob("snapshot-*.npz"):
        if old != path:
            old.unlink(missing_ok=True)


def load(path: Path) -> Snapshot | None:
    """Return a snapshot, or None where there is none that can be read."""
    try:
        with path.open("rb") as stored, np.load(stored, allow_pickle=False) as file:
            columns: dict[str, Any] = {f.name: file[f.name] for f in fields(Snapshot)}
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        return None
    for name in _TEXTS:
        text = columns[name].tobytes().decode()
        columns[name] = tuple(text.split("\n")) if text or len(columns["type" if name == "types" else "label"]) else ()
    columns["version"] = int(columns["version"])
    columns["fact_ids"] = columns["fact_ids"] if len(columns["type"]) else ()
    return Snapshot(**columns)
