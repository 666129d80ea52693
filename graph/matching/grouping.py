"""Groups made of pairs, the surest pairs first. A is like B and B like C does not make one group if A is unlike C."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

_WITNESSES = 6  # members of each group that are asked when two groups shall become one


@dataclass(slots=True)
class Grouping:
    """Disjoint groups of indices. Before two become one, members of both are compared.

    At least half of the pairs across both must be `alike`, and none may be `apart` for sure.
    """

    alike: Callable[[int, int], bool]
    apart: Callable[[int, int], bool] = lambda _, __: False
    groups: dict[int, list[int]] = field(default_factory=dict)
    of: dict[int, int] = field(default_factory=dict)

    def find(self, index: int) -> int:
        """Return the number of the group an index is in."""
        return self.of.get(index, index)

    def members(self, index: int) -> list[int]:
        """Return the members of the group an index is in."""
        return self.groups.get(self.find(index), [index])

    def join_all(self, pairs: Iterable[tuple[float, int, int]]) -> None:
        """Join the pairs (score, index, index), the highest score first, where the groups are alike."""
        for _, a, b in sorted(pairs, key=lambda p: (-p[0], p[1], p[2])):
            if self.find(a) != self.find(b) and self._agree(a, b):
                self.join(a, b)

    def join(self, a: int, b: int) -> None:
        """Make the groups of two indices one."""
        ours, theirs = self.members(a), self.members(b)
        kept = min(ours[0], theirs[0])
        joined = sorted(ours + theirs)
        for number in (self.find(a), self.find(b)):
            self.groups.pop(number, None)
        self.groups[kept] = joined
        self.of.update(dict.fromkeys(joined, kept))

    def _agree(self, a: int, b: int) -> bool:
        across = list(self._across(a, b))
        if any(self.apart(x, y) for x, y in across):
            return False
        return 2 * sum(self.alike(x, y) for x, y in across) >= len(across)

    def _across(self, a: int, b: int) -> Iterator[tuple[int, int]]:
        for x in _spread(self.members(a)):
            for y in _spread(self.members(b)):
                yield x, y


def _spread(members: list[int]) -> list[int]:
    step = -(-len(members) // _WITNESSES)
    return members[::step]
