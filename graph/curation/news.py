"""What is new since somebody's last visit: sources, people who changed house, facts about whom she looks after."""

from collections.abc import Collection, Iterator, Sequence
from itertools import islice

from graph.analysis.phrases import phrase
from graph.columns.overall import Overall
from graph.curation.slips import Slips
from graph.curation.thing import Due
from graph.model.schema import BELONGS
from graph.network import Network, Relation

MOST = 12  # of each kind; who was away for long is not told everything
_OF_CONTACTS = frozenset({*BELONGS, "KNOWS", "COOPERATES_WITH", "FUNDS", "OFFERS", "SEEKS"})


def news(network: Network, watched: Sequence[str], slips: Slips, since: str) -> Iterator[Due]:
    """Yield what is new since a moment, sources first, then people who changed house, then facts of the watched.

    On a first visit, where there is no moment, nothing is; what was put off to a day or handed on is, however old.
    """
    asked_for = {thing for thing, slip in slips.by_thing.items() if slip.said in ("later", "got")}
    news_of = _News(network, since, asked_for)
    yield from islice(news_of.sources(), MOST)
    moved = list(islice(news_of.moved(), MOST))
    yield from moved
    told = {thing.own for thing in moved}
    yield from islice((thing for thing in news_of.facts_of(watched) if thing.own not in told), MOST)


class _News:
    def __init__(self, network: Network, since: str, asked_for: Collection[str]) -> None:
        self._network, self._since, self._asked_for = network, since, asked_for

    def _is_wanted(self, recorded: str, thing: str) -> bool:
        return bool(self._since and recorded > self._since) or thing in self._asked_for

    def sources(self) -> Iterator[Due]:
        """Yield new sources, the latest first."""
        found = self._network.by_label("Source")
        for source in sorted(found, key=lambda s: str(s.fields.get("recorded_at", "")), reverse=True):
            if self._is_wanted(str(source.fields.get("recorded_at", "")), f"source:{source.id}"):
                said = phrase("due_source", source=source, who=str(source.fields.get("recorded_by", "")) or "?")
                yield Due("source", source.id, said, str(source.fields["recorded_at"])[:10], (source.id,))

    def moved(self) -> Iterator[Due]:
        """Yield people of whom a new house is known, with the one they were known at before."""
        overall = Overall(self._network)
        late = overall.recorded_after(self._since, "WORKS_FOR") if self._since else ()
        asked_for = [thing.partition(":")[2] for thing in self._asked_for if thing.startswith(("moved:", "tie:"))]
        found = {fact.id: fact for fact in (*late, *overall.with_ids(asked_for))}
        for fact in self._new_facts(list(found.values())):
            if fact.type != "WORKS_FOR" or fact.valid_to or self._corrects(fact):
                continue
            person, house = self._network.nodes[fact.start], self._network.nodes[fact.end]
            if before := self._house_before(fact):
                said = phrase("due_moved", person=person, house=house, before=self._network.nodes[before])
                yield Due("moved", fact.id, said, fact.recorded_at[:10], (person.id, house.id))

    def _corrects(self, fact: Relation) -> bool:
        """Return whether a fact only says rightly what was known wrongly: role or time at the same house."""
        sources = [self._network.source(item) for item in fact.evidence]
        return all(source is not None and source.kind == "correction" for source in sources)

    def _house_before(self, fact: Relation) -> str:
        others = [
            r
            for r in self._network.around(fact.start)
            if r.type == "WORKS_FOR"
            and r.start == fact.start
            and r.end != fact.end
            and (r.recorded_at < fact.recorded_at or r.valid_to)
        ]
        at_the_same = any(
            r.end == fact.end and r.recorded_at < fact.recorded_at
            for r in self._network.around(fact.start)
            if r.type == "WORKS_FOR"
        )
        return "" if at_the_same else max(others, key=lambda r: (r.recorded_at, r.id)).end if others else ""

    def facts_of(self, watched: Sequence[str]) -> Iterator[Due]:
        """Yield new facts of contact in which those who are watched stand."""
        seen: set[str] = set()
        for actor in watched:
            for fact in self._new_facts(self._network.around(actor) if actor in self._network.nodes else ()):
                if fact.type in _OF_CONTACTS and fact.id not in seen:
                    seen.add(fact.id)
                    yield self._fact(fact)

    def _fact(self, fact: Relation) -> Due:
        nodes, kind = self._network.nodes, self._network.schema.relationships[fact.type]
        one, other = nodes[fact.start], nodes[fact.end]
        role = kind.roles[fact.role].display if fact.role in kind.roles else fact.role
        key = "due_fact_role" if fact.role else "due_fact"
        said = phrase(key, one=one, verb=kind.display, other=other, role=role)
        return Due("tie", fact.id, said, fact.recorded_at[:10], (one.id, other.id))

    def _new_facts(self, facts: Sequence[Relation] | tuple[()]) -> list[Relation]:
        new = [f for f in facts if self._is_wanted(f.recorded_at, f"moved:{f.id}") or f"tie:{f.id}" in self._asked_for]
        return sorted(new, key=lambda f: (f.recorded_at, f.id), reverse=True)
