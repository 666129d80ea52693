"""What names others: a word or a name that is also theirs does not tell one person."""

from collections.abc import Collection
from dataclasses import dataclass

from graph.model.schema import Schema
from graph.privacy.words import words_of
from graph.store.view import View


@dataclass(frozen=True, slots=True)
class Others:
    """All words in the names of all other actors, and the names in full of all other people."""

    words: frozenset[str]
    people: frozenset[str]


def others_of(view: View, schema: Schema, without: Collection[str]) -> Others:
    """Return what names all actors but some."""
    words: set[str] = set()
    people: set[str] = set()
    for label in schema.nodes:
        if label == "Source":
            continue
        for node in view.nodes(label):
            if node["id"] in without:
                continue
            for name in (node["name"], *(node.get("variants") or ()), *(node.get("aliases") or ())):
                found = [word.folded for word in words_of(str(name))]
                words.update(found)
                if label == "Person":
                    people.add(" ".join(found))
    return Others(frozenset(words), frozenset(people))
