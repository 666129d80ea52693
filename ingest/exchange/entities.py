"""Nodes of another program as entities: name, keys and fields of our model."""

import re
from collections.abc import Iterable, Sequence

from graph.errors import InputError
from graph.model.facts import Entity, Value
from graph.model.fold import fold
from graph.model.keys import OWN_SCHEMES, event_key, normal_email, person_keys, region_keys, topic_key
from graph.model.schema import load
from graph.names.organisation import parse_organisation
from graph.names.person import PersonName, parse_person, person_from_parts
from graph.reference import find_land
from ingest.exchange.fields import Meant
from ingest.exchange.graph import GraphNode
from ingest.exchange.own import apart, own_keys
from ingest.exchange.words import ExchangeWords

LONGEST_NAME = 500
_WIKIDATA = re.compile(r"(?:.*/)?(Q[1-9][0-9]{0,11})")
_NUMBERED = re.compile(r"\W*\w?[\d.:_-]*")  # an id that is no name: "n0", "17"
_ORCID = re.compile(r"(?:.*/)?((?:[0-9]{4}-){3}[0-9]{3}[0-9X])")
_SHAPES = {"wikidata": _WIKIDATA, "orcid": _ORCID}
_EXTERNAL = re.compile(r"([A-Za-z][A-Za-z0-9_.-]{1,30}):\s*(\S[^|]{0,120})")
_OWN_PARTS = {"title", "given_name", "family_name"}
# Where the names beside the first one go.
_OTHER_NAMES = {"Person": "variants", "Organisation": "aliases", "Topic": "aliases"}
_SPECIAL = {"kind", "format", "emails", "external_ids", *_OWN_PARTS}


def name_of(node: GraphNode, said: Meant) -> str:
    """Return the name of a node.

    Raises:
        InputError: it has none, or one that is too long.
    """
    said.used |= {"name", "title_of_node"}
    name = (said.all("name") or said.all("title_of_node") or ("",))[0]
    if not name:
        name = " ".join(filter(None, (*said.all("given_name")[:1], *said.all("family_name")[:1])))
    if not name and node.id_is_name and not _NUMBERED.fullmatch(node.id):
        name = node.id
    if not fold(name):
        raise InputError("node_without_name", file=node.file, row=node.row, value=node.id)
    if len(name) > LONGEST_NAME:
        raise InputError("cell_too_long", file=node.file, row=node.row, value=name, limit=LONGEST_NAME)
    return name


class Entities:
    """Makes entities of nodes; `source` is the context of people nobody says anything about."""

    def __init__(self, words: ExchangeWords, source: str) -> None:
        self.words, self.source = words, source
        self.schema = load()

    def entity(self, node: GraphNode, label: str, kind: str, said: Meant, contexts: Iterable[str] = ()) -> Entity:
        """Return the entity a node is; `contexts` are keys of a person's organisations.

        Raises:
            InputError: it has no name, or keys that can not be.
        """
        name = name_of(node, said)
        values = self._values(label, kind, name, said)
        others = tuple(dict.fromkeys([*said.all("name")[1:], *apart(said.all("aliases"))]))
        if others and (field := _OTHER_NAMES.get(label)):
            values[field] = tuple(dict.fromkeys([*said.all(field), *others]))
        stated = bool(node.fields.get("keys"))
        external = tuple(dict.fromkeys([*(() if stated else node.external), *self._external(said)]))
        if external and "external_ids" in self.schema.nodes[label].fields:
            values["external_ids"] = external
        if stated:
            keys = own_keys(node, label)
            said.used.add("keys")
            return Entity(label, keys, name, node.place, values | self._stated(label, said))
        match label:
            case "Person":
                parsed = self._person(name, said)
                values |= _filled(title=parsed.title, given_name=parsed.given, family_name=parsed.family)
                emails = self._emails(said)
                values |= _filled(emails=emails)
                known = values.get("variants", ())
                more = tuple(dict.fromkeys([*(known if isinstance(known, tuple) else ()), *parsed.variants]))
                values |= _filled(variants=more)
                keys = person_keys(parsed.key, list(contexts) or [f"source:{self.source}"], emails, external)
                name = parsed.shown
            case "Organisation":
                names = [name, str(values.get("short_name", "")), *others]
                parts = [parse_organisation(text) for text in names if fold(text)]
                guess = _filled(kind=parts[0].kind, legal_form=parts[0].legal_form, short_name=parts[0].abbreviation)
                values = {**guess, **values}
                keys = tuple(dict.fromkeys([*external, *(key for part in parts for key in part.keys)]))
            case "Event":
                keys = (*external, event_key(name, str(values.get("start", ""))))
            case "Topic":
                keys = tuple(dict.fromkeys(topic_key(text) for text in (name, *others)))
            case _:
                land = find_land(name)
                keys = region_keys(name, str(values.get("code", "")) or (land.code if land else ""))
        return Entity(label, keys, name, node.place, values, in_passing=True)

    def _stated(self, label: str, said: Meant) -> dict[str, Value]:
        """Return the fields that are taken as they are from nodes in our own model."""
        fields = self.schema.nodes[label].fields
        lists = {field: apart(said.all(field)) for field in _SPECIAL & fields.keys() if fields[field].list}
        texts = {field: said.one(field) for field in _OWN_PARTS & fields.keys()}
        return _filled(**lists, **texts)

    def _person(self, name: str, said: Meant) -> PersonName:
        given, family, title = (said.one(part) for part in ("given_name", "family_name", "title"))
        return person_from_parts(given, family, title) if given and family else parse_person(f"{title} {name}".strip())

    def _emails(self, said: Meant) -> tuple[str, ...]:
        texts = apart(said.all("emails"))
        found = [address for text in texts if (address := normal_email(text))]
        if len(found) < len(texts):
            said.tally.add("note_unused_values", "emails")
        return tuple(dict.fromkeys(found))

    def _values(self, label: str, kind: str, name: str, said: Meant) -> dict[str, Value]:
        node = self.schema.nodes[label]
        values: dict[str, Value] = {}
        for field, definition in node.fields.items():
            if field in _SPECIAL or field not in said.said:
                continue
            if definition.list:
                values[field] = apart(said.all(field))
            elif definition.date:
                values |= _filled(**{field: said.date(field)})
            else:
                text = said.one(field)
                allowed = not definition.values or text in definition.values
                if not allowed or (definition.number and not re.fullmatch("[0-9]{1,9}", text)):
                    said.tally.add("note_unused_values", field)
                else:
                    values[field] = text
        begin, until = str(values.get("start", "")), str(values.get("end", ""))
        if begin and until and until < begin:
            said.tally.add("note_unused_values", "end")
            del values["end"]
        if node.kinds:
            values |= _filled(**{node.kind_field: self._kind(label, kind, said)})
        return values

    def _kind(self, label: str, kind: str, said: Meant) -> str:
        kinds, field = self.schema.nodes[label].kinds, self.schema.nodes[label].kind_field
        for text in (*said.all(field), *said.all("kind")):
            if text in kinds:
                return text
            known = self.words.label(text)
            if known and known[0] == label and known[1]:
                return known[1]
            if not known or known[0] != label:
                said.tally.add("note_no_kind", text)
        return kind

    def _external(self, said: Meant) -> Iterable[str]:
        for meaning in [meaning for meaning in said.said if meaning.startswith("id:")]:
            scheme = meaning.removeprefix("id:")
            yield from _external_ids(scheme, said.all(meaning))
        for text in apart(said.all("external_ids")):
            found = _EXTERNAL.fullmatch(text)
            if found and found[1].lower() not in {*OWN_SCHEMES, "source"}:
                yield f"{found[1].lower()}:{found[2].strip()}"
            else:
                said.tally.add("note_unused_values", "external_ids")


def _external_ids(scheme: str, texts: Sequence[str]) -> Iterable[str]:
    for text in texts:
        shape = _SHAPES.get(scheme)
        if shape is None:
            yield f"{scheme}:{text}"
        elif found := shape.fullmatch(text):
            yield f"{scheme}:{found[1]}"


def _filled(**values: Value) -> dict[str, Value]:
    return {field: value for field, value in values.items() if value}
