"""Two regions compared: who works there on which topics, contacts inside each and between both, who links them."""

from collections import Counter
from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass

import numpy as np

from graph.analysis.communities import Community, brokers, describe, partition
from graph.analysis.goals import Goals
from graph.analysis.questions import QUESTIONS, Case, Finding
from graph.analysis.snapshot import Mask

_OF_THE_WHOLE = "structural_holes"  # asked of the whole network, whatever region is asked about
_MOST_HOLES = 200


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: its organisations and their people, how many of each kind and topic, contacts among them.

    `ties` are contacts between organisations of the region, of `possible` pairs; `strength` is their sum.
    """

    region: str
    organisations: frozenset[str]
    people: frozenset[str]
    kinds: Mapping[str, int]
    topics: Mapping[str, int]
    ties: int
    possible: int
    strength: float
    gaps: Mapping[str, tuple[Finding, ...]]


@dataclass(frozen=True, slots=True)
class RegionLink:
    """A contact between an organisation of the one region and one of the other, neither of them active in both."""

    a: str
    b: str
    strength: float


@dataclass(frozen=True, slots=True)
class Spanning:
    """A community with organisations of both regions, and how many of each."""

    community: Community
    one: int
    other: int


@dataclass(frozen=True, slots=True)
class Regions:
    """The comparison. `both` are active in both regions; `linkers` know so many pairs that do not know each other."""

    one: Side
    other: Side
    both: frozenset[str]
    links: tuple[RegionLink, ...]
    possible: int
    linkers: tuple[tuple[str, int], ...]
    spanning: tuple[Spanning, ...]


def compare_regions(case: Case, one: str, other: str, top: int = 20, goals: Goals = None) -> Regions:
    """Return two regions side by side as of the day of the case; of findings, linkers and links `top` at most.

    `goals` are the office's.
    """
    inside = [_organisations(case, region) for region in (one, other)]
    people = [_people(case, region, there) for region, there in zip((one, other), inside, strict=True)]
    sides = [
        _side(case, region, there, who, _gaps(case, region, there | who, top, goals))
        for region, there, who in zip((one, other), inside, people, strict=True)
    ]
    both = inside[0] & inside[1]
    only = [sorted(_ids(case, there & ~both)) for there in inside]
    links = _links(case, only[0], only[1])
    return Regions(
        sides[0],
        sides[1],
        _ids(case, both),
        links,
        len(only[0]) * len(only[1]),
        tuple(_linkers(case, inside, people)[:top]),
        _spanning(case, sides[0].organisations, sides[1].organisations),
    )


def _organisations(case: Case, region: str) -> Mask:
    return case.arrays.has_label("Organisation") & case.alive & _active(case, region)


def _active(case: Case, region: str) -> Mask:
    found = np.zeros(len(case.arrays.ids), dtype=np.bool_)
    if region in case.place:
        column = case.regions.tocsc()[:, [case.place[region]]]
        found[column.indices] = True
    return found


def _people(case: Case, region: str, organisations: Mask) -> Mask:
    """Return who is active in a region or belongs to an organisation that is."""
    is_person, rows = case.arrays.has_label("Person"), case.strengths.affiliations
    found = _active(case, region)
    for person, place in ((rows.a, rows.b), (rows.b, rows.a)):
        found[person[organisations[place]]] = True
    return found & is_person


def _side(case: Case, region: str, organisations: Mask, people: Mask, gaps: Mapping[str, tuple[Finding, ...]]) -> Side:
    s, members = case.arrays, _ids(case, organisations)
    places = np.flatnonzero(organisations)
    counts = np.asarray(case.topics[places].sum(axis=0)).ravel()
    graph = case.organisations.among(members)
    n = len(members)
    return Side(
        region,
        members,
        _ids(case, people),
        Counter(s.kinds[k] for k in s.kind[places].tolist()),
        {s.ids[int(t)]: int(counts[t]) for t in np.flatnonzero(counts)},
        graph.ties,
        n * (n - 1) // 2,
        float(graph.matrix.sum()) / 2,
        gaps,
    )


def _gaps(case: Case, region: str, members: Mask, top: int, goals: Goals) -> dict[str, tuple[Finding, ...]]:
    """Return what is missing in a region, by question: of its organisations and of their people."""
    narrowed = copy(case)
    narrowed.region = region
    narrowed.__dict__["asked"] = members  # in the place of those who are active there themselves
    own = _ids(case, members)
    found = {}
    for name, question in QUESTIONS.items():
        if name == _OF_THE_WHOLE:
            asked = [f for f in question.findings(case, _MOST_HOLES) if own & set(f.subjects)][:top]
        else:
            asked = question.findings(narrowed, top, goals)
        found[name] = tuple(asked)
    return found


def _links(case: Case, one: list[str], other: list[str]) -> tuple[RegionLink, ...]:
    graph, place = case.organisations, case.organisation_place
    rows, columns = ([place[n] for n in ids] for ids in (one, other))
    found = graph.matrix[rows][:, columns].tocoo()
    ends = zip(found.row.tolist(), found.col.tolist(), found.data.tolist(), strict=True)
    links = [RegionLink(one[i], other[j], strength) for i, j, strength in ends]
    return tuple(sorted(links, key=lambda link: (-link.strength, link.a, link.b)))


def _linkers(case: Case, organisations: list[Mask], people: list[Mask]) -> list[tuple[str, int]]:
    """Return who knows actors of both regions that do not know each other, by how many such pairs."""
    everybody = [a | b for a, b in zip(organisations, people, strict=True)]
    both = everybody[0] & everybody[1]
    one, other = (sorted(_ids(case, members & ~both)) for members in everybody)
    return brokers(case.actors, one, other)


def _spanning(case: Case, one: frozenset[str], other: frozenset[str]) -> tuple[Spanning, ...]:
    graph = case.organisations
    groups = describe(case.network, graph, partition(graph), case.arrays)
    counted = (Spanning(g, len(one & set(g.members)), len(other & set(g.members))) for g in groups)
    found = [s for s in counted if s.one and s.other and len(set(s.community.members) & (one | other)) > 1]
    return tuple(sorted(found, key=lambda s: (-min(s.one, s.other), -s.one - s.other, s.community.members)))


def _ids(case: Case, members: Mask) -> frozenset[str]:
    return frozenset(case.arrays.ids[i] for i in np.flatnonzero(members).tolist())
