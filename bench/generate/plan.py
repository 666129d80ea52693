"""The plan of a network: how many there are of what, all from one seed. Any part can be made without the others."""

from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import accumulate
from random import Random

from bench.generate import sizes

PEOPLE = 0.75  # share of people among the actors
SCENE = 240  # organisations that know each other better: a region and a field
LEAST, MOST = 100, 5_000_000
DENSE = 6.0  # facts an actor from which a register entry is complete


@dataclass(frozen=True)
class Plan:
    """A network of `facts` relationships among `actors` people and organisations.

    Only where the staff of each organisation begins is kept in memory; everything else is drawn when it is asked for.
    """

    facts: int
    seed: int = 1
    actors: int = 0
    starts: tuple[int, ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        if not LEAST <= self.facts <= MOST:
            raise ValueError(f"facts must be {LEAST} to {MOST:,}, not {self.facts}")
        actors = self.actors or max(self.facts // 10, 40)
        if self.facts < actors * 1.5:
            raise ValueError(f"{actors} actors need {actors * 3 // 2} facts or more, not {self.facts}")
        object.__setattr__(self, "actors", actors)
        object.__setattr__(self, "starts", tuple(self._starts()))

    @property
    def people(self) -> int:
        """Return the number of people."""
        return round(self.actors * PEOPLE)

    @property
    def organisations(self) -> int:
        """Return the number of organisations."""
        return self.actors - self.people

    @property
    def density(self) -> float:
        """Return the share of a complete register entry that is stated: 1 from six facts an actor on."""
        return min(1.0, self.facts / self.actors / DENSE)

    @property
    def scenes(self) -> int:
        """Return the number of scenes."""
        return max(2, self.organisations // SCENE)

    @property
    def topics(self) -> int:
        """Return the number of topics."""
        return min(180, 20 + self.organisations // 100)

    def chance(self, kind: int, number: int = 0) -> Random:
        """Return the source of chance of one part; the same for the same seed, kind and number."""
        return Random((self.seed * 16 + kind) * 2**40 + number)

    def employer(self, person: int) -> int:
        """Return the organisation a person works for."""
        return bisect_right(self.starts, person) - 1

    def staff(self, organisation: int) -> range:
        """Return who works for an organisation."""
        after = self.starts[organisation + 1] if organisation + 1 < self.organisations else self.people
        return range(self.starts[organisation], after)

    def scene_of(self, organisation: int) -> int:
        """Return the scene an organisation belongs to."""
        return min(organisation * self.scenes // self.organisations, self.scenes - 1)

    def scene(self, number: int) -> range:
        """Return the organisations of a scene."""
        first, after = (-(-n * self.organisations // self.scenes) for n in (number, number + 1))
        return range(first, after)

    def scene_people(self, number: int) -> range:
        """Return the people of a scene."""
        houses = self.scene(number)
        return range(self.starts[houses[0]], self.staff(houses[-1]).stop)

    def _starts(self) -> list[int]:
        """Return where the staff of each organisation begins; sizes are heavy-tailed, nobody is left over."""
        chance = self.chance(0)
        weights = [sizes.staff(chance) for _ in range(self.organisations)]
        total, people = sum(weights), self.people
        ends = [round(done * people / total) for done in accumulate(weights)]
        return [0, *ends[:-1]]
