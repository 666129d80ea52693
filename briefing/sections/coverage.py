"""How far the sources of a year reach: of how many known organisations they show a contact at all, by kind."""

from briefing.documents.document import Block
from briefing.documents.section_context import Matter
from briefing.sections.year import kind_name, reach

ROWS = 12


def build(matter: Matter) -> list[Block]:
    """Return the sentence about all and a row for each kind, those most are known of first; none without any.

    For others nothing: their part of the sources says nothing of how far all reach.
    """
    if not matter.is_inside:
        return []
    words = matter.words
    found: dict[str, list[int]] = {}
    for it in reach(matter):  # kinds that are called the same are one
        n = found.setdefault(kind_name(matter, it.kind), [0, 0])
        n[0], n[1] = n[0] + it.known, n[1] + it.observed
    if not found:
        return []
    n = [sum(some) for some in zip(*found.values(), strict=True)]
    known, observed = map(words.number, n)
    matter.figures |= {"coverage_known": n[0], "coverage_observed": n[1]}
    if not n[1]:
        matter.messages["coverage"] = words("message_coverage_none", known=known)
        return [matter.paragraph("coverage_none", known=known)]
    matter.messages["coverage"] = words("message_coverage", observed=observed, known=known)
    shown = sorted(found.items(), key=lambda it: (-it[1][0], it[0]))[: matter.at_most("coverage", ROWS)]
    rows = [
        [name, words.number(all_), words.number(some), f"{100 * some / all_:.0f}\u00a0%"]
        for name, (all_, some) in shown
    ]
    table = matter.table("", ("kind", "known", "observed", "share"), rows)
    said = {"shown": len(shown), "total": len(found)}
    more = [matter.paragraph("coverage_more", **said)] if len(shown) < len(found) else []
    return [matter.paragraph("coverage_read", observed=observed, known=known), table, *more]
