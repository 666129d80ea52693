"""The files of a folder: a base, and beside it what changed since, which says of which moment both are."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

from graph.columns.layers import Layers, RowPlaces
from graph.columns.mapped import Arrays, read_arrays, write_arrays
from graph.columns.table import Table
from graph.model.schema import Schema
from graph.store.view import Moment

HEAD = "changes.columns"
_TRIES = 3  # times the head is read again when its base has just been replaced


@dataclass(frozen=True, slots=True)
class KeptTables:
    """What is known of one moment; `base` names the file of the base, "" where there is none."""

    moment: Moment
    layers: Layers
    base: str = ""


def read_kept(folder: Path, schema: Schema) -> KeptTables | None:
    """Return what a folder holds; None where that is nothing, damaged, or of another version of the program."""
    for _ in range(_TRIES):
        head = read_arrays(folder / HEAD, mapped=False)
        if head is None or head[0].get("types") != _types(schema):
            return None
        base = read_arrays(folder / head[0]["base"])
        if base is not None and base[0].get("name") == head[0]["base"]:
            try:
                return _kept(head[0], Table.from_arrays(base[1]), head[1])
            except (KeyError, ValueError, IndexError, TypeError):
                return None
    return None


def kept_moment(folder: Path) -> Moment | None:
    """Return of which moment the files of a folder are, None where there are none of ours."""
    head = read_arrays(folder / HEAD, mapped=False)
    return Moment(*head[0]["moment"]) if head and "moment" in head[0] else None


def _kept(about: Mapping[str, Any], base: Table, arrays: Arrays) -> KeptTables:
    changes = Table.from_arrays(arrays)
    places = RowPlaces(arrays["same"], arrays["node_place"], arrays["fact_place"])
    return KeptTables(Moment(*about["moment"]), Layers(base, changes, places), about["base"])


def write_kept(folder: Path, schema: Schema, kept: KeptTables) -> KeptTables:
    """Write what is known, the base only where it is a new one or gone, and return it as it is mapped from there.

    Raises:
        OSError: it can not be written.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    name, layers = kept.base, kept.layers
    is_new = not name or not (folder / name).exists()
    if is_new:
        name = f"base-{uuid4().hex}.columns"
        write_arrays(folder / name, {"name": name}, layers.base.arrays())
    places: Arrays = {"same": layers.places.same, "node_place": layers.places.node, "fact_place": layers.places.fact}
    about = {"types": _types(schema), "moment": list(kept.moment), "base": name}
    write_arrays(folder / HEAD, about, {**layers.changes.arrays(), **places})
    _remove_others(folder, name)
    return (read_kept(folder, schema) if is_new else None) or KeptTables(kept.moment, layers, name)


def _remove_others(folder: Path, name: str) -> None:
    """Remove older bases; one that is still mapped can not be, on Windows, and goes the next time."""
    for old in (*folder.glob("base-*.columns"), *folder.glob(".base-*.columns")):  # drafts of writers that were killed
        if old.name != name:
            with suppress(OSError):
                old.unlink()


def _types(schema: Schema) -> list[str]:
    return [*schema.nodes, *schema.relationships]
