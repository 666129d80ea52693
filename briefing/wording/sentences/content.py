"""The same as the sentences say, for programs: JSON with the words beside what they say."""

from typing import TYPE_CHECKING, Any

from briefing.wording.sentences.wording import Wording
from graph.analysis.paths import Path, Step
from graph.analysis.ties import Tie, TieReason
from graph.model.claims import source_of
from graph.model.facts import is_invented
from graph.network import Node, Relation

if TYPE_CHECKING:  # their search in arrays is slow to import
    from graph.analysis.ways import Reached, Shared, Way


class Sentences(Wording):
    """The words for one network in one language, and the same content as JSON."""

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
        reasons = [{**self.reason_json(r), "value": round(r.value, 6)} for r in tie.reasons]
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
        return {"found": True, "people": people, "steps": [self.step_json(step) for step in path.steps]}

    def step_json(self, step: Step) -> dict[str, Any]:
        """Return a step."""
        ends = {"a": self.brief(self.network.nodes[step.a]), "b": self.brief(self.network.nodes[step.b])}
        return {**ends, **self.reason_json(step.reason), "strength": round(step.strength, 6)}

    def reason_json(self, reason: TieReason) -> dict[str, Any]:
        """Return a reason with its words and its evidence."""
        via = self.brief(self.network.nodes[reason.via]) if reason.via else None
        return {
            "reason": self.reason(reason),
            "kind": reason.kind,
            "via": via,
            "when": self.span(reason.period),
            "date": reason.date,
            "size": reason.size,
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

    def way_json(self, way: "Way") -> dict[str, Any]:
        """Return a way."""
        nodes = self.network.nodes
        return {
            **self.path_json(way.path),
            "length": round(way.length, 6),
            "start": [self.fact_json(r) for r in way.start],
            "end": [self.fact_json(r) for r in way.end],
            "others": way.others,
            "stand_ins": [self.brief(nodes[p]) for p in way.stand_ins],
            "sentences": list(self.way(way)),
        }

    def shared_json(self, shared: "Shared") -> dict[str, Any]:
        """Return a common contact with the step to either side."""
        return {
            "person": self.brief(self.network.nodes[shared.person]),
            "strength": round(shared.strength, 6),
            "a": self.step_json(shared.one),
            "b": self.step_json(shared.other),
        }

    def reached_json(self, reached: "Reached") -> dict[str, Any]:
        """Return one of our people with the steps to the target."""
        return {
            "person": self.brief(self.network.nodes[reached.person]),
            "strength": round(reached.strength, 6),
            "steps": [self.step_json(step) for step in reached.steps],
            "facts": [self.fact_json(r) for r in reached.facts],
        }
