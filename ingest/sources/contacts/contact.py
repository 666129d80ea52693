"""A contact as an address book gives it, whichever format that is in."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from graph.model.fold import fold
from graph.packaged import read_yaml

NAME_PARTS = ("given", "middle", "family", "whole", "title", "suffix")


@dataclass(frozen=True, slots=True)
class Contact:
    """One contact: `texts` by meaning ("given", "function", "city", ...), several addresses and categories.

    `place` is where its evidence stands, `row` its line or row. `is_organisation` is what the file says by itself.
    `more` are further organisations with the function in each.
    """

    place: str
    row: int
    texts: Mapping[str, str]
    emails: Sequence[str] = ()
    categories: Sequence[str] = ()
    units: Sequence[str] = ()
    is_organisation: bool = False
    is_private: bool = False
    more: Sequence[tuple[str, str]] = ()

    def text(self, meaning: str) -> str:
        """Return the text of that meaning, "" where there is none."""
        return self.texts.get(meaning, "")


@cache
def words() -> dict[str, Any]:
    """Return the lists of columns.yaml."""
    found: dict[str, Any] = read_yaml(files(__package__).joinpath("columns.yaml").read_text(encoding="utf-8"))
    return found


@cache
def pattern(name: str) -> re.Pattern[str]:
    """Return what the folded titles under a name of columns.yaml look like."""
    return re.compile("|".join(f"(?:{part})" for part in words()[name]))


def is_topic(category: str) -> bool:
    """Return whether a category tells what somebody deals with, and does not only sort the address book."""
    return bool(fold(category)) and fold(category) not in words()["no_topics"]
