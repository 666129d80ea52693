"""Ways in: over whom, why that works, and the sentence to say."""

from dataclasses import replace

from briefing.documents.document import Block, NotedText, Paragraph
from briefing.documents.section_context import Cell, Matter
from briefing.sections.connection import WayIn, because, bond_said, doors, in_both, opener_said, to_say
from briefing.sections.to_us import last_talks
from graph.curation.conversations import Conversation

MOST = 3


def build(matter: Matter) -> list[Block]:
    """Return a row for each way in, or the sentence that none is known (only inside: others see a part of them)."""
    subject = matter.scope.subjects[0] if matter.scope.subjects else None
    if subject is None:
        return []
    found = _different(doors(matter, subject.id))[: matter.at_most("doors", MOST)]
    talks = [talk for talk in last_talks(matter)[:1] if talk.who]
    n = len(found) + len(talks)
    matter.figures["doors"] = n
    matter.heads["doors"] = matter.words("section_doors" if n > 1 else "section_doors_one")
    name = matter.in_case(subject, short=True)
    if n:
        matter.message("doors", "message_doors", n, name=name)
        rows = [*(_of_talk(matter, talk) for talk in talks), *(_row(matter, some) for some in _alike(found))]
        return [matter.table("", ("over", "because", "say"), rows)]
    bond = in_both(matter, subject.id)
    if bond is not None:
        said = bond_said(matter, subject, bond)
        matter.messages["doors"] = said.rstrip(".")
        return [Paragraph((matter.said(said, *bond.facts),))]
    matter.messages["doors"] = matter.words("message_no_doors", name=name)
    return [matter.paragraph("doors_none", name=matter.in_case(subject))] if matter.is_inside else []


def _of_talk(matter: Matter, talk: Conversation) -> list[Cell | NotedText | str]:
    """Return the first way: over whoever of us talked with them last."""
    names = matter.names([p for p in talk.people if p in matter.network.nodes][:MOST])
    return [talk.who, matter.words("doors_talk", who=talk.who, day=matter.words.date(talk.day), names=names), ""]


def _different(found: list[WayIn]) -> list[WayIn]:
    """Return one door for each who opens it."""
    first: dict[str, WayIn] = {}
    for door in found:
        first.setdefault(door.opener, door)
    return list(first.values())


def _alike(found: list[WayIn]) -> list[list[WayIn]]:
    """Return doors of one step that lead to the same person for the same reason together: nobody reads that twice."""
    alike: dict[tuple[str, ...], list[WayIn]] = {}
    for door in found:
        reason = door.step.reason
        one = (
            (door.target, reason.kind, reason.via or "")
            if len(door.steps) == 1 and not door.is_ours
            else (door.opener,)
        )
        alike.setdefault(one, []).append(door)
    return list(alike.values())


def _row(matter: Matter, alike: list[WayIn]) -> list[Cell | NotedText | str]:
    door = alike[0]
    openers = [_opener(matter, one) for one in alike]
    if len(openers) > 1:
        before = matter.words("doors_also")
        marks = (before, *[","] * len(alike))
        openers[1:] = [replace(one, text=f"{mark} {one.text}") for mark, one in zip(marks, openers[1:], strict=False)]
    why = [
        NotedText(
            f"{' ' if n else ''}{because(matter, step)}", matter.notes.of(step.reason.evidence), step.reason.invented
        )
        for n, step in enumerate(door.steps)
    ]
    said = matter.sentence(f"doors.{door.opener}", to_say(matter, door), about=(door.opener, door.target))
    return [tuple(openers), tuple(why), said]


def _opener(matter: Matter, door: WayIn) -> NotedText:
    function, fact = opener_said(matter, door)
    name = matter.says.name_of(door.opener)
    return matter.said(f"{name} ({function})", fact) if fact else NotedText(name)
