"""Facts, ties and paths as sentences a colleague would say, and as JSON with the same content."""

from collections.abc import Iterator
from typing import Any, Literal

from graph.analysis.paths import Path, Step
from graph.analysis.ties import Reason, Tie
from graph.model.claims import source_of
from graph.model.dates import format_date
from graph.model.facts import is_invented
from graph.model.schema import Text
from graph.network import Network, Node, Relation

Language = Literal["de", "en"]

_WORDS: dict[str, dict[str, str]] = {
    "de": {
        "invented": "erfunden",
        "since": "seit {a}",
        "until": "bis {b}",
        "between": "{a} bis {b}",
        "seen": "belegt {a}",
        "seen_between": "belegt {a} bis {b}",
        "event": "gemeinsam bei „{via}“{when} ({size} Personen)",
        "colleagues": "arbeiten beide für {via}",
        "body": "gehören beide zu {via}",
        "mixed": "sind beide mit {via} verbunden",
        "acquaintance": "kennen einander laut Quelle{when}",
        "on": " am {day}",
        "in": " ({day})",
        "row": "Zeile",
        "line": "Zeile",
        "sentence": "Satz",
        "same": "{a} gehört zu beiden.",
        "step": "{a} und {b}: {reason}.",
    },
    "en": {
        "invented": "invented",
        "since": "since {a}",
        "until": "until {b}",
        "between": "{a} to {b}",
        "seen": "as of {a}",
        "seen_between": "seen {a} to {b}",
        "event": 'both at "{via}"{when} ({size} people)',
        "colleagues": "both work for {via}",
        "body": "both belong to {via}",
        "mixed": "are both connected with {via}",
        "acquaintance": "know each other as a source says{when}",
        "on": " on {day}",
        "in": " ({day})",
        "row": "row",
        "line": "line",
        "sentence": "sentence",
        "same": "{a} belongs to both.",
        "step": "{a} and {b}: {reason}.",
    },
}
_INNER_QUOTES = str.maketrans("„“”", "‚‘’")


class Sentences:
    """Words for one network in one language; what is invented says so."""

    def __init__(self, network: Network, language: Language) -> None:
        self.network, self.language = network, language
        self._words = _WORDS[language]

    def text(self, text: Text) -> str:
        """Return a display name of the schema."""
        return text.de if self.language == "de" else text.en

    def name(self, node: Node) -> str:
        """Return the display name, marked where the node is invented."""
        return f"{node.display} [{self._words['invented']}]" if node.invented else node.display

    def name_of(self, node_id: str) -> str:
        """Return the display name of a node by its id."""
        return self.name(self.network.nodes[node_id])

    def type(self, node: Node) -> str:
        """Return the node's kind where it has one, else its type."""
        definition = self.network.schema.nodes[node.label]
        return self.text(definition.kinds.get(node.kind, definition.display))

    def fields(self, node: Node) -> Iterator[tuple[str, str]]:
        """Yield name and value of each filled field."""
        definition = self.network.schema.nodes[node.label]
        for name, value in node.fields.items():
            shown = ", ".join(value) if isinstance(value, list | tuple) else str(value)
            if definition.fields[name].date:
                shown = format_date(shown, self.language)
            elif name == definition.kind_field:
                shown = self.type(node)
            yield self.text(definition.fields[name].display), shown

    def role(self, relation: Relation) -> str:
        """Return the role as one says it."""
        known = self.network.schema.relationships[relation.type].roles.get(relation.role)
        return self.text(known.display) if known else relation.role

    def fact(self, relation: Relation) -> str:
        """Return a fact as a phrase: start, verb, end, role."""
        verb = self.text(self.network.schema.relationships[relation.type].display)
        role = f" ({self.role(relation)})" if relation.role else ""
        mark = f" [{self._words['invented']}]" if relation.invented else ""
        ends = [self.network.nodes[end].display for end in (relation.start, relation.end)]
        return f"{ends[0]} {verb} {ends[1]}{role}{mark}"

    def period(self, relation: Relation) -> str:
        """Return when a fact holds, or when it was seen to hold."""
        if stated := self._stated_period(relation):
            return stated
        first, last = self.network.dates(relation)
        if not first:
            return ""
        is_event = self.network.nodes[relation.end].label == "Event"
        if last != first:  # an event has an end, what was merely seen twice has none
            words = self._words["between" if is_event else "seen_between"]
            return words.format(a=self._date(first), b=self._date(last))
        return self._date(first) if is_event else self._words["seen"].format(a=self._date(first))

    def _stated_period(self, relation: Relation) -> str:
        a, b = (self._date(text) for text in (relation.valid_from, relation.valid_to))
        if not a and not b:
            return ""
        return self._words["between" if a and b else "since" if a else "until"].format(a=a, b=b)

    def place(self, evidence: str) -> str:
        """Return the place within a source: `row 7` as one says it."""
        place = evidence.partition("#")[2]
        sheet, _, rest = place.rpartition("!")
        word, _, number = rest.partition(" ")
        if word == "sentence":  # where in the text it begins and ends is for programs
            number = number.partition(",")[0]
        rest = f"{self._words[word]} {number}" if word in ("row", "line", "sentence") else rest
        return f"{sheet}, {rest}" if sheet else rest

    def citation(self, evidence: str) -> str:
        """Return source and place of one piece of evidence."""
        source = self.network.source(evidence)
        title = self.name(source) if source else source_of(evidence)
        return f"{title}, {self.place(evidence)}"

    def sources(self, relation: Relation) -> str:
        """Return all evidence of a fact."""
        return "; ".join(map(self.citation, relation.evidence))

    def reason(self, reason: Reason) -> str:
        """Return why two people are tied."""
        via = self.network.nodes[reason.via].display if reason.via else ""
        if reason.kind == "event":  # it stands in quotation marks itself
            via = via.translate(_INNER_QUOTES)
        when = ""
        if not reason.via and (period := self._stated_period(reason.relations[0])):
            when = f" ({period})"
        elif reason.date:
            when = self._words["on" if len(reason.date) == 10 else "in"].format(day=self._date(reason.date))
        return self._words[reason.kind].format(via=via, when=when, size=reason.size)

    def path(self, path: Path) -> Iterator[str]:
        """Yield a sentence for each step of an introduction path."""
        if not path.steps:
            yield self._words["same"].format(a=self.name_of(path.people[0]))
        for step in path.steps:
            yield self._words["step"].format(
                a=self.name_of(step.a), b=self.name_of(step.b), reason=self.reason(step.reason)
            )

    def brief(self, node: Node) -> dict[str, Any]:
        """Return id, name, type and kind of a node."""
        return {
            "id": node.id,
            "name": node.display,
            "type": node.label,
            "kind": node.kind,
            "invented": node.invented,
        }

    def node_json(self, node: Node) -> dict[str, Any]:
        """Return all of a node."""
        return {**self.brief(node), "fields": dict(node.fields), "keys": list(node.keys)}

    def fact_json(self, relation: Relation) -> dict[str, Any]:
        """Return a fact with its ends and evidence."""
        return {
            "id": relation.id,
            "type": relation.type,
            "start": self.brief(self.network.nodes[relation.start]),
            "end": self.brief(self.network.nodes[relation.end]),
            "role": relation.role,
            "valid_from": relation.valid_from,
            "valid_to": relation.valid_to,
            "invented": relation.invented,
            "evidence": [self._evidence_json(item) for item in relation.evidence],
        }

    def tie_json(self, tie: Tie) -> dict[str, Any]:
        """Return a tie with its reasons."""
        reasons = [{**self._reason_json(r), "value": round(r.value, 6)} for r in tie.reasons]
        return {
            "to": self.brief(self.network.nodes[tie.b]),
            "strength": round(tie.strength, 6),
            "reasons": reasons,
        }

    def path_json(self, path: Path | None) -> dict[str, Any]:
        """Return the people and steps of a path; `found` is false where there is none."""
        if path is None:
            return {"found": False, "people": [], "steps": []}
        people = [self.brief(self.network.nodes[p]) for p in path.people]
        return {"found": True, "people": people, "steps": [self._step_json(step) for step in path.steps]}

    def _step_json(self, step: Step) -> dict[str, Any]:
        ends = {"a": self.brief(self.network.nodes[step.a]), "b": self.brief(self.network.nodes[step.b])}
        return {**ends, **self._reason_json(step.reason), "strength": round(step.strength, 6)}

    def _reason_json(self, reason: Reason) -> dict[str, Any]:
        via = self.brief(self.network.nodes[reason.via]) if reason.via else None
        return {
            "reason": self.reason(reason),
            "kind": reason.kind,
            "via": via,
            "date": reason.date,
            "evidence": [self._evidence_json(item) for item in reason.evidence],
        }

    def _evidence_json(self, evidence: str) -> dict[str, Any]:
        source = self.network.source(evidence)
        return {
            "source": source_of(evidence),
            "title": source.name if source else "",
            "place": evidence.partition("#")[2],
            "invented": is_invented(evidence),
        }

    def _date(self, text: str) -> str:
        return format_date(text, self.language) if text else ""
