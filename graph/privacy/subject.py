"""Whom it is about: a person as stored, with all names, addresses and keys that she was ever known by."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from graph.errors import UnknownName
from graph.model.claims import Claims
from graph.model.fold import fold
from graph.model.keys import OWN_SCHEMES, normal_email, split_name_key
from graph.model.schema import Schema
from graph.names.in_text import words_of
from graph.names.person import PersonName, parse_person
from graph.privacy.fingerprints import Erasure, Fingers, Matcher
from graph.privacy.others import Others
from graph.store.view import View

_SHORTEST_ALONE = 4  # letters of a family name that is looked for alone


@dataclass(frozen=True, slots=True)
class Subject:
    """A person of the store: her node, and what names her in texts."""

    id: str
    properties: Mapping[str, Any]
    names: tuple[str, ...]
    mails: tuple[str, ...]
    keys: tuple[str, ...]

    @property
    def name(self) -> str:
        """The name she is listed under."""
        return str(self.properties["name"])

    @property
    def claims(self) -> Claims:
        """All that sources say, or said, of her."""
        return Claims.parse([*self.properties["claims"], *(self.properties.get("former_claims") or ())])


def subject_of(properties: Mapping[str, Any]) -> Subject:
    """Return the person that a node is."""
    claims = Claims.parse([*properties["claims"], *(properties.get("former_claims") or ())])
    said = [(name, value) for name, value, _ in claims.said()]
    names = [str(properties["name"]), *(properties.get("variants") or ())]
    names += [value for name, value in said if name in ("name", "variants")]
    names += [value for (name, value, _) in claims.items if name.startswith("name") and value]
    mails = {value.lower() for name, value in said if name == "emails"} | {*(properties.get("emails") or ())}
    keys = tuple(sorted(properties["keys"]))
    mails |= {key.removeprefix("mail:") for key in keys if key.startswith("mail:")}
    folded = [split[0] for key in keys if (split := split_name_key(key))]
    return Subject(
        str(properties["id"]), properties, tuple(dict.fromkeys([*names, *folded])), tuple(sorted(mails)), keys
    )


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
    subject: Subject, fingers: Fingers, others: Others, *, at: str, who: str, reason: str, confirmed_by: str = ""
) -> Erasure:
    """Return the fingerprints of a person; `others` is what names others too."""
    names: set[str] = set()
    anchors: set[str] = set()
    families: set[str] = set()
    for name in map(parse_person, filter(str.strip, subject.names)):
        if family := _words(name.family):
            found = [*orders(_words(name.given), family), *_former(name)]
            names |= {" ".join(some) for some in found if len(some) > 1} - others.people
            anchors |= {family[-1], *_words(name.former)[-1:]}
            families |= {*family, *_words(name.former)}
    for text in (*subject.mails, subject.id, *_numbers(subject.keys)):
        if words := _words(text):
            names.add(" ".join(words))
            anchors.add(max(words, key=len))
    keys = {subject.id, *subject.keys, *(f"mail:{mail}" for mail in subject.mails)}
    given = [fingers.all_of(part) for part in (keys, names, anchors)]
    erasure = Erasure(fingers.of(subject.id), at, who, reason, confirmed_by, False, *given)
    theirs = others.words(Matcher(fingers, (erasure,)))
    alone = {word for word in families - theirs if len(word) >= _SHORTEST_ALONE}
    return replace(erasure, alone=fingers.all_of(alone))


def orders(given: list[str], family: list[str]) -> Iterable[list[str]]:
    """Yield a name in both orders, with all given names, the first, and its first letter."""
    short = [given[:1], [given[0][0]]] if given else []
    for said in [given, *short]:
        if said:
            yield [*said, *family]
            yield [*family, *said]


def _former(name: PersonName) -> Iterable[list[str]]:
    former = _words(name.former)
    return orders(_words(name.given), former) if former else ()


def _numbers(keys: Iterable[str]) -> list[str]:
    """Return the numbers of registers among keys."""
    return [key.partition(":")[2] for key in keys if key.partition(":")[0] not in OWN_SCHEMES]


def _words(text: str) -> list[str]:
    return [word.folded for word in words_of(text)]
