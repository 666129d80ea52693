"""By which words restricted people are found in texts, where the note of a restriction does not say it.

Notes from before there were such words have none, in a backup that is restored too.
"""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from graph.model.subject import Subject, subject_of
from graph.names.in_text import NameFinder, words_of
from graph.names.known_by import SHORTEST_ALONE, known_by
from graph.store.view import View

FIELD = "restricted"
Words = Mapping[str, Collection[str]]
_MOST = 200  # people whose words are remembered
_known: dict[tuple[str, ...], Words] = {}


def worked_out(view: View, ids: Collection[str], said: Collection[str]) -> list[Words]:
    """Return the words of the restricted people, `ids`, whose restriction is none of the notes that say them."""
    found = map(subject_of, view.nodes_with("Person", sorted(ids)))
    return [_remembered(view, one) for one in found if (one.claims.decided(FIELD) or ("", ""))[1] not in said]


def _remembered(view: View, person: Subject) -> Words:
    """Return her words beside those of others as they were at the first time: that takes some questions."""
    key = view.moment().identity, person.id, *person.names, *person.mails, *person.keys
    if key not in _known:
        if len(_known) >= _MOST:
            _known.clear()
        _known[key] = _words(view, person)
    return _known[key]


def _words(view: View, person: Subject) -> Words:
    """Return her words without what names others as well."""
    found = known_by(person.names, (*person.mails, *person.numbers))
    others = list(_others(view, person, found.families))
    people = {" ".join(w.folded for w in words_of(name)) for label, name in others if label == "Person"}
    names = {*found.names - people, *found.marks}
    hers = NameFinder(lambda word: (word in found.anchors, False), names.__contains__)
    theirs = {w.folded for _, name in others for w in words_of(hers.without(name, " ", in_full=True))}
    alone = {word for word in found.families - theirs if len(word) >= SHORTEST_ALONE}
    return {"names": names, "anchors": found.anchors, "alone": alone}


def _others(view: View, person: Subject, families: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield label and name of everybody else in whose name one of these words stands."""
    for label in view._schema.nodes:
        if label == "Source":
            continue
        for word in sorted(families):
            for node in view.named(label, [word]):
                if node["id"] != person.id:
                    yield from ((label, name) for name in _names(node))


def _names(node: Mapping[str, Any]) -> list[str]:
    return [str(name) for name in (node["name"], *(node.get("variants") or ()), *(node.get("aliases") or ()))]
