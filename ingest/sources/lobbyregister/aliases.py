"""The names of organisations in a register, all spellings of one brought together: what a first pass learns.

Together come names that say the same but for small words, endings and one slip; names that share an abbreviation
and are alike; names under one register number; and an abbreviation that stands alone with the one name it is
explained by. An abbreviation that two bodies share is the key of neither.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, pairwise

from graph.model.fold import fold
from graph.names.abbreviation import generic, stands_for
from graph.names.organisation import OrganisationName, parse_organisation
from graph.reference import renamed
from ingest.sources.lobbyregister.alike import Alikeness, outline, slips
from ingest.sources.lobbyregister.fuller import (
    OutlineNames,
    explained,
    in_brackets,
    known_by_first_word,
    misspelt,
    same_words,
    with_known_short,
    with_words_that_add_nothing,
)

_LONGEST_SHORT = 12
_SHORTEST = 3  # letters of an abbreviation that can tell who is meant
# How often, and in which share of cases, a name explains a shared abbreviation before that is taken for its own.
_OFTEN, _MOSTLY = 5, 0.8
_LONG, _OFTEN_IF_LONG, _MOSTLY_IF_LONG = 4, 3, 0.75
_WELL_KNOWN = 3  # times a name is said before a long abbreviation alone nearly suffices
_ROUNDS = 2  # what is joined in the first makes one body out of two that a third name could mean
_MOST_MEANINGS = 12  # bodies under one abbreviation that are compared


@dataclass(slots=True)
class _OutlineGroup:
    """Names of one outline, how often each is said, their abbreviations, and register numbers."""

    names: Counter[str] = field(default_factory=Counter)
    cores: Counter[str] = field(default_factory=Counter)
    shorts: Counter[str] = field(default_factory=Counter)
    numbers: set[str] = field(default_factory=set)


class FileNames:
    """All names of a file, with the keys each leads to."""

    def __init__(self) -> None:
        self._parsed: dict[str, OrganisationName] = {}
        self._groups: dict[str, _OutlineGroup] = {}
        self._above: dict[str, str] = {}
        self._numbers: dict[str, set[str]] = {}
        self._meaning: dict[str, str] = {}
        self._first: dict[str, str] = {}
        self._keys: dict[str, tuple[str, ...]] = {}

    def parse(self, text: str) -> OrganisationName:
        """Return the parts of a name; each text is taken apart once."""
        found = self._parsed.get(text)
        if found is None:
            found = self._parsed[text] = parse_organisation(text)
        return found

    def add(self, text: str, number: str = "") -> None:
        """Take in a name that the file says, with the register number it is said of."""
        name = self.parse(text)
        group = self._groups.setdefault(outline(name.core), _OutlineGroup())
        group.names[text] += 1
        group.cores[name.core] += 1
        if number:
            group.numbers.add(number)
        if short := _short(name):
            group.shorts[short] += 1

    def learn(self) -> None:
        """Bring together what belongs together; to be called once, after the last name."""
        self._above = {one: one for one in self._groups}
        self._numbers = {one: set(group.numbers) for one, group in self._groups.items()}
        shorts = self._shorts()
        said = [OutlineNames.of(one, self._said(one), group.names.total()) for one, group in self._groups.items()]
        certain = (self._in_full(), self._of_one_number(), slips(self._groups), self._with_short(shorts))
        for one, other in chain(*certain, same_words(said), misspelt(said), self._renamed()):
            self._join(one, other)
        alikeness = Alikeness(name for group in self._groups.values() for name in group.names)
        for short, outlines in shorts.items():
            self._bring_together(short, outlines, alikeness)
        self._learn_fuller_names(said)
        self._meaning = {short: meant for short, by in shorts.items() if (meant := self._meant(short, by))}
        for one, other in with_known_short(said, self._meaning, self._stems(said)):
            self._join(one, other)
        texts = ((one, text) for one, group in self._groups.items() for text in group.names)
        for one, other in [*in_brackets(texts, {one: self._above_all(one) for one in self._groups})]:
            if one not in shorts:
                self._join(one, other)
        self._meaning = {short: self._above_all(meant) for short, meant in self._meaning.items()}
        self._first = self._best_cores()

    def keys(self, text: str) -> tuple[str, ...]:
        """Return the keys of an organisation: the name most often said of it, its own, a certain abbreviation."""
        found = self._keys.get(text)
        if found is None:
            found = self._keys[text] = tuple(dict.fromkeys(self._found_keys(self.parse(text))))
        return found

    def short(self, text: str) -> str:
        """Return the abbreviation of a name as it is written there, "" where another body has it too."""
        name = self.parse(text)
        short = _short(name)
        return name.abbreviation if not short or self._is_own(short, self._root(name.core)) else ""

    def _found_keys(self, name: OrganisationName) -> Iterator[str]:
        root, short = self._root(name.core), _short(name)
        alone = name.core.replace(" ", "")
        if meant := self._meaning.get(alone, ""):
            yield f"org:{self._first[meant]}"
        elif root in self._first:
            yield f"org:{self._first[root]}"
        folded = f"org:{fold(name.abbreviation)}"
        yield from (key for key in name.keys if key != folded or key == f"org:{name.core}")
        if short and self._is_own(short, root):
            yield folded

    def _is_own(self, short: str, root: str) -> bool:
        return self._meaning.get(short) == root if short in self._meaning else False

    def _root(self, core: str) -> str:
        one = outline(core)
        while one in self._above and self._above[one] != one:
            one = self._above[one]
        return one

    def _shorts(self) -> dict[str, Counter[str]]:
        """Return how often each abbreviation is explained by the names of each outline."""
        found: dict[str, Counter[str]] = defaultdict(Counter)
        for one, group in self._groups.items():
            for short, count in group.shorts.items():
                if short != one:
                    found[short][one] += count
        return found

    def _in_full(self) -> Iterator[tuple[str, str]]:
        """Yield names that say one thing with a well-known short form and in full, as of chambers."""
        for one, group in self._groups.items():
            for text in group.names:
                name = self.parse(text)
                known = (name.core, fold(name.abbreviation))
                for key in name.keys:
                    full = outline(key.removeprefix("org:"))
                    if key.removeprefix("org:") not in known and full in self._groups:
                        yield one, full

    def _renamed(self) -> Iterator[tuple[str, str]]:
        """Yield the former and the present names of well-known bodies."""
        for names in renamed():
            known = [one for one in (outline(self.parse(name).core) for name in names) if one in self._groups]
            yield from pairwise(known)

    def _of_one_number(self) -> Iterator[tuple[str, str]]:
        first: dict[str, str] = {}
        for one, group in self._groups.items():
            for number in group.numbers:
                yield first.setdefault(number, one), one

    def _with_short(self, shorts: dict[str, Counter[str]]) -> Iterator[tuple[str, str]]:
        """Yield names with a known abbreviation before or behind and without it: "vdx Verband X", "Verband X vdx"."""
        for one, group in self._groups.items():
            for core in group.cores:
                words = core.split()
                for short, rest in ((words[0], words[1:]), (words[-1], words[:-1])):
                    other = outline(" ".join(rest)) if len(rest) > 1 and len(short) <= _LONGEST_SHORT else ""
                    if other in shorts.get(short, ()) or (other in self._groups and stands_for(short, " ".join(rest))):
                        yield one, other

    def _bring_together(self, short: str, outlines: Iterable[str], alikeness: Alikeness) -> None:
        """Join the outlines under one abbreviation that are alike to the one of them that is said most."""
        seen: list[str] = []
        letters = {
            o: len(short) if self._groups[o].names.total() >= _WELL_KNOWN else min(len(short), _LONG) for o in outlines
        }
        for one in sorted(outlines, key=lambda o: (-sum(self._groups[o].names.values()), o))[:_MOST_MEANINGS]:
            like = next((o for o in seen if alikeness.alike(self._said(one), self._said(o), letters[o])), "")
            if like:
                self._join(one, like)
            else:
                seen.append(one)

    def _learn_fuller_names(self, said: Sequence[OutlineNames]) -> None:
        """Join names of which one says more than the other; each rule sees what the one before it joined."""
        for rule in (explained, *[with_words_that_add_nothing] * _ROUNDS, known_by_first_word):
            for one, other in [*rule(said, {one: self._above_all(one) for one in self._groups})]:
                self._join(one, other)

    def _stems(self, said: Sequence[OutlineNames]) -> dict[str, set[str]]:
        """Return the stems of all names of each body."""
        found: dict[str, set[str]] = defaultdict(set)
        for one in said:
            found[self._above_all(one.outline)] |= set(one.stems)
        return found

    def _said(self, one: str) -> OrganisationName:
        """Return the name of an outline that is said most."""
        counted = self._groups[one].names
        return self.parse(min(counted, key=lambda name: (-counted[name], name)))

    def _meant(self, short: str, said: Counter[str]) -> str:
        """Return the body an abbreviation stands for, "" where it may be another one."""
        bodies: Counter[str] = Counter()
        for one, count in said.items():
            bodies[self._above_all(one)] += count
        ((body, count), *others) = bodies.most_common()
        often, mostly = (_OFTEN_IF_LONG, _MOSTLY_IF_LONG) if len(short) >= _LONG else (_OFTEN, _MOSTLY)
        return body if not others or (count >= often and count >= mostly * bodies.total()) else ""

    def _above_all(self, one: str) -> str:
        while self._above[one] != one:
            self._above[one] = self._above[self._above[one]]
            one = self._above[one]
        return one

    def _join(self, one: str, other: str) -> None:
        """Bring two outlines together, unless they have two register numbers."""
        a, b = sorted((self._above_all(one), self._above_all(other)))
        mine, theirs = self._numbers[a], self._numbers[b]
        if a != b and (not mine or not theirs or mine & theirs):
            self._above[b] = a
            self._numbers[a] = mine | theirs

    def _best_cores(self) -> dict[str, str]:
        """Return the folded name of each body: a registered one before others, then the one said most."""
        found: dict[str, tuple[bool, int, str]] = {}
        for one, group in self._groups.items():
            body = self._above_all(one)
            for core, count in group.cores.items():
                rank = (not group.numbers, -count, core)
                found[body] = min(found.get(body, rank), rank)
        return {body: core for body, (_, _, core) in found.items()}


def _short(name: OrganisationName) -> str:
    """Return the folded letters of a telling abbreviation."""
    folded = fold(name.abbreviation)
    joined = folded.replace(" ", "")
    return joined if len(joined) >= _SHORTEST and folded not in generic() else ""
