"""In which Land an actor is active, and where that puts it on the map of the Länder."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from scipy.sparse import csr_array, diags_array

from graph.analysis.case import Case
from graph.model.schema import BELONGS
from graph.packaged import read_yaml
from graph.reference import laender

SEVERAL, NONE = "several", "none"
SIDE = 20.0  # of a tile, in the unit of places on the map
_INSIDE = 0.38  # how far from the middle of its tile an actor stands at most, of its side


@dataclass(frozen=True, slots=True)
class LandPlace:
    """A tile: a Land by its NUTS code, SEVERAL or NONE; the middle of it."""

    code: str
    x: float
    y: float


@cache
def _read() -> dict[str, Any]:
    found: dict[str, Any] = read_yaml(files("graph.views").joinpath("tiles.yaml").read_text(encoding="utf-8"))
    return found


@cache
def tiles() -> Mapping[str, LandPlace]:
    """Return the tiles by code: the Länder, and those of several and of none."""
    known = {**_read()["tiles"], SEVERAL: _read()["several"], NONE: _read()["none"]}
    return {code: LandPlace(code, column * SIDE, row * SIDE) for code, (column, row) in known.items()}


def land_code(code: str) -> str:
    """Return the NUTS code of the Land that a code of a region lies in, "" for none or the whole country.

    >>> land_code("DED2"), land_code("12071"), land_code("DE"), land_code("PL4")
    ('DED', 'DE4', '', '')
    """
    if code[:2] == "DE":
        return code[:3] if code[:3] in _read()["tiles"] else ""
    return str(_read()["ags"].get(code[:2], "")) if code.isdigit() and len(code) in (2, 5, 8) else ""


def lands(case: Case) -> dict[str, str]:
    """Return where each actor is active: the code of one Land, SEVERAL, or NONE.

    A person without a region of its own has those of the organisations it belongs to.
    """
    by_code: dict[str, list[int]] = {}
    for node in case.network.by_label("Region"):
        if found := land_code(str(node.fields.get("code", ""))) or _by_name(node.name):
            by_code.setdefault(found, []).append(case.place[node.id])
    codes = sorted(by_code)
    whole = [case.place[n.id] for n in case.network.by_label("Region") if n.fields.get("code") == "DE"]
    there = _own_or_of_house(case)
    regions = {place: k for k, code in enumerate(codes) for place in by_code[code]}
    table = np.zeros((len(case.arrays.ids), len(codes) + 1), dtype=np.bool_)
    rows, columns = there.nonzero()
    for row, column in zip(rows.tolist(), columns.tolist(), strict=True):
        if (k := regions.get(column)) is not None:
            table[row, k] = True
    for place, k in regions.items():
        table[place, k] = True  # a region lies in itself
    everywhere = np.zeros(len(table), dtype=np.bool_)
    if whole:
        everywhere[np.unique(there[:, whole].nonzero()[0])] = True
    count = table.sum(axis=1)
    first = table.argmax(axis=1)
    return {
        node: codes[first[i]] if count[i] == 1 else SEVERAL if count[i] or everywhere[i] else NONE
        for i, node in enumerate(case.arrays.ids)
    }


@cache
def _names() -> Mapping[str, str]:
    return {land.name: land.code for land in laender()}


def _by_name(name: str) -> str:
    return _names().get(name, "")


def _own_or_of_house(case: Case) -> csr_array:
    """Return which node is active in which region; a person without any is where its organisations are."""
    own = case.regions
    bare = case.arrays.has_label("Person") & (np.diff(own.indptr) == 0)
    belongs = sum((case.linked(name) for name in BELONGS), csr_array(own.shape))
    return csr_array(own + csr_array(diags_array(bare.astype(np.float64)) @ belongs @ own))


def places(shown: Iterable[str], land: Mapping[str, str]) -> dict[str, tuple[float, float]]:
    """Return where each of some actors stands in its tile, spread like seeds in a sunflower, in the order of ids."""
    by_code: dict[str, list[str]] = {}
    for node in sorted(shown):
        by_code.setdefault(land.get(node, NONE), []).append(node)
    found = {}
    for code, nodes in by_code.items():
        middle = tiles()[code]
        for k, node in enumerate(nodes):
            far = SIDE * _INSIDE * math.sqrt((k + 0.5) / len(nodes)) if len(nodes) > 1 else 0.0
            turn = k * math.pi * (3 - math.sqrt(5))
            found[node] = (round(middle.x + far * math.cos(turn), 3), round(middle.y + far * math.sin(turn), 3))
    return found
