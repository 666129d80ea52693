"""The map: the subjects and who is nearest, with their ties, as a picture to be drawn."""

from collections.abc import Sequence
from typing import get_args

from briefing.documents.document import Block, Map
from briefing.documents.map_text import described
from briefing.documents.scope import ACTORS
from briefing.documents.section_context import Matter
from briefing.drawing.picture import Figure, Line, Link, Picture
from briefing.sections.connection import function_of
from briefing.sections.map_question import MapChoice, choose, pair
from graph.analysis.communities import partition
from graph.model.schema import BELONGS
from graph.network import Node, Relation

SMALLEST = 8.0  # points of the smallest letter on paper
# Links for each figure: more can not be told apart on paper.
LINKS_EACH = {"poster": 2.0, "doors": 3.0, "alliance": 1.3, "landscape": 1.3, "event": 1.3, "difference": 1.3}
_WHOLE, _LONGEST = 16, 48  # boxes of a map that has room for whole names, and letters of such a name
STATED = (*BELONGS, "COOPERATES_WITH", "FUNDS", "KNOWS", "SUCCEEDS", "PART_OF")
_LEADS = ("DEALS_WITH", "ACTIVE_IN", "TOOK_PART_IN")


def build(matter: Matter) -> list[Block]:
    """Return the map, none where there are no two to draw."""
    choice = choose(matter)
    chosen, total = choice.shown, choice.total
    if len(chosen) < 2:
        return []
    links = [link for link in _links(matter, chosen) if choice.pairs is None or pair(link.a, link.b) in choice.pairs]
    links += _of_ways(matter, choice, {pair(link.a, link.b) for link in links})
    kinds = {_kind(matter.network.nodes[i]): matter.says.type(matter.network.nodes[i]) for i in chosen}
    groups = _groups(matter, chosen) if choice.question == "poster" else choice.group
    figures = tuple(_figure(matter, i, groups, choice, whole=len(chosen) <= _WHOLE) for i in chosen)
    put = {i: (x, y) for i, x, y in matter.request.places}
    kept = put or (dict(matter.before.places) if matter.before else {})
    most = round(LINKS_EACH[choice.question] * len(chosen))
    poster = choice.question == "poster"
    shown = _spread(links, most) if choice.question in ("event", "landscape", "alliance") else links[:most]
    picture = Picture(
        figures,
        tuple(shown),
        kinds,
        choice.groups,
        {i: place for i, place in kept.items() if i in set(chosen)},
        matter.request.language,
        "" if poster else "columns" if choice.question == "doors" else "zones",
        0.0 if poster else SMALLEST,
        _spelled(matter, figures, shown),
    )
    matter.figures |= {"drawn": len(chosen), "links": len(picture.links)}
    lines = {line: matter.words(f"line_{line}") for line in get_args(Line)}
    said = _caption(matter, choice.question, total - len(chosen), len(links) - most)
    return [Map(picture, described(picture), said, lines, choice.title, max(0, total - len(chosen)))]


def _links(matter: Matter, chosen: list[str]) -> list[Link]:
    """Return the ties between those chosen, the strongest first; what sources state goes before what is inferred."""
    wanted = set(chosen)
    found: dict[tuple[str, str], Link] = {}
    for i in chosen:
        for fact in matter.scope.facts(i, *STATED, *_LEADS):
            ends = pair(fact.start, fact.end)
            if set(ends) <= wanted and _goes_before(matter, fact, found.get(ends)):
                found[ends] = _stated(matter, fact)
    for i in chosen:
        if matter.network.nodes[i].label in ACTORS:
            for other, strength in matter.scope.ties_of(i).items():
                if other in wanted and pair(i, other) not in found:
                    found[pair(i, other)] = _inferred(matter, i, other, strength)
    subjects = set(matter.request.subjects)
    return sorted(found.values(), key=lambda k: (not subjects & {k.a, k.b}, k.line == "uncertain", -k.weight, k.a, k.b))


def _spread(links: list[Link], most: int) -> list[Link]:
    """Return as many links, of everybody the strongest first: nobody who has contact stands there without a line."""
    part: dict[str, str] = {}

    def root(i: str) -> str:
        while part.setdefault(i, i) != i:
            i = part[i]
        return i

    first = []
    for link in links:
        if (a := root(link.a)) != (b := root(link.b)):
            part[a] = b
            first.append(link)
    known = {id(link) for link in first}
    return [*first, *(link for link in links if id(link) not in known)][:most]


def _spelled(matter: Matter, figures: Sequence[Figure], links: Sequence[Link]) -> dict[str, str]:
    """Return what the short names of organisations on the map stand for."""
    used = {text for figure in figures for text in (figure.name, figure.note)} | {link.label for link in links}
    nodes = (
        n for n in matter.network.nodes.values() if n.label == "Organisation" and not n.display.startswith(n.short)
    )
    return {n.short: matter.says.name(n) for n in nodes if n.short in used}


def _of_ways(matter: Matter, choice: MapChoice, drawn: set[tuple[str, str]]) -> list[Link]:
    """Return the steps of the ways that are too weak to be a tie of their own."""
    shown = set(choice.shown)
    steps = {pair(s.a, s.b): s for s in choice.steps if {s.a, s.b} <= shown and pair(s.a, s.b) not in drawn}
    return [_inferred(matter, a, b, step.strength) for (a, b), step in sorted(steps.items())]


def _goes_before(matter: Matter, fact: Relation, known: Link | None) -> bool:
    """Return whether a fact is drawn in place of another between the same two: what holds before what is past."""
    return known is None or (known.line == "past" and not matter.scope.is_past(fact))


def _stated(matter: Matter, fact: Relation) -> Link:
    role = matter.says.role(fact) or matter.words(f"link_{fact.type}")
    line: Line = "past" if matter.scope.is_past(fact) else "firm"
    ends = (fact.start, fact.end)
    both_act = all(matter.network.nodes[i].label in ACTORS for i in ends)
    weight = max(matter.scope.strength(*ends), 1.0) if both_act else 1.0
    return Link(fact.start, fact.end, role, line, fact.invented, weight)


def _inferred(matter: Matter, a: str, b: str, strength: float) -> Link:
    """Return a tie that follows from what is shared: firm only where it is strong, past where it is long ago."""
    case = matter.scope.case
    shares = case.explainer.explain(a, b, limit=1).shares
    reason = shares[0].reason if shares else None
    limit = case.as_of.toordinal() - case.thresholds.stale_years * 365.25
    rows = case.explainer.rows(a, b)
    latest = int(rows.day.max()) if len(rows) and rows.day.min() > 0 else 0
    line: Line = "past" if 0 < latest < limit else "firm" if strength >= case.thresholds.firm else "uncertain"
    label = matter.network.nodes[reason.via].short if reason and reason.via else ""
    return Link(a, b, label, line, bool(reason and reason.invented), strength)


def _figure(matter: Matter, node_id: str, groups: dict[str, str], choice: MapChoice, *, whole: bool) -> Figure:
    node = matter.network.nodes[node_id]
    weight = matter.scope.weight(node_id)
    return Figure(
        node_id,
        node.display if whole and len(node.display) <= _LONGEST else node.short,
        _note(matter, node, at=matter.request.office if choice.group.get(node_id) == "a" else ""),
        _kind(node),
        groups.get(node_id, ""),
        node_id in matter.request.subjects,
        node.invented,
        max(weight, 1.0),
        node_id == choice.marked,
    )


def _kind(node: Node) -> str:
    """Return what decides colour and shape: the kind of an organisation, else the label."""
    return node.kind or "other" if node.label == "Organisation" else node.label


def _note(matter: Matter, node: Node, *, at: str = "") -> str:
    """Return what stands under a name: of a person where it works, of one of us our house, of an event its day."""
    if node.label == "Event":
        day = matter.network.event_date(node.id)
        return matter.words.date(day) if day else ""
    if node.label != "Person":
        return ""
    _, fact = function_of(matter, node.id, at=at)
    return matter.network.nodes[fact.end].short if fact and fact.end not in matter.request.subjects else ""


def _groups(matter: Matter, chosen: list[str]) -> dict[str, str]:
    """Return the community of each actor among those drawn."""
    graph = matter.scope.case.actors.among(chosen)
    return {node: str(part) for node, part in zip(graph.ids, partition(graph).tolist(), strict=True)}


def _caption(matter: Matter, question: str, lacking: int, left: int) -> str:
    """Return in one line what was left out, counted by what the map is about."""
    words = matter.words
    if question == "event" and lacking > 0:
        return words("map_cut_event", n=lacking)
    if lacking > 0 and left > 0:
        return words("map_cut_both", n=lacking, links=left)
    if lacking > 0:
        return words("map_cut", n=lacking)
    return words("map_links_cut", links=left) if left > 0 else ""
