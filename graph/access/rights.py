"""Roles and their rights, as `rights.yaml` lists them."""

from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict

from graph.packaged import read_yaml

ROLES = ("read", "edit", "review", "protection", "administration")


class Rights(BaseModel):
    """What each role may do, and what right a note in a book of the ledger needs."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    roles: dict[str, frozenset[str]]
    outside: frozenset[str]
    books: dict[str, str]


@cache
def load_rights() -> Rights:
    """Return the rights the program comes with."""
    return Rights.model_validate(read_yaml(files("graph.access").joinpath("rights.yaml").read_text(encoding="utf-8")))


@cache
def rights_of(roles: frozenset[str]) -> frozenset[str]:
    """Return all that somebody with these roles may do."""
    known = load_rights().roles
    return frozenset().union(*(known.get(role, frozenset()) for role in roles))


def may(roles: Iterable[str], right: str) -> bool:
    """Return whether one of the roles has a right.

    >>> may(["read"], "see"), may(["read"], "enter"), may([], "see")
    (True, False, False)
    """
    return right in rights_of(frozenset(roles))


def right_for_book(book: str) -> str:
    """Return what right a note in a book of the ledger needs."""
    return load_rights().books.get(book, "enter")


def roles_with(right: str) -> tuple[str, ...]:
    """Return the roles that have a right, for whoever is told what is missing."""
    return tuple(role for role in ROLES if right in load_rights().roles[role])
