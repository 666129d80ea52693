"""Networking goals: rules the office writes about its network, checked like tests, and who could fulfil them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from typing import Literal

import numpy as np
import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from scipy.sparse import csc_array, csr_array

from graph.analysis.case import Case
from graph.analysis.snapshot import Floats, Ints
from graph.analysis.tie_graph import TieGraph
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
    called: Text | None = None
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
        self._pools: dict[tuple[Who, frozenset[int], frozenset[int]], frozenset[int]] = {}
        self._columns = {"deals_with": case.topics.tocsc(), "active_in": case.regions.tocsc()}

    def check(self, goal: Goal) -> CheckedGoal:
        """Return for whom a goal does not hold."""
        subjects = [n for n in self._subjects(goal.every) if self._asked(n)]
        unmet = [u for n in subjects for i in range(len(goal.needs)) if (u := self._unmet(goal, i, n))]
        return CheckedGoal(goal, len(subjects), tuple(unmet))

    def _subjects(self, every: Every) -> list[Node]:
        if every.land:
            known = {str(n.fields.get("code", "")): n for n in self.case.nodes(self._of_kind("Region", ""))}
            named = {fold(n.name): n for n in known.values()}
            return [
                known.get(x.code) or named.get(fold(x.name)) or Node(f"land:{x.code}", "Region", x.name)
                for x in laender()
            ]
        places = self._of_kind(every.type, every.kind)
        for label, name, how in (("Region", every.region, "active_in"), ("Topic", every.topic, "deals_with")):
            if name:
                there = (self._in_column(how, i) for i in self._called(label, name))
                places = np.intersect1d(places, np.concatenate([_NONE, *there]))
        return sorted(self.case.nodes(places), key=lambda n: (fold(n.name), n.id))

    def _of_kind(self, label: str, kind: str) -> Ints:
        """Return the places of the nodes of a label, and of a kind where one is given."""
        s = self.case.arrays
        found = s.has_label(label)
        if kind:
            found &= s.kind == (s.kinds.index(kind) if kind in s.kinds else -1)
        return np.flatnonzero(found).astype(np.int64)

    def _called(self, label: str, name: str) -> list[int]:
        """Return the places of the regions or topics of a name."""
        wanted = fold(name)
        return [i for i in self._of_kind(label, "").tolist() if fold(self.case.node(i).name) == wanted]

    def _in_column(self, how: str, place: int) -> Ints:
        """Return who is active in a region or deals with a topic."""
        return _row(self._columns[how], place)

    def _asked(self, node: Node) -> bool:
        place = self.case.place.get(node.id)
        if place is None or node.label in {"Topic", "Region"}:
            return not (self.case.region or self.case.topic) or node.id in {self.case.region, self.case.topic}
        return bool(self.case.alive[place] and self.case.asked[place])

    def nearest(self, unmet: Unmet) -> tuple[Node, ...]:
        """Return who could fulfil a need: those of its own regions first, then who shares most with the subject."""
        subject, case = unmet.subject, self.case
        others = self._satisfying(unmet) - self._linked(unmet.need.how, subject)
        places = np.array(sorted(others), dtype=np.int64)
        if subject.id in case.place and len(places):
            topics, regions = (self._shared(t, case.place[subject.id])[places] for t in (case.topics, case.regions))
            places = places[np.lexsort((-(topics + regions), regions == 0))]
        return tuple(case.nodes(places[:_CANDIDATES]))

    def satisfying(self, unmet: Unmet) -> frozenset[str]:
        """Return all who could fulfil a need."""
        return frozenset(self.case.arrays.ids[i] for i in self._satisfying(unmet))

    def _satisfying(self, unmet: Unmet) -> frozenset[int]:
        return self._pool(unmet.need.who, unmet.subject) - {self.case.place.get(unmet.subject.id, -1)}

    def _shared(self, table: csr_array, place: int) -> Floats:
        """Return how many topics or regions each node shares with one."""
        return np.asarray((table @ table[[place]].T).todense(), dtype=np.float64).ravel()

    def _unmet(self, goal: Goal, place: int, subject: Node) -> Unmet | None:
        need = goal.needs[place]
        found = sorted(self._linked(need.how, subject) & self._pool(need.who, subject))
        return Unmet(goal, place, subject, tuple(self.case.nodes(found))) if len(found) < need.at_least else None

    def _pool(self, who: Who, subject: Node) -> frozenset[int]:
        """Return whom a need asks for; where it says so, only those in the subject's own regions or on its topics."""
        place = self.case.place[subject.id] if who.region or who.topic else -1
        own = frozenset(_row(self._lands, place).tolist()) if who.region else _NOBODY
        topics = frozenset(_row(self.case.topics, place).tolist()) if who.topic else _NOBODY
        key = who, own, topics
        if key not in self._pools:
            found = self._candidates(who)
            for wanted, table, several in ((who.region, self._lands, own), (who.topic, self.case.topics, topics)):
                if wanted:
                    found = found[np.diff(table[:, sorted(several)][found].indptr) > 0]
            self._pools[key] = frozenset(found.tolist())
        return self._pools[key]

    def _candidates(self, who: Who) -> Ints:
        """Return the places of those a need asks for, of all regions and topics."""
        if who.works_for:
            return self._people_of(who.works_for)
        found = self._of_kind(who.type, who.kind)
        found = found[self.case.alive[found]]
        if who.name:
            found = np.intersect1d(found, self._named(who.name)).astype(np.int64)
        if who.words:
            words = [fold(word) for word in who.words]
            said = (fold(node.name) for node in self.case.nodes(found))
            found = found[[any(word in name for word in words) for name in said]]
        return found

    def _named(self, name: str) -> Ints:
        """Return the places of the organisation with this name, its successors, and the parts of each."""
        houses = self.case.arrays.has_label("Organisation")
        known = (self.case.place[node] for node in self._spelt.get(fold(name), ()))
        found = np.array([i for i in known if houses[i]], dtype=np.int64)
        s = self.case.arrays
        facts = np.flatnonzero(s.is_type("SUCCEEDS", "PART_OF"))
        for _ in range(5):
            found = np.union1d(found, s.start[facts[np.isin(s.end[facts], found)]]).astype(np.int64)
        return found

    @cached_property
    def _spelt(self) -> dict[str, set[str]]:
        """By folded name, short name and alias: whom it means."""
        found: dict[str, set[str]] = {}
        for node, name in self.network.folded_names("Person").items():
            found.setdefault(name, set()).add(node)
        for name in ("short_name", "aliases"):
            for one in self.network.saying(name):
                said = one.fields[name]
                for text in said if name == "aliases" else (said,):
                    found.setdefault(fold(str(text)), set()).add(one.id)
        return found

    def _people_of(self, name: str) -> Ints:
        there, houses = self.case.strengths.affiliations, self._named(name)
        found = (one[np.isin(other, houses)] for one, other in ((there.a, there.b), (there.b, there.a)))
        return np.unique(np.concatenate([_NONE, *found])).astype(np.int64)

    def _linked(self, how: str, subject: Node) -> frozenset[int]:
        """Return who is tied to a subject in the way a need asks for."""
        place = self.case.place.get(subject.id)
        if place is None:
            return _NOBODY
        if how == "contact":
            return self._contacts(place)
        rows = self._in_column(how, place)
        if how == "active_in":
            return frozenset(rows[self.case.alive[rows]].tolist())
        events = rows[self.case.arrays.has_label("Event")[rows]]
        return frozenset([*rows.tolist(), *self._took_part[events].indices.tolist()])

    @cached_property
    def _took_part(self) -> csr_array:
        """Who was at which event, and not merely invited; a row for each event."""
        s = self.case.arrays
        facts = s.is_type("TOOK_PART_IN") & ~s.invited
        return csr_array((np.ones(int(facts.sum())), (s.end[facts], s.start[facts])), shape=(len(s.ids),) * 2)

    @cached_property
    def _graphs(self) -> tuple[tuple[TieGraph, Ints, Ints], ...]:
        """The contacts of all actors and those between organisations; the place of each node, and where it stands."""
        found = []
        for graph, place in (
            (self.case.actors, self.case.actor_place),
            (self.case.organisations, self.case.organisation_place),
        ):
            places = np.array([self.case.place[node] for node in place], dtype=np.int64)
            at = np.full(len(self.case.arrays.ids), -1, dtype=np.int64)
            at[places] = np.arange(len(places))
            found.append((graph, places, at))
        return tuple(found)

    def _contacts(self, place: int) -> frozenset[int]:
        rows = (places[_row(graph.matrix, at[place])] for graph, places, at in self._graphs if at[place] >= 0)
        return frozenset(i for row in rows for i in row.tolist())

    @cached_property
    def _lands(self) -> csr_array:
        """The regions each node is active in; the whole country counts only where it has no other."""
        table = csr_array(self.case.regions, copy=True)
        country = [self.case.place[n.id] for n in self.network.saying("code") if n.fields["code"] == "DE"]
        whole = np.isin(table.indices, country)
        row = np.repeat(np.arange(table.shape[0]), np.diff(table.indptr))
        others = np.bincount(row[~whole], minlength=table.shape[0])
        table.data[whole & (others[row] > 0)] = 0.0
        table.eliminate_zeros()
        return table


_NONE, _NOBODY = np.zeros(0, dtype=np.int64), frozenset[int]()


def _row(table: csr_array | csc_array, place: int) -> Ints:
    """Return the places that stand in one row of a table, in one column where it is by columns."""
    return np.asarray(table.indices[table.indptr[place] : table.indptr[place + 1]], dtype=np.int64)
