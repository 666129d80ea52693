"""What several questions say of a pair: its tie summed up, whether sources cover it, who knows both."""

from collections.abc import Sequence
from datetime import date

from graph.analysis.case import Case
from graph.analysis.phrases import Day, Phrase, phrase, several
from graph.network import Node


def is_covered(case: Case, *places: int) -> bool:
    """Return whether sources of the last years show all of them in contact with anybody."""
    return all(bool(case.observed[i]) for i in places)


def reach_phrase(case: Case, node: Node, region: Node | None) -> Phrase | None:
    """Return how many organisations of the node's kind in a region the sources show in contact; None where unknown."""
    kinds = case.network.schema.nodes["Organisation"].kinds
    if region is None or node.label != "Organisation" or node.kind not in kinds:
        return None
    at = case.place[region.id], int(case.arrays.kind[case.place[node.id]])
    known, observed = (int(table[at]) for table in case.reach)
    since = case.as_of.year - round(case.thresholds.covered_years)
    return phrase("coverage_figure", year=since, known=known, observed=observed, kind=kinds[node.kind], region=region)


def contact_phrase(case: Case, a: Node, b: Node) -> Phrase:
    """Return how far two are tied: not as far as is known, not as far as the sources reach, weakly, or long ago."""
    tie = case.explainer.explain(a.id, b.id, limit=1)
    if tie.strength >= case.thresholds.firm:
        return phrase("known_stale", reason=tie.shares[0].reason)
    if tie.shares:
        return phrase("known_weak", strength=tie.strength, reason=tie.shares[0].reason)
    unseen = [node for node in (a, b) if not is_covered(case, case.place[node.id])]
    return phrase("known_uncovered", actor=unseen[0]) if unseen else phrase("known_none")


def introducer(case: Case, a: str, b: str) -> Node | None:
    """Return who is best tied to both, by the weaker of the two ties; people first."""
    graph = case.actors
    place = case.actor_place
    rows = [graph.matrix[[place[x]]].tocoo() for x in (a, b)]
    one, other = ({int(j): float(w) for j, w in zip(r.col, r.data, strict=True)} for r in rows)
    both = [(case.network.nodes[graph.ids[j]], min(one[j], other[j])) for j in one.keys() & other.keys()]
    ranked = sorted(both, key=lambda item: (item[0].label != "Person", -item[1], item[0].id))
    return ranked[0][0] if ranked else None


def named(nodes: Sequence[Node], shown: int) -> Phrase:
    """Return the first of some nodes, to be said after how many they are."""
    return phrase("named_all" if len(nodes) <= shown else "named_some", actors=several(nodes[:shown]))


def advice_for_pair(case: Case, a: Node, b: Node, topic: Node | None) -> Phrase:
    """Return what could be done to bring two together."""
    if found := introducer(case, a.id, b.id):
        how = "advice_introduce" if found.label == "Person" else "advice_introduce_people"
        return phrase(how, introducer=found, a=a, b=b)
    if through := _through_people(case, a, b):
        return phrase("advice_introduce_people", introducer=through[0], a=a, b=b)
    return phrase("advice_invite_topic", a=a, b=b, topic=topic) if topic else phrase("advice_invite", a=a, b=b)


def _through_people(case: Case, a: Node, b: Node) -> list[Node]:
    """Return organisations that have contacts to both, the best first."""
    if a.label != "Organisation" or b.label != "Organisation":
        return []
    graph = case.organisations
    ids = case.organisation_place
    one, other = (graph.matrix[[ids[x.id]]] for x in (a, b))
    both = one.minimum(other).tocoo()
    best = sorted(zip(-both.data, both.col, strict=True))[:1]
    return [case.network.nodes[graph.ids[int(j)]] for _, j in best]


def last_seen(day: int) -> Day:
    """Return a day as one says it."""
    return Day(date.fromordinal(day).isoformat())
