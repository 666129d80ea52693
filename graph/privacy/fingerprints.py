"""Keyed fingerprints of people who were erased: they tell that somebody comes back, and name nobody.

A fingerprint is the HMAC of a name, an address or another key of a person with a key that is kept in a file outside the
database. Without that file nobody can try names on them; with it the program knows an erased person again, in a file
that is loaded, in a text, in a backup that is restored.
"""

import hashlib
import hmac
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from functools import cached_property
from typing import Any

from graph.names.in_text import NameFinder

ERASED = "[gelöscht]"  # stands where a name stood; the database is kept in German


@dataclass(frozen=True, slots=True)
class Erasure:
    """One person that was erased: when, by whom, why, and her fingerprints by what they are of."""

    id: str
    at: str
    who: str
    reason: str
    confirmed_by: str = ""
    done: bool = False
    keys: tuple[str, ...] = ()  # ids and keys of the node: addresses, numbers of registers, names in their houses
    names: tuple[str, ...] = ()  # names in full, in both orders
    anchors: tuple[str, ...] = ()  # the words by which a name in full is looked for
    alone: tuple[str, ...] = ()  # words that name nobody else

    @classmethod
    def parse(cls, said: Mapping[str, Any]) -> "Erasure":
        """Return an erasure out of a line of the book."""
        values: dict[str, Any] = {name: tuple(v) if isinstance(v, list) else v for name, v in said.items()}
        return cls(**values)

    def stored(self) -> dict[str, Any]:
        """Return what a line of the book says."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Fingers:
    """Makes fingerprints with a key."""

    key: bytes

    def of(self, text: str) -> str:
        """Return the fingerprint of a text."""
        return hmac.new(self.key, text.encode(), hashlib.sha256).hexdigest()[:32]

    def all_of(self, texts: Iterable[str]) -> tuple[str, ...]:
        """Return the fingerprints of texts, in an order that says nothing."""
        return tuple(sorted({self.of(text) for text in texts if text}))


class Plain(Fingers):
    """Makes none: the text itself, for people who stay stored."""

    def of(self, text: str) -> str:
        """Return the text."""
        return text


@dataclass
class Matcher:
    """Finds in texts and keys whom some erasures are of."""

    fingers: Fingers
    erasures: tuple[Erasure, ...]
    _known: dict[str, tuple[bool, bool]] = field(default_factory=dict)

    @cached_property
    def _keys(self) -> frozenset[str]:
        return frozenset(finger for one in self.erasures for finger in one.keys)

    @cached_property
    def _names(self) -> frozenset[str]:
        return frozenset(finger for one in self.erasures for finger in one.names)

    @cached_property
    def _anchors(self) -> frozenset[str]:
        return frozenset(finger for one in self.erasures for finger in one.anchors)

    @cached_property
    def _alone(self) -> frozenset[str]:
        return frozenset(finger for one in self.erasures for finger in one.alone)

    def __bool__(self) -> bool:
        return bool(self.erasures)

    def owns(self, keys: Iterable[str]) -> bool:
        """Return whether one of some ids or keys is that of an erased person."""
        return bool(self._keys) and any(self.fingers.of(key) in self._keys for key in keys)

    def finds(self, text: str, *, in_full: bool = False) -> bool:
        """Return whether an erased person is named in a text; `in_full` asks for more than a word only she has."""
        return self._finder.finds(text, in_full=in_full)

    def beside(self, words: Iterable[str], people: Iterable[str]) -> "Matcher":
        """Return the same beside others of these names: what names them as well names nobody who was erased."""
        alone, names = (frozenset(map(self.fingers.of, texts)) for texts in (words, people))
        kept = (
            replace(one, alone=tuple({*one.alone} - alone), names=tuple({*one.names} - names)) for one in self.erasures
        )
        return Matcher(self.fingers, tuple(kept))

    def redacted(self, text: str, instead: str = ERASED, *, in_full: bool = False) -> str:
        """Return a text without the names of erased people, and without their addresses."""
        return self._finder.without(text, instead, in_full=in_full)

    @cached_property
    def _finder(self) -> NameFinder:
        return NameFinder(self._is_known, lambda name: self.fingers.of(name) in self._names)

    def _is_known(self, word: str) -> tuple[bool, bool]:
        if word not in self._known:
            finger = self.fingers.of(word)
            self._known[word] = finger in self._anchors, finger in self._alone
        return self._known[word]
