"""Formats of other programs that are read and written: the words of each in one table for both sides."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from graph.packaged import read_yaml


@cache
def words_of_format(name: str) -> Mapping[str, Any]:
    """Return the table of a format, such as "followthemoney"."""
    text = files("graph.formats").joinpath(f"{name}.yaml").read_text(encoding="utf-8")
    found: dict[str, Any] = read_yaml(text)
    return found
