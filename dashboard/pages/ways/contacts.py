"""On the page Wege: who knows both ends, and who of the own house knows somebody at the far one."""

from dashboard.parts import strength, tables
from dashboard.parts.badge import mark
from dashboard.parts.end_box import WayQuestion, end_box
from dashboard.parts.frame import Context, notice
from dashboard.parts.markup import draw, element, text
from graph.analysis.paths import Step
from graph.analysis.ways import Ways
from graph.network.search import search
from graph.settings import Settings

_MOST_ROWS = 50


def section(title: str) -> None:
    """Draw the heading of a part of the page."""
    draw(element("h2", text(title), css="an-section"))


def common_contacts(context: Context, ways: Ways, asked: WayQuestion) -> None:
    """Draw who knows somebody at both ends."""
    words = context.words
    section(words("ways_common_title"))
    found = ways.common(asked.start, asked.end)
    if not found:
        notice(words("ways_common_none"))
        return
    names = [context.network.nodes[end].display for end in (asked.start, asked.end)]
    rows = [
        {
            words("ways_col_who"): context.network.nodes[c.person].display,
            **_side(context, words("ways_col_to_one", name=names[0]), c.one),
            **_side(context, words("ways_col_to_one", name=names[1]), c.other),
            words("col_invented"): mark(words, context.network.nodes[c.person].invented),
            **tables.source_cells(context, sorted({*c.one.reason.evidence, *c.other.reason.evidence})),
        }
        for c in found[:_MOST_ROWS]
    ]
    about = [asked.start, asked.end, *(c.person for c in found[:_MOST_ROWS])]
    tables.table(rows, key="ways_common", name=words("ways_common_title"), about=about)


def _side(context: Context, column: str, step: Step) -> tables.Row:
    words = context.words
    said = f"{words(f'strength_{strength.band(step.strength)}')}: {context.says.step(step)}"
    return {column: said}


def who_of_us(context: Context, ways: Ways, asked: WayQuestion) -> None:
    """Say who of the own house knows somebody at the end of the way."""
    words = context.words
    section(words("ways_us_title"))
    draw(element("p", text(words("ways_us_help")), css="an-small"))
    office = search(context.network, Settings().office, labels=["Organisation"], limit=1)
    us = end_box(context, "us", words("ways_us"), ("Organisation",), office[0].id if office else "")
    if not us:
        notice(words("ways_us_choose"))
        return
    found = ways.reach(us, asked.end)
    if not found:
        notice(words("ways_us_none"))
        return
    rows = [
        {
            words("ways_col_who"): context.network.nodes[r.person].display,
            words("ways_col_direct"): len(r.steps),
            words("ways_col_how"): " ".join(map(context.says.step, r.steps)),
            words("col_strength"): words(f"strength_{strength.band(r.strength)}"),
            **tables.source_cells(context, sorted({e for s in r.steps for e in s.reason.evidence})),
        }
        for r in found[:_MOST_ROWS]
    ]
    about = [asked.end, *(r.person for r in found[:_MOST_ROWS])]
    widths = {words("ways_col_how"): 520}
    tables.table(rows, key="ways_us", name=words("ways_us_title"), widths=widths, about=about)
