"""Edges of another program as facts of our model, where they have a counterpart."""

from collections.abc import Sequence

from graph.model.facts import Entity, Fact
from graph.model.fold import fold
from graph.model.schema import RelationshipType, load
from ingest.exchange.fields import Meant, own
from ingest.exchange.graph import GraphEdge
from ingest.exchange.words import ExchangeWords, RelationMeaning
from ingest.tables.several import is_office

_DIRECTIONS = {"directed": True, "gerichtet": True, "undirected": False, "ungerichtet": False, "mutual": False}
_DIRECTIONS |= {"true": True, "false": False}
# What an edge without any type says: that the two have to do with each other in the most general way there is.
_UNTYPED = ("MEMBER_OF", "TOOK_PART_IN", "DEALS_WITH", "ACTIVE_IN", "KNOWS", "COOPERATES_WITH")
_NOT_UNTYPED = {("Organisation", "Organisation"): "COOPERATES_WITH"}


class Facts:
    """Makes facts of edges."""

    def __init__(self, words: ExchangeWords) -> None:
        self.words, self.types = words, load().relationships

    def fact(self, edge: GraphEdge, start: Entity, end: Entity, said: Meant) -> Fact | None:
        """Return the fact an edge states, None where it has no counterpart, which is counted."""
        caption, types = said.one("caption"), said.all("relation")
        directed = edge.directed
        for text in (*types, *said.all("direction")):
            directed = _DIRECTIONS.get(fold(text), directed)
        kinds = [text for text in types if fold(text) not in _DIRECTIONS] or ([caption] if caption else [])
        role = said.one("role")
        relation = self._relation(own(edge.fields, "type"), kinds, role, start.label, end.label)
        if relation is None:
            said.tally.add("note_no_counterpart_tie", _shown(kinds, role, start, end))
            return None
        kind = self.types[relation.type]
        turned = relation.backwards
        if not kind.allows(*_labels(start, end, turned=turned)):
            turned = not turned
        if directed is False and kind.directed and start.label == end.label:
            said.tally.add("note_open_direction", kinds[0] if kinds else relation.type)
            return None
        if not kinds and not role:
            said.tally.add("note_untyped_ties", kind.type)
        first, second = (end, start) if turned else (start, end)
        role = self._role(kind, role or self._own_role(relation, kinds, caption), said)
        begin, until = said.date("valid_from"), said.date("valid_to")
        if begin and until and until[: len(begin)] < begin[: len(until)]:
            said.tally.add("note_unused_values", "valid_to")
            until = ""
        return Fact(kind.type, first.key, second.key, edge.place, role, begin, until)

    def _relation(self, stated: str, kinds: Sequence[str], role: str, start: str, end: str) -> RelationMeaning | None:
        """Return the first relation that a word means and both labels allow, in one direction or the other."""
        if stated in self.types:
            return RelationMeaning(stated) if self._fits(RelationMeaning(stated), start, end) else None
        found = [r for text in kinds for r in self.words.relation(text) if self._fits(r, start, end)]
        if found:
            return found[0]
        pair = {start, end}
        for text in (*kinds, *([role] if role and not kinds else [])):
            says_role = text != role
            if pair == {"Person", "Organisation"} and is_office(text):
                return RelationMeaning("WORKS_FOR", says_role=says_role)
            if "Event" in pair and self.types["TOOK_PART_IN"].find_role(text):
                took_part = RelationMeaning("TOOK_PART_IN", says_role=says_role)
                return took_part if self._fits(took_part, start, end) else None
        if kinds:
            return None
        return next(
            (RelationMeaning(t) for t in _UNTYPED if self._fits(RelationMeaning(t), start, end, untyped=True)), None
        )

    def _fits(self, relation: RelationMeaning, start: str, end: str, *, untyped: bool = False) -> bool:
        kind = self.types[relation.type]
        if untyped and _NOT_UNTYPED.get((start, end), relation.type) != relation.type:
            return False
        return kind.allows(start, end) or kind.allows(end, start)

    def _own_role(self, relation: RelationMeaning, kinds: Sequence[str], caption: str) -> str:
        if relation.says_role:
            return kinds[0] if kinds else ""
        known = self.words.relation(caption) or caption in kinds or caption in self.types
        return "" if known else caption

    def _role(self, kind: RelationshipType, text: str, said: Meant) -> str:
        role = kind.find_role(text)
        if role is None:
            said.tally.add("note_no_role", text)
        return role or ""


def _labels(start: Entity, end: Entity, *, turned: bool) -> tuple[str, str]:
    return (end.label, start.label) if turned else (start.label, end.label)


def _shown(kinds: Sequence[str], role: str, start: Entity, end: Entity) -> str:
    return f"{kinds[0] if kinds else role or '–'} ({start.label}, {end.label})"
