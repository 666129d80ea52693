"""Which fields of an entry are read, which are left out on purpose, and which nobody knows."""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from graph.packaged import read_yaml

_DEEPEST = 30
Tree = Mapping[str, Any]


@cache
def known_fields() -> Tree:
    """Return the fields that are read or left out, as a tree that ends in "used" and "out"."""
    text = files("ingest.sources.lobbyregister").joinpath("fields.yaml").read_text(encoding="utf-8")
    tree: Tree = read_yaml(text)["entry"]
    return tree


def left_over(entry: object, known: Tree, path: str = "", depth: int = 0) -> Iterator[str]:
    """Yield the paths of filled fields that are neither read nor left out on purpose.

    >>> list(left_over({"name": "A", "colour": "red", "age": None}, {"name": "used"}))
    ['colour']
    """
    if isinstance(entry, list):
        for item in entry:
            yield from left_over(item, known, path, depth + 1)
    elif isinstance(entry, dict) and depth < _DEEPEST:
        for name, value in entry.items():
            below = known.get(name) or known.get("any")
            if below is None and value not in (None, "", [], {}, False):
                yield f"{path}{name}"
            elif isinstance(below, dict) and isinstance(value, dict | list):
                yield from left_over(value, below, f"{path}{name}.", depth + 1)
