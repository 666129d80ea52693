"""Files of arrays: a header of JSON with a checksum, then each array at a place of its own, to be mapped, not read."""

import json
import mmap
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from graph.files.drafts import draft_beside

Arrays = Mapping[str, np.ndarray[Any, Any]]
FORMAT = 1
_MAGIC = b"AKNCOLS1"
_ALIGNED = 64
_KINDS = frozenset(("uint8", "int16", "int32", "int64", "float64"))


def write_arrays(path: Path, about: Mapping[str, Any], arrays: Arrays) -> None:
    """Write arrays in one step; `about` is what the header says beside where they are.

    Raises:
        OSError: the file can not be written; one that was there before is left as it is.
    """
    places, at = {}, 0
    for name, values in arrays.items():
        places[name] = (values.dtype.name, len(values), at, zlib.crc32(_bytes(values)))
        at = _aligned(at + values.nbytes)
    header = json.dumps({"format": FORMAT, "about": about, "arrays": places, "size": at}).encode()
    head = _MAGIC + len(header).to_bytes(8, "little") + zlib.crc32(header).to_bytes(8, "little") + header
    with draft_beside(path) as draft, draft.open("wb") as file:
        file.write(head.ljust(_aligned(len(head)), b"\0"))
        for values in arrays.values():
            file.write(_bytes(values))
            file.write(b"\0" * (_aligned(values.nbytes) - values.nbytes))


def read_arrays(path: Path, *, mapped: bool = True) -> tuple[dict[str, Any], dict[str, np.ndarray[Any, Any]]] | None:
    """Return what a file's header says and its arrays; None where it is missing, damaged, or of another format.

    Of a mapped file header and length are checked: to check each byte, all would have to be read.
    """
    try:
        with path.open("rb") as file:
            whole = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if mapped else file.read()
        about, arrays, checks = _read(whole)
        if not mapped and any(zlib.crc32(_bytes(arrays[name])) != check for name, check in checks.items()):
            return None
        return about, arrays
    except (OSError, ValueError, KeyError, TypeError):
        return None


def let_pages_go(values: np.ndarray[Any, Any]) -> None:
    """Give back the memory of the file an array is mapped from, if it is; nothing is lost, it is read again."""
    base: Any = values
    while isinstance(base, np.ndarray | memoryview):
        base = base.base if isinstance(base, np.ndarray) else base.obj
    if isinstance(base, mmap.mmap) and hasattr(mmap, "MADV_DONTNEED"):  # not on Windows
        base.madvise(mmap.MADV_DONTNEED)


def _read(whole: mmap.mmap | bytes) -> tuple[dict[str, Any], dict[str, np.ndarray[Any, Any]], dict[str, int]]:
    size, check = (int.from_bytes(whole[i : i + 8], "little") for i in (8, 16))
    header = whole[24 : 24 + size]
    if whole[:8] != _MAGIC or len(header) != size or zlib.crc32(header) != check:
        raise ValueError("no header of ours")
    said, begin = json.loads(header), _aligned(24 + size)
    if said["format"] != FORMAT or len(whole) != begin + said["size"]:
        raise ValueError("another format, or cut off")
    arrays = {
        name: np.frombuffer(whole, dtype=np.dtype(kind), count=count, offset=begin + at) if count else _empty(kind)
        for name, (kind, count, at, _) in said["arrays"].items()
        if kind in _KINDS
    }
    return said["about"], arrays, {name: place[3] for name, place in said["arrays"].items()}


def _bytes(values: np.ndarray[Any, Any]) -> memoryview | bytes:
    return np.ascontiguousarray(values).data if len(values) else b""


def _empty(kind: str) -> np.ndarray[Any, Any]:
    return np.empty(0, dtype=np.dtype(kind))


def _aligned(size: int) -> int:
    return -(-size // _ALIGNED) * _ALIGNED
