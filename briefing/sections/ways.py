"""Ties and ways in: the strongest contacts with their reasons, and ways from the office to the subjects."""

from collections.abc import Iterator

from briefing.documents.document import Block, NotedText
from briefing.documents.section_context import Matter, points
from briefing.wording.sentences import Sentences
from graph.analysis.ways import Way, Ways, WaysAsked

ROWS = 15
WAYS = 5
ROUTES = 2
COLUMNS = ("contact", "kind", "how", "reason", "last")


def build(matter: Matter) -> list[Block]:
    """Return the strongest ties, then the ways from the office to each subject."""
    blocks: list[Block] = []
    if matter.request.meeting:
        blocks += _among(matter)
    blocks += _ties(matter)
    return blocks + list(_ways(matter))


def _ties(matter: Matter) -> list[Block]:
    near = matter.scope.near
    if not near:
        return [matter.paragraph("no_ties")] if matter.scope.focus and matter.is_inside else []
    rows = [_row(matter, n.to, n.id, n.strength) for n in near[:ROWS]]
    table = matter.table(matter.words("ways_ties"), COLUMNS, rows)
    return [table, *matter.more(len(rows), len(near)), matter.paragraph("strength_meaning")]


def _row(matter: Matter, a: str, b: str, strength: float) -> list[tuple[NotedText, ...] | NotedText | str]:
    shares = matter.scope.case.explainer.explain(a, b, limit=1).shares
    node = matter.network.nodes[b]
    reason: NotedText | str = matter.because(shares[0]) if shares else _belonged(matter, a, b)
    last = shares[0].reason.date if shares else ""
    return [matter.name(node), matter.says.type(node), how(matter, strength), reason, matter.says.date(last)]


def how(matter: Matter, strength: float) -> str:
    """Return in a word how close a contact is; no figure, since that would be read as a mark for a person."""
    known = matter.scope.case.thresholds
    key = (
        "firm"
        if strength >= known.firm
        else "known"
        if strength >= known.contact
        else "loose"
        if strength
        else "belongs"
    )
    return matter.words(f"tie_{key}")


def _belonged(matter: Matter, a: str, b: str) -> NotedText | str:
    facts = [r for r in matter.scope.facts(a) if r.other(a) == b]
    return matter.said(matter.says.dated(facts[0]), *facts) if facts else ""


def _among(matter: Matter) -> list[Block]:
    """Return who of those who meet knows whom, and who knows nobody there."""
    scope = matter.scope
    found = [(scope.strength(a, b), a, b) for i, a in enumerate(scope.focus) for b in scope.focus[i + 1 :]]
    tied = sorted((item for item in found if item[0] > 0), key=lambda item: (-item[0], item[1:]))
    blocks: list[Block] = []
    if matter.is_inside:
        matter.figures |= {"pairs": len(found), "pairs_tied": len(tied)}
        blocks.append(matter.paragraph("meeting_pairs", pairs=len(found), known=len(tied)))
    rows = [[matter.name(a), *_row(matter, a, b, strength)] for strength, a, b in tied[:ROWS]]
    if rows:
        blocks += [
            matter.table(matter.words("meeting_ties"), ("name", *COLUMNS), rows),
            *matter.more(len(rows), len(tied)),
        ]
    new = [a for a in scope.focus if all(a not in item[1:] for item in tied)]
    if new and len(scope.focus) > 1 and matter.is_inside:
        blocks.append(matter.paragraph("meeting_new", names=matter.names(new)))
    return blocks


def _ways(matter: Matter) -> Iterator[Block]:
    office = matter.request.office
    if not office:
        return
    ways, says = Ways(matter.scope.case), matter.says
    for subject in matter.scope.subjects[:WAYS]:
        if subject.id == office:
            continue
        found = ways.routes(office, subject.id, WaysAsked(ROUTES))
        names = {"office": matter.says.name_of(office), "subject": matter.says.name(subject)}
        if found or matter.is_inside:
            yield matter.paragraph("way" if found else "no_way", **names)
        yield from (points(_steps(matter, says, way)) for way in found)


def _steps(matter: Matter, says: Sentences, way: Way) -> Iterator[tuple[NotedText]]:
    """Yield the sentences of a way, each with its sources."""
    if way.start:
        yield (matter.said(says.belongs(way.start), *way.start),)
    for step in way.path.steps:
        yield (NotedText(says.step(step), matter.notes.of(step.reason.evidence), step.reason.invented),)
    if way.end:
        yield (matter.said(says.belongs(way.end), *way.end),)
    if other := says.stand_ins(way):
        yield (NotedText(other),)
