"""Whom it is about: a person found among those stored, and by which fingerprints she is known."""

from dataclasses import replace

from graph.errors import UnknownName
from graph.model.fold import fold
from graph.model.keys import normal_email
from graph.model.schema import Schema
from graph.model.subject import Subject, subject_of
from graph.names.in_text import words_of
from graph.names.known_by import SHORTEST_ALONE, KnownBy, known_by
from graph.privacy.fingerprints import Erasure, Fingers, Matcher
from graph.privacy.others import Others
from graph.store.view import View

__all__ = ["Subject", "erasure_of", "families_of", "find_person", "subject_of", "words_of_person"]


def find_person(view: View, schema: Schema, wanted: str) -> Subject:
    """Return the one person that a name, part of it, an address or an id means; also one that is restricted or retired.

    Raises:
        UnknownName: none or several are meant.
    """
    mail = f"mail:{normal_email(wanted) or ''}"
    for node in (wanted, view.owners([mail]).get(mail, "")):
        is_person = schema.is_node(node) and schema.label_of(node) == "Person"
        if is_person and (there := view.nodes_with("Person", [node])):
            return subject_of(there[0])
    words = fold(wanted).split()
    found = view.named("Person", words) if words else []
    exact = [n for n in found if fold(n["name"]) == " ".join(words)]
    found = exact or found
    if len(found) != 1:
        shown = [f"{n['name']} ({n['id']})" for n in found[:10]]
        raise UnknownName("ambiguous_name" if found else "unknown_name_empty", wanted, shown)
    return subject_of(found[0])


def erasure_of(
    subject: Subject,
    fingers: Fingers,
    others: Others,
    *,
    at: str,
    who: str,
    reason: str,
    confirmed_by: str = "",
    with_id: bool = True,
) -> Erasure:
    """Return the fingerprints of a person; `others` is what names others too.

    `with_id` counts her id among her names, where it is to stand in no text either.
    """
    found = _known_by(subject, with_id=with_id)
    names = {*found.names - others.people, *found.marks}
    keys = {subject.id, *subject.keys, *(f"mail:{mail}" for mail in subject.mails)}
    given = [fingers.all_of(part) for part in (keys, names, found.anchors)]
    erasure = Erasure(fingers.of(subject.id), at, who, reason, confirmed_by, False, *given)
    theirs = others.words(Matcher(fingers, (erasure,)))
    alone = {word for word in found.families - theirs if len(word) >= SHORTEST_ALONE}
    return replace(erasure, alone=fingers.all_of(alone))


def families_of(subject: Subject) -> frozenset[str]:
    """Return the words of her family names: what names her and others alike holds one of them."""
    return _known_by(subject, with_id=True).families


def words_of_person(subject: Subject) -> frozenset[str]:
    """Return words of which each text that names a person has one, as rare ones as can be told."""
    marks = (*subject.mails, *subject.numbers, subject.id)
    return _known_by(subject, with_id=True).families | {word for text in marks if (word := _rarest(text))}


def _rarest(mark: str) -> str:
    """Return the word of an address or number that the fewest others have: of an address one before the house's."""
    parts = mark.partition("@")[0], mark
    own, whole = (max((w.folded for w in words_of(text)), key=len, default="") for text in parts)
    return own if len(own) >= SHORTEST_ALONE else whole


def _known_by(subject: Subject, *, with_id: bool) -> KnownBy:
    return known_by(subject.names, (*subject.mails, *subject.numbers, *([subject.id] if with_id else ())))
