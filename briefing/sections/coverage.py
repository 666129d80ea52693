"""How far the sources of a year reach: of how many known organisations they show a contact at all, by kind."""

from briefing.documents.document import Block
from briefing.documents.section_context import Matter
from briefing.sections.year import kind_name
from graph.analysis.coverage import reached

ROWS = 8


def build(matter: Matter) -> list[Block]:
    """Return the sentence about all and a row for each kind, those most are known of first; none without any."""
    year, words = matter.request.as_of.year, matter.words
    found = sorted(reached(matter.scope.case, year), key=lambda it: (-it.known, it.kind))
    if not found:
        return []
    known, observed = sum(it.known for it in found), sum(it.observed for it in found)
    matter.figures |= {"coverage_known": known, "coverage_observed": observed}
    matter.messages["coverage"] = words("message_coverage", observed=observed, known=known)
    shown = found[: matter.at_most("coverage", ROWS)]
    rows = [
        [kind_name(matter, it.kind), words.number(it.known), words.number(it.observed), f"{100 * it.share:.0f} %"]
        for it in shown
    ]
    table = matter.table("", ("kind", "known", "observed", "share"), rows)
    read = matter.paragraph("coverage_read", year=str(year), observed=observed, known=known)
    return [read, table, *matter.more(len(shown), len(found))]
