"""Ways in: over whom, why that works, and the sentence to say."""

from briefing.documents.document import Block, NotedText, Paragraph
from briefing.documents.section_context import Cell, Matter
from briefing.sections.connection import WayIn, because, bond_said, doors, function_of, in_both, to_say

MOST = 3


def build(matter: Matter) -> list[Block]:
    """Return a row for each way in, or the sentence that none is known."""
    subject = matter.scope.subjects[0] if matter.scope.subjects else None
    if subject is None:
        return []
    found = _different(doors(matter, subject.id))[: matter.at_most("doors", MOST)]
    matter.figures["doors"] = len(found)
    name = matter.in_case(subject, short=True)
    if found:
        matter.message("doors", "message_doors", len(found), name=name)
    else:
        matter.messages["doors"] = matter.words("message_no_doors", name=name)
    if not found:
        bond = in_both(matter, subject.id)
        if bond is not None:
            said = bond_said(matter, subject, bond)
            matter.messages["doors"] = said.rstrip(".")
            return [Paragraph((matter.said(said, *bond.facts),))]
        return [matter.paragraph("doors_none", name=matter.in_case(subject))]
    return [matter.table("", ("over", "because", "say"), [_row(matter, door) for door in found])]


def _different(found: list[WayIn]) -> list[WayIn]:
    """Return one door for each who opens it."""
    first: dict[str, WayIn] = {}
    for door in found:
        first.setdefault(door.opener, door)
    return list(first.values())


def _row(matter: Matter, door: WayIn) -> list[Cell | NotedText | str]:
    function, fact = function_of(matter, door.opener)
    name = matter.says.name_of(door.opener)
    opener = matter.said(f"{name} ({function})", fact) if fact else NotedText(name)
    why = [
        NotedText(
            f"{' ' if n else ''}{because(matter, step)}", matter.notes.of(step.reason.evidence), step.reason.invented
        )
        for n, step in enumerate(door.steps)
    ]
    said = matter.sentence(f"doors.{door.opener}", to_say(matter, door), about=(door.opener, door.target))
    return [opener, tuple(why), said]
