"""A handover: whom a colleague looks after, when there was contact last, what is due; introductions under way."""

from briefing.documents.document import Block, NotedText
from briefing.documents.section_context import Cell, Matter, points
from briefing.sections.participants import post
from graph.account import is_same
from graph.curation.care import Rhythm, looked_after, of_owner
from graph.curation.conversations import Promise
from graph.curation.due import talks_by_actor
from graph.curation.introductions import NotedIntroduction

ROWS, INTRODUCTIONS = 40, 5


def rhythms(matter: Matter) -> list[Rhythm]:
    """Return what the colleague looks after, what is due first."""
    books, request = matter.books, matter.request
    mine = of_owner(books.cares.values(), request.colleague)
    office = matter.network.nodes[request.office].name if request.office in matter.network.nodes else ""
    return looked_after(matter.network, mine, talks_by_actor(books.conversations), request.as_of, office)


def promises(matter: Matter) -> list[Promise]:
    """Return the open promises the colleague sees to: those she made, and those given to her."""
    who = matter.request.colleague
    return [p for p in matter.books.promises if p.is_open and any(is_same(n, who) for n in (p.by, p.to, p.assigned_to))]


def introductions(matter: Matter) -> list[NotedIntroduction]:
    """Return the introductions of the colleague that are not over."""
    some = [i for i in matter.books.introductions if i.stage != "over" and is_same(i.owner, matter.request.colleague)]
    return [i for i in some if set(i.ends) <= set(matter.network.nodes)]


def build(matter: Matter) -> list[Block]:
    """Return a row for each actor that is handed over."""
    known = rhythms(matter)
    rows = [_row(matter, found) for found in known[: matter.at_most("handed", ROWS)]]
    matter.figures["handed"] = len(known)
    if not rows:
        return [matter.paragraph("handed_none", who=matter.request.colleague)]
    matter.message("handed", "message_handed", len(known))
    table = matter.table("", ("name", "post", "last_contact", "due"), rows)
    said = {"shown": matter.words.number(len(rows)), "total": matter.words.number(len(known))}
    return [table, *([matter.paragraph("handed_more", **said)] if len(rows) < len(known) else [])]


def _row(matter: Matter, found: Rhythm) -> list[Cell | NotedText | str]:
    node, words = matter.network.nodes[found.care.actor], matter.words
    what = post(matter, node.id) if node.label == "Person" else matter.says.type(node)
    last = words.date(found.last.day) if found.last.day else words("handed_no_contact")
    day = words.date(found.due.isoformat())
    due = words("handed_overdue", day=day) if found.is_overdue(matter.request.as_of) else day
    return [matter.name(node), what, last, due]


def under_way(matter: Matter) -> list[Block]:
    """Return the introductions that are under way, none where there are none."""
    found = introductions(matter)[: matter.at_most("introductions", INTRODUCTIONS)]
    if not found:
        return []
    return [points((NotedText(_introduction(matter, one)),) for one in found)]


def _introduction(matter: Matter, one: NotedIntroduction) -> str:
    names = {"one": matter.in_case(one.one, "nominative"), "other": matter.in_case(one.other, "nominative")}
    day = matter.words.date(one.last_step) if one.last_step else ""
    said = matter.words(f"introduction_{one.stage}{'_on' if day else ''}", **names, day=day)
    return said[:1].upper() + said[1:]
