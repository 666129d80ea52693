"""Who will meet: how many good ways lead from one to the other over one or two go-betweens.

Meetings across groups (members of parliament and associations, initiatives and ministries) have no common contacts,
yet many ways over two go-betweens: she met A, A met him, he met B. Such ways of three steps tell more there than common
contacts do (Kovács et al. 2019, Network-based prediction of protein interactions, Nature Communications 10, 1240:
paths of length three, divided by the root of the degrees on the way). Ours count how strong and how recent each
contact is.
"""

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array, diags_array

from graph.analysis.snapshot import Floats
from graph.analysis.suggestions.ranking import Rows
from graph.analysis.suggestions.settings import Scoring


@dataclass(frozen=True, slots=True)
class DampedContacts:
    """Damped contacts, and the same with each go-between's row held back."""

    contacts: csr_array
    onward: csr_array

    @classmethod
    def of(cls, contacts: csr_array, scoring: Scoring) -> "DampedContacts":
        """Return the ways through symmetric contacts."""
        damped = csr_array(contacts, copy=True)
        damped.data = damped.data**scoring.damping
        onward = csr_array(diags_array(_held_back(damped, scoring.restraint)) @ damped)
        return cls(damped, onward)

    def two(self, part: slice) -> csr_array:
        """Return what the ways over one go-between count, for a few rows."""
        return csr_array(self.contacts[part] @ self.onward)

    def three(self, part: slice) -> csr_array:
        """Return what the ways over two go-betweens count, for a few rows."""
        return csr_array(self.two(part) @ self.onward)


def _held_back(contacts: csr_array, restraint: float) -> Floats:
    strength = np.asarray(contacts.sum(axis=1), dtype=np.float64).ravel()
    return np.where(strength > 0, np.maximum(strength, 1e-12) ** -restraint, 0.0)


def scores(contacts: csr_array, scoring: Scoring, topics: csr_array | None = None) -> Rows:
    """Return the scores of pairs, a few rows at a time; 0 where no way of two or three steps leads.

    `topics` says how much each actor deals with each topic; who deals with the same counts more.
    """
    ways = DampedContacts.of(contacts, scoring)
    profile = None if topics is None or not topics.nnz else profiles(topics)

    def rows(part: slice) -> csr_array:
        two = ways.two(part)
        found = csr_array(two @ ways.onward + scoring.two_steps * two)
        if profile is None:
            return found
        alike = csr_array(profile[part] @ profile.T)
        return csr_array(found + scoring.topics * found.multiply(alike))

    return rows


def profiles(topics: csr_array) -> csr_array:
    """Return the topics of each actor so that the product of two rows is their cosine; rare topics count more."""
    spread = np.asarray((topics > 0).sum(axis=0), dtype=np.float64).ravel()
    rare = np.log((1 + topics.shape[0]) / np.maximum(spread, 1))
    weighted = csr_array(topics, copy=True)
    weighted.data = np.sqrt(weighted.data)
    weighted = csr_array(weighted @ diags_array(rare))
    length = np.sqrt(np.asarray(weighted.multiply(weighted).sum(axis=1), dtype=np.float64).ravel())
    return csr_array(diags_array(np.where(length > 0, 1 / np.maximum(length, 1e-12), 0.0)) @ weighted)
