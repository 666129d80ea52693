"""Who could get to know whom: actors of a case, whom they know already, and what a new tie of each pair would count."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.sparse import csr_array, diags_array

from graph.analysis.case import Case
from graph.analysis.groups.problem import FloatTable
from graph.analysis.questions.missing_ties import WITHIN
from graph.analysis.snapshot import Floats, Ints, Mask
from graph.analysis.suggestions.fusion import Fusion, fit
from graph.analysis.suggestions.meetings import Meetings, contacts
from graph.analysis.suggestions.network_meetings import belongs, meetings_of, topics_of
from graph.analysis.suggestions.ranking import Ranking, Rows
from graph.analysis.suggestions.score import profiles, scores
from graph.analysis.suggestions.settings import Scoring, load_scoring
from graph.analysis.suggestions.signals import Signals
from graph.analysis.tie_graph import TieGraph

_NOTHING_KNOWN = 0.01


@dataclass
class Acquaintance:
    """Organisations of a case, or (`people`) people and organisations, with scores as `evaluate` measures them."""

    case: Case
    people: bool = False

    @cached_property
    def meetings(self) -> Meetings:
        """Return who was where by the day."""
        return meetings_of(self.case, people=self.people)

    @cached_property
    def contacts(self) -> TieGraph:
        """Return who has a contact with whom, as all questions have it."""
        return self.case.actors if self.people else self.case.organisations

    @cached_property
    def place(self) -> dict[str, int]:
        """Return the place of each actor."""
        return {actor: i for i, actor in enumerate(self.meetings.actors)}

    @cached_property
    def at(self) -> Ints:
        """Return the place of each actor among all nodes of the case."""
        return np.array([self.case.place[actor] for actor in self.meetings.actors], dtype=np.int64)

    @cached_property
    def scoring(self) -> Scoring:
        """Return the numbers of the scores."""
        return load_scoring()

    @cached_property
    def topics(self) -> csr_array:
        """Return how much each actor deals with each topic."""
        whole = topics_of(self.case)[self.at]
        used = np.flatnonzero(np.asarray(whole.sum(axis=0)).ravel())
        return csr_array(whole[:, used])

    @cached_property
    def houses(self) -> csr_array:
        """Return who belongs to one house, or is it, or a part of it: nobody needs to introduce them."""
        s, n = self.case.arrays, len(self.case.arrays.ids)
        itself = diags_array(np.ones(n))
        organisation = diags_array(s.has_label("Organisation").astype(np.float64))
        above = csr_array(itself + organisation @ self.case.linked("PART_OF"))
        with_itself = csr_array((belongs(self.case) + itself) @ above)[self.at]
        together = csr_array(with_itself @ with_itself.T)
        together.setdiag(0)
        together.eliminate_zeros()
        return together

    @cached_property
    def known(self) -> csr_array:
        """Return which pairs need no introduction; a person who knows somebody of an organisation knows it."""
        within = sum((self.case.linked(name) for name in WITHIN), csr_array((len(self.case.arrays.ids),) * 2))
        inside_each_other = csr_array(within + within.T)[self.at][:, self.at]
        found = csr_array(self.contacts.matrix + self.houses + inside_each_other)
        if not self.people:
            return found
        inside = belongs(self.case)[self.at][:, self.at]
        through = csr_array(self.contacts.matrix @ inside)
        return csr_array(found + through + through.T)

    @cached_property
    def asked(self) -> Mask:
        """Return which actors are asked about; people of a region or topic are those of its organisations too."""
        direct = self.case.asked
        through = np.asarray(belongs(self.case) @ direct.astype(np.float64)).ravel() > 0
        found: Mask = ((direct | through) & self.case.alive)[self.at]
        return found

    @cached_property
    def fusion(self) -> Fusion:
        """Return the scores of all pairs without a contact; with people, of pairs with a person.

        What each signal counts is fitted on what came true before the day of the case.
        """
        profile = profiles(self.topics) if self.topics.nnz else None
        signals = Signals.of(self.meetings, self.case.as_of, self.scoring, profile)
        weights = fit(self.meetings, self.case.as_of, self.scoring, profile, self._with_person)
        return Fusion(signals, self.known, self.scoring, weights, self._with_person)

    def _with_person(self, a: Ints, b: Ints) -> Mask:
        person = self._person
        return np.asarray(person[a] | person[b]) if self.people else np.ones(len(a), dtype=np.bool_)

    @cached_property
    def _person(self) -> Mask:
        return self.case.arrays.has_label("Person")[self.at]

    def best(self, top: int) -> Ranking:
        """Return the best pairs without a contact."""
        return self.fusion.best(top, None if self.asked.all() else self.asked)

    def score(self, a: int, b: int) -> float:
        """Return the score of one pair, 0 where they need no introduction."""
        return float(self._row(a)[b]) if self.asked[a] else 0.0

    def _row(self, actor: int) -> Floats:
        return np.where(self.asked, self.fusion.row(actor), 0.0)

    def best_for(self, actor: str, top: int) -> Ranking:
        """Return the best partners of one actor; where no way leads, those who deal with the same."""
        i = self.place[actor]
        part = slice(i, i + 1)
        score = self._row(i) if self.asked[i] else np.zeros(len(self.asked))
        profile = profiles(self.topics)
        alike = np.asarray((profile @ profile[part].T).todense(), dtype=np.float64).ravel()
        least = score[score > 0].min(initial=1.0) * 1e-3
        score = score + np.where(self.asked, least * alike, 0.0)
        score[np.asarray(self.known[part].todense()).ravel() > 0] = 0.0
        score[i] = 0.0
        order = np.lexsort((np.arange(len(score)), -score))[:top]
        order = order[score[order] > 0]
        one = np.full(len(order), i)
        return Ranking(np.minimum(one, order), np.maximum(one, order), score[order])

    def values(self, actors: Sequence[str]) -> FloatTable:
        """Return what a new tie of each pair would count, 0 to 1; 0 where they have a contact or share a house.

        Half is how alike the topics of both and their houses are (cosine, rare topics count more), half the score of
        the suggestions beside the best of these pairs; a tie that nothing speaks for counts a hundredth.
        """
        where = np.array([self.place[a] for a in actors], dtype=np.int64)
        ways = self._ways(where)
        own = csr_array(self.case.topics + belongs(self.case) @ self.case.topics)[self.at]
        profile = profiles(own)[where]
        alike = np.asarray((profile @ profile.T).todense(), dtype=np.float64)
        positive = ways[ways > 0]
        best = float(np.quantile(positive, 0.95)) if len(positive) else 1.0
        value = np.maximum(0.5 * np.minimum(alike, 1.0) + 0.5 * np.minimum(ways / best, 1.0), _NOTHING_KNOWN)
        value[np.asarray(self.known[where][:, where].todense()) > 0] = 0.0
        np.fill_diagonal(value, 0.0)
        return np.asarray((value + value.T) / 2, dtype=np.float64)

    @cached_property
    def _scores(self) -> Rows:
        return scores(contacts(self.meetings, self.case.as_of, self.scoring), self.scoring, self.topics)

    def _ways(self, where: Ints) -> FloatTable:
        """Return the scores of some actors with each other."""
        rows = self._scores
        return np.array([np.asarray(rows(slice(i, i + 1)).todense()).ravel()[where] for i in where.tolist()])
