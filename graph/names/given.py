"""The given names the program knows, all of them and the common German ones."""

from functools import cache

from graph.model.fold import fold
from graph.names.lexicon import read_names


@cache
def common_given_names() -> frozenset[str]:
    """Return common German given names, as they are written; two different ones are no slip of the pen."""
    return frozenset(read_names("given_names.yaml")["common"])


@cache
def given_names() -> frozenset[str]:
    """Return all given names, as they are written.

    >>> "Jörg" in given_names(), "Wasserstoff" in given_names()
    (True, False)
    """
    return common_given_names() | frozenset(read_names("given_names.yaml")["more"])


@cache
def folded_given_names() -> frozenset[str]:
    """Return all given names and their pet names, folded."""
    pets = (name for group in read_names("nicknames.yaml")["groups"] for name in group)
    return frozenset(map(fold, (*given_names(), *pets)))
