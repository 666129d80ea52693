"""What names others: a word or a name that is also theirs does not tell one person."""

from collections.abc import Collection
from dataclasses import dataclass

from graph.model.schema import Schema
from graph.names.in_text import words_of
from graph.privacy.fingerprints import Matcher
from graph.store.view import View


@dataclass(frozen=True, slots=True)
class Others:
    """The names of all other actors, and, as they are compared, those of all other people."""

    names: frozenset[str]
    people: frozenset[str]

    def words(self, matcher: Matcher) -> frozenset[str]:
        """Return all words of these names, without the full names of those whom a matcher finds: "Ehrung für ..."."""
        texts = (matcher.redacted(name, " ", in_full=True) for name in self.names)
        return frozenset(word.folded for text in texts for word in words_of(text))


def others_of(view: View, schema: Schema, without: Collection[str], words: Collection[str] | None = None) -> Others:
    """Return what names all actors but some; with `words` only those names count that hold one of these."""
    names: set[str] = set()
    people: set[str] = set()
    for label in schema.nodes:
        if label == "Source":
            continue
        for node in view.nodes(label) if words is None else view.names_with(label, words):
            if node["id"] not in without:
                said = (node["name"], *(node.get("variants") or ()), *(node.get("aliases") or ()))
                names.update(map(str, said))
                if label == "Person":
                    people.update(" ".join(word.folded for word in words_of(str(name))) for name in said)
    return Others(frozenset(names), frozenset(people))
