"""Guests: who should be invited to an event on a topic and a region, what gap each closes, who is missing so far.

What a list of guests should cover: each kind of organisation, each part of the region, the topic and its narrower ones,
both by kind, and the contacts that networking goals miss. Guests are taken one after the other, each time the one who
covers most of what is still open. For coverage, which only ever gains less, that is within 1 - 1/e of the best list
(Nemhauser, Wolsey and Fisher 1978, An analysis of approximations for maximizing submodular set functions,
Mathematical Programming 14, 265-294).
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from scipy.sparse import csr_array, diags_array

from graph.analysis.case import Case
from graph.analysis.complements import Complements
from graph.analysis.goals import Checker, Goals, wanted_goals
from graph.analysis.phrases import Phrase, phrase, several
from graph.analysis.questions.finding import Finding, evidence_of
from graph.analysis.questions.pair_facts import is_covered
from graph.analysis.questions.unmet_goals import wanted
from graph.analysis.snapshot import Mask
from graph.analysis.suggestions.network_meetings import belongs
from graph.model.schema import BELONGS
from graph.network import Network, Node

QUESTION = "guests"
_FITS = 0.1  # what fitting topic and region counts beside closing gaps
_WEIGHTS = {"kind": 1.0, "region": 1.0, "topic": 1.0, "goal": 0.5, "wish": 0.5, "kind_region": 0.3, "kind_topic": 0.3}
_PEOPLE = 3


@dataclass(frozen=True, slots=True)
class Gap:
    """What a list of guests should cover: of a sort, the words of it, what it counts, and who would cover it."""

    sort: str
    key: tuple[str, ...]
    said: Phrase
    weight: float
    covered_by: frozenset[str]


@dataclass(frozen=True, slots=True)
class Guest:
    """A suggested guest as a finding, with the gaps they close and the people known there."""

    finding: Finding
    node: Node
    closes: tuple[Gap, ...]
    people: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Guests:
    """Suggestions in the order to invite, who is there already, and what these leave open."""

    suggested: tuple[Guest, ...]
    invited: tuple[Node, ...]
    missing: tuple[Gap, ...]


def organisations_at(network: Network, event: str) -> frozenset[str]:
    """Return the organisations that are at an event or its parts, or are asked to be, themselves or by people."""
    there = {
        r.start
        for part in network.with_parts([event])
        for r in network.around(part)
        if r.type == "TOOK_PART_IN" and r.end == part
    }
    return organisations_of(network, there)


def organisations_of(network: Network, actors: Iterable[str]) -> frozenset[str]:
    """Return organisations, and those that people belong to."""
    found: set[str] = set()
    for actor in actors:
        if actor in network.nodes and network.nodes[actor].label == "Organisation":
            found.add(actor)
        elif actor in network.nodes:
            found |= {r.end for r in network.around(actor) if r.type in BELONGS and r.start == actor}
    return frozenset(found)


class Planner:
    """Plans the guests of an event on the topic and in the region of a case; `goals` are the office's."""

    def __init__(self, case: Case, topic: str = "", region: str = "", goals: Goals = None) -> None:
        # All questions to the case are about everybody: topic and region are the event's, not a filter.
        self.case = replace(case, region="", topic="", snapshot=case.arrays)
        self.network, self.topic, self.region, self.goals = case.network, topic, region, goals

    def suggest(self, invited: Iterable[str] = (), top: int = 20) -> Guests:
        """Return whom to invite beside those who are: each closes most of what those before leave open."""
        there = organisations_of(self.network, invited)
        kinds = {self.network.nodes[n].kind or "other" for n in there}  # also of those who fit neither topic nor region
        open_ = [g for g in self.gaps if not (g.covered_by & there or (g.sort == "kind" and g.key[0] in kinds))]
        missing = tuple(open_)
        found: list[Guest] = []
        waiting = sorted(self.candidates - there)
        while waiting and len(found) < top:
            worth = {c: _gain(open_, c) + _FITS * self.fit(c) for c in waiting}
            best = max(waiting, key=lambda c: (worth[c], c))
            closes = [gap for gap in open_ if best in gap.covered_by]
            found.append(self._guest(best, worth[best], closes))
            open_ = [gap for gap in open_ if best not in gap.covered_by]
            waiting.remove(best)
        nodes = sorted((self.network.nodes[n] for n in there), key=lambda n: n.name)
        return Guests(tuple(found), tuple(nodes), missing)

    @cached_property
    def topics(self) -> dict[str, frozenset[str]]:
        """Return the topic and its narrower ones, each with who deals with it."""
        return self._columns(self.case.topics, self.network.with_parts([self.topic]))

    @cached_property
    def regions(self) -> dict[str, frozenset[str]]:
        """Return the region and its parts, each with who is active there."""
        return self._columns(self.case.regions, self.network.with_parts([self.region]))

    @cached_property
    def candidates(self) -> frozenset[str]:
        """Return the organisations that deal with the topic or are active in the region."""
        alive = {self.case.arrays.ids[int(i)] for i in np.flatnonzero(self._organisations)}
        return frozenset().union(*self.topics.values(), *self.regions.values()) & alive

    def fit(self, actor: str) -> float:
        """Return how well an actor fits: half for the topic, half for the region."""
        both = (self.topics, self.regions)
        return sum(0.5 for table in both if any(actor in found for found in table.values()))

    @cached_property
    def _organisations(self) -> Mask:
        return np.asarray(self.case.arrays.has_label("Organisation") & self.case.alive, dtype=np.bool_)

    def _columns(self, table: csr_array, wanted_nodes: list[str]) -> dict[str, frozenset[str]]:
        """Return the organisations in some columns, by themselves or through people who belong to them."""
        through = csr_array(table + belongs(self.case).T @ table)
        kept = csr_array(diags_array(self._organisations.astype(np.float64)) @ through).tocsc()
        kept.eliminate_zeros()
        ids, found = self.case.arrays.ids, {}
        for node in wanted_nodes:
            i = self.case.place[node]
            found[node] = frozenset(ids[int(j)] for j in kept.indices[kept.indptr[i] : kept.indptr[i + 1]])
        return found

    @cached_property
    def gaps(self) -> tuple[Gap, ...]:
        """Return all that a list of guests should cover; what nobody known could cover is among it."""
        return (
            *self._of_kinds(),
            *self._of("region", self.regions),
            *self._of("topic", self.topics),
            *self._of_goals(),
            *self._of_wishes(),
        )

    @cached_property
    def _kinds(self) -> dict[str, frozenset[str]]:
        """Return the candidates of each kind; kinds that matter are there even where nobody is known."""
        known = {self.network.nodes[n].kind or "other" for n in self.candidates}
        kinds = sorted(known | (self.case.thresholds.importance.keys() - {"other"}))
        return {k: frozenset(c for c in self.candidates if (self.network.nodes[c].kind or "other") == k) for k in kinds}

    def _of_kinds(self) -> list[Gap]:
        weights = self.case.thresholds.importance
        return [
            Gap(
                "kind",
                (kind,),
                phrase("guest_no_kind", kind=self._name(kind)),
                _WEIGHTS["kind"] * weights.get(kind, weights["other"]),
                found,
            )
            for kind, found in self._kinds.items()
        ]

    def _of(self, sort: str, table: dict[str, frozenset[str]]) -> list[Gap]:
        """Return the parts of a region or topic, and each kind there of which somebody is known."""
        gaps = []
        for node_id, found in table.items():
            node = self.network.nodes[node_id]
            gaps.append(Gap(sort, (node_id,), phrase(f"guest_no_{sort}", place=node), _WEIGHTS[sort], found))
            for kind, of_kind in self._kinds.items():
                if both := found & of_kind:
                    said = phrase(f"guest_no_kind_{sort}", place=node, kind=self._name(kind))
                    gaps.append(Gap(f"kind_{sort}", (kind, node_id), said, _WEIGHTS[f"kind_{sort}"], both))
        return gaps

    def _of_goals(self) -> list[Gap]:
        """Return the contacts that goals miss for those who may come."""
        checker = Checker(self.case)
        unmet = [u for goal in wanted_goals(self.goals) for u in checker.check(goal).unmet if u.need.how == "contact"]
        return [
            Gap(
                "goal",
                (u.goal.id, str(u.place), u.subject.id),
                phrase("guest_no_goal", subject=u.subject, wanted=wanted(u)),
                _WEIGHTS["goal"],
                checker.satisfying(u) & self.candidates,
            )
            for u in unmet
            if u.subject.id in self.candidates and checker.satisfying(u) & self.candidates
        ]

    def _of_wishes(self) -> list[Gap]:
        """Return what those who may come seek and others who may come offer."""
        nodes = self.network.nodes
        return [
            Gap(
                "wish",
                (seek.id,),
                phrase("guest_no_offer", seeker=nodes[seek.start], sought=seek.role or nodes[seek.end].name),
                _WEIGHTS["wish"],
                (offering & self.candidates) - seekers,
            )
            for seek, seekers, offering in Complements(self.case).wishes
            if seekers & self.candidates and (offering & self.candidates) - seekers
        ]

    def _name(self, kind: str) -> object:
        kinds = self.network.schema.nodes["Organisation"].kinds
        return kinds.get(kind, kinds["other"])

    def _guest(self, actor: str, worth: float, closes: list[Gap]) -> Guest:
        node = self.network.nodes[actor]
        fits = [
            phrase(key, items=several(self.network.nodes[n] for n, found in table.items() if actor in found))
            for key, table in (("guest_topic", self.topics), ("guest_region", self.regions))
            if any(actor in found for found in table.values())
        ]
        people = self.people(actor)
        advice = phrase("guest_through", people=several(people)) if people else phrase("guest_nobody")
        finding = Finding(
            QUESTION,
            (actor,),
            worth,
            phrase("guest_title", actor=node),
            (*fits, *(gap.said for gap in told(closes))),
            evidence_of(self.case, [node, *people], "DEALS_WITH", "ACTIVE_IN", "WORKS_FOR"),
            advice,
            is_covered(self.case, self.case.place[actor]),
            ".".join(filter(None, (self.topic, self.region))),
        )
        return Guest(finding, node, tuple(closes), people)

    def people(self, actor: str) -> tuple[Node, ...]:
        """Return some people who belong to an organisation on the day, by name."""
        inside = belongs(self.case).tocsc()
        i = self.case.place[actor]
        found = self.case.nodes(inside.indices[inside.indptr[i] : inside.indptr[i + 1]])
        return tuple(sorted(found, key=lambda n: (n.name, n.id))[:_PEOPLE])


def told(gaps: Iterable[Gap]) -> list[Gap]:
    """Return the gaps worth saying: not that a kind is missing in a region where it, or everybody, is missing."""
    given = list(gaps)
    whole = {gap.key[0] for gap in given if gap.sort in {"kind", "region", "topic"}}
    return [gap for gap in given if not (gap.sort.startswith("kind_") and whole & set(gap.key))]


def _gain(gaps: Iterable[Gap], actor: str) -> float:
    return sum(gap.weight for gap in gaps if actor in gap.covered_by)
