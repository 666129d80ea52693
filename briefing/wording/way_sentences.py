"""Introduction paths, common contacts and who of us knows somebody there: as sentences, and as JSON with the same."""

from collections.abc import Iterable, Iterator
from typing import Any

from briefing.wording.sentences import Sentences
from graph.analysis.paths import Path, Step
from graph.analysis.phrases import phrase, several
from graph.analysis.ways import Reached, Shared, Way
from graph.network import Relation


class WaySentences:
    """Words for the ways of one network in one language."""

    def __init__(self, says: Sentences) -> None:
        self.says = says

    def said(self, key: str, **values: Any) -> str:
        """Return a sentence of `graph/messages`; nodes among the values are marked where they are invented."""
        return phrase(key, **values).text(self.says.language)

    def step(self, step: Step) -> str:
        """Return a step as a sentence: both people and their strongest reason."""
        return next(self.says.path(Path((step.a, step.b), (step,))))

    def belongs(self, facts: Iterable[Relation]) -> str:
        """Return how somebody belongs to an end, "" for an end that is a person."""
        said = [self._fact(fact) for fact in facts]
        return f"{'; '.join(said)}." if said else ""

    def _fact(self, fact: Relation) -> str:
        period = self.says.period(fact) if fact.valid_to else ""
        return f"{self.says.fact(fact)}, {period}" if period else self.says.fact(fact)

    def way(self, way: Way) -> Iterator[str]:
        """Yield how the first belongs to the start, each step, how the last belongs to the end, who else could."""
        yield from filter(None, [self.belongs(way.start)])
        if way.path.steps:
            yield from map(self.step, way.path.steps)
        elif not (way.start and way.end):
            yield self.said("ways_same")
        yield from filter(None, [self.belongs(way.end)])
        yield from filter(None, [self.stand_ins(way)])

    def stand_ins(self, way: Way) -> str:
        """Return who could stand in for the go-between, "" for nobody."""
        if not way.stand_ins:
            return ""
        nodes = self.says.network.nodes
        more = way.others - len(way.stand_ins)
        names = several(nodes[p] for p in way.stand_ins)
        listed = phrase("ways_and_more", names=names, n=more) if more else names
        if not way.path.steps:
            return self.said("ways_both_too", names=listed)
        return self.said("ways_stand_in", person=nodes[way.path.people[1]], names=listed)

    def shared_interests(self, way_ends: tuple[str, str], names: Iterable[Any]) -> str:
        """Return what could bring two sides together where no way is known."""
        one, other = (self.says.network.nodes[end] for end in way_ends)
        found = list(names)
        if not found:
            return self.said("ways_help_meet", one=one, other=other)
        return self.said("ways_help_topics", one=one, other=other, names=several(found[:4]))

    def way_json(self, way: Way) -> dict[str, Any]:
        """Return a way."""
        nodes = self.says.network.nodes
        return {
            **self.says.path_json(way.path),
            "length": round(way.length, 6),
            "start": [self.says.fact_json(r) for r in way.start],
            "end": [self.says.fact_json(r) for r in way.end],
            "others": way.others,
            "stand_ins": [self.says.brief(nodes[p]) for p in way.stand_ins],
            "sentences": list(self.way(way)),
        }

    def step_json(self, step: Step) -> dict[str, Any]:
        """Return a step."""
        found: dict[str, Any] = self.says.path_json(Path((step.a, step.b), (step,)))["steps"][0]
        return found

    def shared_json(self, shared: Shared) -> dict[str, Any]:
        """Return a common contact with the step to either side."""
        return {
            "person": self.says.brief(self.says.network.nodes[shared.person]),
            "strength": round(shared.strength, 6),
            "a": self.step_json(shared.one),
            "b": self.step_json(shared.other),
        }

    def reached_json(self, reached: Reached) -> dict[str, Any]:
        """Return one of our people with the steps to the target."""
        return {
            "person": self.says.brief(self.says.network.nodes[reached.person]),
            "strength": round(reached.strength, 6),
            "steps": [self.step_json(step) for step in reached.steps],
            "facts": [self.says.fact_json(r) for r in reached.facts],
        }
