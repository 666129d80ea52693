"""Whether the name of a house says already what kind of house it is (`named.yaml`)."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import yaml

from graph.model.fold import fold


def says_kind(name: str, kind: str) -> bool:
    """Return whether nobody needs to be told the kind of a house by its name; "other" is no kind to tell.

    >>> says_kind("Industriegewerkschaft Metall", "union"), says_kind("Stahlbündnis Erbachtal", "union")
    (True, False)
    >>> says_kind("Rheinrat", "body"), says_kind("Ratskeller", "body"), says_kind("Agora", "other")
    (True, False, True)
    """
    padded = f" {fold(name)} "
    return any(part in padded for part in _table().get(kind or "other", ()))


@cache
def _table() -> Mapping[str, tuple[str, ...]]:
    found = yaml.safe_load(files(__package__).joinpath("named.yaml").read_text(encoding="utf-8"))
    return {kind: tuple(parts) for kind, parts in found.items()}
