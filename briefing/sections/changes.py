"""What changed since the last edition: facts that came, ended or are no longer stated."""

from briefing.documents.document import Block, NotedText
from briefing.documents.editions import Ends
from briefing.documents.section_context import Matter, points
from graph.network import Relation

ROWS = 5


def build(matter: Matter) -> list[Block]:
    """Return what is new and what is gone since the last edition; nothing in the first."""
    before, rows = matter.before, matter.at_most("changes", ROWS)
    if before is None:
        return []
    left = before.gone if matter.is_inside else ()  # another source, which others do not see, may still say it
    known = set(before.facts.values())
    about = {*matter.request.subjects}
    new = [r for r in matter.scope.all_facts if r.id not in before.facts]
    new.sort(key=lambda r: not about & {r.start, r.end})  # first what is said of the subjects themselves
    gone = [ends for ends in left if all(end in matter.network.nodes for end in ends[1:])]
    since = matter.says.date(before.at[:10])
    matter.figures |= {"new_facts": len(new), "gone_facts": len(left)}
    if not new and not left:
        return [matter.paragraph("changes_none", day=since)] if matter.is_inside else []
    blocks: list[Block] = []
    if new:
        blocks.append(matter.paragraph("changes_new", day=since, facts=matter.words.count("facts", len(new))))
        blocks.append(points((_new(matter, r, known),) for r in new[:rows]))
        blocks += matter.more(min(rows, len(new)), len(new))
    if left:
        blocks.append(matter.paragraph("changes_gone", facts=matter.words.count("facts", len(left))))
        blocks.append(points((NotedText(_ends(matter, ends)),) for ends in gone[:rows]))
        blocks += matter.more(min(rows, len(gone)), len(left))
    return blocks


def _new(matter: Matter, fact: Relation, known: set[Ends]) -> NotedText:
    """Return a new fact; where the last edition had another of the same between the same two, it was changed."""
    said = matter.says.dated(fact).rstrip(".")
    changed = (fact.type, fact.start, fact.end) in known
    return matter.said(f"{said} {matter.words('changes_corrected')}." if changed else f"{said}.", fact)


def _ends(matter: Matter, ends: Ends) -> str:
    type_, start, end = ends
    verb = matter.says.text(matter.network.schema.relationships[type_].display)
    return f"{matter.says.name_of(start)} {verb} {matter.says.name_of(end)}"
