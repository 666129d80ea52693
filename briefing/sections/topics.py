"""Topics and regions of the subjects, those that several share first."""

from collections.abc import Iterator

from briefing.documents.document import Block
from briefing.documents.section_context import Cell, Matter
from graph.network import Relation

ROWS = 20
NAMED = 8


def build(matter: Matter) -> list[Block]:
    """Return a table of topics and one of regions, none where there are none."""
    return [*_table(matter, "DEALS_WITH", "topic"), *_table(matter, "ACTIVE_IN", "region")]


def _table(matter: Matter, type_: str, column: str) -> Iterator[Block]:
    found: dict[str, list[Relation]] = {}
    for actor in matter.scope.focus:
        for fact in matter.scope.facts(actor, type_):
            found.setdefault(fact.end, []).append(fact)
    subjects = set(matter.request.subjects)
    named = sorted(
        (end for end in found if end not in subjects),
        key=lambda end: (-len({r.start for r in found[end]}), matter.network.nodes[end].name, end),
    )
    if not named:
        return
    matter.figures[f"{column}s"] = len(named)
    rows = [_row(matter, end, found[end]) for end in named[:ROWS]]
    yield matter.table(matter.words(f"{column}s_title"), (column, "who"), rows)
    yield from matter.more(len(rows), len(named))


def _row(matter: Matter, end: str, facts: list[Relation]) -> list[Cell]:
    who = matter.listed([(matter.says.name_of(r.start), r) for r in facts], NAMED)
    return [(matter.name(end),), who]
