"""Finding an actor by whatever somebody remembers of its name: misspelt, grown together, with a title, a former name.

The names of one data version are put in order once (`Names`); a question then takes milliseconds, also among 50,000.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from typing import Literal

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA

from graph.model.fold import fold
from graph.names.person import parse_person
from graph.network import Network, Node
from graph.network.search import search
from graph.reference import ministries, renamed

How = Literal["whole", "former", "name", "short", "alias", "other", "together", "similar"]
_MOST = 30
_SHORTEST = 4  # letters of a word in which an error is looked for: a shorter one is like too many
_LONG = 7  # letters from which two errors are forgiven
_WORDS = 400  # of a vocabulary that may be meant by one word
# What is heard alike and written in many ways in German names.
_SOUNDS = (
    (re.compile("[ea][iy]"), "ai"),
    (re.compile("a?eu"), "oi"),
    (re.compile("ae"), "e"),
    (re.compile("ph|v"), "f"),
    (re.compile("dt|th|d"), "t"),
    (re.compile("c?k|c(?!h)"), "k"),
    (re.compile("t?z"), "z"),
    (re.compile("y"), "i"),
    (re.compile(r"(?<=[aeiou])h(?![aeiou])"), ""),
    (re.compile(r"(.)\1"), r"\1"),
)


@dataclass(frozen=True, slots=True)
class Hit:
    """An actor that may be meant, how it was found, and the other name that was met, where it was one."""

    node: Node
    how: How
    said: str = ""


class Names:
    """The names of the actors of a network, in an order in which they are found quickly."""

    def __init__(self, network: Network, labels: Collection[str]) -> None:
        self._network, self._labels = network, labels
        found = network.search_texts(labels)
        self._ids = list(found)
        self._texts = list(found.values())
        together = [text.replace(" ", "") for text in self._texts]
        self._together = "\n".join(together)
        self._starts = np.fromiter(accumulate((len(text) + 1 for text in together), initial=0), np.int64)
        self._spoken: dict[str, list[int]] = {}
        for place, text in enumerate(self._texts):
            for word in set(text.split()):
                self._spoken.setdefault(word, []).append(place)
        self._heard: dict[str, list[str]] = {}
        self._of_length: dict[int, list[str]] = {}
        for word in self._spoken:
            self._of_length.setdefault(len(word), []).append(word)
            if len(word) >= _SHORTEST and word.isalpha():
                self._heard.setdefault(heard(word), []).append(word)

    def find(self, typed: str, most: int = _MOST) -> list[Hit]:
        """Return the actors that may be meant, the likeliest first; none is named twice."""
        wanted = fold(typed)
        if not wanted:
            return []
        bare = _bare(typed)
        hits: dict[str, Hit] = {}
        for text in dict.fromkeys((wanted, bare)):
            for node in search(self._network, text, labels=self._labels, limit=most):
                hits.setdefault(node.id, _why(self._network, node, text))
        for present in _bodies().get(wanted.replace(" ", ""), ()):
            for node in search(self._network, present, labels=self._labels, limit=1):
                if _why(self._network, node, present).how == "whole":
                    hits.setdefault(node.id, Hit(node, "former", typed.strip()))
        if len(hits) < most:
            for place in self._grown_together(wanted.replace(" ", "")):
                self._add(hits, place, "together")
        if not hits:
            for place in self._similar(bare.split() or wanted.split()):
                self._add(hits, place, "similar")
        return sorted(hits.values(), key=lambda hit: hit.how != "whole")[:most]

    def only(self, hits: Sequence[Hit]) -> Node | None:
        """Return the actor that is meant beyond doubt: the only one whose whole name was typed."""
        whole = [hit.node for hit in hits if hit.how == "whole"]
        return whole[0] if len(whole) == 1 else None

    def _add(self, hits: dict[str, Hit], place: int, how: How) -> None:
        node = self._network.nodes[self._ids[place]]
        hits.setdefault(node.id, Hit(node, how))

    def _grown_together(self, wanted: str) -> Iterable[int]:
        """Return the places of names whose words begin with some letters, whatever blanks stand between."""
        if len(wanted) < _SHORTEST:
            return
        at, found = self._together.find(wanted), 0
        while at >= 0 and found < _MOST:
            place = int(np.searchsorted(self._starts, at, side="right")) - 1
            if at - int(self._starts[place]) in _beginnings(self._texts[place]):
                yield place
                found += 1
                at = self._together.find(wanted, int(self._starts[place + 1]))
            else:  # "Lemb" is no part of "Willem Boersma"
                at = self._together.find(wanted, at + 1)

    def _similar(self, words: Iterable[str]) -> list[int]:
        """Return the places of names in which each word stands, or one that is written or heard alike, best first."""
        scores: dict[int, float] | None = None
        for word in words:
            found: dict[int, float] = {}
            among = None if scores is None else {other for place in scores for other in self._texts[place].split()}
            for meant, far in self._meant(word, among).items():
                for place in self._spoken[meant]:
                    found[place] = min(far, found.get(place, far))
            before = scores
            scores = found if before is None else {p: far + before[p] for p, far in found.items() if p in before}
        best = sorted((scores or {}).items(), key=lambda one: (one[1], len(self._texts[one[0]]), self._texts[one[0]]))
        return [place for place, _ in best[:_MOST]]

    def _meant(self, word: str, among: set[str] | None) -> dict[str, float]:
        """Return the words of the network, or `among` some, that one may stand for, with how far they are from it."""
        meant = {word: 0.0} if word in self._spoken else {}
        if len(word) < _SHORTEST or not word.isalpha():
            return meant
        meant |= {alike: 0.5 for alike in self._heard.get(heard(word), ()) if alike != word}
        errors = 2 if len(word) >= _LONG else 1
        lengths = range(
            len(word) - errors, len(word) + errors + 1
        )  # an error makes a word one letter longer or shorter
        known = [other for n in lengths for other in self._of_length.get(n, ())] if among is None else list(among)
        near = process.extract(word, known, scorer=OSA.distance, score_cutoff=errors, limit=_WORDS)
        return {alike: float(far) for alike, far, _ in near} | meant


@cache
def _bodies() -> dict[str, tuple[str, ...]]:
    """Return all folded names of each body that is known under former ones, by the joined letters of each of them."""
    names = (*(ministry.spellings() for ministry in ministries()), *renamed())
    folded = (tuple(dict.fromkeys(map(fold, body))) for body in names)
    return {name.replace(" ", ""): body for body in folded for name in body}


def heard(word: str) -> str:
    """Return how a folded word sounds, roughly: what German names write in many ways is written in one.

    >>> {heard(name) for name in ("meier", "maier", "meyer", "mayer")}
    {'maier'}
    >>> heard("schmidt") == heard("schmitt"), heard("stefan") == heard("stephan")
    (True, True)
    """
    for written, sound in _SOUNDS:
        word = written.sub(sound, word)
    return word


def _beginnings(text: str) -> set[int]:
    """Return where the words of a text begin once its blanks are left out."""
    return {0, *accumulate(map(len, text.split()))}


def _bare(typed: str) -> str:
    """Return what was typed as the key of a person's name, without titles and in the order of a name."""
    return parse_person(typed).key


def _why(network: Network, node: Node, wanted: str) -> Hit:
    """Return the hit with how the actor was found: by its whole name, a part, a short, another or a former name."""
    words = wanted.split()
    if sorted(fold(node.name).split()) == sorted(words):
        return Hit(node, "whole")
    searchable = (name for name, kind in network.schema.nodes[node.label].fields.items() if kind.searchable)
    for name in searchable:
        value = node.fields.get(name, ())
        for said in (value,) if isinstance(value, str) else tuple(map(str, value)):
            if fold(said) == wanted:
                return Hit(node, "whole", said)
    if all(word in fold(node.name) for word in words):
        return Hit(node, "name")
    return _other_name(network, node, words)


def _other_name(network: Network, node: Node, words: Sequence[str]) -> Hit:
    short = str(node.fields.get("short_name", ""))
    if short and all(word in fold(short) for word in words):
        return Hit(node, "short", short)
    for name in ("aliases", "variants"):
        for said in map(str, node.fields.get(name, ())):
            if all(word in fold(said) for word in words):
                return Hit(node, "alias", said)
    return Hit(node, "other")
