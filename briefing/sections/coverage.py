"""How far the sources of a year reach: of how many known organisations they show a contact at all, by kind."""

from briefing.documents.document import Block
from briefing.documents.section_context import Matter
from briefing.sections.year import kind_name, reach

ROWS = 12


def build(matter: Matter) -> list[Block]:
    """Return the sentence about all and a row for each kind, those most are known of first; none without any."""
    words = matter.words
    found = sorted(reach(matter), key=lambda it: (-it.known, it.kind))
    if not found:
        return []
    n = [sum(getattr(it, name) for it in found) for name in ("known", "observed")]
    known, observed = map(words.number, n)
    matter.figures |= {"coverage_known": n[0], "coverage_observed": n[1]}
    if not n[1]:
        matter.messages["coverage"] = words("message_coverage_none", known=known)
        return [matter.paragraph("coverage_none", known=known)]
    matter.messages["coverage"] = words("message_coverage", observed=observed, known=known)
    shown = found[: matter.at_most("coverage", ROWS)]
    rows = [
        [kind_name(matter, it.kind), words.number(it.known), words.number(it.observed), f"{100 * it.share:.0f}\u00a0%"]
        for it in shown
    ]
    table = matter.table("", ("kind", "known", "observed", "share"), rows)
    said = {"shown": len(shown), "total": len(found)}
    more = [matter.paragraph("coverage_more", **said)] if len(shown) < len(found) else []
    return [matter.paragraph("coverage_read", observed=observed, known=known), table, *more]
