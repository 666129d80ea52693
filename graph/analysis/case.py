"""The case a question is asked of: a network as of a day, its ties, and how well the sources cover it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path

import numpy as np
from pydantic import BaseModel, ConfigDict, PositiveFloat
from scipy.sparse import csr_array

from graph.analysis.explain import Explainer
from graph.analysis.near_strengths import NearStrengths
from graph.analysis.snapshot import Floats, Ints, Mask, Snapshot, take_snapshot
from graph.analysis.strengths import Strengths
from graph.analysis.tie_graph import TieGraph
from graph.model.schema import CONTACTS
from graph.network import Network, Node
from graph.packaged import read_yaml


class Thresholds(BaseModel):
    """How strong a tie has to be to count, and after how long a contact is an old one; see `thresholds.yaml`."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    contact: PositiveFloat
    firm: PositiveFloat
    stale_years: PositiveFloat
    covered_years: PositiveFloat
    concentration: PositiveFloat
    back_after_days: PositiveFloat
    importance: dict[str, PositiveFloat]
    scale: dict[str, PositiveFloat]


@cache
def load_thresholds() -> Thresholds:
    """Return the thresholds the program comes with."""
    text = files("graph.analysis").joinpath("thresholds.yaml").read_text(encoding="utf-8")
    return Thresholds.model_validate(read_yaml(text))


@dataclass
class Case:
    """A network as of a day; `region` and `topic` (ids) narrow what is asked about.

    `kept` is a folder for what takes long to work out, `ties` are those of the day where somebody has them.
    """

    network: Network
    as_of: date
    region: str = ""
    topic: str = ""
    known_at: datetime | None = None
    snapshot: Snapshot | None = None
    thresholds: Thresholds = field(default_factory=load_thresholds)
    kept: Path | None = None
    ties: Strengths | None = None

    def __post_init__(self) -> None:
        self.known_at = self.known_at or self.network.known_at

    @cached_property
    def arrays(self) -> Snapshot:
        """The network as arrays."""
        return self.snapshot or take_snapshot(self.network)

    @cached_property
    def strengths(self) -> Strengths:
        """The ties as of the day."""
        given, wanted = self.ties, (self.as_of, self.known_at)
        if given and given.snapshot is self.arrays and (given.as_of, given.known_at) == wanted:
            return given
        return Strengths(self.arrays, *wanted)

    @cached_property
    def explainer(self) -> Explainer:
        """The explainer of this case, which takes ties apart into their reasons."""
        return Explainer(self.network, self.strengths)

    @cached_property
    def organisations(self) -> TieGraph:
        """The contacts between organisations."""
        return self.strengths.organisations_graph(self.thresholds.contact)

    @cached_property
    def actors(self) -> TieGraph:
        """The contacts of people and organisations."""
        return self.strengths.actors_graph(self.thresholds.contact)

    def near(self, node: str) -> TieGraph:
        """Return contacts in which those of a node are whole, and those of each of its contacts.

        Of an organisation the contacts are organisations, of a person all actors. Who asks about one need not wait for
        all.
        """
        persons = self.network.nodes[node].label == "Person"
        whole = "actors" if persons else "organisations"
        if whole in self.__dict__:
            return self.actors if persons else self.organisations
        found, place = self._contacts_of([self.place[node]], persons=persons), self.place[node]
        at = found.ids.index(node)
        first, last = found.matrix.indptr[at : at + 2]
        contacts = [self.place[found.ids[i]] for i in found.matrix.indices[first:last].tolist()]
        return self._contacts_of([place, *contacts], persons=persons)

    def _contacts_of(self, places: list[int], *, persons: bool) -> TieGraph:
        ties = NearStrengths(self.strengths, places, through_people=not persons)
        return (ties.actors_graph if persons else ties.organisations_graph)(self.thresholds.contact)

    @cached_property
    def old_people(self) -> Mask:
        """Which of the ties between people, as they are summed up, are old."""
        return np.asarray(self.strengths.people_summed.day < self._old, dtype=np.bool_)

    @cached_property
    def old_houses(self) -> Mask:
        """Which of the ties between organisations, as they are summed up, are old."""
        ties, late = self.strengths.houses_summed, self.strengths.houses.later(int(np.ceil(self._old))).tocoo()
        at = ties.places(late.row.astype(np.int32), late.col.astype(np.int32))
        found = np.ones(len(ties), dtype=np.bool_)
        found[at[at >= 0]] = False
        return found

    @property
    def _old(self) -> float:
        """The day before which the last reason that is known of an old tie was."""
        return self.as_of.toordinal() - self.thresholds.stale_years * 365.25

    @cached_property
    def actor_place(self) -> dict[str, int]:
        """The place of each node in `actors`."""
        return {node: i for i, node in enumerate(self.actors.ids)}

    @cached_property
    def organisation_place(self) -> dict[str, int]:
        """The place of each node in `organisations`."""
        return {node: i for i, node in enumerate(self.organisations.ids)}

    def node(self, place: int) -> Node:
        """Return the node at a place of the arrays."""
        return self.network.nodes[self.arrays.ids[place]]

    def nodes(self, places: Iterable[int]) -> list[Node]:
        """Return the nodes at some places."""
        return [self.node(int(i)) for i in places]

    @cached_property
    def place(self) -> dict[str, int]:
        """The place of each node in the arrays."""
        return {node: i for i, node in enumerate(self.arrays.ids)}

    def linked(self, type_: str) -> csr_array:
        """Return a matrix: 1 where the node of the row has such a fact to the node of the column, as of the day."""
        s = self.arrays
        rows = s.is_type(type_) & self.strengths.spans.counted & (self.strengths.spans.last >= self.as_of.toordinal())
        n = len(s.ids)
        ones = np.ones(int(rows.sum()))
        matrix = csr_array((ones, (s.start[rows], s.end[rows])), shape=(n, n))
        matrix.data[:] = 1.0
        return matrix

    @cached_property
    def topics(self) -> csr_array:
        """Which node deals with which topic."""
        return self.linked("DEALS_WITH")

    @cached_property
    def regions(self) -> csr_array:
        """Which node is active in which region, those a region is part of included."""
        direct, above = self.linked("ACTIVE_IN"), self.linked("PART_OF")
        found = direct
        for _ in range(3):
            found = csr_array(direct + found @ above)
        found.data[:] = 1.0
        return found

    @cached_property
    def asked(self) -> Mask:
        """Which nodes are asked about: those of the region and the topic, where one is given."""
        found = np.ones(len(self.arrays.ids), dtype=np.bool_)
        for wanted, table in ((self.region, self.regions), (self.topic, self.topics)):
            if wanted and wanted not in self.place:  # nothing was known of it then
                found[:] = False
            elif wanted:
                column = csr_array(table[:, [self.place[wanted]]])
                found &= np.asarray(column.toarray(), dtype=np.bool_).ravel()
        return found

    @cached_property
    def importance(self) -> Floats:
        """How much a gap of each node counts."""
        s, table = self.arrays, self.thresholds.importance
        by_kind = np.array([table.get(kind, table["other"]) for kind in s.kinds])
        return np.where(s.has_label("Organisation"), by_kind[s.kind], 1.0)

    @cached_property
    def alive(self) -> Mask:
        """Which nodes are not dissolved before the day."""
        day, found = self.as_of.isoformat(), np.ones(len(self.arrays.ids), dtype=np.bool_)
        ended = (node for node in self.network.saying("dissolved") if str(node.fields["dissolved"]) <= day)
        found[[self.place[node.id] for node in ended if node.fields["dissolved"]]] = False
        return found

    @cached_property
    def observed(self) -> Mask:
        """Which actors have been in contact with anybody in the last years, as far as sources show."""
        s, spans = self.arrays, self.strengths.spans
        since = self.as_of.toordinal() - self.thresholds.covered_years * 365.25
        rows = s.is_type(*CONTACTS) & spans.counted & ((spans.day == 0) | (spans.day >= since))
        found = np.zeros(len(s.ids), dtype=np.bool_)
        found[s.start[rows]] = True
        found[s.end[rows]] = True
        return found

    @cached_property
    def reach(self) -> tuple[csr_array, csr_array]:
        """By region and kind how many organisations are known, and how many of them are observed."""
        s = self.arrays
        wanted = s.has_label("Organisation") & self.alive
        shape = (len(s.ids), len(s.kinds))
        kinds = [
            csr_array((mask.astype(np.float64), (np.arange(len(s.ids)), s.kind)), shape=shape)
            for mask in (wanted, wanted & self.observed)
        ]
        known, observed = (csr_array(self.regions.T @ table) for table in kinds)
        return known, observed

    def shared(self, table: csr_array, a: int, b: int) -> Ints:
        """Return the columns that two rows of a matrix have in common: the topics two actors share, for example."""
        one, other = (table.indices[table.indptr[i] : table.indptr[i + 1]] for i in (a, b))
        return np.intersect1d(one, other).astype(np.int64)
