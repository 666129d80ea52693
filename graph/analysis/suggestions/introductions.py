"""Introductions: pairs without a contact that should meet, why, and who could introduce them."""

from dataclasses import dataclass, replace
from functools import cached_property

from scipy.sparse import csr_array

from graph.analysis.case import Case
from graph.analysis.complements import Complements
from graph.analysis.goals import Checker, Goals, Unmet, wanted_goals
from graph.analysis.paths import Path
from graph.analysis.phrases import Phrase, phrase, several
from graph.analysis.questions.finding import Finding, evidence_of, finding_id
from graph.analysis.questions.pair_facts import contact_phrase, is_covered
from graph.analysis.questions.unmet_goals import wanted
from graph.analysis.suggestions.acquaintance import Acquaintance
from graph.analysis.suggestions.network_meetings import belongs, topics_of
from graph.analysis.ways import Ways
from graph.network import Node

QUESTION = "introductions"
_CLOSES_A_GAP = 1.5  # times the score of a pair that meets a networking goal, or one offers what the other seeks
_NAMED = 3
_MOST = 100_000  # suggestions that are looked through for one of them


@dataclass(frozen=True, slots=True)
class Introduction:
    """A pair as a finding, the person who could introduce them (None: nobody is known), and the way through people."""

    finding: Finding
    a: Node
    b: Node
    introducer: Node | None
    path: Path | None


class Matchmaker:
    """Suggests introductions within one case; `goals` are the office's."""

    def __init__(self, case: Case, *, people: bool = False, goals: Goals = None) -> None:
        self.case, self.network, self.goals = case, case.network, goals
        self.acquaintance = Acquaintance(case, people)

    def suggest(self, top: int = 20, actor: str = "", left_out: frozenset[str] = frozenset()) -> list[Introduction]:
        """Return the best introductions, of one actor where one is given; `left_out` are ids of findings."""
        ranked = self._ranked(3 * top + len(left_out), actor)
        kept = [pair for pair in ranked if finding_id(QUESTION, "", pair[1:]) not in left_out]
        return [self._introduction(*pair) for pair in kept[:top]]

    def every_pair(self, actor: str = "") -> bool:
        """Return whether all pairs are looked at, as for one actor always; else there are too many of them."""
        return bool(actor) or self.acquaintance.fusion.every_pair

    def find(self, wanted: str, actor: str = "") -> Finding | None:
        """Return the suggestion with an id, of one actor where one is given, or None where it is not suggested."""
        pairs = self._ranked(_MOST, actor)
        found = (pair for pair in pairs if finding_id(QUESTION, "", pair[1:]) == wanted)
        return next((self._introduction(*pair).finding for pair in found), None)

    def of_pair(self, one: str, other: str) -> Finding:
        """Return the suggestion that two actors meet, also where it is not made any more: they may have met since."""
        a, b = sorted((one, other))
        place = self.acquaintance.place
        if a not in place or b not in place:
            return self._introduction(0.0, a, b).finding
        return self._introduction(self._with_gap(self.acquaintance.score(place[a], place[b]), a, b), a, b).finding

    def _ranked(self, count: int, actor: str) -> list[tuple[float, str, str]]:
        """Return scores and pairs, those first that score highest."""
        found = self.acquaintance.best_for(actor, count) if actor else self.acquaintance.best(count)
        ids = self.acquaintance.meetings.actors
        rows = zip(found.score.tolist(), found.a.tolist(), found.b.tolist(), strict=True)
        pairs = ((self._with_gap(score, ids[a], ids[b]), ids[a], ids[b]) for score, a, b in rows)
        return sorted(pairs, key=lambda pair: (-pair[0], *pair[1:]))

    def _with_gap(self, score: float, a: str, b: str) -> float:
        return score * (_CLOSES_A_GAP if self.closed(a, b) or self._complements.between(a, b) else 1.0)

    @cached_property
    def _complements(self) -> Complements:
        return Complements(self.case)

    @cached_property
    def _unmet(self) -> dict[str, list[tuple[Unmet, frozenset[str]]]]:
        """Return by subject which contacts goals miss, and who would make up for each."""
        checker = Checker(replace(self.case, region="", topic="", snapshot=self.case.arrays))
        found: dict[str, list[tuple[Unmet, frozenset[str]]]] = {}
        for goal in wanted_goals(self.goals):
            for unmet in checker.check(goal).unmet:
                if unmet.need.how == "contact":
                    found.setdefault(unmet.subject.id, []).append((unmet, checker.satisfying(unmet)))
        return found

    def closed(self, a: str, b: str) -> list[Unmet]:
        """Return the unmet goals that a contact of a pair would satisfy."""
        both = ((a, b), (b, a))
        return [unmet for one, other in both for unmet, pool in self._unmet.get(one, []) if other in pool]

    @cached_property
    def _ways(self) -> Ways:
        return Ways(self.case)

    def _introduction(self, score: float, one: str, other: str) -> Introduction:
        a, b = self.network.nodes[one], self.network.nodes[other]
        path = self._way(one, other)
        between = self._introducer(path, one, other)
        shared, facts = self.in_common(a, b)
        closed = [phrase("intro_gap", subject=u.subject, wanted=wanted(u)) for u in self.closed(one, other)]
        fits = self._complements.between(one, other)
        reasons = [*shared, *self._contacts(one, other), *fits, *closed, contact_phrase(self.case, a, b)]
        on_the_way = {item for step in path.steps for item in step.reason.evidence} if path else set()
        finding = Finding(
            QUESTION,
            (one, other),
            score,
            phrase("intro_title", a=a, b=b),
            tuple(reasons),
            tuple(sorted({*facts, *on_the_way})),
            self._advice(a, b, between),
            is_covered(self.case, self.case.place[one], self.case.place[other]),
        )
        return Introduction(finding, a, b, between, path)

    def _way(self, a: str, b: str) -> Path | None:
        """Return the way over the one person best tied to both sides, by the weaker tie; else the nearest way."""
        for shared in self._ways.common(a, b, most=1):
            return Path((shared.one.a, shared.person, shared.other.b), (shared.one, shared.other))
        return next((way.path for way in self._ways.routes(a, b)), None)

    def _introducer(self, path: Path | None, a: str, b: str) -> Node | None:
        """Return who is between the two on a way; at its end somebody of one house who knows the other."""
        if path is None or not path.people:
            return None
        if len(path.people) > 2:
            best = max(range(1, len(path.people) - 1), key=lambda i: self._weaker(path, i))
            return self.network.nodes[path.people[best]]
        inside = [p for p in path.people if p not in (a, b)]
        return self.network.nodes[inside[0]] if inside else None

    def _weaker(self, path: Path, i: int) -> float:
        return min(path.steps[i - 1].strength, path.steps[i].strength)

    def _advice(self, a: Node, b: Node, between: Node | None) -> Phrase:
        if between is not None:
            return phrase("intro_advice", introducer=between, a=a, b=b)
        return phrase("advice_invite", a=a, b=b)

    def _sets(self, table: csr_array) -> dict[str, frozenset[str]]:
        """Return the columns that each node has in a table, by their ids."""
        ids, found = self.case.arrays.ids, csr_array(table)
        rows = (found.indices[found.indptr[i] : found.indptr[i + 1]] for i in range(len(ids)))
        return {node: frozenset(ids[int(j)] for j in row) for node, row in zip(ids, rows, strict=True)}

    @cached_property
    def _in_common(self) -> dict[str, dict[str, frozenset[str]]]:
        """Return the topics and regions of each node and its house, and the topics of the events it was at."""
        case, house = self.case, belongs(self.case)
        return {
            "intro_topics": self._sets(case.topics + house @ case.topics),
            "intro_regions": self._sets(case.regions + house @ case.regions),
            "intro_occasions": self._sets(topics_of(case)),
        }

    def in_common(self, a: Node, b: Node) -> tuple[list[Phrase], tuple[str, ...]]:
        """Return what the two have in common in words, the rarest first, and what says so."""
        said: dict[str, Phrase] = {}
        for key, table in self._in_common.items():
            nodes = (self.network.nodes[n] for n in table[a.id] & table[b.id])
            both = sorted(nodes, key=lambda n: (len(self.network.around(n.id)), n.name, n.id))
            both = [n for n in both if n.fields.get("code") != "DE"] or both
            if both and not (key == "intro_occasions" and "intro_topics" in said):
                said[key] = phrase(key, items=several(both[:_NAMED]))
        events = sorted(self._events(a.id) & self._events(b.id), key=self.network.event_date, reverse=True)
        if events:
            named = several(self.network.nodes[e] for e in events[:_NAMED])
            said["intro_events"] = phrase("intro_events", items=named)
        return list(said.values()), evidence_of(self.case, [a, b], "DEALS_WITH", "ACTIVE_IN")

    def _events(self, actor: str) -> set[str]:
        """Return the whole events an actor or its people were at by the day."""
        return self._attended.get(actor, set())

    @cached_property
    def _attended(self) -> dict[str, set[str]]:
        s, counted = self.case.arrays, self.case.strengths.spans.counted
        rows = (s.is_type("TOOK_PART_IN") & counted).nonzero()[0].tolist()
        found: dict[str, set[str]] = {}
        for row in rows:
            event = s.ids[int(s.end[row])]
            if not self.network.is_part(event) and self.network.event_date(event):  # without a day it is no occasion
                found.setdefault(s.ids[int(s.start[row])], set()).add(event)
        houses = belongs(self.case).tocoo()
        for who, where in zip(houses.row.tolist(), houses.col.tolist(), strict=True):
            found.setdefault(s.ids[where], set()).update(found.get(s.ids[who], set()))
        return found

    def _contacts(self, a: str, b: str) -> list[Phrase]:
        """Return how many contacts both have, the strongest by name."""
        graph, place = self.acquaintance.contacts, self.acquaintance.place
        both = graph.matrix[[place[a]]].minimum(graph.matrix[[place[b]]]).tocoo()
        best = sorted(zip((-both.data).tolist(), both.col.tolist(), strict=True))
        if not best:
            return []
        named = several(self.network.nodes[graph.ids[int(j)]] for _, j in best[:_NAMED])
        return [phrase("intro_common", count=len(best), items=named)]
