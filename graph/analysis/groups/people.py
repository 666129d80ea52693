"""Plans made out of the network: an event's people, the people a file names, and what new ties among them count."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

import numpy as np

from graph.analysis.case import Case
from graph.analysis.groups.plan import Participant, Plan, PlannedGroup
from graph.analysis.groups.problem import FloatTable
from graph.analysis.suggestions.acquaintance import Acquaintance
from graph.errors import UsageError
from graph.model.fold import fold
from graph.model.schema import BELONGS
from graph.network import Network, Node

_UNKNOWN = 0.01  # what a new tie counts of which nothing is known


def people_at(network: Network, event: str) -> list[Node]:
    """Return the people who are at an event or its parts, or are asked to be, by name."""
    found = {r.start for part in network.with_parts([event]) for r in network.around(part) if r.type == "TOOK_PART_IN"}
    people = (network.nodes[p] for p in found if network.nodes[p].label == "Person")
    return sorted(people, key=lambda n: (fold(n.name), n.id))


def plan_of(
    network: Network, event: str, groups: Sequence[str], balance: int | None, extra: Sequence[str] = ()
) -> Plan:
    """Return the plan of an event's people in groups of equal size; `extra` are ids of others who will come.

    Raises:
        UsageError: there are fewer people than groups.
    """
    known = {n.id: n for n in people_at(network, event)} if event else {}
    known |= {n: network.nodes[n] for n in extra if n in network.nodes and network.nodes[n].label == "Person"}
    people = sorted(known.values(), key=lambda n: (fold(n.name), n.id))
    if len(people) < max(len(groups), 2):
        raise UsageError("groups_too_few", count=len(people))
    houses = [house_of(network, n.id) for n in people]
    names = _distinct([n.name for n in people], [h.name if h else "" for h in houses], [n.id for n in people])
    listed = tuple(
        Participant(name=name, kind=h.kind if h else "", organisation=h.name if h else "", id=n.id)
        for n, h, name in zip(people, houses, names, strict=True)
    )
    return Plan(groups=tuple(PlannedGroup(name=g) for g in groups), people=listed, balance=balance)


def _distinct(names: list[str], houses: list[str], ids: list[str]) -> list[str]:
    """Return the names, each different: namesakes get their organisation added, or their id."""
    often = Counter(map(fold, names))
    longer = [f"{n} ({h})" if often[fold(n)] > 1 and h else n for n, h in zip(names, houses, strict=True)]
    often = Counter(map(fold, longer))
    return [f"{n} [{i}]" if often[fold(n)] > 1 else n for n, i in zip(longer, ids, strict=True)]


def house_of(network: Network, person: str) -> Node | None:
    """Return the organisation a person works for, or is a member of, the latest first."""
    facts = [r for r in network.around(person) if r.type in BELONGS and r.start == person]
    ranked = sorted(facts, key=lambda r: (r.type == "WORKS_FOR", r.valid_to == "", network.dates(r), r.end))
    return network.nodes[ranked[-1].end] if ranked else None


def recognised(network: Network, plan: Plan) -> Plan:
    """Return the plan with its people looked up by id or name; who is not found, or not clearly, stays as is."""
    named: dict[str, list[Node]] = {}
    for node in network.by_label("Person"):
        named.setdefault(fold(node.name), []).append(node)
    return plan.model_copy(update={"people": tuple(_recognised(network, named, p) for p in plan.people)})


def _recognised(network: Network, named: dict[str, list[Node]], person: Participant) -> Participant:
    node = network.nodes.get(person.id)
    found = [node] if node is not None else named.get(fold(person.name), [])
    if len(found) != 1:
        return person
    house = house_of(network, found[0].id)
    return person.model_copy(
        update={
            "id": found[0].id,
            "kind": person.kind or (house.kind if house else ""),
            "organisation": person.organisation or (house.name if house else ""),
        }
    )


def before_event(case: Case, event: str) -> Case:
    """Return the case without an event and its parts: who met only there still counts as new to each other."""
    network = case.network
    parts = network.with_parts([event]) if event else set()
    if not parts:
        return case
    nodes = {i: n for i, n in network.nodes.items() if i not in parts}
    facts = [r for r in network.relations if r.start in nodes and r.end in nodes]
    return Case(Network(network.schema, nodes, facts, network.version), case.as_of)


def tie_values(case: Case, plan: Plan) -> FloatTable:
    """Return what a new tie of each two people of a plan would count; see `Acquaintance.values`."""
    n = len(plan.people)
    value = np.full((n, n), _UNKNOWN)
    known = [i for i, p in enumerate(plan.people) if p.id in case.place]
    if known:
        ids = [plan.people[i].id for i in known]
        value[np.ix_(known, known)] = Acquaintance(case, people=True).values(ids)
    houses = np.array([fold(p.organisation) for p in plan.people])
    value[(houses[:, None] == houses[None, :]) & (houses != "")[:, None]] = 0.0
    np.fill_diagonal(value, 0.0)
    return value


def planning_day(network: Network, event: str, today: date) -> date:
    """Return the day to plan an event on: today, or its own day where it is to come."""
    day = network.event_date(event) if event else ""
    return max(today, date.fromisoformat(day)) if len(day) == len("2021-03-16") else today
