"""What is counted over all actors, from their rows: names, functions, words, and which names say what of others."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import TypeVar

from graph.matching.actor import ComparedActor, Rarity
from graph.matching.actor_row import ActorRow, parts
from graph.matching.aliases import Aliases, agreed
from graph.matching.form import Form, OrganisationForm
from graph.matching.gatherings import Gatherings
from graph.matching.pairs import Known
from graph.matching.weights import Weights

Read = Callable[[str], ComparedActor]
V = TypeVar("V")


class Worked(Mapping[str, V]):
    """A table each entry of which is worked out when it is first asked for; None stands for no entry."""

    def __init__(self, work: Callable[[str], V | None]) -> None:
        self._work, self._found = work, dict[str, V | None]()

    def __getitem__(self, key: str) -> V:
        if (found := self._get(key)) is None:
            raise KeyError(key)
        return found

    def __contains__(self, key: object) -> bool:
        return self._get(str(key)) is not None

    def _get(self, key: str) -> V | None:
        if key not in self._found:
            self._found[key] = self._work(key)
        return self._found[key]

    def __iter__(self) -> Iterator[str]:
        return iter([key for key, value in self._found.items() if value is not None])

    def __len__(self) -> int:
        return len(list(iter(self)))


class Counted:
    """What is counted over some rows, sorted by id."""

    def __init__(self, rows: Iterable[ActorRow]) -> None:
        self.rows = tuple(rows)
        self.people = [row for row in self.rows if row.label == "Person"]
        self.organisations = [row for row in self.rows if row.label == "Organisation"]

    @cached_property
    def named(self) -> Counter[str]:
        """How many people have each name."""
        return Counter(row.names[0] for row in self.people)

    @cached_property
    def held(self) -> Counter[str]:
        """How many people have each function in each organisation."""
        return Counter(function for row in self.people for function in row.functions)

    @cached_property
    def rarity(self) -> Rarity:
        """How frequent given names and family names are."""
        given = Counter(row.given for row in self.people if row.given)
        return Rarity(given, Counter(row.family for row in self.people), len(self.people))

    @cached_property
    def under(self) -> Mapping[str, list[str]]:
        """The ids of the people under each of their names."""
        found: dict[str, list[str]] = defaultdict(list)
        for row in self.people:
            for name in set(row.names):
                found[name].append(row.id)
        return found

    @cached_property
    def holding(self) -> Mapping[str, list[str]]:
        """The ids of the people with each function."""
        found: dict[str, list[str]] = defaultdict(list)
        for row in self.people:
            for function in row.functions:
                found[function].append(row.id)
        return found

    @cached_property
    def weights(self) -> Weights:
        """What words of organisations count."""
        counts: Counter[str] = Counter(
            w for row in self.organisations for stems in row.stems for w in set(stems.split())
        )
        return Weights(dict(counts), sum(len(row.stems) for row in self.organisations))

    @cached_property
    def claims(self) -> Mapping[str, Mapping[str, list[tuple[str, int]]]]:
        """By kind and short name which organisations claim it, with the number of the name that says so."""
        found: dict[str, dict[str, list[tuple[str, int]]]] = {
            kind: defaultdict(list) for kind in ("said", "front", "explained", "initials")
        }
        for row in self.organisations:
            for kind, short, k in map(parts, row.claims):
                found[kind][short].append((row.id, k))
        return found

    def known(self, read: Read) -> Known:
        """Return what the actors say about each other; `read` gives an actor by its id."""
        return Known(self.named, self.held, self.weights, self.aliases(read), Gatherings(_Present(self, read)))

    def aliases(self, read: Read) -> Aliases:
        """Return the other names of organisations, each worked out when it is asked for."""
        claims = self.claims

        def form(claim: tuple[str, int]) -> Form:
            return read(claim[0]).forms[claim[1]]

        def own(claim: tuple[str, int]) -> OrganisationForm:
            found = form(claim).organisation
            assert found is not None
            return found

        def front(short: str) -> OrganisationForm | None:
            some = [form(claim).front for claim in claims["front"].get(short, ())]
            return agreed([one[1] for one in some if one], self.weights) if some else None

        fronts = Worked(front)

        def present(short: str) -> OrganisationForm | None:
            if short in fronts:
                return fronts[short]
            said = claims["said"].get(short)
            return own(said[-1]) if said else None

        def full(short: str) -> OrganisationForm | None:
            # Who explains its abbreviation has the better claim to it than who only has the initials.
            some = claims["explained"].get(short) or claims["initials"].get(short)
            return agreed(map(own, some), self.weights) if some else None

        return Aliases(Worked(present), Worked(full), fronts)

    def is_open(self, row: ActorRow) -> bool:
        """Return whether the other names of an organisation can follow from what others say."""
        said, front = self.claims["said"], self.claims["front"]
        return row.open or any(joined in said or joined in front for joined in row.joined)


class _Present(Mapping[tuple[str, str], frozenset[str]]):
    """Who was at an event under a name."""

    def __init__(self, counted: Counted, read: Read) -> None:
        self._counted, self._read = counted, read

    def __getitem__(self, place: tuple[str, str]) -> frozenset[str]:
        event, name = place
        return frozenset(i for i in self._counted.under.get(name, ()) if event in self._read(i).events)

    def __iter__(self) -> Iterator[tuple[str, str]]:
        raise NotImplementedError("it is asked for one place at a time")

    def __len__(self) -> int:
        raise NotImplementedError("it is asked for one place at a time")
