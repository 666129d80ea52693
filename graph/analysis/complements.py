"""Sought here, offered there: two who are not in contact, of whom one offers what the other seeks, with the reasons.

What is alike is told by the topics (the same, or one part of the other) and by the words both use; a shared region
counts besides. A wish of a person is hers; that of an organisation is that of all who work there.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import Literal

import numpy as np

from graph.analysis.case import Case
from graph.analysis.explain import fact_of
from graph.analysis.likeness import load_complements, pieces, shared_words
from graph.analysis.phrases import Phrase, phrase, several
from graph.model.dates import overlaps
from graph.network import Network, Node, Relation

OFFERS, SEEKS = "OFFERS", "SEEKS"
_ABOVE = 3  # steps up the tree of topics
_NAMED = 3
How = Literal["same", "narrower", "words"]


@dataclass(frozen=True, slots=True)
class Match:
    """One wish and one offer that fit: how, how much that counts, and the words in common."""

    seek: Relation
    offer: Relation
    how: How
    score: float
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Complement:
    """Two who fit: who seeks, who offers, all that fits between them, the best first, regions both are active in."""

    seeker: Node
    offerer: Node
    matches: tuple[Match, ...]
    regions: tuple[Node, ...]
    score: float

    @property
    def evidence(self) -> tuple[str, ...]:
        """Return what says so."""
        return tuple(sorted({item for m in self.matches for r in (m.seek, m.offer) for item in r.evidence}))

    def reasons(self, network: Network) -> tuple[Phrase, ...]:
        """Return why the two fit."""
        said = [_reason(network, match) for match in self.matches]
        return (*said, phrase("complement_region", regions=several(self.regions))) if self.regions else tuple(said)


def _reason(network: Network, match: Match) -> Phrase:
    seek, offer = (network.nodes[r.end] for r in (match.seek, match.offer))
    return phrase(
        f"complement_{match.how}",
        seeker=network.nodes[match.seek.start],
        offerer=network.nodes[match.offer.start],
        sought=match.seek.role or seek.name,
        offered=match.offer.role or offer.name,
        words=several(match.words),
    )


class Complements:
    """What fits within one case; `has` says whether anything is offered or sought at all."""

    def __init__(self, case: Case) -> None:
        self.case, self.network, self.rules = case, case.network, load_complements()

    @cached_property
    def _wishes(self) -> dict[str, list[Relation]]:
        """Return offers and wishes that hold on the day."""
        found: dict[str, list[Relation]] = {OFFERS: [], SEEKS: []}
        s = self.case.arrays
        for place in np.flatnonzero(s.is_type(OFFERS, SEEKS)).tolist():  # sorted by id, as each type is in the network
            fact = fact_of(self.network, s.ids[int(s.start[place])], s.fact_ids[place])
            if overlaps(fact.valid_from, fact.valid_to, self.case.as_of) is not False:
                found[fact.type].append(fact)
        return found

    @property
    def has(self) -> bool:
        """Whether somebody seeks and somebody offers something."""
        return all(self._wishes.values())

    def find(self, top: int = 20, actor: str = "") -> list[Complement]:
        """Return the pairs that fit and are not in contact, the best first; of one actor where one is given."""
        found: dict[tuple[str, str], list[Match]] = {}
        for match in self._matches(actor):
            pair = (match.seek.start, match.offer.start)
            found.setdefault(pair, []).append(match)
        fit = [self._complement(*pair, matches) for pair, matches in found.items() if not self._are_close(*pair)]
        return sorted(fit, key=lambda c: (-c.score, c.seeker.id, c.offerer.id))[:top]

    def of_pair(self, one: str, other: str) -> list[Match]:
        """Return what fits between two, whoever seeks, whether or not they are in contact."""
        return sorted(
            (m for m in self._matches(one) if {m.seek.start, m.offer.start} == {one, other}), key=lambda m: -m.score
        )

    @cached_property
    def wishes(self) -> list[tuple[Relation, frozenset[str], frozenset[str]]]:
        """Return each wish that is offered somewhere, with who seeks and who offers it: actors and their houses."""
        found: dict[str, tuple[Relation, set[str]]] = {}
        for match in self._matches():
            offering = found.setdefault(match.seek.id, (match.seek, set()))[1]
            offering |= {match.offer.start, *self._houses(match.offer.start)}
        return [
            (seek, frozenset({seek.start, *self._houses(seek.start)}), frozenset(offering))
            for seek, offering in found.values()
        ]

    def between(self, one: str, other: str) -> list[Phrase]:
        """Return what one of two, or of their houses, offers that the other seeks, in words."""
        nodes = self.network.nodes
        return [
            phrase("complement_between", seeker=nodes[a], offerer=nodes[b], sought=seek.role or nodes[seek.end].name)
            for a, b in ((one, other), (other, one))
            for seek in self._sought.get((a, b), ())[:_NAMED]
        ]

    @cached_property
    def _sought(self) -> dict[tuple[str, str], list[Relation]]:
        """Return by who seeks and who offers, actors and their houses, what is sought."""
        found: dict[tuple[str, str], list[Relation]] = {}
        for seek, seekers, offering in self.wishes:
            for pair in product(seekers, offering):
                if pair[0] != pair[1]:
                    found.setdefault(pair, []).append(seek)
        return found

    def _matches(self, actor: str = "") -> Iterator[Match]:
        for seek in self._wishes[SEEKS]:
            for offer in self._candidates(seek):
                if seek.start == offer.start or (actor and actor not in (seek.start, offer.start)):
                    continue
                if match := self._match(seek, offer):
                    yield match

    @cached_property
    def _offers(self) -> dict[str, list[Relation]]:
        """Return offers by topic, by each topic theirs is a part of, and by the pieces of their words."""
        found: dict[str, list[Relation]] = {}
        for offer in self._wishes[OFFERS]:
            for mark in {offer.end, *self._above(offer.end), *pieces(self._said(offer))}:
                found.setdefault(mark, []).append(offer)
        return found

    def _candidates(self, seek: Relation) -> list[Relation]:
        """Return the offers that can fit at all, so that not each is compared with each."""
        marks = {seek.end, *self._above(seek.end), *pieces(self._said(seek))}
        found = {offer.id: offer for mark in marks for offer in self._offers.get(mark, ())}
        return [found[i] for i in sorted(found)]

    def _match(self, seek: Relation, offer: Relation) -> Match | None:
        if seek.end == offer.end:
            return Match(seek, offer, "same", self.rules.same)
        if seek.end in self._above(offer.end) or offer.end in self._above(seek.end):
            return Match(seek, offer, "narrower", self.rules.narrower)
        shared = shared_words(self._said(seek), self._said(offer))
        if shared.share < self.rules.least_words:
            return None
        return Match(seek, offer, "words", self.rules.words * shared.share, shared.words)

    def _said(self, fact: Relation) -> str:
        return fact.role or self.network.nodes[fact.end].name

    def _above(self, topic: str) -> frozenset[str]:
        found: set[str] = set()
        level = {topic}
        for _ in range(_ABOVE):
            level = {whole for t in level for whole in self.network.wholes(t)} - found
            found |= level
        return frozenset(found)

    def _complement(self, seeker: str, offerer: str, matches: list[Match]) -> Complement:
        best = sorted(matches, key=lambda m: (-m.score, m.seek.id, m.offer.id))
        regions = tuple(self.network.nodes[r] for r in sorted(self._regions(seeker) & self._regions(offerer)))
        regions = tuple(r for r in regions if r.fields.get("code") != "DE")
        score = best[0].score + 0.1 * (len(best) - 1) + (self.rules.region if regions else 0.0)
        return Complement(self.network.nodes[seeker], self.network.nodes[offerer], tuple(best[:3]), regions, score)

    def _houses(self, actor: str) -> frozenset[str]:
        there = (r for r in self.network.around(actor) if r.type == "WORKS_FOR" and r.start == actor)
        return frozenset(r.end for r in there if overlaps(r.valid_from, r.valid_to, self.case.as_of) is not False)

    def _regions(self, actor: str) -> frozenset[str]:
        whose = {actor, *self._houses(actor)}
        return frozenset(r.end for a in whose for r in self.network.around(a) if r.type == "ACTIVE_IN" and r.start == a)

    def _are_close(self, one: str, other: str) -> bool:
        """Return whether two are in contact, or belong to one house."""
        mine, theirs = {one, *self._houses(one)}, {other, *self._houses(other)}
        if mine & theirs:
            return True
        place, graph = self.case.actor_place, self.case.actors
        return one in place and other in place and graph.matrix[place[one], place[other]] > 0
