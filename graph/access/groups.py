"""Roles out of groups: what the provider says about somebody, and what the office has set that it means."""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from graph.access.desk import granted
from graph.errors import UsageError
from graph.model.facts import LEVELS, Confidentiality

Grants = Mapping[str, tuple[frozenset[str], Confidentiality]]


@lru_cache(maxsize=4)
def read_grants(text: str) -> Grants:
    """Return what each group is granted by a setting such as "team=edit,review; guests=read@partners".

    Raises:
        UsageError: it can not be read, or names a role there is not.
    """
    found = {}
    for part in filter(str.strip, text.split(";")):
        group, equals, roles = part.rpartition("=")
        if not equals or not group.strip():
            raise UsageError("bad_groups", value=part.strip())
        found[group.strip()] = granted(roles)
    return found


def of_groups(grants: Grants, groups: Iterable[str]) -> tuple[frozenset[str], Confidentiality]:
    """Return the roles of somebody in these groups, and the highest level that one of them sees."""
    held = [grants[group] for group in groups if group in grants]
    roles = frozenset[str]().union(*(roles for roles, _ in held))
    level = max((level for _, level in held), key=LEVELS.index, default=LEVELS[0])
    return roles, level


def groups_in(claims: Mapping[str, object], claim: str) -> tuple[str, ...] | None:
    """Return the groups that stand under a claim, also one within another ("realm_access.roles"); None: no such claim.

    >>> groups_in({"realm_access": {"roles": ["team"]}}, "realm_access.roles"), groups_in({"groups": "team"}, "groups")
    (('team',), ('team',))
    """
    found: object = claims
    for name in [claim] if claim in claims else claim.split("."):
        if not isinstance(found, Mapping) or name not in found:
            return None
        found = found[name]
    if isinstance(found, str):
        return (found,)
    return tuple(map(str, found)) if isinstance(found, list | tuple) else None
