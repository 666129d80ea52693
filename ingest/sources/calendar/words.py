"""The words of properties.yaml: properties, categories, places and addresses by what they mean."""

from functools import cache
from importlib.resources import files

from graph.packaged import read_yaml


@cache
def words() -> dict[str, frozenset[str]]:
    """Return the lists by name."""
    text = files(__package__).joinpath("properties.yaml").read_text(encoding="utf-8")
    lists: dict[str, list[str]] = read_yaml(text)
    return {name: frozenset(items) for name, items in lists.items()}
