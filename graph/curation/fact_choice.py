"""Which fact somebody means who wants to correct it, and what its correction is."""

from collections.abc import Sequence
from dataclasses import replace

from graph.curation.entry import FactChange, StatedFact
from graph.errors import UnknownName
from graph.network import Network, Relation


def stated_fact(relation: Relation) -> StatedFact:
    """Return a fact as it is stated now."""
    said = relation.role, relation.valid_from, relation.valid_to
    return StatedFact(relation.type, relation.start, relation.end, *said)


def facts_between(network: Network, one: str, other: str, type_: str = "", role: str | None = None) -> list[Relation]:
    """Return the facts between two nodes, of a type and in a role where these are given."""
    found = [r for r in network.around(one) if r.other(one) == other and type_ in ("", r.type)]
    return [r for r in found if role is None or r.role == role]


def one_fact(network: Network, found: Sequence[Relation], name: str, shown: Sequence[str]) -> Relation:
    """Return the one fact of several candidates; `shown` says how each reads.

    Raises:
        UnknownName: there is none, or more than one.
    """
    if len(found) != 1:
        raise UnknownName("entry_several_facts" if found else "entry_no_fact", name, shown)
    return found[0]


def changed_fact(
    relation: Relation, role: str | None = None, valid_from: str | None = None, valid_to: str | None = None
) -> FactChange:
    """Return the correction that gives a fact another role or time; what is None stays."""
    said = stated_fact(relation)
    instead = replace(
        said,
        role=said.role if role is None else role,
        valid_from=said.valid_from if valid_from is None else valid_from,
        valid_to=said.valid_to if valid_to is None else valid_to,
    )
    return FactChange(said, instead)


def wrong_fact(relation: Relation) -> FactChange:
    """Return the correction that says that a fact was never so."""
    return FactChange(stated_fact(relation))


def ended_facts(network: Network, relation: Relation, day: str) -> tuple[FactChange, ...]:
    """Return the corrections that say that two have no longer to do with each other in that way since a day.

    All that is stated of the type between the two and goes on is over then, whatever role it names. A fact with an
    end gets another one.
    """
    if relation.valid_to:
        return (changed_fact(relation, valid_to=day),)
    between = facts_between(network, relation.start, relation.end, relation.type)
    going_on = [r for r in between if not r.valid_to and (r.start, r.end) == (relation.start, relation.end)]
    return tuple(FactChange(stated_fact(r), ended=day) for r in (going_on or [relation]))
