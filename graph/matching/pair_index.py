"""The pairs that are or may be one, kept and brought up to date: only what a change touches is compared again.

What a search for all pairs would find is found, to the letter. A pair of people is compared again when one of them
changed, or their name or function became a rare one or ceased to be one; a pair of organisations, beside that, when a
word of theirs came to count otherwise. All words count a little otherwise once a name more is known: by how much at
most is added up (`drift`), and pairs whose likeness is not further than that from where a question begins are compared
again.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import compress, product
from math import inf, log

import numpy as np

from graph.matching.actor import LABELS, ComparedActor, forms_of, read_actor
from graph.matching.actor_row import ActorKeys, ActorRow, numbered, ranked, row_of, signature
from graph.matching.affected import affected, near
from graph.matching.candidate_codes import Codes, codes_of, moved
from graph.matching.counted import Counted
from graph.matching.form import Form
from graph.matching.lexicon import lexicon
from graph.matching.pairs import (
    ENOUGH,
    RARE,
    Known,
    Pair,
    are_two,
    judge_organisations,
    judge_people,
    organisation_scores,
    with_names,
)
from graph.matching.persons import INITIAL, person_likeness
from graph.matching.surroundings import Surroundings
from graph.matching.weights import Weights
from graph.model.fold import fold
from graph.network import Network

_SHIFT = 0.01  # from such a change of its weight on (as a logarithm) a word is looked at by itself
_RARE_FUNCTION = 2  # people that hold a function which tells them from others
_ROUNDING = 1e-9  # what adding up the drift may lose
_TOLD = 500  # of such a number of comparisons each is told of
Floats = np.ndarray[tuple[int], np.dtype[np.float64]]


@dataclass(frozen=True, slots=True)
class Sought:
    """How far a search is: comparisons done and all, and the pair that was found with the last."""

    done: int
    total: int
    pair: Pair | None = None


@dataclass(slots=True)
class Searched:
    """What is known after a search: rows and keys by id, the pairs compared, what was found.

    `room` is for each compared pair how much the odds of its likeness may change (as a logarithm) before it has to be
    compared again, counted from the drift `since`.
    """

    rows: dict[str, ActorRow] = field(default_factory=dict)
    keys: dict[str, ActorKeys] = field(default_factory=dict)
    codes: Codes = field(default_factory=lambda: np.empty(0, np.int64))
    room: Floats = field(default_factory=lambda: np.empty(0, np.float64))
    drift: float = 0.0
    found: dict[tuple[str, str], Pair] = field(default_factory=dict)


class PairIndex:
    """The pairs of one database, for one state of the data after the other."""

    def __init__(self, searched: Searched | None = None) -> None:
        self.searched = searched or Searched()
        self.compared = 0  # pairs, in the last search
        self.changed = frozenset[str]()  # actors, since the search before
        self._counted: Counted | None = None

    def update(self, network: Network, touched: Collection[str] | None = None) -> None:
        """Bring the pairs up to date with a network; `touched` are the nodes written since, None where unknown."""
        for _ in self.updating(network, touched):
            pass

    def updating(self, network: Network, touched: Collection[str] | None = None) -> Iterator[Sought]:
        """Do the same step by step, the pairs that share most keys first; nothing is kept unless it is not whole."""
        before = self.searched
        if touched is not None and not touched and before.rows:
            return
        search = _Search(network, before, self._counted or Counted(before.rows.values()))
        search.read(touched)
        yield from search.compare()
        self.searched, self._counted, self.compared = search.result(), search.counted, search.total
        self.changed = search.changed

    def pairs(
        self,
        network: Network,
        different: Collection[tuple[str, str]] = (),
        within: Collection[str] | None = None,
    ) -> Iterator[Pair]:
        """Yield the pairs that are or may be one, in no order, with the names of nodes in their reasons.

        `different` are pairs of ids, each in order, that nobody is asked about again; `within` limits the pairs to
        those with one of these nodes.
        """
        parted, wanted = set(different), None if within is None else set(within)
        rarity = (self._counted or Counted(self.searched.rows.values())).rarity
        for (a, b), pair in self.searched.found.items():
            if (a, b) in parted or (wanted is not None and wanted.isdisjoint((a, b))):
                continue
            if a in network.nodes and b in network.nodes:
                row = self.searched.rows[a]
                expected = rarity.expected(row.given, row.family)
                yield with_names(network, _with_rarity(pair, expected))


def _with_rarity(pair: Pair, expected: float) -> Pair:
    """Return a pair with how many namesakes are expected by the names that are known now."""
    if all(reason.kind != "rare_name" for reason in pair.reasons):
        return pair
    reasons = (replace(r, right=f"{expected:.2g}") if r.kind == "rare_name" else r for r in pair.reasons)
    return replace(pair, reasons=tuple(reasons))


class _Search:
    """One search: from what was known before to what is known now."""

    def __init__(self, network: Network, before: Searched, counted: Counted) -> None:
        self._network, self._before, self._was = network, before, counted
        self._actors, self._named = dict[str, ComparedActor](), dict[str, tuple[Form, ...]]()
        self._wholes, self._spelled = dict[str, tuple[str, ...]](), dict[str, tuple[Form, ...]]()
        self._rows = dict(before.rows)
        self._drift = before.drift
        self.total = 0
        self.changed = frozenset[str]()

    def read(self, touched: Collection[str] | None) -> None:
        """Read what may have changed, and find out which pairs are to be compared."""
        changed = self._read_rows(touched)
        self.changed = frozenset(changed)
        self.counted = Counted(self._rows.values())
        self._known = self.counted.known(self._actor)
        words, drift = _shifted(self._was.weights, self.counted.weights)
        self._keys, other = self._read_keys(changed)
        gone = self._before.rows.keys() - self._rows.keys()
        dirty = changed | other | self._by_count(changed | gone)
        if words:
            dirty |= {
                i for i, own in self._keys.items() if any(not words.isdisjoint(some.split()) for some in own.words)
            }
        self._drift += drift
        self._choose(dirty, moved_any=bool(changed or other or gone))
        del self._was

    def _actor(self, node_id: str) -> ComparedActor:
        found = self._actors.get(node_id)
        if found is None:
            node, forms = self._network.nodes[node_id], self._spelled.get(node_id)
            found = self._actors[node_id] = read_actor(self._network, node, self._wholes, forms)
        return found

    def _spellings(self, node_id: str) -> tuple[Form, ...]:
        """Return the names of somebody who need not be read as a whole for that."""
        if node_id in self._actors:
            return self._actors[node_id].forms
        found = self._spelled.get(node_id)
        if found is None:
            found = self._spelled[node_id] = forms_of(self._network.nodes[node_id])
        return found

    def _forms(self, actor: ComparedActor) -> tuple[Form, ...]:
        """Return the names of an organisation, each with the other names it is known under."""
        found = self._named.get(actor.node.id)
        if found is None:
            found = self._named[actor.node.id] = tuple(map(self._known.aliases.of, actor.forms))
        return found

    def _read_rows(self, touched: Collection[str] | None) -> set[str]:
        """Read the actors that may have changed, and return those that have."""
        nodes, rows = self._network.nodes, self._rows
        if touched is None:
            wanted = {n.id for n in nodes.values() if n.label in LABELS} | rows.keys()
        else:
            wanted = affected(self._network, touched, rows)
        changed = set[str]()
        for node_id in wanted:
            node = nodes.get(node_id)
            if node is None or not fold(node.name):
                rows.pop(node_id, None)
                continue
            row = row_of(self._actor(node_id), near(self._network, node_id))
            if rows.get(node_id) != row:
                rows[node_id] = row
                changed.add(node_id)
        in_order = rows.keys() <= self._before.rows.keys()
        self._rows = rows if in_order else {node_id: rows[node_id] for node_id in sorted(rows)}
        return changed

    def _read_keys(self, changed: set[str]) -> tuple[dict[str, ActorKeys], set[str]]:
        """Return the keys of all actors, and the organisations that came to be known under other names."""
        counted, known, keys, other = self.counted, self._known, dict[str, ActorKeys](), set[str]()
        weight = {word: counted.weights.of(word) for word in counted.weights.counts}
        weigh = _Weigh(weight, counted.weights)
        for row in self._rows.values():
            old = None if row.id in changed else self._before.keys.get(row.id)
            if row.label == "Person":
                keys[row.id] = old or ActorKeys(_numbers(row, self._actor(row.id), known), "", [], [])
                continue
            if old and not old.others and not counted.is_open(row):
                order = ranked(old.words, weigh)
                if order == old.ranked:
                    keys[row.id] = old
                    continue
            forms = self._forms(self._actor(row.id))
            others = signature(forms)
            words = [" ".join(n.stems) for f in forms if f.organisation for n in (f.organisation, *f.others)]
            order = ranked(words, weigh)
            if old and old.others == others and old.ranked == order:
                keys[row.id] = old
                continue
            if old and old.others != others:
                other.add(row.id)
            keys[row.id] = ActorKeys(_numbers(row, self._actor(row.id), known), others, words, order)
        return keys, other

    def _by_count(self, changed: set[str]) -> set[str]:
        """Return the people for whom it matters that others came to have their name or function, or have it no more.

        That is so where it became a rare one or ceased to be one. Who is of no house, besides, is told by a name that
        nobody else has at an event.
        """
        found, named, held = set[str](), set[str](), set[str]()
        for rows in (self._before.rows, self._rows):
            for row in (rows[i] for i in changed if i in rows and rows[i].label == "Person"):
                named.update(row.names)
                held.update(row.functions)
        for name in named:
            turned = (self._was.named[name] > RARE) != (self.counted.named[name] > RARE)
            found.update(i for i in self.counted.under.get(name, ()) if turned or not self._has_house(self._rows[i]))
        for function in held:
            if (self._was.held[function] == _RARE_FUNCTION) != (self.counted.held[function] == _RARE_FUNCTION):
                found.update(self.counted.holding.get(function, ()))
        return found

    def _has_house(self, row: ActorRow) -> bool:
        """Return whether a person's own facts lead to an organisation."""
        return any(other in self._rows and self._rows[other].label == "Organisation" for other in row.near)

    def _choose(self, dirty: set[str], *, moved_any: bool) -> None:
        """Find all pairs that share a key now, and of them those to be compared."""
        before, ids = self._before, list(self._rows)
        self._ids, n = ids, len(ids)
        place = {node_id: i for i, node_id in enumerate(ids)}
        old = moved(before.codes, np.array([place.get(i, -1) for i in before.rows], dtype=np.int64), n)
        same = not moved_any and all(self._keys[i] is before.keys.get(i) for i in ids)
        if same:
            codes, strength = old, np.ones(len(old), np.int64)
        else:
            order = [row.names[0] for row in self._rows.values()]
            codes, strength = codes_of([self._keys[i].keys for i in ids], order)
        marked = np.zeros(n, np.bool_)
        marked[[place[i] for i in dirty if i in place]] = True
        kept = old >= 0
        at = np.searchsorted(codes, old[kept])
        at = np.minimum(at, max(len(codes) - 1, 0))
        still = codes[at] == old[kept] if len(codes) else np.zeros(0, np.bool_)
        room = np.full(len(codes), -inf)
        room[at[still]] = before.room[kept][still]
        again = room <= self._drift + _ROUNDING
        if n:
            again |= marked[codes // n] | marked[codes % n]
        rows = np.flatnonzero(again)
        self._todo = rows[np.argsort(-strength[rows], kind="stable")]
        self._codes, self._room, self.total = codes, room, len(rows)

    def compare(self) -> Iterator[Sought]:
        """Compare the pairs that have to be, and tell of those found and now and then how far it is."""
        n, ids = len(self._ids), self._ids
        self._found = self._still_found()
        yield Sought(0, self.total)
        todo = self._codes[self._todo]
        both = zip(self._todo.tolist(), (todo // max(n, 1)).tolist(), (todo % max(n, 1)).tolist(), strict=True)
        for done, (at, one, other) in enumerate(both, 1):
            a, b = ids[one], ids[other]
            pair, room = self._judged(a, b)
            self._room[at] = self._drift + room
            if pair:
                self._found[a, b] = pair
            if pair or not done % _TOLD:
                yield Sought(done, self.total, pair)
        yield Sought(self.total, self.total)

    def _still_found(self) -> dict[tuple[str, str], Pair]:
        """Return what was found before of the pairs that need not be compared again."""
        place, n = {node_id: i for i, node_id in enumerate(self._ids)}, len(self._ids)
        known = [(ends, pair) for ends, pair in self._before.found.items() if ends[0] in place and ends[1] in place]
        codes = np.fromiter((place[a] * n + place[b] for (a, b), _ in known), np.int64, len(known))
        left = np.delete(self._codes, self._todo)  # in order, as all of them are
        at = np.minimum(np.searchsorted(left, codes), max(len(left) - 1, 0))
        kept = left[at] == codes if len(left) else np.zeros(len(codes), np.bool_)
        return dict(compress(known, kept.tolist()))

    def _judged(self, one: str, other: str) -> tuple[Pair | None, float]:
        """Return what is to be thought of two actors, and how much the odds of their likeness may change till then."""
        if self._rows[one].label == "Person" and not self._may_be_one(one, other):
            return None, inf
        a, b = self._actor(one), self._actor(other)
        if are_two(a, b):
            return None, inf
        if a.node.label == "Person":
            return judge_people(a, b, self._known), inf
        scores = organisation_scores(self._forms(a), self._forms(b), self._known.weights)
        return judge_organisations(a, b, scores), min(map(_room, scores))

    def _may_be_one(self, one: str, other: str) -> bool:
        """Return whether two people have something in common, or a rare name that both have."""
        if self._around.meet(one, other):
            return True
        if not (self._is_rare(one) and self._is_rare(other)):
            return False
        both = product(self._spellings(one), self._spellings(other))
        return any(x.person and y.person and person_likeness(x.person, y.person) >= INITIAL for x, y in both)

    def _is_rare(self, node_id: str) -> bool:
        row = self._rows[node_id]
        return self._known.named[row.names[0]] <= RARE and lexicon().family.isdisjoint(row.family.split())

    @cached_property
    def _around(self) -> Surroundings:
        return Surroundings(self._network)

    def result(self) -> Searched:
        """Return what is known now."""
        return Searched(self._rows, self._keys, self._codes, self._room, self._drift, self._found)


class _Weigh(dict[str, float]):
    """The weights of words; one that no name of its own has (of a ministry, for instance) is weighed when asked for."""

    def __init__(self, known: dict[str, float], weights: Weights) -> None:
        super().__init__(known)
        self._weights = weights

    def __missing__(self, word: str) -> float:
        return self._weights.of(word)


def _numbers(row: ActorRow, actor: ComparedActor, known: Known) -> list[int]:
    return sorted({numbered(row.label, key) for key in known.keys(actor)})


def _room(score: float) -> float:
    """Return how far the odds of a likeness are from those at which a question begins, as a logarithm."""
    if not 0 < score < 1:
        return inf
    return abs(log(score / (1 - score)) - log(ENOUGH / (1 - ENOUGH)))


def _shifted(was: Weights, now: Weights) -> tuple[set[str], float]:
    """Return the words that came to count quite otherwise, and by how much the odds of a likeness change by the rest.

    Each weight changes by a factor; what is the ratio of two sums of weights changes at most by the largest factor
    through the smallest one, among which is 1 for what does not change.
    """
    words, most, least = set[str](), 0.0, 0.0
    for word in was.counts.keys() | now.counts.keys():
        shift = log(now.of(word) / was.of(word))
        if abs(shift) > _SHIFT or was.is_common(word) != now.is_common(word):
            words.add(word)
        else:
            most, least = max(most, shift), min(least, shift)
    return words, most - least


def find_pairs(
    network: Network,
    *,
    different: Collection[tuple[str, str]] = (),
    within: Collection[str] | None = None,
) -> Iterator[Pair]:
    """Yield the pairs of a network that are or may be one, of which nothing is known before; see `PairIndex.pairs`."""
    index = PairIndex()
    index.update(network)
    yield from index.pairs(network, different, within)
