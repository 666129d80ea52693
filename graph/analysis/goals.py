"""Networking goals: rules the office writes about its network, checked like tests, and who could fulfil them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from typing import Literal

import numpy as np
import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from scipy.sparse import csr_array

from graph.analysis.case import Case
from graph.analysis.snapshot import Floats
from graph.errors import InputError
from graph.model.fold import fold
from graph.model.schema import Text
from graph.network import Node
from graph.reference import laender

_CANDIDATES = 3
_LARGEST_FILE = 1_000_000


class Rule(BaseModel):
    """Base of all that can stand in a file of goals; an unknown word there is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Who(Rule):
    """Whom they should be tied to: "a union of the same Land", for example."""

    type: Literal["Organisation", "Person"] = "Organisation"
    kind: str = ""
    name: str = ""
    works_for: str = ""
    words: tuple[str, ...] = ()
    region: Literal["", "same"] = ""
    topic: Literal["", "same"] = ""


class Every(Rule):
    """Whom a goal is about: "every initiative in Saarland", for example."""

    type: Literal["Organisation", "Person", "Topic", "Region"]
    kind: str = ""
    land: bool = False
    region: str = ""
    topic: str = ""


class Need(Rule):
    """What each of them needs: a contact, or a shared topic or region, with so many of those asked for."""

    how: Literal["contact", "deals_with", "active_in"]
    who: Who
    at_least: int = Field(default=1, ge=1, le=1000)


class Goal(Rule):
    """One networking goal."""

    id: str = Field(pattern=r"^[a-z0-9_]+$")
    title: Text
    every: Every
    needs: tuple[Need, ...] = Field(min_length=1)


Goals = Sequence[Goal] | None  # the office's own; None: those the program comes with


class _GoalFile(Rule):
    goals: tuple[Goal, ...]


@dataclass(frozen=True, slots=True)
class Unmet:
    """Somebody for whom a goal does not hold: which of its needs is not met, and what is there towards it."""

    goal: Goal
    place: int
    subject: Node
    found: tuple[Node, ...]

    @property
    def need(self) -> Need:
        """The need that is not met."""
        return self.goal.needs[self.place]


@dataclass(frozen=True, slots=True)
class CheckedGoal:
    """A checked goal: how many it is about, and for whom of them it does not hold."""

    goal: Goal
    subjects: int
    unmet: tuple[Unmet, ...]

    @property
    def met(self) -> int:
        """For how many the goal holds."""
        return self.subjects - len({u.subject.id for u in self.unmet})


def load_goals(path: Path | None = None) -> tuple[Goal, ...]:
    """Return the goals of a file, or those the program comes with.

    Raises:
        InputError: the file can not be read, or is no file of goals.
    """
    name = path.name if path else "goals.yaml"
    try:
        if path and path.stat().st_size > _LARGEST_FILE:
            raise InputError("goals_too_large", file=name)
        text = (path or files("graph.analysis").joinpath("goals.yaml")).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError("goals_unreadable", file=name, value=str(error)) from error
    return parse_goals(text, name)


def wanted_goals(goals: Goals) -> Sequence[Goal]:
    """Return the goals given, also where they are none at all; for None those the program comes with."""
    return load_goals() if goals is None else goals


def parse_goals(text: str, name: str) -> tuple[Goal, ...]:
    """Return the goals of a text in YAML; errors call it `name`.

    Raises:
        InputError: it is none of goals.
    """
    try:
        return _GoalFile.model_validate(yaml.safe_load(text)).goals
    except ValidationError as error:
        first = error.errors()[0]
        raise InputError(
            "goals_unreadable", file=name, column=".".join(map(str, first["loc"])), value=first["msg"]
        ) from error
    except (yaml.YAMLError, RecursionError) as error:
        raise InputError("goals_unreadable", file=name, value=str(error)) from error


class Checker:
    """Checks goals against one case."""

    def __init__(self, case: Case) -> None:
        self.case, self.network = case, case.network
        self._pools: dict[tuple[Who, frozenset[str], frozenset[str]], frozenset[str]] = {}
        self._columns = {"deals_with": case.topics.tocsc(), "active_in": case.regions.tocsc()}
        self._lands_of: dict[str, frozenset[str]] = {}

    def check(self, goal: Goal) -> CheckedGoal:
        """Return for whom a goal does not hold."""
        subjects = [n for n in self._subjects(goal.every) if self._asked(n)]
        unmet = [u for n in subjects for i in range(len(goal.needs)) if (u := self._unmet(goal, i, n))]
        return CheckedGoal(goal, len(subjects), tuple(unmet))

    def _subjects(self, every: Every) -> list[Node]:
        if every.land:
            known = {str(n.fields.get("code", "")): n for n in self.network.nodes.values() if n.label == "Region"}
            named = {fold(n.name): n for n in known.values()}
            return [
                known.get(x.code) or named.get(fold(x.name)) or Node(f"land:{x.code}", "Region", x.name)
                for x in laender()
            ]
        nodes = [n for n in self.network.by_label(every.type) if n.kind == every.kind or not every.kind]
        for label, name, table in (
            ("Region", every.region, self.case.regions),
            ("Topic", every.topic, self.case.topics),
        ):
            if name:
                there = self._standing_in(table, label, name)
                nodes = [n for n in nodes if n.id in there]
        return nodes

    def _standing_in(self, table: csr_array, label: str, name: str) -> frozenset[str]:
        """Return who is active in a region, or deals with a topic, of a name."""
        wanted = [self.case.place[n.id] for n in self.network.by_label(label) if fold(n.name) == fold(name)]
        columns = table.tocsc()
        found = (columns.indices[columns.indptr[i] : columns.indptr[i + 1]].tolist() for i in wanted)
        return frozenset(self.case.arrays.ids[row] for rows in found for row in rows)

    def _asked(self, node: Node) -> bool:
        place = self.case.place.get(node.id)
        if place is None or node.label in {"Topic", "Region"}:
            return not (self.case.region or self.case.topic) or node.id in {self.case.region, self.case.topic}
        return bool(self.case.alive[place] and self.case.asked[place])

    def nearest(self, unmet: Unmet) -> tuple[Node, ...]:
        """Return who could fulfil a need, first those who share most topics and regions with the subject."""
        subject, case = unmet.subject, self.case
        others = self.satisfying(unmet) - self._linked(unmet.need.how, subject)
        places = np.array(sorted(case.place[n] for n in others), dtype=np.int64)
        if subject.id in case.place and len(places):
            near = self._alike(case.place[subject.id])[places]
            places = places[np.argsort(-near, kind="stable")]
        return tuple(case.nodes(places[:_CANDIDATES]))

    def satisfying(self, unmet: Unmet) -> frozenset[str]:
        """Return all who could fulfil a need."""
        return self._pool(unmet.need.who, unmet.subject) - {unmet.subject.id}

    def _alike(self, place: int) -> Floats:
        """Return how many topics and regions each node shares with one."""
        tables = (self.case.topics, self.case.regions)
        return sum((np.asarray((t @ t[[place]].T).todense()).ravel() for t in tables), np.zeros(len(self.case.place)))

    def _unmet(self, goal: Goal, place: int, subject: Node) -> Unmet | None:
        need = goal.needs[place]
        found = sorted(self._linked(need.how, subject) & self._pool(need.who, subject))
        unmet = Unmet(goal, place, subject, tuple(self.network.nodes[n] for n in found))
        return unmet if len(found) < need.at_least else None

    def _pool(self, who: Who, subject: Node) -> frozenset[str]:
        """Return whom a need asks for; where it says so, only those in the subject's own regions or on its topics."""
        own = self._lands(subject) if who.region else frozenset()
        topics = self._topics(subject) if who.topic else frozenset()
        key = who, own, topics
        if key not in self._pools:
            self._pools[key] = frozenset(
                n.id
                for n in self._candidates(who)
                if (not who.region or own & self._lands(n)) and (not who.topic or topics & self._topics(n))
            )
        return self._pools[key]

    def _topics(self, node: Node) -> frozenset[str]:
        place = self.case.place[node.id]
        return frozenset(n.id for n in self.case.nodes(self.case.shared(self.case.topics, place, place)))

    def _candidates(self, who: Who) -> Iterable[Node]:
        if who.works_for:
            return self._people_of(who.works_for)
        named = self._named(who.name) if who.name else None
        words = [fold(word) for word in who.words]
        return (
            n
            for n in self.network.by_label(who.type)
            if (not who.kind or n.kind == who.kind)
            and (named is None or n.id in named)
            and (not words or any(word in fold(n.name) for word in words))
            and self.case.alive[self.case.place[n.id]]
        )

    def _named(self, name: str) -> set[str]:
        """Return the organisation with this name, its successors, and the parts of each."""
        wanted = fold(name)
        spellings = (
            (n, (n.name, n.fields.get("short_name", ""), *n.fields.get("aliases", ())))
            for n in self.network.by_label("Organisation")
        )
        found = {n.id for n, names in spellings if wanted in {fold(str(x)) for x in names}}
        for _ in range(5):
            later = {
                r.start
                for n in found
                for r in self.network.around(n)
                if r.type in {"SUCCEEDS", "PART_OF"} and r.end == n
            }
            found |= later
        return found

    def _people_of(self, name: str) -> list[Node]:
        affiliations = self.case.strengths.affiliations
        ids, houses = self.case.arrays.ids, self._named(name)
        ends = zip(affiliations.a.tolist(), affiliations.b.tolist(), strict=True)
        pairs = [(ids[a], ids[b]) for a, b in ends]
        people = {a if b in houses else b for a, b in pairs if a in houses or b in houses}
        return [self.network.nodes[p] for p in sorted(people)]

    def _linked(self, how: str, subject: Node) -> set[str]:
        """Return who is tied to a subject in the way a need asks for."""
        if subject.id not in self.case.place:
            return set()
        if how == "contact":
            return self._contacts(subject)
        table = self._columns[how]
        place = self.case.place[subject.id]
        rows = table.indices[table.indptr[place] : table.indptr[place + 1]]
        ids, s = self.case.arrays.ids, self.case.arrays
        if how == "active_in":
            return {ids[i] for i in rows[self.case.alive[rows]].tolist()}
        events = rows[s.has_label("Event")[rows]]
        met = self._took_part[events].indices
        return {ids[i] for i in np.union1d(rows, met).tolist()}

    @cached_property
    def _took_part(self) -> csr_array:
        """Who was at which event, and not merely invited; a row for each event."""
        s = self.case.arrays
        facts = s.is_type("TOOK_PART_IN") & ~s.invited
        return csr_array((np.ones(int(facts.sum())), (s.end[facts], s.start[facts])), shape=(len(s.ids),) * 2)

    def _contacts(self, subject: Node) -> set[str]:
        graphs = [(self.case.actors, self.case.actor_place), (self.case.organisations, self.case.organisation_place)]
        found: set[str] = set()
        for graph, place in graphs:
            if subject.id in place:
                first, last = graph.matrix.indptr[place[subject.id] : place[subject.id] + 2]
                found.update([graph.ids[j] for j in graph.matrix.indices[first:last].tolist()])
        return found

    def _lands(self, node: Node) -> frozenset[str]:
        """Return the regions a node is active in; the whole country counts only where it has no other."""
        if node.id not in self._lands_of:
            place = self.case.place[node.id]
            found = (self.case.node(int(i)) for i in self.case.shared(self.case.regions, place, place))
            everywhere = {n.id: n.fields.get("code") == "DE" for n in found}
            self._lands_of[node.id] = frozenset({n for n, whole in everywhere.items() if not whole} or everywhere)
        return self._lands_of[node.id]
