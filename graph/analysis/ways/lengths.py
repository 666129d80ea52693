"""How long contacts are for a question, worked out for those a search looks at and for no others.

A question may leave people and occasions out, or prefer recent contacts; a search for another way puts further away
what ways before it went through. All of that only makes contacts longer than they usually are.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from graph.analysis.snapshot import Floats, Ints, Mask
from graph.analysis.ways.contacts import Contacts
from graph.analysis.ways.settings import WaySettings

_WEAKEST = 1e-9


@dataclass(frozen=True)
class Lengths:
    """The lengths of contacts for a question; with nothing left of a contact it is infinitely long.

    What goes through a node `without` counts nothing, nor does what is shared with somebody who is `silent`.
    """

    contacts: Contacts
    settings: WaySettings
    recent: bool = False
    without: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    silent: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.int64))

    @property
    def _usual(self) -> bool:
        return not (self.recent or len(self.without))

    def of(self, contacts: Ints) -> Floats:
        """Return how long some contacts are."""
        strength = self._strengths(contacts)
        return np.where(strength > 0, self.settings.step + 1 / np.maximum(strength, _WEAKEST), np.inf)

    def occasions(self, contacts: Ints) -> Ints:
        """Return what each of some contacts mainly rests on.

        An occasion is the node both went through; a stated acquaintance is one of its own, with a number below all
        nodes.
        """
        via = self.contacts.rows.via[self._strongest(contacts)]
        return np.where(via >= 0, via, -1 - contacts).astype(np.int64)

    def values(self, contact: int) -> Floats:
        """Return what each reason of a contact counts."""
        return self._values(self.contacts.reasons(np.array([contact], dtype=np.int64))[0])

    def _strengths(self, contacts: Ints) -> Floats:
        if self._usual or not len(contacts):
            return np.asarray(self.contacts.strength[contacts])
        rows, first = self.contacts.reasons(contacts)
        return np.asarray(np.add.reduceat(self._values(rows), first), dtype=np.float64)

    def _strongest(self, contacts: Ints) -> Ints:
        """Return for each contact its strongest reason; of equals, the first."""
        if self._usual or not len(contacts):
            return np.asarray(self.contacts.first[contacts])
        rows, first = self.contacts.reasons(contacts)
        values, sizes = self._values(rows), np.diff(np.append(first, len(rows)))
        number = np.repeat(np.arange(len(contacts)), sizes)
        at_most = np.flatnonzero(values == np.maximum.reduceat(values, first)[number])
        _, best = np.unique(number[at_most], return_index=True)
        return np.asarray(rows[at_most[best]], dtype=np.int64)

    def _values(self, rows: Ints) -> Floats:
        """Return what some reasons count; nothing through a node to avoid, or with people to avoid."""
        r, s = self.contacts.rows, self.settings
        value, day = r.value[rows], r.day[rows]
        if self.recent:
            years = np.where(day > 0, np.maximum((self.contacts.as_of - day) / 365.25, 0), s.undated_years)
            value = value * 0.5 ** (years / s.recent_half_life)
        if not len(self.without):
            return np.asarray(value)
        avoided = np.isin(r.via[rows], self.without)
        return np.where(avoided | self._is_silent[r.a[rows]] | self._is_silent[r.b[rows]], 0.0, value)

    @cached_property
    def _is_silent(self) -> Mask:
        found = np.zeros(len(self.contacts.start) - 1, dtype=np.bool_)
        found[self.silent] = True
        return found


@dataclass
class UsedAgain:
    """Lengths for the next search: what ways so far go through is further away, the more often the further."""

    lengths: Lengths
    people: list[Mask] = field(default_factory=list)
    occasions: list[int] = field(default_factory=list)
    contacts: list[Ints] = field(default_factory=list)

    def add(self, people: Iterable[int], occasions: Iterable[int], contacts: Iterable[int]) -> None:
        """Put further away the contacts of a way's people, those that rest on its occasions, and its own."""
        found = np.zeros(len(self.lengths.contacts.start) - 1, dtype=np.bool_)
        found[list(people)] = True
        self.people.append(found)
        self.occasions.extend(occasions)
        self.contacts.append(np.array(list(contacts), dtype=np.int64))

    def of(self, contacts: Ints, ones: Ints, others: Ints) -> Floats:
        """Return how long some contacts are, each between one and another."""
        length, again = self.lengths.of(contacts), self.lengths.settings.used_again
        for own in self.people:
            length[own[ones] | own[others]] *= again
        rests_on = self.lengths.occasions(contacts) if self.occasions else contacts
        for occasion in self.occasions:
            length[rests_on == occasion] *= again
        for way in self.contacts:
            length[np.isin(contacts, way)] *= again
        return length
