"""Ways as cards: a sentence for each step with reason, strength and sources; and the same as a map and a table."""

from collections.abc import Iterable, Sequence
from itertools import chain

from briefing.wording.sentences import Sentences
from dashboard.parts import badge, navigation, strength, tables
from dashboard.parts.badge import mark
from dashboard.parts.facts_panel import more_sources
from dashboard.parts.frame import Context
from dashboard.parts.markup import draw, element, items, link, text
from dashboard.parts.selection import Shown
from graph.analysis.paths import Step
from graph.analysis.ways import Way
from graph.model.schema import ON_MAP
from graph.network import Relation


def title(context: Context, number: int, way: Way) -> str:
    """Return what a way is called: its number and through how many people it leads."""
    between = len(way.path.people) - 2
    kind = {-1: "both", 0: "direct"}.get(between, "through")
    return context.words(f"ways_way_{kind}", n=number, people=between)


def card(context: Context, number: int, way: Way) -> None:
    """Draw a way."""
    says = context.says
    entries = [_belongs(context, says, way.start), *(_step(context, s) for s in way.path.steps)]
    entries += [_belongs(context, says, way.end)]
    stand_ins = says.stand_ins(way)
    draw(
        element("h3", text(title(context, number, way)), css="an-name"),
        items([e for e in entries if e], "an-ties"),
        element("p", text(stand_ins), css="an-small") if stand_ins else "",
    )


def _belongs(context: Context, says: Sentences, facts: Sequence[Relation]) -> str:
    if not facts:
        return ""
    evidence = tuple(chain.from_iterable(fact.evidence for fact in facts))
    return text(says.belongs(facts)) + more_sources(context, evidence, "sources")


def _step(context: Context, step: Step) -> str:
    """Return both people as links, the strength of their contact, and its strongest reason with its sources."""
    words, nodes = context.words, context.network.nodes
    ends = [nodes[end] for end in (step.a, step.b)]
    names = [link(navigation.PATHS["actor"], n.display, actor=n.id, language=words.language) for n in ends]
    marks = [badge.invented(words, n.invented) for n in ends]
    head = element("span", f"{names[0]} {marks[0]} – {names[1]} {marks[1]}", css="an-other")
    said = element("div", text(context.says.reason(step.reason)), css="an-details")
    sources = more_sources(context, step.reason.evidence, "sources")
    return element("div", head, strength.bar(words, step.strength), css="an-tie") + said + sources


def facts_of(way: Way) -> list[Relation]:
    """Return every fact a way rests on."""
    reasons = chain.from_iterable(step.reason.relations for step in way.path.steps)
    return [*way.start, *reasons, *way.end]


def shown(context: Context, ways: Iterable[Way], ends: Iterable[str]) -> Shown:
    """Return the people, occasions and facts of some ways for a map."""
    found = list(ways)
    facts = {fact.id: fact for way in found for fact in facts_of(way)}
    ids = {*ends, *(p for way in found for p in way.path.people)}
    ids |= {end for fact in facts.values() for end in (fact.start, fact.end)}
    nodes = [n for n in context.network.by_label(*ON_MAP) if n.id in ids]
    return Shown(nodes, list(facts.values()), len(nodes), frozenset(n.id for n in nodes))


def rows(context: Context, ways: Sequence[Way]) -> list[tables.Row]:
    """Return a row for each step of each way."""
    return [
        {context.words("ways_col_way"): number, **step_row(context, step)}
        for number, way in enumerate(ways, 1)
        for step in way.path.steps
    ]


def step_row(context: Context, step: Step) -> tables.Row:
    """Return a step as a row: both people, reason, strength, sources."""
    words, nodes = context.words, context.network.nodes
    invented = step.reason.invented or nodes[step.a].invented or nodes[step.b].invented
    return {
        words("ways_col_from"): nodes[step.a].display,
        words("ways_col_to"): nodes[step.b].display,
        words("ways_col_how"): context.says.reason(step.reason),
        words("col_strength"): words(f"strength_{strength.band(step.strength)}"),
        words("col_invented"): mark(words, invented),
        **tables.source_cells(context, step.reason.evidence),
    }


def sentences(context: Context, language: str) -> Sentences:
    """Return the words of the network in a language that need not be that of the page."""
    return Sentences(context.network, "en" if language == "en" else "de")
