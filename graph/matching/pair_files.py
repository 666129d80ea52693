"""What a search for pairs left, kept on disk: one file, whole or not there; a damaged one counts as none."""

import gc
import json
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import astuple
from functools import cache
from hashlib import blake2b
from importlib.resources import files
from itertools import accumulate, pairwise
from operator import attrgetter
from pathlib import Path
from typing import Any

import numpy as np

from graph.files.drafts import draft_beside
from graph.matching.actor_row import ActorKeys, ActorRow
from graph.matching.candidate_codes import Codes
from graph.matching.pair_index import Floats, Searched
from graph.matching.pairs import MatchReason, Pair

FORMAT = 1
_JUDGES = ("graph.matching", "graph.names", "graph.reference", "graph.model")
State = tuple[str, int, int]


def save(searched: Searched, state: State, path: Path) -> None:
    """Write what was found in one step, readable by its owner only; `state` tells of which data it is.

    Raises:
        OSError: it can not be written; a file that was there before is left as it is.
    """
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with _many_objects():
        numbers = _numbers(searched, state)
    with draft_beside(path) as draft, draft.open("wb") as file:
        np.savez(file, **numbers)


def _numbers(searched: Searched, state: State) -> dict[str, Any]:
    keys = list(searched.keys.values())
    told = {
        "judges": judges(),
        "state": state,
        "drift": searched.drift,
        "rows": list(map(attrgetter(*ActorRow.__slots__), searched.rows.values())),
        "keys": [[own.others, own.words, own.ranked] for own in keys],
        "found": [astuple(pair) for pair in searched.found.values()],
    }
    return {
        "sizes": np.fromiter((len(own.keys) for own in keys), np.int64, len(keys)),
        "numbers": np.fromiter((key for own in keys for key in own.keys), np.int64),
        "codes": searched.codes,
        "room": searched.room,
        "told": np.frombuffer(json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode(), np.uint8),
    }


def load(path: Path) -> tuple[Searched, State] | None:
    """Return what was found and of which data, None where there is no file, or none that can be read and trusted.

    What was found by other rules than those of this program is not taken.
    """
    try:
        with _many_objects(), path.open("rb") as stored, np.load(stored, allow_pickle=False) as file:
            numbers = {name: file[name] for name in ("sizes", "numbers", "codes", "room")}
            told = json.loads(file["told"].tobytes())
            if told["judges"] != judges():
                return None
            identity, writes, version = told["state"]
            return _searched(told, numbers), (str(identity), int(writes), int(version))
    except (OSError, ValueError, KeyError, TypeError, EOFError, zipfile.BadZipFile):
        return None


@contextmanager
def _many_objects() -> Iterator[None]:
    """Make many objects that all stay without looking for garbage again and again: it takes nine tenths of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _searched(told: dict[str, Any], numbers: dict[str, Any]) -> Searched:
    rows = {kept[0]: ActorRow(*kept) for kept in told["rows"]}
    keys = dict(zip(rows, _keys(told["keys"], numbers), strict=True))
    found = {
        (a, b): Pair(a, b, judgement, score, tuple(MatchReason(*reason) for reason in reasons))
        for a, b, judgement, score, reasons in told["found"]
    }
    codes: Codes = np.asarray(numbers["codes"], np.int64)
    room: Floats = np.asarray(numbers["room"], np.float64)
    if len(codes) != len(room) or (len(codes) and (codes[0] < 0 or codes[-1] >= len(rows) ** 2)):
        raise ValueError("pairs of nobody")
    if list(rows) != sorted(rows) or not rows.keys() >= {end for ends in found for end in ends}:
        raise ValueError("actors out of order")
    return Searched(rows, keys, codes, room, float(told["drift"]), found)


def _keys(kept: Sequence[Any], numbers: dict[str, Any]) -> Iterator[ActorKeys]:
    every = numbers["numbers"].tolist()
    bounds = pairwise([0, *accumulate(numbers["sizes"].tolist())])
    for (others, words, ranked), (begin, end) in zip(kept, bounds, strict=True):
        yield ActorKeys(every[begin:end], others, words, ranked)


@cache
def judges() -> str:
    """Return what tells the rules by which pairs are found from those of another version of the program."""
    found = blake2b(str(FORMAT).encode(), digest_size=12)
    for package in _JUDGES:
        for file in sorted(files(package).iterdir(), key=lambda f: f.name):
            if file.name.endswith((".py", ".yaml")):
                found.update(file.read_bytes())
    return found.hexdigest()
