"""Who knows both ends, who of our own people knows somebody at the target, and who is near an end at all."""

from dataclasses import dataclass

import numpy as np

from graph.analysis.snapshot import Floats, Ints, Mask
from graph.analysis.ways.contacts import Contacts
from graph.analysis.ways.ends import End


@dataclass(frozen=True, slots=True)
class NearContact:
    """Somebody who knows an end: the person, the contact and its strength, and which of its people it is with."""

    person: int
    contact: int
    strength: float
    whom: int


@dataclass(frozen=True, slots=True)
class Common:
    """A person in contact with both ends; `strength` is that of the weaker contact."""

    person: int
    one: NearContact
    other: NearContact

    @property
    def strength(self) -> float:
        """How strongly both ends are tied through the person."""
        return min(self.one.strength, self.other.strength)


@dataclass(frozen=True, slots=True)
class Reach:
    """One of our own people: `first` leads to the target, or to the person through whom `second` does."""

    person: int
    first: NearContact
    second: NearContact | None = None

    @property
    def strength(self) -> float:
        """The strength of the weaker contact."""
        return min(self.first.strength, self.second.strength if self.second else np.inf)


def near(contacts: Contacts, strengths: Floats, end: End) -> dict[int, NearContact]:
    """Return who knows an end, each with their strongest contact there; the end's own people are left out."""
    places, which = contacts.around(end.people)
    found, whom = contacts.contact[places], end.people[which]
    people, value = contacts.end[places], strengths[contacts.contact[places]]
    outside: Mask = ~np.isin(people, end.people) & (value > 0)
    rows = np.flatnonzero(outside)
    rows = rows[np.lexsort((whom[rows], -value[rows], people[rows]))]
    _, first = np.unique(people[rows], return_index=True)
    return {
        int(people[i]): NearContact(int(people[i]), int(found[i]), float(value[i]), int(whom[i]))
        for i in rows[first].tolist()
    }


def common(contacts: Contacts, strengths: Floats, one: End, other: End) -> list[Common]:
    """Return who is in contact with both ends and belongs to neither, the strongest first."""
    here, there = near(contacts, strengths, one), near(contacts, strengths, other)
    inside = {*one.people.tolist(), *other.people.tolist()}
    found = [Common(p, here[p], there[p]) for p in here.keys() & there.keys() - inside]
    return sorted(found, key=lambda c: (-c.strength, -max(c.one.strength, c.other.strength), c.person))


def reach(contacts: Contacts, strengths: Floats, us: End, target: End) -> list[Reach]:
    """Return our people who know somebody of the target, then those who know somebody who does; the strongest first.

    Each person stands once. Who belongs to the target is there already and is left out, and so is the way through a
    colleague, who stands there too.
    """
    there = near(contacts, strengths, target)
    ours = np.setdiff1d(us.people, target.people).astype(np.int64)
    direct = [Reach(p, there[p]) for p in ours.tolist() if p in there]
    known = {r.person for r in direct}
    over = [_over_one(contacts, strengths, p, ours, there) for p in ours.tolist() if p not in known]
    ranked = [sorted(part, key=lambda r: (-r.strength, r.person)) for part in (direct, [r for r in over if r])]
    return [*ranked[0], *ranked[1]]


def _over_one(
    contacts: Contacts, strengths: Floats, person: int, ours: Ints, there: dict[int, NearContact]
) -> Reach | None:
    """Return the nearest way of a person to the target over one other who is not one of ours."""
    places, _ = contacts.around(np.array([person], dtype=np.int64))
    colleagues = set(ours.tolist())
    found = [
        (1 / value + 1 / there[x].strength, x, contact, value)
        for x, contact in zip(contacts.end[places].tolist(), contacts.contact[places].tolist(), strict=True)
        if x in there and x not in colleagues and (value := float(strengths[contact])) > 0
    ]
    if not found:
        return None
    _, x, contact, value = min(found)
    return Reach(person, NearContact(person, contact, value, x), there[x])
