"""What the words of other programs mean here: types of nodes, types of edges, names of fields."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from graph.formats import words_of_format
from graph.model.fold import fold
from graph.model.schema import load
from graph.packaged import read_yaml

IGNORED = "ignored"
# Field names under which our own exports carry the model; they go before the words of others.
OWN_NODE = ("id", "label", "name", "keys")
OWN_EDGE = ("type", "role", "valid_from", "valid_to")
BOOKKEEPING = (
    *("search_text", "claims", "invented", "recorded_at", "recorded_by", "retired_at", "former_claims", "evidence"),
    *("from_key", "to_key", "map_x", "map_y"),
)


@dataclass(frozen=True, slots=True)
class RelationMeaning:
    """A relationship type a word can mean; `backwards` where it runs the other way, `says_role` if it is a role."""

    type: str
    backwards: bool = False
    says_role: bool = False


@dataclass(frozen=True, slots=True)
class ExchangeWords:
    """A dictionary: types of nodes give label and kind, types of edges relations, names of fields their meaning."""

    types: Mapping[str, tuple[str, str]]
    relations: Mapping[str, Sequence[RelationMeaning]]
    nodes: Mapping[str, str]
    edges: Mapping[str, str]

    def label(self, text: str) -> tuple[str, str] | None:
        """Return label and kind for a type of node, None for a word nobody knows."""
        return self.types.get(fold(text))

    def relation(self, text: str) -> Sequence[RelationMeaning]:
        """Return what a type of edge can mean, the likeliest first."""
        return self.relations.get(fold(text), ())


@cache
def read_words(*packages: str, form: str = "") -> ExchangeWords:
    """Return the words of a format, if one is named, and of packages in one dictionary; what the first says holds."""
    found = ExchangeWords({}, {}, {}, {})
    own = [_meant(words_of_format(form))] if form else []
    for said in [*own, *map(_read, packages), own_words()]:
        found = ExchangeWords(
            said.types | found.types,  # type: ignore[operator]
            said.relations | found.relations,  # type: ignore[operator]
            said.nodes | found.nodes,  # type: ignore[operator]
            said.edges | found.edges,  # type: ignore[operator]
        )
    return found


def _read(package: str) -> ExchangeWords:
    said: dict[str, Any] = read_yaml(files(package).joinpath("words.yaml").read_text(encoding="utf-8"))
    return _meant(said)


def _meant(said: Mapping[str, Any]) -> ExchangeWords:
    types: dict[str, tuple[str, str]] = {}
    for target, words in said.get("types", {}).items():
        label, _, kind = target.partition("/")
        types |= {fold(str(word)): (label, kind) for word in words}
    relations: dict[str, list[RelationMeaning]] = {}
    for target, words in said.get("relations", {}).items():
        relation = RelationMeaning(target.strip("<+"), target.startswith("<"), target.endswith("+"))
        for word in words:
            relations.setdefault(fold(str(word)), []).append(relation)
    return ExchangeWords(types, relations, _meanings(said.get("nodes", {})), _meanings(said.get("edges", {})))


@cache
def own_words() -> ExchangeWords:
    """Return the words of our own model: labels, types, fields and their German and English names."""
    schema = load()
    labels = [node for node in schema.nodes.values() if node.label != "Source"]
    types = {fold(word): (n.label, "") for n in labels for word in _shown(n.label, n.display, n.plural)}
    types |= {
        fold(word): (label, kind)
        for label in ("Organisation", "Event")
        for kind, text in schema.nodes[label].kinds.items()
        if kind != "other"
        for word in (kind, text.de, text.en)
    }
    relations = {
        fold(word): [RelationMeaning(r.type)]
        for r in schema.relationships.values()
        for word in (r.type, r.display.de, r.display.en)
    }
    nodes = _meanings({IGNORED: BOOKKEEPING}) | {fold(name): name for node in labels for name in node.fields}
    edges = _meanings({IGNORED: BOOKKEEPING}) | {fold(name): name for name in OWN_EDGE}
    return ExchangeWords(types, relations, nodes | {fold(name): name for name in OWN_NODE}, edges)


def _shown(label: str, *texts: Any) -> Iterable[str]:
    return (label, *(word for text in texts for word in (text.de, text.en)))


def _meanings(said: Mapping[str, Sequence[str]]) -> dict[str, str]:
    return {fold(str(word)): meaning for meaning, words in said.items() for word in words}
